import { once } from 'node:events';
import { existsSync, readFileSync, renameSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { extract } from 'tar-stream';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { uidValue } from '../../src/dicom/element-values.ts';
import { parseDataSet } from '../../src/dicom/parse-data-set.ts';
import { listTransfers } from '../../src/store/transfers.ts';
import { headersOf, type RunningServer, signIn, startServer, type Visitor } from './running-server.ts';
import { makeViewedStudies, type ViewedStudies } from './viewed-studies.ts';

describe('reports of stored scans', () => {
  let studies: ViewedStudies;
  let running: RunningServer;
  let visitors: Readonly<Record<'reader' | 'analyst' | 'administrator', Visitor>>;
  let ids = { echo: '', spectCt: '' };
  beforeAll(async () => {
    studies = await makeViewedStudies();
    const unasked = async () => { throw new Error('This system is not spoken to here.'); };
    running = await startServer([studies.echo, studies.spectCt], null, { names: ['archive'], pacs: unasked });
    const [reader, analyst, administrator] = [await signIn(running.server, 'reader'), await signIn(running.server, 'analyst'), await signIn(running.server, 'administrator')];
    visitors = { reader, analyst, administrator };
    const { rows } = await running.home.client.query<{ analysis_id: string; modality: string }>('select analysis_id::text, modality from amyloscope.analysis');
    const idOf = (name: string) => rows.find(({ modality }) => modality === name)!.analysis_id;
    ids = { echo: idOf('echo'), spectCt: idOf('spect-ct') };
  }, 300_000);
  afterAll(async () => {
    await running?.stop();
    studies?.remove();
  });

  const take = (id: string, kind: string, language = 'en', visitor = visitors.reader) => running.server.inject({ method: 'GET', url: `/api/scans/${id}/report?kind=${kind}&language=${language}`, headers: headersOf(visitor) });
  const send = (id: string, payload: object, visitor = visitors.analyst) => running.server.inject({ method: 'POST', url: `/api/scans/${id}/sendings`, headers: headersOf(visitor), payload });
  const actions = async () => (await running.home.client.query<{ action: string }>('select action from amyloscope.audit order by 1')).rows.map(({ action }) => action);

  test.each(['echo', 'spectCt'] as const)('a PDF of %s is given to readers too, in the language asked for, and written down', async (which) => {
    const answer = await take(ids[which], 'pdf', 'fr');
    expect(answer.statusCode).toBe(200);
    expect(answer.rawPayload.subarray(0, 5).toString()).toBe('%PDF-');
    expect(answer.rawPayload.includes('fr-FR')).toBe(true);
    expect(answer.headers['content-disposition']).toBe(`attachment; filename="amyloscope-${ids[which]}.pdf"`);
    expect(await actions()).toContain('report.taken');
  }, 120_000);

  test('a FHIR bundle states the stored ejection fraction', async () => {
    const bundle = JSON.parse((await take(ids.echo, 'fhir')).body);
    const measured = studies.echo.analysis.measurements.find(({ quantity }) => quantity === 'leftVentricularEjectionFraction');
    const values = bundle.entry.flatMap(({ resource }: { resource: { valueQuantity?: { value: number } } }) => resource.valueQuantity?.value ?? []);
    expect(measured?.status === 'measured' && values.some((value: number) => Math.abs(value - measured.value) < 0.05)).toBe(true);
  }, 60_000);

  test.each([['dicom-sr', '1.2.840.10008.5.1.4.1.1.88'], ['dicom-seg', '1.2.840.10008.5.1.4.1.1.66.4'], ['dicom-sc', '1.2.840.10008.5.1.4.1.1.7']])('%s of a SPECT/CT is an object of its class in the study of the images', async (kind, sopClass) => {
    const answer = await take(ids.spectCt, kind);
    expect(answer.statusCode, answer.body.slice(0, 200)).toBe(200);
    const dataSet = parseDataSet(answer.rawPayload).dataSet;
    expect(uidValue(dataSet, 'SOPClassUID')?.startsWith(sopClass)).toBe(true);
    expect(uidValue(dataSet, 'StudyInstanceUID')).toBe(studies.spectCt.analysis.study.studyInstanceUid);
  }, 120_000);

  test('what is sent waits in line for its system; readers and unknown systems are refused', async () => {
    const wish = { node: 'archive', kinds: ['dicom-sr', 'dicom-seg', 'dicom-sc'], language: 'fr' };
    expect((await send(ids.echo, wish, visitors.reader)).json().code).toBe('notAllowed');
    expect((await send(ids.echo, { ...wish, node: 'elsewhere' })).json().code).toBe('noNode');
    const answer = await send(ids.echo, wish);
    const waiting = await listTransfers(running.home.client, 100);
    expect(answer.json().objects).toBe(waiting.length);
    expect(waiting.length).toBeGreaterThanOrEqual(3);
    for (const { kind, node, subject } of waiting) {
      expect([kind, node]).toEqual(['push', 'archive']);
      expect(uidValue(parseDataSet(readFileSync((subject as { path: string }).path)).dataSet, 'StudyInstanceUID')).toBe(studies.echo.analysis.study.studyInstanceUid);
    }
    expect(await actions()).toContain('report.sent');
  }, 120_000);

  test('DICOM needs the images, and says so when they have gone; the PDF does not', async () => {
    const { files } = studies.echo.analysis.study;
    for (const file of files) renameSync(file, `${file}.away`);
    try {
      expect((await take(ids.echo, 'dicom-sr')).json()).toMatchObject({ code: 'noImage' });
      expect((await take(ids.echo, 'pdf')).statusCode).toBe(200);
    } finally {
      for (const file of files) renameSync(`${file}.away`, file);
    }
    expect(files.every((file) => existsSync(file))).toBe(true);
  }, 60_000);

  test('a whole backup is for administrators alone', async () => {
    const backup = (visitor: Visitor) => running.server.inject({ method: 'GET', url: '/api/backup', headers: headersOf(visitor) });
    expect((await backup(visitors.analyst)).json().code).toBe('notAdministrator');
    const answer = await backup(visitors.administrator);
    expect(answer.headers['content-type']).toBe('application/gzip');
    const names: string[] = [];
    const tar = extract().on('entry', ({ name }, content, next) => {
      names.push(name);
      content.resume().on('end', next);
    });
    tar.end(gunzipSync(answer.rawPayload));
    await once(tar, 'finish');
    expect(names.some((name) => name.includes('analysis'))).toBe(true);
    // The end is written last, so what has one is whole.
    expect(names.at(-1)).toMatch(/end/);
    expect(await actions()).toContain('store.backedUp');
  }, 60_000);
});
