import { type KeyboardEvent, type PointerEvent, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';

interface Props {
  /** x and y by turns. */
  readonly places: Float32Array;
  /** A colour for each place, as 0xAABBGGRR. */
  readonly colours: Uint32Array;
  readonly picked: number | null;
  /** Places to ring beside the picked one. */
  readonly ringed: readonly number[];
  readonly onPick: (row: number | null) => void;
  readonly label: string;
}

/** What part of the plane is seen: its middle, and canvas pixels for each unit. */
interface Camera {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
}

const height = 460;
const margin = 0.92;
/** A click this near to a point picks it, in pixels of the page. */
const reach = 12;
const zoomStep = 1.25;
const panStep = 60;

/**
 * Points on a canvas, to be moved, zoomed and picked, by mouse or keys. They are painted straight into the picture: tens of
 * thousands take a few milliseconds, without a graphics card.
 */
export function Scatter({ places, colours, picked, ringed, onPick, label }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [width, setWidth] = useState(900);
  const [moved, setMoved] = useState<Camera | null>(null);
  const drag = useRef<{ x: number; y: number; far: boolean } | null>(null);
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => setWidth(Math.max(200, Math.floor(entry.contentRect.width))));
    observer.observe(canvas.current!.parentElement!);
    return () => observer.disconnect();
  }, []);
  useEffect(() => setMoved(null), [places.length]);
  const whole = useMemo(() => cameraFor(places, width), [places, width]);
  const camera = moved ?? whole;
  // Browsers hand on a drag once a frame, so painting at once is painting once a frame.
  useLayoutEffect(() => paintPoints(canvas.current!, { places, colours, picked, ringed }, camera), [places, colours, picked, ringed, camera, width]);

  const zoom = (factor: number, at = { x: width / 2, y: height / 2 }) => setMoved(zoomed(camera, factor, at.x - width / 2, at.y - height / 2));
  const pan = (x: number, y: number) => setMoved({ ...camera, x: camera.x - x / camera.scale, y: camera.y - y / camera.scale });
  useEffect(() => {
    const element = canvas.current!;
    // React listens to wheels passively, and the page would scroll as well.
    const wheel = (event: WheelEvent) => {
      event.preventDefault();
      zoom(event.deltaY < 0 ? zoomStep : 1 / zoomStep, { x: event.offsetX, y: event.offsetY });
    };
    element.addEventListener('wheel', wheel, { passive: false });
    return () => element.removeEventListener('wheel', wheel);
  });
  const down = (event: PointerEvent<HTMLCanvasElement>) => {
    event.currentTarget.setPointerCapture(event.pointerId);
    drag.current = { x: event.clientX, y: event.clientY, far: false };
  };
  const move = (event: PointerEvent) => {
    if (!drag.current) return;
    const [x, y] = [event.clientX - drag.current.x, event.clientY - drag.current.y];
    if (!drag.current.far && Math.hypot(x, y) < 4) return;
    drag.current = { x: event.clientX, y: event.clientY, far: true };
    pan(x, y);
  };
  const up = (event: PointerEvent<HTMLCanvasElement>) => {
    const was = drag.current;
    drag.current = null;
    if (!was || was.far) return;
    const { left, top } = event.currentTarget.getBoundingClientRect();
    onPick(nearestPlace(places, camera.x + (event.clientX - left - width / 2) / camera.scale, camera.y + (event.clientY - top - height / 2) / camera.scale, reach / camera.scale));
  };
  const press = (event: KeyboardEvent) => {
    const steps: Record<string, () => void> = { ArrowLeft: () => pan(panStep, 0), ArrowRight: () => pan(-panStep, 0), ArrowUp: () => pan(0, panStep), ArrowDown: () => pan(0, -panStep), '+': () => zoom(zoomStep), '-': () => zoom(1 / zoomStep), 0: () => setMoved(null), Escape: () => onPick(null), Enter: () => onPick(nearestPlace(places, camera.x, camera.y, Infinity)) };
    if (!steps[event.key]) return;
    event.preventDefault();
    steps[event.key]();
  };
  return <div className="scatter"><canvas ref={canvas} width={width} height={height} tabIndex={0} role="application" aria-label={label} onPointerDown={down} onPointerMove={move} onPointerUp={up} onKeyDown={press} /></div>;
}

function zoomed(camera: Camera, factor: number, x: number, y: number): Camera {
  const scale = camera.scale * factor;
  return { scale, x: camera.x + x / camera.scale - x / scale, y: camera.y + y / camera.scale - y / scale };
}

/** Sees every point. */
function cameraFor(places: Float32Array, width: number): Camera {
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
  for (let i = 0; i < places.length; i += 2) {
    left = Math.min(left, places[i]);
    right = Math.max(right, places[i]);
    top = Math.min(top, places[i + 1]);
    bottom = Math.max(bottom, places[i + 1]);
  }
  if (places.length === 0) return { x: 0, y: 0, scale: 1 };
  return { x: (left + right) / 2, y: (top + bottom) / 2, scale: margin * Math.min(width / Math.max(1e-6, right - left), height / Math.max(1e-6, bottom - top)) };
}

function nearestPlace(places: Float32Array, x: number, y: number, within: number): number | null {
  let [best, distance] = [-1, within];
  for (let i = 0; i < places.length; i += 2) {
    const far = Math.hypot(places[i] - x, places[i + 1] - y);
    if (far <= distance) [best, distance] = [i / 2, far];
  }
  return best < 0 ? null : best;
}

/** Where a dot of radius 3 is, about its middle. */
const dot = Array.from({ length: 49 }, (_, i) => [(i % 7) - 3, Math.floor(i / 7) - 3] as const).filter(([x, y]) => x * x + y * y <= 10);

function paintPoints(canvas: HTMLCanvasElement, { places, colours, picked, ringed }: Pick<Props, 'places' | 'colours' | 'picked' | 'ringed'>, camera: Camera): void {
  const begun = performance.now();
  const context = canvas.getContext('2d')!;
  const { width } = canvas;
  const image = context.createImageData(width, height);
  const pixels = new Uint32Array(image.data.buffer);
  for (let i = 0; i < colours.length; i++) {
    const [x, y] = placeOf(places, i, camera, width);
    if (x < 3 || y < 3 || x >= width - 3 || y >= height - 3) continue;
    const at = Math.round(y) * width + Math.round(x);
    for (const [stepX, stepY] of dot) pixels[at + stepY * width + stepX] = colours[i];
  }
  context.putImageData(image, 0, 0);
  for (const row of picked === null ? ringed : [...ringed, picked]) ring(context, placeOf(places, row, camera, width), row === picked ? 10 : 7);
  // For whoever measures: bench/cohort-map.ts reads it.
  canvas.dataset['paintMs'] = (performance.now() - begun).toFixed(2);
}

/** A black ring with a white edge on either side, so that it is seen on every colour. */
function ring(context: CanvasRenderingContext2D, [x, y]: readonly [number, number], radius: number): void {
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  for (const [lineWidth, strokeStyle] of [[6, '#ffffff'], [2.5, '#000000']] as const) {
    context.lineWidth = lineWidth;
    context.strokeStyle = strokeStyle;
    context.stroke();
  }
}

function placeOf(places: Float32Array, row: number, camera: Camera, width: number): readonly [number, number] {
  return [width / 2 + (places[2 * row] - camera.x) * camera.scale, height / 2 + (places[2 * row + 1] - camera.y) * camera.scale];
}
