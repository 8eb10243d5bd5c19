import { beforeAll, describe, expect, test } from 'vitest';
import type { ImageInstance } from '../../../src/dicom/study.ts';
import type { MeasuredValue } from '../../../src/measurement/measurement.ts';
import { planar } from '../../../src/modalities/planar/index.ts';
import type { Analysis } from '../../../src/modalities/modality.ts';
import { makeScan, type DigitalScan } from '../../../src/phantom/digital-scan.ts';
import { asOtherScan } from '../../../src/phantom/other-scan.ts';
import { Random } from '../../../src/phantom/random.ts';
import { buildBody } from '../../../src/phantom/build-body.ts';
import { projectPlanar } from '../../../src/phantom/gamma-camera.ts';
import { acquirePlanar } from '../../../src/phantom/acquisition.ts';
import { inMemory, uptakeScan } from './scan-in-memory.ts';

const analysed = async (...group: ImageInstance[]): Promise<Analysis> => (await planar.analyse(group, 'none')).analysis;
const codes = (analysis: Analysis) => analysis.quality.findings.map((finding) => finding.code);
function ratio(analysis: Analysis): number {
  const found = analysis.measurements.find((one) => one.quantity === 'heartToContralateralRatio') as MeasuredValue;
  expect(found).toMatchObject({ status: 'measured' });
  return found.value;
}
const turned = (values: Uint16Array) => values.slice().reverse();

