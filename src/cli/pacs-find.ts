import type { FoundStudy } from '../dicom/network/pacs.ts';
import type { Text } from '../measurement/language.ts';
import { csvLine } from '../report/csv.ts';
import { formatOption, type CommandHost } from './commands.ts';
import { exitCode } from './exit-code.ts';
import { addSearch, addSite, queryOf, type SearchOptions, type SiteOptions } from './pacs-options.ts';
import { readSiteFile } from './read-site-file.ts';
import { print, say, type Format, type Terminal } from './terminal.ts';
import { textTable } from './text-table.ts';

const texts = {
  echo: { en: 'ask whether a system is there', fr: 'demander si un système répond' },
  find: { en: 'list studies of a system', fr: 'lister les études d’un système' },
  answered: { en: '{node} answered in {ms} ms.', fr: '{node} a répondu en {ms} ms.' },
  nothing: { en: 'No study was found.', fr: 'Aucune étude trouvée.' },
  patientTitle: { en: 'Patient', fr: 'Patient' },
  name: { en: 'Name', fr: 'Nom' },
  date: { en: 'Date', fr: 'Date' },
  modalities: { en: 'Modalities', fr: 'Modalités' },
  description: { en: 'Description', fr: 'Description' },
  uid: { en: 'Study UID', fr: 'UID de l’étude' },
} as const satisfies Record<string, Text>;

export function addPacsEcho({ program, terminal, end }: CommandHost): void {
  addSite(program.command('echo').description(say(terminal, texts.echo)), terminal).action(async (node: string, { site }: SiteOptions) => {
    const pacs = await (await readSiteFile(site)).pacs(node);
    const begun = performance.now();
    await pacs.echo();
    print(terminal, say(terminal, texts.answered, { node, ms: Math.round(performance.now() - begun) }));
    end(exitCode.done);
  });
}

export function addPacsFind({ program, terminal, end }: CommandHost): void {
  const command = addSearch(addSite(program.command('find').description(say(terminal, texts.find)), terminal), terminal).addOption(formatOption(terminal));
  command.action(async (node: string, options: SearchOptions & { readonly format: Format }) => {
    const pacs = await (await readSiteFile(options.site)).pacs(node);
    const studies = [...(await pacs.findStudies(queryOf(options)))].sort((a, b) => (b.studyDate ?? '').localeCompare(a.studyDate ?? ''));
    show(studies, options.format, terminal);
    end(exitCode.done);
  });
}

function show(studies: readonly FoundStudy[], format: Format, terminal: Terminal): void {
  if (format === 'json') return print(terminal, JSON.stringify(studies, null, 2));
  if (format === 'csv') {
    const rows = studies.map((one) => [one.patientId, one.patientName, one.studyDate ?? '', one.modalities.join(' '), one.description, one.studyInstanceUid]);
    for (const cells of [['patientId', 'patientName', 'studyDate', 'modalities', 'description', 'studyInstanceUid'], ...rows]) terminal.output.write(csvLine(cells));
    return undefined;
  }
  if (studies.length === 0) return print(terminal, say(terminal, texts.nothing));
  return print(terminal, textTable(studies, [
    { title: say(terminal, texts.patientTitle), cell: ({ patientId }) => patientId },
    { title: say(terminal, texts.name), cell: ({ patientName }) => patientName.replaceAll('^', ' ').trim() },
    { title: say(terminal, texts.date), cell: ({ studyDate }) => studyDate ?? '' },
    { title: say(terminal, texts.modalities), cell: ({ modalities }) => modalities.join(' ') },
    { title: say(terminal, texts.description), cell: ({ description }) => description },
    { title: say(terminal, texts.uid), cell: ({ studyInstanceUid }) => studyInstanceUid },
  ]));
}
