import { Badge, Button, Group, Loader, Paper, SimpleGrid, Stack, Text, Textarea, Title } from '@mantine/core';
import { type ComponentProps, Fragment, useCallback, useEffect, useState } from 'react';
import type { DecisionRequest, ScanAnswer } from '../../src/contract/scan.ts';
import { AnswerBadge } from './answer-badge.tsx';
import { api } from './api.ts';
import { useDraft } from './draft.ts';
import { useVoice } from './language.tsx';
import { MeasurementTable } from './measurement-table.tsx';
import { patientTexts } from './patient-texts.ts';
import { ReportPart } from './report-part.tsx';
import { Link } from './route.tsx';
import { ScanPicture } from './scan-picture.tsx';
import { modalityName, type Text as Words, texts } from './texts.ts';
import { LoopView } from './viewers/loop-view.tsx';
import { VolumeView } from './viewers/volume-view.tsx';

interface Props {
  readonly analysisId: string;
  readonly mayChange: boolean;
  readonly onTrouble: (error: unknown) => void;
}

/** One scan: what it shows, how sure that is, what next, and what people decided. */
export function ScanPage({ analysisId, mayChange, onTrouble }: Props) {
  const { say } = useVoice();
  const [scan, setScan] = useState<ScanAnswer | null>(null);
  const load = useCallback(() => { api.scan(analysisId).then(setScan, onTrouble); }, [analysisId, onTrouble]);
  useEffect(load, [load]);
  if (!scan) return <Loader aria-label={say(texts.loading)} />;
  return (
    <>
      <Group gap="lg"><Link to="/">← {say(texts.back)}</Link>{scan.row.patientKey && <Link to={`/patients/${scan.row.patientKey}`}>{say(patientTexts.toPatient)}</Link>}</Group>
      <Head scan={scan} />
      <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="lg" mt="md">
        <Images scan={scan} mayKeep={mayChange} onKept={load} onTrouble={onTrouble} />
        <Stack gap="lg">
          <Said scan={scan} />
          <Paper withBorder p="md"><Title order={3} size="h5" mb="xs">{say(texts.numbers)}</Title><MeasurementTable measurements={scan.measurements} /></Paper>
          <ReportPart analysisId={analysisId} maySend={mayChange} onTrouble={onTrouble} />
          <Decide scan={scan} mayChange={mayChange} onDecided={load} onTrouble={onTrouble} />
          <Text size="xs" c="dimmed">{say(texts.versions)} {[scan.software, ...scan.models].join(' · ')} · <Link to="/administration" size="xs" underline="always">{say(texts.cards)}</Link></Text>
        </Stack>
      </SimpleGrid>
    </>
  );
}

/** The images of a scan as its modality is looked at: stills, loops or volumes. */
function Images({ scan, mayKeep, onKept, onTrouble }: ComponentProps<typeof ScanPicture>) {
  const whole = scan.pictures.length > 0;
  if (whole && scan.modality === 'echo') return <LoopView scan={scan} mayKeep={mayKeep} onTrouble={onTrouble} />;
  if (whole && scan.modality === 'spect-ct') return <VolumeView scan={scan} onTrouble={onTrouble} />;
  return <ScanPicture scan={scan} mayKeep={mayKeep} onKept={onKept} onTrouble={onTrouble} />;
}

function Head({ scan: { row, person } }: { readonly scan: ScanAnswer }) {
  const { say, number } = useVoice();
  const facts = [say(modalityName(row.modality)), row.studyDate, person.sex, person.ageYears === null ? null : say(texts.years, { age: number(person.ageYears, 0) }), row.tracer, person.uptakeTimeHours === null ? null : say(texts.hours, { hours: number(person.uptakeTimeHours, 1) }), person.camera];
  return (
    <Group gap="sm" mt="xs">
      <Title order={2} size="h3">{row.patientId || '–'}</Title>
      <AnswerBadge answer={row.answer} size="lg" />
      {row.simulated && <Badge color="grape" variant="outline" size="lg" tt="none" radius="sm">{say(texts.simulatedLong)}</Badge>}
      <Text size="sm" c="dimmed">{facts.filter(Boolean).join(' · ')}</Text>
    </Group>
  );
}

