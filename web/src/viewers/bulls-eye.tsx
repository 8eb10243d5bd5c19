import { Text, Title } from '@mantine/core';
import type { BullsEyeAnswer } from '../../../src/contract/loops.ts';
import { useVoice } from '../language.tsx';
import { viewerTexts } from './viewer-texts.ts';

const centre = 110;
const rings = [104, 74, 44, 16] as const;

interface Cell {
  readonly number: number;
  readonly path: string;
  readonly at: readonly [x: number, y: number];
}

/** Where segments lie: the anterior wall on top, the septum on the left. Source: Cerqueira 2002 (17), Lang 2015 (18). */
function cells(count: number): readonly Cell[] {
  const sector = (number: number, outer: number, inner: number, middle: number, width: number): Cell => {
    const point = (radius: number, degrees: number) => `${(centre + radius * Math.cos((degrees * Math.PI) / 180)).toFixed(2)} ${(centre - radius * Math.sin((degrees * Math.PI) / 180)).toFixed(2)}`;
    const [from, to] = [middle - width / 2, middle + width / 2];
    const radius = (outer + inner) / 2;
    return {
      number, at: [centre + radius * Math.cos((middle * Math.PI) / 180), centre - radius * Math.sin((middle * Math.PI) / 180)],
      path: `M ${point(outer, from)} A ${outer} ${outer} 0 0 0 ${point(outer, to)} L ${point(inner, to)} A ${inner} ${inner} 0 0 1 ${point(inner, from)} Z`,
    };
  };
  const six = (first: number, outer: number, inner: number) => Array.from({ length: 6 }, (_, i) => sector(first + i, outer, inner, 90 + 60 * i, 60));
  const outer = [...six(1, rings[0], rings[1]), ...six(7, rings[1], rings[2])];
  if (count === 18) return [...outer, ...six(13, rings[2], 0)];
  const apex: Cell = { number: 17, at: [centre, centre], path: `M ${centre - rings[3]} ${centre} a ${rings[3]} ${rings[3]} 0 1 0 ${2 * rings[3]} 0 a ${rings[3]} ${rings[3]} 0 1 0 ${-2 * rings[3]} 0 Z` };
  return [...outer, ...Array.from({ length: 4 }, (_, i) => sector(13 + i, rings[2], rings[3], 90 + 90 * i, 90)), apex];
}

/** Strain of -20 % and beyond is the darkest red, lengthening is blue. */
const fullStrain = 20;

/** Colour of a value: shares of red or blue on white for strain, of orange for ratios up to the largest. */
function colourOf(value: number, unit: string, most: number): { readonly ground: string; readonly ink: string } {
  const share = Math.min(1, Math.abs(value) / (unit === '%' ? fullStrain : most));
  const [r, g, b] = unit !== '%' ? [214, 84, 0] : value <= 0 ? [178, 24, 43] : [33, 102, 172];
  const mixed = [r, g, b].map((one) => Math.round(250 + (one - 250) * share));
  return { ground: `rgb(${mixed.join()})`, ink: share > 0.55 ? '#fff' : '#111' };
}

/** The segments of the left ventricle seen from the apex; what could not be measured is hatched. */
export function BullsEye({ bullsEye: { name, unit, segments } }: { readonly bullsEye: BullsEyeAnswer }) {
  const { say, number } = useVoice();
  const most = Math.max(...segments.map((value) => value ?? 0), 1e-9);
  const written = (value: number) => number(value, unit === '%' ? 0 : 1).replace('-', '\u2212');
  return (
    <figure className="bulls-eye">
      <Title order={4} size="h6" component="figcaption">{say(viewerTexts.bullsEye, { name: say(name) })}{unit !== '1' && `, ${unit}`}</Title>
      <svg viewBox="0 0 220 220" role="img" aria-label={segments.map((value, i) => say(viewerTexts.segment, { number: i + 1, value: value === null ? say(viewerTexts.lost) : written(value) })).join('; ')}>
        <defs><pattern id="not-measured" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="6" height="6" fill="#d0d4d9" /><line x1="0" y1="0" x2="0" y2="6" stroke="#8b939c" strokeWidth="2" /></pattern></defs>
        {cells(segments.length).map(({ number: segment, path, at: [x, y] }) => {
          const value = segments[segment - 1];
          const { ground, ink } = value === null ? { ground: 'url(#not-measured)', ink: '#111' } : colourOf(value, unit, most);
          return <g key={segment}><path d={path} fill={ground} stroke="#fff" strokeWidth={1.5} />{value !== null && <text x={x} y={y} fill={ink} textAnchor="middle" dominantBaseline="central">{written(value)}</text>}</g>;
        })}
      </svg>
      <Text size="xs" c="dimmed" className="compass"><span>↑ {say(viewerTexts.anterior)}</span><span>← {say(viewerTexts.septal)}</span><span>→ {say(viewerTexts.lateral)}</span><span>↓ {say(viewerTexts.inferior)}</span></Text>
    </figure>
  );
}
