import { Option } from 'commander';
import { realpathSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import type { DeidentifyOptions } from '../dicom/deidentify-options.ts';
import { AmyloscopeError } from '../measurement/amyloscope-error.ts';
import type { Text } from '../measurement/language.ts';
import { addExamples, languageOption, type CommandHost } from './commands.ts';
import { deidentifyBatch } from './deidentify-batch.ts';
import { printDeidentification, writeDeidentification } from './deidentify-output.ts';
import { exitCode } from './exit-code.ts';
import { identityTablePath, IdentityWriter } from './identity-table.ts';
import { progress } from './progress.ts';
import { readSafePrivate } from './read-safe-private.ts';
import { requirePaths } from './require-paths.ts';
import { readOrMakeSiteKey } from './site-key-file.ts';
import { note, say, type Terminal } from './terminal.ts';

const texts = {
  about: {
    en: 'De-identify DICOM files by the basic profile of DICOM PS3.15 (2024b, annex E). Patients become pseudonyms, UIDs become others that still refer to each other.\nThe key and the table beside it (FILE.table) stay at your site: with them "amyloscope reidentify" finds back. A report says what was removed and what a person must still look at.',
    fr: 'Désidentifier des fichiers DICOM selon le profil de base de DICOM PS3.15 (2024b, annexe E). Les patients deviennent des pseudonymes, les UID d’autres UID qui se répondent encore.\nLa clé et la table à côté (FILE.table) restent chez vous : avec elles « amyloscope reidentify » retrouve. Un rapport dit ce qui a été retiré et ce qu’une personne doit encore regarder.',
  },
  short: { en: 'de-identify DICOM files, with a key to find back', fr: 'désidentifier des fichiers DICOM, avec une clé pour retrouver' },
  paths: { en: 'files, folders, DICOMDIRs or zips', fr: 'fichiers, dossiers, DICOMDIR ou zips' },
  out: { en: 'folder for the de-identified files', fr: 'dossier des fichiers désidentifiés' },
  key: { en: 'key of your site; made where there is none, never overwritten', fr: 'clé de votre site ; créée s’il n’y en a pas, jamais écrasée' },
  dates: { en: 'keep dates, moved by the same number of days for all of one patient', fr: 'garder les dates, décalées d’un même nombre de jours pour tout un patient' },
  device: { en: 'keep what the device is', fr: 'garder l’identité de l’appareil' },
  patient: { en: 'keep sex, age, size and weight', fr: 'garder sexe, âge, taille et poids' },
  regions: { en: 'blank pictures outside of their ultrasound regions', fr: 'noircir les images hors de leurs régions échographiques' },
  checked: { en: 'state that a person looked at every picture and found no text that names anybody', fr: 'déclarer qu’une personne a regardé chaque image et n’y a trouvé aucun texte nominatif' },
  private: { en: 'list of private attributes to keep: group,element,creator on each line', fr: 'liste d’attributs privés à garder : groupe,élément,créateur par ligne' },
  format: { en: 'form of the report on the terminal', fr: 'forme du rapport sur le terminal' },
  made: { en: 'A new site key was made: {path}. Keep it and {table} safe and apart from the files.', fr: 'Une nouvelle clé a été créée : {path}. Gardez-la avec {table} en lieu sûr, à part des fichiers.' },
  inside: { en: '{inner} lies inside of {outer}. Choose a place outside of it.', fr: '{inner} se trouve dans {outer}. Choisissez un endroit en dehors.' },
  files: { en: 'files', fr: 'fichiers' },
  refused: { en: 'Refused: {path}: {reason}', fr: 'Refusé : {path} : {reason}' },
  nothing: { en: 'Nothing could be de-identified.', fr: 'Rien n’a pu être désidentifié.' },
} as const satisfies Record<string, Text>;

interface CommandOptions {
  readonly out: string;
  readonly key: string;
  readonly format: 'table' | 'json';
  readonly shiftDates?: true;
  readonly keepDevice?: true;
  readonly keepPatient?: true;
  readonly cleanRegions?: true;
  readonly pixelsChecked?: true;
  readonly keepPrivate?: string;
}

export function addDeidentify({ program, terminal, end }: CommandHost): void {
  const command = program.command('deidentify')
    .summary(say(terminal, texts.short)).description(say(terminal, texts.about))
    .argument('<paths...>', say(terminal, texts.paths))
    .requiredOption('--out <folder>', say(terminal, texts.out))
    .requiredOption('--key <file>', say(terminal, texts.key))
    .option('--shift-dates', say(terminal, texts.dates))
    .option('--keep-device', say(terminal, texts.device))
    .option('--keep-patient', say(terminal, texts.patient))
    .option('--clean-regions', say(terminal, texts.regions))
    .option('--pixels-checked', say(terminal, texts.checked))
    .option('--keep-private <list>', say(terminal, texts.private))
    .addOption(new Option('--format <form>', say(terminal, texts.format)).choices(['table', 'json']).default('table'))
    .addOption(languageOption(terminal));
  addExamples(command, terminal, ['deidentify study/ --out shared --key site.key --shift-dates', 'deidentify echo.zip --out shared --key site.key --clean-regions --keep-device']);
  command.action(async (paths: string[], given: CommandOptions) => {
    requirePaths(paths, terminal);
    requireApart(paths, given, terminal);
    const options = await optionsOf(given);
    const { key, made } = await readOrMakeSiteKey(given.key);
    if (made) note(terminal, say(terminal, texts.made, { path: given.key, table: identityTablePath(given.key) }));
    const identities = await IdentityWriter.open(given.key, key);
    const bar = progress(terminal);
    const result = await deidentifyBatch({ paths, folder: given.out, key, options, identities, show: (done) => bar.show(done, null, say(terminal, texts.files)) })
      .finally(() => identities.close());
    bar.end();
    for (const { path, reason } of result.refused) note(terminal, say(terminal, texts.refused, { path, reason }));
    if (result.written.length === 0) {
      note(terminal, say(terminal, texts.nothing));
      return end(exitCode.nothingAnalysed);
    }
    await writeDeidentification(given.out, result, options);
    printDeidentification(terminal, given.format, result, resolve(given.out));
    return end(result.refused.length > 0 ? exitCode.someRefused : exitCode.done);
  });
}

async function optionsOf(given: CommandOptions): Promise<DeidentifyOptions> {
  return {
    retained: { dates: given.shiftDates === true, device: given.keepDevice === true, patient: given.keepPatient === true },
    safePrivate: given.keepPrivate === undefined ? [] : await readSafePrivate(given.keepPrivate),
    cleanRegions: given.cleanRegions === true,
    pixelsChecked: given.pixelsChecked === true,
  };
}

/** Results among the originals would be read as originals, and a key among the results would travel with them. */
function requireApart(paths: readonly string[], { out, key }: CommandOptions, terminal: Terminal): void {
  const refuse = (inner: string, outer: string) => {
    throw new AmyloscopeError('invalidInput', say(terminal, texts.inside, { inner, outer }));
  };
  for (const path of paths) if (isInside(out, path)) refuse(out, path);
  if (isInside(key, out)) refuse(key, out);
}

function isInside(inner: string, outer: string): boolean {
  const way = relative(realPath(outer), realPath(inner));
  return way === '' || !(way === '..' || way.startsWith(`..${sep}`));
}

/** The path with links followed as far as it exists. */
function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    const whole = resolve(path);
    const parent = resolve(whole, '..');
    return parent === whole ? whole : join(realPath(parent), relative(parent, whole));
  }
}
