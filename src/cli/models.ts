import { modelFault } from '../analysis/installed-models.ts';
import { listModels, type ModelCard } from '../inference/model-card.ts';
import type { Text } from '../measurement/language.ts';
import { csvLine } from '../report/csv.ts';
import { addExamples, formatOption, languageOption, type CommandHost } from './commands.ts';
import { exitCode } from './exit-code.ts';
import { print, say, type Format, type Terminal } from './terminal.ts';
import { textTable } from './text-table.ts';

const texts = {
  about: { en: 'list the networks: what each was trained on, how it was tested, where it fails', fr: 'lister les réseaux : sur quoi chacun a été entraîné, comment il a été évalué, où il échoue' },
  none: { en: 'No model is installed.', fr: 'Aucun modèle n’est installé.' },
  task: { en: 'Task', fr: 'Tâche' },
  trainedOn: { en: 'Trained on', fr: 'Entraîné sur' },
  limits: { en: 'Limits', fr: 'Limites' },
  licence: { en: 'Licence', fr: 'Licence' },
  file: { en: 'File', fr: 'Fichier' },
  intact: { en: 'intact', fr: 'intact' },
  figure: { en: 'Figure', fr: 'Mesure' },
  value: { en: 'Value', fr: 'Valeur' },
  on: { en: 'Measured on', fr: 'Mesuré sur' },
  data: { en: 'Data', fr: 'Données' },
  simulated: { en: 'simulated', fr: 'simulées' },
  patients: { en: 'patients', fr: 'patients' },
} as const satisfies Record<string, Text>;

export function addModels({ program, terminal, end }: CommandHost): void {
  const command = program.command('models').description(say(terminal, texts.about)).addOption(formatOption(terminal)).addOption(languageOption(terminal));
  addExamples(command, terminal, ['models', 'models --format json']);
  command.action(({ format }: { format: Format }) => {
    const cards = listModels();
    if (format === 'json') print(terminal, JSON.stringify(cards, null, 2));
    else if (format === 'csv') printCsv(cards, terminal);
    else if (cards.length === 0) print(terminal, say(terminal, texts.none));
    else print(terminal, cards.map((card) => describe(card, terminal)).join('\n\n'));
    end(exitCode.done);
  });
}

function printCsv(cards: readonly ModelCard[], terminal: Terminal): void {
  terminal.output.write(csvLine(['name', 'version', 'modality', 'file', 'sha256', 'licence']));
  for (const { name, version, modality, file, sha256, licence } of cards) terminal.output.write(csvLine([name, version, modality, file, sha256, licence]));
}

function describe(card: ModelCard, terminal: Terminal): string {
  const line = (label: Text, words: string) => `  ${say(terminal, label)}: ${words}`;
  const figures = textTable(card.figures, [
    { title: say(terminal, texts.figure), cell: ({ what }) => what },
    { title: say(terminal, texts.value), cell: ({ value }) => value },
    { title: say(terminal, texts.on), cell: ({ on }) => on },
    { title: say(terminal, texts.data), cell: ({ data }) => say(terminal, texts[data]) },
  ]);
  return [
    `${card.name} ${card.version} (${card.modality})`,
    line(texts.task, say(terminal, card.task)),
    line(texts.trainedOn, say(terminal, card.trainedOn)),
    line(texts.limits, say(terminal, card.limits)),
    line(texts.licence, card.licence),
    line(texts.file, `${card.file}, ${modelFault(card) ?? say(terminal, texts.intact)}`),
    ...(card.figures.length > 0 ? [figures.replace(/^/gm, '  ')] : []),
  ].join('\n');
}
