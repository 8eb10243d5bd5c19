import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { readLabelledFrames } from '../../../src/analysis/read-labelled-frames.ts';
import { readInstance } from '../../../src/dicom/read-instance.ts';
import type { ImageInstance, UltrasoundAcquisition } from '../../../src/dicom/study.ts';
import type { Network } from '../../../src/inference/onnx-network.ts';
import { echoViewNames, type EchoViewName } from '../../../src/measurement/echo-view.ts';
import { checkSubject } from '../../../src/modalities/echo/check-subject.ts';
import type { LoopOutcome } from '../../../src/modalities/echo/examine-loop.ts';
import { echo } from '../../../src/modalities/echo/index.ts';
import { loadViewNetwork } from '../../../src/modalities/echo/networks.ts';
import { checkPicture, pictureQuality } from '../../../src/modalities/echo/picture-quality.ts';
import { recogniseFrame, recogniseLoop } from '../../../src/modalities/echo/recognise-view.ts';
import { chooseLoops, sightLoop, sortedLoops, type SightedLoop } from '../../../src/modalities/echo/study-loops.ts';
import { foreshortening } from '../../../src/modalities/echo/view-lengths.ts';
import { heartPatient } from '../../../src/phantom/echo-study.ts';
import { imageView } from '../../../src/phantom/echo-view-loop.ts';
import { loopInMemory, plainLoop } from './drawn-loop.ts';

let network: Network;
beforeAll(async () => void (network = (await loadViewNetwork())!));

describe('views of a digital patient who trained nothing, by an image model that trained nothing', () => {
  const patient = heartPatient(4021, 0, { kind: 'normal' });
  test.each<[EchoViewName]>([['a4c'], ['plax'], ['psaxPapillary'], ['subcostal'], ['suprasternal'], ['a4cAtriumHidden']])('%s is recognised', async (view) => {
    const { rows, columns, frames } = imageView(patient, { view, look: 'smooth', frames: 1, framesPerSecond: 30, seed: 8 });
    const found = await recogniseLoop(network, frames.map((grey) => ({ rows, columns, grey, pixelAspect: 1 })));
    expect(found).toMatchObject({ view, sure: true, frames: [1] });
    expect(found.probabilities.reduce((sum, one) => sum + one, 0)).toBeCloseTo(1, 4);
    expect(network.card.regions).toEqual(echoViewNames);
  });
});

describe('what the file says it shows is refused with the reason', () => {
  const said = (changes: Partial<ImageInstance>) => checkSubject(loopInMemory({ ...plainLoop, frames: 2 }, changes)).map(({ code }) => code);
  test.each<[string, Partial<ImageInstance>, readonly string[]]>([
    ['a transoesophageal examination', { studyDescription: 'TEE with bubble study' }, ['transoesophageal']],
    ['the same in French', { studyDescription: 'Échographie transœsophagienne' }, ['transoesophageal']],
    ['a fetus', { studyDescription: 'Fetal echocardiography' }, ['fetal']],
    ['a child', { patientAgeYears: 9 }, ['paediatric']],
    ['a contrast agent', { seriesDescription: 'A4C LVO SonoVue' }, ['contrastAgent']],
    ['no contrast agent, said so', { seriesDescription: 'TTE without contrast' }, []],
    ['an adult’s ordinary examination', { studyDescription: 'Transthoracic echocardiogram', patientAgeYears: 18 }, []],
  ])('%s', (_, changes, codes) => expect(said(changes)).toEqual(codes));

  test.each<[string, Partial<UltrasoundAcquisition>, readonly string[]]>([
    ['a protocol of transoesophageal echocardiography', { protocol: 'Adult TEE' }, ['transoesophageal']],
    ['an agent that was given', { contrastAgent: 'Luminity' }, ['contrastAgent']],
    ['an agent that was not given', { contrastAgent: 'NONE' }, []],
    ['one agent said twice', { contrastAgent: 'SonoVue', protocol: 'Contrast echo' }, ['contrastAgent']],
  ])('%s', (_, ultrasound, expected) => expect(checkSubject(loopInMemory({ ...plainLoop, frames: 2 }, {}, ultrasound)).map(({ code }) => code)).toEqual(expected));

  test('two sectors on one screen', () => {
    const region = (x0: number, x1: number) => ({ dataType: 'tissue', x0, y0: 0, x1, y1: 300, inside: true, spacingMm: [0.6, 0.6] }) as const;
    const { ultrasound } = loopInMemory(plainLoop);
    expect(said({ ultrasound: { ...ultrasound!, regions: [region(0, 150), region(150, 300)] } })).toEqual(['severalSectors']);
  });

  test('and nothing of it is measured', async () => {
    const { analysis } = await echo.analyse([loopInMemory(plainLoop, { studyDescription: 'TOE' })], 'none');
    expect(analysis.quality).toMatchObject({ status: 'refused', findings: [{ code: 'transoesophageal' }] });
    expect(analysis.measurements.every(({ status }) => status === 'notMeasured')).toBe(true);
  });
});

