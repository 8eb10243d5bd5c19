import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from 'react';
import type { ScanAnswer, StoredCircle } from '../../src/contract/scan.ts';
import { useVoice } from './language.tsx';
import { type Box, chestBox, type ColourScale, type GreyWindow, type Picture, PictureCanvas, useGrey } from './picture-canvas.tsx';
import { texts } from './texts.ts';

/** Beyond the last grey level of the picture, so that a window can also dim it. */
export const widestLevel = 510;
const narrowest = 10;
const windowStep = 10;
const zoomStep = 1.4;
const mostZoom = 12;
const circleSteps: Readonly<Record<string, readonly [x: number, y: number, radius: number]>> = { ArrowLeft: [-1, 0, 0], ArrowRight: [1, 0, 0], ArrowUp: [0, -1, 0], ArrowDown: [0, 1, 0], '+': [0, 0, 1], '-': [0, 0, -1] };

/** How the pictures of a scan are shown; the same for all of them. */
export interface Look {
  readonly regions: boolean;
  readonly chest: boolean;
  readonly scale: ColourScale;
  readonly greyWindow: GreyWindow;
  /** 1 shows the chest, or the whole picture. */
  readonly zoom: number;
}

interface Props {
  readonly scan: ScanAnswer;
  readonly picture: Picture;
  readonly look: Look;
  readonly onLook: (part: Partial<Look>) => void;
  readonly circle: StoredCircle | null;
  /** Where the mirror circle of a moved one lies; null for the automatic one. */
  readonly contralateral: StoredCircle | null;
  readonly moved: boolean;
  readonly onMove: (circle: StoredCircle) => void;
}

/** One frame in the pixels of its picture: a drag changes the window, with Shift it moves the picture; keys do the same. */
export function PictureView({ scan, picture, look, onLook, circle, contralateral, moved, onMove }: Props) {
  const { say } = useVoice();
  const grey = useGrey(`/api/scans/${scan.row.analysisId}/pictures/${picture.picture}`);
  const last = useRef<{ readonly x: number; readonly y: number } | null>(null);
  const [shift, setShift] = useState({ x: 0, y: 0 });
  const own = scan.regions.filter((region) => region.sopInstanceUid === picture.sopInstanceUid && region.frame === picture.frame);
  const heart = own.find(({ name }) => name === 'heartCircle')?.circle ?? null;
  const whole = look.chest && heart ? chestBox(heart, picture) : { x: 0, y: 0, width: picture.columns, height: picture.rows };
  const box = partOf(whole, look.zoom, shift);
  useEffect(() => { if (look.zoom === 1) setShift({ x: 0, y: 0 }); }, [look.zoom, look.chest]);

  const down = (event: PointerEvent<HTMLDivElement>) => {
    event.currentTarget.setPointerCapture(event.pointerId);
    last.current = { x: event.clientX, y: event.clientY };
  };
  const drag = (event: PointerEvent<HTMLDivElement>) => {
    if (!last.current) return;
    const [x, y] = [event.clientX - last.current.x, event.clientY - last.current.y];
    last.current = { x: event.clientX, y: event.clientY };
    const perPixel = box.width / event.currentTarget.clientWidth;
    if (event.shiftKey) setShift({ x: shift.x - x * perPixel, y: shift.y - y * perPixel });
    else onLook({ greyWindow: turned(look.greyWindow, x, y) });
  };
  const press = (event: KeyboardEvent) => {
    const step = event.shiftKey ? box.width / 12 : windowStep;
    const arrows: Readonly<Record<string, readonly [number, number]>> = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] };
    const arrow = arrows[event.key];
    if (arrow && event.shiftKey) setShift({ x: shift.x + arrow[0], y: shift.y + arrow[1] });
    else if (arrow) onLook({ greyWindow: turned(look.greyWindow, arrow[0], arrow[1]) });
    else if (event.key === '+' || event.key === '-') onLook({ zoom: Math.min(mostZoom, Math.max(1, look.zoom * (event.key === '+' ? zoomStep : 1 / zoomStep))) });
    else if (event.key === '0') onLook({ zoom: 1, greyWindow: { low: 0, high: 255 } });
    else return;
    event.preventDefault();
  };
  return (
    <div className={`view${look.scale === 'inverse' ? ' on-white' : ''}`} style={{ aspectRatio: `${whole.width} / ${whole.height}` }} tabIndex={0} role="application" aria-label={say(texts.pictureLabel, { number: picture.picture + 1 })} onPointerDown={down} onPointerMove={drag} onPointerUp={() => (last.current = null)} onKeyDown={press}>
      <PictureCanvas grey={grey} greyWindow={look.greyWindow} scale={look.scale} box={box} />
      <Regions scan={scan} picture={picture} box={box} shown={look.regions} circle={circle} contralateral={contralateral} moved={moved} onMove={onMove} />
    </div>
  );
}

