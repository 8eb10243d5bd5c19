import type { CountedAccuracy, DetectionValidation, GradeValidation, PlanarValidation, RatioValidation } from '../analysis/planar-validation.ts';
import type { Language, Text } from '../measurement/language.ts';
import type { Result } from '../measurement/result.ts';
import { formatInterval, formatNumber, formatWithInterval } from './format-number.ts';
import { validationTexts as texts } from './validation-texts.ts';

/** One figure of a validation: its name, and its value with interval or why there is none. */
export interface Figure {
  readonly name: Text;
  readonly value: Text;
}

/** The figures of a validation, section by section, in the order in which they are read. */
export interface FigureSection {
  readonly title: Text;
  readonly figures: readonly Figure[];
}

type WithInterval = Result<{ readonly interval95: readonly [number, number] }>;

/** Every figure of a validation in words and numbers, the same for page and terminal. */
export function validationFigures({ detection, grade, ratio }: PlanarValidation): readonly FigureSection[] {
  return [
    { title: texts.detection, figures: detectionFigures(detection) },
    { title: texts.calibration, figures: calibrationFigures(detection) },
    { title: texts.grade, figures: gradeFigures(grade) },
    { title: texts.ratio, figures: ratioFigures(ratio) },
  ];
}

/** A proportion in percent with its interval and its counts. */
export function proportionText(result: Result<{ readonly interval95: readonly [number, number]; readonly successes: number; readonly total: number }>, language: Language): string {
  if (result.status === 'notMeasured') return result.reason;
  const [lower, upper] = result.interval95;
  const percent = { value: 100 * result.value, interval95: [100 * lower, 100 * upper] as const };
  return `${formatWithInterval(percent, 1, language)} %, ${result.successes}/${result.total}`;
}

function inBoth(write: (language: Language) => string): Text {
  return { en: write('en'), fr: write('fr') };
}

function withInterval(result: WithInterval, decimals: number): Text {
  return inBoth((language) => (result.status === 'measured' ? formatWithInterval(result, decimals, language) : result.reason));
}

function detectionFigures(detection: DetectionValidation): readonly Figure[] {
  const ways: readonly [Text, CountedAccuracy][] = [[texts.decided, detection.decided], [texts.unsureAsAbnormal, detection.unsureAsAbnormal], [texts.unsureLeftOut, detection.unsureLeftOut]];
  return [
    { name: texts.auc, value: withInterval(detection.auc, 4) },
    ...(['sensitivity', 'specificity'] as const).flatMap((name) => ways.map(([way, { accuracy }]): Figure => ({
      name: inBoth((language) => `${texts[name][language]}, ${texts.counted[language]} ${way[language]}`),
      value: inBoth((language) => proportionText(accuracy[name], language)),
    }))),
  ];
}

function calibrationFigures({ calibration, calibrationSlope: fit, brier }: DetectionValidation): readonly Figure[] {
  return [
    { name: texts.calibrationError, value: inBoth((language) => (calibration.status === 'measured' ? formatNumber(calibration.value, 4, language) : calibration.reason)) },
    { name: texts.calibrationSlope, value: inBoth((language) => (fit.status === 'measured' ? formatWithInterval(fit.slope, 2, language) : fit.reason)) },
    { name: texts.brier, value: withInterval(brier, 4) },
  ];
}

function gradeFigures({ kappa, exact }: GradeValidation): readonly Figure[] {
  return [
    { name: texts.kappa, value: withInterval(kappa, 3) },
    { name: texts.exact, value: inBoth((language) => proportionText(exact, language)) },
  ];
}

function ratioFigures({ blandAltman, medianAbsoluteError, absoluteError95, covered }: RatioValidation): readonly Figure[] {
  const plain = (name: Text, value: number | null): readonly Figure[] => (value === null ? [] : [{ name, value: inBoth((language) => formatNumber(value, 3, language)) }]);
  return [
    { name: texts.biasLong, value: withInterval(blandAltman, 3) },
    ...(blandAltman.status === 'measured'
      ? [{ name: texts.limits, value: inBoth((language) => formatInterval([blandAltman.lowerLimit.value, blandAltman.upperLimit.value], 3, language)) }]
      : []),
    ...plain(texts.medianError, medianAbsoluteError),
    ...plain(texts.error95, absoluteError95),
    { name: texts.covered, value: inBoth((language) => proportionText(covered, language)) },
  ];
}
