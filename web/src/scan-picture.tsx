import { Alert, Button, Checkbox, Group, Paper, RangeSlider, SegmentedControl, Text, Title } from '@mantine/core';
import { useEffect, useMemo, useState } from 'react';
import type { ReadingPreview, ScanAnswer, StoredCircle } from '../../src/contract/scan.ts';
import { api } from './api.ts';
import { useDraft } from './draft.ts';
import { useVoice } from './language.tsx';
import { type ColourScale, colourScales } from './picture-canvas.tsx';
import { type Look, PictureView, widestLevel } from './picture-view.tsx';
import { texts } from './texts.ts';

interface Props {
  readonly scan: ScanAnswer;
  readonly mayKeep: boolean;
  readonly onKept: () => void;
  readonly onTrouble: (error: unknown) => void;
}

const firstLook: Look = { regions: true, chest: true, scale: 'inverse', greyWindow: { low: 0, high: 255 }, zoom: 1 };
const zoomStep = 1.4;
const mostZoom = 12;

/** The frames of a scan with their regions. The circle on the heart can be moved; the server says what ratio it gives. */
export function ScanPicture({ scan, mayKeep, onKept, onTrouble }: Props) {
  const { say } = useVoice();
  const [look, setLook] = useState(firstLook);
  const change = (part: Partial<Look>) => setLook((before) => ({ ...before, ...part }));
  const automatic = useMemo(() => scan.regions.find(({ name }) => name === 'heartCircle')?.circle ?? null, [scan]);
  const [circle, setCircle] = useDraft<StoredCircle | null>(`circle ${scan.row.analysisId}`, null);
  const preview = usePreview(scan.row.analysisId, circle, onTrouble);
  const keep = () => circle && api.read(scan.row.analysisId, { heart: circle, keep: true }).then(() => { setCircle(null); onKept(); }, onTrouble);
  return (
    <Paper withBorder p="md" className="picture">
      <Title order={3} size="h5" mb="xs">{say(texts.picture)}</Title>
      {scan.pictures.length === 0 ? <Text>{say(texts.noPicture)}</Text> : (
        <>
          <Controls look={look} onChange={change} onReset={() => setLook(firstLook)} />
          <div className="views">
            {scan.pictures.map((picture) => <PictureView key={picture.picture} scan={scan} picture={picture} look={look} onLook={change} circle={circle ?? automatic} contralateral={circle ? (preview?.contralateral ?? null) : null} moved={circle !== null} onMove={setCircle} />)}
          </div>
          <Text size="xs" c="dimmed" mt="xs">{say(texts.windowKeys)}</Text>
        </>
      )}
      {automatic && scan.pictures.length > 0 && <OwnReading scan={scan} circle={circle} preview={preview} mayKeep={mayKeep} onKeep={keep} onReset={() => setCircle(null)} />}
    </Paper>
  );
}

/** The ratio at a circle that was moved, once the server has said it. */
function usePreview(analysisId: string, circle: StoredCircle | null, onTrouble: (error: unknown) => void): ReadingPreview | null {
  const [preview, setPreview] = useState<ReadingPreview | null>(null);
  useEffect(() => {
    if (!circle) return setPreview(null);
    let current = true;
    const later = setTimeout(() => api.read(analysisId, { heart: circle, keep: false }).then((given) => current && setPreview(given), onTrouble), 120);
    return () => { current = false; clearTimeout(later); };
  }, [circle, analysisId, onTrouble]);
  return preview;
}

function Controls({ look: { regions, chest, scale, greyWindow: { low, high }, zoom }, onChange, onReset }: { readonly look: Look; readonly onChange: (part: Partial<Look>) => void; readonly onReset: () => void }) {
  const { say } = useVoice();
  return (
    <Group gap="md" mb="sm">
      <SegmentedControl size="xs" value={scale} onChange={(value) => onChange({ scale: value as ColourScale })} data={colourScales.map((one) => ({ value: one, label: say(texts[one]) }))} aria-label={say(texts.colourScale)} />
      <Checkbox label={say(texts.regions)} checked={regions} onChange={(event) => onChange({ regions: event.currentTarget.checked })} />
      <Checkbox label={say(texts.zoom)} checked={chest} onChange={(event) => onChange({ chest: event.currentTarget.checked, zoom: 1 })} />
      <Group gap={4}>
        <Button size="compact-sm" variant="default" aria-label={say(texts.zoomOut)} onClick={() => onChange({ zoom: Math.max(1, zoom / zoomStep) })}>−</Button>
        <Button size="compact-sm" variant="default" aria-label={say(texts.zoomIn)} onClick={() => onChange({ zoom: Math.min(mostZoom, zoom * zoomStep) })}>+</Button>
      </Group>
      <Group gap="xs"><Text size="sm">{say(texts.window)}</Text><RangeSlider w={170} min={0} max={widestLevel} step={5} minRange={10} value={[low, high]} onChange={([from, to]) => onChange({ greyWindow: { low: from, high: to } })} label={null} thumbFromLabel={say(texts.windowLow)} thumbToLabel={say(texts.windowHigh)} /></Group>
      <Button size="compact-sm" variant="subtle" onClick={onReset}>{say(texts.resetLook)}</Button>
    </Group>
  );
}

interface OwnReadingProps {
  readonly scan: ScanAnswer;
  readonly circle: StoredCircle | null;
  readonly preview: ReadingPreview | null;
  readonly mayKeep: boolean;
  readonly onKeep: () => void;
  readonly onReset: () => void;
}

/** What the moved circle gives beside the automatic one, and the readings that were kept. */
function OwnReading({ scan: { row, readings }, circle, preview, mayKeep, onKeep, onReset }: OwnReadingProps) {
  const { say, number, time } = useVoice();
  return (
    <>
      <Text size="sm" c="dimmed" mt="sm">{say(texts.move)}</Text>
      {circle && (
        <Alert mt="sm" variant="light" color="blue" title={say(texts.yourCircle)}>
          <Text component="p" fw={650} aria-live="polite">H/CL {preview ? number(preview.ratio, 2) : '…'} <Text span size="sm" fw={400}>({say(texts.automatic)} {row.ratio ? number(row.ratio.value, 2) : '–'})</Text></Text>
          <Group gap="sm" mt="xs">{mayKeep && <Button size="xs" onClick={onKeep} disabled={!preview}>{say(texts.keepReading)}</Button>}<Button size="xs" variant="default" onClick={onReset}>{say(texts.reset)}</Button></Group>
        </Alert>
      )}
      {readings.length > 0 && <><Title order={4} size="h6" mt="md">{say(texts.readings)}</Title><ul className="lines">{readings.map(({ user, at, ratio }) => <li key={at}>H/CL {number(ratio, 2)} {say(texts.by, { user, at: time(at) })}</li>)}</ul></>}
    </>
  );
}
