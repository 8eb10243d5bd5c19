import { Type, type Static } from 'typebox';
import { bullsEyeSchema } from './loops.ts';

/**
 * A volume along the patient's axes: x to the left, y to the back, z to the head, x fastest. Its voxels come apart, in one answer: CT in
 * Hounsfield units (16 bits, signed), emission (16 bits, unsigned), labels (8 bits), values of the wall (32-bit floats); little-endian.
 */
export const volumeAnswerSchema = Type.Object({
  size: Type.Tuple([Type.Integer(), Type.Integer(), Type.Integer()]),
  spacingMm: Type.Number(),
  emissionUnit: Type.Number(),
  suvPerStored: Type.Union([Type.Number(), Type.Null()]),
  structures: Type.Array(Type.String()),
  heart: Type.Tuple([Type.Integer(), Type.Integer(), Type.Integer()]),
  wallVoxels: Type.Integer(),
  wallVoxelMl: Type.Number(),
  blood: Type.Union([Type.Number(), Type.Null()]),
  involvedAboveBlood: Type.Number(),
  bullsEye: Type.Union([bullsEyeSchema, Type.Null()]),
});
export type VolumeAnswer = Static<typeof volumeAnswerSchema>;
