import { borderDistance, dice } from '../image/mask-distance.ts';
import { maskOutline } from '../image/mask-outline.ts';
import { modelReference } from '../inference/model-card.ts';
import type { Network } from '../inference/onnx-network.ts';
import { mapInOrder } from '../inference/map-in-order.ts';
import { echoValue, ejectionFraction, longitudinalStrain, reservoirStrain, type EchoValue } from '../modalities/echo/echo-values.ts';
import { measureFrame, measureOutlines, type FrameMeasures, type OutlineMeasures } from '../modalities/echo/frame-measures.ts';
import { maskOf, type LabelMap, type Structure } from '../modalities/echo/structures.ts';
import { correlationPearson } from '../statistics/correlation.ts';
import { mean } from '../statistics/mean.ts';
import { standardDeviation } from '../statistics/variance.ts';
import { agreementPair } from '../tables/agreement-pair.ts';
import { echoQuantities, type EchoFrameCase, type EchoQuantity, type EchoValidation, type OverlapRow, type QuantityAgreementRow, type StillOutline } from './echo-validation.ts';
import type { LabelledFrame, UnusableFrame } from './read-labelled-frames.ts';

const compared = ['leftVentricle', 'myocardium', 'leftAtrium'] as const satisfies readonly Structure[];
const mostWorst = 8;
/** One is outlined while another is read off. */
const FRAMES_AT_ONCE = 2;
const units = { endDiastolicVolume: 'mL', endSystolicVolume: 'mL', ejectionFraction: '%', longitudinalStrain: '%', wallThickness: 'mm', leftAtrialVolume: 'mL', reservoirStrain: '%' } as const satisfies Record<EchoQuantity, string>;

const ofTwoMoments = { ejectionFraction, longitudinalStrain, reservoirStrain } as const;

/** One frame with what was read off it, and off the expert's outlines by the same rule. */
interface Measured {
  readonly frame: LabelledFrame;
  readonly found: FrameMeasures;
  readonly truth: OutlineMeasures;
}

/** A quantity of a patient: Amyloscope's, with an interval where one is stated, and the expert's. */
interface Compared {
  readonly patient: string;
  readonly found: EchoValue;
  readonly truth: number;
}

/**
 * Compares outlines of labelled stills, and what is read off them, with those an expert drew.
 *
 * @param onProgress called after each frame with how many are done.
 */
export async function validateEcho(frames: readonly LabelledFrame[], unusable: readonly UnusableFrame[], network: Network, onProgress: (done: number) => void = () => undefined): Promise<EchoValidation> {
  let done = 0;
  const measured = await Array.fromAsync(mapInOrder(frames, FRAMES_AT_ONCE, async (frame): Promise<Measured> => {
    const { rows, columns, grey, labels, spacingMm } = frame;
    const found = await measureFrame(network, { rows, columns, grey, pixelAspect: spacingMm[0] / spacingMm[1] }, spacingMm);
    const truth = measureOutlines({ rows, columns, labels }, spacingMm, found.atEdge);
    onProgress(++done);
    return { frame, found, truth };
  }));
  const cases = measured.map(frameCase);
  const overlap = compared.flatMap((structure) => (['endDiastole', 'endSystole', 'both'] as const).map((moment) => overlapRow(cases, structure, moment)));
  return {
    frames: cases,
    patients: new Set(frames.map(({ patient }) => patient)).size,
    unusable,
    overlap,
    meanDice: mean(overlap.filter(({ moment }) => moment === 'both').map((row) => row.dice.mean)),
    quantities: echoQuantities.flatMap((quantity) => quantityRow(quantity, comparedBy(quantity, measured))),
    worst: cases.map((one, i) => ({ ...one, map: measured[i].found.map })).toSorted((a, b) => a.meanDice - b.meanDice).slice(0, mostWorst).map(({ map, ...one }) => ({ ...one, outlines: outlinesOf(one.frame, map) })),
    model: modelReference(network.card),
  };
}

