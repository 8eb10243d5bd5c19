import type { DataSet } from './data-set.ts';
import { parseDate } from './dicom-time.ts';
import { numberValue, textValue } from './element-values.ts';
import type { ImageInstance } from './study.ts';

type PatientFacts = Pick<ImageInstance, 'patientId' | 'patientSex' | 'patientAgeYears' | 'patientWeightKg' | 'patientHeightM'>;

const yearsPerUnit: Readonly<Record<string, number>> = { Y: 1, M: 1 / 12, W: 7 / 365.25, D: 1 / 365.25 };
const MILLISECONDS_PER_YEAR = 365.25 * 86_400_000;
const OLDEST_YEARS = 130;

function statedAge(text: string | null): number | null {
  const parts = /^(\d{1,3})([YMWD])$/.exec(text ?? '');
  return parts ? Number(parts[1]) * yearsPerUnit[parts[2]] : null;
}

/** Whole years between birth and study; null when a date is missing or they contradict each other. */
function ageFromBirth(dataSet: DataSet): number | null {
  const birth = parseDate(textValue(dataSet, 'PatientBirthDate'));
  const study = parseDate(textValue(dataSet, 'StudyDate')) ?? parseDate(textValue(dataSet, 'AcquisitionDate'));
  return birth === null || study === null ? null : Math.floor((study - birth) / MILLISECONDS_PER_YEAR);
}

function within(value: number | null, least: number, most: number): number | null {
  return value !== null && value >= least && value <= most ? value : null;
}

/** Metres, or null; some writers state centimetres. */
function height(stated: number | null): number | null {
  return within(stated !== null && stated > 3 ? stated / 100 : stated, 0.3, 2.6);
}

/** Reads who was imaged. What is missing, zero as a placeholder, or absurd becomes null. Source: DICOM PS3.3 section C.7.1. */
export function readPatientFacts(dataSet: DataSet): PatientFacts {
  const sex = textValue(dataSet, 'PatientSex')?.toUpperCase();
  return {
    patientId: textValue(dataSet, 'PatientID') ?? '',
    patientSex: sex === 'M' || sex === 'F' || sex === 'O' ? sex : null,
    patientAgeYears: within(statedAge(textValue(dataSet, 'PatientAge')) ?? ageFromBirth(dataSet), 0, OLDEST_YEARS),
    patientWeightKg: within(numberValue(dataSet, 'PatientWeight'), 0.3, 500),
    patientHeightM: height(numberValue(dataSet, 'PatientSize')),
  };
}
