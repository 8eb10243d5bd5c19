import { useEffect, useState } from 'react';
import type { VolumeAnswer } from '../../../src/contract/volumes.ts';
import { api } from '../api.ts';

/** A volume with its voxels: x to the left, y to the back, z to the head, x fastest. */
export interface Voxels extends VolumeAnswer {
  /** Hounsfield units. */
  readonly ct: Int16Array;
  readonly emission: Uint16Array;
  readonly labels: Uint8Array;
  /** Stored values of the wall, on a finer grid. */
  readonly wall: Float32Array;
}

/** A volume once it has come; null until then. */
export function useVoxels(analysisId: string, onTrouble: (error: unknown) => void): Voxels | null {
  const [seen, setSeen] = useState<Voxels | null>(null);
  useEffect(() => {
    setSeen(null);
    let current = true;
    Promise.all([api.volume(analysisId), api.volumeVoxels(analysisId)]).then(([answer, bytes]) => current && setSeen(unpack(answer, bytes)), (error: unknown) => current && onTrouble(error));
    return () => void (current = false);
  }, [analysisId, onTrouble]);
  return seen;
}

function unpack(answer: VolumeAnswer, bytes: ArrayBuffer): Voxels {
  const count = answer.size[0] * answer.size[1] * answer.size[2];
  return { ...answer, ct: new Int16Array(bytes, 0, count), emission: new Uint16Array(bytes, 2 * count, count), labels: new Uint8Array(bytes, 4 * count, count), wall: new Float32Array(bytes.slice(5 * count)) };
}

/** What lies above a threshold. */
export interface Involved {
  readonly volumeMl: number;
  readonly activityMl: number;
}

/** Volume of involvement and cardiac activity of the wall at a threshold, by the rule of the stored ones; null where the blood was not read. */
export function involvedAt({ wall, wallVoxelMl, blood }: Pick<Voxels, 'wall' | 'wallVoxelMl' | 'blood'>, timesBlood: number): Involved | null {
  if (blood === null) return null;
  let [sum, count] = [0, 0];
  for (const value of wall) {
    if (!(value > timesBlood * blood)) continue;
    sum += value;
    count++;
  }
  return { volumeMl: count * wallVoxelMl, activityMl: (sum / blood) * wallVoxelMl };
}

export type Plane = 'axial' | 'coronal' | 'sagittal';
export type Place = readonly [x: number, y: number, z: number];

/** How a plane is cut: its columns and rows along axes of the volume, which of them run backwards, and the axis it lies across. */
export const cuts = {
  axial: { across: 2, columns: 0, rows: 1, rowsDown: true },
  coronal: { across: 1, columns: 0, rows: 2, rowsDown: false },
  sagittal: { across: 0, columns: 1, rows: 2, rowsDown: false },
} as const satisfies Record<Plane, { readonly across: 0 | 1 | 2; readonly columns: 0 | 1 | 2; readonly rows: 0 | 1 | 2; readonly rowsDown: boolean }>;

/** Index of the voxel at a column and row of a plane through a place. */
export function voxelAt({ size }: Pick<Voxels, 'size'>, plane: Plane, place: Place, column: number, row: number): number {
  const { across, columns, rows, rowsDown } = cuts[plane];
  const at: [number, number, number] = [0, 0, 0];
  at[across] = place[across];
  at[columns] = column;
  at[rows] = rowsDown ? row : size[rows] - 1 - row;
  return (at[2] * size[1] + at[1]) * size[0] + at[0];
}

const projectionAngles = 48;

/** Maximum intensity projections of the emission about the axis of the body, every other voxel: one picture an angle. */
export interface Projections {
  readonly columns: number;
  readonly rows: number;
  readonly pictures: readonly Uint16Array[];
}

export function projections({ size: [nx, ny, nz], emission }: Pick<Voxels, 'size' | 'emission'>): Projections {
  const [columns, rows] = [Math.ceil(Math.hypot(nx, ny) / 2), Math.ceil(nz / 2)];
  const pictures = Array.from({ length: projectionAngles }, (_, k) => {
    const angle = (2 * Math.PI * k) / projectionAngles;
    const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
    const picture = new Uint16Array(columns * rows);
    for (let c = 0; c < columns; c++) {
      const u = 2 * c - columns + 1;
      for (let d = 0; d < columns; d++) {
        const v = 2 * d - columns + 1;
        const [x, y] = [Math.round(nx / 2 + u * cos - v * sin), Math.round(ny / 2 + u * sin + v * cos)];
        if (x < 0 || y < 0 || x >= nx || y >= ny) continue;
        for (let r = 0; r < rows; r++) {
          const value = emission[((nz - 1 - Math.min(nz - 1, 2 * r)) * ny + y) * nx + x];
          if (value > picture[r * columns + c]) picture[r * columns + c] = value;
        }
      }
    }
    return picture;
  });
  return { columns, rows, pictures };
}
