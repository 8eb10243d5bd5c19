import { ActionIcon, Button, FileButton, Group, Paper, Progress, Stack, Text, Title } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import type { JobAnswer } from '../../src/contract/jobs.ts';
import { chosenFiles, droppedFiles } from './dropped-files.ts';
import { useVoice } from './language.tsx';
import { Link } from './route.tsx';
import { useWork } from './work.tsx';
import { workTexts as texts } from './work-texts.ts';

/** Links to so many scans of a job are shown. */
const mostLinks = 5;
const mostProblems = 5;

/** Takes files dropped anywhere on the page. */
export function DropArea() {
  const { say } = useVoice();
  const { bring } = useWork();
  const [over, setOver] = useState(false);
  useEffect(() => {
    const holdsFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
    const enter = (event: DragEvent) => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      setOver(true);
    };
    const leave = (event: DragEvent) => { if (event.relatedTarget === null) setOver(false); };
    const drop = (event: DragEvent) => {
      if (!event.dataTransfer || !holdsFiles(event)) return;
      event.preventDefault();
      setOver(false);
      void droppedFiles(event.dataTransfer).then(bring);
    };
    addEventListener('dragenter', enter);
    addEventListener('dragover', enter);
    addEventListener('dragleave', leave);
    addEventListener('drop', drop);
    return () => {
      removeEventListener('dragenter', enter);
      removeEventListener('dragover', enter);
      removeEventListener('dragleave', leave);
      removeEventListener('drop', drop);
    };
  }, [bring]);
  return over && <div className="drop-area" role="status">{say(texts.drop)}</div>;
}

/** Buttons that bring files or a folder, for those who do not drag. */
export function BringButtons() {
  const { say } = useVoice();
  const { bring } = useWork();
  const folder = useRef<HTMLInputElement>(null);
  return (
    <Group gap="xs">
      <FileButton multiple onChange={(files) => bring(files.map((file) => ({ path: file.name, file })))} inputProps={{ 'aria-label': say(texts.files) }}>{(props) => <Button size="xs" variant="default" {...props}>{say(texts.files)}</Button>}</FileButton>
      <input ref={folder} type="file" hidden aria-label={say(texts.folder)} {...{ webkitdirectory: '' }} onChange={(event) => { bring(chosenFiles(event.currentTarget.files)); event.currentTarget.value = ''; }} />
      <Button size="xs" variant="default" onClick={() => folder.current?.click()}>{say(texts.folder)}</Button>
    </Group>
  );
}

/** What is on its way and what runs, in the corner of every page; it opens by itself when something begins. */
export function WorkTray() {
  const { say } = useVoice();
  const { sendings, jobs } = useWork();
  const [open, setOpen] = useState(false);
  const running = sendings.length + jobs.filter(({ state }) => state === 'queued' || state === 'running').length;
  const before = useRef(running);
  useEffect(() => {
    if (running > before.current) setOpen(true);
    before.current = running;
  }, [running]);
  if (jobs.length === 0 && sendings.length === 0) return null;
  if (!open) return <div className="tray"><Button size="xs" variant="default" onClick={() => setOpen(true)}>{say(running > 0 ? texts.running : texts.jobs, { count: running })}</Button></div>;
  return (
    <Paper component="aside" withBorder shadow="md" p="md" className="tray open" aria-label={say(texts.jobs)}>
      <Group justify="space-between" mb="xs"><Title order={2} size="h6">{say(texts.jobs)}</Title><ActionIcon variant="subtle" color="gray" aria-label={say(texts.close)} onClick={() => setOpen(false)}>×</ActionIcon></Group>
      <Stack gap="sm">
        {sendings.map(({ sent, total }, i) => <div key={i}><Text size="sm">{say(texts.sending, { sent, total })}</Text><Progress value={(100 * sent) / total} aria-label={say(texts.sending, { sent, total })} /></div>)}
        {jobs.slice(0, 6).map((job) => <Job key={job.id} job={job} />)}
      </Stack>
    </Paper>
  );
}

function Job({ job: { kind, state, done, total, analysed, refused, unusable, problems, studies } }: { readonly job: JobAnswer }) {
  const { say } = useVoice();
  const ended = state === 'done' || state === 'failed';
  const label = `${say(texts[kind])}: ${say(state === 'running' ? texts.runs : texts[state])}`;
  return (
    <div>
      <Text size="sm" fw={600}>{label}</Text>
      {!ended && <Progress value={total === 0 ? 0 : (100 * done) / total} animated={state === 'running'} aria-label={label} />}
      <Text size="xs" c="dimmed" aria-live="polite">{total === 0 && !ended ? say(texts.looking) : say(texts.counts, { done, total, analysed, refused, unusable })}</Text>
      {ended && studies.length > 0 && <Text size="xs"><Link to="/" size="xs">{say(texts.toList)}</Link> · {studies.slice(0, mostLinks).map((id, i) => <span key={id}>{i > 0 && ', '}<Link to={`/scans/${id}`} size="xs">{say(texts.scan, { number: i + 1 })}</Link></span>)}</Text>}
      {problems.length > 0 && <ul className="lines problems">{problems.slice(0, mostProblems).map(({ file, text, reason }) => <li key={file}><b>{[file, say(text)].filter(Boolean).join(' – ')}</b>. <span lang="en">{reason}</span></li>)}{problems.length > mostProblems && <li>{say(texts.more, { count: problems.length - mostProblems })}</li>}</ul>}
    </div>
  );
}
