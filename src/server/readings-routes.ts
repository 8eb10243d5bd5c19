import { keptReadingsSchema, tableAnswerSchema, tableRequestSchema } from '../contract/readings.ts';
import { problemSchema } from '../contract/text.ts';
import { csvLine } from '../report/csv.ts';
import { addAuditEntry } from '../store/audit-trail.ts';
import { keptReadings, type KeptReading } from '../store/readings.ts';
import { inThread } from './in-thread.ts';
import type { JudgedTable } from './judge-table.ts';
import { Problem } from './problem.ts';
import type { Server, ServerContext } from './server-context.ts';

const judgeThread = new URL('judge-table.ts', import.meta.url);
/** A table that takes longer is too large for a page; the command has no such limit. */
const longestMs = 120_000;
const largestTableBytes = 10_000_000;
const automatic = 'Amyloscope';

/** Agreement and reproducibility of readings: of a table somebody brings, or of the circles kept here. */
export function addReadingsRoutes(server: Server, { database }: ServerContext): void {
  const common = { tags: ['readings'] };

  server.get('/api/readings', { schema: { ...common, summary: 'The ratios that readers found and the automatic ones of the same scans, as a table', response: { 200: keptReadingsSchema, '4xx': problemSchema } } }, async ({ session }) => database(async (client) => {
    const readings = await keptReadings(client);
    await addAuditEntry(client, { user: session!.account.name, action: 'readings.listed', subject: null, detail: String(readings.length) });
    return { table: tableOf(readings), scans: new Set(readings.map(({ analysisId }) => analysisId)).size, readers: new Set(readings.map(({ user }) => user)).size };
  }));

  server.post('/api/tables', { bodyLimit: largestTableBytes, config: { rateLimit: { max: 60, timeWindow: '1 minute' } }, schema: { ...common, summary: 'Judge a table of readings; nothing of it is kept', body: tableRequestSchema, response: { 200: tableAnswerSchema, '4xx': problemSchema } } }, async ({ body }) => {
    const answer = await inThread<JudgedTable>(judgeThread, body, { longestMs, late: 'tooLong' });
    if ('refusal' in answer) throw new Problem(422, 'badTable', answer.refusal);
    return answer;
  });
}

/** One row a reading, and one for the automatic circle of each scan that was read. */
function tableOf(readings: readonly KeptReading[]): string {
  const scans = new Map(readings.map((reading) => [reading.analysisId, reading]));
  const subject = ({ patientId, date, analysisId }: KeptReading): string => [patientId || `scan ${analysisId}`, date].filter(Boolean).join(' ');
  const rows = [
    ...[...scans.values()].flatMap((reading) => (reading.automatic === null ? [] : [[subject(reading), automatic, reading.automatic]])),
    ...readings.map((reading) => [subject(reading), reading.user, reading.ratio]),
  ];
  return csvLine(['patient', 'reader', 'H/CL']) + rows.map((row) => csvLine(row)).join('');
}
