import type { WorklistRow } from '../contract/worklist.ts';
import type { QuantityName } from '../measurement/catalogue.ts';
import { type FindingWords, fillText } from '../measurement/finding.ts';
import type { Text } from '../measurement/language.ts';
import type { Measurement } from '../measurement/measurement.ts';
import { findingInWords, unsureInWords } from '../report/finding-words.ts';
import { formatQuantityInterval, quantityWithUnit } from '../report/format-quantity.ts';
import type { AnalysisFacts } from '../store/encode-analysis.ts';
import type { WorklistEntry } from '../store/worklist.ts';

interface Figure {
  readonly short: Text;
  /** The first of them that was measured. */
  readonly quantities: readonly QuantityName[];
}

const same = (word: string): Text => ({ en: word, fr: word });

/** The figures of each modality that matter most, in the order in which they are read. */
const figuresOf: Readonly<Record<string, readonly Figure[]>> = {
  planar: [
    { short: { en: 'uptake', fr: 'fixation' }, quantities: ['abnormalUptakeProbability'] },
    { short: { en: 'grade', fr: 'grade' }, quantities: ['peruginiGrade'] },
    { short: same('H/CL'), quantities: ['heartToContralateralRatio'] },
  ],
  'spect-ct': [
    { short: { en: 'to blood', fr: 'sur sang' }, quantities: ['myocardiumToBloodRatio'] },
    { short: { en: 'VOI', fr: 'VOI' }, quantities: ['volumeOfInvolvement'] },
    { short: same('CPA'), quantities: ['cardiacPyrophosphateActivity'] },
  ],
  echo: [
    { short: { en: 'EF', fr: 'FE' }, quantities: ['leftVentricularEjectionFractionBiplane', 'leftVentricularEjectionFraction'] },
    { short: same('GLS'), quantities: ['globalLongitudinalStrain', 'longitudinalStrainTracked'] },
    { short: { en: 'wall', fr: 'paroi' }, quantities: ['leftVentricularWallThickness'] },
  ],
};

/** A class and its probability say how sure they are themselves. */
const withoutInterval: ReadonlySet<QuantityName> = new Set(['abnormalUptakeProbability', 'peruginiGrade']);

/** Signs on echocardiography that bring a study forward, as the list orders by them. */
const signs: readonly { readonly quantity: QuantityName; readonly shows: (value: number) => boolean; readonly text: Text }[] = [
  { quantity: 'relativeApicalLongitudinalStrain', shows: (value) => value > 1, text: { en: 'Spared apex: RELAPS {value}', fr: 'Apex épargné : RELAPS {value}' } },
  { quantity: 'leftVentricularWallThickness', shows: (value) => value >= 12, text: { en: 'Thick wall: {value}', fr: 'Paroi épaisse : {value}' } },
  { quantity: 'leftVentricularEjectionFraction', shows: (value) => value < 50, text: { en: 'Ejection fraction {value}', fr: 'Fraction d’éjection {value}' } },
];

const abnormalTexts: Readonly<Record<string, Text>> = {
  planar: { en: 'Cardiac uptake of grade 2 or more is likely', fr: 'Fixation cardiaque de grade 2 ou plus probable' },
  'spect-ct': { en: 'Myocardial uptake like that of ATTR amyloidosis is likely', fr: 'Fixation myocardique de type amylose ATTR probable' },
  echo: { en: 'Phenotype like that of cardiac amyloidosis', fr: 'Phénotype évocateur d’amylose cardiaque' },
};

/** One line of the list of work. @param patientKey null for a scan without an identifier. */
export function worklistRow({ analysisId, group, decision, analysis }: WorklistEntry, patientKey: string | null, words: FindingWords): WorklistRow {
  const { study, modality, measurements, quality } = analysis;
  return {
    analysisId, modality, group,
    patientId: study.patientId, patientKey, studyDate: study.studyDate,
    answer: answerOf(analysis), figures: keyFigures(analysis), why: [...whyLook(analysis, words)],
    probability: numberOf(measurements, 'abnormalUptakeProbability'),
    grade: numberOf(measurements, 'peruginiGrade'),
    ratio: numberOf(measurements, 'heartToContralateralRatio'),
    tracer: study.tracer,
    warnings: quality.findings.filter(({ severity }) => severity !== 'information').length,
    simulated: study.simulated,
    decision: decision && { decision: decision.decision, user: decision.user, at: decision.at.toISOString() },
  };
}

/** The answer of the machine; without a class it is what was measured, or refused. A planar scan without one was refused. */
export function answerOf({ classification, quality, modality }: Pick<AnalysisFacts, 'classification' | 'quality' | 'modality'>): WorklistRow['answer'] {
  return classification?.label ?? (quality.status === 'refused' || modality === 'planar' ? 'refused' : 'measured');
}

function keyFigures({ modality, measurements }: AnalysisFacts): WorklistRow['figures'] {
  return (figuresOf[modality] ?? []).flatMap(({ short, quantities }) => {
    const found = quantities.map((quantity) => measurements.find((one) => one.quantity === quantity)).find((one) => one?.status === 'measured');
    return found?.status === 'measured' ? [{ quantity: found.quantity, short, value: valueText(found.quantity, found.value), interval: withoutInterval.has(found.quantity) ? null : intervalText(found.quantity, found.interval95) }] : [];
  });
}

function intervalText(quantity: QuantityName, interval: readonly [number, number]): Text {
  return { en: formatQuantityInterval(quantity, interval, 'en'), fr: formatQuantityInterval(quantity, interval, 'fr') };
}

function whyLook(analysis: AnalysisFacts, words: FindingWords): readonly Text[] {
  const { modality, measurements, quality, classification } = analysis;
  const answer = answerOf(analysis);
  if (answer === 'refused') return quality.findings.filter(({ severity }) => severity === 'refusal').map((finding) => findingInWords(finding, words));
  const seen = modality === 'echo' ? signs.flatMap(({ quantity, shows, text }) => {
    const found = measurements.find((one) => one.quantity === quantity);
    if (found?.status !== 'measured' || !shows(found.value)) return [];
    const value = valueText(quantity, found.value);
    return [{ en: fillText(text.en, { value: value.en }), fr: fillText(text.fr, { value: value.fr }) }];
  }) : [];
  if (answer === 'unsure') return [...unsureInWords(classification?.unsureReasons ?? [], quality.findings, words), ...seen];
  return answer === 'abnormal' && abnormalTexts[modality] ? [abnormalTexts[modality], ...seen] : seen;
}

function valueText(quantity: QuantityName, value: number): Text {
  return { en: quantityWithUnit(quantity, value, 'en'), fr: quantityWithUnit(quantity, value, 'fr') };
}

function numberOf(measurements: readonly Measurement[], quantity: QuantityName): WorklistRow['ratio'] {
  const found = measurements.find((one) => one.quantity === quantity);
  return found?.status === 'measured' ? { value: found.value, lower: found.interval95[0], upper: found.interval95[1] } : null;
}
