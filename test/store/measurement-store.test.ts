import fc from 'fast-check';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AnalysisWithPicture } from '../../src/modalities/modality.ts';
import { openStore } from '../../src/store/connection.ts';
import { encodeAnalysis } from '../../src/store/encode-analysis.ts';
import type { AnalysedOutcome, FileState, MeasurementStore, RefusedOutcome, Screening } from '../../src/store/measurement-store.ts';
import type { RankedRow } from '../../src/store/ranked-row.ts';
import { sampleAnalysis } from './sample-analysis.ts';
import { privateHome, type StoreHome, storeHomes } from './store-homes.ts';

const file = (path: string, byteLength = 1000): FileState => ({ path, byteLength, modifiedMs: 1_700_000_000_000.5 });

function analysed(number: number, sample: AnalysisWithPicture = sampleAnalysis(number)): AnalysedOutcome {
  const { studyInstanceUid } = sample.analysis.study;
  const object = { sopInstanceUid: `1.2.3.${number}`, studyInstanceUid, companions: null };
  return { kind: 'analysed', file: file(`/archive/${number}.dcm`), object, analysis: encodeAnalysis(sample) };
}

const refused = (path: string): RefusedOutcome => ({ kind: 'refused', file: file(path), object: null, code: 'notDicom', reason: `${path}: no DICM.` });

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}

