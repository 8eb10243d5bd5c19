import type { ImageInstance } from '../dicom/study.ts';
import { circleCounts } from '../image/circle.ts';
import { AmyloscopeError } from '../measurement/amyloscope-error.ts';
import type { Region } from '../modalities/modality.ts';

/** A circle in pixels of the stored frame: x along columns, y along rows, the radius in columns. */
export interface CircleOnFrame {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
}

/** What a reader's circle gives. */
export interface CircleReading {
  readonly heart: CircleOnFrame;
  /** The same circle about the midline that the automatic circles used. */
  readonly contralateral: CircleOnFrame;
  /** Heart-to-contralateral ratio: mean counts of the first circle over those of the second. */
  readonly ratio: number;
}

/**
 * Reads the heart-to-contralateral ratio at a circle that a person placed, by the rule of the automatic one: the same circle
 * about the same midline, means of counts on the anterior frame.
 *
 * @param automatic regions of the analysis.
 * @throws AmyloscopeError `invalidInput` when there are no automatic circles, the object is another one, or a circle reaches
 *   outside the image or holds no counts.
 */
export function readCircle(instance: ImageInstance, automatic: readonly Region[], heart: CircleOnFrame): CircleReading {
  const [own, other] = (['heartCircle', 'contralateralCircle'] as const).map((name) => automatic.find((region) => region.name === name && region.source.sopInstanceUid === instance.sopInstanceUid));
  if (own?.shape !== 'circle' || other?.shape !== 'circle') throw new AmyloscopeError('invalidInput', {
    en: 'This scan has no automatic circles, so there is no midline to mirror about.',
    fr: 'Cet examen n’a pas de cercles automatiques : pas de ligne médiane pour le miroir.',
  });
  const contralateral = { ...heart, x: own.x + other.x - heart.x };
  const [above, below] = [heart, contralateral].map((circle) => meanCounts(instance, own.source.frame, circle));
  if (above === null || below === null || below === 0) throw new AmyloscopeError('invalidInput', {
    en: 'The circle or its mirror image reaches outside the image, or holds no counts. Place it inside.',
    fr: 'Le cercle ou son miroir sort de l’image, ou ne contient aucun coup. Placez-le à l’intérieur.',
  });
  return { heart, contralateral, ratio: above / below };
}

function meanCounts(instance: ImageInstance, frame: number, { x, y, radius }: CircleOnFrame): number | null {
  const [rowMm, columnMm] = instance.spacingMm ?? [1, 1];
  const image = { ...instance.decode(frame), spacingMm: [rowMm, columnMm] as const, flipRows: false, flipColumns: false };
  return circleCounts(image, { rowMm: y * rowMm, columnMm: x * columnMm, radiusMm: radius * columnMm })?.mean ?? null;
}
