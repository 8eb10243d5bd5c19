import type { ImageInstance, Pixels } from '../../dicom/study.ts';
import { findText, type TextBox } from '../../image/find-text.ts';
import type { Finding } from '../../measurement/finding.ts';
import { echoFinding } from './findings.ts';
import { tissueRegion, type Sector } from './sector.ts';

/** Places that a finding names; all of them stand in the analysis. */
const NAMED = 4;

/**
 * Finds text that is burned into a loop.
 * @param decoded some frames, spread over the loop.
 * @returns rectangles in pixels of the stored image; none for pictures of more than 8 bits.
 */
export function findBurnedInText({ rows, columns, bitsStored, lossy }: ImageInstance, decoded: readonly Pixels[]): readonly TextBox[] {
  return bitsStored > 8 ? [] : findText(decoded.map(({ values }) => values), { rows, columns }, lossy);
}

/** What is said of text: that inside what is measured, or all of it where no region tells the picture from the screen about it. */
export function checkText(text: readonly TextBox[], instance: ImageInstance, { top, left, bottom, right }: Sector): readonly Finding[] {
  const stated = tissueRegion(instance) !== null;
  const told = stated ? text.filter(({ x0, y0, x1, y1 }) => x1 >= left && x0 < right && y1 >= top && y0 < bottom) : text;
  if (told.length === 0) return [];
  const places = told.slice(0, NAMED).map(({ x0, y0, x1, y1 }) => `x ${x0}–${x1}, y ${y0}–${y1}`).join('; ') + (told.length > NAMED ? '; …' : '');
  return [echoFinding(stated ? 'textInSector' : 'textOnPicture', { count: told.length, places })];
}
