import { Anchor, Paper, Stack, Text, Title } from '@mantine/core';
import { guideChapters, guideTexts } from './guide-texts.ts';
import { useVoice } from './language.tsx';

/** How to work with Amyloscope, chapter by chapter, with a picture of each page in the reader's language. */
export function GuidePage() {
  const { say, language } = useVoice();
  return (
    <Stack gap="lg" maw={900} mx="auto">
      <Title order={2} size="h3">{say(guideTexts.title)}</Title>
      <Text>{say(guideTexts.sense)}</Text>
      <nav aria-label={say(guideTexts.contents)}><ol className="contents">{guideChapters.map(({ name, title }) => <li key={name}><Anchor href={`#${name}`}>{say(title)}</Anchor></li>)}</ol></nav>
      {guideChapters.map(({ name, title, lines, picture }) => (
        <Paper key={name} withBorder p="lg" component="section" id={name} className="chapter">
          <Title order={3} size="h4" mb="xs">{say(title)}</Title>
          {picture && <img src={`/guide/${picture}-${language}.jpg`} alt={say(guideTexts.pictureOf, { title: say(title) })} width={1360} height={860} loading="lazy" />}
          <ul className="lines guide">{lines.map((line) => <li key={line.en}>{say(line)}</li>)}</ul>
        </Paper>
      ))}
    </Stack>
  );
}
