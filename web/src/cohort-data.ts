import { useEffect, useState } from 'react';
import type { CohortScanAnswer } from '../../src/contract/cohort.ts';
import { api } from './api.ts';
import type { Text } from './texts.ts';

/** One measure of every scan; NaN where it was not measured. */
export interface Measure {
  readonly quantity: string;
  readonly name: Text;
  readonly unit: string;
  readonly values: Float64Array;
}

/** Every scan, and every measure in the order of the scans. */
export interface Cohort {
  readonly scans: readonly CohortScanAnswer[];
  readonly measures: readonly Measure[];
}

/** How far the loading is, and what was loaded once all is there. */
export interface CohortLoading {
  readonly loaded: number;
  readonly total: number;
  readonly cohort: Cohort | null;
}

/** Loads every scan, part by part. @param stored goes up when there are new ones. */
export function useCohort(stored: number, onTrouble: (error: unknown) => void): CohortLoading {
  const [loading, setLoading] = useState<CohortLoading>({ loaded: 0, total: 0, cohort: null });
  useEffect(() => {
    let current = true;
    loadCohort((loaded, total) => current && setLoading((before) => ({ ...before, loaded, total })))
      .then((cohort) => current && setLoading({ loaded: cohort.scans.length, total: cohort.scans.length, cohort }), onTrouble);
    return () => void (current = false);
  }, [stored, onTrouble]);
  return loading;
}

async function loadCohort(onProgress: (loaded: number, total: number) => void): Promise<Cohort> {
  const scans: CohortScanAnswer[] = [];
  const columns = new Map<string, { name: Text; unit: string; at: Map<number, number> }>();
  for (let after: string | null | undefined; after !== null;) {
    const part = await api.cohort({ after, features: true });
    for (const [i, { quantity, name, unit }] of part.quantities.entries()) {
      const column = columns.get(quantity) ?? { name, unit, at: new Map<number, number>() };
      columns.set(quantity, column);
      for (const [row, { values }] of part.scans.entries()) if (values[i] !== null) column.at.set(scans.length + row, values[i]);
    }
    for (const scan of part.scans) scans.push(scan);
    onProgress(scans.length, part.total);
    after = part.next;
  }
  const measures = [...columns].map(([quantity, { name, unit, at }]) => {
    const values = new Float64Array(scans.length).fill(Number.NaN);
    for (const [row, value] of at) values[row] = value;
    return { quantity, name, unit, values };
  });
  return { scans, measures };
}

/** The scans of one modality, with the measures that any of them has. */
export function ofModality({ scans, measures }: Cohort, modality: string): Cohort {
  const rows = scans.flatMap((scan, row) => (scan.modality === modality ? [row] : []));
  const own = measures.map((measure) => ({ ...measure, values: Float64Array.from(rows, (row) => measure.values[row]) }));
  return { scans: rows.map((row) => scans[row]), measures: own.filter(({ values }) => values.some((value) => !Number.isNaN(value))) };
}
