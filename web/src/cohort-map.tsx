import { Grid, Group, NativeSelect, Paper, Progress, SegmentedControl, Text, Title } from '@mantine/core';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { CohortScanAnswer } from '../../src/contract/cohort.ts';
import { AnswerBadge } from './answer-badge.tsx';
import { type ColourField, colourFields, colouring, scaleGradient } from './cohort-colours.ts';
import type { Cohort } from './cohort-data.ts';
import { cohortTexts as texts } from './cohort-texts.ts';
import { type Matrix, standardised } from './embedding.ts';
import type { MapMethod, MapReply, MapRequest } from './embedding-worker.ts';
import { useVoice } from './language.tsx';
import { Link } from './route.tsx';
import { Scatter } from './scatter.tsx';
import { texts as common } from './texts.ts';

const nearestShown = 8;
type Features = 'measures' | 'network';
interface DrawnMap { readonly places: Float32Array; readonly done: number; readonly shares: readonly [number, number] | null }

/** Scans as points, those alike near each other. */
export function CohortMap({ cohort }: { readonly cohort: Cohort }) {
  const { say } = useVoice();
  const [method, setMethod] = useState<MapMethod>('pca');
  const [kind, setKind] = useState<Features>('measures');
  const [colour, setColour] = useState<string>('label');
  const hasNetwork = useMemo(() => cohort.scans.some(({ features }) => features !== null), [cohort]);
  // Scans that have features of the kind asked for: a refused scan was measured in nothing.
  const { rows, features } = useMemo(() => (kind === 'network' ? networkFeatures(cohort) : measureFeatures(cohort)), [cohort, kind]);
  const enough = features.rows >= 3 && features.columns >= 2;
  const { map, nearest, ask } = useMap(enough ? features : null, method);
  const [picked, setPicked] = useState<number | null>(null);
  useEffect(() => setPicked(null), [features]);
  const colours = useMemo(() => colouring(cohort, colour), [cohort, colour]);
  const shownColours = useMemo(() => Uint32Array.from(rows, (row) => colours.colours[row]), [rows, colours]);
  const pick = (row: number | null) => {
    setPicked(row);
    if (row !== null) ask(row);
  };
  const neighbours = nearest?.row === picked && picked !== null ? nearest.rows : [];
  return (
    <Grid gap="lg">
      <Grid.Col span={{ base: 12, md: 8.5 }}>
        <Paper withBorder p="md">
          <Group gap="lg" mb="sm" align="end">
            <SegmentedControl size="xs" value={method} onChange={(value) => setMethod(value as MapMethod)} data={(['pca', 'umap'] as const).map((one) => ({ value: one, label: say(texts[one]) }))} aria-label={say(texts.method)} />
            {hasNetwork && <SegmentedControl size="xs" value={kind} onChange={(value) => setKind(value as Features)} data={(['measures', 'network'] as const).map((one) => ({ value: one, label: say(texts[one]) }))} aria-label={say(texts.features)} />}
            <NativeSelect size="xs" label={say(texts.colour)} value={colour} onChange={(event) => setColour(event.currentTarget.value)} data={[...colourFields.map((field) => ({ value: field as string, label: say(fieldText(field)) })), ...cohort.measures.map(({ quantity, name }) => ({ value: quantity, label: say(name) }))]} />
          </Group>
          {!enough ? <Text>{say(texts.tooFew)}</Text> : map && <Scatter places={map.places} colours={shownColours} picked={picked} ringed={neighbours} onPick={pick} label={say(texts.mapLabel)} />}
          {enough && (!map || map.done < 1) && <MapProgress done={map?.done ?? 0} />}
          <Legend colouring={colours} />
          {enough && map && map.done === 1 && <MapSense map={map} features={features} />}
          <Text size="xs" c="dimmed">{say(texts.keys)}</Text>
        </Paper>
      </Grid.Col>
      <Grid.Col span={{ base: 12, md: 3.5 }}>
        <Paper withBorder p="md" aria-live="polite">
          {picked === null ? <Text size="sm" c="dimmed">{say(texts.pickOne)}</Text> : (
            <>
              <Title order={3} size="h6">{say(texts.picked)}</Title>
              <ScanLine scan={cohort.scans[rows[picked]]} />
              <Title order={3} size="h6" mt="md">{say(texts.nearest)}</Title>
              {neighbours.map((row) => <ScanLine key={row} scan={cohort.scans[rows[row]]} />)}
            </>
          )}
        </Paper>
      </Grid.Col>
    </Grid>
  );
}

