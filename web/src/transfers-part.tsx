import { Button, Group, Paper, Table, Text } from '@mantine/core';
import { useCallback, useEffect, useState } from 'react';
import type { TransfersAnswer } from '../../src/contract/transfers.ts';
import { administrationTexts as texts } from './administration-texts.ts';
import { api } from './api.ts';
import { useVoice } from './language.tsx';

/** What waits to be fetched from or sent to other systems, with a button to try it again. */
export function TransfersPart({ onTrouble }: { readonly onTrouble: (error: unknown) => void }) {
  const { say, number } = useVoice();
  const [answer, setAnswer] = useState<TransfersAnswer | null>(null);
  const look = useCallback(() => { api.transfers().then(setAnswer, onTrouble); }, [onTrouble]);
  useEffect(look, [look]);
  if (!answer) return null;
  const { waiting, failed, done } = answer.counts;
  return (
    <Paper withBorder p="md">
      <Text size="sm" mb="xs">{say(texts.transfersSense)}</Text>
      <Text size="sm" fw={600} role="status">{say(texts.transferCounts, { waiting: number(waiting, 0), failed: number(failed, 0), done: number(done, 0) })}</Text>
      <Group my="md">
        <Button size="compact-sm" disabled={waiting + failed === 0} onClick={() => api.retryTransfers().then(look, onTrouble)}>{say(texts.retry)}</Button>
        <Button size="compact-sm" variant="default" onClick={look}>{say(texts.lookAgain)}</Button>
      </Group>
      {answer.transfers.length > 0 && <TransferTable transfers={answer.transfers} />}
    </Paper>
  );
}

function TransferTable({ transfers }: Pick<TransfersAnswer, 'transfers'>) {
  const { say, time } = useVoice();
  return (
    <Table.ScrollContainer minWidth={800}>
      <Table>
        <Table.Thead><Table.Tr><Table.Th>{say(texts.transfer)}</Table.Th><Table.Th>{say(texts.system)}</Table.Th><Table.Th>{say(texts.object)}</Table.Th><Table.Th>{say(texts.state)}</Table.Th><Table.Th>{say(texts.attempts)}</Table.Th><Table.Th>{say(texts.notBefore)}</Table.Th><Table.Th>{say(texts.reason)}</Table.Th></Table.Tr></Table.Thead>
        <Table.Tbody>{transfers.map(({ id, kind, node, subject, state, attempts, notBefore, received, stated, reason }) => (
          <Table.Tr key={id}>
            <Table.Td>{say(texts[kind])}</Table.Td><Table.Td>{node}</Table.Td>
            <Table.Td className="detail">{subject}{stated !== null && <Text size="xs" c="dimmed">{say(texts.objectsHere, { received, stated })}</Text>}</Table.Td>
            <Table.Td>{say(texts[state])}</Table.Td><Table.Td>{attempts}</Table.Td>
            <Table.Td>{state === 'waiting' ? time(notBefore) : ''}</Table.Td><Table.Td className="detail">{reason ?? ''}</Table.Td>
          </Table.Tr>
        ))}</Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
