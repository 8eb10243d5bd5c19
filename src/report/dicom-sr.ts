import type { CodedConcept } from '../dicom/clinical-codes.ts';
import { answerConcepts, modalityMeanings, qualityConcepts, reportConcepts as concepts } from '../dicom/report-codes.ts';
import { SEGMENTATION, type SegmentationToWrite } from '../dicom/segmentation-to-write.ts';
import type { ContentItem, StructuredReportToWrite } from '../dicom/structured-report-to-write.ts';
import { uidFrom } from '../dicom/uid-from.ts';
import { software } from '../measurement/software.ts';
import { item } from './content-item.ts';
import { measurementGroups } from './dicom-sr-groups.ts';
import { byGravity, findingInWords, unsureInWords } from './finding-words.ts';
import { changeSentences } from './change-since.ts';
import { limitsOf, modalityReport } from './modality-report.ts';
import { reportTexts as texts } from './report-texts.ts';
import { reportUid, type ReportedScan } from './reported-scan.ts';
import { screeningTexts } from './screening-texts.ts';

const SERIES_NUMBER = 9002;

const languages = {
  en: { value: 'en', scheme: 'RFC5646', meaning: 'English' },
  fr: { value: 'fr', scheme: 'RFC5646', meaning: 'French' },
} as const;

/**
 * A scan as an imaging measurement report, with a group for each region and one for the whole scan.
 *
 * @param segmentations the regions as masks, which groups of organs refer to; none when there is no region.
 * Source: DICOM PS3.16 template 1500 and those it includes.
 */
export function structuredReportOf(scan: ReportedScan, segmentations: readonly SegmentationToWrite[]): StructuredReportToWrite {
  const evidence = segmentations.map(({ seriesInstanceUid, sopInstanceUid }) => ({ seriesInstanceUid, reference: { sopClassUid: SEGMENTATION, sopInstanceUid } }));
  return {
    sopInstanceUid: reportUid(scan, 'structured report'),
    seriesInstanceUid: reportUid(scan, 'structured report series'),
    seriesNumber: SERIES_NUMBER,
    seriesDescription: `${software.name} report, research use only`,
    writtenAt: scan.writtenAt,
    sources: scan.sources,
    evidence,
    title: concepts.imagingMeasurementReport,
    template: '1500',
    items: [
      item('HAS CONCEPT MOD', concepts.language, { type: 'CODE', code: languages[scan.language] }),
      ...observer(),
      item('HAS CONCEPT MOD', concepts.procedureReported, { type: 'CODE', code: modalityReport(scan.analysis).procedure }),
      imageLibrary(scan),
      item('CONTAINS', concepts.imagingMeasurements, { type: 'CONTAINER' }, measurementGroups(scan, segmentations)),
      item('CONTAINS', concepts.qualitativeEvaluations, { type: 'CONTAINER' }, evaluations(scan)),
    ],
  };
}

/** Who observed: this software. Source: DICOM PS3.16 template 1004. */
function observer(): readonly ContentItem[] {
  const text = (concept: CodedConcept, words: string) => item('HAS OBS CONTEXT', concept, { type: 'TEXT', text: words });
  return [
    item('HAS OBS CONTEXT', concepts.observerType, { type: 'CODE', code: concepts.device }),
    item('HAS OBS CONTEXT', concepts.deviceObserverUid, { type: 'UIDREF', uid: uidFrom(software.name, software.version) }),
    text(concepts.deviceObserverName, `${software.name} ${software.version}`),
    text(concepts.deviceObserverManufacturer, software.name),
    text(concepts.deviceObserverModel, software.name),
  ];
}

function imageLibrary({ sources }: ReportedScan): ContentItem {
  const groups = [...Map.groupBy(sources, ({ modality }) => modality)].map(([modality, members]) => item('CONTAINS', concepts.imageLibraryGroup, { type: 'CONTAINER' }, [
    item('HAS ACQ CONTEXT', concepts.modality, { type: 'CODE', code: { value: modality, scheme: 'DCM', meaning: modalityMeanings[modality] ?? modality } }),
    ...members.map(({ sopClassUid, sopInstanceUid }) => item('CONTAINS', null, { type: 'IMAGE', reference: { sopClassUid, sopInstanceUid } })),
  ]));
  return item('CONTAINS', concepts.imageLibrary, { type: 'CONTAINER', template: '1600' }, groups);
}

/** What is said in words: the answer, why it is unsure, quality, what next, limits, what the report is not. */
function evaluations({ analysis, previous, words, language }: ReportedScan): readonly ContentItem[] {
  const { classification, quality } = analysis;
  const text = (concept: CodedConcept, sentence: string) => item('CONTAINS', concept, { type: 'TEXT', text: sentence });
  const reasons = unsureInWords(classification?.unsureReasons ?? [], quality.findings, words);
  return [
    ...(classification ? [item('CONTAINS', modalityReport(analysis).answerConcept, { type: 'CODE', code: answerConcepts[classification.label] })] : []),
    ...reasons.map((reason) => text(concepts.unsureBecause, reason[language])),
    item('CONTAINS', concepts.quality, { type: 'CODE', code: qualityConcepts[quality.status] }),
    ...byGravity(quality.findings).map((finding) => text(concepts.finding, findingInWords(finding, words)[language])),
    ...changeSentences(analysis, previous, language).map((sentence) => text(concepts.change, sentence)),
    ...(classification?.recommendation ?? []).map((advice) => text(concepts.recommendation, `${advice.text[language]} [${advice.source}]`)),
    ...limitsOf(analysis.modality).map((limit) => text(concepts.limit, limit[language])),
    text(concepts.comment, [screeningTexts.research[language], texts.unsigned[language], ...(analysis.study.simulated ? [`${texts.simulated[language]}.`] : [])].join(' ')),
  ];
}
