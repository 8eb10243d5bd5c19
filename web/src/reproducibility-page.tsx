import { Button, FileButton, Group, Loader, Paper, SegmentedControl, Stack, Text, Textarea, TextInput, Title, useComputedColorScheme } from '@mantine/core';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { TableRequest } from '../../src/contract/readings.ts';
import { api } from './api.ts';
import { useDraft } from './draft.ts';
import { useVoice } from './language.tsx';
import { csvOf, emptyReadings, ReadingsGrid } from './readings-grid.tsx';
import { readingsTexts as texts } from './readings-texts.ts';

type Source = 'paste' | 'enter';
type Asked = Omit<TableRequest, 'language'>;

/** Readings of the same patients, brought or entered, and whether they agree. */
export function ReproducibilityPage({ onTrouble }: { readonly onTrouble: (error: unknown) => void }) {
  const { say, language } = useVoice();
  const [source, setSource] = useDraft<Source>('readings source', 'paste');
  const [table, setTable] = useDraft('readings table', '');
  const [name, setName] = useState('');
  const [readings, setReadings] = useDraft('readings grid', emptyReadings([1, 2].map((number) => say(texts.firstReader, { number }))));
  const [machine, setMachine] = useDraft('readings machine', '');
  const [asked, setAsked] = useState<Asked | null>(null);
  const [page, setPage] = useState<string | null>(null);
  const [keptNone, setKeptNone] = useState(false);
  const given = source === 'paste' ? table : csvOf(readings);
  useEffect(() => {
    if (!asked) return;
    let current = true;
    setPage(null);
    api.judgeTable({ ...asked, language }).then((answer) => current && setPage(answer.page), (error: unknown) => { if (current) setAsked(null); onTrouble(error); });
    return () => void (current = false);
  }, [asked, language, onTrouble]);
  const ask = (question: TableRequest['question']) => setAsked({ question, table: given, name: name || say(texts.nameless), ...(machine.trim() ? { machine: machine.trim() } : {}) });
  const openFile = (file: File | null) => void file?.text().then((text) => { setTable(text); setName(file.name); });
  const useKept = () => api.keptReadings().then((kept) => { setKeptNone(kept.scans === 0); if (kept.scans > 0) { setTable(kept.table); setName('Amyloscope'); } }, onTrouble);

  return (
    <Stack gap="md">
      <div><Title order={2} size="h4">{say(texts.title)}</Title><Text size="sm" c="dimmed">{say(texts.sense)}</Text></div>
      <Paper withBorder p="md">
        <SegmentedControl mb="md" value={source} onChange={(value) => setSource(value as Source)} aria-label={say(texts.source)} data={(['paste', 'enter'] as const).map((one) => ({ value: one, label: say(texts[one]) }))} />
        {source === 'enter' ? <ReadingsGrid readings={readings} onChange={setReadings} /> : (
          <>
            <Textarea label={say(texts.table)} value={table} onChange={(event) => setTable(event.currentTarget.value)} minRows={6} maxRows={14} autosize spellCheck={false} styles={{ input: { fontFamily: 'monospace' } }} />
            <Group gap="sm" mt="xs">
              <FileButton accept=".csv,.txt,text/csv" onChange={openFile} inputProps={{ 'aria-label': say(texts.open) }}>{(props) => <Button size="xs" variant="default" {...props}>{say(texts.open)}</Button>}</FileButton>
              <Button size="xs" variant="default" onClick={useKept}>{say(texts.kept)}</Button>
            </Group>
            {keptNone && <Text size="sm" mt="xs" role="status">{say(texts.keptNone)}</Text>}
          </>
        )}
        <Group gap="md" mt="md" align="end">
          <TextInput w={380} label={say(texts.machine)} value={machine} onChange={(event) => setMachine(event.currentTarget.value)} />
          <Button disabled={given.trim() === ''} onClick={() => ask('agreement')}>{say(texts.agreement)}</Button>
          <Button disabled={given.trim() === ''} variant="default" onClick={() => ask('reproducibility')}>{say(texts.reproducibility)}</Button>
        </Group>
      </Paper>
      {asked && (page === null ? <Group gap="sm" role="status"><Loader size="sm" /><Text size="sm">{say(texts.working)}</Text></Group> : <Result page={page} />)}
    </Stack>
  );
}

/** The page of the command, shown without running anything in it. */
function Result({ page }: { readonly page: string }) {
  const { say } = useVoice();
  const scheme = useComputedColorScheme('light');
  const frame = useRef<HTMLIFrameElement>(null);
  const [height, setHeight] = useState(800);
  const fit = useCallback(() => {
    const inside = frame.current?.contentDocument;
    if (!inside?.body) return;
    // The buttons for language are those of this page.
    inside.querySelector('.controls')?.remove();
    setHeight(inside.documentElement.scrollHeight + 8);
  }, []);
  const save = () => {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([page], { type: 'text/html' }));
    link.download = 'agreement.html';
    link.click();
    URL.revokeObjectURL(link.href);
  };
  return (
    <Paper withBorder p="md">
      <Group justify="space-between" mb="xs"><Title order={3} size="h5">{say(texts.result)}</Title><Button size="xs" variant="default" onClick={save}>{say(texts.save)}</Button></Group>
      <iframe ref={frame} title={say(texts.result)} srcDoc={page} sandbox="allow-same-origin" onLoad={fit} style={{ width: '100%', height, border: 0, colorScheme: scheme }} />
    </Paper>
  );
}