describe('gain and dropout of a drawn sector', () => {
  const frame = (value: (row: number, column: number) => number) => ({ rows: 100, columns: 100, pixelAspect: 1, grey: Uint8Array.from({ length: 10_000 }, (_, i) => value(Math.floor(i / 100), i % 100)) });
  const codes = (value: (row: number, column: number) => number) => checkPicture(pictureQuality([frame(value)])).map(({ code }) => code);
  test('are as drawn', () => {
    const { bright, white, dark } = pictureQuality([frame((row, column) => (column < 40 ? 10 : row < 20 ? 255 : 100))]);
    expect(bright).toBe(255);
    expect(white).toBeCloseTo(0.12, 10);
    expect(dark).toBeCloseTo(0.4, 10);
  });
  test('are warned of where they harm, and only there', () => {
    expect(codes((_, column) => 60 + column)).toEqual([]);
    expect(codes(() => 30)).toEqual(['lowGain']);
    expect(codes((row) => (row < 20 ? 255 : 100))).toEqual(['highGain']);
    expect(codes((_, column) => (column < 40 ? 10 : 120))).toEqual(['dropout']);
    expect(codes(() => 0)).toEqual(['lowGain', 'dropout']);
  });
});

describe('the loops of a study', () => {
  const seen = (view: 'a4c' | 'a2c' | 'plax' | null, quality: number, findings: SightedLoop['findings'] = []): SightedLoop => ({ instance: loopInMemory({ ...plainLoop, frames: 2 }, {}, { view }), stated: view, recognised: null, findings, quality, text: null });
  const refusal = { code: 'stillImage', severity: 'refusal', message: '', parameters: {} } as const;

  test('of one view, that of the best quality is measured, and the choice is said', () => {
    const [poor, good, two] = [seen('a4c', 0.3), seen('a4c', 0.8), seen('a2c', 0.5)];
    const { chosen, findings } = chooseLoops([poor, two, good]);
    expect(chosen).toEqual([good, two]);
    expect(findings).toContainEqual(expect.objectContaining({ code: 'loopChosen', parameters: { view: 'A4C', number: 3, count: 2, quality: 80, others: '30' } }));
  });

  test('a stated view that cannot be used is named, and the others are measured', () => {
    const [four, long] = [seen('a4c', 0, [refusal]), seen('plax', 0.6)];
    const { chosen, findings } = chooseLoops([four, long]);
    expect(chosen).toEqual([long]);
    expect(findings.map(({ code }) => code)).toEqual(['viewUnreadable', 'loopsSetAside']);
  });

  test('whose files state nothing are recognised and sorted, and what is not measured is set aside by name', async () => {
    const heart = heartPatient(4021, 0, { kind: 'normal' });
    const sighted = await Promise.all((['suprasternal', 'plax', 'a2c', 'a4c'] as const).map((view) => {
      const { rows, columns, frames } = imageView(heart, { view, look: 'smooth', frames: 2, framesPerSecond: 4, seed: 8 });
      return sightLoop(loopInMemory({ ...plainLoop, rows, columns, frames: 2 }, { decode: (frame) => ({ rows, columns, values: frames[frame - 1] }) }), network);
    }));
    const sorted = chooseLoops(sighted);
    expect(sorted.chosen.map(({ instance }) => instance.ultrasound!.view)).toEqual(['a4c', 'a2c', 'plax']);
    expect(sorted.findings).toMatchObject([{ code: 'loopsSetAside', parameters: { loops: '1 SSN' } }]);
    expect(sortedLoops(sighted, sorted)).toMatchObject([{ recognised: 'suprasternal', stated: null, chosen: false, findings: ['viewSetAside'] }, { recognised: 'plax', chosen: true }, { recognised: 'a2c' }, { recognised: 'a4c', frames: [{ frame: 1, view: 'a4c' }, { frame: 2 }] }]);
  });

  test('one loop alone needs no choice', () => expect(chooseLoops([seen('a4c', 0.5)]).findings).toEqual([]));

  test('a file that states another view than is seen is believed, with a warning', async () => {
    const { rows, columns, frames } = imageView(heartPatient(4021, 0, { kind: 'normal' }), { view: 'suprasternal', look: 'smooth', frames: 2, framesPerSecond: 30, seed: 8 });
    const instance = loopInMemory({ ...plainLoop, rows, columns, frames: 2 }, { decode: (frame) => ({ rows, columns, values: frames[frame - 1] }) }, { view: 'a4c' });
    expect((await sightLoop(instance, network)).findings.map(({ code }) => code)).toContain('viewContradicted');
    const unstated = await sightLoop({ ...instance, ultrasound: { ...instance.ultrasound!, view: null } }, network);
    expect(unstated.findings).toContainEqual(expect.objectContaining({ code: 'viewSetAside', parameters: { view: 'SSN', percent: expect.any(Number) } }));
  });
});

