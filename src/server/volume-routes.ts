import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { Type } from 'typebox';
import { modalityByName } from '../analysis/load-modalities.ts';
import { readSourceGroup } from '../analysis/read-source-group.ts';
import { problemSchema } from '../contract/text.ts';
import { volumeAnswerSchema } from '../contract/volumes.ts';
import type { VolumeView } from '../modalities/viewer.ts';
import type { StoredScan } from '../store/worklist.ts';
import { foundScan } from './found-scan.ts';
import { latest } from './latest.ts';
import { bullsEyeAnswer } from './present-loop.ts';
import { problem } from './problem.ts';
import type { Server, ServerContext } from './server-context.ts';

const scanParameters = Type.Object({ analysisId: Type.String({ pattern: '^[0-9]{1,18}$' }) });
/** Volumes kept in memory: each is some 20 MB. */
const volumesKept = 3;
const compressed = promisify(gzip);

/** The volume of a scan, for pages that cut it. */
export function addVolumeRoutes(server: Server, { database }: ServerContext): void {
  const common = { tags: ['volume'], params: scanParameters };
  const kept = latest<VolumeView>(volumesKept);
  const seen = async (analysisId: string) => {
    const scan = await database((client) => foundScan(client, analysisId));
    return { scan, view: await kept(analysisId, () => lookAt(scan)) };
  };

  server.get('/api/scans/:analysisId/volume', { schema: { ...common, summary: 'Size and scales of the volume of a scan, and what its volume of involvement is made of', response: { 200: volumeAnswerSchema, '4xx': problemSchema } } }, async ({ params: { analysisId } }) => {
    const { scan, view: { size, spacingMm, emissionUnit, suvPerStored, structures, heart, wall, wallVoxelMl, blood, involvedAboveBlood } } = await seen(analysisId);
    return { size: [...size] as [number, number, number], spacingMm, emissionUnit, suvPerStored, structures: [...structures], heart: [...heart] as [number, number, number], wallVoxels: wall.length, wallVoxelMl, blood, involvedAboveBlood, bullsEye: bullsEyeAnswer(scan.analysis.bullsEye) };
  });

  server.get('/api/scans/:analysisId/volume/voxels', { schema: { ...common, summary: 'Its voxels: CT, emission, labels, values of the wall, one after the other' } }, async ({ params: { analysisId } }, reply) => {
    const { view: { ct, emission, labels, wall } } = await seen(analysisId);
    const bytes = Buffer.concat([ct, emission, labels, wall].map(({ buffer, byteOffset, byteLength }) => Buffer.from(buffer, byteOffset, byteLength)));
    return reply.type('application/octet-stream').header('content-encoding', 'gzip').header('cache-control', 'private, max-age=3600').send(await compressed(bytes, { level: 1 }));
  });
}

async function lookAt({ analysis: { modality, study } }: StoredScan): Promise<VolumeView> {
  const viewer = (await modalityByName(modality))?.volumes;
  if (!viewer) throw problem('noLoop');
  const group = await readSourceGroup(study.files, study.sopInstanceUids);
  if (!group) throw problem('noImage');
  const view = await viewer.view(group);
  if (!view) throw problem('noLoop');
  return view;
}
