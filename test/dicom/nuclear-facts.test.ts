import { expect, test } from 'vitest';
import { readInstance } from '../../src/dicom/read-instance.ts';
import type { NuclearAcquisition } from '../../src/dicom/study.ts';
import { dicomFile, smallImage, type Content } from './dicom-file.ts';

async function nuclear(content: Content): Promise<NuclearAcquisition> {
  return (await readInstance(dicomFile({ ...smallImage, ...content }), 'x.dcm')).nuclear!;
}

const code = (CodeValue: string, CodeMeaning: string): Content => ({ CodeValue, CodingSchemeDesignator: 'SCT', CodeMeaning });
const view = (value: string): Content => ({ ViewCodeSequence: [code(value, '')] });
const twoFrames: Content = { NumberOfFrames: '2', PixelData: new Uint8Array(24) };
const views = ({ frames }: NuclearAcquisition) => frames.map((frame) => [frame.view, frame.viewEvidence]);
const injectedAt = (content: Content) => nuclear({ AcquisitionDate: '20260302', AcquisitionTime: '013000', RadiopharmaceuticalInformationSequence: [content] });

test('views come from the codes of the detectors, by the vector of each frame', async () => {
  const found = await nuclear({ ...twoFrames, DetectorVector: [2, 1], NumberOfDetectors: 2, DetectorInformationSequence: [view('399321004'), view('399001007')] });
  expect(views(found)).toEqual([['posterior', 'code'], ['anterior', 'code']]);
  expect(found.frames.map(({ detector }) => detector)).toEqual([2, 1]);
});

test('two detectors without words are taken as anterior and posterior, and said to be guessed by detector', async () => {
  expect(views(await nuclear({ ...twoFrames, DetectorVector: [1, 2], NumberOfDetectors: 2 }))).toEqual([['anterior', 'detector'], ['posterior', 'detector']]);
});

test('of two detectors, one with a code tells the other', async () => {
  const found = await nuclear({ ...twoFrames, DetectorVector: [1, 2], NumberOfDetectors: 2, DetectorInformationSequence: [view('399001007'), {}] });
  expect(views(found)).toEqual([['posterior', 'code'], ['anterior', 'detector']]);
});

test('two frames of two detectors without a vector run through the detectors in order', async () => {
  const found = await nuclear({ ...twoFrames, NumberOfDetectors: 2, DetectorInformationSequence: [view('399321004'), view('399001007')] });
  expect(views(found)).toEqual([['anterior', 'code'], ['posterior', 'code']]);
});

test.each([{ SeriesDescription: 'WB POST' }, { ImageID: 'POST' }, { ImageComments: 'vue postérieure'.normalize() }])('a file with one view is told by its words: %o', async (content) => {
  expect(views(await nuclear({ SpecificCharacterSet: 'ISO_IR 100', ...content }))).toEqual([['posterior', 'text']]);
});

test('one frame without words has an unknown view', async () => {
  expect(views(await nuclear({}))).toEqual([['unknown', 'none']]);
});

test('energy windows are named by their limits', async () => {
  const found = await nuclear({ NumberOfEnergyWindows: 1, EnergyWindowInformationSequence: [{ EnergyWindowName: 'Tc99m', EnergyWindowRangeSequence: [{ EnergyWindowLowerLimit: '126', EnergyWindowUpperLimit: '154' }] }] });
  expect(found.frames[0]).toMatchObject({ energyWindow: 1, energyWindowName: 'Tc99m: 140.0 keV +/- 10.0 %' });
});

test('an injection on the evening before is three hours before a scan after midnight, dated or not', async () => {
  expect((await injectedAt({ RadiopharmaceuticalStartTime: '223000' })).uptakeTimeHours).toBe(3);
  expect((await injectedAt({ RadiopharmaceuticalStartDateTime: '20260301223000.000' })).uptakeTimeHours).toBe(3);
});

