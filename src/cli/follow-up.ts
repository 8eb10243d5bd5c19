import { resolve } from 'node:path';
import { Option } from 'commander';
import { readDay } from '../analysis/read-day.ts';
import { readFollowUp } from '../analysis/read-follow-up.ts';
import { readTestRetest, type TestRetest } from '../analysis/read-test-retest.ts';
import { followedQuantities, followedQuantityNames } from '../follow-up/followed-quantity.ts';
import { followPatient } from '../follow-up/follow-patient.ts';
import { AmyloscopeError } from '../measurement/amyloscope-error.ts';
import type { Text } from '../measurement/language.ts';
import { followUpPage, followUpSummary, overviewTable } from '../report/follow-up-page.ts';
import { addExamples, addHomeOptions, formatOption, languageOption, type CommandHost, type StoreOptions } from './commands.ts';
import { exitCode, type ExitCode } from './exit-code.ts';
import { followUpCsv, followUpJson, followUpRemarks } from './follow-up-output.ts';
import { storedFollowUp } from './stored-follow-up.ts';
import { say, type Format, type Terminal } from './terminal.ts';
import { presentTable, readTableFile } from './table-command.ts';

const texts = {
  short: { en: 'one patient over time: is each change real, and does it meet a published criterion?', fr: 'un patient dans le temps : chaque changement est-il réel, remplit-il un critère publié ?' },
  about: {
    en: 'Follow one patient over time, with two answers for each quantity: does the change exceed measurement noise, and does it meet a published criterion?\nWithout a table the store answers: every scan it holds of the patient, planar, SPECT/CT and echocardiography, with what was noted on the page of the patient.\nThe table is CSV, long (patient,date,quantity,value,unit,standardUncertainty,tracer,uptakeTime,vendor,device,sequence,fieldStrength,laboratory,method,model) or wide (a column for each quantity). Rows whose quantity is treatment name it as their value; HF hospitalisation, diuretic intensification and conduction disease take yes or no. French headings, semicolons, decimal commas and spreadsheet dates are understood.\nQuantities: {names}.\nWrites follow-up.html and follow-up.json.',
    fr: 'Suivre un patient dans le temps, avec deux réponses par grandeur : le changement dépasse-t-il le bruit de mesure, et remplit-il un critère publié ?\nSans table, la base répond : tout examen du patient qu’elle contient, planaire, TEMP/TDM et échocardiographie, avec ce qui est noté sur la page du patient.\nLa table est un CSV, long (patient,date,grandeur,valeur,unité,incertitude,traceur,délai,constructeur,appareil,séquence,champ,laboratoire,méthode,modèle) ou large (une colonne par grandeur). Une ligne dont la grandeur est traitement le nomme comme valeur ; hospitalisation IC, majoration des diurétiques et trouble de conduction valent oui ou non. En-têtes anglais, points-virgules, virgules décimales et dates de tableur sont compris.\nGrandeurs : {names}.\nÉcrit follow-up.html et follow-up.json.',
  },
  table: { en: 'table of measurements; without one, what the store holds of the patient', fr: 'table des mesures ; sans elle, ce que la base contient du patient' },
  patient: { en: 'number of the patient, as it stands in the table', fr: 'numéro du patient, tel qu’il figure dans la table' },
  noise: { en: 'your own test-retest table (patient, quantity, value), which replaces published noise', fr: 'votre table test-retest (patient, grandeur, valeur), qui remplace le bruit publié' },
  since: { en: 'count changes from the last measurement up to this day (default: the latest treatment, else the first)', fr: 'compter les changements depuis la dernière mesure jusqu’à ce jour (par défaut : dernier traitement, sinon la première)' },
  type: { en: 'type of amyloidosis, to show its criteria alone', fr: 'type d’amylose, pour ne montrer que ses critères' },
  unverified: { en: 'also apply published thresholds that could not be verified in a source', fr: 'appliquer aussi les seuils publiés non vérifiés dans une source' },
  out: { en: 'folder for the page and the JSON', fr: 'dossier de la page et du JSON' },
  badDay: { en: '--since {value} is not a date. Write it as 2025-03-31.', fr: '--since {value} n’est pas une date. Écrivez-la 2025-03-31.' },
} as const satisfies Record<string, Text>;

interface FollowUpCommandOptions extends StoreOptions {
  readonly patient: string;
  readonly noise?: string;
  readonly since?: string;
  readonly type?: 'ATTR' | 'AL';
  readonly unverified?: boolean;
  readonly out: string;
  readonly format: Format;
}

export function addFollowUp({ program, terminal, end }: CommandHost): void {
  const names = followedQuantityNames.map((name) => followedQuantities[name].spellings[0] ?? name).join(', ');
  const command = program.command('follow-up')
    .summary(say(terminal, texts.short)).description(say(terminal, texts.about, { names }))
    .argument('[table]', say(terminal, texts.table))
    .requiredOption('--patient <number>', say(terminal, texts.patient))
    .option('--noise <table>', say(terminal, texts.noise))
    .option('--since <date>', say(terminal, texts.since))
    .addOption(new Option('--type <type>', say(terminal, texts.type)).choices(['ATTR', 'AL']))
    .option('--unverified', say(terminal, texts.unverified))
    .option('--out <folder>', say(terminal, texts.out), 'follow-up')
    .addOption(formatOption(terminal)).addOption(languageOption(terminal));
  addHomeOptions(command, terminal);
  addExamples(command, terminal, ['follow-up docs/examples/follow-up.csv --patient SIM-1', 'follow-up --patient 0042', 'follow-up suivi.csv --patient 0042 --noise test-retest.csv --type ATTR --language fr']);
  command.action(async (table: string | undefined, options: FollowUpCommandOptions) => end(await follow(table, options, terminal)));
}

async function follow(path: string | undefined, options: FollowUpCommandOptions, terminal: Terminal): Promise<ExitCode> {
  const since = sinceOf(options.since, terminal);
  const { table, siteNoise, location } = path === undefined ? await storedFollowUp(options.patient, options) : { table: readFollowUp(await readTableFile(path, terminal), path, options.patient), siteNoise: [], location: resolve(path) };
  const noise = options.noise === undefined ? noSiteNoise : readTestRetest(await readTableFile(options.noise, terminal), options.noise);
  const followUp = followPatient(table.history, { siteNoise: [...noise.noise, ...siteNoise], since, unverifiedRules: options.unverified ?? false, amyloidType: options.type ?? null });
  const unused = [...table.leftOut, ...noise.leftOut];
  const { readings, unreadColumns, otherRows } = table;
  const page = followUpPage({ followUp, readings, unreadColumns, unused, otherRows, language: terminal.language, writtenAt: new Date(), table: location });
  const words = [followUpSummary(followUp), overviewTable(followUp), ...followUpRemarks(followUp)];
  await presentTable({ name: 'follow-up', page, json: followUpJson(followUp, { ...table, leftOut: unused }), csv: followUpCsv(followUp), words, unused }, options, terminal);
  return followUp.quantities.length > 0 ? exitCode.done : exitCode.nothingAnalysed;
}

const noSiteNoise: TestRetest = { noise: [], leftOut: [] };

function sinceOf(value: string | undefined, terminal: Terminal): string | null {
  if (value === undefined) return null;
  const read = readDay(value, 'unknown');
  if (read.kind !== 'day') throw new AmyloscopeError('invalidInput', say(terminal, texts.badDay, { value }));
  return read.day;
}
