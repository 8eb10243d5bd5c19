import type { CodedConcept } from '../dicom/clinical-codes.ts';
import type { ContentItem, ContentValue, Relationship } from '../dicom/structured-report-to-write.ts';

/** A node of the tree of a structured report. */
export function item(relationship: Relationship, concept: CodedConcept | null, value: ContentValue, items: readonly ContentItem[] = []): ContentItem {
  return { relationship, concept, value, items };
}
