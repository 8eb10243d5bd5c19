import type { Random } from './random.ts';

export const tracers = ['99mTc-DPD', '99mTc-HMDP', '99mTc-PYP', '99mTc-MDP'] as const;
export type PhantomTracer = (typeof tracers)[number];

/** Concentrations in SUV-like units at imaging time. */
export interface Uptake {
  readonly vertebra: number;
  readonly ribs: number;
  readonly sternum: number;
  readonly skull: number;
  readonly face: number;
  readonly pelvis: number;
  readonly longBone: number;
  readonly boneEnd: number;
  readonly softTissue: number;
  readonly fat: number;
  readonly blood: number;
  readonly lung: number;
  readonly liver: number;
  readonly spleen: number;
  readonly kidney: number;
  readonly bladder: number;
  readonly thyroid: number;
  readonly stomach: number;
  readonly salivary: number;
  readonly myocardium: number;
}

export interface HeartShape {
  /** Factor on all lengths of the heart but the wall's thickness. */
  readonly size: number;
  /** Offset of the left-ventricular centre from the usual place, mm: left, back, down. */
  readonly shiftMm: readonly [number, number, number];
  readonly wallMm: number;
  /** Inner half-axis across and along the left ventricle, mm. */
  readonly cavityShortMm: number;
  readonly cavityLongMm: number;
  /** Direction of the long axis from base to apex: left, back, down. */
  readonly axis: readonly [number, number, number];
  readonly rightVentricleScale: number;
  readonly atriaScale: number;
  /** Uptake of septum, right-ventricular wall, atria and apex as a share of the left-ventricular free wall's. */
  readonly septumShare: number;
  readonly rightShare: number;
  readonly atriaShare: number;
  readonly apexShare: number;
  /** A segment without uptake (old infarct): angle in radians about the long axis; null when none. */
  readonly infarctAngle: number | null;
  readonly dextrocardia: boolean;
}

/** Everything that happened to this patient besides the heart. Counts are numbers of lesions. */
export interface Pathology {
  readonly arthrosis: number;
  readonly ribFractures: number;
  readonly metastases: number;
  readonly superscan: boolean;
  readonly paget: boolean;
  readonly extravasation: boolean;
  readonly contamination: number;
  readonly breastUptake: number;
  readonly pleuralEffusion: 'left' | 'right' | null;
  readonly costalCartilage: boolean;
  readonly urineBag: boolean;
  readonly pacemaker: boolean;
  readonly hipProsthesis: boolean;
  readonly missingArm: 'left' | 'right' | null;
  readonly scoliosisMm: number;
  readonly bowel: boolean;
}

export interface Patient {
  readonly sex: 'M' | 'F';
  readonly ageYears: number;
  readonly heightMm: number;
  readonly bmi: number;
  readonly arms: 'sides' | 'up' | 'wide' | 'crossed';
  readonly legSpreadMm: number;
  readonly headTurn: number;
  /** Shape factors about 1. */
  readonly chestWidth: number;
  readonly chestDepth: number;
  readonly neckLength: number;
  readonly trunkLength: number;
  readonly shoulderWidth: number;
  readonly ribSlope: number;
  readonly sternumWidth: number;
  readonly sternumLength: number;
  /** How far the sternum lies to the left of the body's middle, and its lower, mm. */
  readonly sternumShiftMm: readonly [number, number];
  readonly vertebraWidth: number;
  /** Uptake of calcified rib cartilage over that of ribs. */
  readonly cartilageShare: number;
  readonly tracer: PhantomTracer;
  readonly uptakeTimeHours: number;
  readonly grade: 0 | 1 | 2 | 3;
  readonly uptake: Uptake;
  readonly heart: HeartShape;
  readonly pathology: Pathology;
}

/** What a caller may fix about the next patient; the rest is drawn. */
export interface PatientChoice {
  readonly grade?: 0 | 1 | 2 | 3;
  readonly tracer?: PhantomTracer;
  readonly bmi?: number;
  readonly sex?: 'M' | 'F';
}

/** Boundaries between Perugini grades of a digital patient: excess over blood in SUV-like units, then ratio to the ribs. */
export const gradeBoundaries = { visible: 0.35, clear: 1.5, oneToTwo: 0.6, twoToThree: 1.55 } as const;

