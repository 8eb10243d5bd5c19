import { Alert, Badge, Button, Group, Loader, SegmentedControl, Text, Title, useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { useCallback, useEffect, useState } from 'react';
import type { SessionAnswer } from '../../src/contract/session.ts';
import { api, Refusal } from './api.ts';
import { useVoice } from './language.tsx';
import { ScanPage } from './scan-page.tsx';
import { SignIn } from './sign-in.tsx';
import { type Language, type Text as Words, texts } from './texts.ts';
import { WorklistPage } from './worklist-page.tsx';

/** Where the reader is: the list, or one scan. The address says so, and the browser's own buttons work. */
function useScanInAddress(): readonly [string | null, (analysisId: string | null) => void] {
  const read = () => /^\/scans\/(\d+)$/.exec(location.pathname)?.[1] ?? null;
  const [analysisId, setAnalysisId] = useState(read);
  useEffect(() => {
    const moved = () => setAnalysisId(read());
    addEventListener('popstate', moved);
    return () => removeEventListener('popstate', moved);
  }, []);
  const go = useCallback((to: string | null) => {
    history.pushState(null, '', to === null ? '/' : `/scans/${to}`);
    setAnalysisId(to);
    scrollTo(0, 0);
  }, []);
  return [analysisId, go];
}

export function App() {
  const { say } = useVoice();
  const [session, setSession] = useState<SessionAnswer | 'asking' | null>('asking');
  const [trouble, setTrouble] = useState<Words | null>(null);
  const [analysisId, go] = useScanInAddress();
  useEffect(() => {
    api.session().then(setSession, (error: unknown) => {
      setSession(null);
      if (error instanceof Refusal && error.code === 'unreachable') setTrouble(error.text);
    });
  }, []);
  const refused = useCallback((error: unknown) => {
    if (error instanceof Refusal && error.code === 'notSignedIn') setSession(null);
    else setTrouble(error instanceof Refusal ? error.text : texts.unreachable);
  }, []);

  return (
    <>
      <Header session={session === 'asking' ? null : session} onSignOut={() => api.signOut().then(() => setSession(null), refused)} onHome={() => go(null)} />
      <main>
        {trouble && <Alert color="red" variant="light" mb="md" withCloseButton closeButtonLabel="×" onClose={() => setTrouble(null)} role="alert">{say(trouble)}</Alert>}
        {session === 'asking' ? <Loader aria-label={say(texts.loading)} /> : session === null ? <SignIn onSession={setSession} />
          : analysisId === null ? <WorklistPage onOpen={go} onTrouble={refused} />
            : <ScanPage key={analysisId} analysisId={analysisId} mayChange={session.role !== 'reader'} onBack={() => go(null)} onTrouble={refused} />}
      </main>
    </>
  );
}

function Header({ session, onSignOut, onHome }: { readonly session: SessionAnswer | null; readonly onSignOut: () => void; readonly onHome: () => void }) {
  const { say, language, setLanguage } = useVoice();
  const { setColorScheme } = useMantineColorScheme();
  const scheme = useComputedColorScheme('light');
  return (
    <header>
      <Group justify="space-between" gap="md">
        <Group gap="md">
          <Title order={1} size="h3"><a href="/" className="home" onClick={(event) => { event.preventDefault(); onHome(); }}>Amyloscope</a></Title>
          <Badge color="gray" variant="outline" tt="none" size="lg" radius="sm">{say(texts.research)}</Badge>
        </Group>
        <Group gap="sm">
          <SegmentedControl size="xs" value={language} onChange={(value) => setLanguage(value as Language)} data={[{ value: 'en', label: 'English' }, { value: 'fr', label: 'Français' }]} aria-label="Language / Langue" />
          <Button size="xs" variant="default" onClick={() => setColorScheme(scheme === 'dark' ? 'light' : 'dark')}>{say(scheme === 'dark' ? texts.light : texts.dark)}</Button>
          {session && <><Text size="sm">{session.name}</Text><Button size="xs" variant="default" onClick={onSignOut}>{say(texts.signOut)}</Button></>}
        </Group>
      </Group>
    </header>
  );
}
