import { Badge, Button, FileButton, Group, Paper, Table, Text } from '@mantine/core';
import { useCallback, useEffect, useState } from 'react';
import type { SiteNoiseAnswer } from '../../src/contract/administration.ts';
import { administrationTexts as texts } from './administration-texts.ts';
import { api } from './api.ts';
import { useVoice } from './language.tsx';

interface Props {
  readonly mayChange: boolean;
  readonly onTrouble: (error: unknown) => void;
}

/** What changes are held against: published noise, or the site's own. */
export function NoisePart({ mayChange, onTrouble }: Props) {
  const { say, time } = useVoice();
  const [noise, setNoise] = useState<SiteNoiseAnswer | null>(null);
  const load = useCallback(() => { api.siteNoise().then(setNoise, onTrouble); }, [onTrouble]);
  useEffect(load, [load]);
  const bring = (table: string, name: string) => api.bringNoise({ table, name }).then(load, onTrouble);
  if (!noise) return null;
  const { broughtBy, rows } = noise;
  return (
    <Paper withBorder p="md">
      <Text size="sm">{say(texts.noiseSense)}</Text>
      <Text size="sm" my="xs" fw={600}>{broughtBy ? say(texts.noiseBy, { user: broughtBy.user, at: time(broughtBy.at) }) : say(texts.noiseNone)}</Text>
      {mayChange && (
        <Group gap="sm" mb="md">
          <FileButton accept=".csv,.txt,text/csv" onChange={(file) => void file?.text().then((text) => bring(text, file.name))} inputProps={{ 'aria-label': say(texts.bring) }}>{(props) => <Button size="xs" variant="default" {...props}>{say(texts.bring)}</Button>}</FileButton>
          {broughtBy && <Button size="xs" variant="default" onClick={() => bring('', '-')}>{say(texts.published)}</Button>}
        </Group>
      )}
      <Table.ScrollContainer minWidth={800}>
        <Table>
          <Table.Thead><Table.Tr><Table.Th>{say(texts.quantity)}</Table.Th><Table.Th>{say(texts.figure)}</Table.Th><Table.Th className="figure">{say(texts.subjects)}</Table.Th><Table.Th>{say(texts.source)}</Table.Th><Table.Th>{say(texts.certainty)}</Table.Th></Table.Tr></Table.Thead>
          <Table.Tbody>{rows.map(({ name, figure, subjects, source, certainty, inUse }, i) => <Table.Tr key={i}><Table.Th scope="row" fw={inUse ? 650 : 400}>{say(name)}{inUse && <Badge ml="xs" size="xs" tt="none" radius="sm">{say(texts.inUse)}</Badge>}</Table.Th><Table.Td>{say(figure)}</Table.Td><Table.Td className="figure">{subjects ?? '–'}</Table.Td><Table.Td>{source}</Table.Td><Table.Td>{say(certainty)}</Table.Td></Table.Tr>)}</Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Paper>
  );
}