/** The grade that concentrations amount to: no excess over blood 0, little excess or less than rib 1, about rib 2, more than rib 3. */
export function gradeOf(uptake: Pick<Uptake, 'myocardium' | 'ribs' | 'blood'>): 0 | 1 | 2 | 3 {
  const ratio = uptake.myocardium / uptake.ribs;
  const excess = uptake.myocardium - uptake.blood;
  if (excess < gradeBoundaries.visible) return 0;
  if (excess < gradeBoundaries.clear || ratio < gradeBoundaries.oneToTwo) return 1;
  return ratio < gradeBoundaries.twoToThree ? 2 : 3;
}

/** Draws one patient. Ranges follow the physics of the field; see docs/digital-patient.md for each. */
export function drawPatient(random: Random, choice: PatientChoice = {}): Patient {
  const sex = choice.sex ?? (random.chance(0.6) ? 'M' : 'F');
  const tracer = choice.tracer ?? random.pick(['99mTc-DPD', '99mTc-HMDP', '99mTc-HMDP', '99mTc-PYP'] as const);
  const wanted = choice.grade ?? ([0, 1, 2, 3] as const)[random.weighted([0.5, 0.12, 0.2, 0.18])];
  const uptakeTimeHours = random.uniform(tracer === '99mTc-PYP' ? 1 : 2, tracer === '99mTc-PYP' ? 3.2 : 4);
  const pathology = drawPathology(random, sex);
  const uptake = drawUptake(random, wanted, pathology, uptakeTimeHours);
  return {
    sex, tracer, uptakeTimeHours, pathology, uptake,
    ageYears: Math.round(random.truncatedNormal(74, 12, 25, 97)),
    heightMm: random.truncatedNormal(sex === 'M' ? 1735 : 1610, 75, 1420, 2000),
    bmi: choice.bmi ?? random.truncatedNormal(26.5, 4.8, 16, 45),
    arms: (['sides', 'wide', 'crossed', 'up'] as const)[random.weighted([0.72, 0.14, 0.08, 0.06])],
    legSpreadMm: random.uniform(0, 110),
    headTurn: random.normal(0, 0.15),
    chestWidth: random.truncatedNormal(1, 0.06, 0.84, 1.18),
    chestDepth: random.truncatedNormal(1, 0.08, 0.8, 1.25),
    neckLength: random.uniform(0.45, 1.15),
    trunkLength: random.truncatedNormal(1, 0.035, 0.9, 1.1),
    shoulderWidth: random.truncatedNormal(1, 0.05, 0.87, 1.14),
    ribSlope: random.uniform(0.6, 1.4),
    sternumWidth: random.uniform(0.75, 1.6),
    sternumLength: random.uniform(0.8, 1.25),
    sternumShiftMm: [random.normal(0, 5), random.normal(0, 7)],
    vertebraWidth: random.uniform(0.85, 1.25),
    cartilageShare: random.uniform(0.25, 1),
    grade: gradeOf(uptake),
    heart: drawHeart(random, wanted),
  };
}

