import { criteriaSets, criterionRules, type CriteriaSetName, type CriterionRule } from './criteria.ts';
import { followedQuantityNames, type FollowedQuantityName } from './followed-quantity.ts';
import { changeToJudge, followQuantity, type FollowOptions, type QuantityFollowUp } from './follow-quantity.ts';
import type { ClinicalEvent, PatientHistory, Treatment } from './history.ts';
import { isSwitchedOff, judgeEvent, judgeQuantity, type RuleVerdict } from './judge-rule.ts';
import { judgeSet, setsFor, type SetVerdict } from './judge-set.ts';
import { meanOfDay } from './mean-of-day.ts';

export interface FollowUpOptions extends Omit<FollowOptions, 'treatments'> {
  /** Also apply rules whose thresholds could not be verified. */
  readonly unverifiedRules: boolean;
  /** null while it is not known: criteria of every type are then shown. */
  readonly amyloidType: 'ATTR' | 'AL' | null;
}

/** The follow-up of one patient: is each change real, and what do published criteria say of it? */
export interface FollowUp {
  readonly patient: string;
  readonly simulated: boolean;
  /** Day of the last thing known; null when nothing is. */
  readonly asOf: string | null;
  readonly quantities: readonly QuantityFollowUp[];
  readonly criteria: readonly SetVerdict[];
  readonly treatments: readonly Treatment[];
  readonly events: readonly ClinicalEvent[];
  readonly options: FollowUpOptions;
}

/**
 * Follows one patient over time, each quantity with two separate answers: does its change exceed measurement noise, and
 * does it meet a published criterion?
 *
 * @param history in any order; values of one day made alike are averaged without claiming less noise.
 * @returns empty lists where nothing is known. Never throws for valid histories.
 */
export function followPatient(history: PatientHistory, options: FollowUpOptions): FollowUp {
  const { patient, simulated, treatments, events } = history;
  const points = Map.groupBy(meanOfDay(history.points), ({ quantity }) => quantity);
  const quantities = followedQuantityNames.flatMap((name) => {
    const own = points.get(name);
    return own ? [followQuantity(own, { ...options, treatments })] : [];
  });
  const dates = [...history.points.map(({ date }) => date), ...events.map(({ date }) => date)].toSorted();
  const asOf = dates.at(-1) ?? null;
  const criteria = asOf === null ? [] : setsFor(options.amyloidType).map((set) => judgeSet(set, judgeRules(set, { quantities, events, asOf, options })));
  const byStart = treatments.toSorted((a, b) => (a.start < b.start ? -1 : 1));
  return { patient, simulated, asOf, quantities, criteria, treatments: byStart, events, options };
}

interface Judged {
  readonly quantities: readonly QuantityFollowUp[];
  readonly events: readonly ClinicalEvent[];
  readonly asOf: string;
  readonly options: FollowUpOptions;
}

function judgeRules(set: CriteriaSetName, judged: Judged): readonly RuleVerdict[] {
  return criterionRules.filter((rule) => rule.set === set).map((rule) => judgeRule(rule, judged));
}

function judgeRule(rule: CriterionRule, { quantities, events, asOf, options }: Judged): RuleVerdict {
  const { compare } = criteriaSets[rule.set];
  if ('event' in rule) {
    const references = quantities.flatMap(({ reference }) => (reference ? [reference.point.date] : []));
    const since = compare === 'reference' ? (references.toSorted()[0] ?? asOf) : null;
    return judgeEvent(rule, events, since, asOf, options.unverifiedRules);
  }
  const followed = quantities.find(({ quantity }) => quantity === rule.quantity);
  return judgeQuantity(rule, changeToJudge(followed, compare), options.unverifiedRules);
}

/** The verdicts on one quantity: of the rules that are on, and of those that are off because nobody could verify them. */
export function verdictsOn(quantity: FollowedQuantityName, { criteria, options }: FollowUp): { readonly on: readonly RuleVerdict[]; readonly off: readonly RuleVerdict[] } {
  const own = criteria.flatMap(({ rules }) => rules).filter(({ rule }) => 'quantity' in rule && rule.quantity === quantity);
  const isOff = ({ rule }: RuleVerdict): boolean => isSwitchedOff(rule, options.unverifiedRules);
  return { on: own.filter((one) => !isOff(one)), off: own.filter(isOff) };
}
