import { Badge, Button, Group, Pagination, Paper, Table, Text } from '@mantine/core';
import { useMemo, useState } from 'react';
import { AnswerBadge } from './answer-badge.tsx';
import type { Cohort } from './cohort-data.ts';
import { cohortTexts as texts } from './cohort-texts.ts';
import { unitOf } from './histogram.tsx';
import { useVoice } from './language.tsx';
import { Link } from './route.tsx';
import { texts as common } from './texts.ts';

const pageSize = 50;
const facts = ['patientId', 'date', 'label', 'tracer', 'sex', 'age'] as const;
type Fact = (typeof facts)[number];
const factTexts = { patientId: common.patient, date: common.date, label: common.answer, tracer: texts.tracer, sex: texts.sex, age: { en: 'Age', fr: 'Âge' } };

/** Every scan with every number, sorted by any of them. */
export function CohortTable({ cohort }: { readonly cohort: Cohort }) {
  const { say, number } = useVoice();
  const [sort, setSort] = useState<{ readonly by: string; readonly descending: boolean }>({ by: 'patientId', descending: false });
  const [page, setPage] = useState(1);
  const order = useMemo(() => sortedRows(cohort, sort.by, sort.descending), [cohort, sort]);
  const choose = (by: string) => {
    setSort((before) => ({ by, descending: before.by === by ? !before.descending : cohort.measures.some(({ quantity }) => quantity === by) }));
    setPage(1);
  };
  const head = (by: string, title: string, className = '') => <Table.Th key={by} className={className} aria-sort={sort.by === by ? (sort.descending ? 'descending' : 'ascending') : 'none'}><button type="button" className="sort" onClick={() => choose(by)}>{title}{sort.by === by ? (sort.descending ? ' ▾' : ' ▴') : ''}</button></Table.Th>;
  return (
    <Paper withBorder p="md">
      <Table.ScrollContainer minWidth={760}>
        <Table highlightOnHover className="numbers">
          <Table.Thead><Table.Tr>{facts.map((fact) => head(fact, say(factTexts[fact])))}{cohort.measures.map((measure) => head(measure.quantity, say(measure.name) + unitOf(measure), 'figure'))}</Table.Tr></Table.Thead>
          <Table.Tbody>
            {order.slice((page - 1) * pageSize, page * pageSize).map((row) => {
              const scan = cohort.scans[row];
              return (
                <Table.Tr key={scan.analysisId}>
                  <Table.Td><Link to={`/scans/${scan.analysisId}`} underline="always">{scan.patientId || '–'}</Link>{scan.simulated && <Badge ml="xs" color="grape" variant="outline" size="xs" tt="none" radius="sm">{say(common.simulated)}</Badge>}</Table.Td>
                  <Table.Td>{scan.date ?? '–'}</Table.Td>
                  <Table.Td>{scan.label ? <AnswerBadge answer={scan.label} /> : "–"}</Table.Td>
                  <Table.Td>{scan.tracer ?? '–'}</Table.Td>
                  <Table.Td>{scan.sex ?? '–'}</Table.Td>
                  <Table.Td className="figure">{scan.age === null ? '–' : number(scan.age, 0)}</Table.Td>
                  {cohort.measures.map(({ quantity, values }) => <Table.Td key={quantity} className="figure">{Number.isNaN(values[row]) ? '–' : number(values[row], decimalsOf(values[row]))}</Table.Td>)}
                </Table.Tr>
              );
            })}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      <Group justify="space-between" mt="md">
        <Group><Text size="sm">{say(common.count, { total: number(order.length, 0) })}</Text><Button size="xs" variant="default" onClick={() => saveCsv(cohort, order)}>{say(texts.download)}</Button></Group>
        {order.length > pageSize && <Pagination total={Math.ceil(order.length / pageSize)} value={page} onChange={setPage} getControlProps={(control) => ({ 'aria-label': control })} getItemProps={(item) => ({ 'aria-label': `${say(common.page)} ${item}` })} />}
      </Group>
    </Paper>
  );
}

/** Three digits tell one scan from another. */
function decimalsOf(value: number): number {
  return value === 0 || Number.isInteger(value) ? 0 : Math.max(0, Math.min(4, 2 - Math.floor(Math.log10(Math.abs(value)))));
}

/** Rows in order; what is missing comes last either way. */
function sortedRows({ scans, measures }: Cohort, by: string, descending: boolean): readonly number[] {
  const values = measures.find(({ quantity }) => quantity === by)?.values;
  const keyOf = (row: number): string | number | null => (values ? (Number.isNaN(values[row]) ? null : values[row]) : scans[row][by as Fact]);
  const turn = descending ? -1 : 1;
  return [...scans.keys()].sort((a, b) => {
    const [first, second] = [keyOf(a), keyOf(b)];
    if (first === null || second === null) return Number(first === null) - Number(second === null);
    if (typeof first === 'number' && typeof second === 'number') return turn * (first - second);
    return turn * String(first).localeCompare(String(second), undefined, { numeric: true });
  });
}

function saveCsv({ scans, measures }: Cohort, order: readonly number[]): void {
  // A cell that begins like a formula is one to a spreadsheet.
  const cell = (value: string | number | null): string => (value === null ? '' : typeof value === 'number' ? String(value) : `"${(/^[=+\-@\t\r]/.test(value) ? `'${value}` : value).replaceAll('"', '""')}"`);
  const lines = order.map((row) => [...facts.map((fact) => cell(scans[row][fact])), String(scans[row].simulated), ...measures.map(({ values }) => (Number.isNaN(values[row]) ? '' : String(values[row])))].join(','));
  const head = [...facts, 'simulated', ...measures.map(({ quantity }) => quantity)].join(',');
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([`${[head, ...lines].join('\r\n')}\r\n`], { type: 'text/csv' }));
  link.download = 'cohort.csv';
  link.click();
  URL.revokeObjectURL(link.href);
}
