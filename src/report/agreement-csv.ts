import type { NotMeasured } from '../measurement/result.ts';
import type { Agreement } from '../tables/agreement.ts';
import type { AgreementPair } from '../tables/agreement-pair.ts';
import type { ClassAgreement } from '../tables/class-agreement.ts';
import type { QuantityAgreement } from '../tables/quantity-agreement.ts';
import { csvLine } from './csv.ts';

type Estimate = { readonly value: number; readonly interval95: readonly [number, number] } | NotMeasured;
type Line = readonly [statistic: string, between: string, found: Estimate];

/** One line for each coefficient of agreement. */
export function agreementCsv(agreement: Agreement): readonly string[] {
  return [
    csvLine(['quantity', 'statistic', 'between', 'value', 'lower95', 'upper95', 'notMeasured']),
    ...agreement.flatMap((one) => (one.kind === 'quantity' ? quantityLines(one) : classLines(one)).map(([statistic, between, found]) =>
      csvLine([one.name, statistic, between, ...('reason' in found ? [null, null, null, found.code] : [found.value, ...found.interval95, null])]))),
  ];
}

function quantityLines({ icc, unbalanced, anyRater, pairs }: QuantityAgreement): readonly Line[] {
  return [
    ...iccLines(icc, unbalanced),
    ...Object.entries(anyRater).map(([name, found]): Line => [name, 'all', found]),
    ...pairs.flatMap(pairLines),
  ];
}

function iccLines(icc: QuantityAgreement['icc'], unbalanced: QuantityAgreement['unbalanced']): readonly Line[] {
  if (icc.status === 'measured') return Object.values(icc.forms).map((form): Line => [form.shroutFleiss, 'all', form]);
  if (unbalanced?.status !== 'measured') return [['ICC', 'all', unbalanced ?? icc]];
  return [['ICC agreement, REML', 'all', unbalanced.agreement], ['ICC consistency, REML', 'all', unbalanced.consistency]];
}

function pairLines({ first, second, difference, percent, ratio, concordance }: AgreementPair): readonly Line[] {
  const between = `${first} - ${second}`;
  const limits: readonly Line[] = difference.status === 'measured' ? [['lowerLimit', between, difference.lowerLimit], ['upperLimit', between, difference.upperLimit]] : [];
  return [['bias', between, difference], ...limits, ['percentBias', between, percent], ['ratio', between, ratio], ['linConcordance', between, concordance]];
}

function classLines({ together, pairs }: ClassAgreement): readonly Line[] {
  return [
    ...together.flatMap(({ weights, fleiss, gwet, krippendorff }): readonly Line[] => [[`Fleiss kappa, ${weights}`, 'all', fleiss], [`Gwet AC, ${weights}`, 'all', gwet], [`Krippendorff alpha, ${weights}`, 'all', krippendorff]]),
    ...pairs.flatMap(({ first, second, kappas }) => kappas.map(({ weights, kappa }): Line => [`Cohen kappa, ${weights}`, `${first} - ${second}`, kappa])),
  ];
}
