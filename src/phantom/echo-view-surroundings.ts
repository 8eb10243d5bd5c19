import type { Random } from './random.ts';
import { echoStructures } from './echo-tissue.ts';

/** What views show beside the heart, and where a shadow hides it. */
export const viewStructures = [...echoStructures, 'liver', 'shadow'] as const;
export type ViewStructure = (typeof viewStructures)[number];

/** What lies at a point of a picture instead of the heart; strength of echo as in `Tissue`. */
export interface Overlay {
  readonly structure: ViewStructure;
  readonly strength: number;
  readonly blood: boolean;
}

/** What lies at a point of a probe's picture, mm: below its face, to the right, out of the plane; null where the heart is seen. */
export type OverlayAt = (depth: number, side: number, through: number) => Overlay | null;

const blood: Overlay = { structure: 'aorticRoot', strength: 0.014, blood: true };
const wall: Overlay = { structure: 'chamberWall', strength: 1.1, blood: false };
const fat: Overlay = { structure: 'surroundings', strength: 0.22, blood: false };
const liver: Overlay = { structure: 'liver', strength: 0.42, blood: false };
const diaphragm: Overlay = { structure: 'pericardium', strength: 1.6, blood: false };
/** Under a rib or lung next to nothing comes back. */
export const hidden: Overlay = { structure: 'shadow', strength: 0.006, blood: false };
/** A probe held in the air, or on the lung. */
const air: Overlay = hidden;
const WALL_MM = 2;

interface Tube {
  readonly depth: number;
  readonly side: number;
  readonly angle: number;
  readonly radius: number;
  readonly wall: boolean;
}

/** Liver with veins. @param behind at a side: where it ends, mm. */
function liverWith(random: Random, behind: (side: number) => number): (depth: number, side: number) => Overlay | null {
  const tubes: readonly Tube[] = Array.from({ length: random.integer(2, 5) }, () => ({
    depth: random.uniform(15, 90), side: random.uniform(-60, 60), angle: random.uniform(0, Math.PI), radius: random.uniform(2, 6), wall: random.chance(0.5),
  }));
  return (depth, side) => {
    const end = behind(side);
    if (depth > end + WALL_MM) return null;
    if (depth > end) return diaphragm;
    for (const tube of tubes) {
      const [along, across] = [(depth - tube.depth) * Math.cos(tube.angle) + (side - tube.side) * Math.sin(tube.angle), (side - tube.side) * Math.cos(tube.angle) - (depth - tube.depth) * Math.sin(tube.angle)];
      const width = tube.radius * Math.max(0, 1 - Math.abs(along) / 55);
      if (Math.abs(across) < width) return blood;
      if (tube.wall && width > 0 && Math.abs(across) < width + 1) return wall;
    }
    return liver;
  };
}

/** Liver between the probe and the heart. @param endMm how far below the probe's face. */
export function liverBefore(random: Random, endMm: number): OverlayAt {
  const [bend, lean] = [random.uniform(-0.004, 0.003), random.uniform(-0.25, 0.25)];
  return liverWith(random, (side) => endMm + lean * side + bend * side * side);
}

/** The upper abdomen: liver, the diaphragm, and the lung behind it. */
export function abdomen(random: Random): OverlayAt {
  const [end, bend] = [random.uniform(85, 140), random.uniform(-0.008, -0.002)];
  const organ = liverWith(random, (side) => end + bend * side * side);
  return (depth, side) => organ(depth, side) ?? hidden;
}

/** Nothing but haze. */
export function nothing(): OverlayAt {
  return () => air;
}

/** The arch of the aorta with its branches, the right pulmonary artery under it and the left atrium below. */
export function aorticArch(random: Random): OverlayAt {
  const around = (value: number) => value * random.uniform(0.85, 1.15);
  const [top, arch, radius, artery, atrium] = [around(50), around(28), around(12), around(8), around(17)];
  const branches = [-0.5, 0, 0.45].map((share) => share * arch);
  return (depth, side, through) => {
    const middle = depth < top ? Math.hypot(depth - top, side) : Math.abs(side);
    const away = Math.hypot(middle - arch, through);
    // The ascending part ends at the heart, the descending one runs out of the picture.
    const aorta = depth < top + (side < 0 ? 45 : 95) ? away - radius : Infinity;
    const branch = depth < top - arch ? Math.min(...branches.map((at) => Math.hypot(side - at - (depth - top + arch) * 0.15 * Math.sign(at), through) - 3.5)) : Infinity;
    const pulmonary = Math.hypot(depth - top - 8, side, through * 0.5) - artery;
    const chamber = Math.hypot(depth - top - 42, side * 0.8, through) - atrium;
    const near = Math.min(aorta, branch, pulmonary, chamber);
    return near < 0 ? blood : near < WALL_MM ? wall : fat;
  };
}
