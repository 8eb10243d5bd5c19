import { Badge, Button, Group, Loader, Pagination, Paper, SegmentedControl, Table, Text, TextInput, Title } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useEffect, useState } from 'react';
import type { WorklistAnswer, WorklistQuery, WorklistRow } from '../../src/contract/worklist.ts';
import { AnswerBadge } from './answer-badge.tsx';
import { api } from './api.ts';
import { FiguresLine } from './figures.tsx';
import { useVoice } from './language.tsx';
import { patientTexts } from './patient-texts.ts';
import { Link, useGo } from './route.tsx';
import { modalityName, texts } from './texts.ts';
import { workTexts } from './work-texts.ts';
import { BringButtons } from './work-tray.tsx';
import { useWork } from './work.tsx';

const groups = ['abnormal', 'unsure', 'measured', 'normal', 'refused', 'decided'] as const;
const pageSize = 50;

interface Props {
  readonly mayChange: boolean;
  readonly onTrouble: (error: unknown) => void;
}

/** The scans of the store, the most urgent first. */
export function WorklistPage({ mayChange, onTrouble }: Props) {
  const { say, number } = useVoice();
  const { stored } = useWork();
  const [group, setGroup] = useState<'all' | (typeof groups)[number]>('all');
  const [modality, setModality] = useState<string | null>(null);
  const [search, setSearch] = useState('');
  const [wanted] = useDebouncedValue(search, 200);
  const [sort, setSort] = useState<WorklistQuery['sort']>('rank');
  const [page, setPage] = useState(1);
  const [answer, setAnswer] = useState<WorklistAnswer | null>(null);
  useEffect(() => {
    let current = true;
    api.worklist({ group: group === 'all' ? undefined : group, modality: modality ?? undefined, search: wanted, sort, descending: sort === 'date' || sort === 'ratio', page, pageSize }).then((given) => current && setAnswer(given), onTrouble);
    return () => void (current = false);
  }, [group, modality, wanted, sort, page, stored, onTrouble]);
  if (!answer) return <Loader aria-label={say(texts.loading)} />;
  const all = groups.reduce((sum, one) => sum + answer.counts[one], 0);
  const several = answer.modalities.length > 1 && modality === null;
  const planar = modality === 'planar' || (answer.modalities.length === 1 && answer.modalities[0].modality === 'planar');
  const choose = (change: () => void) => { change(); setPage(1); };
  return (
    <>
      <Group justify="space-between" mb="md">
        <Title order={2} size="h4">{say(texts.worklist)}</Title>
        <Group gap="sm">{mayChange && <BringButtons />}<TextInput value={search} onChange={(event) => { const { value } = event.currentTarget; choose(() => setSearch(value)); }} placeholder={say(texts.search)} aria-label={say(texts.search)} w={240} /></Group>
      </Group>
      <Group mb="md" gap="lg">
        <SegmentedControl value={group} onChange={(value) => choose(() => setGroup(value as typeof group))} aria-label={say(texts.answer)} data={[{ value: 'all', label: `${say(texts.all)} ${all}` }, ...groups.map((one) => ({ value: one, label: `${say(texts[one])} ${answer.counts[one]}` }))]} />
        {answer.modalities.length > 1 && <SegmentedControl value={modality ?? 'all'} onChange={(value) => choose(() => setModality(value === 'all' ? null : value))} aria-label={say(texts.modality)} data={[{ value: 'all', label: say(texts.allModalities) }, ...answer.modalities.map((one) => ({ value: one.modality, label: `${say(modalityName(one.modality))} ${one.count}` }))]} />}
      </Group>
      {answer.rows.length === 0 ? (all === 0 ? <Empty mayChange={mayChange} /> : <Paper withBorder p="xl"><Text>{say(texts.noMatch)}</Text></Paper>) : (
        <Table.ScrollContainer minWidth={860}>
          <Table highlightOnHover stickyHeader striped={false} className="worklist">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{say(texts.answer)}</Table.Th>
                <SortHead title={say(texts.patient)} active={sort === 'patient'} onSort={() => choose(() => setSort(sort === 'patient' ? 'rank' : 'patient'))} />
                <SortHead title={say(texts.date)} active={sort === 'date'} onSort={() => choose(() => setSort(sort === 'date' ? 'rank' : 'date'))} />
                {several && <Table.Th>{say(texts.modality)}</Table.Th>}
                {planar ? <SortHead title={`${say(texts.figures)} · ${say(texts.ratio)}`} active={sort === 'ratio'} onSort={() => choose(() => setSort(sort === 'ratio' ? 'rank' : 'ratio'))} /> : <Table.Th>{say(texts.figures)}</Table.Th>}
                <Table.Th>{say(texts.whyLook)}</Table.Th>
                <Table.Th><span className="unseen">{say(patientTexts.overTime)}</span></Table.Th>
                <Table.Th className="figure">{say(texts.warnings)}</Table.Th>
                <Table.Th>{say(texts.decisions)}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>{answer.rows.map((row) => <Row key={row.analysisId} row={row} several={several} />)}</Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
      <Group justify="space-between" mt="md">
        <Text size="sm">{say(texts.count, { total: number(answer.total, 0) })}</Text>
        {answer.total > pageSize && <Pagination total={Math.ceil(answer.total / pageSize)} value={page} onChange={setPage} getControlProps={(control) => ({ 'aria-label': control })} getItemProps={(item) => ({ 'aria-label': `${say(texts.page)} ${item}` })} />}
      </Group>
    </>
  );
}

/** What to do while nothing is stored. */
function Empty({ mayChange }: Pick<Props, 'mayChange'>) {
  const { say } = useVoice();
  const { startDemo } = useWork();
  return (
    <Paper withBorder p="xl" ta="center">
      <Title order={3} size="h4" mb="sm">{say(workTexts.emptyTitle)}</Title>
      <Text maw={640} mx="auto" mb="md">{say(mayChange ? workTexts.empty : workTexts.ask)}</Text>
      {mayChange && <Button onClick={startDemo}>{say(workTexts.tryDemo)}</Button>}
    </Paper>
  );
}

function SortHead({ title, active, onSort }: { readonly title: string; readonly active: boolean; readonly onSort: () => void }) {
  return <Table.Th aria-sort={active ? 'other' : 'none'}><button type="button" className="sort" onClick={onSort}>{title}{active ? ' ▾' : ''}</button></Table.Th>;
}

function Row({ row, several }: { readonly row: WorklistRow; readonly several: boolean }) {
  const { say } = useVoice();
  const go = useGo();
  const { fresh } = useWork();
  const { analysisId, answer, modality, figures, why, patientId, patientKey, studyDate, tracer, warnings, simulated, decision } = row;
  return (
    <Table.Tr onClick={() => go(`/scans/${analysisId}`)} className="clickable">
      <Table.Td><AnswerBadge answer={answer} /></Table.Td>
      <Table.Td><Group gap={6}><Link to={`/scans/${analysisId}`} underline="always">{patientId || '–'}</Link>{fresh.has(analysisId) && <Badge size="xs" tt="none" radius="sm">{say(workTexts.new)}</Badge>}{simulated && <Badge color="grape" variant="outline" size="xs" tt="none" radius="sm">{say(texts.simulated)}</Badge>}</Group></Table.Td>
      <Table.Td className="day">{studyDate ?? '–'}</Table.Td>
      {several && <Table.Td>{say(modalityName(modality))}{tracer && <Text span size="sm" c="dimmed"> {tracer}</Text>}</Table.Td>}
      <Table.Td><FiguresLine figures={figures} />{!several && tracer && <Text span size="sm" c="dimmed"> {tracer}</Text>}</Table.Td>
      <Table.Td className="why">{why.map((text) => say(text)).join(' · ')}</Table.Td>
      <Table.Td>{patientKey && <Link to={`/patients/${patientKey}`} size="sm" underline="always" aria-label={`${say(patientTexts.overTime)}: ${patientId}`}>{say(patientTexts.overTime)}</Link>}</Table.Td>
      <Table.Td className="figure">{warnings > 0 ? warnings : ''}</Table.Td>
      <Table.Td>{decision && decision.decision !== 'reopened' ? say(texts[decision.decision]) : ''}</Table.Td>
    </Table.Tr>
  );
}
