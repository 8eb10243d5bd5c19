import type { Language } from '../measurement/language.ts';
import { software } from '../measurement/software.ts';
import { csvLine } from '../report/csv.ts';
import { biasSentence, studyTables, varianceSentence, type StudyTable } from '../report/reproducibility-figures.ts';
import { studySize } from '../report/reproducibility-page.ts';
import { reproducibilityTexts } from '../report/reproducibility-texts.ts';
import type { ReproducibilityStudy } from '../study/reproducibility-study.ts';
import { print, say, type Format, type Terminal } from './terminal.ts';
import { textTable } from './text-table.ts';

/** Every look at every patient, one line each. */
export function* readingsCsv({ readings }: ReproducibilityStudy): Generator<string> {
  yield csvLine(['simulated', 'patient', 'change', 'repeat', 'by', 'reader', 'heartToContralateralRatio', 'reason']);
  for (const { patient, change, repeat, by, reader, ratio, reason } of readings) yield csvLine([true, patient, change, repeat, by, reader, ratio, reason]);
}

/** The study as others may build on it, without the single looks, which stand in the table beside it. */
export function studyJson({ readings: _, ...study }: ReproducibilityStudy): string {
  return JSON.stringify({ ...study, software }, null, 2);
}

export function printStudy(study: ReproducibilityStudy, { format, files }: { readonly format: Format; readonly files: readonly string[] }, terminal: Terminal): void {
  if (format === 'json') return print(terminal, studyJson(study));
  if (format === 'csv') {
    for (const line of readingsCsv(study)) terminal.output.write(line);
    return undefined;
  }
  const sentences = [varianceSentence(study), biasSentence(study)].flatMap((sentence) => (sentence ? ['', say(terminal, sentence)] : []));
  return print(terminal, [say(terminal, reproducibilityTexts.simulated), say(terminal, studySize(study)), ...studyTables(study).map((one) => tableText(one, terminal.language)), ...sentences, '', ...files].join('\n'));
}

function tableText({ title, table: { titles, rows } }: StudyTable, language: Language): string {
  const columns = titles.map((name, i) => ({ title: name[language], cell: (row: (typeof rows)[number]) => row[i][language], align: i === 0 ? ('left' as const) : ('right' as const) }));
  return `\n${title[language]}\n${textTable(rows, columns)}`;
}
