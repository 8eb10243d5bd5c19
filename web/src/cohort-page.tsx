import { Alert, Group, NativeSelect, Paper, Progress, SegmentedControl, Stack, Text, Title } from '@mantine/core';
import { useMemo, useState } from 'react';
import { type Cohort, ofModality, useCohort } from './cohort-data.ts';
import { CohortMap } from './cohort-map.tsx';
import { CohortTable } from './cohort-table.tsx';
import { cohortTexts as texts } from './cohort-texts.ts';
import { Histogram } from './histogram.tsx';
import { useVoice } from './language.tsx';
import { useWork } from './work.tsx';

type View = 'map' | 'distribution' | 'table';

/** All scans at once: which are alike, how each measure is distributed, and every number in one table. */
export function CohortPage({ onTrouble }: { readonly onTrouble: (error: unknown) => void }) {
  const { say, number } = useVoice();
  const { stored } = useWork();
  const { loaded, total, cohort } = useCohort(stored, onTrouble);
  return (
    <Stack gap="md">
      <Title order={2} size="h4">{say(texts.title)}</Title>
      {!cohort ? <div><Text size="sm" mb={4}>{say(texts.loading, { loaded: number(loaded, 0), total: number(total, 0) })}</Text><Progress value={total === 0 ? 0 : (100 * loaded) / total} aria-label={say(texts.title)} /></div>
        : cohort.scans.length === 0 ? <Paper withBorder p="xl"><Text>{say(texts.none)}</Text></Paper> : <Loaded cohort={cohort} />}
    </Stack>
  );
}

function Loaded({ cohort }: { readonly cohort: Cohort }) {
  const { say, number } = useVoice();
  const modalities = useMemo(() => {
    const counts = Map.groupBy(cohort.scans, ({ modality }) => modality);
    return [...counts].sort(([, a], [, b]) => b.length - a.length).map(([name, scans]) => ({ value: name, label: `${name} (${number(scans.length, 0)})` }));
  }, [cohort, number]);
  const [modality, setModality] = useState(modalities[0].value);
  const [view, setView] = useState<View>('map');
  const shown = useMemo(() => ofModality(cohort, modality), [cohort, modality]);
  const simulated = shown.scans.filter((scan) => scan.simulated).length;
  return (
    <>
      {simulated > 0 && <Alert color="grape" variant="light" p="xs" className="simulated">{say(texts.simulated, { count: number(simulated, 0), total: number(shown.scans.length, 0) })}</Alert>}
      <Group gap="lg" align="end">
        <SegmentedControl value={view} onChange={(value) => setView(value as View)} data={(['map', 'distribution', 'table'] as const).map((one) => ({ value: one, label: say(texts[one]) }))} aria-label={say(texts.view)} />
        {modalities.length > 1 && <NativeSelect label={say(texts.modality)} value={modality} data={modalities} onChange={(event) => setModality(event.currentTarget.value)} />}
      </Group>
      {view === 'map' ? <CohortMap key={modality} cohort={shown} /> : view === 'distribution' ? <Histogram key={modality} cohort={shown} /> : <CohortTable key={modality} cohort={shown} />}
    </>
  );
}
