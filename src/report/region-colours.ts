/** A colour of the screen, 0 to 255 each. */
export type Rgb = readonly [red: number, green: number, blue: number];

interface RegionStyle {
  readonly rgb: Rgb;
  /** Measured regions are drawn with a full line, the organs they were placed by with a broken one. */
  readonly dashed: boolean;
}

/** How regions are drawn, the same as on pages. */
const styles: Readonly<Record<string, RegionStyle>> = {
  heartCircle: { rgb: [0xe0, 0x24, 0x35], dashed: false },
  contralateralCircle: { rgb: [0x1c, 0x74, 0xd9], dashed: false },
  heart: { rgb: [0xd9, 0x7a, 0x00], dashed: true },
  sternum: { rgb: [0x0e, 0x8f, 0x7e], dashed: true },
  leftVentricle: { rgb: [0xff, 0xc4, 0x2e], dashed: false },
  myocardium: { rgb: [0x4c, 0xbd, 0xf2], dashed: false },
  leftAtrium: { rgb: [0xff, 0x7f, 0xb0], dashed: false },
  leftVentricularWall: { rgb: [0xe0, 0x24, 0x35], dashed: false },
  leftVentricularCavity: { rgb: [0xd9, 0x7a, 0x00], dashed: false },
  rightVentricularWall: { rgb: [0x7a, 0x5c, 0xc7], dashed: false },
  rightVentricularCavity: { rgb: [0x1c, 0x74, 0xd9], dashed: false },
  rightAtrium: { rgb: [0x2b, 0x9c, 0xc4], dashed: false },
  aorta: { rgb: [0x0e, 0x8f, 0x7e], dashed: false },
  rightVentricle: { rgb: [0x1c, 0x74, 0xd9], dashed: false },
  aorticRoot: { rgb: [0x0e, 0x8f, 0x7e], dashed: false },
  septumLine: { rgb: [0xff, 0xff, 0xff], dashed: false },
  diameterLine: { rgb: [0xff, 0xd1, 0x66], dashed: false },
  posteriorWallLine: { rgb: [0xff, 0xff, 0xff], dashed: false },
  inferiorVenaCava: { rgb: [0x5d, 0x6b, 0x78], dashed: false },
};

const otherRegions: RegionStyle = { rgb: [0x8a, 0x8f, 0x95], dashed: true };

/** Drawn first, so that the line of the cavity that the wall shares stays seen. */
const below = ['myocardium', 'leftVentricularWall'];

/** Regions in the order in which they are drawn. */
export function inDrawingOrder<R extends { readonly name: string }>(regions: readonly R[]): readonly R[] {
  return [...regions.filter(({ name }) => below.includes(name)), ...regions.filter(({ name }) => !below.includes(name))];
}

export function regionStyle(name: string): RegionStyle {
  return styles[name] ?? otherRegions;
}

/** White of the screen under daylight, and the row of its red, green and blue in X, Y and Z. */
const WHITE_XYZ = [0.95047, 1, 1.08883] as const;
const XYZ_OF_RGB = [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.072175], [0.0193339, 0.119192, 0.9503041]] as const;

/**
 * A colour of the screen as DICOM writes recommended colours: CIELab, L from 0 to 100 and a, b from -128 to 127, each
 * stretched to 0 to 65535.
 * @example dicomLab([255, 255, 255]) // [65535, 32896, 32896]
 * Source: IEC 61966-2-1 (sRGB), CIE 15; DICOM PS3.3 section C.10.7.1.1.
 */
export function dicomLab(rgb: Rgb): readonly [number, number, number] {
  const linear = rgb.map((value) => (value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4));
  const [x, y, z] = XYZ_OF_RGB.map((row, i) => cubeRoot(row.reduce((sum, weight, k) => sum + weight * linear[k], 0) / WHITE_XYZ[i]));
  const stretch = (value: number, least: number, most: number) => Math.round((65535 * (value - least)) / (most - least));
  return [stretch(116 * y - 16, 0, 100), stretch(500 * (x - y), -128, 127), stretch(200 * (y - z), -128, 127)];
}

/** The cube root, with the straight start that CIELab has for dark colours. */
function cubeRoot(value: number): number {
  return value > (6 / 29) ** 3 ? Math.cbrt(value) : value / (3 * (6 / 29) ** 2) + 4 / 29;
}