/** The part of a box that a zoom leaves, moved as far as the box allows. */
function partOf(whole: Box, zoom: number, shift: { readonly x: number; readonly y: number }): Box {
  const [width, height] = [whole.width / zoom, whole.height / zoom];
  const within = (from: number, room: number): number => Math.max(0, Math.min(room, room / 2 + from));
  return { x: whole.x + within(shift.x, whole.width - width), y: whole.y + within(shift.y, whole.height - height), width, height };
}

/** A window after a drag: to the right wider, downwards lighter, as on workstations. */
function turned({ low, high }: GreyWindow, x: number, y: number): GreyWindow {
  const [level, width] = [(low + high) / 2 + y, Math.max(narrowest, high - low + x)];
  const from = Math.max(0, Math.round(level - width / 2));
  return { low: Math.min(from, widestLevel - narrowest), high: Math.min(widestLevel, Math.max(from + narrowest, Math.round(level + width / 2))) };
}

/** The regions of one frame; the circle on the heart can be moved. */
function Regions({ scan, picture, box, shown, circle, contralateral, moved, onMove }: Omit<Props, 'look' | 'onLook'> & { readonly box: Box; readonly shown: boolean }) {
  const { say } = useVoice();
  const svg = useRef<SVGSVGElement>(null);
  const grabbed = useRef<{ readonly x: number; readonly y: number } | null>(null);
  const { scaleColumns, scaleRows } = picture;
  const own = scan.regions.filter((region) => region.sopInstanceUid === picture.sopInstanceUid && region.frame === picture.frame);
  const heart = own.find(({ name }) => name === 'heartCircle')?.circle ?? null;
  const movable = heart !== null && scan.regions.find(({ name }) => name === 'heartCircle')?.circle === heart;

  const inStored = (event: PointerEvent): { x: number; y: number } => {
    const { left, top, width, height } = svg.current!.getBoundingClientRect();
    return { x: (box.x + ((event.clientX - left) / width) * box.width) / scaleColumns, y: (box.y + ((event.clientY - top) / height) * box.height) / scaleRows };
  };
  const grab = (event: PointerEvent<SVGCircleElement>) => {
    event.stopPropagation();
    event.currentTarget.setPointerCapture(event.pointerId);
    const at = inStored(event);
    grabbed.current = { x: at.x - circle!.x, y: at.y - circle!.y };
  };
  const drag = (event: PointerEvent) => {
    if (!grabbed.current || !circle) return;
    const at = inStored(event);
    onMove({ ...circle, x: at.x - grabbed.current.x, y: at.y - grabbed.current.y });
  };
  const press = (event: KeyboardEvent) => {
    const step = circleSteps[event.key];
    if (!step || !circle) return;
    event.preventDefault();
    event.stopPropagation();
    onMove({ x: circle.x + step[0], y: circle.y + step[1], radius: Math.max(2, circle.radius + step[2] / 2) });
  };
  const place = ({ x, y, radius }: StoredCircle) => ({ cx: x * scaleColumns, cy: y * scaleRows, r: radius * scaleColumns });
  const others = own.filter(({ name }) => !(movable && (name === 'heartCircle' || (moved && name === 'contralateralCircle'))));
  return (
    <svg ref={svg} className="regions" viewBox={`${box.x} ${box.y} ${box.width} ${box.height}`} role="group" aria-label={say(texts.regions)}>
      {shown && others.map((region, i) => (region.circle ? <circle key={i} className={`region-${region.name}`} {...place(region.circle)} /> : <polygon key={i} className={`region-${region.name}`} points={region.points.map(([x, y]) => `${x * scaleColumns},${y * scaleRows}`).join(' ')} />))}
      {movable && moved && contralateral && <circle className="region-contralateralCircle" {...place(contralateral)} />}
      {movable && circle && shown && <circle className={`region-heartCircle movable${moved ? ' moved' : ''}`} {...place(circle)} tabIndex={0} role="slider" aria-label={say(texts.heartCircle)} aria-valuenow={Math.round(circle.x)} aria-valuetext={`${Math.round(circle.x)}, ${Math.round(circle.y)}, ${circle.radius.toFixed(1)}`} onPointerDown={grab} onPointerMove={drag} onPointerUp={() => (grabbed.current = null)} onKeyDown={press} />}
    </svg>
  );
}
