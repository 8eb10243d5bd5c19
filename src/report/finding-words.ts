import { fillText, type Finding, type FindingWords, type Severity } from '../measurement/finding.ts';
import type { Text } from '../measurement/language.ts';

const gravity: readonly Severity[] = ['refusal', 'warning', 'information'];

/** A finding in every language; its English message where the words know no such code. */
export function findingInWords(finding: Finding, { findings }: FindingWords): Text {
  const definition = findings[finding.code];
  if (!definition) return { en: finding.message, fr: finding.message };
  return { en: fillText(definition.text.en, finding.parameters), fr: fillText(definition.text.fr, finding.parameters) };
}

/** Gravest first, each severity in the order given. */
export function byGravity(findings: readonly Finding[]): readonly Finding[] {
  return findings.toSorted((a, b) => gravity.indexOf(a.severity) - gravity.indexOf(b.severity));
}

/** Why a scan is unsure, in every language: a reason of its own, or the finding that made it so. */
export function unsureInWords(codes: readonly string[], findings: readonly Finding[], words: FindingWords): readonly Text[] {
  return codes.map((code) => {
    const finding = findings.find((one) => one.code === code);
    return finding ? findingInWords(finding, words) : (words.unsureReasons[code] ?? { en: code, fr: code });
  });
}
