import type { ImageInstance, SiteCalibration } from '../../dicom/study.ts';
import { AmyloscopeError } from '../../measurement/amyloscope-error.ts';

const SENSITIVITY = 'AMYLOSCOPE_SPECT_SENSITIVITY';
const RESIDUAL = 'AMYLOSCOPE_SPECT_RESIDUAL';

/** Bq/mL that one stored unit stands for, by the camera: its station name or model as the site wrote it; null for any camera. */
type Sensitivities = readonly { readonly camera: string | null; readonly becquerelPerMlPerUnit: number }[];

/**
 * What the site states of all its SPECT, in jobs, pages and wherever else: AMYLOSCOPE_SPECT_SENSITIVITY, in Bq/mL a stored unit, is one
 * number for any camera, or a list such as `NM-ROOM-1: 250; Symbia Intevo: 310` by Station Name (0008,1010) or Manufacturer's Model Name
 * (0008,1090); AMYLOSCOPE_SPECT_RESIDUAL, in MBq at the time of injection, is what its syringes usually keep.
 * @returns nothing of a camera that a list does not name: counts of another camera would be wrong.
 * @throws AmyloscopeError `invalidInput` on what is not so written.
 */
export function siteCalibration({ equipment: { station, model } }: Pick<ImageInstance, 'equipment'>): SiteCalibration {
  const residual = process.env[RESIDUAL];
  const stated = sensitivities();
  const found = [station, model, null].flatMap((name) => stated.find(({ camera }) => plain(camera) === plain(name)) ?? [])[0];
  return { ...(found && { becquerelPerMlPerUnit: found.becquerelPerMlPerUnit }), ...(residual && { residualMBq: positive(residual, RESIDUAL) }) };
}

/** Numbers under another calibration are those of another method. @throws AmyloscopeError as `siteCalibration`. */
export function calibrationInVersion(): string {
  const [sensitivity, residual] = [sensitivities(), process.env[RESIDUAL]];
  const words = sensitivity.map(({ camera, becquerelPerMlPerUnit }) => `, sensitivity ${camera === null ? '' : `of ${camera} `}${becquerelPerMlPerUnit} Bq/mL`);
  return words.join('') + (residual ? `, residual ${positive(residual, RESIDUAL)} MBq` : '');
}

function sensitivities(): Sensitivities {
  const entries = (process.env[SENSITIVITY] ?? '').split(';').filter((entry) => entry.trim() !== '');
  return entries.map((entry) => {
    const colon = entry.lastIndexOf(':');
    return { camera: colon < 0 ? null : entry.slice(0, colon).trim(), becquerelPerMlPerUnit: positive(entry.slice(colon + 1), SENSITIVITY) };
  });
}

function positive(text: string, variable: string): number {
  const value = Number(text);
  if (Number.isFinite(value) && value > 0) return value;
  const stated = process.env[variable];
  throw new AmyloscopeError('invalidInput', {
    en: `${variable} is "${stated}"; a number above 0 is allowed, ${variable === RESIDUAL ? 'in MBq' : 'in Bq/mL a stored unit, or "camera: number; camera: number"'}, or nothing.`,
    fr: `${variable} vaut « ${stated} » ; un nombre supérieur à 0 est admis, ${variable === RESIDUAL ? 'en MBq' : 'en Bq/mL par unité stockée, ou « caméra: nombre; caméra: nombre »'}, ou rien.`,
  });
}

/** Names are written with more or less care. */
function plain(name: string | null): string | null {
  return name === null ? null : name.toLowerCase().replaceAll(/\s+/g, ' ').trim();
}
