import { expect, test } from 'vitest';
import { classifyTracer, type TracerEvidence } from '../../src/dicom/classify-tracer.ts';
import { tracerConcepts } from '../../src/dicom/clinical-codes.ts';

const silent: TracerEvidence = { code: null, codeMeaning: null, radiopharmaceutical: null, radionuclide: null, descriptions: [] };
const named = (radiopharmaceutical: string) => classifyTracer({ ...silent, radiopharmaceutical }).tracer;
const described = (description: string) => classifyTracer({ ...silent, descriptions: [null, description] }).tracer;

test.each([
  'DPD', '99mTc-DPD', 'Tc99m-DPD', 'Tc-99m DPD', '99mTcDPD', 'TECEOS', '99mTc_DPD_3h', 'Technetium (99mTc) butedronate', '3,3-diphosphono-1,2-propanodicarboxylic acid',
])('%s is DPD', (text) => expect(named(text)).toBe('99mTc-DPD'));

test.each([
  'HMDP', 'HDP', '99mTc-HDP', 'TechneScan HDP', 'Tc99m-HMDP', 'oxidronate', 'Technetium Tc^99m^ oxidronate', 'Osteocis', 'hydroxymethylene diphosphonate', 'Hydroxyméthylène diphosphonate', 'Oxidronat',
])('%s is HMDP', (text) => expect(named(text)).toBe('99mTc-HMDP'));

test.each([
  'PYP', '99mTc-PYP', 'TechneScan PYP', 'Tc 99m pyrophosphate', 'Pyrophosphat', 'pyrophosphate stanneux', 'PYPs', 'Technetium Tc^99m^ pyro and polyphosphates',
])('%s is PYP', (text) => expect(named(text)).toBe('99mTc-PYP'));

test.each(['MDP', '99mTc-MDP', 'medronate', 'Médronate', 'Medronsäure', 'methylene diphosphonate', 'Tc99m_MDP'])('%s is MDP', (text) => expect(named(text)).toBe('99mTc-MDP'));

test.each(['Sestamibi', 'Tc99m-MIBI', 'MAA', '99mTc-DTPA', 'Pertechnetate', 'FDG', 'Thallous chloride Tl-201', 'Iodide I-123', 'Cardiolite', 'Mebrofenin'])('%s is another tracer', (text) => expect(named(text)).toBe('other'));

test.each(['', 'bone agent', 'Tc99m', 'diphosphonate'])('"%s" tells no tracer', (text) => expect(named(text)).toBe('unknown'));

test.each([['Cardiac amyloid PYP 3h', '99mTc-PYP'], ['Scintigraphie osseuse HMDP', '99mTc-HMDP'], ['Skelett DPD spät', '99mTc-DPD'], ['WB BONE', 'unknown'], ['HDPE phantom', 'unknown']])('a description "%s" means %s', (text, tracer) => {
  expect(described(text)).toBe(tracer);
});

test('codes of both generations of SNOMED are known, and each code that is written is read back', () => {
  for (const [code, tracer] of [['C-B1213', '99mTc-HMDP'], ['446535002', '99mTc-HMDP'], ['C-B1215', '99mTc-PYP'], ['C-B1218', '99mTc-MDP']]) expect(classifyTracer({ ...silent, code }).tracer).toBe(tracer);
  for (const [tracer, { value }] of Object.entries(tracerConcepts)) expect(classifyTracer({ ...silent, code: value }).tracer).toBe(tracer);
});

test('a stated radiopharmaceutical outweighs a description, which may name the usual protocol', () => {
  expect(classifyTracer({ ...silent, radiopharmaceutical: 'Tc99m DPD', descriptions: ['Bone MDP'] })).toEqual({ tracer: '99mTc-DPD', words: 'Tc99m DPD' });
});

test.each(['I-123', 'Tl-201', 'Gallium 67', '^131^Iodine', 'In-111'])('a nuclide %s makes it another tracer whatever the protocol is called', (radionuclide) => {
  expect(classifyTracer({ ...silent, radionuclide, descriptions: ['Bone MDP'] }).tracer).toBe('other');
});

test.each(['Tc-99m', '99mTc', 'Technetium', '^99m^Technetium', 'Tc99m'])('a nuclide %s leaves the tracer to be read', (radionuclide) => {
  expect(classifyTracer({ ...silent, radionuclide, radiopharmaceutical: 'HDP' }).tracer).toBe('99mTc-HMDP');
});
