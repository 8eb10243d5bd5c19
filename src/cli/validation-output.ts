import type { PlanarValidation } from '../analysis/planar-validation.ts';
import { fillText } from '../measurement/finding.ts';
import { csvLine } from '../report/csv.ts';
import { validationFigures } from '../report/validation-figures.ts';
import { validationTexts, worstReasonTexts } from '../report/validation-texts.ts';
import { print, say, type Format, type Terminal } from './terminal.ts';
import { textTable } from './text-table.ts';

/** Every case beside its truth, one line each. */
export function* casesCsv({ cases, refused }: PlanarValidation): Generator<string> {
  yield csvLine(['row', 'files', 'patient', 'knownAbnormal', 'knownGrade', 'knownRatio', 'label', 'abnormalUptakeProbability', 'peruginiGrade', 'heartToContralateralRatio', 'lower95', 'upper95', 'refused']);
  for (const { truth, analysis, label, abnormalProbability, grade, ratio } of cases) {
    yield csvLine([truth.row, analysis.study.files.join(' | '), analysis.study.patientId, truth.abnormal, truth.peruginiGrade, truth.heartToContralateralRatio, label, abnormalProbability, grade, ratio?.value ?? null, ratio?.interval95[0] ?? null, ratio?.interval95[1] ?? null, null]);
  }
  for (const { truth, file, reason } of refused) {
    yield csvLine([truth.row, file, truth.patient, truth.abnormal, truth.peruginiGrade, truth.heartToContralateralRatio, null, null, null, null, null, null, reason]);
  }
}

interface Printed {
  readonly format: Format;
  readonly files: readonly string[];
  readonly json: object;
}

export function printValidation(validation: PlanarValidation, { format, files, json }: Printed, terminal: Terminal): void {
  if (format === 'json') return print(terminal, JSON.stringify(json, null, 2));
  if (format === 'csv') {
    for (const line of casesCsv(validation)) terminal.output.write(line);
    return undefined;
  }
  return print(terminal, [...figureLines(validation, terminal), ...listLines(validation, terminal), '', ...files].join('\n'));
}

function figureLines(validation: PlanarValidation, terminal: Terminal): readonly string[] {
  const { cases, refused, withoutTruth, simulated, detection } = validation;
  const { positives, negatives, unsurePositives, unsureNegatives } = detection;
  const origin = simulated === 0 ? [] : [simulated === cases.length ? say(terminal, validationTexts.simulatedOnly) : say(terminal, validationTexts.someSimulated, { simulated, cases: cases.length })];
  const colon = terminal.language === 'fr' ? ' :' : ':';
  const sections = validationFigures(validation).flatMap(({ title, figures }) => ['', say(terminal, title), ...figures.map(({ name, value }) => `  ${say(terminal, name)}${colon} ${say(terminal, value)}`)]);
  return [
    say(terminal, validationTexts.scans, { cases: cases.length, refused: refused.length, withoutTruth }),
    say(terminal, validationTexts.unsureCounts, { positives, negatives, unsurePositives, unsureNegatives }),
    ...origin,
    ...sections,
    '',
    say(terminal, validationTexts.interval),
  ];
}

function listLines({ refused, worst }: PlanarValidation, terminal: Terminal): readonly string[] {
  const { language } = terminal;
  const title = (name: 'refused' | 'worst', count: number) => `\n${validationTexts[name][language]}${language === 'fr' ? ' :' : ':'} ${count}`;
  const refusedTable = textTable(refused, [
    { title: validationTexts.row[language], align: 'right', cell: ({ truth }) => String(truth.row) },
    { title: '', cell: ({ file }) => file },
    { title: '', cell: ({ reason }) => reason },
  ]);
  const worstTable = textTable(worst, [
    { title: validationTexts.row[language], align: 'right', cell: ({ validationCase }) => String(validationCase.truth.row) },
    { title: '', cell: ({ validationCase }) => validationCase.analysis.study.files.join(', ') },
    { title: '', cell: ({ reasons }) => reasons.map((reason) => worstReasonTexts[reason][language]).join(', ') },
  ]);
  const abnormal = refused.filter(({ truth }) => truth.abnormal).length;
  return [
    title('refused', refused.length),
    ...(refused.length > 0 ? [refusedTable, fillText(validationTexts.refusedNote[language], { abnormal })] : []),
    title('worst', worst.length),
    ...(worst.length > 0 ? [worstTable] : [say(terminal, validationTexts.noWorst)]),
  ];
}
