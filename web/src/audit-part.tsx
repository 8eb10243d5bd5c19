import { Alert, Button, Group, Pagination, Paper, Table, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useCallback, useEffect, useState } from 'react';
import type { AuditAnswer, AuditCheckAnswer } from '../../src/contract/administration.ts';
import { administrationTexts as texts } from './administration-texts.ts';
import { api } from './api.ts';
import { useVoice } from './language.tsx';
import { texts as common } from './texts.ts';

const pageSize = 50;

/** Who did what to whom, and whether the chain of entries is whole. */
export function AuditPart({ onTrouble }: { readonly onTrouble: (error: unknown) => void }) {
  const { say, number, time } = useVoice();
  const [search, setSearch] = useState('');
  const [wanted] = useDebouncedValue(search, 250);
  const [page, setPage] = useState(1);
  const [answer, setAnswer] = useState<AuditAnswer | null>(null);
  useEffect(() => {
    let current = true;
    api.audit({ search: wanted, page, pageSize }).then((given) => current && setAnswer(given), onTrouble);
    return () => void (current = false);
  }, [wanted, page, onTrouble]);
  return (
    <Paper withBorder p="md">
      <Verdict onTrouble={onTrouble} />
      <TextInput my="md" maw={360} value={search} aria-label={say(texts.search)} placeholder={say(texts.search)} onChange={(event) => { setSearch(event.currentTarget.value); setPage(1); }} />
      <Table.ScrollContainer minWidth={700}>
        <Table>
          <Table.Thead><Table.Tr><Table.Th>#</Table.Th><Table.Th>{say(texts.at)}</Table.Th><Table.Th>{say(texts.user)}</Table.Th><Table.Th>{say(texts.action)}</Table.Th><Table.Th>{say(texts.subject)}</Table.Th><Table.Th>{say(texts.detail)}</Table.Th></Table.Tr></Table.Thead>
          <Table.Tbody>{answer?.entries.map(({ entry, at, user, action, subject, detail }) => <Table.Tr key={entry}><Table.Td>{entry}</Table.Td><Table.Td>{time(at)}</Table.Td><Table.Td>{user}</Table.Td><Table.Td>{action}</Table.Td><Table.Td>{subject ?? ''}</Table.Td><Table.Td className="detail">{detail ?? ''}</Table.Td></Table.Tr>)}</Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      {answer && answer.total > pageSize && <Group justify="end" mt="md"><Text size="sm">{number(answer.total, 0)}</Text><Pagination total={Math.ceil(answer.total / pageSize)} value={page} onChange={setPage} getControlProps={(control) => ({ 'aria-label': control })} getItemProps={(item) => ({ 'aria-label': `${say(common.page)} ${item}` })} /></Group>}
    </Paper>
  );
}

function Verdict({ onTrouble }: { readonly onTrouble: (error: unknown) => void }) {
  const { say, number } = useVoice();
  const [check, setCheck] = useState<AuditCheckAnswer | null>(null);
  const look = useCallback(() => { api.auditCheck().then(setCheck, onTrouble); }, [onTrouble]);
  useEffect(look, [look]);
  if (!check) return null;
  return (
    <Alert color={check.intact ? 'green' : 'red'} variant="light" className={check.intact ? 'verdict whole' : 'verdict broken'} role="status">
      <Text size="sm" fw={600}>{check.intact ? say(texts.intact, { entries: number(check.entries, 0) }) : say(texts.broken, { brokenAt: check.brokenAt ?? '' })}</Text>
      <Text size="xs" my={4}>{say(texts.cut)}</Text>
      <Button size="compact-xs" variant="default" onClick={look}>{say(texts.check)}</Button>
    </Alert>
  );
}
