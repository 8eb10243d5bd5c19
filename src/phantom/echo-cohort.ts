import { writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { EchoView } from './echo-loop.ts';
import type { ParasternalTruth } from './echo-parasternal-truth.ts';
import type { TrueStrains } from './echo-study.ts';
import type { EchoShare } from './echo-worker.ts';
import { requireCohort } from './require-cohort.ts';
import { runShares } from './run-shares.ts';
import type { EchoCohortChoice, EchoRecord } from './write-echo.ts';

export interface EchoCohortOptions extends EchoCohortChoice {
  /** Folder to write into; made when missing. */
  readonly out: string;
  /** One for each core when not given. */
  readonly workers?: number;
  readonly onProgress?: (done: number, total: number) => void;
}

export interface WrittenEchoCohort {
  readonly truthFile: string;
  readonly records: readonly EchoRecord[];
}

/**
 * Writes loops of beating digital patients with `truth.json` and `truth.csv` beside them.
 * @throws AmyloscopeError `invalidInput` when count or seed is not a whole number in range, `outputRefused` when the folder cannot be written.
 */
export async function writeEchoCohort(options: EchoCohortOptions): Promise<WrittenEchoCohort> {
  const { out, workers = availableParallelism(), onProgress, ...choice } = options;
  requireCohort(choice, out);
  const share: Omit<EchoShare, 'first' | 'step'> = { choice, folder: out };
  const total = choice.count * (choice.visits ?? 1);
  const records = await runShares<EchoRecord>(new URL('./echo-worker.ts', import.meta.url), share, workers, (done) => onProgress?.(done, total));
  const truthFile = join(out, 'truth.json');
  writeFileSync(truthFile, `${JSON.stringify({ simulated: true, seed: choice.seed, studies: records }, null, 1)}\n`);
  writeFileSync(join(out, 'truth.csv'), `${truthTable(records).map((cells) => cells.join(',')).join('\n')}\n`);
  return { truthFile, records };
}

const parasternalNames = [
  'septumMm', 'posteriorMm', 'diastolicDiameterMm', 'systolicDiameterMm', 'atriumMm', 'papillaryCavityCm2', 'papillaryEpicardialCm2', 'papillaryAreaChange',
] as const satisfies readonly (keyof ParasternalTruth)[];
const layers = ['endocardial', 'midWall'] as const;
const segmentNames = ['leftBasal', 'leftMiddle', 'leftApical', 'rightBasal', 'rightMiddle', 'rightApical'] as const;

/** One row a loop, the first one the names. */
function truthTable(records: readonly EchoRecord[]): readonly (readonly (string | number)[])[] {
  const head = [
    'file', 'patient', 'visit', 'view', 'kind', 'look', 'framesPerSecond', 'heartRate', 'endDiastolicVolumeMl', 'endSystolicVolumeMl', 'ejectionFraction', 'massG', 'wallMm',
    ...parasternalNames, ...layers.flatMap((layer) => [`${layer}GlobalStrain`, `${layer}ViewStrain`, ...segmentNames.map((name) => `${layer}Strain_${name}`), `${layer}RelativeApicalStrain`]),
  ];
  return [head, ...records.flatMap((record) => (Object.keys(record.files) as EchoView[]).map((view) => [
    record.files[view]!, record.patient, record.visit + 1, view, record.kind, record.look, record.framesPerSecond, record.heartRate,
    ...[record.endDiastolicVolumeMl, record.endSystolicVolumeMl, record.ejectionFraction, record.massG, record.wallMm].map(rounded),
    ...parasternalNames.map((name) => rounded(record.parasternal[name])),
    ...layers.flatMap((layer) => strainCells(record[layer], view)),
  ]))];
}

/** A parasternal view has no longitudinal strain of its own: its cells are empty. */
function strainCells({ global, views, relativeApicalStrain }: TrueStrains, view: EchoView): readonly (string | number)[] {
  const own = view in views ? views[view as keyof typeof views] : null;
  return [rounded(global), ...(own ? [own.global, ...own.segments].map(rounded) : Array.from({ length: 7 }, () => '')), rounded(relativeApicalStrain)];
}

function rounded(value: number): number {
  return Number(value.toFixed(4));
}
