import { type KeyboardEvent, type PointerEvent, type ReactNode, useEffect, useMemo, useRef } from 'react';
import type { Outline } from '../../../src/contract/loops.ts';
import type { GreyWindow } from '../picture-canvas.tsx';
import { useVoice } from '../language.tsx';
import type { Loop, Point } from './loop-data.ts';
import { viewerTexts } from './viewer-texts.ts';

interface Props {
  readonly loop: Loop;
  readonly frame: number;
  readonly greyWindow: GreyWindow;
  readonly outlines: readonly Outline[];
  readonly label: string;
  readonly onKey: (event: KeyboardEvent) => void;
  readonly children?: ReactNode;
}

/** One frame of a loop with its outlines. */
export function LoopCanvas({ loop, frame, greyWindow: { low, high }, outlines, label, onKey, children }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const table = useMemo(() => Uint32Array.from({ length: 256 }, (_, level) => {
    const shown = Math.max(0, Math.min(255, Math.round((255 * (level - low)) / Math.max(1, high - low))));
    return ((255 << 24) | (shown << 16) | (shown << 8) | shown) >>> 0;
  }), [low, high]);
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context) return;
    const { rows, columns, levels } = loop;
    const image = context.createImageData(columns, rows);
    const pixels = new Uint32Array(image.data.buffer);
    const from = (frame - 1) * rows * columns;
    for (let i = 0; i < pixels.length; i++) pixels[i] = table[levels[from + i]];
    context.putImageData(image, 0, 0);
  }, [loop, frame, table]);
  return (
    <div className="view loop" style={{ aspectRatio: `${loop.columns} / ${loop.rows}` }} tabIndex={0} role="application" aria-label={label} onKeyDown={onKey}>
      <canvas ref={canvas} className="loop-frame" width={loop.columns} height={loop.rows} aria-hidden="true" />
      <svg className="regions" viewBox={`0 0 ${loop.columns / loop.scaleColumns} ${loop.rows / loop.scaleRows}`} preserveAspectRatio="none" role="group" aria-label={label}>
        {outlines.map(({ name, points }, i) => <polygon key={i} className={`region-${name}`} points={points.map((point) => point.join()).join(' ')} />)}
        {children}
      </svg>
    </div>
  );
}

const steps: Readonly<Record<string, Point>> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

interface HandlesProps {
  readonly handles: readonly Point[];
  readonly onMove: (index: number, to: Point) => void;
}

/** The points by which a reader shapes the cavity. */
export function CavityHandles({ line, ...handles }: HandlesProps & { readonly line: readonly Point[] }) {
  const { say } = useVoice();
  return (
    <>
      <polygon className="own-outline" points={line.map((point) => point.join()).join(' ')} />
      <Handles {...handles} nameOf={(i) => say(viewerTexts.point, { number: i + 1 })} />
    </>
  );
}

const borderNames = [viewerTexts.septumOutside, viewerTexts.septumInside, viewerTexts.posteriorInside, viewerTexts.posteriorOutside] as const;

/** The borders of the walls, with the lines that are measured between them. */
export function BorderHandles(props: HandlesProps) {
  const { say } = useVoice();
  const [a, b, c, d] = props.handles;
  return (
    <>
      {[[a, b], [b, c], [c, d]].map(([[x1, y1], [x2, y2]], i) => <line key={i} className={i === 1 ? 'own-outline diameter' : 'own-outline'} x1={x1} y1={y1} x2={x2} y2={y2} />)}
      <Handles {...props} small nameOf={(i) => say(borderNames[i])} />
    </>
  );
}

/** Points that are dragged, or moved by keys. */
function Handles({ handles, onMove, nameOf, small = false }: HandlesProps & { readonly nameOf: (index: number) => string; readonly small?: boolean }) {
  const grabbed = useRef<number | null>(null);
  const placeOf = (event: PointerEvent<SVGElement>): Point => {
    const svg = event.currentTarget.ownerSVGElement ?? (event.currentTarget as unknown as SVGSVGElement);
    const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM()!.inverse());
    return [at.x, at.y];
  };
  const press = (event: KeyboardEvent, index: number) => {
    const step = steps[event.key];
    if (!step) return;
    event.preventDefault();
    event.stopPropagation();
    onMove(index, [handles[index][0] + step[0], handles[index][1] + step[1]]);
  };
  const down = (event: PointerEvent<SVGElement>, index: number) => {
    grabbed.current = index;
    event.currentTarget.setPointerCapture(event.pointerId);
  };
  return handles.map(([x, y], i) => <circle key={i} className="handle" cx={x} cy={y} r={small ? 4 : 6} tabIndex={0} role="button" aria-label={nameOf(i)} onPointerDown={(event) => down(event, i)} onPointerMove={(event) => grabbed.current === i && onMove(i, placeOf(event))} onPointerUp={() => (grabbed.current = null)} onKeyDown={(event) => press(event, i)} />);
}
