import type { Text } from '../measurement/language.ts';
import { addExamples, languageOption, type CommandHost } from './commands.ts';
import { addPacsEcho, addPacsFind } from './pacs-find.ts';
import { addPacsListen } from './pacs-listen.ts';
import { addPacsQueue } from './pacs-queue.ts';
import { addPacsFetch, addPacsPush } from './pacs-transfer.ts';
import { say } from './terminal.ts';

const texts = {
  about: {
    en: 'Find, fetch, receive and send studies. A site file names the systems; only they are spoken to.',
    fr: 'Chercher, récupérer, recevoir et envoyer des études. Un fichier de site nomme les systèmes ; eux seuls sont contactés.',
  },
  short: { en: 'exchange studies with a PACS: DICOMweb or DIMSE', fr: 'échanger des études avec un PACS : DICOMweb ou DIMSE' },
} as const satisfies Record<string, Text>;

export function addPacs({ program, terminal, end }: CommandHost): void {
  const pacs = program.command('pacs').summary(say(terminal, texts.short)).description(say(terminal, texts.about)).helpCommand(false).addOption(languageOption(terminal));
  addExamples(pacs, terminal, ['pacs echo orthanc', 'pacs find orthanc --modality NM --from 2024-01-01', 'pacs fetch orthanc --patient 4711 --out archive', 'pacs push orthanc for-the-record', 'pacs listen --out archive', 'pacs queue']);
  const host: CommandHost = { program: pacs, terminal, end };
  for (const add of [addPacsEcho, addPacsFind, addPacsFetch, addPacsPush, addPacsListen, addPacsQueue]) add(host);
}
