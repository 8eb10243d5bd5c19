import type { ImageInstance, Pixels } from '../../dicom/study.ts';
import type { Finding } from '../../measurement/finding.ts';
import { spectCtFinding } from './findings.ts';
import { surestLateralStep } from './lateral-motion.ts';
import { surestAxialStep } from './projection-motion.ts';

/** Chosen on 44 digital patients; on 44 others it alarmed for none that lay still, and for 51 of 51 that moved by 13 to 16 mm, 27 of 29 by 9 to 10 mm. */
const MOVED_GAIN = 0.12;
/** Standard errors. Chosen on 16 digital patients; 24 others reached 1.9 lying still, and 4.1 and more where a detector saw 5 mm, but for one of 77. */
const MOVED_SURETY = 4;

/** True for what a rotating camera recorded before anything was reconstructed from it, without a gate. */
export function isProjections({ modality, nuclear, numberOfFrames }: ImageInstance): boolean {
  return modality === 'NM' && nuclear?.imageKind === 'TOMO' && numberOfFrames > 1;
}

/**
 * Says whether the patient moved while the camera turned, along the table or across it, from the projections that came with the study. Slow
 * creep and the heart moving alone are not seen; across the table, nothing is said where the file does not name the detectors, and a detector
 * sees only what is at right angles to it.
 *
 * @throws AmyloscopeError where a projection cannot be decoded, as `ImageInstance.decode`.
 */
export function checkMotion(projections: readonly ImageInstance[]): readonly Finding[] {
  if (projections.length === 0) return [spectCtFinding('motionUnchecked')];
  const turns = projections.flatMap((instance) => turnsOf(instance).map((turn) => ({ ...turn, spacingMm: instance.spacingMm })));
  const along = turns.flatMap(({ frames, spacingMm }) => {
    const step = surestAxialStep(frames);
    return step && spacingMm ? [{ ...step, mm: Math.abs(step.rows) * spacingMm[0], of: frames.length }] : [];
  });
  const across = turns.flatMap(({ frames, detector, spacingMm }) => {
    const step = detector !== null && spacingMm && surestLateralStep(frames, spacingMm[1]);
    return step ? [{ ...step, mm: Math.abs(step.mm), of: frames.length }] : [];
  });
  if (along.length === 0) return [spectCtFinding('motionUnchecked')];
  const told = (code: 'movedOnTable' | 'movedAcrossTable', { mm, projection, of }: { readonly mm: number; readonly projection: number; readonly of: number }) => spectCtFinding(code, { mm: Math.round(mm), projection: projection + 1, of });
  return [
    ...along.filter(({ gain }) => gain > MOVED_GAIN).toSorted((a, b) => b.gain - a.gain).slice(0, 1).map((step) => told('movedOnTable', step)),
    ...across.filter(({ surety }) => surety > MOVED_SURETY).toSorted((a, b) => b.surety - a.surety).slice(0, 1).map((step) => told('movedAcrossTable', step)),
  ];
}

/** Frames of each detector and rotation in their order, of the energy window that recorded most. */
function turnsOf(instance: ImageInstance): readonly { readonly detector: number | null; readonly frames: readonly Pixels[] }[] {
  const frames = (instance.nuclear?.frames ?? []).map(({ frame, detector, rotation, energyWindow }) => ({ detector, rotation, energyWindow, pixels: instance.decode(frame) }));
  const windows = [...Map.groupBy(frames, ({ energyWindow }) => energyWindow).values()];
  const fullest = windows.map((of) => ({ of, counts: countsOf(of.map(({ pixels }) => pixels)) })).toSorted((a, b) => b.counts - a.counts).at(0)?.of ?? [];
  return [...Map.groupBy(fullest, ({ detector, rotation }) => `${detector} ${rotation}`).values()].map((of) => ({ detector: of[0].detector, frames: of.map(({ pixels }) => pixels) }));
}

function countsOf(frames: readonly Pixels[]): number {
  let counts = 0;
  for (const { values } of frames) for (const value of values) counts += value;
  return counts;
}
