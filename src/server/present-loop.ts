import type { BeatAnswer, BullsEyeAnswer, Outline } from '../contract/loops.ts';
import { catalogue } from '../measurement/catalogue.ts';
import type { BullsEye, Region } from '../modalities/modality.ts';
import type { BeatReading } from '../modalities/viewer.ts';
import { quantityWithUnit } from '../report/format-quantity.ts';
import { reasonText } from '../report/not-measured-texts.ts';

export function outlineAnswer(region: Region): Outline[] {
  return region.shape === 'polygon' ? [{ name: region.name, frame: region.source.frame, points: region.points.map(([x, y]): [number, number] => [x, y]) }] : [];
}

export function bullsEyeAnswer(bullsEye: BullsEye | undefined): BullsEyeAnswer | null {
  return bullsEye ? { quantity: bullsEye.quantity, name: catalogue[bullsEye.quantity].name, unit: bullsEye.unit, segments: [...bullsEye.segments] } : null;
}

/** One beat in words and numbers. */
export function beatAnswer({ numbers, outlines, curve }: BeatReading): BeatAnswer {
  return {
    numbers: numbers.map(({ quantity, result }) => ({
      quantity, name: catalogue[quantity].name,
      value: result.status === 'measured' ? { en: quantityWithUnit(quantity, result.value, 'en'), fr: quantityWithUnit(quantity, result.value, 'fr') } : null,
      reason: result.status === 'notMeasured' ? reasonText(result) : null,
    })),
    outlines: outlines.flatMap(outlineAnswer),
    curve: curve && { ...curve, frames: [...curve.frames], timesMs: curve.timesMs && [...curve.timesMs], endocardial: [...curve.endocardial], segments: curve.segments.map((one) => one && [...one]) },
  };
}
