import { InvalidArgumentError, Option } from 'commander';
import { resolve } from 'node:path';
import type { Text } from '../measurement/language.ts';
import { reproducibilityPage } from '../report/reproducibility-page.ts';
import { studyLimits, type ReproducibilityStudy, type StudyChoice } from '../study/reproducibility-study.ts';
import { runReproducibilityStudy } from '../study/run-reproducibility-study.ts';
import { addExamples, formatOption, languageOption, type CommandHost } from './commands.ts';
import { exitCode } from './exit-code.ts';
import { progress } from './progress.ts';
import { printStudy, readingsCsv, studyJson } from './study-output.ts';
import { say, type Format, type Terminal } from './terminal.ts';
import { writeFile } from './write-file.ts';

const texts = {
  about: { en: 'ask on digital patients what cannot be asked on patients', fr: 'demander à des patients numériques ce qu’on ne peut demander à des patients' },
  short: { en: 'what automation of H/CL removes (the reader) and cannot remove (the machine)', fr: 'ce que l’automatisation du H/CL supprime (le lecteur) et ne peut supprimer (la machine)' },
  reproducibility: {
    en: 'Image digital patients again and again (read again, counted again, lain down again, other camera, other delay), measure H/CL by the automatic rule and by modelled readers, and split the scatter of both into patient, human and machine; with the bias against the known ratio.\nEverything is simulated. The same options give the same files, byte for byte.\nWrites reproducibility.html, reproducibility.json and readings.csv.',
    fr: 'Imager des patients numériques encore et encore (relus, recomptés, repositionnés, autre caméra, autre délai), mesurer le H/CL par la règle automatique et par des lecteurs modélisés, et partager la dispersion des deux entre patient, humain et machine ; avec le biais par rapport au rapport vrai.\nTout est simulé. Mêmes options, mêmes fichiers, à l’octet près.\nÉcrit reproducibility.html, reproducibility.json et readings.csv.',
  },
  patients: { en: 'number of digital patients', fr: 'nombre de patients numériques' },
  readers: { en: 'number of modelled readers', fr: 'nombre de lecteurs modélisés' },
  repeats: { en: 'how often each change is made', fr: 'nombre de répétitions de chaque changement' },
  seed: { en: 'whole number that decides all chance', fr: 'entier qui décide de tout hasard' },
  out: { en: 'folder for the page and the tables', fr: 'dossier de la page et des tables' },
  scans: { en: 'scans', fr: 'examens' },
} as const satisfies Record<string, Text>;

const defaults: StudyChoice = { patients: 30, readers: 4, repeats: 2, seed: 1 };

interface StudyOptions extends StudyChoice {
  readonly out: string;
  readonly format: Format;
}

export function addStudy({ program, terminal, end }: CommandHost): void {
  const study = program.command('study').description(say(terminal, texts.about)).addOption(languageOption(terminal));
  const command = study.command('reproducibility').summary(say(terminal, texts.short)).description(say(terminal, texts.reproducibility));
  for (const name of ['patients', 'readers', 'repeats', 'seed'] as const) {
    command.addOption(new Option(`--${name} <number>`, say(terminal, texts[name])).argParser(wholeNumberWithin(studyLimits[name])).default(defaults[name]));
  }
  command.option('--out <folder>', say(terminal, texts.out), 'reproducibility-study').addOption(formatOption(terminal)).addOption(languageOption(terminal));
  addExamples(command, terminal, ['study reproducibility', 'study reproducibility --patients 60 --readers 8 --out study-60', 'study reproducibility --format json > study.json']);
  command.action(async ({ out, format, patients, readers, repeats, seed }: StudyOptions) => {
    const found = await run({ patients, readers, repeats, seed }, terminal);
    const files = [
      await writeFile(out, 'reproducibility.html', [reproducibilityPage(found, terminal.language)]),
      await writeFile(out, 'reproducibility.json', [studyJson(found)]),
      await writeFile(out, 'readings.csv', readingsCsv(found)),
    ];
    printStudy(found, { format, files: files.map((file) => resolve(file)) }, terminal);
    end(exitCode.done);
  });
}

function wholeNumberWithin([least, most]: readonly [number, number]): (value: string) => number {
  return (value) => {
    const number = Number(value);
    if (value.trim() === '' || !Number.isInteger(number) || number < least || number > most) throw new InvalidArgumentError(`A whole number from ${least} to ${most} is needed.`);
    return number;
  };
}

async function run(choice: StudyChoice, terminal: Terminal): Promise<ReproducibilityStudy> {
  const bar = progress(terminal);
  try {
    return await runReproducibilityStudy(choice, (done, total) => bar.show(done, total, say(terminal, texts.scans)));
  } finally {
    bar.end();
  }
}
