import { Text } from '@mantine/core';
import type { Figures } from '../../src/contract/worklist.ts';
import { useVoice } from './language.tsx';

/** The figures of a scan that matter most, with their 95 % intervals, side by side. */
export function FiguresLine({ figures }: { readonly figures: Figures }) {
  const { say } = useVoice();
  if (figures.length === 0) return <>–</>;
  return <span className="figures">{figures.map(({ quantity, short, value, interval }) => <span key={quantity}><Text span size="sm" c="dimmed">{say(short)}</Text> {say(value)}{interval && <Text span size="sm" c="dimmed"> ({say(interval)})</Text>}</span>)}</span>;
}
