import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { Type } from 'typebox';
import type { SeenLoop, ViewedStudy } from '../analysis/viewing-task.ts';
import { beatAnswerSchema, beatRequestSchema, loopAnswerSchema, loopsAnswerSchema, type OutlineReading } from '../contract/loops.ts';
import { problemSchema } from '../contract/text.ts';
import type { BeatRequest } from '../modalities/viewer.ts';
import { addAuditEntry } from '../store/audit-trail.ts';
import { auditImages } from './audit-images.ts';
import { addReading, readingsOf, type StoredScan } from '../store/worklist.ts';
import { foundScan } from './found-scan.ts';
import { latest } from './latest.ts';
import { beatAnswer, bullsEyeAnswer, outlineAnswer, viewName } from './present-loop.ts';
import { problem } from './problem.ts';
import type { Server, ServerContext } from './server-context.ts';
import { viewingOf } from './viewing-of.ts';

const loopParameters = Type.Object({ analysisId: Type.String({ pattern: '^[0-9]{1,18}$' }), loop: Type.Integer({ minimum: 0, maximum: 999 }) });
const scanParameters = Type.Pick(loopParameters, ['analysisId']);
/** Loops kept in memory: each is some 15 MB. */
const loopsKept = 6;
const compressed = promisify(gzip);
/** Of readings kept before borders could be drawn. */
const noBorders = { diastolicBorders: null, systolicBorders: null } as const;

/** The loops of a scan: frames, outlines of every frame, beats, a reader's own outlines. */
export function addLoopRoutes(server: Server, context: ServerContext): void {
  const { database } = context;
  const common = { tags: ['loop'] };
  const viewing = viewingOf(server);
  const kept = latest<SeenLoop>(loopsKept);
  const seen = async (analysisId: string, loop: number): Promise<SeenLoop> => {
    const study = loopOf(await database((client) => foundScan(client, analysisId)), loop);
    return kept(`${analysisId} ${loop}`, async () => (await viewing('loop', { kind: 'loop', study })).loop);
  };

  server.get('/api/scans/:analysisId/loops', { schema: { ...common, summary: 'What is known of the loops of a scan without their files', params: scanParameters, response: { 200: loopsAnswerSchema, '4xx': problemSchema } } }, async ({ params: { analysisId } }) => database(async (client) => {
    const { analysis } = await foundScan(client, analysisId);
    const readings = (await readingsOf(client, analysisId)).flatMap(({ reading, user, at }) => ('diastolicCavity' in reading ? [{ ...noBorders, ...(reading as Omit<OutlineReading, 'user' | 'at'>), user, at: at.toISOString() }] : []));
    return { loops: analysis.study.sopInstanceUids.map((sopInstanceUid, loop) => ({ loop, sopInstanceUid, view: viewName(analysis, sopInstanceUid) })), strainCurves: structuredClone(analysis.strainCurves ?? []) as never, bullsEye: bullsEyeAnswer(analysis.bullsEye), readings };
  }));

  server.get('/api/scans/:analysisId/loops/:loop', { schema: { ...common, summary: 'A loop: size, times, outlines of its frames, beats', params: loopParameters, response: { 200: loopAnswerSchema, '4xx': problemSchema } } }, async ({ params: { analysisId, loop } }) => {
    const { statedView, numberOfFrames, rows, columns, scale: [scaleRows, scaleColumns], frameTimesMs, heartRate, outlines, beats, corrects } = await seen(analysisId, loop);
    return { view: statedView, rows, columns, scaleRows, scaleColumns, frames: numberOfFrames, frameTimesMs: frameTimesMs && [...frameTimesMs], heartRate, outlines: outlines.flatMap(outlineAnswer), beats: [...beats], corrects };
  });

  server.get('/api/scans/:analysisId/loops/:loop/frames', { schema: { ...common, summary: 'Every frame of a loop, grey, one byte a pixel, one frame after the other', params: loopParameters } }, async ({ params: { analysisId, loop }, session }, reply) => {
    await database((client) => auditImages(client, session!.account.name, analysisId));
    const { frames } = await seen(analysisId, loop);
    return reply.type('application/octet-stream').header('content-encoding', 'gzip').header('cache-control', 'private, max-age=3600').send(await compressed(frames, { level: 1 }));
  });

  server.post('/api/scans/:analysisId/loops/:loop/beats', { schema: { ...common, summary: 'The numbers of one beat, off a reader’s outlines where given; kept beside the automatic ones when asked', params: loopParameters, body: beatRequestSchema, response: { 200: beatAnswerSchema, '4xx': problemSchema } } }, async ({ params: { analysisId, loop }, body: { keep, ...request }, session }) => {
    const { account } = session!;
    if (keep && account.role === 'reader') throw problem('notAllowed');
    const scan = await database((client) => foundScan(client, analysisId));
    const answer = beatAnswer((await viewing('beat', { kind: 'beat', study: loopOf(scan, loop), request: request as BeatRequest })).reading);
    if (keep) {
      await database(async (client) => {
        await addReading(client, analysisId, account.name, { loop, ...request, numbers: answer.numbers });
        await addAuditEntry(client, { user: account.name, action: 'scan.read', subject: scan.analysis.study.patientId, detail: analysisId });
      });
    }
    return answer;
  });
}

function loopOf({ analysis: { modality, study } }: StoredScan, loop: number): ViewedStudy {
  const sopInstanceUid = study.sopInstanceUids[loop];
  if (sopInstanceUid === undefined) throw problem('noLoop');
  return { modality, files: study.files, sopInstanceUids: [sopInstanceUid] };
}
