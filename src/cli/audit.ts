import type { Text } from '../measurement/language.ts';
import { checkAuditTrail } from '../store/audit-trail.ts';
import { openDatabase } from '../store/connection.ts';
import { addStoreOptions, languageOption, type CommandHost, type StoreOptions } from './commands.ts';
import { exitCode } from './exit-code.ts';
import { print, say } from './terminal.ts';

const texts = {
  about: { en: 'the trail of who looked at whom', fr: 'la trace de qui a consulté qui' },
  verify: { en: 'check that no entry of the audit trail was changed or removed', fr: 'vérifier qu’aucune entrée de la trace n’a été modifiée ou retirée' },
  intact: { en: '{entries} entries, each chained to the one before: nothing was changed or removed.', fr: '{entries} entrées, chacune chaînée à la précédente : rien n’a été modifié ni retiré.' },
  broken: { en: 'The trail is broken at entry {entry}: it or one before was changed or removed. {entries} entries before it are intact.', fr: 'La trace est rompue à l’entrée {entry} : elle ou une précédente a été modifiée ou retirée. Les {entries} entrées d’avant sont intactes.' },
} as const satisfies Record<string, Text>;

export function addAudit({ program, terminal, end }: CommandHost): void {
  const audit = program.command('audit').description(say(terminal, texts.about)).addOption(languageOption(terminal));
  const verify = audit.command('verify').description(say(terminal, texts.verify)).addOption(languageOption(terminal));
  addStoreOptions(verify, terminal);
  verify.action(async ({ store, database }: StoreOptions) => {
    const home = await openDatabase({ folder: store, databaseUrl: database });
    try {
      const check = await checkAuditTrail(home.client);
      print(terminal, check.intact ? say(terminal, texts.intact, { entries: check.entries }) : say(terminal, texts.broken, { entries: check.entries, entry: check.brokenAt }));
      end(check.intact ? exitCode.done : exitCode.failed);
    } finally {
      await home.leave();
    }
  });
}
