import { type KeyboardEvent, type PointerEvent, useEffect, useRef } from 'react';
import { useVoice } from '../language.tsx';
import { cuts, type Place, type Plane, voxelAt, type Voxels } from './volume-data.ts';
import { viewerTexts } from './viewer-texts.ts';

/** Canvas pixels for each voxel: slices are drawn smoothly, outlines sharply. */
const enlarged = 3;

/** How slices are shown; the same for all of them. */
export interface SliceLook {
  /** Hounsfield units. */
  readonly ctLow: number;
  readonly ctHigh: number;
  /** Emission, as sent, shown as the brightest. */
  readonly brightest: number;
  /** Of the emission over the CT, 0 to 1. */
  readonly opacity: number;
  readonly outlines: boolean;
  /** Emission, as sent, above which the wall counts as involved; null without blood. */
  readonly involvedAbove: number | null;
}

interface Props {
  readonly voxels: Voxels;
  readonly plane: Plane;
  readonly place: Place;
  readonly look: SliceLook;
  readonly onPlace: (place: Place) => void;
}

/** One slice, fused, with the cross where the other two cut it. */
export function SliceCanvas({ voxels, plane, place, look, onPlace }: Props) {
  const { say } = useVoice();
  const canvas = useRef<HTMLCanvasElement>(null);
  const { across, columns: columnAxis, rows: rowAxis, rowsDown } = cuts[plane];
  const [columns, rows] = [voxels.size[columnAxis], voxels.size[rowAxis]];
  const depth = place[across];
  useEffect(() => {
    if (canvas.current) paintSlice(canvas.current, voxels, plane, place, look);
    // Only the depth of a slice changes what it shows.
  }, [voxels, plane, depth, look]);
  const moved = (axis: 0 | 1 | 2, to: number): Place => place.map((at, i) => (i === axis ? Math.max(0, Math.min(voxels.size[i] - 1, Math.round(to))) : at)) as unknown as Place;
  const point = (event: PointerEvent<HTMLDivElement>) => {
    if (event.buttons === 0) return;
    const { left, top, width, height } = event.currentTarget.getBoundingClientRect();
    const [column, row] = [Math.floor(((event.clientX - left) / width) * columns), Math.floor(((event.clientY - top) / height) * rows)];
    const across2 = moved(columnAxis, column);
    onPlace(across2.map((at, i) => (i === rowAxis ? Math.max(0, Math.min(rows - 1, rowsDown ? row : rows - 1 - row)) : at)) as unknown as Place);
  };
  const press = (event: KeyboardEvent) => {
    const step = { ArrowUp: 1, ArrowDown: -1, PageUp: 10, PageDown: -10 }[event.key];
    if (!step) return;
    event.preventDefault();
    onPlace(moved(across, depth + step));
  };
  // React listens to wheels passively; a page must not scroll while slices do.
  const holder = useRef<HTMLDivElement>(null);
  const turn = useRef<(event: WheelEvent) => void>(() => undefined);
  turn.current = (event) => { event.preventDefault(); onPlace(moved(across, depth - Math.sign(event.deltaY))); };
  useEffect(() => {
    const own = holder.current;
    const listen = (event: WheelEvent) => turn.current(event);
    own?.addEventListener('wheel', listen, { passive: false });
    return () => own?.removeEventListener('wheel', listen);
  }, []);
  const [x, y] = [place[columnAxis] + 0.5, (rowsDown ? place[rowAxis] : rows - 1 - place[rowAxis]) + 0.5];
  return (
    <div ref={holder} className="view slice" style={{ aspectRatio: `${columns} / ${rows}` }} tabIndex={0} role="slider" aria-label={say(viewerTexts[plane])} aria-valuemin={1} aria-valuemax={voxels.size[across]} aria-valuenow={depth + 1} onPointerDown={(event) => { event.currentTarget.setPointerCapture(event.pointerId); point(event); }} onPointerMove={point} onKeyDown={press}>
      <canvas ref={canvas} className="loop-frame" width={columns * enlarged} height={rows * enlarged} aria-hidden="true" />
      <svg className="cross" viewBox={`0 0 ${columns} ${rows}`} preserveAspectRatio="none" aria-hidden="true"><path d={`M0 ${y}H${columns}M${x} 0V${rows}`} /></svg>
      <span className="slice-name" aria-hidden="true">{say(viewerTexts[plane])}</span>
    </div>
  );
}

const hot = (share: number): readonly [number, number, number] => [Math.min(255, share * 765), Math.max(0, Math.min(255, share * 765 - 255)), Math.max(0, Math.min(255, share * 765 - 510))];

function paintSlice(canvas: HTMLCanvasElement, voxels: Voxels, plane: Plane, place: Place, { ctLow, ctHigh, brightest, opacity, outlines, involvedAbove }: SliceLook): void {
  const { columns: columnAxis, rows: rowAxis } = cuts[plane];
  const [columns, rows] = [voxels.size[columnAxis], voxels.size[rowAxis]];
  const small = new OffscreenCanvas(columns, rows);
  const image = new ImageData(columns, rows);
  const [labels, involved] = [new Uint8Array(columns * rows), new Uint8Array(columns * rows)];
  const wall = voxels.structures.indexOf('leftVentricularWall');
  const table = Array.from({ length: 256 }, (_, level) => hot(level / 255));
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const [from, at] = [voxelAt(voxels, plane, place, column, row), row * columns + column];
      const grey = Math.max(0, Math.min(255, (255 * (voxels.ct[from] - ctLow)) / (ctHigh - ctLow)));
      const level = Math.min(255, Math.round((255 * voxels.emission[from]) / brightest));
      // Where nothing is taken up the CT stays clear.
      const share = opacity * Math.min(1, level / 100);
      for (let c = 0; c < 3; c++) image.data[4 * at + c] = grey * (1 - share) + table[level][c] * share;
      image.data[4 * at + 3] = 255;
      labels[at] = voxels.labels[from];
      involved[at] = Number(involvedAbove !== null && voxels.labels[from] === wall && voxels.emission[from] > involvedAbove);
    }
  }
  small.getContext('2d')!.putImageData(image, 0, 0);
  const context = canvas.getContext('2d')!;
  context.imageSmoothingQuality = 'high';
  context.drawImage(small, 0, 0, columns * enlarged, rows * enlarged);
  if (!outlines) return;
  strokeBorders(context, labels, columns, rows, 'rgba(255,255,255,0.65)', 1);
  strokeBorders(context, involved, columns, rows, '#35d04f', 2);
}

/** Lines between pixels of different labels. */
function strokeBorders(context: CanvasRenderingContext2D, labels: Uint8Array, columns: number, rows: number, colour: string, width: number): void {
  context.beginPath();
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const at = row * columns + column;
      if (column + 1 < columns && labels[at] !== labels[at + 1]) {
        context.moveTo((column + 1) * enlarged, row * enlarged);
        context.lineTo((column + 1) * enlarged, (row + 1) * enlarged);
      }
      if (row + 1 < rows && labels[at] !== labels[at + columns]) {
        context.moveTo(column * enlarged, (row + 1) * enlarged);
        context.lineTo((column + 1) * enlarged, (row + 1) * enlarged);
      }
    }
  }
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.stroke();
}
