/** What the network of apical views tells apart; the place in the list is the number of the label. */
export const structures = ['background', 'leftVentricle', 'myocardium', 'leftAtrium'] as const;
export type Structure = Exclude<(typeof structures)[number], 'background'>;

/** Structures of one frame: one label a pixel, row-major. */
export interface LabelMap {
  readonly rows: number;
  readonly columns: number;
  readonly labels: Uint8Array;
}

/** The mask of one structure: 1 inside. */
export function maskOf({ labels }: LabelMap, structure: Structure): Uint8Array {
  const wanted = structures.indexOf(structure);
  const mask = new Uint8Array(labels.length);
  for (let i = 0; i < mask.length; i++) if (labels[i] === wanted) mask[i] = 1;
  return mask;
}
