import type { Tracer, View } from './study.ts';

/** A coded concept as DICOM writes it in a code sequence. */
export interface CodedConcept {
  readonly value: string;
  readonly scheme: string;
  readonly meaning: string;
}

const sct = (value: string, meaning: string): CodedConcept => ({ value, scheme: 'SCT', meaning });

/** What Amyloscope writes. Source: DICOM PS3.16 context groups 18, 19, 20, 21, 25, 26. */
export const concepts = {
  technetium99m: sct('72454006', '^99m^Technetium'),
  anterior: sct('399321004', 'Anterior projection'),
  posterior: sct('399001007', 'Posterior projection'),
  recumbent: sct('102538003', 'recumbent'),
  supine: sct('40199007', 'Supine'),
  headFirst: sct('102540008', 'headfirst'),
  feetFirst: sct('102541007', 'feet-first'),
} as const;

/** Tracers with the code Amyloscope writes; butedronate (DPD) is in no context group, so its code is Amyloscope's own. */
export const tracerConcepts: Readonly<Record<Exclude<Tracer, 'other' | 'unknown'>, CodedConcept>> = {
  '99mTc-DPD': { value: 'TC99M-DPD', scheme: '99AMYLOSCOPE', meaning: '99mTc-DPD (butedronate)' },
  '99mTc-HMDP': sct('53951001', 'Technetium Tc^99m^ oxidronate'),
  '99mTc-PYP': sct('65156006', 'Technetium Tc^99m^ pyro and polyphosphates'),
  '99mTc-MDP': sct('96390006', 'Technetium Tc^99m^ medronate'),
};

/** Codes of tracers in files, of SNOMED CT and of SNOMED RT as older files have it (SRT, SNM3, 99SDM). */
const tracersByCode: Readonly<Record<string, Tracer>> = {
  'TC99M-DPD': '99mTc-DPD',
  '53951001': '99mTc-HMDP',
  '446535002': '99mTc-HMDP',
  'C-B1213': '99mTc-HMDP',
  'C-163B7': '99mTc-HMDP',
  '65156006': '99mTc-PYP',
  'C-B1215': '99mTc-PYP',
  '96390006': '99mTc-MDP',
  'C-B1218': '99mTc-MDP',
};

/** Codes of projections, in both generations of SNOMED; the last four are anatomical directions used as views. */
const viewsByCode: Readonly<Record<string, View>> = {
  '399321004': 'anterior',
  'G-5215': 'anterior',
  '399001007': 'posterior',
  'G-5216': 'posterior',
  '255549009': 'anterior',
  'G-A105': 'anterior',
  '255551008': 'posterior',
  'G-A106': 'posterior',
};

/** Lateral and oblique projections: known, and of no use to planar measurement. */
const otherViews = new Set([
  '399118008', 'G-5223', '399297009', 'G-5222', '399074003', 'G-5207', '399108003', 'G-5206', '399075002', 'G-5208',
  '399136008', 'G-5209', '49370004', 'G-A104', '399012007', 'G-5220', '399300004', 'G-5221',
]);

/** The tracer of a code; null when the code is none of the bone tracers. */
export function tracerOfCode(value: string): Tracer | null {
  return tracersByCode[value] ?? null;
}

/** The view of a code; null when the code is no projection Amyloscope knows. */
export function viewOfCode(value: string): View | null {
  return viewsByCode[value] ?? (otherViews.has(value) ? 'other' : null);
}

const headFirstCodes = new Set([concepts.headFirst.value, 'F-10470']);
const feetFirstCodes = new Set([concepts.feetFirst.value, 'F-10480']);
const supineCodes = new Set([concepts.supine.value, 'F-10340']);
const proneCodes = new Set(['1240000', 'F-10310']);

/**
 * The patient position as (0018,5100) names it, from the codes that nuclear medicine uses instead; null when they do not tell.
 * Source: DICOM PS3.3 section C.8.4.6, PS3.16 context groups 20 and 21.
 */
export function patientPositionOf(gantryCode: string, modifierCode: string): string | null {
  const first = headFirstCodes.has(gantryCode) ? 'HF' : feetFirstCodes.has(gantryCode) ? 'FF' : null;
  const lying = supineCodes.has(modifierCode) ? 'S' : proneCodes.has(modifierCode) ? 'P' : null;
  return first && lying ? `${first}${lying}` : null;
}

const technetiumCodes = new Set(['72454006', 'C-163A8']);

export function isTechnetium99mCode(value: string): boolean {
  return technetiumCodes.has(value);
}

/** Views of echocardiography. Source: DICOM PS3.16 context group 12226. */
export const echoViewConcepts = {
  a4c: sct('399214001', 'Apical four chamber'),
  a2c: sct('399232001', 'Apical two chamber'),
  a3c: sct('399339008', 'Apical long axis'),
  plax: sct('399139001', 'Parasternal long axis'),
  psaxMitral: sct('399036006', 'Parasternal short axis at the Mitral Valve level'),
  psaxPapillary: sct('399271003', 'Parasternal short axis at the Papillary Muscle level'),
  // The group has no code for the level near the apex: such a loop states a short axis of no level.
  psax: sct('399306005', 'Parasternal short axis'),
} as const;
export type EchoViewConcept = keyof typeof echoViewConcepts;
