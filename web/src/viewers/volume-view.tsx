import { Alert, Checkbox, Group, Loader, Paper, SegmentedControl, Slider, Stack, Text, Title } from '@mantine/core';
import { useEffect, useMemo, useState } from 'react';
import type { ScanAnswer } from '../../../src/contract/scan.ts';
import { Refusal } from '../api.ts';
import { useVoice } from '../language.tsx';
import { ScanPicture } from '../scan-picture.tsx';
import { BullsEye } from './bulls-eye.tsx';
import { ProjectionCanvas } from './projection-canvas.tsx';
import { SliceCanvas, type SliceLook } from './slice-canvas.tsx';
import { involvedAt, type Place, useVoxels, type Voxels } from './volume-data.ts';
import { viewerTexts } from './viewer-texts.ts';

interface Props {
  readonly scan: ScanAnswer;
  readonly onTrouble: (error: unknown) => void;
}

/** Hounsfield units. */
const ctWindows = { soft: [-160, 240], bone: [-450, 1050], lung: [-1350, 150] } as const;
type CtWindow = keyof typeof ctWindows;
const planes = ['axial', 'coronal', 'sagittal'] as const;
const mostSent = 65_535;

/** The volume of a scan: fused slices, projection, polar map, and what counts as involved at a threshold. */
export function VolumeView({ scan, onTrouble }: Props) {
  const { say } = useVoice();
  const [gone, setGone] = useState<Refusal | null>(null);
  const refused = useMemo(() => (error: unknown) => (error instanceof Refusal ? setGone(error) : onTrouble(error)), [onTrouble]);
  const voxels = useVoxels(scan.row.analysisId, refused);
  if (gone) return <div><Alert color="yellow" mb="sm">{say(gone.text)} {say(viewerTexts.gone)}</Alert><ScanPicture scan={scan} mayKeep={false} onKept={() => undefined} onTrouble={onTrouble} /></div>;
  return (
    <Paper withBorder p="md" className="picture">
      <Title order={3} size="h5" mb="xs">{say(viewerTexts.volume)}</Title>
      {voxels ? <CutVolume voxels={voxels} /> : <Group><Loader size="sm" /><Text size="sm">{say(viewerTexts.reading)}</Text></Group>}
    </Paper>
  );
}

function CutVolume({ voxels }: { readonly voxels: Voxels }) {
  const { say, number } = useVoice();
  const { blood, emissionUnit, involvedAboveBlood } = voxels;
  const bloodSent = blood === null ? null : blood / emissionUnit;
  const most = bloodSent ? mostSent / bloodSent : 100;
  const [place, setPlace] = useState<Place>(voxels.heart);
  const [ctWindow, setCtWindow] = useState<CtWindow>('soft');
  const [upTo, setUpTo] = useState(bloodSent ? Math.min(most, 4) : 60);
  const [opacity, setOpacity] = useState(0.7);
  const [outlines, setOutlines] = useState(true);
  const [factor, setFactor] = useState(involvedAboveBlood);
  useEffect(() => setPlace(voxels.heart), [voxels]);
  const brightest = bloodSent ? upTo * bloodSent : (upTo / 100) * mostSent;
  const look = useMemo((): SliceLook => ({ ctLow: ctWindows[ctWindow][0], ctHigh: ctWindows[ctWindow][1], brightest, opacity, outlines, involvedAbove: bloodSent && factor * bloodSent }), [ctWindow, brightest, opacity, outlines, factor, bloodSent]);
  return (
    <>
      <div className="slices">
        {planes.map((plane) => <SliceCanvas key={plane} voxels={voxels} plane={plane} place={place} look={look} onPlace={setPlace} />)}
        <ProjectionCanvas voxels={voxels} brightest={brightest} />
      </div>
      <Here voxels={voxels} place={place} />
      <Text size="xs" c="dimmed">{say(viewerTexts.legend)} {say(viewerTexts.sliceKeys)}</Text>
      <Group gap="lg" mt="sm" align="end">
        <Stack gap={2} w={150}><Text size="sm">{say(viewerTexts.fusion)}</Text><Slider min={0} max={1} step={0.05} value={opacity} onChange={setOpacity} label={null} thumbLabel={say(viewerTexts.fusion)} /></Stack>
        <Stack gap={2} w={190}><Text size="sm">{say(viewerTexts.spectWindow)}: {bloodSent ? say(viewerTexts.upTo, { value: number(upTo, 1) }) : say(viewerTexts.upToShare, { value: number(upTo, 0) })}</Text><Slider min={bloodSent ? 1 : 5} max={bloodSent ? Math.max(2, most) : 100} step={bloodSent ? 0.1 : 1} value={upTo} onChange={setUpTo} label={null} thumbLabel={say(viewerTexts.spectWindow)} /></Stack>
        <SegmentedControl size="xs" aria-label={say(viewerTexts.ctWindow)} value={ctWindow} onChange={(value) => setCtWindow(value as CtWindow)} data={(Object.keys(ctWindows) as CtWindow[]).map((value) => ({ value, label: say(viewerTexts[value]) }))} />
        <Checkbox size="sm" label={say(viewerTexts.outlines)} checked={outlines} onChange={(event) => setOutlines(event.currentTarget.checked)} />
      </Group>
      <Threshold voxels={voxels} factor={factor} onFactor={setFactor} />
      {voxels.bullsEye && <BullsEye bullsEye={voxels.bullsEye} />}
    </>
  );
}

/** What lies at the cross. */
function Here({ voxels: { size, ct, emission, emissionUnit, suvPerStored }, place: [x, y, z] }: { readonly voxels: Voxels; readonly place: Place }) {
  const { say, number } = useVoice();
  const at = (z * size[1] + y) * size[0] + x;
  const uptake = suvPerStored === null ? say(viewerTexts.shareOfMost, { value: number((100 * emission[at]) / mostSent, 0) }) : say(viewerTexts.suv, { value: number(emission[at] * emissionUnit * suvPerStored, 1) });
  return <Text size="sm" mt={6} aria-live="polite">{say(viewerTexts.here, { hounsfield: number(ct[at], 0), uptake })}</Text>;
}

/** The threshold of involvement, and the volume and activity that follow it. */
function Threshold({ voxels, factor, onFactor }: { readonly voxels: Voxels; readonly factor: number; readonly onFactor: (factor: number) => void }) {
  const { say, number } = useVoice();
  const involved = useMemo(() => involvedAt(voxels, factor), [voxels, factor]);
  if (!involved) return <Text size="sm" mt="md">{say(viewerTexts.noBlood)}</Text>;
  const stored = factor === voxels.involvedAboveBlood;
  return (
    <Stack gap={4} mt="md" maw={560} className="threshold">
      <Group justify="space-between"><Text size="sm" fw={600}>{say(viewerTexts.threshold)}: {say(viewerTexts.timesBlood, { value: number(factor, 2) })}{stored && ` (${say(viewerTexts.asStored)})`}</Text></Group>
      <Slider min={1} max={3} step={0.05} value={factor} onChange={(value) => onFactor(Math.round(value * 100) / 100)} marks={[{ value: voxels.involvedAboveBlood }]} label={null} thumbLabel={say(viewerTexts.threshold)} />
      <Group gap="xl" aria-live="polite"><div><Text size="sm" c="dimmed">{say(viewerTexts.involvement)}</Text><Text size="xl" fw={650}>{number(involved.volumeMl, 0)} mL</Text></div><div><Text size="sm" c="dimmed">{say(viewerTexts.activity)}</Text><Text size="xl" fw={650}>{number(involved.activityMl, 0)} mL</Text></div></Group>
    </Stack>
  );
}
