import { describe, expect, test } from 'vitest';
import { readInstance } from '../../../src/dicom/read-instance.ts';
import type { ImageInstance } from '../../../src/dicom/study.ts';
import { attenuationCorrected, groupAcquisitions, isTomography, pairOf } from '../../../src/modalities/spect-ct/pairing.ts';
import { checkedStack, checkPair, checkValues } from '../../../src/modalities/spect-ct/quality-control.ts';
import { turnedGrid } from './drawn-chest.ts';
import { type Content, dicomFile } from '../../dicom/dicom-file.ts';

const grey = { SamplesPerPixel: 1, PhotometricInterpretation: 'MONOCHROME2', Rows: 2, Columns: 2, BitsAllocated: 16, BitsStored: 16, HighBit: 15, PixelRepresentation: 0, PixelSpacing: '4\\4' } satisfies Content;
let made = 0;

async function image(content: Content): Promise<ImageInstance> {
  made += 1;
  return readInstance(dicomFile({ SOPInstanceUID: `1.2.3.${made}`, StudyInstanceUID: '1.2.4', PatientID: 'P1', FrameOfReferenceUID: '1.9', ...grey, ...content }), `${made}.dcm`);
}

const spect = (changes: Content = {}) => image({
  SOPClassUID: '1.2.840.10008.5.1.4.1.1.20', SeriesInstanceUID: '1.2.5', Modality: 'NM', ImageType: 'ORIGINAL\\PRIMARY\\RECON TOMO\\EMISSION', NumberOfFrames: '3', PixelData: new Uint8Array(24),
  CorrectedImage: 'ATTN\\SCAT\\DECY', AcquisitionDate: '20260301', AcquisitionTime: '120000', SpacingBetweenSlices: '4', Radiopharmaceutical: '99mTc-DPD',
  RadiopharmaceuticalInformationSequence: [{ RadiopharmaceuticalStartDateTime: '20260301090000', Radiopharmaceutical: 'Tc-99m DPD', Radionuclide: 'Tc-99m' }],
  DetectorInformationSequence: [{ ImageOrientationPatient: '1\\0\\0\\0\\1\\0', ImagePositionPatient: '0\\0\\0' }], ...changes,
});

const ctSeries = (changes: Content = {}, slices = 12) => Promise.all(Array.from({ length: slices }, (_, i) => image({
  SOPClassUID: '1.2.840.10008.5.1.4.1.1.2', SeriesInstanceUID: '1.2.6', Modality: 'CT', PixelData: new Uint8Array(8), ImageOrientationPatient: '1\\0\\0\\0\\1\\0', ImagePositionPatient: `0\\0\\${5 * i}`,
  AcquisitionDate: '20260301', AcquisitionTime: '115500', ...changes,
})));

const codes = (findings: readonly { readonly code: string }[]) => findings.map(({ code }) => code);

describe('a study is split into acquisitions', () => {
  test('the reconstructions of one SPECT with the CT, each SPECT apart', async () => {
    const [early, lateCorrected, late, ct] = [await spect(), await spect({ AcquisitionTime: '150000' }), await spect({ AcquisitionTime: '150000', CorrectedImage: 'DECY' }), await ctSeries()];
    const groups = groupAcquisitions([early, lateCorrected, late, ...ct]);
    expect(groups.map((group) => group.filter(({ modality }) => modality === 'NM').length)).toEqual([1, 2]);
    expect(groups.every((group) => group.filter(({ modality }) => modality === 'CT').length === 12)).toBe(true);
  });

  test('planar and gated views are not tomography, projections are', async () => {
    expect(isTomography(await spect())).toBe(true);
    expect(isTomography(await spect({ ImageType: 'ORIGINAL\\PRIMARY\\TOMO\\EMISSION' }))).toBe(true);
    for (const kind of ['GATED TOMO', 'STATIC', 'WHOLE BODY', 'GATED']) expect(isTomography(await spect({ ImageType: `ORIGINAL\\PRIMARY\\${kind}\\EMISSION` }))).toBe(false);
  });

  test('the corrected reconstruction and the CT of the same frame of reference are chosen', async () => {
    const [plain, corrected] = [await spect({ CorrectedImage: 'DECY' }), await spect()];
    const other = await ctSeries({ SeriesInstanceUID: '1.2.7', FrameOfReferenceUID: '1.8' }, 40);
    const pair = pairOf([plain, corrected, ...other, ...(await ctSeries())]);
    expect(pair.emission).toEqual([corrected]);
    expect(pair.otherReconstructions).toBe(1);
    expect(pair.ct[0].seriesInstanceUid).toBe('1.2.6');
  });

  test.each<[string, Content, boolean]>([
    ['by its list of corrections', { CorrectedImage: 'ATTN\\DECY' }, true],
    ['not when the list lacks it, whatever the name', { CorrectedImage: 'DECY', SeriesDescription: 'SPECT AC' }, false],
    ['by its name without a list', { CorrectedImage: '', SeriesDescription: 'Tomo [AC]' }, true],
    ['not by the name of what is uncorrected', { CorrectedImage: '', SeriesDescription: 'Tomo NAC' }, false],
  ])('attenuation is corrected %s', async (_, changes, corrected) => expect(attenuationCorrected(await spect(changes))).toBe(corrected));
});