test('a ventricle a fifth shorter on one apical view than on another is called foreshortened', () => {
  const outcome = (view: 'a4c' | 'a2c', lengthMm: number) => ({ reading: { instance: loopInMemory(plainLoop, {}, { view }), calibrated: true, diastole: { leftVentricle: { status: 'measured', lengthMm } } } }) as unknown as LoopOutcome;
  expect(foreshortening([outcome('a4c', 72), outcome('a2c', 90)])).toMatchObject([{ code: 'foreshortened', parameters: { percent: 20, view: 'A4C', other: 'A2C' } }]);
  expect(foreshortening([outcome('a4c', 85), outcome('a2c', 90)])).toEqual([]);
});

const data = (folder: string) => fileURLToPath(new URL(`../../../../shared/data/${folder}`, import.meta.url));
// Skipped where real images are not at hand: they may not be copied into the project.
test.skipIf(!existsSync(data('echo-dicom/')))('no real loop is recognised wrongly for sure: the apical one is, the colour loop from the long axis is not', async () => {
  const sighted = async (name: string, decodeColour: boolean) => {
    const instance = await readInstance(readFileSync(data('echo-dicom/') + name), name);
    return sightLoop(decodeColour ? { ...instance, colourShare: () => 0 } : instance, network);
  };
  expect((await sighted('examples_ybr_color.dcm', false)).recognised).toMatchObject({ view: 'a4c', sure: true });
  const { recognised } = await sighted('US-PAL-8-10x-echo', true);
  expect(!recognised!.sure || recognised!.view.startsWith('plax')).toBe(true);
});

test.skipIf(!existsSync(data('camus/valid/')))('real four-chamber stills of patients who did not train are recognised', async () => {
  const stills = readLabelledFrames(data('camus/valid/')).frames.filter((_, i) => i % 4 === 0);
  let right = 0;
  for (const { rows, columns, grey, spacingMm } of stills) right += Number((await recogniseFrame(network, { rows, columns, grey, pixelAspect: spacingMm[0] / spacingMm[1] })).view === 'a4c');
  expect(right / stills.length).toBeGreaterThanOrEqual(0.95);
});
