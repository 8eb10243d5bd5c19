import { catalogue, type QuantityName } from '../measurement/catalogue.ts';
import type { Measurement } from '../measurement/measurement.ts';
import { carriedScatter } from '../measurement/spect-ct-carried-scatter.ts';
import { type SpectCtScatterName, visitScatter } from '../measurement/spect-ct-visit-scatter.ts';
import type { PanelMarkerInput, PanelPair } from '../tables/panel.ts';
import { inFirstOutlines, type SerialVisit } from './read-serially.ts';

/** In which outlines the later visit is measured. */
export const serialRegions = ['carried', 'own'] as const;
export type SerialRegions = (typeof serialRegions)[number];

/** The first and the last visit of one patient that could be measured. */
interface VisitsOfPatient {
  readonly patient: string;
  readonly before: SerialVisit;
  readonly after: SerialVisit;
}

/**
 * Every marker at the first and the last visit of each patient.
 * @returns no pair of a patient with fewer than two visits measured, or whose outlines could not be carried over where that is asked for.
 */
export function serialPanel(visits: readonly SerialVisit[], regions: SerialRegions): readonly PanelMarkerInput[] {
  const pairs = [...Map.groupBy(visits, ({ study }) => study.patientId)].flatMap(([patient, all]): VisitsOfPatient[] => {
    const measured = all.filter(({ own }) => own !== null);
    return measured.length > 1 ? [{ patient, before: measured[0], after: measured.at(-1)! }] : [];
  });
  return (Object.keys(visitScatter) as (SpectCtScatterName & QuantityName)[]).map((key) => ({
    key, name: catalogue[key].name, unit: catalogue[key].unit === '1' ? null : catalogue[key].unit,
    pairs: pairs.flatMap((visitsOfPatient) => pairOf(key, visitsOfPatient, regions)),
  })).filter(({ pairs: held }) => held.length > 0);
}

function pairOf(key: SpectCtScatterName, { patient, before, after }: VisitsOfPatient, regions: SerialRegions): readonly PanelPair[] {
  const [first, second] = [before, after].map((visit) => measuredIn(regions === 'own' ? visit.own : inFirstOutlines(visit), key));
  if (!first || !second) return [];
  const { share, least = 0 } = (regions === 'own' ? visitScatter : carriedScatter)[key];
  // Read off at the first visit, so that it does not shrink because a marker fell; the larger of it and what was stated counts, as in a follow-up.
  const scatter = Math.max(share * Math.abs(first.value), least);
  const noise = (stated: number) => Math.max(scatter, stated);
  return [{ patient, before: first.value, after: second.value, scatter: [noise(first.standardUncertainty), noise(second.standardUncertainty)] }];
}

function measuredIn(measurements: readonly Measurement[] | null, key: string): Extract<Measurement, { status: 'measured' }> | null {
  const found = measurements?.find(({ quantity }) => quantity === key);
  return found?.status === 'measured' ? found : null;
}
