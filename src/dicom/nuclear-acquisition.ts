import { classifyTracer } from './classify-tracer.ts';
import { isTechnetium99mCode, patientPositionOf } from './clinical-codes.ts';
import type { DataSet } from './data-set.ts';
import { numberValue, sequenceItems, textValue, textValues } from './element-values.ts';
import type { ImageShape } from './image-shape.ts';
import { readNuclearFrames } from './nuclear-frames.ts';
import { plainWords } from './plain-words.ts';
import { readRescale } from './rescale.ts';
import type { NuclearAcquisition, PatientOrientation } from './study.ts';
import type { Keyword } from './tags.ts';
import { readUptakeTime } from './uptake-time.ts';

const SECONDARY_CAPTURES = /^1\.2\.840\.10008\.5\.1\.4\.1\.1\.7(\.\d)?$/;
/** Nuclear medicine states MBq; a value this large can only be Bq, as PET states it. */
const SMALLEST_IN_BECQUEREL = 1e6;

function radionuclideOf(dataSet: DataSet, item: DataSet | null): string | null {
  const [code] = item ? sequenceItems(item, 'RadionuclideCodeSequence') : [];
  if (code && isTechnetium99mCode(textValue(code, 'CodeValue') ?? '')) return '99mTc';
  const words = (item && textValue(item, 'Radionuclide')) ?? (code && textValue(code, 'CodeMeaning')) ?? textValue(dataSet, 'Radionuclide');
  if (words == null) return null;
  const plain = plainWords(words).join('');
  return /(TC|TECHNETIUM|TECHNETIUMTC)99M?|99M?(TC|TECHN)/.test(plain) ? '99mTc' : words;
}

function tracerOf(dataSet: DataSet, item: DataSet | null, radionuclide: string | null): Pick<NuclearAcquisition, 'tracer' | 'radiopharmaceutical'> {
  const [code] = item ? sequenceItems(item, 'RadiopharmaceuticalCodeSequence') : [];
  const { tracer, words } = classifyTracer({
    radionuclide,
    code: code ? textValue(code, 'CodeValue') : null,
    codeMeaning: code ? textValue(code, 'CodeMeaning') : null,
    radiopharmaceutical: (item && textValue(item, 'Radiopharmaceutical')) ?? textValue(dataSet, 'Radiopharmaceutical'),
    descriptions: [textValue(dataSet, 'SeriesDescription'), textValue(dataSet, 'ProtocolName'), textValue(dataSet, 'StudyDescription')],
  });
  return { tracer, radiopharmaceutical: words };
}

function injectedActivity(item: DataSet | null): number | null {
  const dose = item ? numberValue(item, 'RadionuclideTotalDose') : null;
  if (dose === null || dose <= 0) return null;
  return dose >= SMALLEST_IN_BECQUEREL ? dose / 1e6 : dose;
}

function showsWholeBody(dataSet: DataSet, imageKind: string | null): boolean | null {
  if (imageKind === 'WHOLE BODY') return true;
  if (imageKind !== null && /STATIC|DYNAMIC|TOMO|GATED/.test(imageKind)) return false;
  if (textValue(dataSet, 'WholeBodyTechnique') !== null) return true;
  const words = [textValue(dataSet, 'BodyPartExamined'), textValue(dataSet, 'SeriesDescription')].map((text) => plainWords(text ?? '').join(' '));
  return words.some((text) => /WHOLE ?BODY|CORPS ENTIER|GANZKORPER/.test(text)) ? true : null;
}

/** True when pixels are counts and no picture of them: one grey sample, not turned over, no offset, no 8-bit capture. */
function holdsCounts(dataSet: DataSet, shape: ImageShape, sopClassUid: string): boolean {
  const capture = SECONDARY_CAPTURES.test(sopClassUid) && shape.bitsAllocated === 8;
  return shape.photometricInterpretation === 'MONOCHROME2' && !capture && readRescale(dataSet).intercept === 0;
}

function positive(value: number | null): number | null {
  return value !== null && value > 0 ? value : null;
}

function codeIn(dataSet: DataSet, keyword: Keyword): string {
  const [item] = sequenceItems(dataSet, keyword);
  return (item && textValue(item, 'CodeValue')) ?? '';
}

function readOrientation(dataSet: DataSet): PatientOrientation {
  const [row, column] = textValues(dataSet, 'PatientOrientation');
  const [posture] = sequenceItems(dataSet, 'PatientOrientationCodeSequence');
  const coded = patientPositionOf(codeIn(dataSet, 'PatientGantryRelationshipCodeSequence'), posture ? codeIn(posture, 'PatientOrientationModifierCodeSequence') : '');
  return {
    rowColumnDirections: row && column ? [row, column] : null,
    patientPosition: textValue(dataSet, 'PatientPosition') ?? coded,
  };
}

/**
 * Reads what a nuclear-medicine image says of tracer, times, counts, views and orientation.
 * @throws AmyloscopeError when one of its sequences is damaged.
 * Source: DICOM PS3.3 section A.5 and C.8.4.
 */
export function readNuclearAcquisition(dataSet: DataSet, shape: ImageShape, sopClassUid: string): NuclearAcquisition {
  const item = sequenceItems(dataSet, 'RadiopharmaceuticalInformationSequence')[0] ?? null;
  const radionuclide = radionuclideOf(dataSet, item);
  const imageKind = textValues(dataSet, 'ImageType')[2] || null;
  const durationMilliseconds = positive(numberValue(dataSet, 'ActualFrameDuration'));
  return {
    ...tracerOf(dataSet, item, radionuclide),
    ...readUptakeTime(dataSet, item),
    radionuclide, imageKind,
    injectedActivityMBq: injectedActivity(item),
    countsAccumulated: positive(numberValue(dataSet, 'CountsAccumulated')),
    pixelsAreCounts: holdsCounts(dataSet, shape, sopClassUid),
    frameDurationSeconds: durationMilliseconds === null ? null : durationMilliseconds / 1000,
    wholeBody: showsWholeBody(dataSet, imageKind),
    orientation: readOrientation(dataSet),
    frames: readNuclearFrames(dataSet, shape.numberOfFrames),
  };
}
