import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PatientAnswer } from '../../src/contract/patient.ts';
import { keepCarriedReadings } from '../../src/store/carried-readings.ts';
import { carriedVisit, ownVisit } from '../store/carried-visit.ts';
import { headersOf, type RunningServer, signIn, startServer, type Visitor } from './running-server.ts';

const [first, second] = ['2025-01-01', '2025-07-01'];
let running: RunningServer;
let reader: Visitor;
beforeAll(async () => {
  running = await startServer([ownVisit({ day: first, suv: 6 }), ownVisit({ day: second, suv: 5.5 })]);
  reader = await signIn(running.server, 'reader');
}, 60_000);
afterAll(() => running.stop());

const get = async (url: string) => (await running.server.inject({ method: 'GET', url, headers: headersOf(reader) })).json();

async function patientPage(): Promise<PatientAnswer> {
  const { rows: [{ patientKey }] } = await get('/api/worklist?search=P1');
  return get(`/api/patients/${patientKey}`);
}

test('the page of a patient compares visits in the outlines of the first once they were kept, and says so', async () => {
  const before = await patientPage();
  expect(before.overview.rows[0][1].en).toMatch(/^6\.0\sg\/mL → 5\.5/);
  expect(before.summary.en).not.toContain('outlines');
  await keepCarriedReadings(running.home.client, 'method', [carriedVisit({ day: first, suv: 6 }, first), carriedVisit({ day: second, suv: 5.8 }, first)]);
  const after = await patientPage();
  expect(after.overview.rows[0][1].en).toMatch(/^6\.0\sg\/mL → 5\.8/);
  expect(after.summary.fr).toMatch(/comparées dans les contours de la visite du 1\sjanv\.\s2025/);
  // Both scans stay in the list of the patient, measured in their own outlines.
  expect(after.scans).toEqual(before.scans);
});
