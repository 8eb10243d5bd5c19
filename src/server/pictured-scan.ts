import { analysePaths } from '../analysis/analyse-study.ts';
import { filesOnDisk } from '../analysis/read-source-group.ts';
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
  const { files, sopInstanceUids } = scan.analysis.study;
  const onDisk = filesOnDisk(files);
  if (onDisk.length === 0) return scan;
  const { analyses } = await analysePaths(onDisk);
  const same = analyses.find(({ analysis }) => analysis.study.sopInstanceUids.join() === sopInstanceUids.join());
  return same ? { ...scan, thumbnails: same.thumbnails, analysis: { ...scan.analysis, regions: same.analysis.regions } } : scan;
}