function frameCase({ frame, found: { map } }: Measured): EchoFrameCase {
  const { rows, columns, labels, spacingMm } = frame;
  const overlap = Object.fromEntries(compared.map((structure) => {
    const [own, expert] = [maskOf(map, structure), maskOf({ rows, columns, labels }, structure)];
    return [structure, { dice: dice(own, expert), distance: borderDistance(own, expert, rows, columns, spacingMm) }];
  })) as unknown as EchoFrameCase['overlap'];
  return { frame, overlap, meanDice: mean(compared.map((structure) => valueOr(overlap[structure].dice, 1))) };
}

function outlinesOf({ rows, columns, labels }: LabelledFrame, map: LabelMap): StillOutline[] {
  return compared.flatMap((structure) => ([['Amyloscope', map], ['expert', { rows, columns, labels }]] as const).flatMap(([by, one]) =>
    maskOutline(maskOf(one, structure), rows, columns).map((ring) => ({ structure, by, ring }))));
}

/** A structure that neither side outlined is agreed on. */
function valueOr(result: EchoFrameCase['overlap'][Structure]['dice'], otherwise: number): number {
  return result.status === 'measured' ? result.value : otherwise;
}

function overlapRow(cases: readonly EchoFrameCase[], structure: Structure, moment: OverlapRow['moment']): OverlapRow {
  const own = cases.filter(({ frame }) => moment === 'both' || frame.moment === moment).map(({ overlap }) => overlap[structure]);
  const coefficients = own.map(({ dice: found }) => valueOr(found, 1));
  const distances = own.flatMap(({ distance }) => (distance.status === 'measured' ? [distance] : []));
  return {
    structure, moment,
    frames: own.length,
    dice: { mean: mean(coefficients), sd: coefficients.length > 1 ? standardDeviation(coefficients) : 0 },
    meanDistanceMm: mean(distances.map(({ value }) => value)),
    hausdorffMm: mean(distances.map(({ hausdorffMm }) => hausdorffMm)),
    withoutDistance: own.length - distances.length,
  };
}

function comparedBy(quantity: EchoQuantity, measured: readonly Measured[]): readonly Compared[] {
  const patients = Map.groupBy(measured, ({ frame }) => frame.patient);
  return [...patients].flatMap(([patient, own]) => {
    const [diastole, systole] = (['endDiastole', 'endSystole'] as const).map((moment) => own.find(({ frame }) => frame.moment === moment));
    const pair = valuesOf(quantity, diastole, systole);
    return pair ? [{ patient, ...pair }] : [];
  });
}

/** null where a moment is missing, or nothing could be read off one of the outlines. */
function valuesOf(quantity: EchoQuantity, diastole: Measured | undefined, systole: Measured | undefined): Omit<Compared, 'patient'> | null {
  if (isOfTwoMoments(quantity)) {
    const ofBoth = ofTwoMoments[quantity];
    return diastole && systole ? both(ofBoth(diastole.found, systole.found), ofBoth(diastole.truth, systole.truth)) : null;
  }
  const at = quantity === 'endDiastolicVolume' || quantity === 'wallThickness' ? diastole : systole;
  return at ? both(echoValue(quantity, at.found), echoValue(quantity, at.truth)) : null;
}

function isOfTwoMoments(quantity: EchoQuantity): quantity is keyof typeof ofTwoMoments {
  return quantity in ofTwoMoments;
}

function both(found: EchoValue | { readonly status: 'notMeasured' }, truth: EchoValue | { readonly status: 'notMeasured' }): Omit<Compared, 'patient'> | null {
  return found.status === 'measured' && truth.status === 'measured' ? { found, truth: truth.value } : null;
}

function quantityRow(quantity: EchoQuantity, all: readonly Compared[]): readonly QuantityAgreementRow[] {
  if (all.length === 0) return [];
  const stated = all.flatMap(({ found: { interval95 }, truth }) => (interval95 ? [interval95[0] <= truth && truth <= interval95[1]] : []));
  const [found, truth] = [all.map((one) => one.found.value), all.map((one) => one.truth)];
  return [{
    quantity,
    unit: units[quantity],
    pair: agreementPair(['Amyloscope', 'expert'], all.map(({ patient }) => patient), found.map((value) => [value]), truth.map((value) => [value])),
    meanAbsoluteError: mean(all.map((one) => Math.abs(one.found.value - one.truth))),
    correlation: correlationPearson(found, truth),
    coverage: stated.length > 0 ? { held: stated.filter(Boolean).length, of: stated.length } : null,
  }];
}
