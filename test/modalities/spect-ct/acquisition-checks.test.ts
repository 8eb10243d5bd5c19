import { describe, expect, test } from 'vitest';
import { readInstance } from '../../../src/dicom/read-instance.ts';
import type { ImageInstance, Pixels } from '../../../src/dicom/study.ts';
import type { Grid, Volume } from '../../../src/image/volume.ts';
import { checkCtField } from '../../../src/modalities/spect-ct/ct-field.ts';
import { groupAcquisitions, pairOf } from '../../../src/modalities/spect-ct/pairing.ts';
import { surestLateralStep } from '../../../src/modalities/spect-ct/lateral-motion.ts';
import { surestAxialStep } from '../../../src/modalities/spect-ct/projection-motion.ts';
import { checkMotion } from '../../../src/modalities/spect-ct/projections.ts';
import { checkPair } from '../../../src/modalities/spect-ct/quality-control.ts';
import { Random } from '../../../src/phantom/random.ts';
import { type Content, dicomFile } from '../../dicom/dicom-file.ts';

const [rows, columns, views] = [48, 64, 60];

/** Hot spots in a warm cylinder, in pixels about the axis of turning: place, width and counts of each. */
const spots = [[10, -12, 20, 3, 90], [-4, 14, 24, 2.5, 110], [0, 18, 8, 2.5, 100], [0, 18, 40, 2.5, 100], [-12, -6, 34, 4, 70]] as const;

/** Poisson counts of the body by formula; from `moved` on it lies `by` rows further, and `aside` columns to the patient's left. */
function projections(by: number, moved = 30, seed = 3, aside: (view: number) => number = () => 0): readonly Pixels[] {
  const random = new Random(seed);
  return Array.from({ length: views }, (_, view) => {
    const angle = (2 * Math.PI * view) / views;
    const shift = view >= moved ? by : 0;
    const across = aside(view) * Math.cos(angle);
    const values = Uint16Array.from({ length: rows * columns }, (_v, at) => {
      const [row, column] = [Math.floor(at / columns), at % columns];
      const side = column - (columns - 1) / 2 - across;
      const body = Math.abs(side) < 26 ? 8 * Math.sqrt(1 - (side / 26) ** 2) : 0;
      return random.poisson(body + spots.reduce((sum, [x, y, z, width, counts]) => {
        const [u, v] = [side - (x * Math.cos(angle) + y * Math.sin(angle)), row - (z + shift)];
        return sum + (counts / 6) * Math.exp(-(u * u + v * v) / (2 * width * width));
      }, 0));
    });
    return { rows, columns, values };
  });
}

describe('a body that moves along the table', () => {
  test.each([2, 3, -2])('by %d rows is found where it moved, to a third of a row', (by) => {
    const step = surestAxialStep(projections(by))!;
    expect(Math.abs(step.rows - by)).toBeLessThan(0.34);
    expect(Math.abs(step.projection - 30)).toBeLessThanOrEqual(1);
    expect(step.gain).toBeGreaterThan(0.15);
  });
  test.each([1, 2, 3, 4, 5])('lying still gains little by any shift (counts %d)', (seed) => expect(surestAxialStep(projections(0, 30, seed))!.gain).toBeLessThan(0.1));
  test('is not looked for in three projections, or in empty ones', () => {
    expect(surestAxialStep(projections(0).slice(0, 3))).toBeNull();
    expect(surestAxialStep(projections(0).map((frame) => ({ ...frame, values: new Uint16Array(rows * columns) })))).toBeNull();
  });
});

