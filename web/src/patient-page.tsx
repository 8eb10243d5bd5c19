import { Badge, Group, Loader, Paper, SimpleGrid, Stack, Table, Text, Title } from '@mantine/core';
import { useCallback, useEffect, useState } from 'react';
import type { FollowedAnswer, PatientAnswer } from '../../src/contract/patient.ts';
import { AnswerBadge } from './answer-badge.tsx';
import { api } from './api.ts';
import { FiguresLine } from './figures.tsx';
import { useVoice } from './language.tsx';
import { PatientNotes } from './patient-notes.tsx';
import { patientTexts } from './patient-texts.ts';
import { Link } from './route.tsx';
import { SideBySide } from './side-by-side.tsx';
import { modalityName, texts } from './texts.ts';

interface Props {
  readonly patientKey: string;
  readonly mayChange: boolean;
  readonly onTrouble: (error: unknown) => void;
}

/** One patient over time: is each change real, does it meet a published criterion, and what do the images show? */
export function PatientPage({ patientKey, mayChange, onTrouble }: Props) {
  const { say } = useVoice();
  const [patient, setPatient] = useState<PatientAnswer | null>(null);
  const load = useCallback(() => { api.patient(patientKey).then(setPatient, onTrouble); }, [patientKey, onTrouble]);
  useEffect(load, [load]);
  if (!patient) return <Loader aria-label={say(texts.loading)} />;
  return (
    <Stack gap="lg">
      <div>
        <Link to="/">← {say(texts.back)}</Link>
        <Group gap="sm" mt="xs">
          <Title order={2} size="h3">{say(patientTexts.title, { id: patient.patientId })}</Title>
          {patient.simulated && <Badge color="grape" variant="outline" size="lg" tt="none" radius="sm">{say(texts.simulatedLong)}</Badge>}
        </Group>
        <Text size="sm" c="dimmed">{say(patient.summary)}</Text>
      </div>
      <Overview patient={patient} />
      <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="lg">{patient.followed.map((followed) => <Followed key={followed.quantity} followed={followed} />)}</SimpleGrid>
      {patient.scans.length > 1 && <SideBySide scans={patient.scans} onTrouble={onTrouble} />}
      <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="lg">
        <Scans patient={patient} />
        <PatientNotes patient={patient} mayChange={mayChange} onChanged={load} onTrouble={onTrouble} />
      </SimpleGrid>
      {patient.followed.length > 0 && <Paper withBorder p="md"><Title order={3} size="h5">{say(patientTexts.criteria)}</Title><ul className="lines">{patient.criteria.map((text) => <li key={text.en}>{say(text)}</li>)}</ul></Paper>}
    </Stack>
  );
}

/** Both answers for every quantity in one table. */
function Overview({ patient: { overview: { titles, rows } } }: { readonly patient: PatientAnswer }) {
  const { say } = useVoice();
  return (
    <Paper withBorder p="md">
      <Title order={3} size="h5" mb="xs">{say(patientTexts.overview)}</Title>
      {rows.length === 0 ? <Text size="sm">{say(patientTexts.nothing)}</Text> : (
        <Table.ScrollContainer minWidth={760}>
          <Table>
            <Table.Thead><Table.Tr>{titles.map((title) => <Table.Th key={title.en}>{say(title)}</Table.Th>)}</Table.Tr></Table.Thead>
            <Table.Tbody>{rows.map(([name, ...cells]) => <Table.Tr key={name.en}><Table.Th scope="row" fw={600}>{say(name)}</Table.Th>{cells.map((cell, i) => <Table.Td key={i}>{say(cell)}</Table.Td>)}</Table.Tr>)}</Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    </Paper>
  );
}

/** One quantity: its course, and the two answers side by side. */
function Followed({ followed: { name, chart, together, noise, reference, rules, remarks } }: { readonly followed: FollowedAnswer }) {
  const { say } = useVoice();
  return (
    <Paper withBorder p="md" component="section">
      <Title order={3} size="h5">{say(name)}</Title>
      {together && <Text className="together" mt={4}>{say(together)}</Text>}
      {/* Drawn by the server, which escapes every word in it. */}
      {chart ? <div dangerouslySetInnerHTML={{ __html: say(chart) }} /> : <Text size="sm" c="dimmed">{say(patientTexts.oneDate)}</Text>}
      {chart && (
        <>
          <Text size="xs" c="dimmed">{say(patientTexts.band)}</Text>
          <SimpleGrid cols={{ base: 1, sm: 2 }} mt="sm">
            <div><Title order={4} size="h6">{say(patientTexts.noise)}</Title><Text size="sm">{say(noise)}</Text>{reference && <Text size="xs" c="dimmed">{say(reference)}</Text>}</div>
            <div>
              <Title order={4} size="h6">{say(patientTexts.criterion)}</Title>
              {rules.length === 0 ? <Text size="sm">{say(patientTexts.noRule)}</Text> : <ul className="lines">{rules.map(({ text, source, verdict }) => <li key={text.en} className={verdict}>{say(text)} <Text span size="xs" c="dimmed">{say(source)}</Text></li>)}</ul>}
            </div>
          </SimpleGrid>
        </>
      )}
      {remarks.map((remark) => <Text key={remark.en} size="xs" c="dimmed" mt={4}>{say(remark)}</Text>)}
    </Paper>
  );
}

function Scans({ patient: { scans } }: { readonly patient: PatientAnswer }) {
  const { say } = useVoice();
  return (
    <Paper withBorder p="md">
      <Title order={3} size="h5" mb="xs">{say(patientTexts.scans)}</Title>
      <Table>
        <Table.Thead><Table.Tr><Table.Th>{say(texts.date)}</Table.Th><Table.Th>{say(texts.modality)}</Table.Th><Table.Th>{say(texts.answer)}</Table.Th><Table.Th>{say(texts.figures)}</Table.Th><Table.Th>{say(texts.tracer)}</Table.Th></Table.Tr></Table.Thead>
        <Table.Tbody>
          {scans.map(({ analysisId, date, answer, modality, figures, tracer }) => (
            <Table.Tr key={analysisId}>
              <Table.Td><Link to={`/scans/${analysisId}`} underline="always">{date ?? '–'}</Link></Table.Td>
              <Table.Td>{say(modalityName(modality))}</Table.Td>
              <Table.Td><AnswerBadge answer={answer} /></Table.Td>
              <Table.Td><FiguresLine figures={figures} /></Table.Td>
              <Table.Td>{tracer ?? '–'}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Paper>
  );
}
