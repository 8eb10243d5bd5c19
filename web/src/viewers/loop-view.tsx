import { Alert, Button, Checkbox, Group, Loader, Paper, RangeSlider, SegmentedControl, Slider, Text, Title } from '@mantine/core';
import { type KeyboardEvent, useEffect, useMemo, useState } from 'react';
import type { BeatAnswer, BeatRequestBody, LoopsAnswer, Outline, StrainCurveAnswer } from '../../../src/contract/loops.ts';
import type { ScanAnswer } from '../../../src/contract/scan.ts';
import { api, Refusal } from '../api.ts';
import { useDraft } from '../draft.ts';
import { useVoice } from '../language.tsx';
import { ScanPicture } from '../scan-picture.tsx';
import { texts } from '../texts.ts';
import { BeatTable, KeptOutlines } from './beat-table.tsx';
import { BullsEye } from './bulls-eye.tsx';
import { BorderHandles, CavityHandles, LoopCanvas } from './loop-canvas.tsx';
import { followOneAnother, handlesOf, lineThrough, type Loop, outlinesAt, type Point, useLoop } from './loop-data.ts';
import { StrainChart } from './strain-chart.tsx';
import { useCine } from './use-cine.ts';
import { viewerTexts } from './viewer-texts.ts';

interface Props {
  readonly scan: ScanAnswer;
  readonly mayKeep: boolean;
  readonly onTrouble: (error: unknown) => void;
}

const handleCount = 16;
const widestLevel = 510;

/** Handles of a reader at either moment of a beat: about the cavity, or on the four borders of the walls. */
interface Draft {
  readonly diastole: readonly Point[] | null;
  readonly systole: readonly Point[] | null;
}
const noDraft: Draft = { diastole: null, systole: null };

type Drawing = Pick<BeatRequestBody, 'diastolicCavity' | 'systolicCavity' | 'diastolicBorders' | 'systolicBorders'>;
const noDrawing: Drawing = { diastolicCavity: null, systolicCavity: null, diastolicBorders: null, systolicBorders: null };

/** What a reader drew, as the server takes it. */
function drawingOf({ diastole, systole }: Draft, corrects: Loop['corrects']): Drawing {
  if (corrects === 'borders') return { ...noDrawing, diastolicBorders: diastole as Drawing['diastolicBorders'], systolicBorders: systole as Drawing['systolicBorders'] };
  return { ...noDrawing, diastolicCavity: diastole && lineThrough(diastole) as [number, number][], systolicCavity: systole && lineThrough(systole) as [number, number][] };
}

/** The loops of a scan: played, outlined, with their strain and the numbers of each beat. */
export function LoopView({ scan, mayKeep, onTrouble }: Props) {
  const { say } = useVoice();
  const { analysisId } = scan.row;
  const [known, setKnown] = useState<LoopsAnswer | null>(null);
  const [chosen, setChosen] = useState(0);
  const [gone, setGone] = useState<Refusal | null>(null);
  const ask = useMemo(() => () => { api.loops(analysisId).then(setKnown, onTrouble); }, [analysisId, onTrouble]);
  useEffect(ask, [ask]);
  const refused = useMemo(() => (error: unknown) => (error instanceof Refusal ? setGone(error) : onTrouble(error)), [onTrouble]);
  const loop = useLoop(analysisId, chosen, refused);
  if (gone) return <div><Alert color="yellow" mb="sm">{say(gone.text)} {say(viewerTexts.gone)}</Alert><ScanPicture scan={scan} mayKeep={false} onKept={() => undefined} onTrouble={onTrouble} /></div>;
  const nameOf = (index: number) => known?.loops[index].view ?? say(viewerTexts.otherView, { number: index + 1 });
  return (
    <Paper withBorder p="md" className="picture">
      <Group justify="space-between" mb="xs">
        <Title order={3} size="h5">{say(viewerTexts.loops)}</Title>
        {known && known.loops.length > 1 && <SegmentedControl size="xs" aria-label={say(viewerTexts.loops)} value={String(chosen)} onChange={(value) => setChosen(Number(value))} data={known.loops.map(({ loop: index }) => ({ value: String(index), label: nameOf(index) }))} />}
      </Group>
      {loop && known ? <PlayedLoop key={chosen} scan={scan} index={chosen} loop={loop} name={nameOf(chosen)} stored={known.strainCurves.find(({ sopInstanceUid }) => sopInstanceUid === known.loops[chosen].sopInstanceUid) ?? null} mayKeep={mayKeep} onKept={ask} onTrouble={onTrouble} /> : <Group><Loader size="sm" /><Text size="sm">{say(viewerTexts.reading)}</Text></Group>}
      {known?.bullsEye && <BullsEye bullsEye={known.bullsEye} />}
      {known && <KeptOutlines readings={known.readings} nameOf={nameOf} />}
    </Paper>
  );
}

