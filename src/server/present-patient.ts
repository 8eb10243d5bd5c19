import type { FollowedAnswer, PatientAnswer } from '../contract/patient.ts';
import { criteriaSets } from '../follow-up/criteria.ts';
import { followedQuantities, followedQuantityNames, type FollowedQuantityName } from '../follow-up/followed-quantity.ts';
import { followPatient, verdictsOn, type FollowUp } from '../follow-up/follow-patient.ts';
import type { QuantityFollowUp } from '../follow-up/follow-quantity.ts';
import type { EventName } from '../follow-up/history.ts';
import { certaintyTexts, type NoiseRow } from '../follow-up/noise-library.ts';
import { storedHistory } from '../analysis/stored-history.ts';
import type { FindingWords } from '../measurement/finding.ts';
import type { Text } from '../measurement/language.ts';
import { followUpChart } from '../report/follow-up-chart.ts';
import { followUpSummary, overviewTable, setSentence } from '../report/follow-up-page.ts';
import { eventTexts } from '../report/follow-up-texts.ts';
import { comparabilityTexts, courseText, noiseAnswer, referenceText, ruleOffText, ruleText, togetherText, valueText } from '../report/follow-up-words.ts';
import { inBoth } from '../report/table-page.ts';
import type { CarriedReading } from '../store/measurement-store.ts';
import type { Patient, PatientNote, PatientScan } from '../store/patients.ts';
import { worklistRow } from './present-work.ts';

/** Everything stored about one patient. */
export interface StoredPatient {
  readonly patient: Patient;
  readonly scans: readonly PatientScan[];
  readonly notes: readonly PatientNote[];
  readonly carried: readonly CarriedReading[];
  readonly siteNoise: readonly NoiseRow[];
}

export const eventNames = Object.keys(eventTexts) as EventName[];

/** What the page of a patient shows; every number and word of change is that of the follow-up. */
export function patientAnswer(stored: StoredPatient, words: FindingWords): PatientAnswer {
  const { patient, scans, notes, siteNoise } = stored;
  const followUp = followPatient(storedHistory(stored), { siteNoise, since: null, unverifiedRules: false, amyloidType: null });
  return {
    patientKey: patient.patientKey, patientId: patient.patientId, simulated: followUp.simulated,
    summary: followUpSummary(followUp),
    overview: mutable(overviewTable(followUp)),
    followed: followUp.quantities.map((followed) => followedAnswer(followed, followUp)),
    criteria: followUp.criteria.map(setSentence),
    scans: scans.map(({ analysisId, analysis }) => {
      const { modality, answer, figures, tracer } = worklistRow({ analysisId, group: 'normal', decision: null, analysis }, null, words);
      return { analysisId, modality, date: analysis.study.studyDate, tracer, answer, figures };
    }),
    notes: notes.map((note) => ({ noteId: note.noteId, kind: note.kind, day: note.day, endDay: note.endDay, text: noteText(note), user: note.user })),
    quantities: followedQuantityNames.map((quantity) => ({ quantity, name: followedQuantities[quantity].name, unit: followedQuantities[quantity].unitShown })),
    events: eventNames.map((event) => ({ event, name: eventTexts[event] })),
  };
}

function noteText({ kind, name, value }: PatientNote): Text {
  if (kind === 'event') return eventTexts[name as EventName];
  if (kind === 'treatment' || value === null) return { en: name, fr: name };
  const quantity = name as FollowedQuantityName;
  return inBoth((language) => `${followedQuantities[quantity].name[language]} ${valueText(quantity, value, language)}`);
}

function followedAnswer(followed: QuantityFollowUp, followUp: FollowUp): FollowedAnswer {
  const { quantity, points, course } = followed;
  const { on, off } = verdictsOn(quantity, followUp);
  const reference = followed.reference?.point.date ?? null;
  return {
    quantity, name: followedQuantities[quantity].name,
    chart: points.length > 1 ? inBoth((language) => asOnePicture(followUpChart(followed, followUp, language).markup)) : null,
    together: togetherText(followed, followUp),
    noise: noiseAnswer(followed),
    reference: referenceText(followed),
    rules: [
      ...on.map((one) => ({ text: ruleText(one, reference), source: inBoth((language) => `${criteriaSets[one.rule.set].shortName[language]}, ${certaintyTexts[one.rule.certainty][language]}`), verdict: one.verdict })),
      ...off.map((one) => ({ text: ruleOffText(one), source: criteriaSets[one.rule.set].shortName, verdict: 'off' })),
    ],
    remarks: [...(points.length > 1 ? comparabilityTexts(followed) : []), ...(course.status === 'measured' ? [courseText(followed)] : [])],
  };
}

/** A chart is one picture to a screen reader: names of its parts, such as "rect", say nothing. */
function asOnePicture(svg: string): string {
  return svg.replaceAll(/(<g [^>]*?) aria-label="[^"]*"/g, '$1');
}

function mutable({ titles, rows }: ReturnType<typeof overviewTable>): PatientAnswer['overview'] {
  return { titles: [...titles], rows: rows.map((row) => [...row]) };
}
