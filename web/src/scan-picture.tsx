import { Alert, Button, Checkbox, Group, Paper, Slider, Text, Title } from '@mantine/core';
import { type KeyboardEvent, type PointerEvent, useEffect, useMemo, useRef, useState } from 'react';
import type { ReadingPreview, ScanAnswer, StoredCircle } from '../../src/contract/scan.ts';
import { api } from './api.ts';
import { useVoice } from './language.tsx';
import { texts } from './texts.ts';

interface Props {
  readonly scan: ScanAnswer;
  readonly mayKeep: boolean;
  readonly onKept: () => void;
  readonly onTrouble: (error: unknown) => void;
}

type Picture = ScanAnswer['pictures'][number];

/** Share of the picture that the chest takes around the heart circle, in radii. */
const chestInRadii = 7;
const keySteps: Readonly<Record<string, readonly [x: number, y: number, radius: number]>> = { ArrowLeft: [-1, 0, 0], ArrowRight: [1, 0, 0], ArrowUp: [0, -1, 0], ArrowDown: [0, 1, 0], '+': [0, 0, 1], '-': [0, 0, -1] };

/** The frames of a scan with their regions. The circle on the heart can be moved; the server says what ratio it gives. */
export function ScanPicture({ scan, mayKeep, onKept, onTrouble }: Props) {
  const { say, number, time } = useVoice();
  const [shown, setShown] = useState(true);
  const [inverse, setInverse] = useState(true);
  const [zoomed, setZoomed] = useState(true);
  const [brightness, setBrightness] = useState(1);
  const automatic = useMemo(() => scan.regions.find(({ name }) => name === 'heartCircle')?.circle ?? null, [scan]);
  const [circle, setCircle] = useState<StoredCircle | null>(null);
  const [preview, setPreview] = useState<ReadingPreview | null>(null);
  useEffect(() => {
    if (!circle) return setPreview(null);
    let current = true;
    const later = setTimeout(() => api.read(scan.row.analysisId, { heart: circle, keep: false }).then((given) => current && setPreview(given), onTrouble), 120);
    return () => { current = false; clearTimeout(later); };
  }, [circle, scan.row.analysisId, onTrouble]);
  const keep = () => circle && api.read(scan.row.analysisId, { heart: circle, keep: true }).then(() => { setCircle(null); onKept(); }, onTrouble);

  return (
    <Paper withBorder p="md" className="picture">
      <Title order={3} size="h5" mb="xs">{say(texts.picture)}</Title>
      {scan.pictures.length === 0 ? <Text>{say(texts.noPicture)}</Text> : (
        <>
          <Group gap="md" mb="sm">
            <Checkbox label={say(texts.regions)} checked={shown} onChange={(event) => setShown(event.currentTarget.checked)} />
            <Checkbox label={say(texts.inverse)} checked={inverse} onChange={(event) => setInverse(event.currentTarget.checked)} />
            <Checkbox label={say(texts.zoom)} checked={zoomed} onChange={(event) => setZoomed(event.currentTarget.checked)} />
            <Group gap="xs"><Text size="sm" id="brightness">{say(texts.brightness)}</Text><Slider w={140} min={0.4} max={4} step={0.1} value={brightness} onChange={setBrightness} label={null} thumbProps={{ 'aria-labelledby': 'brightness' }} /></Group>
          </Group>
          <div className={`views${inverse ? ' inverse' : ''}`} style={{ '--brightness': brightness } as React.CSSProperties}>
            {scan.pictures.map((picture) => <View key={picture.picture} scan={scan} picture={picture} zoomed={zoomed} regions={shown} circle={circle ?? automatic} contralateral={circle ? (preview?.contralateral ?? null) : null} moved={circle !== null} onMove={setCircle} />)}
          </div>
        </>
      )}
      {automatic && scan.pictures.length > 0 && (
        <>
          <Text size="sm" c="dimmed" mt="sm">{say(texts.move)}</Text>
          {circle && (
            <Alert mt="sm" variant="light" color="blue" title={say(texts.yourCircle)}>
              <Text component="p" fw={650} aria-live="polite">H/CL {preview ? number(preview.ratio, 2) : '…'} <Text span size="sm" fw={400}>({say(texts.automatic)} {scan.row.ratio ? number(scan.row.ratio.value, 2) : '–'})</Text></Text>
              <Group gap="sm" mt="xs">{mayKeep && <Button size="xs" onClick={keep} disabled={!preview}>{say(texts.keepReading)}</Button>}<Button size="xs" variant="default" onClick={() => setCircle(null)}>{say(texts.reset)}</Button></Group>
            </Alert>
          )}
          {scan.readings.length > 0 && <><Title order={4} size="h6" mt="md">{say(texts.readings)}</Title><ul className="lines">{scan.readings.map(({ user, at, ratio }) => <li key={at}>H/CL {number(ratio, 2)} {say(texts.by, { user, at: time(at) })}</li>)}</ul></>}
        </>
      )}
    </Paper>
  );
}

