import { Button, Group, Paper, Select, Text, Title } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { ReportKind } from '../../src/contract/reports.ts';
import { api } from './api.ts';
import { useVoice } from './language.tsx';
import { reportTexts as texts } from './report-texts.ts';

const kinds: readonly ReportKind[] = ['pdf', 'dicom-sr', 'dicom-seg', 'fhir'];

interface Props {
  readonly analysisId: string;
  /** Readers take reports away and send none. */
  readonly maySend: boolean;
  readonly onTrouble: (error: unknown) => void;
}

/** The report of a scan: to take away in its forms, and to send beside the images it is about. */
export function ReportPart({ analysisId, maySend, onTrouble }: Props) {
  const { say, language } = useVoice();
  const [making, setMaking] = useState<ReportKind | null>(null);
  const take = (kind: ReportKind) => {
    setMaking(kind);
    api.report(analysisId, kind, language).catch(onTrouble).finally(() => setMaking(null));
  };
  return (
    <Paper withBorder p="md">
      <Title order={3} size="h5" mb="xs">{say(texts.title)}</Title>
      <Group gap="xs">{kinds.map((kind) => <Button key={kind} size="compact-sm" variant={kind === 'pdf' ? 'filled' : 'default'} loading={making === kind} disabled={making !== null} onClick={() => take(kind)}>{say(texts[kind])}</Button>)}</Group>
      <Text size="xs" c="dimmed" mt="xs" role="status">{say(making ? texts.making : texts.automatic)}</Text>
      {maySend && <Send analysisId={analysisId} onTrouble={onTrouble} />}
    </Paper>
  );
}

function Send({ analysisId, onTrouble }: Pick<Props, 'analysisId' | 'onTrouble'>) {
  const { say, language, number } = useVoice();
  const [nodes, setNodes] = useState<readonly string[]>([]);
  const [node, setNode] = useState<string | null>(null);
  const [sending, setSending] = useState(false);
  const [sent, setSent] = useState<{ readonly objects: number; readonly node: string } | null>(null);
  useEffect(() => { api.nodes().then((answer) => setNodes(answer.nodes), onTrouble); }, [onTrouble]);
  if (nodes.length === 0) return null;
  const chosen = node ?? nodes[0];
  const send = () => {
    setSending(true);
    api.sendReport(analysisId, { node: chosen, kinds: ['dicom-sr', 'dicom-seg', 'dicom-sc'], language }).then(({ objects }) => setSent({ objects, node: chosen }), onTrouble).finally(() => setSending(false));
  };
  return (
    <>
      <Group gap="xs" mt="sm" align="flex-end">
        <Select size="xs" label={say(texts.sendTo)} data={[...nodes]} value={chosen} onChange={setNode} allowDeselect={false} />
        <Button size="xs" variant="default" loading={sending} onClick={send}>{say(texts.send)}</Button>
      </Group>
      <Text size="xs" c="dimmed" mt={4} role="status">{sent ? say(texts.sent, { objects: number(sent.objects, 0), node: sent.node }) : say(texts.sendSense)}</Text>
    </>
  );
}
