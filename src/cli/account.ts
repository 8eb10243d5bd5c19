import { Option } from 'commander';
import type { Text } from '../measurement/language.ts';
import { AmyloscopeError } from '../measurement/amyloscope-error.ts';
import { hashPassword, randomPassword } from '../server/passwords.ts';
import { addAccount, type Role, setPassword } from '../store/accounts.ts';
import { addAuditEntry } from '../store/audit-trail.ts';
import { openDatabase } from '../store/connection.ts';
import { addStoreOptions, languageOption, type CommandHost, type StoreOptions } from './commands.ts';
import { exitCode } from './exit-code.ts';
import { print, say, type Terminal } from './terminal.ts';

const texts = {
  about: { en: 'who may sign in to the pages', fr: 'qui peut se connecter aux pages' },
  add: { en: 'Add somebody who may sign in; the password is made up and shown once.\nA reader looks; an analyst also decides and keeps readings; an administrator may do everything.', fr: 'Ajouter une personne ; le mot de passe est généré et affiché une fois.\nreader consulte ; analyst décide aussi et garde ses lectures ; administrator peut tout.' },
  reset: { en: 'give somebody a new password, shown once; ends a lock and every session', fr: 'donner un nouveau mot de passe, affiché une fois ; lève un blocage et ferme toute session' },
  name: { en: 'name to sign in with', fr: 'nom de connexion' },
  role: { en: 'what the account may do', fr: 'ce que le compte peut faire' },
  password: { en: 'Password of {name}: {password}\nIt is shown this once.', fr: 'Mot de passe de {name} : {password}\nIl n’est affiché que cette fois.' },
  taken: { en: 'The name {name} is taken. Choose another, or use "amyloscope account reset {name}".', fr: 'Le nom {name} est pris. Choisissez-en un autre, ou « amyloscope account reset {name} ».' },
  unknown: { en: 'There is no account {name}. "amyloscope account add {name}" makes one.', fr: 'Il n’y a pas de compte {name}. « amyloscope account add {name} » en crée un.' },
} as const satisfies Record<string, Text>;

export function addAccounts({ program, terminal, end }: CommandHost): void {
  const account = program.command('account').description(say(terminal, texts.about)).addOption(languageOption(terminal));
  const add = account.command('add').description(say(terminal, texts.add)).argument('<name>', say(terminal, texts.name))
    .addOption(new Option('--role <role>', say(terminal, texts.role)).choices(['reader', 'analyst', 'administrator']).default('analyst'))
    .addOption(languageOption(terminal));
  addStoreOptions(add, terminal);
  add.action(async (name: string, options: StoreOptions & { readonly role: Role }) => {
    await withNewPassword(name, options, terminal, 'account.added', (client, hash) => addAccount(client, name, options.role, hash), texts.taken);
    end(exitCode.done);
  });
  const reset = account.command('reset').description(say(terminal, texts.reset)).argument('<name>', say(terminal, texts.name)).addOption(languageOption(terminal));
  addStoreOptions(reset, terminal);
  reset.action(async (name: string, options: StoreOptions) => {
    await withNewPassword(name, options, terminal, 'account.reset', (client, hash) => setPassword(client, name, hash), texts.unknown);
    end(exitCode.done);
  });
}

/** Makes a password up, keeps its hash by `keep`, and shows it; refuses in the words given where `keep` says no. */
async function withNewPassword(name: string, { store, database }: StoreOptions, terminal: Terminal, action: string, keep: (client: Parameters<typeof addAccount>[0], hash: string) => Promise<boolean>, refusal: Text): Promise<void> {
  const home = await openDatabase({ folder: store, databaseUrl: database });
  try {
    const password = randomPassword();
    if (!(await keep(home.client, await hashPassword(password)))) throw new AmyloscopeError('invalidInput', say(terminal, refusal, { name }));
    await addAuditEntry(home.client, { user: 'command line', action, subject: name, detail: null });
    print(terminal, say(terminal, texts.password, { name, password }));
  } finally {
    await home.leave();
  }
}
