import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { Option } from 'commander';
import { discoverFiles } from '../dicom/discover-files.ts';
import type { Identity } from '../dicom/identity.ts';
import { readDeidentifiedObject } from '../dicom/read-deidentified-object.ts';
import type { SiteKey } from '../dicom/site-key.ts';
import { AmyloscopeError } from '../measurement/amyloscope-error.ts';
import type { Text } from '../measurement/language.ts';
import { addExamples, languageOption, type CommandHost } from './commands.ts';
import { REPORT_NAME } from './deidentify-output.ts';
import { exitCode } from './exit-code.ts';
import { readIdentities, type Identities } from './identity-table.ts';
import { requirePaths } from './require-paths.ts';
import { readSiteKey } from './site-key-file.ts';
import { note, print, say, type Terminal } from './terminal.ts';
import { textTable, type TextColumn } from './text-table.ts';

const texts = {
  about: {
    en: 'Say who is behind de-identified files or pseudonyms, with the key of your site and the table beside it. Files stay as they are. What is printed names patients.',
    fr: 'Dire qui se trouve derrière des fichiers désidentifiés ou des pseudonymes, avec la clé de votre site et la table à côté. Les fichiers restent tels quels. Ce qui s’affiche nomme des patients.',
  },
  short: { en: 'find back who de-identified files are about', fr: 'retrouver qui concernent des fichiers désidentifiés' },
  what: { en: 'de-identified files, folders or zips, or pseudonyms such as AMY-…', fr: 'fichiers, dossiers ou zips désidentifiés, ou pseudonymes tels que AMY-…' },
  key: { en: 'key they were de-identified with', fr: 'clé avec laquelle ils ont été désidentifiés' },
  format: { en: 'form of the result', fr: 'forme du résultat' },
  pseudonym: { en: 'pseudonym', fr: 'pseudonyme' },
  id: { en: 'patient ID', fr: 'identifiant' },
  name: { en: 'name', fr: 'nom' },
  birth: { en: 'born', fr: 'naissance' },
  shift: { en: 'dates moved by days', fr: 'jours de décalage' },
  uid: { en: 'original SOP instance UID', fr: 'UID d’instance d’origine' },
  unknown: { en: 'Not of this key, or not in its table: {what}', fr: 'Pas de cette clé, ou pas dans sa table : {what}' },
  cut: { en: '{count} lines of the table were cut short and are passed over.', fr: '{count} lignes de la table, coupées, sont ignorées.' },
  nothing: { en: 'Nobody was found.', fr: 'Personne n’a été trouvé.' },
} as const satisfies Record<string, Text>;

/** One file or pseudonym, and who is behind it. */
interface Found {
  readonly what: string;
  readonly pseudonym: string;
  readonly identity: Identity;
  readonly shiftDays: number;
  readonly studyInstanceUid: string | null;
  readonly seriesInstanceUid: string | null;
  readonly sopInstanceUid: string | null;
}

export function addReidentify({ program, terminal, end }: CommandHost): void {
  const command = program.command('reidentify')
    .summary(say(terminal, texts.short)).description(say(terminal, texts.about))
    .argument('<what...>', say(terminal, texts.what))
    .requiredOption('--key <file>', say(terminal, texts.key))
    .addOption(new Option('--format <form>', say(terminal, texts.format)).choices(['table', 'json']).default('table'))
    .addOption(languageOption(terminal));
  addExamples(command, terminal, ['reidentify shared/ --key site.key', 'reidentify AMY-0123456789ABCDEFGHJK --key site.key --format json']);
  command.action(async (given: string[], { key: keyPath, format }: { key: string; format: 'table' | 'json' }) => {
    const key = await readSiteKey(keyPath);
    const identities = await readIdentities(keyPath, key);
    if (identities.unreadable > 0) note(terminal, say(terminal, texts.cut, { count: identities.unreadable }));
    const isPseudonym = (one: string) => key.isOwnPseudonym(one) && !existsSync(one);
    const paths = given.filter((one) => !isPseudonym(one));
    requirePaths(paths, terminal);
    const found: Found[] = [];
    const unknown: string[] = [];
    const add = (what: string, one: Found | null) => void (one ? found.push(one) : unknown.push(what));
    for (const pseudonym of given.filter(isPseudonym)) add(pseudonym, behind(pseudonym, pseudonym, identities, key));
    for await (const source of discoverFiles(paths)) {
      if (basename(source.path) !== REPORT_NAME) add(source.path, await behindFile(source.path, source.read(), identities, key));
    }
    for (const what of unknown) note(terminal, say(terminal, texts.unknown, { what }));
    if (found.length === 0) {
      note(terminal, say(terminal, texts.nothing));
      return end(exitCode.nothingAnalysed);
    }
    print(terminal, format === 'json' ? JSON.stringify(found, null, 2) : textTable(found, columnsOf(terminal)));
    return end(unknown.length > 0 ? exitCode.someRefused : exitCode.done);
  });
}

function behind(what: string, pseudonym: string, { patients }: Identities, key: SiteKey): Found | null {
  const identity = patients.get(pseudonym);
  return identity ? { what, pseudonym, identity, shiftDays: key.shiftDays(pseudonym), studyInstanceUid: null, seriesInstanceUid: null, sopInstanceUid: null } : null;
}

async function behindFile(path: string, bytes: Promise<Uint8Array>, identities: Identities, key: SiteKey): Promise<Found | null> {
  try {
    const { pseudonym, datesMoved, ...uids } = readDeidentifiedObject(await bytes);
    const found = behind(path, pseudonym ?? '', identities, key);
    const original = (uid: string | null) => identities.uids.get(uid ?? '') ?? null;
    return found && {
      ...found, shiftDays: datesMoved ? found.shiftDays : 0,
      studyInstanceUid: original(uids.studyInstanceUid), seriesInstanceUid: original(uids.seriesInstanceUid), sopInstanceUid: original(uids.sopInstanceUid),
    };
  } catch (error) {
    if (error instanceof AmyloscopeError) return null;
    throw error;
  }
}

function columnsOf(terminal: Terminal): readonly TextColumn<Found>[] {
  return [
    { title: say(terminal, texts.pseudonym), cell: ({ pseudonym }) => pseudonym },
    { title: say(terminal, texts.id), cell: ({ identity }) => identity.patientId ?? '' },
    { title: say(terminal, texts.name), cell: ({ identity }) => identity.name ?? '' },
    { title: say(terminal, texts.birth), cell: ({ identity }) => identity.birthDate ?? '' },
    { title: say(terminal, texts.shift), cell: ({ shiftDays }) => String(shiftDays), align: 'right' },
    { title: say(terminal, texts.uid), cell: ({ sopInstanceUid }) => sopInstanceUid ?? '' },
  ];
}