function drawUptake(random: Random, grade: 0 | 1 | 2 | 3, pathology: Pathology, hours: number): Uptake {
  const competition = grade === 3 ? random.uniform(0.4, 0.7) : grade === 2 ? random.uniform(0.7, 1) : 1;
  const vertebra = random.logUniform(5, 13) * competition * (pathology.superscan ? random.uniform(1.8, 3) : 1);
  const washedOut = pathology.superscan ? 0.4 : 1;
  const softTissue = random.logUniform(0.45, 1.25) * washedOut;
  const ribs = vertebra * random.uniform(0.4, 0.85);
  const early = hours < 2 ? random.uniform(1, 1.6) : 1;
  const blood = random.logUniform(0.8, 2.2) * early * (random.chance(0.05) ? random.uniform(1.2, 1.8) : 1) * washedOut;
  const freePertechnetate = random.chance(0.06) ? random.uniform(2, 6) : 0;
  return {
    vertebra, ribs, softTissue, blood,
    sternum: vertebra * random.uniform(0.55, 1.35),
    skull: vertebra * random.uniform(0.2, 0.7),
    face: vertebra * random.uniform(0.3, 0.9),
    pelvis: vertebra * random.uniform(0.5, 1.1),
    longBone: vertebra * random.uniform(0.12, 0.4),
    boneEnd: vertebra * random.uniform(0.3, 0.9),
    fat: softTissue * random.uniform(0.5, 1),
    lung: random.uniform(0.2, 0.5) * washedOut,
    liver: random.chance(0.04) ? random.uniform(3, 6) : random.logUniform(0.7, 2.5) * washedOut,
    spleen: random.logUniform(0.7, 2) * washedOut,
    kidney: random.logUniform(2, 15) * (pathology.superscan ? 0.3 : 1),
    bladder: random.logUniform(3, 120),
    thyroid: random.logUniform(0.8, 3) + freePertechnetate,
    stomach: random.logUniform(0.6, 1.2) + freePertechnetate,
    salivary: random.logUniform(0.8, 2) + freePertechnetate,
    myocardium: drawMyocardium(random, grade, blood, ribs, softTissue),
  };
}

function drawMyocardium(random: Random, grade: 0 | 1 | 2 | 3, blood: number, ribs: number, softTissue: number): number {
  if (grade === 0) return Math.min(blood + 0.3, random.uniform(0.9, 1.3) * Math.max(softTissue, 0.8 * blood));
  if (grade === 1) return Math.max(blood + random.uniform(0.5, 1.1), Math.min(blood + random.uniform(0.6, 2), 0.55 * ribs));
  const share = grade === 2 ? random.uniform(0.72, 1.45) : random.logUniform(1.65, 4);
  return Math.max(share * ribs, blood + random.uniform(2, 3));
}

function drawHeart(random: Random, grade: 0 | 1 | 2 | 3): HeartShape {
  const amyloid = grade >= 2;
  const rightShare = random.uniform(0.2, 1.05);
  return {
    size: random.truncatedNormal(1.02, 0.1, 0.8, 1.3),
    shiftMm: [random.normal(-5, 12), random.normal(0, 8), random.normal(0, 16)],
    wallMm: amyloid ? random.uniform(11, 22) : random.uniform(7, 15),
    cavityShortMm: random.chance(0.1) ? random.uniform(27, 36) : random.uniform(17, 27),
    cavityLongMm: random.uniform(36, 52),
    axis: [random.uniform(0.45, 0.95), random.uniform(-0.75, -0.25), random.uniform(0.15, 0.8)],
    rightVentricleScale: random.uniform(0.8, 1.25),
    atriaScale: random.uniform(0.85, 1.35),
    septumShare: random.uniform(0.9, 1.35),
    rightShare,
    atriaShare: Math.min(rightShare, random.uniform(0.1, 0.9)),
    apexShare: random.uniform(0.55, 1.05),
    infarctAngle: random.chance(0.06) ? random.uniform(0, 2 * Math.PI) : null,
    dextrocardia: random.chance(0.01),
  };
}

function drawPathology(random: Random, sex: 'M' | 'F'): Pathology {
  const some = (probability: number, most: number) => (random.chance(probability) ? random.integer(1, most) : 0);
  return {
    arthrosis: some(0.8, 8),
    ribFractures: some(0.12, 5),
    metastases: some(0.09, 14),
    superscan: random.chance(0.015),
    paget: random.chance(0.02),
    extravasation: random.chance(0.12),
    contamination: some(0.08, 3),
    breastUptake: sex === 'F' && random.chance(0.3) ? random.uniform(0.8, 2.2) : 0,
    pleuralEffusion: random.chance(0.05) ? random.pick(['left', 'right'] as const) : null,
    costalCartilage: random.chance(0.22),
    urineBag: random.chance(0.05),
    pacemaker: random.chance(0.1),
    hipProsthesis: random.chance(0.08),
    missingArm: random.chance(0.01) ? random.pick(['left', 'right'] as const) : null,
    scoliosisMm: random.chance(0.2) ? random.normal(0, 22) : random.normal(0, 5),
    bowel: random.chance(0.15),
  };
}
