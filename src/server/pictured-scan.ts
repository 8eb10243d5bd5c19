import { analyseAgain } from '../analysis/analyse-again.ts';
import type { StoredScan } from '../store/worklist.ts';

/** Scans whose pictures were drawn again, the latest of them. */
const drawn = new Map<string, Promise<StoredScan>>();
const mostKept = 40;

/**
 * A scan with pictures and outlines. The store keeps none of scans called normal: they are drawn again from the files, where
 * those are still there.
 */
export function picturedScan(scan: StoredScan): Promise<StoredScan> {
  if (scan.thumbnails.length > 0) return Promise.resolve(scan);
  const kept = drawn.get(scan.analysisId);
  if (kept) return kept;
  const drawing = drawAgain(scan);
  drawn.set(scan.analysisId, drawing);
  if (drawn.size > mostKept) drawn.delete(drawn.keys().next().value!);
  return drawing;
}

async function drawAgain(scan: StoredScan): Promise<StoredScan> {
  const same = await analyseAgain(scan.analysis);
  return same ? { ...scan, thumbnails: same.thumbnails, analysis: { ...scan.analysis, regions: same.analysis.regions } } : scan;
}