describe('a body that moves across the table', () => {
  const moved = (by: number, at: number, seed = 3) => projections(0, 30, seed, (view) => (view >= at ? by : 0));
  test.each([[2, 30], [-2, 30], [3, 6], [3, 54]])('by %d columns before projection %d is found where it moved, by as much as the detector sees', (by, at) => {
    const step = surestLateralStep(moved(by, at), 4.8)!;
    expect(Math.abs(step.projection - at)).toBeLessThanOrEqual(1);
    expect(Math.abs(step.mm - 4.8 * by * Math.cos((2 * Math.PI * at) / views))).toBeLessThan(1.5);
    expect(step.surety).toBeGreaterThan(5);
  });
  test.each([1, 2, 3, 4, 5])('not at all, or creeping by 15 mm, is no step (counts %d)', (seed) => {
    expect(surestLateralStep(moved(0, 30, seed), 4.8)!.surety).toBeLessThan(3.5);
    expect(surestLateralStep(projections(0, 30, seed, (view) => (3 * view) / views), 4.8)!.surety).toBeLessThan(3.5);
  });
  test('towards a detector is not seen by it', () => expect(surestLateralStep(moved(3, 15), 4.8)!.surety).toBeLessThan(3.5));
  test('is not looked for in nine projections, or in empty ones', () => {
    expect(surestLateralStep(moved(3, 4).slice(0, 9), 4.8)).toBeNull();
    expect(surestLateralStep(moved(3, 30).map((frame) => ({ ...frame, values: new Uint16Array(rows * columns) })), 4.8)).toBeNull();
  });
});

let made = 0;
async function image(content: Content): Promise<ImageInstance> {
  made += 1;
  return readInstance(dicomFile({
    SOPClassUID: '1.2.840.10008.5.1.4.1.1.20', SOPInstanceUID: `1.2.3.${made}`, SeriesInstanceUID: '1.2.5', StudyInstanceUID: '1.2.4', PatientID: 'P1', Modality: 'NM', FrameOfReferenceUID: '1.9',
    SamplesPerPixel: 1, PhotometricInterpretation: 'MONOCHROME2', BitsAllocated: 16, BitsStored: 16, HighBit: 15, PixelRepresentation: 0, PixelSpacing: '4.8\\4.8',
    Radiopharmaceutical: '99mTc-DPD', AcquisitionDate: '20260301', AcquisitionTime: '120000', ...content,
  }), `${made}.dcm`);
}

/** A scatter window of few counts, then two detectors whose frames follow each other. */
function recorded(by: number, changes: Content = {}, aside: (view: number) => number = () => 0): Promise<ImageInstance> {
  const detectors = [projections(by, 30, 5, aside), projections(by, 30, 6, aside)].flat();
  const scatter = detectors.map(({ values }) => values.map((value) => value >> 4));
  const pixels = new Uint16Array([...scatter, ...detectors.map(({ values }) => values)].flatMap((values) => [...values]));
  const vector = (of: (frame: number) => number) => Array.from({ length: 4 * views }, (_, frame) => of(frame));
  return image({
    ImageType: 'ORIGINAL\\PRIMARY\\TOMO\\EMISSION', Rows: rows, Columns: columns, NumberOfFrames: String(4 * views), PixelData: new Uint8Array(pixels.buffer), NumberOfDetectors: 2,
    EnergyWindowVector: vector((frame) => (frame < 2 * views ? 1 : 2)), DetectorVector: vector((frame) => 1 + (Math.floor(frame / views) % 2)), ...changes,
  });
}

const reconstructed = (changes: Content = {}) => image({ ImageType: 'ORIGINAL\\PRIMARY\\RECON TOMO\\EMISSION', Rows: 2, Columns: 2, NumberOfFrames: '3', PixelData: new Uint8Array(24), ...changes });
const codes = (findings: readonly { readonly code: string }[]) => findings.map(({ code }) => code);

