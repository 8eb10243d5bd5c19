import { mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { availableParallelism, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { listModels } from '../inference/model-card.ts';
import { loadNetwork } from '../inference/onnx-network.ts';
import type { Text } from '../measurement/language.ts';
import { csvLine } from '../report/csv.ts';
import { openStore } from '../store/connection.ts';
import { addExamples, formatOption, languageOption, type CommandHost } from './commands.ts';
import { exitCode } from './exit-code.ts';
import { modelState } from './models.ts';
import { print, say, type Format, type Terminal } from './terminal.ts';
import { textTable } from './text-table.ts';

type Verdict = 'good' | 'doubtful' | 'bad';

interface Finding {
  readonly check: string;
  readonly verdict: Verdict;
  readonly detail: string;
}

interface Check {
  readonly name: Text;
  /** Says what was found; throws what is wrong. */
  readonly examine: () => Promise<Omit<Finding, 'check'>>;
}

const gibibyte = 2 ** 30;
/** What screening an archive takes, with the store's server beside it. */
const memoryNeeded = 3 * gibibyte;
const diskNeeded = 2 * gibibyte;
const oldestNode = 24;

const texts = {
  about: { en: 'check that everything Amyloscope needs works on this computer', fr: 'vérifier que tout ce dont Amyloscope a besoin fonctionne sur cet ordinateur' },
  check: { en: 'Check', fr: 'Vérification' },
  verdict: { en: 'Verdict', fr: 'Verdict' },
  detail: { en: 'Found', fr: 'Constat' },
  good: { en: 'good', fr: 'bon' },
  doubtful: { en: 'doubtful', fr: 'douteux' },
  bad: { en: 'BAD', fr: 'MAUVAIS' },
  runtime: { en: 'Node', fr: 'Node' },
  models: { en: 'Models', fr: 'Modèles' },
  networks: { en: 'Inference', fr: 'Inférence' },
  store: { en: 'Store', fr: 'Base' },
  room: { en: 'Disk', fr: 'Disque' },
  machine: { en: 'Processor and memory', fr: 'Processeur et mémoire' },
} as const satisfies Record<string, Text>;

export function addDoctor({ program, terminal, end }: CommandHost): void {
  const command = program
    .command('doctor').description(say(terminal, texts.about))
    .addOption(formatOption(terminal)).addOption(languageOption(terminal));
  addExamples(command, terminal, ['doctor', 'doctor --format json']);
  command.action(async ({ format }: { format: Format }) => {
    const findings = await examineAll(terminal);
    show(findings, format, terminal);
    end(findings.some(({ verdict }) => verdict === 'bad') ? exitCode.failed : exitCode.done);
  });
}

const checks: readonly Check[] = [
  { name: texts.runtime, examine: examineRuntime },
  { name: texts.models, examine: examineModels },
  { name: texts.networks, examine: examineNetworks },
  { name: texts.store, examine: examineStore },
  { name: texts.room, examine: examineRoom },
  { name: texts.machine, examine: examineMachine },
];

async function examineAll(terminal: Terminal): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const { name, examine } of checks) {
    const found = await examine().catch((error: Error) => ({ verdict: 'bad' as const, detail: error.message }));
    findings.push({ check: say(terminal, name), ...found });
  }
  return findings;
}

async function examineRuntime(): Promise<Omit<Finding, 'check'>> {
  const [major] = process.versions.node.split('.').map(Number);
  return { verdict: major >= oldestNode ? 'good' : 'bad', detail: `${process.version} ${process.platform} ${process.arch}` };
}

async function examineModels(): Promise<Omit<Finding, 'check'>> {
  const cards = listModels();
  const faults = cards.map(modelState).filter((fault) => fault !== null);
  if (faults.length > 0) return { verdict: 'bad', detail: faults.join(' ') };
  return { verdict: cards.length > 0 ? 'good' : 'bad', detail: cards.map(({ name, version }) => `${name} ${version}`).join(', ') };
}

async function examineNetworks(): Promise<Omit<Finding, 'check'>> {
  const begun = performance.now();
  for (const { name } of listModels()) await loadNetwork(name);
  return { verdict: 'good', detail: `onnxruntime-node, ${Math.round(performance.now() - begun)} ms` };
}

async function examineStore(): Promise<Omit<Finding, 'check'>> {
  const folder = mkdtempSync(join(tmpdir(), 'amyloscope-doctor-'));
  const begun = performance.now();
  try {
    const store = await openStore(process.env['AMYLOSCOPE_DATABASE_URL'] ? {} : { folder });
    await store.close();
    return { verdict: 'good', detail: `PostgreSQL, ${store.location}, ${Math.round(performance.now() - begun)} ms` };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function examineRoom(): Promise<Omit<Finding, 'check'>> {
  const { bavail, bsize } = statfsSync('.');
  const free = bavail * bsize;
  return { verdict: free >= diskNeeded ? 'good' : 'doubtful', detail: `${(free / gibibyte).toFixed(1)} GiB` };
}

async function examineMachine(): Promise<Omit<Finding, 'check'>> {
  const memory = totalmem();
  return { verdict: memory >= memoryNeeded ? 'good' : 'doubtful', detail: `${availableParallelism()} cores, ${(memory / gibibyte).toFixed(1)} GiB` };
}

function show(findings: readonly Finding[], format: Format, terminal: Terminal): void {
  if (format === 'json') return print(terminal, JSON.stringify(findings, null, 2));
  if (format === 'csv') {
    for (const cells of [['check', 'verdict', 'detail'], ...findings.map((one) => [one.check, one.verdict, one.detail])]) terminal.output.write(csvLine(cells));
    return undefined;
  }
  return print(terminal, textTable(findings, [
    { title: say(terminal, texts.check), cell: ({ check }) => check },
    { title: say(terminal, texts.verdict), cell: ({ verdict }) => say(terminal, texts[verdict]) },
    { title: say(terminal, texts.detail), cell: ({ detail }) => detail },
  ]));
}