describe('what does not belong together is refused with its reason', () => {
  const found = async (group: readonly ImageInstance[]) => codes(checkPair(pairOf(group)).filter(({ severity }) => severity === 'refusal'));

  test('SPECT and CT of one visit are accepted', async () => expect(codes(checkPair(pairOf([await spect(), ...(await ctSeries())])))).toEqual([]));
  test('a CT of another patient', async () => expect(await found([await spect(), ...(await ctSeries({ PatientID: 'P2' }))])).toEqual(['otherPatient']));
  test('a CT of another day', async () => expect(await found([await spect(), ...(await ctSeries({ AcquisitionDate: '20251201' }))])).toEqual(['otherDate']));
  test('SPECT without CT, or with a scout view only', async () => {
    expect(await found([await spect()])).toEqual(['noCt']);
    expect(await found([await spect(), ...(await ctSeries({}, 2))])).toEqual(['noCt']);
  });
  test('CT without SPECT', async () => expect(await found(groupAcquisitions(await ctSeries())[0])).toEqual(['noSpect']));
  test('a PET', async () => {
    const slice = await spect({ Modality: 'PT', SOPClassUID: '1.2.840.10008.5.1.4.1.1.128', ImageType: 'ORIGINAL\\PRIMARY', NumberOfFrames: '1', PixelData: new Uint8Array(8), RadiopharmaceuticalInformationSequence: [{ Radiopharmaceutical: 'FDG', RadionuclideHalfLife: '6586' }] });
    expect(await found([slice, ...(await ctSeries())])).toEqual(['positronTracer']);
  });
});

test('what weakens a number is a warning: another frame of reference, no attenuation correction, an early scan, an unknown tracer', async () => {
  const weak = await spect({ FrameOfReferenceUID: '1.8', CorrectedImage: 'DECY', Radiopharmaceutical: '', AcquisitionTime: '100000', RadiopharmaceuticalInformationSequence: [{ RadiopharmaceuticalStartDateTime: '20260301090000' }] });
  expect(codes(checkPair(pairOf([weak, ...(await ctSeries())])))).toEqual(['otherFrame', 'unknownTracer', 'earlyScan', 'notAttenuationCorrected']);
});

describe('a registration object in the study', () => {
  /** Turned by 90 degrees about z, then shifted; lays frame `from` in frame `to`. */
  const registration = (from: string, to: string, type = 'RIGID', matrix = '0\\-1\\0\\10\\1\\0\\0\\20\\0\\0\\1\\30\\0\\0\\0\\1') => readInstance(dicomFile({
    SOPClassUID: '1.2.840.10008.5.1.4.1.1.66.1', SOPInstanceUID: '1.2.3.900', StudyInstanceUID: '1.2.4', SeriesInstanceUID: '1.2.9', PatientID: 'P1', Modality: 'REG', FrameOfReferenceUID: to,
    RegistrationSequence: [{ FrameOfReferenceUID: from, MatrixRegistrationSequence: [{ MatrixSequence: [{ FrameOfReferenceTransformationMatrixType: type, FrameOfReferenceTransformationMatrix: matrix }] }] }],
  }), 'reg.dcm');
  const paired = async (...given: Parameters<typeof registration>) => pairOf(groupAcquisitions([await spect({ FrameOfReferenceUID: '1.8', DetectorInformationSequence: [{ ImageOrientationPatient: '1\\0\\0\\0\\1\\0', ImagePositionPatient: '1\\2\\3' }] }), ...(await ctSeries()), await registration(...given)])[0]);

  test('lays the SPECT on the CT, and is said', async () => {
    const pair = await paired('1.8', '1.9');
    expect(pair.emission[0].planes![0]).toEqual({ position: [8, 21, 33], rowDirection: [0, 1, 0], columnDirection: [-1, 0, 0] });
    expect(codes(checkPair(pair))).toEqual(['registeredByFile']);
  });
  test('that lays the CT on the SPECT is turned round', async () => {
    // Back from (1, 2, 3): less the shift it is (-9, -18, -27), turned by -90 degrees (-18, 9, -27).
    const [plane] = (await paired('1.9', '1.8')).emission[0].planes!;
    expect(plane.position.map((value) => value + 0)).toEqual([-18, 9, -27]);
  });
  test.each([['1.8', '1.7'], ['1.8', '1.9', 'AFFINE'], ['1.8', '1.9', 'RIGID', '2\\0\\0\\0\\0\\1\\0\\0\\0\\0\\1\\0\\0\\0\\0\\1'], ['1.8', '1.9', 'RIGID', '-1\\0\\0\\0\\0\\1\\0\\0\\0\\0\\1\\0\\0\\0\\0\\1']] as const)('of another frame, or that scales or mirrors, lays nothing: %s', async (...given) => {
    const pair = await paired(...(given as unknown as Parameters<typeof registration>));
    expect(pair.registered).toBe(false);
    expect(codes(checkPair(pair))).toEqual(['otherFrame']);
  });
});

test('series that make no volume are refused by name', async () => {
  const ct = await ctSeries();
  expect(codes(checkedStack(ct.filter((_, i) => i !== 5), 'CT').findings)).toEqual(['missingSlices']);
  expect(codes(checkedStack([await spect({ DetectorInformationSequence: [] })], 'SPECT').findings)).toEqual(['unplacedSlices']);
  expect(codes(checkedStack([...ct, ...(await ctSeries())], 'CT').findings)).toEqual(['repeatedSlices']);
});

test('values below 0 are warned of, and none above 0 refused', () => {
  const grid = turnedGrid([4, 4, 4], [5, 5, 4], 0);
  expect(codes(checkValues({ grid, values: new Float32Array(100) }))).toEqual(['emptySpect']);
  expect(codes(checkValues({ grid, values: Float32Array.from({ length: 100 }, (_, i) => (i < 5 ? -1 : 1)) }))).toEqual(['negativeSpect']);
});
