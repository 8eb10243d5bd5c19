import { Group, Paper, SegmentedControl, Select, Slider, Text, Title } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { PatientAnswer } from '../../src/contract/patient.ts';
import type { ScanAnswer } from '../../src/contract/scan.ts';
import { api } from './api.ts';
import { useVoice } from './language.tsx';
import { patientTexts } from './patient-texts.ts';
import { chestBox, type ColourScale, colourScales, type Grey, meanGrey, PictureCanvas, useGrey } from './picture-canvas.tsx';
import { Link } from './route.tsx';
import { modalityName, texts } from './texts.ts';

/** Where the window ends at first, as a multiple of the counts on the other side of the chest: a heart of grade 3 just saturates. */
const firstEnd = 2.5;

interface Props {
  readonly scans: PatientAnswer['scans'];
  readonly onTrouble: (error: unknown) => void;
}

/** Two scans of one patient in windows that are locked to each other. */
export function SideBySide({ scans, onTrouble }: Props) {
  const { say, number } = useVoice();
  const [chosen, setChosen] = useState(() => firstPair(scans));
  const [scale, setScale] = useState<ColourScale>('inverse');
  const [end, setEnd] = useState(firstEnd);
  const before = useShown(chosen[0], onTrouble);
  const after = useShown(chosen[1], onTrouble);
  const counted = before.level !== null && after.level !== null;
  const highOf = ({ level }: Shown): number => counted ? end * level! : (255 * end) / firstEnd;
  const choice = scans.map(({ analysisId, date, modality, tracer }) => ({ value: analysisId, label: [date ?? '–', say(modalityName(modality)), tracer].filter(Boolean).join(' · ') }));
  return (
    <Paper withBorder p="md">
      <Title order={3} size="h5" mb="xs">{say(patientTexts.sideBySide)}</Title>
      <Group gap="lg" mb="sm">
        <SegmentedControl size="xs" value={scale} onChange={(value) => setScale(value as ColourScale)} data={colourScales.map((one) => ({ value: one, label: say(texts[one]) }))} aria-label={say(texts.colourScale)} />
        <Group gap="xs"><Text size="sm" id="window-end">{say(patientTexts.windowEnd, { times: number(end, 1) })}</Text><Slider w={180} min={0.5} max={6} step={0.1} value={end} onChange={setEnd} label={null} thumbProps={{ 'aria-labelledby': 'window-end' }} /></Group>
      </Group>
      <div className="views">
        {[before, after].map((shown, side) => (
          <div key={side} className="side">
            <Select size="xs" mb="xs" label={say(side === 0 ? patientTexts.before : patientTexts.after)} data={choice} value={chosen[side]} allowDeselect={false} onChange={(value) => value && setChosen(side === 0 ? [value, chosen[1]] : [chosen[0], value])} />
            <ShownScan shown={shown} high={highOf(shown)} scale={scale} />
          </div>
        ))}
      </div>
      <Text size="sm" c="dimmed" mt="sm">{say(counted ? patientTexts.locked : patientTexts.lockedGrey)}</Text>
    </Paper>
  );
}

/** The last scan and the first one of its modality. */
function firstPair(scans: Props['scans']): readonly [before: string, after: string] {
  const last = scans[scans.length - 1];
  return [scans.find(({ modality }) => modality === last.modality)!.analysisId, last.analysisId];
}

interface Shown {
  readonly scan: ScanAnswer | null;
  readonly grey: Grey | null;
  /** Mean grey level on the other side of the chest; null without circles. */
  readonly level: number | null;
}

function useShown(analysisId: string, onTrouble: (error: unknown) => void): Shown {
  const [scan, setScan] = useState<ScanAnswer | null>(null);
  useEffect(() => {
    let current = true;
    api.scan(analysisId).then((given) => current && setScan(given), onTrouble);
    return () => void (current = false);
  }, [analysisId, onTrouble]);
  const picture = scan?.pictures[0] ?? null;
  const grey = useGrey(scan && picture ? `/api/scans/${scan.row.analysisId}/pictures/${picture.picture}` : null);
  const circle = circleOf(scan, 'contralateralCircle');
  return { scan, grey, level: grey && picture && circle ? meanGrey(grey, circle, picture) : null };
}

function circleOf(scan: ScanAnswer | null, name: string) {
  const [picture] = scan?.pictures ?? [];
  return scan?.regions.find((region) => region.name === name && region.sopInstanceUid === picture?.sopInstanceUid && region.frame === picture.frame)?.circle ?? null;
}

function ShownScan({ shown: { scan, grey }, high, scale }: { readonly shown: Shown; readonly high: number; readonly scale: ColourScale }) {
  const { say, number } = useVoice();
  const [picture] = scan?.pictures ?? [];
  if (!scan) return null;
  if (!picture) return <Text size="sm">{say(texts.noPicture)}</Text>;
  const heart = circleOf(scan, 'heartCircle');
  const box = heart ? chestBox(heart, picture) : { x: 0, y: 0, width: picture.columns, height: picture.rows };
  const { ratio, analysisId } = scan.row;
  return (
    <>
      <div className={`view${scale === 'inverse' ? ' on-white' : ''}`} style={{ aspectRatio: `${box.width} / ${box.height}` }}>
        <PictureCanvas grey={grey} greyWindow={{ low: 0, high }} scale={scale} box={box} />
        <svg className="regions" viewBox={`${box.x} ${box.y} ${box.width} ${box.height}`} aria-hidden="true">
          {(['heartCircle', 'contralateralCircle'] as const).map((name) => {
            const circle = circleOf(scan, name);
            return circle && <circle key={name} className={`region-${name}`} cx={circle.x * picture.scaleColumns} cy={circle.y * picture.scaleRows} r={circle.radius * picture.scaleColumns} />;
          })}
        </svg>
      </div>
      <Text size="sm" mt={4}><Link to={`/scans/${analysisId}`}>{scan.row.studyDate ?? '–'}</Link>{ratio && <> · H/CL <b>{number(ratio.value, 2)}</b> ({number(ratio.lower, 2)}–{number(ratio.upper, 2)})</>}</Text>
    </>
  );
}
