import type { BeatAnswer, BullsEyeAnswer, Outline } from '../contract/loops.ts';
import { catalogue } from '../measurement/catalogue.ts';
import { echoViewClasses, type EchoViewName } from '../measurement/echo-view.ts';
import type { Analysis, BullsEye, Region } from '../modalities/modality.ts';
import type { BeatReading, DrawnBorders } from '../modalities/viewer.ts';
import { quantityWithUnit } from '../report/format-quantity.ts';
import { reasonText } from '../report/not-measured-texts.ts';

export function outlineAnswer(region: Region): Outline[] {
  return region.shape === 'polygon' ? [{ name: region.name, frame: region.source.frame, points: region.points.map(([x, y]): [number, number] => [x, y]) }] : [];
}

export function bullsEyeAnswer(bullsEye: BullsEye | undefined): BullsEyeAnswer | null {
  return bullsEye ? { quantity: bullsEye.quantity, name: catalogue[bullsEye.quantity].name, unit: bullsEye.unit, segments: [...bullsEye.segments] } : null;
}

/** The view of a loop in the letters that both languages use; null where it is neither stated nor recognised for sure. */
export function viewName({ sortedLoops, strainCurves }: Pick<Analysis, 'sortedLoops' | 'strainCurves'>, sopInstanceUid: string): string | null {
  const sorted = sortedLoops?.find((one) => one.sopInstanceUid === sopInstanceUid);
  const stated = sorted?.stated === 'other' ? null : sorted?.stated;
  const view = stated ?? (sorted?.sure ? sorted.recognised : null) ?? strainCurves?.find((one) => one.sopInstanceUid === sopInstanceUid)?.view ?? null;
  return view !== null && view in echoViewClasses ? echoViewClasses[view as EchoViewName].short : (view?.toUpperCase() ?? null);
}

/** One beat in words and numbers. */
export function beatAnswer({ numbers, outlines, curve, diastolicBorders, systolicBorders }: BeatReading): BeatAnswer {
  return {
    numbers: numbers.map(({ quantity, result }) => ({
      quantity, name: catalogue[quantity].name,
      value: result.status === 'measured' ? { en: quantityWithUnit(quantity, result.value, 'en'), fr: quantityWithUnit(quantity, result.value, 'fr') } : null,
      reason: result.status === 'notMeasured' ? reasonText(result) : null,
    })),
    outlines: outlines.flatMap(outlineAnswer),
    curve: curve && { ...curve, frames: [...curve.frames], timesMs: curve.timesMs && [...curve.timesMs], endocardial: [...curve.endocardial], segments: curve.segments.map((one) => one && [...one]) },
    diastolicBorders: diastolicBorders && bordersAnswer(diastolicBorders), systolicBorders: systolicBorders && bordersAnswer(systolicBorders),
  };
}

function bordersAnswer([a, b, c, d]: DrawnBorders): NonNullable<BeatAnswer['diastolicBorders']> {
  return [[...a], [...b], [...c], [...d]];
}