for (const { name, present, open } of storeHomes) {
  describe.runIf(present)(`on ${name}`, () => {
    let home: StoreHome;
    let store: MeasurementStore;
    let method = 0;
    const begin = () => store.beginScreening(`method ${(method += 1)}`, ['/archive'], []);
    const rows = (screening: Screening, pictures = true): Promise<RankedRow[]> => all(store.rankedRows(screening, () => pictures));

    beforeAll(async () => {
      home = await open();
      store = await openStore(home.choice);
    }, 60_000);
    afterAll(async () => {
      await store.close();
      home.stop();
    });

    test('an analysis comes back as it was stored, its thumbnails included', async () => {
      const screening = await begin();
      const sample = sampleAnalysis(1);
      await store.save(screening, [analysed(1, sample)]);
      const [row] = await rows(screening);
      expect(row.analysis).toEqual(sample.analysis);
      expect(row.thumbnails).toEqual(sample.thumbnails);
      expect(row.heartToContralateralRatio).toEqual({ status: 'measured', value: 1.125, interval95: [0.925, 1.325] });
    });

    test('any text and any number come back as they were stored', async () => {
      const text = fc.string({ unit: 'grapheme', maxLength: 30 }).filter((one) => !one.includes('\0'));
      const numbers = fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }).map((one) => (one === 0 ? 0 : one)));
      await fc.assert(
        fc.asyncProperty(text, numbers, fc.integer({ min: 10, max: 99 }), async (patientId, embedding, number) => {
          const screening = await begin();
          const sample = sampleAnalysis(number, { patientId });
          await store.save(screening, [analysed(number, { ...sample, analysis: { ...sample.analysis, embedding } })]);
          const [row] = await rows(screening);
          expect([row.patientId, row.analysis.embedding]).toEqual([patientId, embedding]);
        }),
        { seed: 7, numRuns: 25 },
      );
    });

    test('text that a database cannot hold is stored with U+FFFD in its place', async () => {
      const screening = await begin();
      await store.save(screening, [analysed(2, sampleAnalysis(2, { patientId: 'A\0B\ud800C\\u0000' }))]);
      expect((await rows(screening))[0].patientId).toBe('A\ufffdB\ufffdC\\u0000');
    });

    test('a batch that fails leaves nothing behind', async () => {
      const screening = await begin();
      const broken = { ...analysed(4), analysis: { ...encodeAnalysis(sampleAnalysis(4)), json: new TextEncoder().encode('{') } };
      await expect(store.save(screening, [analysed(3), refused('/x'), broken])).rejects.toMatchObject({ code: 'storeUnavailable' });
      expect(await store.remember(screening, [file('/archive/3.dcm'), file('/x')])).toEqual([null, null]);
      expect(await store.counts(screening)).toMatchObject({ files: 0, scans: 0 });
    });

    test('an analysis by a new method version stands beside the old one', async () => {
      const studyUid = '1.2.3.5.9';
      for (const software of ['0.1.0', '0.2.0']) await store.save(await begin(), [analysed(5, sampleAnalysis(5, { software }))]);
      const versions = (await store.analysesOfStudy(studyUid)).map((analysis) => analysis.software.version);
      expect(versions).toEqual(['0.1.0', '0.2.0']);
    });

    test('the same analysis stored twice by one method is kept once', async () => {
      const screening = await begin();
      const again = { ...analysed(6), file: file('/copy/6.dcm') };
      await store.save(screening, [analysed(6)]);
      await store.save(screening, [again]);
      expect(await store.analysesOfStudy('1.2.3.6.9')).toHaveLength(1);
      expect((await rows(screening))[0].files).toEqual(['/archive/6.dcm', '/copy/6.dcm']);
    });

    test('a file is remembered by path, size and date, and for its method only', async () => {
      const screening = await begin();
      await store.save(screening, [analysed(7), refused('/broken')]);
      const files = [file('/broken'), file('/archive/7.dcm', 1001), file('/archive/7.dcm')];
      expect(await store.remember(screening, files)).toEqual([
        { kind: 'refused', object: null },
        null,
        { kind: 'analysed', object: { sopInstanceUid: '1.2.3.7', studyInstanceUid: '1.2.3.7.9', companions: null } },
      ]);
      expect(await store.remember(await begin(), files)).toEqual([null, null, null]);
    });

    test('a file that could not be read is not remembered, so that it is tried again', async () => {
      const screening = await begin();
      await store.save(screening, [{ ...refused('/locked'), code: 'notFound', reason: 'locked' }]);
      expect(await store.remember(screening, [file('/locked')])).toEqual([null]);
      expect(await store.counts(screening)).toMatchObject({ refused: 1 });
    });

    test('what a file holds is not forgotten when another walk meets it as a repetition', async () => {
      const screening = await begin();
      await store.save(screening, [analysed(8)]);
      await store.save(screening, [{ ...analysed(8), kind: 'duplicate', sameAs: '/elsewhere' }]);
      expect((await store.remember(screening, [file('/archive/8.dcm')]))[0]?.kind).toBe('analysed');
    });

    test('a later screening by the same method lists files that were stored before, and only the ones it found', async () => {
      const version = `method ${(method += 1)}`;
      const first = await store.beginScreening(version, ['/archive'], []);
      await store.save(first, [analysed(10), analysed(11), refused('/r1'), refused('/r2')]);
      const second = await store.beginScreening(version, ['/archive/1'], []);
      await store.markFound(second, [
        { file: file('/archive/11.dcm'), sameAs: null },
        { file: file('/r2'), sameAs: null },
        { file: file('/archive/10.dcm'), sameAs: '/archive/0.dcm' },
      ]);
      expect((await rows(second)).map((row) => row.patientId)).toEqual(['P11']);
      expect(await all(store.refusedFiles(second))).toEqual([{ path: '/r2', code: 'notDicom', reason: '/r2: no DICM.' }]);
      expect(await all(store.duplicateFiles(second))).toEqual([{ path: '/archive/10.dcm', sameAs: '/archive/0.dcm', sopInstanceUid: '1.2.3.10' }]);
      expect(await store.counts(second)).toEqual({ files: 3, scans: 1, refused: 1, duplicates: 1, knownPatients: 0, knownPatientsFound: 0 });
    });

    test('the list is ordered by group, then probability, then ratio, and known patients stand apart', async () => {
      const known = [{ patientId: 'K', diagnosis: 'ATTRv' }, { patientId: 'nobody', diagnosis: null }];
      const screening = await store.beginScreening(`method ${(method += 1)}`, [], known);
      const samples = [
        sampleAnalysis(20, { label: 'normal', probability: 0.1 }),
        sampleAnalysis(21, { label: 'abnormal', probability: 0.9, ratio: 1.4 }),
        sampleAnalysis(22, { label: 'unsure', probability: 0.95 }),
        sampleAnalysis(23, { label: 'abnormal', probability: 0.9, ratio: 1.6 }),
        sampleAnalysis(24, { label: 'abnormal', probability: 0.99, patientId: 'K' }),
        sampleAnalysis(25, { label: null }),
        sampleAnalysis(26, { label: 'abnormal', probability: 0.97 }),
      ];
      await store.save(screening, samples.map((sample, index) => analysed(20 + index, sample)));
      const list = await rows(screening, false);
      expect(list.map((row) => `${row.rank} ${row.group} ${row.patientId}`)).toEqual([
        '1 abnormal P26',
        '2 abnormal P23',
        '3 abnormal P21',
        '4 unsure P22',
        '5 normal P20',
        '6 known K',
        '7 refused P25',
      ]);
      expect(list[5].known).toEqual({ patientId: 'K', diagnosis: 'ATTRv' });
      expect(list.flatMap((row) => row.thumbnails)).toEqual([]);
      expect(await store.counts(screening)).toMatchObject({ knownPatients: 2, knownPatientsFound: 1 });
    });

    test('a list longer than what is fetched at once is whole and in order', async () => {
      const screening = await begin();
      const numbers = Array.from({ length: 450 }, (_, index) => 1000 + index);
      const outcomes = numbers.map((number) => analysed(number, sampleAnalysis(number, { label: 'abnormal', probability: number / 2000 })));
      await store.save(screening, outcomes);
      await store.save(screening, Array.from({ length: 2100 }, (_, index) => refused(`/many/${String(index).padStart(5, '0')}`)));
      expect((await rows(screening)).map((row) => row.patientId)).toEqual(numbers.toReversed().map((number) => `P${number}`));
      const paths = (await all(store.refusedFiles(screening))).map(({ path }) => path);
      expect(paths).toHaveLength(2100);
      expect(paths).toEqual(paths.toSorted());
    });

    test('a path longer than an index entry may be is stored', async () => {
      const screening = await begin();
      const path = `/${Array.from({ length: 4000 }, (_, index) => String.fromCharCode(33 + ((index * 7919) % 90))).join('')}`;
      await store.save(screening, [refused(path)]);
      expect((await all(store.refusedFiles(screening)))[0].path).toBe(path);
    });

    test('the tables are those of the migrations', async () => {
      const client = new pg.Client(home.connection);
      await client.connect();
      const { rows: tables } = await client.query(`
        select table_name, count(*)::int as columns from information_schema.columns
        where table_schema = 'amyloscope' group by table_name order by table_name`);
      await client.end();
      expect(Object.fromEntries(tables.map((table) => [table.table_name, table.columns]))).toEqual({
        analysis: 16,
        app_user: 8,
        audit: 7,
        carried_reading: 8,
        decision: 6,
        file: 5,
        file_outcome: 9,
        job: 17,
        job_file: 12,
        job_object: 4,
        job_task: 4,
        known_patient: 3,
        method: 2,
        migration: 2,
        patient: 2,
        patient_note: 11,
        reading: 5,
        screening: 5,
        screening_file: 4,
        session: 4,
        site_noise: 4,
        transfer: 12,
        upload: 4,
        upload_file: 6,
        work_item: 14,
      });
    });

    test('two stores opened on one database at once both work, and neither loses what the other wrote', async () => {
      const version = `method ${(method += 1)}`;
      const others = await Promise.all([openStore(home.choice), openStore(home.choice)]);
      const screenings = await Promise.all(others.map((other) => other.beginScreening(version, [], [])));
      const both = Array.from({ length: 40 }, (_, index) => analysed(3000 + index));
      await Promise.all(others.map((other, index) => other.save(screenings[index], index === 0 ? both : both.toReversed())));
      const lists = await Promise.all(screenings.map((screening) => rows(screening)));
      expect(lists.map((list) => list.length)).toEqual([40, 40]);
      expect(lists[0]).toEqual(lists[1]);
      await Promise.all(others.map((other) => other.close()));
    });
  });
}

test('a store made by a newer version is refused with that reason', async () => {
  const home = privateHome();
  const store = await openStore(home.choice);
  const client = new pg.Client(home.connection);
  await client.connect();
  await client.query("insert into amyloscope.migration (name) values ('9999-future.sql')");
  await client.end();
  await expect(openStore(home.choice)).rejects.toThrow(/newer Amyloscope \(9999-future\.sql\)/);
  await store.close();
  home.stop();
}, 30_000);

test('a database that cannot be reached is named without its password', async () => {
  const opening = openStore({ databaseUrl: 'postgresql://anna:secret@127.0.0.1:1/hospital' });
  await expect(opening).rejects.toMatchObject({ code: 'storeUnavailable', message: expect.not.stringContaining('secret') });
});

test('an address that is not one of PostgreSQL is refused with the form it should have', async () => {
  await expect(openStore({ databaseUrl: 'mysql://host/db' })).rejects.toThrow(/postgresql:\/\/user:password@host:5432\/database/);
});
