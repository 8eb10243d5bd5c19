import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { carriedReadingsOf, keepCarriedReadings } from '../../src/store/carried-readings.ts';
import { type Home, openDatabase } from '../../src/store/connection.ts';
import { carriedVisit } from './carried-visit.ts';
import { type StoreHome, storeHomes } from './store-homes.ts';

const [first, second, third] = ['2025-01-01', '2025-07-01', '2026-01-01'];
const visits = [carriedVisit({ day: first, suv: 6 }, first), carriedVisit({ day: second, suv: 5 }, first)];
const daysAndValues = (readings: Awaited<ReturnType<typeof carriedReadingsOf>>) => readings.map(({ study, measurements: [one] }) => [study.studyDate, one.status === 'measured' && one.value]);

for (const { name, present, open } of storeHomes) {
  describe.runIf(present)(`on ${name}`, () => {
    let store: StoreHome;
    let home: Home;
    beforeAll(async () => {
      store = await open();
      home = await openDatabase(store.choice);
    }, 60_000);
    afterAll(async () => {
      await home.leave();
      store.stop();
    });
    const rows = async () => (await home.client.query<{ rows: number }>('select count(*)::integer as rows from amyloscope.carried_reading')).rows[0].rows;

    test('readings come back as they were kept but for their paths, and the same again add nothing', async () => {
      expect(await keepCarriedReadings(home.client, 'method 1', visits)).toBe(2);
      expect(await keepCarriedReadings(home.client, 'method 1', visits.toReversed())).toBe(0);
      expect(await rows()).toBe(2);
      expect(await carriedReadingsOf(home.client, { patientId: 'P1' })).toEqual(visits.map((visit) => ({ ...visit, study: { ...visit.study, files: [] } })));
      expect(await carriedReadingsOf(home.client, { patientId: 'P2' })).toEqual([]);
    });

    test('a later visit joins those in the same outlines', async () => {
      expect(await keepCarriedReadings(home.client, 'method 1', [...visits, carriedVisit({ day: third, suv: 4 }, first)])).toBe(1);
      expect(daysAndValues(await carriedReadingsOf(home.client, { patientId: 'P1' }))).toEqual([[first, 6], [second, 5], [third, 4]]);
    });

    test('another method, or the outlines of another visit, is a set of its own: none is overwritten or mixed, the newest counts', async () => {
      await keepCarriedReadings(home.client, 'method 2', [carriedVisit({ day: first, suv: 6.1 }, first), carriedVisit({ day: second, suv: 5.1 }, first)]);
      expect(daysAndValues(await carriedReadingsOf(home.client, { patientId: 'P1' }))).toEqual([[first, 6.1], [second, 5.1]]);
      await keepCarriedReadings(home.client, 'method 2', [carriedVisit({ day: second, suv: 5.2 }, second), carriedVisit({ day: third, suv: 4.2 }, second)]);
      expect(daysAndValues(await carriedReadingsOf(home.client, { patientId: 'P1' }))).toEqual([[second, 5.2], [third, 4.2]]);
      expect(await rows()).toBe(7);
    });

    test('text that PostgreSQL refuses is kept without what it refuses', async () => {
      await keepCarriedReadings(home.client, 'method 1', [carriedVisit({ day: first, suv: 6 }, first, 'P\0')]);
      expect((await carriedReadingsOf(home.client, { patientId: 'P\0' })).map(({ study }) => study.patientId)).toEqual(['P\ufffd']);
    });
  });
}
