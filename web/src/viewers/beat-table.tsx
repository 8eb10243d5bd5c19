import { Table, Text, Title } from '@mantine/core';
import type { BeatAnswer, LoopsAnswer } from '../../../src/contract/loops.ts';
import { useVoice } from '../language.tsx';
import { viewerTexts } from './viewer-texts.ts';

type BeatNumber = BeatAnswer['numbers'][number];

interface Props {
  readonly automatic: BeatAnswer | null;
  readonly corrected: BeatAnswer | null;
  /** Whether a reader has drawn an outline. */
  readonly drawn: boolean;
}

/** The numbers of one beat, a reader's beside the automatic ones. */
export function BeatTable({ automatic, corrected, drawn }: Props) {
  const { say } = useVoice();
  const shown = (found: BeatNumber | undefined) => (found ? (found.value ? say(found.value) : <Text span size="xs" c="dimmed">{found.reason && say(found.reason)}</Text>) : '…');
  return (
    <Table my="xs" aria-live="polite">
      <Table.Thead><Table.Tr><Table.Th>{say(viewerTexts.quantity)}</Table.Th><Table.Th className="figure">{say(viewerTexts.automatic)}</Table.Th>{drawn && <Table.Th className="figure">{say(viewerTexts.corrected)}</Table.Th>}</Table.Tr></Table.Thead>
      <Table.Tbody>
        {(automatic?.numbers ?? []).map((one) => (
          <Table.Tr key={one.quantity}>
            <Table.Th scope="row" fw={400}>{say(one.name)}</Table.Th>
            <Table.Td className="figure">{shown(one)}</Table.Td>
            {drawn && <Table.Td className="figure"><b>{corrected ? corrected.numbers.some(({ quantity }) => quantity === one.quantity) ? shown(corrected.numbers.find(({ quantity }) => quantity === one.quantity)) : '–' : '…'}</b></Table.Td>}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

/** What readers drew before, with the fraction that it gave. */
export function KeptOutlines({ readings, nameOf }: Pick<LoopsAnswer, 'readings'> & { readonly nameOf: (loop: number) => string }) {
  const { say, time } = useVoice();
  if (readings.length === 0) return null;
  return (
    <>
      <Title order={4} size="h6" mt="md">{say(viewerTexts.kept)}</Title>
      <ul className="lines">{readings.map(({ user, at, loop, numbers }) => <li key={at}>{nameOf(loop)}: {numbers.flatMap(({ name, value }) => (value ? [`${say(name)} ${say(value)}`] : [])).join(', ')} ({say(viewerTexts.keptBy, { user, at: time(at) })})</li>)}</ul>
    </>
  );
}
