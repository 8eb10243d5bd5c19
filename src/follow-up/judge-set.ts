import { criteriaSets, type CriteriaSetName, type Domain } from './criteria.ts';
import type { RuleVerdict, Verdict } from './judge-rule.ts';

/** How a set of published criteria stands as a whole. */
export interface SetVerdict {
  readonly set: CriteriaSetName;
  /** `met` is progression; null for a set whose markers stand each for itself. */
  readonly verdict: Verdict | null;
  /** Parameters, or domains, that are met, that might be, and that were not assessed. */
  readonly met: number;
  readonly undecided: number;
  readonly notAssessed: number;
  /** How many must be met. */
  readonly needed: number;
  readonly rules: readonly RuleVerdict[];
}

const domains: readonly Domain[] = ['clinical', 'biomarker', 'imaging'];
const parametersNeeded2025 = 2;

/**
 * Joins the verdicts on the rules of one set: one marker in each of three domains (2021), two of six parameters (2025),
 * each for itself (AL response). Where what was not assessed could tip it, the whole is `undecided`, and `notAssessed`
 * when nothing was.
 */
export function judgeSet(set: CriteriaSetName, rules: readonly RuleVerdict[]): SetVerdict {
  const groups = set === 'consensus2021'
    ? domains.map((domain) => rules.filter(({ rule }) => rule.domain === domain))
    : [...Map.groupBy(rules, ({ rule }) => rule.parameter).values()];
  const verdicts = groups.map(joined);
  const count = (verdict: Verdict): number => verdicts.filter((one) => one === verdict).length;
  const needed = set === 'consensus2021' ? domains.length : set === 'update2025' ? parametersNeeded2025 : 1;
  const counts = { met: count('met'), undecided: count('undecided'), notAssessed: count('notAssessed') };
  return { set, verdict: set === 'alResponse' ? null : whole(counts, needed, verdicts.length), ...counts, needed, rules };
}

/** Several markers of one domain or parameter: one that is met is enough, and one that was assessed makes it assessed. */
function joined(rules: readonly RuleVerdict[]): Verdict {
  const has = (verdict: Verdict): boolean => rules.some((rule) => rule.verdict === verdict);
  if (has('met')) return 'met';
  if (has('undecided')) return 'undecided';
  return has('notMet') ? 'notMet' : 'notAssessed';
}

function whole({ met, undecided, notAssessed }: { met: number; undecided: number; notAssessed: number }, needed: number, groups: number): Verdict {
  if (met >= needed) return 'met';
  if (notAssessed === groups) return 'notAssessed';
  return met + undecided + notAssessed >= needed ? 'undecided' : 'notMet';
}

/** The sets that apply to a type of amyloidosis; all of them while it is not known. */
export function setsFor(amyloidType: 'ATTR' | 'AL' | null): readonly CriteriaSetName[] {
  const names = Object.keys(criteriaSets) as CriteriaSetName[];
  return names.filter((name) => amyloidType === null || criteriaSets[name].amyloidType === amyloidType);
}
