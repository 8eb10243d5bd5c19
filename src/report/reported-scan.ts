import type { SourceObject } from '../dicom/source-object.ts';
import { uidFrom } from '../dicom/uid-from.ts';
import type { FindingWords } from '../measurement/finding.ts';
import type { Language } from '../measurement/language.ts';
import type { Analysis, Region, Thumbnail } from '../modalities/modality.ts';

/** One analysed scan and all that is needed to report it. */
export interface ReportedScan {
  readonly analysis: Analysis;
  /** None where no picture was kept. */
  readonly thumbnails: readonly Thumbnail[];
  /** Organs of a volume on every slice; null where the regions of the analysis are all there is. */
  readonly outlines: readonly Region[] | null;
  /** The visit before, of the same patient and kind of scan; null when none is known. */
  readonly previous: Analysis | null;
  /** The images of the analysis, in its order; empty when their files are not at hand, as for a stored analysis. */
  readonly sources: readonly SourceObject[];
  readonly words: FindingWords;
  readonly language: Language;
  readonly writtenAt: Date;
}

/** Regions of one name on one frame. */
export interface RegionsOfFrame {
  readonly name: string;
  readonly source: SourceObject;
  readonly frame: number;
  readonly regions: readonly Region[];
}

/** The regions of a scan by name and frame, for those frames whose object is at hand; in the order of the analysis. */
export function regionsByFrame({ analysis, outlines, sources }: ReportedScan): readonly RegionsOfFrame[] {
  const groups = Map.groupBy(outlines ?? analysis.regions, ({ name, source }) => [name, source.sopInstanceUid, source.frame].join(' '));
  return [...groups.values()].flatMap((regions) => {
    const [{ name, source: { sopInstanceUid, frame } }] = regions;
    const source = sources.find((one) => one.sopInstanceUid === sopInstanceUid);
    return source ? [{ name, source, frame, regions }] : [];
  });
}

/** How far a circle of a region reaches along columns and rows, pixels: they differ where pixels are not square. */
export function circleRadii({ radius }: { readonly radius: number }, { spacingMm }: SourceObject): readonly [alongColumns: number, alongRows: number] {
  return [radius, spacingMm ? (radius * spacingMm[1]) / spacingMm[0] : radius];
}

/** A UID for a part of one report: the same report asked for at another moment is another object. */
export function reportUid({ analysis, language, writtenAt }: ReportedScan, ...part: readonly (string | number)[]): string {
  const { study, modality, models, software } = analysis;
  return uidFrom('report', modality, software.version, ...models.map(({ sha256 }) => sha256), ...study.sopInstanceUids, language, writtenAt.toISOString(), ...part);
}
