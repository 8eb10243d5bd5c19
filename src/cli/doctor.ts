import type { Text } from '../measurement/language.ts';
import { csvLine } from '../report/csv.ts';
import { addExamples, formatOption, languageOption, type CommandHost } from './commands.ts';
import { checks, type Finding } from './doctor-checks.ts';
import { exitCode } from './exit-code.ts';
import { print, say, type Format, type Terminal } from './terminal.ts';
import { textTable } from './text-table.ts';

const texts = {
  about: { en: 'check that everything Amyloscope needs works on this computer', fr: 'vérifier que tout ce dont Amyloscope a besoin fonctionne sur cet ordinateur' },
  check: { en: 'Check', fr: 'Vérification' },
  verdict: { en: 'Verdict', fr: 'Verdict' },
  detail: { en: 'Found', fr: 'Constat' },
  good: { en: 'good', fr: 'bon' },
  doubtful: { en: 'doubtful', fr: 'douteux' },
  bad: { en: 'BAD', fr: 'MAUVAIS' },
} as const satisfies Record<string, Text>;

type NamedFinding = Finding & { readonly check: string };

export function addDoctor({ program, terminal, end }: CommandHost): void {
  const command = program
    .command('doctor').description(say(terminal, texts.about))
    .addOption(formatOption(terminal)).addOption(languageOption(terminal));
  addExamples(command, terminal, ['doctor', 'doctor --format json']);
  command.action(async ({ format }: { format: Format }) => {
    const findings: NamedFinding[] = [];
    for (const { name, examine } of checks) {
      const found = await examine().catch((error: Error): Finding => ({ verdict: 'bad', detail: error.message }));
      findings.push({ check: say(terminal, name), ...found });
    }
    show(findings, format, terminal);
    end(findings.some(({ verdict }) => verdict === 'bad') ? exitCode.failed : exitCode.done);
  });
}

function show(findings: readonly NamedFinding[], format: Format, terminal: Terminal): void {
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
