import { Type } from 'typebox';
import type pg from 'pg';
import { type NoteRequest, noteParametersSchema, noteRequestSchema, patientAnswerSchema, patientParametersSchema } from '../contract/patient.ts';
import { problemSchema } from '../contract/text.ts';
import { followedQuantities, followedQuantityNames, type FollowedQuantityName } from '../follow-up/followed-quantity.ts';
import type { NoiseRow } from '../follow-up/noise-library.ts';
import { addAuditEntry } from '../store/audit-trail.ts';
import { carriedReadingsOf } from '../store/carried-readings.ts';
import { addNote, findPatient, type NewNote, notesOf, type Patient, scansOf, withdrawNote } from '../store/patients.ts';
import { siteNoiseInUse } from '../store/site-noise.ts';
import { patientAnswer } from './present-patient.ts';
import { problem } from './problem.ts';
import type { Server, ServerContext } from './server-context.ts';

/** One patient over time, and what people note of them. Every look is in the audit trail. */
export function addPatientRoutes(server: Server, { database, words }: ServerContext): void {
  const common = { tags: ['patient'] };

  server.get('/api/patients/:patientKey', { schema: { ...common, summary: 'A patient over time: every measure, noise, treatments, and two answers about change', params: patientParametersSchema, response: { 200: patientAnswerSchema, '4xx': problemSchema } } }, async ({ params: { patientKey }, session }) => database(async (client) => {
    const patient = await found(client, patientKey);
    await addAuditEntry(client, { user: session!.account.name, action: 'patient.opened', subject: patient.patientId, detail: patientKey });
    const siteNoise = ((await siteNoiseInUse(client))?.noise ?? []) as readonly NoiseRow[];
    return patientAnswer({ patient, scans: await scansOf(client, patient), notes: await notesOf(client, patient), carried: await carriedReadingsOf(client, patient), siteNoise }, words);
  }));

  server.post('/api/patients/:patientKey/notes', { schema: { ...common, summary: 'Note a treatment, an event or a value of another source', params: patientParametersSchema, body: noteRequestSchema, response: { 204: Type.Null(), '4xx': problemSchema } } }, async ({ params: { patientKey }, body, session }, reply) => {
    const { account } = session!;
    if (account.role === 'reader') throw problem('notAllowed');
    const note = checkedNote(body);
    await database(async (client) => {
      const patient = await found(client, patientKey);
      await addNote(client, patient, account.name, note);
      await addAuditEntry(client, { user: account.name, action: 'patient.noted', subject: patient.patientId, detail: `${note.kind} ${note.name}` });
    });
    return reply.status(204).send(null);
  });

  server.delete('/api/patients/:patientKey/notes/:noteId', { schema: { ...common, summary: 'Withdraw a note; it stays in the store', params: noteParametersSchema, response: { 204: Type.Null(), '4xx': problemSchema } } }, async ({ params: { patientKey, noteId }, session }, reply) => {
    const { account } = session!;
    if (account.role === 'reader') throw problem('notAllowed');
    await database(async (client) => {
      const patient = await found(client, patientKey);
      if (!(await withdrawNote(client, patient, noteId, account.name))) throw problem('noNote');
      await addAuditEntry(client, { user: account.name, action: 'patient.noteWithdrawn', subject: patient.patientId, detail: noteId });
    });
    return reply.status(204).send(null);
  });
}

async function found(client: pg.ClientBase, patientKey: string): Promise<Patient> {
  const patient = await findPatient(client, patientKey);
  if (!patient) throw problem('noPatient');
  return patient;
}

/** A note that can be followed. @throws Problem `badDay`, `badValue` in words. */
function checkedNote(note: NoteRequest): NewNote {
  const endDay = note.kind === 'treatment' ? note.endDay : null;
  if (!isDay(note.day) || (endDay !== null && (!isDay(endDay) || endDay < note.day))) throw problem('badDay');
  if (note.kind !== 'value') return { kind: note.kind, day: note.day, endDay, name: note.name.trim(), value: null };
  if (!isFollowed(note.name)) throw problem('badValue');
  const [lowest, highest] = followedQuantities[note.name].plausible;
  if (note.value < lowest || note.value > highest) throw problem('badValue');
  return { kind: 'value', day: note.day, endDay: null, name: note.name, value: note.value };
}

/** Whether a day is in the calendar, so not the 31st of February. */
function isDay(day: string): boolean {
  const date = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day);
}

function isFollowed(name: string): name is FollowedQuantityName {
  return (followedQuantityNames as readonly string[]).includes(name);
}
