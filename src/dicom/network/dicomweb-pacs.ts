import { AmyloscopeError } from '../../measurement/amyloscope-error.ts';
import type { Keyword } from '../tags.ts';
import { jsonCount, jsonTag, jsonText, jsonTexts, parseJsonDataSets, type JsonDataSet } from './dicom-json.ts';
import { dayOf, isUid, matchesOf, seriesKeywords, studyKeywords } from './found-answers.ts';
import { exchange, requireSuccess, textOf, type DicomwebNode } from './http-exchange.ts';
import type { FoundSeries, FoundStudy, Pacs, StudyQuery } from './pacs.ts';
import { boundaryOf, readMultipart } from './read-multipart.ts';
import type { ReceivedFolder, ReceivedObject } from './received-folder.ts';
import { storeOverWeb } from './store-over-web.ts';

/** Answers asked for at a time. */
const PAGE_LENGTH = 500;
const JSON_MODEL = 'application/dicom+json';

/** One page of a search. @param matches as keyword and value. Source: DICOM PS3.18 section 10.6. */
async function searchPage(node: DicomwebNode, path: string, matches: readonly (readonly [Keyword, string])[], told: readonly Keyword[], [offset, limit]: readonly [offset: number, limit: number]): Promise<readonly JsonDataSet[]> {
  const parameters: [string, string][] = [...matches.map(([keyword, value]): [string, string] => [keyword, value]), ...told.map((keyword): [string, string] => ['includefield', jsonTag(keyword)])];
  const query = new URLSearchParams([...parameters, ['limit', String(limit)], ['offset', String(offset)]]);
  const answer = await exchange(node, { method: 'GET', path: `${path}?${query}`, accept: JSON_MODEL });
  await requireSuccess(node, answer);
  const text = await textOf(node, answer);
  return text.trim() === '' ? [] : parseJsonDataSets(text, node.url);
}

/** Every answer to a search. A service that passes over `offset` sends the same page again, which ends the search. */
async function search(node: DicomwebNode, path: string, matches: readonly (readonly [Keyword, string])[], told: readonly Keyword[], uid: Keyword): Promise<readonly JsonDataSet[]> {
  const found = new Map<string, JsonDataSet>();
  for (let offset = 0; ; offset += PAGE_LENGTH) {
    const page = await searchPage(node, path, matches, told, [offset, PAGE_LENGTH]);
    const fresh = page.filter((one) => isUid(jsonText(one, uid)) && !found.has(jsonText(one, uid)));
    for (const one of fresh) found.set(jsonText(one, uid), one);
    if (page.length < PAGE_LENGTH || fresh.length === 0) return [...found.values()];
  }
}

async function findStudies(node: DicomwebNode, query: StudyQuery): Promise<readonly FoundStudy[]> {
  const answers = await search(node, '/studies', matchesOf(query), studyKeywords, 'StudyInstanceUID');
  return answers.map((one) => ({
    studyInstanceUid: jsonText(one, 'StudyInstanceUID'), patientId: jsonText(one, 'PatientID'), patientName: jsonText(one, 'PatientName'),
    studyDate: dayOf(jsonText(one, 'StudyDate')), description: jsonText(one, 'StudyDescription'), modalities: jsonTexts(one, 'ModalitiesInStudy'),
  }));
}

async function findSeries(node: DicomwebNode, studyInstanceUid: string): Promise<readonly FoundSeries[]> {
  const answers = await search(node, `/studies/${studyInstanceUid}/series`, [], seriesKeywords, 'SeriesInstanceUID');
  return answers.map((one) => ({
    studyInstanceUid, seriesInstanceUid: jsonText(one, 'SeriesInstanceUID'), modality: jsonText(one, 'Modality'), description: jsonText(one, 'SeriesDescription'),
    stated: jsonCount(one, 'NumberOfSeriesRelatedInstances'),
  }));
}

/** Objects come as they are stored; one that is no DICOM is counted and passed over. Source: DICOM PS3.18 section 10.4. */
async function fetchSeries(node: DicomwebNode, { studyInstanceUid, seriesInstanceUid }: FoundSeries, folder: ReceivedFolder, received: (object: ReceivedObject) => void): Promise<number> {
  const answer = await exchange(node, { method: 'GET', path: `/studies/${studyInstanceUid}/series/${seriesInstanceUid}`, accept: 'multipart/related; type="application/dicom"; transfer-syntax=*' });
  await requireSuccess(node, answer);
  const boundary = boundaryOf(answer.headers['content-type'] ?? '');
  if (boundary === null) throw new AmyloscopeError('peerFailed', `${node.url} answered with ${answer.headers['content-type'] ?? 'no content type'} where objects in parts were asked for.`);
  let failed = 0;
  try {
    for await (const part of readMultipart(answer, boundary)) {
      try {
        received(await folder.keep(part));
      } catch (error) {
        if (!(error instanceof AmyloscopeError) || error.code === 'peerFailed' || error.code === 'outputRefused') throw error;
        failed += 1;
      }
    }
  } catch (cause) {
    if (cause instanceof AmyloscopeError) throw cause;
    throw new AmyloscopeError('peerFailed', `${node.url} broke off in the middle of a series (${(cause as Error).message}). What was whole is kept; try again.`, { cause });
  } finally {
    answer.destroy();
  }
  return failed;
}

/**
 * A PACS reached by DICOMweb: QIDO-RS to find, WADO-RS to fetch, STOW-RS to store.
 * Source: DICOM PS3.18.
 */
export function dicomwebPacs(node: DicomwebNode): Pacs {
  return {
    echo: async () => void (await searchPage(node, '/studies', [], ['StudyInstanceUID'], [0, 1])),
    findStudies: (query) => findStudies(node, query),
    findSeries: (uid) => findSeries(node, uid),
    fetchSeries: (series, folder, received) => fetchSeries(node, series, folder, received),
    push: (paths, told) => storeOverWeb(node, paths, told),
  };
}
