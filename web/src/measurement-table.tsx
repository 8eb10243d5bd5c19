import { Button, Popover, Stack, Table, Text } from '@mantine/core';
import type { ScanAnswer } from '../../src/contract/scan.ts';
import { useVoice } from './language.tsx';
import { texts } from './texts.ts';

/** Every quantity with its interval, or why there is none; definition, method and network are one click away. */
export function MeasurementTable({ measurements }: Pick<ScanAnswer, 'measurements'>) {
  const { say } = useVoice();
  return (
    <Table>
      <Table.Thead><Table.Tr><Table.Th>{say(texts.quantity)}</Table.Th><Table.Th className="figure">{say(texts.value)}</Table.Th><Table.Th>{say(texts.interval)}</Table.Th><Table.Th><span className="unseen">{say(texts.definition)}</span></Table.Th></Table.Tr></Table.Thead>
      <Table.Tbody>
        {measurements.map(({ quantity, name, value, interval, reason, definition, source, method, model }) => (
          <Table.Tr key={quantity}>
            <Table.Th scope="row" fw={400}>{say(name)}</Table.Th>
            {value && interval ? <><Table.Td className="figure"><b>{say(value)}</b></Table.Td><Table.Td>{say(interval)}</Table.Td></> : <Table.Td colSpan={2} c="dimmed">{reason && say(reason)}</Table.Td>}
            <Table.Td>
              <Popover width={360} withArrow shadow="md">
                <Popover.Target><Button size="compact-xs" variant="subtle" aria-label={`${say(texts.definition)}: ${say(name)}`}>?</Button></Popover.Target>
                <Popover.Dropdown><Stack gap={4}><Text size="sm">{say(definition)}</Text><Text size="xs" c="dimmed">{source}</Text><Text size="xs">{say(texts.method)}: {method}</Text>{model && <Text size="xs">{say(texts.model)}: {model}</Text>}</Stack></Popover.Dropdown>
              </Popover>
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
