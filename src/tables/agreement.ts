import type { ClassAgreement } from './class-agreement.ts';
import type { QuantityAgreement } from './quantity-agreement.ts';

/** Agreement on everything that a table measures: quantities and classes. */
export type Agreement = readonly (QuantityAgreement | ClassAgreement)[];
