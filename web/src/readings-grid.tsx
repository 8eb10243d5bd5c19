import { Button, Group, Table, TextInput } from '@mantine/core';
import { useVoice } from './language.tsx';
import { readingsTexts as texts } from './readings-texts.ts';

/** Readings as they are typed: the names of readers, and a row a patient. */
export interface Readings {
  readonly readers: readonly string[];
  readonly rows: readonly { readonly patient: string; readonly values: readonly string[] }[];
}

const firstRows = 5;

/** An empty table for two readers. */
export function emptyReadings(readers: readonly string[]): Readings {
  return { readers, rows: Array.from({ length: firstRows }, (_, i) => ({ patient: String(i + 1), values: readers.map(() => '') })) };
}

/** The readings as a table that is read like any other; rows without a value are left out. */
export function csvOf({ readers, rows }: Readings): string {
  const cell = (value: string): string => `"${value.replaceAll('"', '""')}"`;
  const filled = rows.filter(({ values }) => values.some((value) => value.trim() !== ''));
  if (filled.length === 0) return '';
  // Semicolons, so that a decimal comma stays one.
  return [['patient', ...readers], ...filled.map(({ patient, values }) => [patient, ...values])].map((line) => line.map((value) => cell(value.trim())).join(';')).join('\r\n');
}

interface Props {
  readonly readings: Readings;
  readonly onChange: (readings: Readings) => void;
}

/** A grid of fields: a row a patient, a column a reader. */
export function ReadingsGrid({ readings: { readers, rows }, onChange }: Props) {
  const { say } = useVoice();
  const withRow = (index: number, change: Partial<Readings['rows'][number]>) => onChange({ readers, rows: rows.map((row, i) => (i === index ? { ...row, ...change } : row)) });
  const nameReader = (index: number, name: string) => onChange({ readers: readers.map((reader, i) => (i === index ? name : reader)), rows });
  const addReader = () => onChange({ readers: [...readers, say(texts.firstReader, { number: readers.length + 1 })], rows: rows.map((row) => ({ ...row, values: [...row.values, ''] })) });
  const addPatient = () => onChange({ readers, rows: [...rows, { patient: String(rows.length + 1), values: readers.map(() => '') }] });
  return (
    <>
      <Table.ScrollContainer minWidth={400}>
        <Table withRowBorders={false} verticalSpacing={2}>
          <Table.Thead><Table.Tr><Table.Th>{say(texts.patient)}</Table.Th>{readers.map((reader, i) => <Table.Td key={i}><TextInput size="xs" fw={600} aria-label={say(texts.reader, { number: i + 1 })} value={reader} onChange={(event) => nameReader(i, event.currentTarget.value)} /></Table.Td>)}</Table.Tr></Table.Thead>
          <Table.Tbody>
            {rows.map(({ patient, values }, index) => (
              <Table.Tr key={index}>
                <Table.Td w={140}><TextInput size="xs" aria-label={`${say(texts.patient)} ${index + 1}`} value={patient} onChange={(event) => withRow(index, { patient: event.currentTarget.value })} /></Table.Td>
                {values.map((value, i) => <Table.Td key={i}><TextInput size="xs" inputMode="decimal" aria-label={say(texts.value, { patient, reader: readers[i] })} value={value} onChange={(event) => withRow(index, { values: values.map((one, j) => (j === i ? event.currentTarget.value : one)) })} /></Table.Td>)}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      <Group gap="sm" mt="xs">
        <Button size="xs" variant="default" onClick={addPatient}>{say(texts.addPatient)}</Button>
        <Button size="xs" variant="default" onClick={addReader}>{say(texts.addReader)}</Button>
        <Button size="xs" variant="subtle" onClick={() => onChange(emptyReadings(readers))}>{say(texts.clear)}</Button>
      </Group>
    </>
  );
}
