import { Type, type Static } from 'typebox';
import { textSchema } from './text.ts';

const pointSchema = Type.Tuple([Type.Number(), Type.Number()]);
/** A closed line in pixels of the stored frame. */
const ringSchema = Type.Array(pointSchema, { minItems: 3, maxItems: 2000 });
/** Outside and inside of the septum, inside and outside of the posterior wall, in pixels of the stored frame. */
const bordersSchema = Type.Tuple([pointSchema, pointSchema, pointSchema, pointSchema]);
const orNull = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) => Type.Union([schema, Type.Null()]);

/** Frames are counted from 1. */
export const outlineSchema = Type.Object({ name: Type.String(), frame: Type.Integer(), points: Type.Array(pointSchema) });
export type Outline = Static<typeof outlineSchema>;

export const strainCurveSchema = Type.Object({
  view: Type.String(), sopInstanceUid: Type.String(),
  frames: Type.Array(Type.Integer()), timesMs: orNull(Type.Array(Type.Number())),
  endocardial: Type.Array(Type.Number()), segments: Type.Array(orNull(Type.Array(Type.Number()))),
});
export type StrainCurveAnswer = Static<typeof strainCurveSchema>;

export const bullsEyeSchema = Type.Object({ quantity: Type.String(), name: textSchema, unit: Type.String(), segments: Type.Array(orNull(Type.Number())) });
export type BullsEyeAnswer = Static<typeof bullsEyeSchema>;

export const beatNumberSchema = Type.Object({
  quantity: Type.String(), name: textSchema,
  /** null where it was not measured; then `reason` says why. */
  value: orNull(textSchema), reason: orNull(textSchema),
});

/** What a reader drew at either moment; null leaves the automatic outline. */
const drawnFields = { diastolicCavity: orNull(ringSchema), systolicCavity: orNull(ringSchema), diastolicBorders: orNull(bordersSchema), systolicBorders: orNull(bordersSchema) };
const beatFields = { diastole: Type.Integer({ minimum: 1 }), systole: Type.Integer({ minimum: 1 }) };
export const beatRequestSchema = Type.Object({ ...beatFields, ...drawnFields, keep: Type.Boolean() }, { additionalProperties: false });
export type BeatRequestBody = Static<typeof beatRequestSchema>;

export const beatAnswerSchema = Type.Object({ numbers: Type.Array(beatNumberSchema), outlines: Type.Array(outlineSchema), curve: orNull(strainCurveSchema), diastolicBorders: orNull(bordersSchema), systolicBorders: orNull(bordersSchema) });
export type BeatAnswer = Static<typeof beatAnswerSchema>;

/** A reader's outlines and the numbers they give by the rules of the automatic ones. */
export const outlineReadingSchema = Type.Object({ user: Type.String(), at: Type.String(), loop: Type.Integer(), ...beatFields, ...drawnFields, numbers: Type.Array(beatNumberSchema) });
export type OutlineReading = Static<typeof outlineReadingSchema>;

/** What is known of the loops of an analysis without their files. */
export const loopsAnswerSchema = Type.Object({
  /** `view` as echocardiographers abbreviate it; null where it is neither stated nor recognised for sure. */
  loops: Type.Array(Type.Object({ loop: Type.Integer(), sopInstanceUid: Type.String(), view: orNull(Type.String()) })),
  strainCurves: Type.Array(strainCurveSchema),
  bullsEye: orNull(bullsEyeSchema),
  readings: Type.Array(outlineReadingSchema),
});
export type LoopsAnswer = Static<typeof loopsAnswerSchema>;

export const loopAnswerSchema = Type.Object({
  /** The view that the file states; null where it states none. */
  view: orNull(Type.String()),
  rows: Type.Integer(), columns: Type.Integer(),
  /** Played pixels for each stored pixel. */
  scaleRows: Type.Number(), scaleColumns: Type.Number(),
  frames: Type.Integer(),
  frameTimesMs: orNull(Type.Array(Type.Number())), heartRate: orNull(Type.Number()),
  outlines: Type.Array(outlineSchema),
  beats: Type.Array(Type.Object({ diastole: Type.Integer(), systole: Type.Integer() })),
  /** What a reader may draw anew: the outline of the cavity, the borders of the walls, or nothing. */
  corrects: orNull(Type.Union([Type.Literal('cavity'), Type.Literal('borders')])),
});
export type LoopAnswer = Static<typeof loopAnswerSchema>;