/** The figures of each modality that stand on top; the first of several that was measured. */
const keyFigures: Readonly<Record<string, readonly { readonly title: Words; readonly quantities: readonly string[] }[]>> = {
  planar: [{ title: texts.probability, quantities: ['abnormalUptakeProbability'] }, { title: texts.grade, quantities: ['peruginiGrade'] }, { title: { en: 'H/CL', fr: 'H/CL' }, quantities: ['heartToContralateralRatio'] }],
  'spect-ct': [{ title: texts.toBlood, quantities: ['myocardiumToBloodRatio'] }, { title: texts.involvement, quantities: ['volumeOfInvolvement'] }, { title: texts.activity, quantities: ['cardiacPyrophosphateActivity'] }],
  echo: [{ title: texts.ejectionFraction, quantities: ['leftVentricularEjectionFractionBiplane', 'leftVentricularEjectionFraction'] }, { title: texts.strain, quantities: ['globalLongitudinalStrain', 'longitudinalStrainTracked'] }, { title: texts.wall, quantities: ['leftVentricularWallThickness'] }],
};

/** The figures on top, with what to do next and what quality control saw. */
function Said({ scan: { modality, measurements, recommendations, phenotype, scores, unsureReasons, findings } }: { readonly scan: ScanAnswer }) {
  const { say } = useVoice();
  const figure = (title: string, value: string, beside: string) => <div><Text size="sm" c="dimmed">{title}</Text><Text size="xl" fw={650} component="p">{value}</Text><Text size="sm" c="dimmed">{beside}</Text></div>;
  const measured = (title: string, quantities: readonly string[]) => {
    const own = quantities.flatMap((quantity) => measurements.find((one) => one.quantity === quantity) ?? []);
    const found = own.find(({ value }) => value !== null) ?? own[0];
    return figure(title, found?.value ? say(found.value) : '–', found?.interval && !/^(\S+)–\1$/.test(say(found.interval)) ? say(found.interval) : found?.reason ? say(found.reason) : '');
  };
  const seen = findings.filter(({ code }) => code !== 'simulated');
  return (
    <Paper withBorder p="md">
      <SimpleGrid cols={3}>
        {(keyFigures[modality] ?? []).map(({ title, quantities }) => <Fragment key={quantities[0]}>{measured(say(title), quantities)}</Fragment>)}
      </SimpleGrid>
      {phenotype.map((text) => <Text key={text.en} size="sm" mt="xs">{say(text)}</Text>)}
      <Lines title={say(texts.why)} lines={unsureReasons.map((text) => say(text))} />
      <Lines title={say(texts.next)} lines={recommendations.map(({ text, source }) => `${say(text)} [${source}]`)} />
      <Lines title={say(texts.scores)} lines={scores.map((text) => say(text))} />
      <Title order={3} size="h5" mt="md">{say(texts.quality)}</Title>
      {seen.length === 0 ? <Text size="sm">{say(texts.noFindings)}</Text> : <ul className="lines">{seen.map(({ code, severity, text }) => <li key={code} className={severity}>{say(text)}</li>)}</ul>}
    </Paper>
  );
}

function Lines({ title, lines }: { readonly title: string; readonly lines: readonly string[] }) {
  if (lines.length === 0) return null;
  return <><Title order={3} size="h5" mt="md">{title}</Title><ul className="lines">{lines.map((line) => <li key={line}>{line}</li>)}</ul></>;
}

function Decide({ scan: { row, decisions }, mayChange, onDecided, onTrouble }: { readonly scan: ScanAnswer; readonly mayChange: boolean; readonly onDecided: () => void; readonly onTrouble: (error: unknown) => void }) {
  const { say, time } = useVoice();
  const [reason, setReason] = useDraft(`reason ${row.analysisId}`, '');
  const decide = (decision: DecisionRequest['decision']) => api.decide(row.analysisId, { decision, seen: decisions.length, ...(reason.trim() ? { reason } : {}) }).then(() => { setReason(''); onDecided(); }, (error: unknown) => { onDecided(); onTrouble(error); });
  const decided = row.group === 'decided';
  return (
    <Paper withBorder p="md">
      <Title order={3} size="h5" mb="xs">{say(texts.decision)}</Title>
      {mayChange && (
        <Stack gap="sm">
          <Textarea label={say(texts.reason)} value={reason} onChange={(event) => setReason(event.currentTarget.value)} autosize minRows={1} maxLength={2000} />
          <Group gap="sm">
            <Button variant="default" onClick={() => decide('explored')}>{say(texts.explored)}</Button>
            <Button variant="default" onClick={() => decide('known')}>{say(texts.known)}</Button>
            <Button variant="default" disabled={reason.trim() === ''} onClick={() => decide('dismissed')}>{say(texts.dismiss)}</Button>
            {decided && <Button variant="subtle" onClick={() => decide('reopened')}>{say(texts.reopen)}</Button>}
          </Group>
        </Stack>
      )}
      <ul className="lines">{decisions.map(({ decision, reason: said, user, at }) => <li key={at}>{say(texts[decision])} {say(texts.by, { user, at: time(at) })}{said ? `: ${said}` : ''}</li>)}</ul>
    </Paper>
  );
}
