import { gzip } from 'node:zlib';
import { promisify } from 'node:util';
import { Type } from 'typebox';
import { modalityByName } from '../analysis/load-modalities.ts';
import { readSourceGroup } from '../analysis/read-source-group.ts';
import { beatAnswerSchema, beatRequestSchema, loopAnswerSchema, loopsAnswerSchema, type OutlineReading } from '../contract/loops.ts';
import { problemSchema } from '../contract/text.ts';
import type { ImageInstance } from '../dicom/study.ts';
import type { BeatReading, LoopView, LoopViewer } from '../modalities/viewer.ts';
import { addAuditEntry } from '../store/audit-trail.ts';
import { addReading, readingsOf, type StoredScan } from '../store/worklist.ts';
import { foundScan } from './found-scan.ts';
import { latest } from './latest.ts';
import { beatAnswer, bullsEyeAnswer, outlineAnswer } from './present-loop.ts';
import { problem } from './problem.ts';
import type { Server, ServerContext } from './server-context.ts';

const loopParameters = Type.Object({ analysisId: Type.String({ pattern: '^[0-9]{1,18}$' }), loop: Type.Integer({ minimum: 0, maximum: 999 }) });
const scanParameters = Type.Pick(loopParameters, ['analysisId']);
/** Loops kept in memory: each is some 15 MB. */
const loopsKept = 6;
const compressed = promisify(gzip);

interface SeenLoop {
  readonly instance: ImageInstance;
  readonly viewer: LoopViewer;
  readonly view: LoopView;
}

/** The loops of a scan: frames, outlines of every frame, beats, a reader's own outlines. */
export function addLoopRoutes(server: Server, context: ServerContext): void {
  const { database } = context;
  const common = { tags: ['loop'] };
  const kept = latest<SeenLoop>(loopsKept);
  const seen = async (analysisId: string, loop: number): Promise<SeenLoop> => {
    const scan = await database((client) => foundScan(client, analysisId));
    return kept(`${analysisId} ${loop}`, () => lookAt(scan, loop));
  };

  server.get('/api/scans/:analysisId/loops', { schema: { ...common, summary: 'What is known of the loops of a scan without their files', params: scanParameters, response: { 200: loopsAnswerSchema, '4xx': problemSchema } } }, async ({ params: { analysisId } }) => database(async (client) => {
    const { analysis } = await foundScan(client, analysisId);
    const readings = (await readingsOf(client, analysisId)).flatMap(({ reading, user, at }) => ('diastolicCavity' in reading ? [{ ...(reading as Omit<OutlineReading, 'user' | 'at'>), user, at: at.toISOString() }] : []));
    return { loops: analysis.study.sopInstanceUids.map((sopInstanceUid, loop) => ({ loop, sopInstanceUid })), strainCurves: structuredClone(analysis.strainCurves ?? []) as never, bullsEye: bullsEyeAnswer(analysis.bullsEye), readings };
  }));

  server.get('/api/scans/:analysisId/loops/:loop', { schema: { ...common, summary: 'A loop: size, times, outlines of its frames, beats', params: loopParameters, response: { 200: loopAnswerSchema, '4xx': problemSchema } } }, async ({ params: { analysisId, loop } }) => {
    const { instance, view: { rows, columns, scale: [scaleRows, scaleColumns], frameTimesMs, heartRate, outlines, beats } } = await seen(analysisId, loop);
    return { view: instance.ultrasound?.view ?? null, rows, columns, scaleRows, scaleColumns, frames: instance.numberOfFrames, frameTimesMs: frameTimesMs && [...frameTimesMs], heartRate, outlines: outlines.flatMap(outlineAnswer), beats: [...beats] };
  });

  server.get('/api/scans/:analysisId/loops/:loop/frames', { schema: { ...common, summary: 'Every frame of a loop, grey, one byte a pixel, one frame after the other', params: loopParameters } }, async ({ params: { analysisId, loop } }, reply) => {
    const { view: { frames } } = await seen(analysisId, loop);
    return reply.type('application/octet-stream').header('content-encoding', 'gzip').header('cache-control', 'private, max-age=3600').send(await compressed(frames, { level: 1 }));
  });

  server.post('/api/scans/:analysisId/loops/:loop/beats', { schema: { ...common, summary: 'The numbers of one beat, off a reader’s outlines where given; kept beside the automatic ones when asked', params: loopParameters, body: beatRequestSchema, response: { 200: beatAnswerSchema, '4xx': problemSchema } } }, async ({ params: { analysisId, loop }, body: { keep, ...request }, session }) => {
    const { account } = session!;
    if (keep && account.role === 'reader') throw problem('notAllowed');
    const { instance, viewer } = await seen(analysisId, loop);
    const answer = beatAnswer(await viewer.readBeat(instance, request as Parameters<LoopViewer['readBeat']>[1]).catch((): BeatReading => { throw problem('noBeat'); }));
    if (keep) {
      await database(async (client) => {
        const { analysis } = await foundScan(client, analysisId);
        await addReading(client, analysisId, account.name, { loop, ...request, numbers: answer.numbers });
        await addAuditEntry(client, { user: account.name, action: 'scan.read', subject: analysis.study.patientId, detail: analysisId });
      });
    }
    return answer;
  });
}

async function lookAt({ analysis: { modality, study } }: StoredScan, loop: number): Promise<SeenLoop> {
  const viewer = (await modalityByName(modality))?.loops;
  const sopInstanceUid = study.sopInstanceUids[loop];
  if (!viewer || sopInstanceUid === undefined) throw problem('noLoop');
  const [instance] = (await readSourceGroup(study.files, [sopInstanceUid])) ?? [];
  if (!instance) throw problem('noImage');
  return { instance, viewer, view: await viewer.view(instance) };
}
