import { Text, Title } from '@mantine/core';
import { type KeyboardEvent, type MouseEvent, useRef } from 'react';
import type { StrainCurveAnswer } from '../../../src/contract/loops.ts';
import { useVoice } from '../language.tsx';
import { segmentName } from './segment-names.ts';
import { viewerTexts } from './viewer-texts.ts';

const [width, height] = [520, 250];
const [left, right, top, bottom] = [38, 8, 10, 30];
/** Of the six segments, from the base at the left of the image over the apex; told apart by people who see colours differently. */
const segmentColours = ['#0072b2', '#56b4e9', '#009e73', '#e69f00', '#d55e00', '#cc79a7'] as const;
const tickEvery = 5;
const timeTicks = [50, 100, 200, 500];
const mostTimeTicks = 6;

interface Props {
  readonly curve: StrainCurveAnswer;
  readonly frame: number;
  readonly onFrame: (frame: number) => void;
}

/** Strain of one beat over time, each segment and the whole line; the upright line is the frame on show. */
export function StrainChart({ curve, frame, onFrame }: Props) {
  const { say, number, language } = useVoice();
  const svg = useRef<SVGSVGElement>(null);
  const times = curve.timesMs ?? curve.frames.map((_, i) => i);
  const all = [curve.endocardial, ...curve.segments].flatMap((one) => one ?? []);
  const [low, high] = [Math.floor(Math.min(...all) / tickEvery) * tickEvery, Math.max(0, Math.ceil(Math.max(...all) / tickEvery) * tickEvery)];
  const x = (time: number) => left + (time / (times[times.length - 1] || 1)) * (width - left - right);
  const y = (value: number) => top + ((high - value) / (high - low || 1)) * (height - top - bottom);
  const path = (values: readonly number[]) => values.map((value, i) => `${i ? 'L' : 'M'}${x(times[i]).toFixed(1)} ${y(value).toFixed(1)}`).join('');
  const at = curve.frames.indexOf(frame);
  const last = times[times.length - 1];
  const every = timeTicks.find((step) => last / step <= mostTimeTicks) ?? timeTicks[timeTicks.length - 1];
  const percent = (value: number) => `${number(value, 1).replace('-', '\u2212')} %`;
  const click = (event: MouseEvent) => {
    const box = svg.current!.getBoundingClientRect();
    const wanted = ((event.clientX - box.left) / box.width) * width;
    const nearest = times.reduce((best, time, i) => (Math.abs(x(time) - wanted) < Math.abs(x(times[best]) - wanted) ? i : best), 0);
    onFrame(curve.frames[nearest]);
  };
  const press = (event: KeyboardEvent) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!step) return;
    event.preventDefault();
    onFrame(curve.frames[Math.max(0, Math.min(curve.frames.length - 1, (at < 0 ? 0 : at) + step))]);
  };
  const ticks = Array.from({ length: Math.round((high - low) / tickEvery) + 1 }, (_, i) => low + i * tickEvery);
  return (
    <figure className="strain-chart">
      <Title order={4} size="h6" component="figcaption">{say(viewerTexts.strain)}</Title>
      <svg ref={svg} viewBox={`0 0 ${width} ${height}`} onClick={click} onKeyDown={press} tabIndex={0} role="slider" aria-label={say(viewerTexts.strain)} aria-valuemin={curve.frames[0]} aria-valuemax={curve.frames[curve.frames.length - 1]} aria-valuenow={at < 0 ? curve.frames[0] : frame} aria-valuetext={at < 0 ? '–' : percent(curve.endocardial[at])}>
        {ticks.map((value) => <g key={value}><line className={value === 0 ? 'axis' : 'grid'} x1={left} x2={width - right} y1={y(value)} y2={y(value)} /><text x={left - 6} y={y(value)} textAnchor="end" dominantBaseline="central">{number(value, 0).replace('-', '\u2212')}</text></g>)}
        {curve.segments.map((values, i) => values && <path key={i} d={path(values)} stroke={segmentColours[i]} className="segment" />)}
        <path d={path(curve.endocardial)} className="whole" />
        {at >= 0 && <line className="cursor" x1={x(times[at])} x2={x(times[at])} y1={top} y2={height - bottom} />}
        {curve.timesMs && Array.from({ length: Math.floor(last / every) + 1 }, (_, i) => i * every).map((time) => <text key={time} x={x(time)} y={height - bottom + 14} textAnchor="middle">{number(time, 0)}</text>)}
        {curve.timesMs && <text x={(left + width - right) / 2} y={height - 3} textAnchor="middle">{say(viewerTexts.msAfter)}</text>}
      </svg>
      <ul className="curve-legend">
        <li><span className="swatch whole" />{say(viewerTexts.global)}: <b>{at < 0 ? '–' : percent(curve.endocardial[at])}</b></li>
        {curve.segments.map((values, i) => <li key={i}><span className="swatch" style={{ background: segmentColours[i] }} />{segmentName(curve.view, i)[language]}: {values ? (at < 0 ? '–' : percent(values[at])) : say(viewerTexts.lost)}</li>)}
      </ul>
      <Text size="xs" c="dimmed">{say(viewerTexts.chartHint)}</Text>
    </figure>
  );
}