describe('planar scintigraphy of a digital patient with cardiac uptake', () => {
  let digital: DigitalScan;
  let plain: Analysis;
  beforeAll(async () => {
    digital = uptakeScan();
    plain = await analysed(inMemory(digital));
  });

  test('is accepted, abnormal, and measures the true ratio within its uncertainty times four', () => {
    expect(plain.quality.status).toBe('accepted');
    expect(plain.classification?.label).toBe('abnormal');
    const found = plain.measurements.find((one) => one.quantity === 'heartToContralateralRatio') as MeasuredValue;
    if (digital.trueRatio.status !== 'measured') throw new Error('no truth');
    expect(Math.abs(found.value - digital.trueRatio.value)).toBeLessThan(4 * found.standardUncertainty + 0.05);
    expect(found.interval95[0]).toBeLessThan(found.value);
    expect(found.interval95[1]).toBeGreaterThan(found.value);
  });

  test('survives JSON', () => {
    expect(JSON.parse(JSON.stringify(plain))).toEqual(plain);
  });

  test('gives the same answer twice, to the last digit', async () => {
    expect(await analysed(inMemory(digital))).toEqual(plain);
  });

  test('has a ratio that does not change when all counts double', async () => {
    const doubled = await analysed(inMemory(digital, { store: (values) => values.map((value) => 2 * value) }));
    expect(ratio(doubled)).toBeCloseTo(ratio(plain), 6);
  });

  test('gives the same ratio when stored upside down, by tag or by look', async () => {
    const byTag = await analysed(inMemory(digital, { store: turned, directions: ['R', 'H'], views: ['anterior'] }));
    const byLook = await analysed(inMemory(digital, { store: turned }));
    expect(ratio(byTag)).toBeCloseTo(ratio(await analysed(inMemory(digital, { views: ['anterior'] }))), 6);
    expect(ratio(byLook)).toBeCloseTo(ratio(plain), 6);
    expect(codes(byLook)).toContain('turnedImage');
  });

  test.each([{ views: ['anterior', 'posterior'], directions: ['L', 'F'] }, { views: ['posterior', 'anterior'], directions: ['R', 'F'] }] as const)(
    'gives the same numbers when one Patient Orientation $directions stands for both views of a file, $views', async ({ views, directions }) => {
      const stated = await analysed(inMemory(digital, { views, directions }));
      expect(stated.measurements.map((one) => one.status === 'measured' && one.value)).toEqual(plain.measurements.map((one) => one.status === 'measured' && one.value));
    },
  );

  test('gives the same ratio when anterior and posterior come in two files', async () => {
    const files = [inMemory(digital, { views: ['anterior'], instance: { sopInstanceUid: '1.2.1' } }), inMemory(digital, { views: ['posterior'], instance: { sopInstanceUid: '1.2.2' } })];
    expect(planar.group(files)).toEqual([files]);
    expect(ratio(await analysed(...files))).toBeCloseTo(ratio(plain), 6);
  });

  test('reads two files that both keep silent about their view each for itself', () => {
    const files = ['1.2.1', '1.2.2'].map((sopInstanceUid) => inMemory(digital, { views: ['unknown'], instance: { sopInstanceUid } }));
    expect(planar.group(files)).toEqual([[files[0]], [files[1]]]);
  });

  test('notices that the views are exchanged when only the detector says which is which', async () => {
    const exchanged = await analysed(inMemory(digital, { views: ['posterior', 'anterior'], evidence: 'detector', store: (values, _r, _c, view) => (view === 'anterior' ? digital.scan.posterior : view === 'posterior' ? digital.scan.anterior : values) }));
    expect(codes(exchanged)).toContain('swappedViews');
    expect(ratio(exchanged)).toBeCloseTo(ratio(plain), 6);
  });

  test('says why there is no ratio when only the posterior view is there, and is unsure', async () => {
    const posterior = await analysed(inMemory(digital, { views: ['posterior'] }));
    expect(posterior.measurements.find((one) => one.quantity === 'heartToContralateralRatio')).toMatchObject({ status: 'notMeasured', reason: expect.stringContaining('anterior') });
    expect(codes(posterior)).toContain('posteriorOnly');
    expect(posterior.classification?.unsure).toBe(true);
  });

  test('assumes a pixel size when none is stated, says so and is unsure', async () => {
    const without = await analysed(inMemory(digital, { spacingMm: null }));
    expect(codes(without)).toContain('spacingAssumed');
    expect(without.classification?.label).toBe('unsure');
  });

  test('measures no ratio from pixels that are not counts', async () => {
    const picture = await analysed(inMemory(digital, { nuclear: { pixelsAreCounts: false } }));
    expect(codes(picture)).toContain('pictureOfScan');
    expect(picture.measurements.filter((one) => one.quantity.endsWith('Ratio')).every((one) => one.status === 'notMeasured')).toBe(true);
  });

  test('flags lossy compression and widens the interval', async () => {
    const lossy = await analysed(inMemory(digital, { instance: { lossy: true } }));
    const width = (analysis: Analysis) => (analysis.measurements[0] as MeasuredValue).standardUncertainty;
    expect(codes(lossy)).toContain('lossyPixels');
    expect(width(lossy)).toBeGreaterThan(width(plain));
  });

  test('measures whole-body retention when the study holds two times', async () => {
    const at = (hour: number) => ({ acquisitionTime: new Date(Date.UTC(2026, 0, 5, hour)) });
    const early = inMemory(digital, { nuclear: at(9), instance: { sopInstanceUid: '1.2.1' } });
    const late = inMemory(digital, { nuclear: at(12), instance: { sopInstanceUid: '1.2.2' } });
    const groups = planar.group([late, early]);
    const results = await Promise.all(groups.map((group) => analysed(...group)));
    const retention = results.flatMap((one) => one.measurements).filter((one) => one.quantity === 'wholeBodyRetention');
    expect(retention).toHaveLength(1);
    // Equal counts three hours later: what is left of decay alone.
    expect((retention[0] as MeasuredValue).value).toBeCloseTo(2 ** (3 / 6.0067), 3);
  });

  test.each([
    ['99mTc-MDP', 'acceptedWithWarnings', 'mdpTracer'],
    ['other', 'refused', 'otherTracer'],
    ['unknown', 'accepted', 'tracerUnknown'],
  ] as const)('with tracer %s is %s', async (tracer, status, code) => {
    const found = await analysed(inMemory(digital, { nuclear: { tracer, radiopharmaceutical: 'sestamibi' } }));
    expect(found.quality.status).toBe(status);
    expect(codes(found)).toContain(code);
  });

  test('warns about a delay outside the protocol', async () => {
    expect(codes(await analysed(inMemory(digital, { nuclear: { uptakeTimeHours: 0.5 } })))).toContain('delayOutside');
  });

  test.each(['TOMO', 'RECON TOMO', 'DYNAMIC', 'GATED TOMO'])('refuses a %s acquisition by name', async (imageKind) => {
    const found = await analysed(inMemory(digital, { nuclear: { imageKind } }));
    expect(found.quality).toMatchObject({ status: 'refused', findings: [{ code: 'notPlanar', message: expect.stringContaining(imageKind) }] });
    expect(found.classification).toBeNull();
    expect(found.measurements.every((one) => one.status === 'notMeasured')).toBe(true);
  });

  test('refuses an image with almost no counts', async () => {
    const found = await analysed(inMemory(digital, { store: (values) => values.map((value) => (value > 40 ? 1 : 0)) }));
    expect(codes(found)).toContain('tooFewCounts');
  });

  test('refuses an empty image', async () => {
    const found = await analysed(inMemory(digital, { store: (values) => new Uint16Array(values.length) }));
    expect(found.quality.status).toBe('refused');
  });
});

describe('other scans of nuclear medicine', () => {
  test.each(['lungPerfusion', 'thyroid', 'hepatobiliary', 'mibg', 'octreotide'] as const)('of kind %s are refused as not a bone scan', async (kind) => {
    const digital = makeScan(12, 3, { wholeBody: true, grade: 0, anteriorCounts: 1_000_000 });
    const patient = asOtherScan(digital.patient, kind, new Random(3));
    const projection = projectPlanar(buildBody(patient, 77), digital.camera);
    const scan = acquirePlanar(projection, digital.acquisition, new Random(4));
    const found = await analysed(inMemory({ ...digital, patient, scan }));
    expect(found.quality.findings.map((finding) => finding.code)).toContain('notBoneScan');
    expect(found.classification).toBeNull();
  });
});