interface ViewProps {
  readonly scan: ScanAnswer;
  readonly picture: Picture;
  readonly zoomed: boolean;
  readonly regions: boolean;
  readonly circle: StoredCircle | null;
  /** Where the mirror circle of a moved one lies; null for the automatic one. */
  readonly contralateral: StoredCircle | null;
  readonly moved: boolean;
  readonly onMove: (circle: StoredCircle) => void;
}

/** One frame, drawn in the pixels of its picture. */
function View({ scan, picture, zoomed, regions, circle, contralateral, moved, onMove }: ViewProps) {
  const { say } = useVoice();
  const svg = useRef<SVGSVGElement>(null);
  const grabbed = useRef<{ readonly x: number; readonly y: number } | null>(null);
  const own = scan.regions.filter((region) => region.sopInstanceUid === picture.sopInstanceUid && region.frame === picture.frame);
  const heart = own.find(({ name }) => name === 'heartCircle')?.circle ?? null;
  const movable = heart !== null && scan.regions.find(({ name }) => name === 'heartCircle')?.circle === heart;
  const { scaleColumns, scaleRows } = picture;
  const box = zoomed && heart ? chestBox(heart, picture) : { x: 0, y: 0, width: picture.columns, height: picture.rows };

  const inStored = (event: PointerEvent): { x: number; y: number } => {
    const { left, top, width, height } = svg.current!.getBoundingClientRect();
    return { x: (box.x + ((event.clientX - left) / width) * box.width) / scaleColumns, y: (box.y + ((event.clientY - top) / height) * box.height) / scaleRows };
  };
  const grab = (event: PointerEvent<SVGCircleElement>) => {
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
    const step = keySteps[event.key];
    if (!step || !circle) return;
    event.preventDefault();
    onMove({ x: circle.x + step[0], y: circle.y + step[1], radius: Math.max(2, circle.radius + step[2] / 2) });
  };
  const place = ({ x, y, radius }: StoredCircle) => ({ cx: x * scaleColumns, cy: y * scaleRows, r: radius * scaleColumns });
  const others = own.filter(({ name }) => !(movable && (name === 'heartCircle' || (moved && name === 'contralateralCircle'))));
  return (
    <div className="view" style={{ aspectRatio: `${box.width} / ${box.height}` }}>
      <svg className="counts" viewBox={`${box.x} ${box.y} ${box.width} ${box.height}`} aria-hidden="true"><image href={`/api/scans/${scan.row.analysisId}/pictures/${picture.picture}`} width={picture.columns} height={picture.rows} /></svg>
      <svg ref={svg} className="regions" viewBox={`${box.x} ${box.y} ${box.width} ${box.height}`} role="group" aria-label={say(texts.regions)}>
        {regions && others.map((region, i) => (region.circle ? <circle key={i} className={`region-${region.name}`} {...place(region.circle)} /> : <polygon key={i} className={`region-${region.name}`} points={region.points.map(([x, y]) => `${x * scaleColumns},${y * scaleRows}`).join(' ')} />))}
        {movable && moved && contralateral && <circle className="region-contralateralCircle" {...place(contralateral)} />}
        {movable && circle && regions && <circle className={`region-heartCircle movable${moved ? ' moved' : ''}`} {...place(circle)} tabIndex={0} role="slider" aria-label={say(texts.heartCircle)} aria-valuenow={Math.round(circle.x)} aria-valuetext={`${Math.round(circle.x)}, ${Math.round(circle.y)}, ${circle.radius.toFixed(1)}`} onPointerDown={grab} onPointerMove={drag} onPointerUp={() => (grabbed.current = null)} onKeyDown={press} />}
      </svg>
    </div>
  );
}

function chestBox({ x, y, radius }: StoredCircle, { scaleColumns, scaleRows, columns, rows }: Picture): { x: number; y: number; width: number; height: number } {
  const side = Math.min(columns, 2 * chestInRadii * radius * scaleColumns);
  const height = Math.min(rows, side);
  return { x: Math.max(0, Math.min(columns - side, x * scaleColumns - 0.6 * side)), y: Math.max(0, Math.min(rows - height, y * scaleRows - height / 2)), width: side, height };
}
