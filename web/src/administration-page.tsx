import { Button, Code, Paper, SegmentedControl, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { administrationTexts as texts } from './administration-texts.ts';
import { api } from './api.ts';
import { AuditPart } from './audit-part.tsx';
import { useVoice } from './language.tsx';
import { ModelsPart } from './models-part.tsx';
import { NoisePart } from './noise-part.tsx';
import { TransfersPart } from './transfers-part.tsx';
import { UsersPart } from './users-part.tsx';

interface Props {
  readonly isAdministrator: boolean;
  readonly onTrouble: (error: unknown) => void;
}

const forAll = ['models', 'noise'] as const;
const forAdministrators = ['users', 'audit', 'transfers', ...forAll, 'backup'] as const;
type Part = (typeof forAdministrators)[number];

/** What keeps the site running; networks and noise are for everybody to see. */
export function AdministrationPage({ isAdministrator, onTrouble }: Props) {
  const { say } = useVoice();
  const parts: readonly Part[] = isAdministrator ? forAdministrators : forAll;
  const [part, setPart] = useState<Part>(parts[0]);
  return (
    <Stack gap="md">
      <Title order={2} size="h4">{say(texts.title)}</Title>
      <div><SegmentedControl value={part} onChange={(value) => setPart(value as Part)} data={parts.map((one) => ({ value: one, label: say(texts[one]) }))} aria-label={say(texts.part)} /></div>
      {part === 'users' && <UsersPart onTrouble={onTrouble} />}
      {part === 'audit' && <AuditPart onTrouble={onTrouble} />}
      {part === 'transfers' && <TransfersPart onTrouble={onTrouble} />}
      {part === 'models' && <ModelsPart onTrouble={onTrouble} />}
      {part === 'noise' && <NoisePart mayChange={isAdministrator} onTrouble={onTrouble} />}
      {part === 'backup' && <BackupPart onTrouble={onTrouble} />}
    </Stack>
  );
}

function BackupPart({ onTrouble }: Pick<Props, 'onTrouble'>) {
  const { say } = useVoice();
  const [taking, setTaking] = useState(false);
  const take = () => {
    setTaking(true);
    api.backup().catch(onTrouble).finally(() => setTaking(false));
  };
  return (
    <Paper withBorder p="md">
      <Text size="sm" mb="xs">{say(texts.backupTake)}</Text>
      <Button size="compact-sm" mb="md" loading={taking} onClick={take}>{say(texts.backupNow)}</Button>
      <Text size="sm" mb="xs">{say(texts.backupSense)}</Text>
      <Code block>amyloscope backup /media/backup/amyloscope.tar.gz</Code>
      <Text size="sm" my="xs">{say(texts.restoreSense)}</Text>
      <Code block>amyloscope restore /media/backup/amyloscope.tar.gz</Code>
      <Text size="sm" mt="xs" c="dimmed">{say(texts.backupWhere)}</Text>
    </Paper>
  );
}
