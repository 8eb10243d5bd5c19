import { PROFILE_EDITION } from '../dicom/confidentiality-profile.ts';
import type { Change, ChangedAttribute } from '../dicom/change-counter.ts';
import type { DeidentifyOptions } from '../dicom/deidentify-options.ts';
import type { Unjudged } from '../dicom/unjudged.ts';
import type { Text } from '../measurement/language.ts';
import { software } from '../measurement/software.ts';
import { totalChanges, type BatchResult } from './deidentify-batch.ts';
import { print, say, type Terminal } from './terminal.ts';
import { textTable, type TextColumn } from './text-table.ts';
import { writeFile } from './write-file.ts';

/** The report in the output folder. */
export const REPORT_NAME = 'deidentification.json';

const texts = {
  attribute: { en: 'attribute', fr: 'attribut' },
  change: { en: 'what was done', fr: 'ce qui a été fait' },
  count: { en: 'times', fr: 'fois' },
  private: { en: 'private or unknown', fr: 'privé ou inconnu' },
  counts: { en: '{written} files written, {refused} refused, {duplicates} duplicates. Report: {path}', fr: '{written} fichiers écrits, {refused} refusés, {duplicates} doublons. Rapport : {path}' },
  look: { en: 'Look at: {count} files: {what}', fr: 'À regarder : {count} fichiers : {what}' },
} as const satisfies Record<string, Text>;

const changeTexts: Readonly<Record<Change, Text>> = {
  removed: { en: 'removed', fr: 'retiré' },
  emptied: { en: 'emptied', fr: 'vidé' },
  replaced: { en: 'replaced', fr: 'remplacé' },
  newUid: { en: 'new UID', fr: 'nouvel UID' },
  shifted: { en: 'date moved', fr: 'date décalée' },
};

const unjudgedTexts: Readonly<Record<Unjudged, Text>> = {
  burnedInTextSuspected: {
    en: 'pictures of a kind that often names the patient; nobody has looked, so the file says that identity is not removed',
    fr: 'images d’un type qui porte souvent le nom du patient ; personne n’a regardé, le fichier dit donc que l’identité n’est pas retirée',
  },
  textInsideRegions: { en: 'outside of the ultrasound regions all is blank; text found inside of them too, but not all of it need be found', fr: 'hors des régions échographiques tout est noir, comme le texte trouvé à l’intérieur ; il peut en rester' },
  textBlankedInRegions: { en: 'text was found inside of the ultrasound regions and blanked: a part of the picture is gone with it', fr: 'du texte trouvé dans les régions échographiques a été noirci : une partie de l’image a disparu avec lui' },
  overlayInPixels: { en: 'planes of an overlay lie in bits of the pixels; the file says that identity is not removed', fr: 'des plans de surimpression sont dans les bits des pixels ; le fichier dit que l’identité n’est pas retirée' },
  recognisableFeatures: { en: 'a face can be made out of the pixels, as the file says; identity is not removed', fr: 'un visage peut être reconstruit à partir des pixels, d’après le fichier ; l’identité n’est pas retirée' },
  nameInCodeStream: { en: 'a name or number of the file stands inside its compressed pixels; identity is not removed', fr: 'un nom ou numéro du fichier figure dans ses pixels compressés ; l’identité n’est pas retirée' },
  unjudgedBefore: { en: 'de-identified before with something left to judge, which still is', fr: 'déjà désidentifié avec un point à juger, qui le reste' },
};

function summary({ written, refused, duplicates }: BatchResult) {
  const refusedByCode = Object.fromEntries([...new Set(refused.map(({ code }) => code))].sort().map((code) => [code, refused.filter((one) => one.code === code).length]));
  return { written: written.length, refused: refusedByCode, duplicates, changes: totalChanges(written) };
}

/** The report, a line for each file so that a long one can be read line by line. */
function* reportPieces(result: BatchResult, options: DeidentifyOptions): Iterable<string> {
  const head = { software: `${software.name} ${software.version}`, profile: PROFILE_EDITION, options, total: summary(result) };
  yield `${JSON.stringify(head).slice(0, -1)},\n"files":[`;
  for (const [index, file] of result.written.entries()) yield `${index === 0 ? '' : ','}\n${JSON.stringify(file)}`;
  yield '\n]}\n';
}

/** Writes the report beside the files. It names files by their new UIDs and holds no original value and no path. */
export function writeDeidentification(folder: string, result: BatchResult, options: DeidentifyOptions): Promise<string> {
  return writeFile(folder, REPORT_NAME, reportPieces(result, options));
}

/** Prints what was done in total. JSON is what the report holds as total. */
export function printDeidentification(terminal: Terminal, format: 'table' | 'json', result: BatchResult, folder: string): void {
  if (format === 'json') return print(terminal, JSON.stringify(summary(result), null, 2));
  const columns: readonly TextColumn<ChangedAttribute>[] = [
    { title: say(terminal, texts.attribute), cell: ({ tag, keyword }) => `${tag} ${keyword || say(terminal, texts.private)}` },
    { title: say(terminal, texts.change), cell: ({ change }) => say(terminal, changeTexts[change]) },
    { title: say(terminal, texts.count), cell: ({ count }) => String(count), align: 'right' },
  ];
  print(terminal, textTable(totalChanges(result.written), columns));
  print(terminal, '');
  for (const [what, text] of Object.entries(unjudgedTexts)) {
    const count = result.written.filter(({ unjudged }) => unjudged.includes(what as Unjudged)).length;
    if (count > 0) print(terminal, say(terminal, texts.look, { count, what: say(terminal, text) }));
  }
  const { written, refused, duplicates } = result;
  print(terminal, say(terminal, texts.counts, { written: written.length, refused: refused.length, duplicates, path: `${folder}/${REPORT_NAME}` }));
}
