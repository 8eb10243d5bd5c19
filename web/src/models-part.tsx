import { Paper, Stack, Table, Text, Title } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { ModelsAnswer } from '../../src/contract/administration.ts';
import { administrationTexts as texts } from './administration-texts.ts';
import { api } from './api.ts';
import { useVoice } from './language.tsx';

/** Each network with its card: trained on what, tested how, where it fails. */
export function ModelsPart({ onTrouble }: { readonly onTrouble: (error: unknown) => void }) {
  const [models, setModels] = useState<ModelsAnswer['models']>([]);
  useEffect(() => { api.models().then((answer) => setModels(answer.models), onTrouble); }, [onTrouble]);
  return <Stack gap="md">{models.map((model) => <Card key={`${model.name} ${model.version}`} model={model} />)}</Stack>;
}

function Card({ model: { name, version, modality, sha256, licence, task, trainedOn, limits, figures, fault } }: { readonly model: ModelsAnswer['models'][number] }) {
  const { say } = useVoice();
  return (
    <Paper withBorder p="md" component="section">
      <Title order={3} size="h5">{name} {version}</Title>
      <Text size="sm" c="dimmed">{modality} · SHA-256 {sha256.slice(0, 12)}… · {fault === null ? say(texts.whole) : <b className="refusal">{fault}</b>}</Text>
      <Text size="sm" mt="xs">{say(task)}</Text>
      <Text size="sm" mt={4}><b>{say(texts.trainedOn)}:</b> {say(trainedOn)}</Text>
      <Text size="sm" mt={4}><b>{say(texts.limits)}:</b> {say(limits)}</Text>
      <Text size="sm" mt={4}><b>{say(texts.licence)}:</b> {licence}</Text>
      {figures.length > 0 && (
        <Table.ScrollContainer minWidth={600} mt="xs">
          <Table>
            <Table.Thead><Table.Tr><Table.Th>{say(texts.figure)}</Table.Th><Table.Th>{say(texts.value)}</Table.Th><Table.Th>{say(texts.on)}</Table.Th><Table.Th>{say(texts.data)}</Table.Th></Table.Tr></Table.Thead>
            <Table.Tbody>{figures.map(({ what, value, on, data }) => <Table.Tr key={`${what} ${on}`}><Table.Th scope="row" fw={400}>{what}</Table.Th><Table.Td><b>{value}</b></Table.Td><Table.Td>{on}</Table.Td><Table.Td>{data === 'simulated' ? say(texts.simulated) : say(texts.patients)}</Table.Td></Table.Tr>)}</Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    </Paper>
  );
}
