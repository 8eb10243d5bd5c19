import { Alert, Badge, Button, Group, Loader, Modal, SegmentedControl, Text, Title, useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { lazy, Suspense, useCallback, useEffect, useRef, useState } from 'react';
import type { SessionAnswer } from '../../src/contract/session.ts';
import { AdministrationPage } from './administration-page.tsx';
import { api, onSessionEnd, Refusal } from './api.ts';
import { forgetDrafts } from './draft.ts';
import { useVoice } from './language.tsx';
import { PacsPage } from './pacs-page.tsx';
import { PatientPage } from './patient-page.tsx';
import { reportTexts } from './report-texts.ts';
import { GoProvider, Link, type Place, usePlace } from './route.tsx';
import { ScanPage } from './scan-page.tsx';
import { SignIn } from './sign-in.tsx';
import { type Language, type Text as Words, texts } from './texts.ts';
import { DropArea, WorkTray } from './work-tray.tsx';
import { WorkProvider } from './work.tsx';
import { WorklistPage } from './worklist-page.tsx';

// Pages with charts of their own are fetched when they are first opened.
const CohortPage = lazy(() => import('./cohort-page.tsx').then((page) => ({ default: page.CohortPage })));
const ReproducibilityPage = lazy(() => import('./reproducibility-page.tsx').then((page) => ({ default: page.ReproducibilityPage })));
const GuidePage = lazy(() => import('./guide-page.tsx').then((page) => ({ default: page.GuidePage })));

export function App() {
  const { say } = useVoice();
  const [session, setSession] = useState<SessionAnswer | 'asking' | null>('asking');
  const [trouble, setTrouble] = useState<Words | null>(null);
  const [place, go] = usePlace();
  useEffect(() => {
    api.session().then(setSession, (error: unknown) => {
      setSession(null);
      if (error instanceof Refusal && error.code === 'unreachable') setTrouble(error.text);
    });
  }, []);
  useEffect(() => setTrouble(null), [place]);
  const refused = useCallback((error: unknown) => setTrouble(error instanceof Refusal ? error.text : texts.unreachable), []);
  const signOut = () => {
    forgetDrafts();
    api.signOut().then(() => setSession(null), refused);
  };
  const signedIn = session === 'asking' ? null : session;

  return (
    <GoProvider go={go}>
      <Header session={signedIn} place={place} onSignOut={signOut} />
      <main>
        {trouble && <Alert color="red" variant="light" mb="md" withCloseButton closeButtonLabel="×" onClose={() => setTrouble(null)} role="alert" className="trouble">{say(trouble)}</Alert>}
        {session === 'asking' ? <Loader aria-label={say(texts.loading)} /> : session === null ? <SignIn onSession={setSession} /> : <SignedIn place={place} session={session} onTrouble={refused} />}
      </main>
      {signedIn && <SignInAgain session={signedIn} onSession={setSession} />}
    </GoProvider>
  );
}

interface PageProps {
  readonly place: Place;
  readonly session: SessionAnswer;
  readonly onTrouble: (error: unknown) => void;
}

/** The page, and what goes on beside every page. Readers bring nothing. */
function SignedIn(props: PageProps) {
  return (
    <WorkProvider onTrouble={props.onTrouble}>
      <Page {...props} />
      {props.session.role !== 'reader' && <DropArea />}
      <WorkTray />
    </WorkProvider>
  );
}

function Page({ place, session, onTrouble }: PageProps) {
  const mayChange = session.role !== 'reader';
  switch (place.page) {
    case 'scan': return <ScanPage key={place.analysisId} analysisId={place.analysisId} mayChange={mayChange} onTrouble={onTrouble} />;
    case 'patient': return <PatientPage key={place.patientKey} patientKey={place.patientKey} mayChange={mayChange} onTrouble={onTrouble} />;
    case 'pacs': return <PacsPage onTrouble={onTrouble} />;
    case 'cohort': return <Suspense fallback={<Loader />}><CohortPage onTrouble={onTrouble} /></Suspense>;
    case 'reproducibility': return <Suspense fallback={<Loader />}><ReproducibilityPage onTrouble={onTrouble} /></Suspense>;
    case 'administration': return <AdministrationPage isAdministrator={session.role === 'administrator'} onTrouble={onTrouble} />;
    case 'guide': return <Suspense fallback={<Loader />}><GuidePage /></Suspense>;
    default: return <WorklistPage mayChange={mayChange} onTrouble={onTrouble} />;
  }
}

/** Asks for the password where a session ended, over the page: nothing on it is lost. */
function SignInAgain({ session, onSession }: { readonly session: SessionAnswer; readonly onSession: (session: SessionAnswer) => void }) {
  const { say } = useVoice();
  const [asking, setAsking] = useState(false);
  const waiting = useRef<(() => void)[]>([]);
  useEffect(() => {
    onSessionEnd(() => new Promise((resolve) => {
      waiting.current.push(resolve);
      setAsking(true);
    }));
    return () => onSessionEnd(null);
  }, []);
  const again = (given: SessionAnswer) => {
    // Another person must not go on with what this one was doing.
    if (given.name !== session.name) {
      forgetDrafts();
      location.assign('/');
      return;
    }
    onSession(given);
    setAsking(false);
    for (const go of waiting.current.splice(0)) go();
  };
  return (
    <Modal opened={asking} onClose={() => undefined} withCloseButton={false} closeOnEscape={false} title={say(texts.sessionEnded)}>
      <Text size="sm" mb="md">{say(texts.sessionEndedLong)}</Text>
      <SignIn name={session.name} onSession={again} />
    </Modal>
  );
}

const links = [['/', 'worklist', texts.navWorklist], ['/pacs', 'pacs', reportTexts.navPacs], ['/cohort', 'cohort', texts.navCohort], ['/reproducibility', 'reproducibility', texts.navReproducibility], ['/administration', 'administration', texts.navAdministration], ['/guide', 'guide', texts.navGuide]] as const;

function Header({ session, place, onSignOut }: { readonly session: SessionAnswer | null; readonly place: Place; readonly onSignOut: () => void }) {
  const { say, language, setLanguage } = useVoice();
  const { setColorScheme } = useMantineColorScheme();
  const scheme = useComputedColorScheme('light');
  return (
    <header>
      <Group justify="space-between" gap="md">
        <Group gap="lg">
          <Title order={1} size="h3"><Link to="/" className="home">Amyloscope</Link></Title>
          <Badge color="gray" variant="outline" tt="none" size="lg" radius="sm">{say(texts.research)}</Badge>
        </Group>
        <Group gap="sm">
          <SegmentedControl size="xs" value={language} onChange={(value) => setLanguage(value as Language)} data={[{ value: 'en', label: 'English' }, { value: 'fr', label: 'Français' }]} aria-label="Language / Langue" />
          <Button size="xs" variant="default" onClick={() => setColorScheme(scheme === 'dark' ? 'light' : 'dark')}>{say(scheme === 'dark' ? texts.light : texts.dark)}</Button>
          {session && <><Text size="sm">{session.name}</Text><Button size="xs" variant="default" onClick={onSignOut}>{say(texts.signOut)}</Button></>}
        </Group>
      </Group>
      {session && <Group component="nav" gap="lg" mt="sm" aria-label={say(texts.pages)}>{links.map(([to, page, text]) => <Link key={to} to={to} size="sm" className="page-link" {...(place.page === page ? { 'aria-current': 'page' } : {})}>{say(text)}</Link>)}</Group>}
    </header>
  );
}
