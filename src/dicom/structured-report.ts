import type { CodedConcept } from './clinical-codes.ts';
import type { DataSet } from './data-set.ts';
import { numberValue, sequenceItems, textValue } from './element-values.ts';
import type { ReportedNumber, StructuredReport } from './study.ts';
import type { Keyword } from './tags.ts';

/** Deeper trees and longer reports are read no further: no template goes there. */
const DEEPEST = 24;
const MOST_NUMBERS = 20_000;

/**
 * Reads the numbers of a structured report, each with its code, its unit and the codes that say more of it: its own modifiers
 * and those of the groups it stands in.
 * @returns in the order of the report; items without a number are left out.
 * @throws AmyloscopeError when one of its sequences is damaged.
 * Source: DICOM PS3.3 section C.17.3.
 */
export function readStructuredReport(dataSet: DataSet): StructuredReport {
  const numbers: ReportedNumber[] = [];
  const walk = (item: DataSet, about: readonly CodedConcept[], depth: number): void => {
    const children = depth > DEEPEST ? [] : sequenceItems(item, 'ContentSequence');
    const own = [...about, ...children.flatMap(modifier)];
    const number = numberOf(item, own);
    if (number && numbers.length < MOST_NUMBERS) numbers.push(number);
    for (const child of children) walk(child, own, depth + 1);
  };
  walk(dataSet, [], 0);
  return { title: codeOf(dataSet, 'ConceptNameCodeSequence'), numbers };
}

/** What a coded child says of its parent. */
function modifier(item: DataSet): readonly CodedConcept[] {
  const relation = textValue(item, 'RelationshipType');
  if (textValue(item, 'ValueType') !== 'CODE' || (relation !== 'HAS CONCEPT MOD' && relation !== 'HAS PROPERTIES')) return [];
  const code = codeOf(item, 'ConceptCodeSequence');
  return code ? [code] : [];
}

function numberOf(item: DataSet, modifiers: readonly CodedConcept[]): ReportedNumber | null {
  if (textValue(item, 'ValueType') !== 'NUM') return null;
  const concept = codeOf(item, 'ConceptNameCodeSequence');
  const [measured] = sequenceItems(item, 'MeasuredValueSequence');
  const value = measured && numberValue(measured, 'NumericValue');
  return concept && typeof value === 'number' ? { concept, value, unit: codeOf(measured, 'MeasurementUnitsCodeSequence')?.value ?? null, modifiers } : null;
}

function codeOf(item: DataSet, keyword: Keyword): CodedConcept | null {
  const [code] = sequenceItems(item, keyword);
  const [value, scheme] = code ? [textValue(code, 'CodeValue'), textValue(code, 'CodingSchemeDesignator')] : [null, null];
  return value && scheme ? { value, scheme, meaning: textValue(code, 'CodeMeaning') ?? '' } : null;
}