export function fieldText(field: ColourField) {
  return field === 'simulated' ? texts.simulatedField : texts[field];
}

function measureFeatures({ scans, measures }: Cohort): { readonly rows: readonly number[]; readonly features: Matrix } {
  const rows = [...scans.keys()].filter((row) => measures.some(({ values }) => !Number.isNaN(values[row])));
  const { features } = standardised(measures.map(({ values }) => Float64Array.from(rows, (row) => values[row])));
  return { rows, features };
}

function networkFeatures({ scans }: Cohort): { readonly rows: readonly number[]; readonly features: Matrix } {
  const columns = scans.find(({ features }) => features !== null)?.features?.length ?? 0;
  const rows = [...scans.keys()].filter((row) => scans[row].features?.length === columns);
  return { rows, features: { rows: rows.length, columns, values: Float32Array.from(rows.flatMap((row) => scans[row].features!)) } };
}

/** A map that a worker makes, so that the page stays fluid meanwhile. */
function useMap(features: Matrix | null, method: MapMethod) {
  const worker = useRef<Worker | null>(null);
  const [map, setMap] = useState<DrawnMap | null>(null);
  const [nearest, setNearest] = useState<{ readonly row: number; readonly rows: readonly number[] } | null>(null);
  useEffect(() => {
    setMap(null);
    if (!features) return;
    const made = new Worker(new URL('embedding-worker.ts', import.meta.url), { type: 'module' });
    worker.current = made;
    made.addEventListener('message', ({ data }: MessageEvent<MapReply>) => {
      if (data.reply === 'map') setMap(data);
      else setNearest(data);
    });
    made.postMessage({ ask: 'map', method, features } satisfies MapRequest);
    return () => made.terminate();
  }, [features, method]);
  return { map, nearest, ask: (row: number) => worker.current?.postMessage({ ask: 'nearest', row, count: nearestShown } satisfies MapRequest) };
}

function MapProgress({ done }: { readonly done: number }) {
  const { say } = useVoice();
  const text = done === 0 ? say(texts.neighbours) : say(texts.working, { percent: Math.round(100 * done) });
  return <><Text size="sm" mt="xs">{text}</Text><Progress value={100 * done} animated aria-label={text} /></>;
}

function MapSense({ map: { shares }, features }: { readonly map: DrawnMap; readonly features: Matrix }) {
  const { say, number } = useVoice();
  return <Text size="xs" c="dimmed" mt="xs">{shares ? say(texts.shares, { first: number(100 * shares[0], 0), second: number(100 * shares[1], 0), features: features.columns }) : say(texts.umapSense, { features: features.columns })}</Text>;
}

/** What the colours mean. */
function Legend({ colouring: { classes, range } }: { readonly colouring: ReturnType<typeof colouring> }) {
  const { say, number } = useVoice();
  const names: Readonly<Record<string, string>> = { '': say(texts.unknown), true: say(texts.yes), false: say(texts.no) };
  if (range) return <Group gap="xs" mt="xs"><Text size="xs">{number(range[0], 2)}</Text><span className="gradient" style={{ background: scaleGradient }} /><Text size="xs">{number(range[1], 2)}</Text></Group>;
  return <Group gap="md" mt="xs">{classes!.map(({ name, colour, count }) => <Text key={name} size="xs"><span className="swatch" style={{ background: colour }} />{names[name] ?? (name === 'normal' || name === 'abnormal' || name === 'unsure' ? say(common[name]) : name)} ({number(count, 0)})</Text>)}</Group>;
}

function ScanLine({ scan }: { readonly scan: CohortScanAnswer }) {
  return <Group gap="xs" mt={4}><Link to={`/scans/${scan.analysisId}`} size="sm" underline="always">{scan.patientId || '–'}</Link><Text size="xs" c="dimmed">{scan.date ?? '–'}</Text>{scan.label ? <AnswerBadge answer={scan.label} /> : "–"}</Group>;
}
