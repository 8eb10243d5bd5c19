import { Button, Checkbox, Group, Loader, Paper, Select, Stack, Table, Text, TextInput, Title } from '@mantine/core';
import { type FormEvent, useEffect, useState } from 'react';
import type { NodeStudies } from '../../src/contract/nodes.ts';
import { api } from './api.ts';
import { useVoice } from './language.tsx';
import { reportTexts as texts } from './report-texts.ts';
import { useWork } from './work.tsx';

const modalities = ['NM', 'US', 'PT', 'CT'];

/** Studies of another system: look for them, have them fetched and analysed. */
export function PacsPage({ onTrouble }: { readonly onTrouble: (error: unknown) => void }) {
  const { say } = useVoice();
  const [nodes, setNodes] = useState<readonly string[] | null>(null);
  useEffect(() => { api.nodes().then((answer) => setNodes(answer.nodes), onTrouble); }, [onTrouble]);
  return (
    <Stack gap="md">
      <Title order={2} size="h4">{say(texts.pacsTitle)}</Title>
      {nodes === null ? <Loader /> : nodes.length === 0 ? <Paper withBorder p="xl"><Text>{say(texts.none)}</Text></Paper> : <Search nodes={nodes} onTrouble={onTrouble} />}
    </Stack>
  );
}

function Search({ nodes, onTrouble }: { readonly nodes: readonly string[]; readonly onTrouble: (error: unknown) => void }) {
  const { say } = useVoice();
  const [wish, setWish] = useState({ node: nodes[0], patient: '', from: '', to: '', modality: 'NM' });
  const [looking, setLooking] = useState(false);
  const [found, setFound] = useState<{ readonly node: string; readonly answer: NodeStudies } | null>(null);
  const set = (part: Partial<typeof wish>) => setWish((before) => ({ ...before, ...part }));
  const look = (event: FormEvent) => {
    event.preventDefault();
    setLooking(true);
    const { node, patient, from, to, modality } = wish;
    api.nodeStudies(node, { patient: patient.trim(), from, to, modality }).then((answer) => setFound({ node, answer }), onTrouble).finally(() => setLooking(false));
  };
  return (
    <>
      <form onSubmit={look}>
        <Group gap="sm" align="flex-end">
          <Select label={say(texts.system)} data={[...nodes]} value={wish.node} onChange={(node) => set({ node: node! })} allowDeselect={false} w={160} />
          <TextInput label={say(texts.patient)} placeholder={say(texts.patientHint)} value={wish.patient} onChange={(event) => set({ patient: event.currentTarget.value })} w={280} />
          <TextInput type="date" label={say(texts.from)} value={wish.from} onChange={(event) => set({ from: event.currentTarget.value })} />
          <TextInput type="date" label={say(texts.to)} value={wish.to} onChange={(event) => set({ to: event.currentTarget.value })} />
          <Select label={say(texts.modality)} data={[{ value: '', label: say(texts.any) }, ...modalities.map((value) => ({ value, label: value }))]} value={wish.modality} onChange={(modality) => set({ modality: modality! })} allowDeselect={false} w={110} />
          <Button type="submit" loading={looking}>{say(texts.look)}</Button>
        </Group>
      </form>
      {found && <Found key={found.answer.studies.map(({ studyInstanceUid }) => studyInstanceUid).join()} node={found.node} answer={found.answer} onTrouble={onTrouble} />}
    </>
  );
}

function Found({ node, answer: { total, studies }, onTrouble }: { readonly node: string; readonly answer: NodeStudies; readonly onTrouble: (error: unknown) => void }) {
  const { say, number } = useVoice();
  const { lookOut } = useWork();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [series, setSeries] = useState<number | null>(null);
  const toggle = (uid: string) => setChosen((before) => (before.has(uid) ? new Set([...before].filter((one) => one !== uid)) : new Set([...before, uid])));
  const fetchChosen = () => api.fetchStudies(node, [...chosen]).then((answer) => { setSeries(answer.series); setChosen(new Set()); lookOut(); }, onTrouble);
  return (
    <>
      <Group justify="space-between">
        <Text size="sm" role="status">{series === null ? say(total > studies.length ? texts.found : texts.foundAll, { total: number(total, 0), shown: number(studies.length, 0) }) : say(texts.fetching, { series: number(series, 0) })}</Text>
        <Button disabled={chosen.size === 0} onClick={fetchChosen}>{say(texts.fetch, { count: number(chosen.size, 0) })}</Button>
      </Group>
      <Table.ScrollContainer minWidth={640}>
        <Table highlightOnHover>
          <Table.Thead><Table.Tr><Table.Th /><Table.Th>{say(texts.date)}</Table.Th><Table.Th>{say(texts.patientHead)}</Table.Th><Table.Th>{say(texts.modality)}</Table.Th><Table.Th>{say(texts.description)}</Table.Th></Table.Tr></Table.Thead>
          <Table.Tbody>{studies.map(({ studyInstanceUid: uid, patientId, studyDate, modalities: kinds, description }) => (
            <Table.Tr key={uid}>
              <Table.Td><Checkbox checked={chosen.has(uid)} onChange={() => toggle(uid)} aria-label={say(texts.choose, { patient: patientId, date: studyDate ?? '–' })} /></Table.Td>
              <Table.Td>{studyDate ?? '–'}</Table.Td><Table.Td>{patientId}</Table.Td><Table.Td>{kinds.join(', ')}</Table.Td><Table.Td>{description}</Table.Td>
            </Table.Tr>
          ))}</Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </>
  );
}
