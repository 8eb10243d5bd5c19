import { Badge } from '@mantine/core';
import { useVoice } from './language.tsx';
import { texts } from './texts.ts';

/** The answer of the machine in one word; its colour never stands alone. */
export function AnswerBadge({ label, size = 'md' }: { readonly label: 'normal' | 'abnormal' | 'unsure' | null; readonly size?: 'md' | 'lg' }) {
  const { say } = useVoice();
  const answer = label ?? 'refused';
  return <Badge className={`answer-${answer}`} size={size} tt="none" radius="sm">{say(texts[answer])}</Badge>;
}