test('an injection some minutes after the scan is a clock set wrong and gives no uptake time', async () => {
  expect((await injectedAt({ RadiopharmaceuticalStartTime: '014000' })).uptakeTimeHours).toBeNull();
  expect((await injectedAt({ RadiopharmaceuticalStartDateTime: '20260302014000' })).uptakeTimeHours).toBeNull();
  expect((await injectedAt({ RadiopharmaceuticalStartDateTime: '20200101000000' })).uptakeTimeHours).toBeNull();
});

test('an activity is in MBq, also where a writer stated Bq', async () => {
  expect((await injectedAt({ RadionuclideTotalDose: '712.5' })).injectedActivityMBq).toBe(712.5);
  expect((await injectedAt({ RadionuclideTotalDose: '712500000' })).injectedActivityMBq).toBe(712.5);
  expect((await injectedAt({ RadionuclideTotalDose: '0' })).injectedActivityMBq).toBeNull();
});

test('the nuclide of an old code or a free text is technetium in one spelling', async () => {
  expect((await injectedAt({ RadionuclideCodeSequence: [code('C-163A8', '^99m^Technetium')] })).radionuclide).toBe('99mTc');
  expect((await injectedAt({ Radionuclide: 'Tc-99m' })).radionuclide).toBe('99mTc');
  expect((await injectedAt({ Radionuclide: 'I-123' }))).toMatchObject({ radionuclide: 'I-123', tracer: 'other' });
});

test('the patient position comes from its attribute, else from the codes that nuclear medicine uses', async () => {
  expect((await nuclear({ PatientPosition: 'FFS' })).orientation.patientPosition).toBe('FFS');
  const coded = await nuclear({
    PatientGantryRelationshipCodeSequence: [code('F-10480', 'feet-first')],
    PatientOrientationCodeSequence: [{ ...code('F-10450', 'recumbent'), PatientOrientationModifierCodeSequence: [code('F-10310', 'prone')] }],
  });
  expect(coded.orientation).toEqual({ patientPosition: 'FFP', rowColumnDirections: null });
});

test.each([['ORIGINAL\\PRIMARY\\WHOLE BODY\\EMISSION', true], ['ORIGINAL\\PRIMARY\\STATIC\\EMISSION', false], ['ORIGINAL\\PRIMARY', null]])('image type %s tells whole body: %s', async (ImageType, wholeBody) => {
  expect((await nuclear({ ImageType })).wholeBody).toBe(wholeBody);
});

test('a Secondary Capture whose Modality is NM has nuclear facts, an ultrasound image has none', async () => {
  const capture = await readInstance(dicomFile({ ...smallImage, SOPClassUID: '1.2.840.10008.5.1.4.1.1.7' }), 'x');
  expect(capture.nuclear?.pixelsAreCounts).toBe(true);
  expect((await readInstance(dicomFile({ ...smallImage, Modality: 'US' }), 'x')).nuclear).toBeNull();
});

test('patient facts that are placeholders or absurd become null, and centimetres become metres', async () => {
  const read = (content: Content) => readInstance(dicomFile({ ...smallImage, ...content }), 'x');
  expect(await read({ PatientSize: '0.000000', PatientWeight: '0.0', PatientAge: '999Y', PatientSex: 'X' })).toMatchObject({ patientHeightM: null, patientWeightKg: null, patientAgeYears: null, patientSex: null });
  expect(await read({ PatientSize: '172', PatientAge: '018M', PatientSex: 'f' })).toMatchObject({ patientHeightM: 1.72, patientAgeYears: 1.5, patientSex: 'F' });
  expect(await read({ PatientBirthDate: '19450302', StudyDate: '20260301' })).toMatchObject({ patientAgeYears: 80, studyDate: '2026-03-01' });
});

test('pixel spacing that is absent or absurd is null', async () => {
  const spacing = async (PixelSpacing: string) => (await readInstance(dicomFile({ ...smallImage, PixelSpacing }), 'x')).spacingMm;
  expect(await spacing('2.26\\2.4')).toEqual([2.26, 2.4]);
  for (const absurd of ['0\\0', '-2\\-2', '1e9\\1e9', 'wide\\wide']) expect(await spacing(absurd)).toBeNull();
});