interface PlayedProps extends Props {
  readonly index: number;
  readonly loop: Loop;
  readonly name: string;
  /** Of the beat that the analysis followed. */
  readonly stored: StrainCurveAnswer | null;
  readonly onKept: () => void;
}

/** One loop with its controls, the curves of one beat and that beat's numbers. */
function PlayedLoop({ scan, index, loop, name, stored, mayKeep, onKept, onTrouble }: PlayedProps) {
  const { say, number } = useVoice();
  const [speed, setSpeed] = useState('1');
  const [shown, setShown] = useState(true);
  const [greyWindow, setGreyWindow] = useState({ low: 0, high: 255 });
  const [picked, setPicked] = useState(() => Math.max(0, loop.beats.findIndex(({ diastole }) => diastole === stored?.frames[0])));
  const cine = useCine(loop.frames, loop.frameTimesMs, Number(speed));
  const beat = loop.beats[picked] ?? null;
  const [draft, setDraft] = useDraft<Draft>(`drawing ${scan.row.analysisId} ${index} ${picked}`, noDraft);
  const drawing = useMemo(() => drawingOf(draft, loop.corrects), [draft, loop.corrects]);
  const drawn = draft.diastole !== null || draft.systole !== null;
  const automatic = useBeat(scan.row.analysisId, index, beat, noDrawing, onTrouble);
  const corrected = useBeat(scan.row.analysisId, index, drawn ? beat : null, drawing, onTrouble);
  const moment = beat && cine.frame === beat.diastole ? 'diastole' : beat && cine.frame === beat.systole ? 'systole' : null;
  const handles = moment && draft[moment];
  const known = outlinesAt(automatic && moment ? automatic.outlines : loop.outlines, cine.frame);
  // A reader's lines take the place of the automatic ones.
  const outlines = handles ? known.filter(({ name: of }) => !of.endsWith('Line')) : known;
  const first = moment && firstHandles(loop.corrects, moment, automatic, outlines);
  const begin = () => { if (moment && first) setDraft({ ...draft, [moment]: first }); };
  const move = (i: number, to: Point) => {
    if (!moment || !handles) return;
    const moved = handles.map((one, k) => (k === i ? to : one));
    if (loop.corrects !== 'borders' || followOneAnother(moved)) setDraft({ ...draft, [moment]: moved });
  };
  const keep = () => beat && api.readBeat(scan.row.analysisId, index, { ...beat, ...drawing, keep: true }).then(() => { setDraft(noDraft); onKept(); }, onTrouble);
  const press = (event: KeyboardEvent) => {
    const actions: Readonly<Record<string, () => void>> = { ' ': () => cine.setPlaying(!cine.playing), ArrowLeft: () => cine.goTo(cine.frame - 1), ArrowRight: () => cine.goTo(cine.frame + 1), d: () => beat && cine.goTo(beat.diastole), s: () => beat && cine.goTo(beat.systole) };
    const action = actions[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!action) return;
    event.preventDefault();
    action();
  };
  const marks = beat ? [{ value: beat.diastole, label: 'ED' }, { value: beat.systole, label: 'ES' }] : [];
  return (
    <>
      <LoopCanvas loop={loop} frame={cine.frame} greyWindow={greyWindow} outlines={shown ? outlines : []} label={say(viewerTexts.loopLabel, { view: name })} onKey={press}>
        {handles && (loop.corrects === 'borders' ? <BorderHandles handles={handles} onMove={move} /> : <CavityHandles handles={handles} line={lineThrough(handles)} onMove={move} />)}
      </LoopCanvas>
      <Slider my="md" min={1} max={loop.frames} step={1} value={cine.frame} onChange={cine.goTo} marks={marks} label={null} thumbLabel={say(viewerTexts.frame)} />
      <Group gap="sm" mt="lg">
        <Button size="compact-sm" onClick={() => cine.setPlaying(!cine.playing)}>{say(cine.playing ? viewerTexts.pause : viewerTexts.play)}</Button>
        <SegmentedControl size="xs" aria-label={say(viewerTexts.speed)} value={speed} onChange={setSpeed} data={[{ value: '0.25', label: '¼×' }, { value: '0.5', label: '½×' }, { value: '1', label: '1×' }]} />
        <Checkbox size="sm" label={say(viewerTexts.outlines)} checked={shown} onChange={(event) => setShown(event.currentTarget.checked)} />
        <Group gap="xs"><Text size="sm">{say(viewerTexts.brightness)}</Text><RangeSlider w={140} min={0} max={widestLevel} step={5} minRange={10} value={[greyWindow.low, greyWindow.high]} onChange={([low, high]) => setGreyWindow({ low, high })} label={null} thumbFromLabel={say(texts.windowLow)} thumbToLabel={say(texts.windowHigh)} /></Group>
        <Text size="sm" className="figure">{say(viewerTexts.frameOf, { frame: cine.frame, count: loop.frames })}{loop.frameTimesMs && ` · ${say(viewerTexts.atTime, { ms: number(loop.frameTimesMs[cine.frame - 1], 0) })}`}</Text>
      </Group>
      <Text size="xs" c="dimmed" mt={4}>{say(viewerTexts.keys)}</Text>
      {loop.beats.length === 0 ? <Text size="sm" mt="sm">{say(viewerTexts.noBeats)}</Text> : (
        <>
          <Group mt="md" gap="sm">
            <Title order={4} size="h6">{say(viewerTexts.beats)}</Title>
            <SegmentedControl size="xs" aria-label={say(viewerTexts.beats)} value={String(picked)} onChange={(value) => setPicked(Number(value))} data={loop.beats.map((_, i) => ({ value: String(i), label: say(viewerTexts.beat, { number: i + 1 }) }))} />
            <Button size="compact-sm" variant="default" onClick={() => cine.goTo(beat!.diastole)}>{say(viewerTexts.diastole)}</Button>
            <Button size="compact-sm" variant="default" onClick={() => cine.goTo(beat!.systole)}>{say(viewerTexts.systole)}</Button>
          </Group>
          <BeatTable automatic={automatic} corrected={drawn ? corrected : null} drawn={drawn} />
          {loop.corrects && (
            <>
              {drawn ? <Text size="xs" c="dimmed">{say(loop.corrects === 'borders' ? viewerTexts.bordersHint : viewerTexts.correctHint)}</Text> : !moment && <Text size="xs" c="dimmed">{say(viewerTexts.onlyMoments)}</Text>}
              <Group gap="sm" mt="xs">
                {first && !handles && <Button size="xs" variant="default" onClick={begin}>{say(loop.corrects === 'borders' ? viewerTexts.correctBorders : viewerTexts.correct)}</Button>}
                {drawn && mayKeep && <Button size="xs" onClick={keep} disabled={!corrected}>{say(viewerTexts.keep)}</Button>}
                {drawn && <Button size="xs" variant="default" onClick={() => setDraft(noDraft)}>{say(viewerTexts.discard)}</Button>}
              </Group>
            </>
          )}
          {(automatic?.curve ?? stored) && <StrainChart curve={(automatic?.curve ?? stored)!} frame={cine.frame} onFrame={cine.goTo} />}
        </>
      )}
    </>
  );
}

