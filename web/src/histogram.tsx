import { binX, type BinXInputs, plot, rectY, type RectYOptions, ruleY } from '@observablehq/plot';
import { NativeSelect, Paper, Text } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import type { Cohort, Measure } from './cohort-data.ts';
import { cohortTexts as texts } from './cohort-texts.ts';
import { useVoice } from './language.tsx';
import { texts as common } from './texts.ts';

const answers = ['normal', 'unsure', 'abnormal'] as const;
const colours = { normal: 'var(--series-3)', unsure: 'var(--series-5)', abnormal: 'var(--series-2)', none: 'var(--faint)' };
const bins = 40;
const firstShown = 'heartToContralateralRatio';

/** How one measure is distributed over the scans, by what they were called. */
export function Histogram({ cohort }: { readonly cohort: Cohort }) {
  const { say, language } = useVoice();
  const [quantity, setQuantity] = useState(() => cohort.measures.find((one) => one.quantity === firstShown)?.quantity ?? cohort.measures[0]?.quantity ?? '');
  const measure = cohort.measures.find((one) => one.quantity === quantity);
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!measure || !place.current) return;
    const name = { normal: say(common.normal), unsure: say(common.unsure), abnormal: say(common.abnormal), none: say(texts.unknown) };
    const rows = cohort.scans.flatMap(({ label }, i) => (Number.isNaN(measure.values[i]) ? [] : [{ value: measure.values[i], answer: label ?? 'none' as const, name: name[label ?? 'none'] }]));
    const present = [...answers, 'none' as const].filter((answer) => rows.some((row) => row.answer === answer));
    const chart = plot({
      width: 900, height: 380, marginLeft: 52, marginBottom: 44, className: 'histogram', ariaLabel: say(measure.name),
      x: { label: `${say(measure.name)}${unitOf(measure)}`, labelArrow: 'none', labelAnchor: 'center' }, y: { label: say(texts.scans), labelArrow: 'none' },
      color: { domain: present.map((answer) => name[answer]), range: present.map((answer) => colours[answer]), legend: true },
      marks: [rectY(rows, binX({ y: 'count' }, { x: { value: 'value', thresholds: bins }, fill: 'name' } as BinXInputs<RectYOptions>)), ruleY([0])],
    });
    chart.querySelectorAll('g[aria-label]').forEach((group) => group.removeAttribute('aria-label'));
    const svg = chart.tagName === 'svg' ? chart : chart.querySelector('svg.histogram');
    svg?.setAttribute('role', 'img');
    place.current.replaceChildren(chart);
  }, [cohort, measure, say, language]);
  return (
    <Paper withBorder p="md">
      <NativeSelect maw={420} mb="md" label={say(texts.measure)} value={quantity} onChange={(event) => setQuantity(event.currentTarget.value)} data={cohort.measures.map((one) => ({ value: one.quantity, label: say(one.name) }))} />
      <div ref={place} />
      {measure && <Spread measure={measure} />}
    </Paper>
  );
}

function Spread({ measure: { values } }: { readonly measure: Measure }) {
  const { say, number } = useVoice();
  const sorted = values.filter((value) => !Number.isNaN(value)).sort();
  const at = (share: number): string => number(quantileOf(sorted, share), 2);
  return <Text size="sm" mt="sm">{say(texts.spread, { count: number(sorted.length, 0), median: at(0.5), lower: at(0.25), upper: at(0.75), missing: number(values.length - sorted.length, 0) })}</Text>;
}

/** Between the two values around it, in proportion: type 7 of Hyndman and Fan 1996. */
function quantileOf(sorted: Float64Array, share: number): number {
  const place = share * (sorted.length - 1);
  const below = Math.floor(place);
  return sorted[below] + (place - below) * ((sorted[below + 1] ?? sorted[below]) - sorted[below]);
}

export function unitOf({ unit }: Pick<Measure, 'unit'>): string {
  return unit === '1' || unit.startsWith('{') ? '' : ` (${unit})`;
}
