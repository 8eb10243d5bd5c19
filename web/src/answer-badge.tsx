import { Badge } from '@mantine/core';
import type { Answer } from '../../src/contract/worklist.ts';
import { useVoice } from './language.tsx';
import { texts } from './texts.ts';

/** The answer of the machine in one word; its colour never stands alone. */
export function AnswerBadge({ answer, size = 'md' }: { readonly answer: Answer; readonly size?: 'md' | 'lg' }) {
  const { say } = useVoice();
  return <Badge className={`answer answer-${answer}`} size={size} tt="none" radius="sm">{say(texts[answer])}</Badge>;
}
