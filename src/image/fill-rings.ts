/** A closed line in pixels: x along columns, y along rows, 0 at the outer corner of the first pixel. */
export type Ring = readonly (readonly [x: number, y: number])[];

interface Crossing {
  readonly x: number;
  readonly direction: 1 | -1;
}

/** Points of a ring that stands for a circle: at 100 pixels radius it leaves the circle by less than a hundredth of a pixel. */
const CIRCLE_POINTS = 256;

/** A circle, or an ellipse along the axes where pixels are not square, as a ring. */
export function ellipseRing(x: number, y: number, radiusX: number, radiusY: number): Ring {
  return Array.from({ length: CIRCLE_POINTS }, (_, i) => {
    const angle = (2 * Math.PI * i) / CIRCLE_POINTS;
    return [x + radiusX * Math.cos(angle), y + radiusY * Math.sin(angle)] as const;
  });
}

/**
 * How much of each pixel lies inside rings. What several rings of one direction cover counts once; a ring that runs the
 * other way inside another cuts a hole (non-zero winding).
 *
 * @param samples points looked at along each side of a pixel; with 1 a pixel is in when its centre is.
 * @returns `rows * columns` bytes, row-major, 0 outside to 255 inside. What lies outside the picture is cut off.
 */
export function fillRings(rings: readonly Ring[], rows: number, columns: number, samples = 1): Uint8Array {
  const inside = new Uint16Array(rows * columns);
  const [top, bottom] = verticalRange(rings);
  const last = Math.min(rows * samples, Math.ceil(bottom * samples));
  for (let line = Math.max(0, Math.floor(top * samples)); line < last; line++) {
    const row = Math.floor(line / samples) * columns;
    for (const [from, to] of spans(crossings(rings, (line + 0.5) / samples))) {
      // The first and the one after the last sample whose centre lies in the span.
      const end = Math.min(columns * samples, Math.ceil(to * samples - 0.5));
      for (let sample = Math.max(0, Math.ceil(from * samples - 0.5)); sample < end; sample++) inside[row + Math.floor(sample / samples)]++;
    }
  }
  return Uint8Array.from(inside, (count) => Math.round((255 * count) / (samples * samples)));
}

function verticalRange(rings: readonly Ring[]): readonly [top: number, bottom: number] {
  let [top, bottom] = [Infinity, -Infinity];
  for (const ring of rings) {
    for (const [, y] of ring) {
      top = Math.min(top, y);
      bottom = Math.max(bottom, y);
    }
  }
  return [top, bottom];
}

function crossings(rings: readonly Ring[], y: number): readonly Crossing[] {
  const found: Crossing[] = [];
  for (const ring of rings) {
    for (let i = 0; i < ring.length; i++) {
      const [x0, y0] = ring[i];
      const [x1, y1] = ring[(i + 1) % ring.length];
      if (y0 <= y === y1 <= y) continue;
      found.push({ x: x0 + ((y - y0) / (y1 - y0)) * (x1 - x0), direction: y1 > y0 ? 1 : -1 });
    }
  }
  return found.sort((a, b) => a.x - b.x);
}

/** Stretches of a line that lie inside. */
function* spans(found: readonly Crossing[]): Generator<readonly [from: number, to: number]> {
  let winding = 0;
  for (let i = 0; i + 1 < found.length; i++) {
    winding += found[i].direction;
    if (winding !== 0) yield [found[i].x, found[i + 1].x];
  }
}
