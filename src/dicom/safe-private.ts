import type { DataSet } from './data-set.ts';
import { decodeText } from './text-encoding.ts';

/** A private attribute that somebody has found to hold nothing about a person. */
export interface SafePrivateAttribute {
  /** Odd. */
  readonly group: number;
  /** As (gggg,0010) to (gggg,00FF) states it. */
  readonly creator: string;
  /** The last two digits of the element, which stay the same wherever the creator's block lies. */
  readonly element: number;
}

/**
 * True when a private attribute stands in the list, or reserves the block of one that does.
 * Source: DICOM PS3.5 section 7.8.1; PS3.15 section E.3.10.
 */
export function isSafePrivate(dataSet: DataSet, tag: number, safe: readonly SafePrivateAttribute[]): boolean {
  const [group, element] = [tag >>> 16, tag & 0xffff];
  const inGroup = safe.filter((one) => one.group === group);
  if (inGroup.length === 0) return false;
  const block = element <= 0xff ? element : element >>> 8;
  const creatorElement = dataSet.elements.get(group * 0x10000 + block);
  if (!creatorElement) return false;
  const creator = decodeText(dataSet.bytes, creatorElement.offset, creatorElement.length, dataSet.textEncoding).replaceAll('\0', '').trim();
  return inGroup.some((one) => one.creator === creator && (element <= 0xff || one.element === (element & 0xff)));
}
