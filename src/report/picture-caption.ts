import { fillText } from '../measurement/finding.ts';
import type { Thumbnail } from '../modalities/modality.ts';
import { reportTexts as texts } from './report-texts.ts';
import type { ReportedScan } from './reported-scan.ts';

/** What a picture of a loop or a volume shows, and which frame or slice it is. @param whole false leaves the view of a loop alone. */
export function captionOf({ label, source }: Thumbnail, { analysis, sources, language }: ReportedScan, whole = true): string {
  // The moment stands behind the last comma.
  if (label && !whole) return label[language].replace(/, [^,]*$/, '');
  if (label) return `${label[language]}, ${fillText(texts.frame[language], { number: source.frame })}`;
  // Slices that are files of their own are counted as the files are.
  const alone = sources.find(({ sopInstanceUid }) => sopInstanceUid === source.sopInstanceUid)?.numberOfFrames === 1;
  return fillText(texts.slice[language], { number: alone ? analysis.study.sopInstanceUids.indexOf(source.sopInstanceUid) + 1 : source.frame });
}
