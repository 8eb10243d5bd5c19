import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { EchoValidation } from '../analysis/echo-validation.ts';
import { readLabelledFrames } from '../analysis/read-labelled-frames.ts';
import { validateEcho } from '../analysis/validate-echo.ts';
import { loadEchoNetwork } from '../modalities/echo/networks.ts';
import type { Text } from '../measurement/language.ts';
import { software } from '../measurement/software.ts';
import { csvLine } from '../report/csv.ts';
import { echoRemarks, echoSummary, overlapTable, quantityTable, unusableTable } from '../report/echo-validation-figures.ts';
import { echoValidationPage } from '../report/echo-validation-page.ts';
import { addExamples, formatOption, languageOption, type CommandHost } from './commands.ts';
import { exitCode, type ExitCode } from './exit-code.ts';
import { progress } from './progress.ts';
import { requirePaths } from './require-paths.ts';
import { presentTable } from './table-command.ts';
import { say, type Format, type Terminal } from './terminal.ts';

const texts = {
  about: {
    en: 'Validate the outlines of apical four-chamber stills on a folder of the form of CAMUS: index.json in it or beside it ({"NAME": {"rows", "cols", "pixel_mm"}}), NAME.png (8 bit grey) and NAME_label.png (0 background, 1 left ventricle, 2 myocardium, 3 left atrium), NAME ending in _4CH_ED or _4CH_ES.\nWrites echo-validation.html and echo-validation.json: Dice and distances, volumes and ejection fraction against those of the labels, the worst outlines as pictures.',
    fr: 'Valider les contours d’images apicales quatre cavités sur un dossier de la forme de CAMUS : index.json dedans ou à côté ({"NOM": {"rows", "cols", "pixel_mm"}}), NOM.png (gris 8 bits) et NOM_label.png (0 fond, 1 ventricule gauche, 2 myocarde, 3 oreillette gauche), NOM finissant par _4CH_ED ou _4CH_ES.\nÉcrit echo-validation.html et echo-validation.json : Dice et distances, volumes et fraction d’éjection face à ceux des contours connus, les pires contours en images.',
  },
  short: { en: 'validate outlines of echocardiography', fr: 'valider les contours d’échocardiographie' },
  folder: { en: 'folder of the images', fr: 'dossier des images' },
  out: { en: 'folder for page and JSON', fr: 'dossier de la page et du JSON' },
  stills: { en: 'stills', fr: 'images' },
} as const satisfies Record<string, Text>;

interface ValidateEchoOptions {
  readonly out: string;
  readonly format: Format;
}

/** Adds `validate echo`. */
export function addValidateEcho(validate: Command, { terminal, end }: Omit<CommandHost, 'program'>): void {
  const echo = validate.command('echo')
    .summary(say(terminal, texts.short)).description(say(terminal, texts.about))
    .argument('<folder>', say(terminal, texts.folder))
    .option('--out <folder>', say(terminal, texts.out), 'validation')
    .addOption(formatOption(terminal)).addOption(languageOption(terminal));
  addExamples(echo, terminal, ['validate echo camus/valid', 'validate echo camus/test --out validation-2026 --language fr']);
  echo.action(async (folder: string, options: ValidateEchoOptions) => end(await validateFolder(folder, options, terminal)));
}

async function validateFolder(folder: string, { out, format }: ValidateEchoOptions, terminal: Terminal): Promise<ExitCode> {
  requirePaths([folder], terminal);
  const { frames, unusable } = readLabelledFrames(folder);
  const bar = progress(terminal);
  const validation = await validateEcho(frames, unusable, await loadEchoNetwork(), (done) => bar.show(done, frames.length, say(terminal, texts.stills))).finally(() => bar.end());
  const left = unusableTable(validation);
  await presentTable({
    name: 'echo-validation',
    page: echoValidationPage({ validation, language: terminal.language, writtenAt: new Date(), folder: resolve(folder) }),
    json: figuresOf(validation),
    csv: framesCsv(validation),
    words: [echoSummary(validation), overlapTable(validation), ...echoRemarks(validation), quantityTable(validation), ...(left ? [left] : [])],
    unused: [],
  }, { out, format }, terminal);
  return frames.length > 0 ? exitCode.done : exitCode.nothingAnalysed;
}

/** The figures without the images. */
function figuresOf({ frames, worst, ...figures }: EchoValidation): object {
  return { ...figures, frames: frames.map(({ frame: { name, patient, moment }, overlap, meanDice }) => ({ name, patient, moment, overlap, meanDice })), worst: worst.map(({ frame }) => frame.name), software };
}

/** One line for each structure of each still. */
function framesCsv({ frames }: EchoValidation): readonly string[] {
  return [
    csvLine(['name', 'structure', 'dice', 'meanDistanceMm', 'hausdorffMm']),
    ...frames.flatMap(({ frame, overlap }) => Object.entries(overlap).map(([structure, { dice, distance }]) => csvLine([frame.name, structure, dice.status === 'measured' ? dice.value : null, ...(distance.status === 'measured' ? [distance.value, distance.hausdorffMm] : [null, null])]))),
  ];
}