/** Where a reader begins to draw: on the automatic outline or borders; null where there are none. */
function firstHandles(corrects: Loop['corrects'], moment: keyof Draft, automatic: BeatAnswer | null, outlines: readonly Outline[]): readonly Point[] | null {
  if (corrects === 'borders') return automatic && automatic[moment === 'diastole' ? 'diastolicBorders' : 'systolicBorders'];
  const ring = corrects === 'cavity' && outlines.find(({ name }) => name === 'leftVentricle')?.points;
  return ring ? handlesOf(ring, handleCount) : null;
}

/** While points are dragged the server is asked this long after the last move. */
const patienceMs = 250;

/** What one beat gives, once the server has said it; null without a beat. */
function useBeat(analysisId: string, loop: number, beat: Loop['beats'][number] | null, drawing: Drawing, onTrouble: (error: unknown) => void): BeatAnswer | null {
  const [answer, setAnswer] = useState<BeatAnswer | null>(null);
  useEffect(() => {
    setAnswer(null);
    if (!beat) return;
    let current = true;
    const later = setTimeout(() => api.readBeat(analysisId, loop, { ...beat, ...drawing, keep: false }).then((given) => current && setAnswer(given), (error: unknown) => current && onTrouble(error)), drawing === noDrawing ? 0 : patienceMs);
    return () => { current = false; clearTimeout(later); };
  }, [analysisId, loop, beat, drawing, onTrouble]);
  return answer;
}
