import type { DataSet } from '../data-set.ts';
import { numberValue, textValue, textValues } from '../element-values.ts';
import type { Keyword } from '../tags.ts';
import type { FoundSeries, FoundStudy, StudyQuery } from './pacs.ts';

/** The attributes asked of each study and series. */
export const studyKeywords = ['StudyInstanceUID', 'PatientID', 'PatientName', 'StudyDate', 'StudyDescription', 'ModalitiesInStudy'] as const satisfies readonly Keyword[];
export const seriesKeywords = ['SeriesInstanceUID', 'Modality', 'SeriesDescription', 'NumberOfSeriesRelatedInstances'] as const satisfies readonly Keyword[];

/** True for what may stand in an address and in a path. Source: DICOM PS3.5 section 9.1. */
export function isUid(text: string): boolean {
  return text.length <= 64 && /^[0-9]+(\.[0-9]+)*$/.test(text);
}

/** A DICOM range of days. @example dateRange('2024-01-01', null) // '20240101-' */
export function dateRange(from: string | null, to: string | null): string | null {
  return from === null && to === null ? null : `${from ?? ''}-${to ?? ''}`.replace(/(\d{4})-(\d\d)-(\d\d)/g, '$1$2$3');
}

/** The attributes a query matches on, as DICOM writes them. */
export function matchesOf({ patientId, from, to, modality, studyInstanceUid }: StudyQuery): readonly (readonly [Keyword, string])[] {
  const all: readonly (readonly [Keyword, string | null])[] = [['PatientID', patientId], ['StudyDate', dateRange(from, to)], ['ModalitiesInStudy', modality], ['StudyInstanceUID', studyInstanceUid]];
  return all.filter((one): one is readonly [Keyword, string] => one[1] !== null);
}

/** `20240301` as `2024-03-01`; null for anything else. */
export function dayOf(date: string | null): string | null {
  const [, year, month, day] = date?.match(/^(\d{4})(\d\d)(\d\d)$/) ?? [];
  return day === undefined ? null : `${year}-${month}-${day}`;
}

/** A study as a C-FIND answered it; null without a UID to fetch it by. */
export function studyOf(answer: DataSet): FoundStudy | null {
  const studyInstanceUid = textValue(answer, 'StudyInstanceUID');
  return studyInstanceUid === null || !isUid(studyInstanceUid) ? null : {
    studyInstanceUid, patientId: textValue(answer, 'PatientID') ?? '', patientName: textValue(answer, 'PatientName') ?? '',
    studyDate: dayOf(textValue(answer, 'StudyDate')), description: textValue(answer, 'StudyDescription') ?? '', modalities: textValues(answer, 'ModalitiesInStudy'),
  };
}

/** A series as a C-FIND answered it; null without a UID to fetch it by. */
export function seriesOf(answer: DataSet, studyInstanceUid: string): FoundSeries | null {
  const seriesInstanceUid = textValue(answer, 'SeriesInstanceUID');
  return seriesInstanceUid === null || !isUid(seriesInstanceUid) ? null : {
    studyInstanceUid, seriesInstanceUid, modality: textValue(answer, 'Modality') ?? '', description: textValue(answer, 'SeriesDescription') ?? '',
    stated: numberValue(answer, 'NumberOfSeriesRelatedInstances'),
  };
}
