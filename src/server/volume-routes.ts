import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { Type } from 'typebox';
import { problemSchema } from '../contract/text.ts';
import { volumeAnswerSchema } from '../contract/volumes.ts';
import type { VolumeView } from '../modalities/viewer.ts';
import { auditImages } from './audit-images.ts';
import { foundScan } from './found-scan.ts';
import { latest } from './latest.ts';
import { bullsEyeAnswer } from './present-loop.ts';
import type { Server, ServerContext } from './server-context.ts';
import { viewingOf } from './viewing-of.ts';

const scanParameters = Type.Object({ analysisId: Type.String({ pattern: '^[0-9]{1,18}$' }) });
/** Volumes kept in memory: each is some 20 MB. */
const volumesKept = 3;
const compressed = promisify(gzip);

/** The volume of a scan, for pages that cut it. */
export function addVolumeRoutes(server: Server, { database }: ServerContext): void {
  const common = { tags: ['volume'], params: scanParameters };
  const viewing = viewingOf(server);
  const kept = latest<VolumeView>(volumesKept);
  const seen = async (analysisId: string) => {
    const scan = await database((client) => foundScan(client, analysisId));
    const { modality, study: { files, sopInstanceUids } } = scan.analysis;
    return { scan, view: await kept(analysisId, async () => (await viewing('volume', { kind: 'volume', study: { modality, files, sopInstanceUids } })).volume) };
  };

  server.get('/api/scans/:analysisId/volume', { schema: { ...common, summary: 'Size and scales of the volume of a scan, and what its volume of involvement is made of', response: { 200: volumeAnswerSchema, '4xx': problemSchema } } }, async ({ params: { analysisId } }) => {
    const { scan, view: { size, spacingMm, emissionUnit, suvPerStored, structures, heart, wall, wallVoxelMl, blood, involvedAboveBlood } } = await seen(analysisId);
    return { size: [...size] as [number, number, number], spacingMm, emissionUnit, suvPerStored, structures: [...structures], heart: [...heart] as [number, number, number], wallVoxels: wall.length, wallVoxelMl, blood, involvedAboveBlood, bullsEye: bullsEyeAnswer(scan.analysis.bullsEye) };
  });

  server.get('/api/scans/:analysisId/volume/voxels', { schema: { ...common, summary: 'Its voxels: CT, emission, labels, values of the wall, one after the other' } }, async ({ params: { analysisId }, session }, reply) => {
    await database((client) => auditImages(client, session!.account.name, analysisId));
    const { view: { ct, emission, labels, wall } } = await seen(analysisId);
    const bytes = Buffer.concat([ct, emission, labels, wall].map(({ buffer, byteOffset, byteLength }) => Buffer.from(buffer, byteOffset, byteLength)));
    return reply.type('application/octet-stream').header('content-encoding', 'gzip').header('cache-control', 'private, max-age=3600').send(await compressed(bytes, { level: 1 }));
  });
}
