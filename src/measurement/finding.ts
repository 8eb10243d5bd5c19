import type { Language, Text } from './language.ts';

/** `refusal` makes a scan unusable, `warning` is shown beside every number, `information` explains. */
export type Severity = 'information' | 'warning' | 'refusal';

/** One thing that quality control noticed. `message` is English; `parameters` let any language be rendered again. */
export interface Finding {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly parameters: Readonly<Record<string, string | number>>;
}

/** What a finding code means, in words: `{name}` is replaced by the parameter of that name. */
export interface FindingDefinition {
  readonly severity: Severity;
  readonly text: Text;
}

/** What a modality's findings and its reasons to be unsure mean, so that they can be said in any language. */
export interface FindingWords {
  readonly findings: Readonly<Record<string, FindingDefinition>>;
  /** By code. A reason that is the code of a finding needs no words here. */
  readonly unsureReasons: Readonly<Record<string, Text>>;
}

export type QualityStatus = 'accepted' | 'acceptedWithWarnings' | 'refused';

export interface Quality {
  readonly status: QualityStatus;
  readonly findings: readonly Finding[];
}

/** Fills a text's `{name}` places with parameters; a place without a parameter is left standing, so that it is seen. */
export function fillText(template: string, parameters: Readonly<Record<string, string | number>>): string {
  return template.replace(/\{(\w+)\}/g, (place, name: string) => String(parameters[name] ?? place));
}

/** The status that a list of findings amounts to: the gravest one decides. */
export function qualityFrom(findings: readonly Finding[]): Quality {
  const has = (severity: Severity) => findings.some((finding) => finding.severity === severity);
  const status = has('refusal') ? 'refused' : has('warning') ? 'acceptedWithWarnings' : 'accepted';
  return { status, findings };
}

/** The words of a finding in one language, from a modality's table of definitions. */
export function findingText(finding: Finding, definitions: Readonly<Record<string, FindingDefinition>>, language: Language): string {
  const definition = definitions[finding.code];
  return definition ? fillText(definition.text[language], finding.parameters) : finding.message;
}
