import type { Patient, Uptake } from './patient.ts';
import type { Random } from './random.ts';

/** Nuclear scans of other kinds, which share an archive with bone scans and must be told from them. */
export const otherScanKinds = ['lungPerfusion', 'thyroid', 'renal', 'hepatobiliary', 'mibg', 'octreotide', 'leukocytes', 'iodineWholeBody', 'bloodPool'] as const;
export type OtherScanKind = (typeof otherScanKinds)[number];

/** The same body with another radiopharmaceutical in it: bone takes up no more than soft tissue, other organs do. */
export function asOtherScan(patient: Patient, kind: OtherScanKind, random: Random): Patient {
  const soft = random.uniform(0.3, 0.8);
  const flat: Uptake = {
    vertebra: soft, ribs: soft, sternum: soft, skull: soft * 0.8, face: soft, pelvis: soft, longBone: soft * 0.7, boneEnd: soft * 0.8,
    softTissue: soft, fat: soft * 0.8, blood: soft, lung: soft * 0.3, liver: soft, spleen: soft, kidney: soft, bladder: soft,
    thyroid: soft, stomach: soft, salivary: soft, myocardium: soft,
  };
  const hot = (low: number, high: number) => random.logUniform(low, high);
  const taken: Record<OtherScanKind, () => Partial<Uptake>> = {
    lungPerfusion: () => ({ lung: hot(5, 20), liver: random.uniform(0.4, 2), kidney: random.uniform(0.3, 3) }),
    thyroid: () => ({ thyroid: hot(20, 150), salivary: hot(2, 15), stomach: hot(1, 10), bladder: hot(1, 20) }),
    renal: () => ({ kidney: hot(15, 60), bladder: hot(5, 80), liver: hot(0.5, 3), spleen: hot(0.5, 2) }),
    hepatobiliary: () => ({ liver: hot(8, 40), stomach: hot(0.5, 5), kidney: hot(0.5, 5), blood: hot(0.5, 2) }),
    mibg: () => ({ myocardium: hot(2, 9), liver: hot(4, 12), salivary: hot(4, 15), bladder: hot(3, 30), spleen: hot(1, 4), lung: random.uniform(0.3, 1.5) }),
    octreotide: () => ({ spleen: hot(8, 30), kidney: hot(8, 30), liver: hot(3, 10), bladder: hot(3, 30) }),
    leukocytes: () => ({ spleen: hot(15, 50), liver: hot(6, 20), vertebra: hot(2, 5), pelvis: hot(1.5, 4), sternum: hot(1.5, 4) }),
    iodineWholeBody: () => ({ thyroid: hot(2, 200), stomach: hot(2, 12), salivary: hot(3, 15), bladder: hot(3, 50), face: hot(1, 5) }),
    bloodPool: () => ({ blood: hot(4, 10), myocardium: hot(2, 4), liver: hot(2, 5), spleen: hot(3, 8), kidney: hot(2, 5) }),
  };
  return { ...patient, grade: 0, uptake: { ...flat, ...taken[kind]() } };
}