describe('projections beside a reconstruction', () => {
  test('of a patient who moved by 14 mm are warned of, with the place', async () => {
    const [motion] = checkMotion([await recorded(3)]);
    expect(motion).toMatchObject({ code: 'movedOnTable', severity: 'warning', parameters: { of: views } });
    expect(Math.abs(Number(motion.parameters?.mm) - 14)).toBeLessThanOrEqual(1);
    expect(Math.abs(Number(motion.parameters?.projection) - 31)).toBeLessThanOrEqual(1);
  });
  test('of a patient who moved sideways by 14 mm are warned of, with the place', async () => {
    const findings = checkMotion([await recorded(0, {}, (view) => (view >= 30 ? 3 : 0))]);
    expect(findings).toMatchObject([{ code: 'movedAcrossTable', severity: 'warning', parameters: { of: views } }]);
    expect(Math.abs(Number(findings[0].parameters?.mm) - 14)).toBeLessThanOrEqual(2);
    expect(Math.abs(Number(findings[0].parameters?.projection) - 31)).toBeLessThanOrEqual(1);
  });
  test('of a camera that turned twice, or that do not name their detectors, are not taken for one course', async () => {
    // Half a turn from front to back, and again: the second begins where the image is mirrored.
    const half = projections(0).slice(0, 30);
    const turns = [half, half].flat();
    const pixels = new Uint16Array(turns.flatMap(({ values }) => [...values]));
    const file = (changes: Content) => image({ ImageType: 'ORIGINAL\\PRIMARY\\TOMO\\EMISSION', Rows: rows, Columns: columns, NumberOfFrames: '60', PixelData: new Uint8Array(pixels.buffer), ...changes });
    const rotations = Array.from({ length: 60 }, (_, frame) => 1 + Math.floor(frame / 30));
    expect(codes(checkMotion([await file({ NumberOfDetectors: 1, NumberOfRotations: 2, RotationVector: rotations })]))).toEqual([]);
    expect(codes(checkMotion([await file({ NumberOfDetectors: 1 })]))).toContain('movedAcrossTable');
    expect(codes(checkMotion([await file({ NumberOfDetectors: 2 })]))).not.toContain('movedAcrossTable');
  });
  test('of one who lay still raise nothing, and without any that is said', async () => {
    expect(checkMotion([await recorded(0)])).toEqual([]);
    expect(codes(checkMotion([]))).toEqual(['motionUnchecked']);
  });
  test('belong to the reconstruction of their time alone', async () => {
    const [own, other, spect] = [await recorded(0), await recorded(0, { AcquisitionTime: '143000' }), await reconstructed()];
    expect(pairOf(groupAcquisitions([other, spect, own])[0]).projections).toEqual([own]);
  });
  test('alone are refused with what is needed', async () => expect(codes(checkPair(pairOf(groupAcquisitions([await recorded(0)])[0])))).toEqual(['projectionsOnly']));
});

test.each<Content>([{ PatientID: 'JASZCZAK' }, { StudyDescription: 'NEMA IQ' }, { SeriesDescription: 'Fantome cylindrique' }])('a test object is refused by its name: %j', async (named) =>
  expect(codes(checkPair(pairOf([await reconstructed({ ...named })])))).toEqual(['notAPatient']));

describe('the field of a CT', () => {
  const grid: Grid = { size: [100, 100, 20], origin: [-198, -198, 0], steps: [[4, 0, 0], [0, 4, 0], [0, 0, 5]] };
  const each = (of: (x: number, y: number, z: number) => number) => Array.from({ length: 100 * 100 * 20 }, (_, at) => of((at % 100) * 4 - 198, (Math.floor(at / 100) % 100) * 4 - 198, Math.floor(at / 10_000) * 5));
  /** A body of a radius about (aside, 0) in a round field of 190 mm. */
  const body = (radius: number, aside = 0): Volume => ({ grid, values: Float32Array.from(each((x, y) => (Math.hypot(x, y) > 190 ? -1024 : Math.hypot(x - aside, y) < radius ? 40 : -1000))) });
  const heart = (from: number, to: number) => ({ grid, inside: Uint8Array.from(each((x, y, z) => Number(Math.hypot(x, y) < 40 && z >= from && z <= to))) });

  test('that holds body and heart raises nothing', () => expect(checkCtField(heart(20, 70), body(170))).toEqual([]));
  test('that ends within the heart is warned of', () => {
    expect(codes(checkCtField(heart(0, 50), body(170)))).toEqual(['heartLeavesCt']);
    expect(codes(checkCtField(heart(50, 95), body(170)))).toEqual(['heartLeavesCt']);
  });
  test('that cuts the body is warned of with the length of the cut: by a chord of two circles 380 mm wide, 80 mm apart, half the rim', () => {
    const [cut] = checkCtField(heart(20, 70), body(190, 80));
    expect(cut.code).toBe('bodyCutByCt');
    // The rim lies within the body where its angle from the shift is below acos(40 / 190) = 77.85 degrees.
    const expected = 2 * 190 * Math.acos(40 / 190);
    expect(Math.abs(Number(cut.parameters?.mm) / expected - 1)).toBeLessThan(0.3);
  });
});
