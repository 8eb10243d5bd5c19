import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { profileAction } from '../../src/dicom/confidentiality-profile.ts';
import { dictionaryEntry } from '../../src/dicom/data-dictionary.ts';
import type { DataSet } from '../../src/dicom/data-set.ts';
import { deidentify, type Deidentified } from '../../src/dicom/deidentify.ts';
import type { DeidentifyOptions } from '../../src/dicom/deidentify-options.ts';
import { sequenceItems, textValue, textValues } from '../../src/dicom/element-values.ts';
import { parseDataSet } from '../../src/dicom/parse-data-set.ts';
import { readInstance } from '../../src/dicom/read-instance.ts';
import { SiteKey } from '../../src/dicom/site-key.ts';
import { tagOf, type Keyword } from '../../src/dicom/tags.ts';
import { AmyloscopeError } from '../../src/measurement/amyloscope-error.ts';
import { dataSetBytes, dicomFile, smallImage, type Content } from './dicom-file.ts';
import { allFrames, fixtureBytes, references } from './fixture.ts';
import { profileRows } from './profile-rows.ts';
import { rawElements, type RawElement } from './raw-elements.ts';

const key = new SiteKey(new Uint8Array(32).fill(7));
const basic: DeidentifyOptions = { retained: { dates: false, device: false, patient: false }, safePrivate: [], cleanRegions: false, pixelsChecked: false };
const shifting: DeidentifyOptions = { ...basic, retained: { ...basic.retained, dates: true } };
const names = Object.keys(references);
const smallest = { PatientName: 'Curie^Marie', PatientID: 'PID-4711', ...smallImage } satisfies Content;
const patient = { ...smallest, StudyDate: '20260301', StudyTime: '101500' } satisfies Content;

const run = (content: Content | Uint8Array, options = basic, transferSyntax?: string) => deidentify(dicomFile(content, transferSyntax), key, options);
const dataSetOf = ({ bytes }: Deidentified): DataSet => parseDataSet(bytes).dataSet;
const has = (bytes: Uint8Array, text: string) => Buffer.from(bytes).includes(Buffer.from(text, 'latin1'));
const valuesOf = (dataSet: DataSet, keywords: readonly Keyword[]) => Object.fromEntries(keywords.map((keyword) => [keyword, textValue(dataSet, keyword)]));

/** The value bytes of the pixels. */
function pixelBytes(bytes: Uint8Array): string {
  const { dataSet } = parseDataSet(bytes);
  const { offset, length } = dataSet.elements.get(tagOf('PixelData'))!;
  return Buffer.from(dataSet.bytes.subarray(offset, offset + length)).toString('base64');
}

const uidMark = (mark: string) => `1.2.826.${[...mark].map((letter) => letter.charCodeAt(0)).join('.')}`;

/** A value of a representation that no other attribute has; short enough for the shortest text. */
function markedValue({ vr, mark, refers }: { vr: string; mark: string; refers: boolean }): RawElement['value'] {
  if (refers) return [[{ tag: tagOf('ReferencedSOPInstanceUID'), vr: 'UI', value: uidMark(mark) }]];
  if (vr === 'UI') return uidMark(mark);
  if (vr === 'SQ') return [[{ tag: 0x00080100, vr: 'SH', value: mark }, { tag: 0x00080102, vr: 'SH', value: `S${mark}` }, { tag: 0x00080104, vr: 'LO', value: `of ${mark} indeed` }]];
  return mark;
}

const textRepresentations = new Set(['AE', 'AS', 'CS', 'DA', 'DS', 'DT', 'IS', 'LO', 'LT', 'OB', 'PN', 'SH', 'SQ', 'ST', 'TM', 'UC', 'UI', 'UN', 'UR', 'UT']);
/** Every listed attribute of a data set that can hold letters, with a mark of its own in it. */
const listed = profileRows.filter(({ tag }) => tag >>> 16 > 4 && tag !== tagOf('EncapsulatedDocument') && tag < 0x7fe00000).map(({ tag, keyword, basic: letters }, index) => {
  const vr = dictionaryEntry(tag)?.vr ?? 'LO';
  return { tag, keyword, vr: textRepresentations.has(vr) ? vr : 'LO', refers: letters.includes('U*'), mark: `Q${index.toString(36).toUpperCase().padStart(3, '0')}ZX` };
});
const necessary = [
  { tag: tagOf('SOPClassUID'), vr: 'UI', value: '1.2.840.10008.5.1.4.1.1.20\0' },
  { tag: tagOf('Modality'), vr: 'CS', value: 'NM' },
] as const;

function marked(explicit: boolean): Uint8Array {
  const elements = listed.map((one) => ({ tag: one.tag, vr: one.vr, value: markedValue(one) }));
  const nested: RawElement = { tag: 0x00540016, vr: 'SQ', value: [elements] };
  return rawElements([...necessary, ...elements, nested].sort((a, b) => a.tag - b.tag), explicit);
}

/** Keywords of listed attributes whose mark is found anywhere in the bytes. */
function surviving(bytes: Uint8Array): string[] {
  return listed.filter(({ vr, refers, mark }) => has(bytes, refers || vr === 'UI' ? uidMark(mark) : mark)).map(({ keyword }) => keyword);
}

describe.each([['explicit', true, '1.2.840.10008.1.2.1'], ['implicit', false, '1.2.840.10008.1.2']] as const)('of an object in %s VR that holds every attribute of the table', (_name, explicit, transferSyntax) => {
  test.each([['the basic profile', basic], ['shifted dates', shifting]])('no original value survives anywhere in the bytes, nested or not, under %s', async (_which, options) => {
    const { bytes } = await run(marked(explicit), options, transferSyntax);
    expect(surviving(bytes)).toEqual([]);
  });

  test('options keep exactly what their column of the table says, but for dates and numbers, which a mark is none', async () => {
    const retained = { dates: false, device: true, patient: true };
    const { bytes } = await run(marked(explicit), { ...basic, retained }, transferSyntax);
    const kept = surviving(bytes);
    // A sequence that is kept still has each attribute inside treated by itself; codes inside are kept with it.
    const formed = new Set(listed.filter(({ vr }) => ['AS', 'DA', 'DS', 'DT', 'IS', 'TM'].includes(vr)).map(({ keyword }) => keyword));
    expect(kept).toEqual(profileRows.filter(({ device, patient: characteristics, keyword }) => (device === 'K' || characteristics === 'K') && !formed.has(keyword)).map(({ keyword }) => keyword));
  });
});

test('the table has the letters of the standard, and a letter that depends on the kind of object is read as the one that fits every kind', () => {
  expect(profileRows).toHaveLength(617);
  const none = basic.retained;
  const all = { dates: true, device: true, patient: true };
  // Read in DICOM PS3.15 table E.1-1.
  for (const [tag, basicProfile, withOptions] of [
    [0x00100010, 'empty', 'empty'], [0x00100020, 'dummy', 'dummy'], [0x00100030, 'empty', 'empty'], [0x00100040, 'empty', 'keep'], [0x00101010, 'remove', 'keep'],
    [0x00080020, 'empty', 'shift'], [0x0008002a, 'dummy', 'shift'], [0x00181000, 'dummy', 'keep'], [0x00081010, 'dummy', 'keep'], [0x00080018, 'uid', 'uid'],
    [0x00081140, 'uid', 'uid'], [0x0040a730, 'dummy', 'dummy'], [0x00104000, 'remove', 'remove'],
  ] as const) expect([profileAction(tag, none), profileAction(tag, all)]).toEqual([basicProfile, withOptions]);
  expect(profileAction(tagOf('Rows'), none)).toBeNull();
});

describe('private attributes', () => {
  const withPrivate = rawElements([...necessary, { tag: tagOf('SOPInstanceUID'), vr: 'UI', value: '1.2.3\0' },
    { tag: 0x00090010, vr: 'LO', value: 'SECRET MAKER' }, { tag: 0x00091001, vr: 'LO', value: 'hidden name' },
    { tag: 0x70530010, vr: 'LO', value: 'Philips PET Private Group' }, { tag: 0x70531000, vr: 'DS', value: '0.123' }, { tag: 0x70531003, vr: 'ST', value: 'raw file of Curie' },
  ].sort((a, b) => a.tag - b.tag));

  test('are removed with those who reserve them', async () => {
    const { bytes, report } = await run(withPrivate);
    for (const text of ['SECRET', 'hidden', 'Philips', '0.123', 'Curie']) expect(has(bytes, text)).toBe(false);
    expect(report.changes.filter(({ keyword }) => keyword === '')).toHaveLength(5);
  });

  test('stay when a list says that they are safe, with their creator and nothing beside them', async () => {
    const { bytes } = await run(withPrivate, { ...basic, safePrivate: [{ group: 0x7053, element: 0, creator: 'Philips PET Private Group' }] });
    for (const text of ['Philips PET Private Group', '0.123']) expect(has(bytes, text)).toBe(true);
    for (const text of ['SECRET', 'hidden', 'Curie']) expect(has(bytes, text)).toBe(false);
  });
});

test('a text that repeats the name or number of the patient is emptied, another one stays', async () => {
  const dataSet = dataSetOf(await run({ ...patient, Manufacturer: 'Acme', EnergyWindowName: 'marie 140 keV', Radiopharmaceutical: 'Tc-99m DPD' }));
  expect(valuesOf(dataSet, ['Manufacturer', 'EnergyWindowName', 'Radiopharmaceutical'])).toEqual({ Manufacturer: 'Acme', EnergyWindowName: null, Radiopharmaceutical: 'Tc-99m DPD' });
});

test('what should be a number or a UID and is none is emptied, since it may be anything', async () => {
  const dataSet = dataSetOf(await run({ ...patient, InstanceNumber: 'Jeanne', SpacingBetweenSlices: 'Jeanne', CodingSchemeUID: 'Jeanne', ActualFrameDuration: '1000', PixelSpacing: '2.4\\2.4 ' }));
  expect(valuesOf(dataSet, ['InstanceNumber', 'SpacingBetweenSlices', 'CodingSchemeUID', 'ActualFrameDuration', 'PixelSpacing']))
    .toEqual({ InstanceNumber: null, SpacingBetweenSlices: null, CodingSchemeUID: null, ActualFrameDuration: '1000', PixelSpacing: '2.4\\2.4' });
});

test('preamble, sending system, padding after the pixels, curves, overlays and unknown attributes are gone', async () => {
  const file = dicomFile(Buffer.concat([dataSetBytes(patient)]));
  file.set(Buffer.from('PREAMBLE NAME'), 10);
  const tail = rawElements([{ tag: 0xfffcfffc, vr: 'OB', value: Buffer.from('TRAILING') }]);
  const { bytes } = await deidentify(Buffer.concat([file, tail]), key, basic);
  for (const text of ['PREAMBLE', 'TRAILING']) expect(has(bytes, text)).toBe(false);
  const graphics = rawElements([...necessary, { tag: tagOf('SOPInstanceUID'), vr: 'UI', value: '1.2.3\0' },
    { tag: 0x00100009, vr: 'LO', value: 'UNKNOWN!' }, { tag: 0x50003000, vr: 'OB', value: Buffer.from('CURVES') }, { tag: 0x60020022, vr: 'LO', value: 'OVERLAYS' }].sort((a, b) => a.tag - b.tag));
  const other = await run(graphics);
  for (const text of ['UNKNOWN!', 'CURVES', 'OVERLAYS']) expect(has(other.bytes, text)).toBe(false);
});

describe.each(names)('%s', (name) => {
  test('keeps its pixels byte for byte, decodes to the same numbers and loses its patient', async () => {
    const original = fixtureBytes(name);
    const { bytes } = await deidentify(original, key, shifting);
    expect(pixelBytes(bytes)).toBe(pixelBytes(original));
    const [before, after] = [await readInstance(original, name), await readInstance(bytes, name)];
    expect(allFrames(after)).toEqual(allFrames(before));
    expect([after.transferSyntaxUid, after.rows, after.modality, after.equipment.manufacturer]).toEqual([before.transferSyntaxUid, before.rows, before.modality, before.equipment.manufacturer]);
    expect(after.patientId).toMatch(/^AMY-[0-9A-Z]{20}$/);
    expect(after.sopInstanceUid).not.toBe(before.sopInstanceUid);
  });

  test.each([['the basic profile', basic], ['shifted dates', shifting]])('comes back unchanged when de-identified again under %s', async (_which, options) => {
    const once = await deidentify(fixtureBytes(name), key, options);
    const twice = await deidentify(once.bytes, key, options);
    expect(Buffer.compare(twice.bytes, once.bytes)).toBe(0);
    expect([twice.subject.identity, twice.subject.uids]).toEqual([null, []]);
  });
});

test('references between files still fit: the same UID becomes the same UID in every file, and different ones stay different', async () => {
  await fc.assert(fc.asyncProperty(fc.uniqueArray(fc.integer({ min: 1, max: 1e9 }), { minLength: 3, maxLength: 3 }), async ([a, b, study]) => {
    const object = (own: number, referenced: number): Content => ({ ...patient, SOPInstanceUID: `1.2.${own}`, StudyInstanceUID: `1.3.${study}`, ReferencedInstanceSequence: [{ ReferencedSOPInstanceUID: `1.2.${referenced}` }] });
    const [first, second] = [dataSetOf(await run(object(a, b))), dataSetOf(await run(object(b, a)))];
    const referenced = (dataSet: DataSet) => textValue(sequenceItems(dataSet, 'ReferencedInstanceSequence')[0], 'ReferencedSOPInstanceUID');
    expect(referenced(first)).toBe(textValue(second, 'SOPInstanceUID'));
    expect(referenced(second)).toBe(textValue(first, 'SOPInstanceUID'));
    expect(textValue(first, 'StudyInstanceUID')).toBe(textValue(second, 'StudyInstanceUID'));
    expect(new Set([textValue(first, 'SOPInstanceUID'), textValue(second, 'SOPInstanceUID'), textValue(first, 'StudyInstanceUID')]).size).toBe(3);
  }), { seed: 7, numRuns: 50 });
});

test('UIDs of the standard itself stay, since they name kinds and not objects', async () => {
  const dataSet = dataSetOf(await run({ ...patient, ReferencedInstanceSequence: [{ ReferencedSOPClassUID: '1.2.840.10008.5.1.4.1.1.20', ReferencedSOPInstanceUID: '1.2.840.10008.99.1' }] }));
  expect(textValue(dataSet, 'SOPClassUID')).toBe(smallImage.SOPClassUID);
  const [item] = sequenceItems(dataSet, 'ReferencedInstanceSequence');
  expect(textValue(item, 'ReferencedSOPClassUID')).toBe('1.2.840.10008.5.1.4.1.1.20');
});

const days = (text: string | null) => Date.UTC(Number(text!.slice(0, 4)), Number(text!.slice(4, 6)) - 1, Number(text!.slice(6, 8))) / 86_400_000;

test('shifted dates keep every interval of one patient, whichever file they stand in, and move into the past', async () => {
  const date = fc.date({ min: new Date('1995-01-01T00:00:00Z'), max: new Date('2030-01-01T00:00:00Z'), noInvalidDate: true }).map((one) => one.toISOString().slice(0, 10).replaceAll('-', ''));
  await fc.assert(fc.asyncProperty(fc.string({ minLength: 1, maxLength: 8, unit: fc.constantFrom(...'ABC123') }), date, date, async (id, one, other) => {
    const first = dataSetOf(await run({ ...patient, PatientID: id, StudyDate: one, AcquisitionTime: '101112', RadiopharmaceuticalStartDateTime: `${other}083000.5+0100` }, shifting));
    const second = dataSetOf(await run({ ...patient, PatientID: id, StudyDate: other }, shifting));
    const shift = days(textValue(first, 'StudyDate')) - days(one);
    expect(shift).toBeLessThanOrEqual(-30);
    expect(days(textValue(second, 'StudyDate')) - days(other)).toBe(shift);
    const moment = textValue(first, 'RadiopharmaceuticalStartDateTime')!;
    expect([days(moment) - days(other), moment.slice(8), textValue(first, 'AcquisitionTime')]).toEqual([shift, '083000.5+0100', '101112']);
    expect(textValue(first, 'LongitudinalTemporalInformationModified')).toBe('MODIFIED');
  }), { seed: 7, numRuns: 100 });
});

test('two patients move by different numbers of days, and what is no date is emptied', async () => {
  const studyDates = await Promise.all(['A1', 'B2', 'C3', 'D4'].map(async (PatientID) => textValue(dataSetOf(await run({ ...patient, PatientID }, shifting)), 'StudyDate')));
  expect(new Set(studyDates).size).toBe(4);
  expect(textValue(dataSetOf(await run({ ...patient, StudyDate: 'Curie 26' }, shifting)), 'StudyDate')).toBeNull();
});

test('without the option dates are gone and the object says so', async () => {
  const dataSet = dataSetOf(await run({ ...patient, AcquisitionDateTime: '20260301101500' }));
  expect(valuesOf(dataSet, ['StudyDate', 'AcquisitionDateTime', 'LongitudinalTemporalInformationModified'])).toEqual({ StudyDate: null, AcquisitionDateTime: '19000101000000', LongitudinalTemporalInformationModified: 'REMOVED' });
});

test('the object states the profile, its options by code, and that identity is removed', async () => {
  const dataSet = dataSetOf(await run(patient, { ...shifting, retained: { dates: true, device: true, patient: true } }));
  expect(valuesOf(dataSet, ['PatientIdentityRemoved'])).toEqual({ PatientIdentityRemoved: 'YES' });
  expect(textValues(dataSet, 'DeidentificationMethod')[0]).toBe('DICOM PS3.15 2024b annex E');
  expect(sequenceItems(dataSet, 'DeidentificationMethodCodeSequence').map((item) => textValue(item, 'CodeValue'))).toEqual(['113100', '113107', '113108', '113109']);
});

test('options keep ages, numbers and dates that are what they should be', async () => {
  const facts = { PatientAge: '071Y', PatientSize: '1.71', PatientWeight: '70', PatientSex: 'F', DeviceSerialNumber: 'SN 1' };
  const keywords = Object.keys(facts) as (keyof typeof facts)[];
  const options = { ...basic, retained: { dates: false, device: true, patient: true } };
  expect(valuesOf(dataSetOf(await run({ ...patient, ...facts }, options)), keywords)).toEqual(facts);
  expect(valuesOf(dataSetOf(await run({ ...patient, ...facts })), keywords)).toEqual({ PatientAge: null, PatientSize: null, PatientWeight: null, PatientSex: null, DeviceSerialNumber: 'DEIDENTIFIED' });
});

test('another key gives other pseudonyms and UIDs, and knows none of the first one', async () => {
  const other = new SiteKey(new Uint8Array(32).fill(8));
  const [mine, theirs] = [await run(patient), await deidentify(dicomFile(patient), other, basic)];
  expect(mine.subject.pseudonym).not.toBe(theirs.subject.pseudonym);
  expect(mine.sopInstanceUid).not.toBe(theirs.sopInstanceUid);
  expect([other.isOwnUid(mine.sopInstanceUid), key.isOwnUid(mine.sopInstanceUid), other.isOwnPseudonym(mine.subject.pseudonym), key.isOwnPseudonym(mine.subject.pseudonym)]).toEqual([false, true, false, true]);
});

test('what a key seals only that key opens, and a changed letter is noticed', () => {
  const sealed = key.seal('Curie^Marie');
  expect(key.open(sealed)).toBe('Curie^Marie');
  expect(sealed).not.toBe(key.seal('Curie^Marie'));
  expect(() => new SiteKey(new Uint8Array(32).fill(8)).open(sealed)).toThrow(AmyloscopeError);
  expect(() => key.open(`${sealed.slice(0, -6)}${sealed.at(-6) === 'A' ? 'B' : 'A'}${sealed.slice(-5)}`)).toThrow(/another key|changed/);
});

describe('an object that cannot be de-identified safely is refused', () => {
  test('one that nests sequences without end', async () => {
    const nested = (depth: number): RawElement => ({ tag: 0x00540016, vr: 'SQ', value: depth === 0 ? [] : [[nested(depth - 1)]] });
    const object = (depth: number) => rawElements([necessary[0], { tag: tagOf('SOPInstanceUID'), vr: 'UI', value: '1.2.3\0' }, nested(depth)]);
    await expect(run(object(20))).resolves.toBeDefined();
    await expect(run(object(200))).rejects.toThrow(/nested more than 32 deep/);
  });

  test('one whose sequence is damaged, so that nobody knows what is inside', async () => {
    const damaged = rawElements([necessary[0], { tag: tagOf('SOPInstanceUID'), vr: 'UI', value: '1.2.3\0' }, { tag: 0x00540016, vr: 'SQ', value: Buffer.from('Marie Curie was here') }]);
    await expect(run(damaged)).rejects.toThrow(AmyloscopeError);
  });

  test.each<[string, Content, RegExp]>([
    ['one whose pixels name the patient, as it says itself', { ...patient, BurnedInAnnotation: 'YES' }, /BurnedInAnnotation is "YES"/],
    ['one that holds a document', { ...patient, EncapsulatedDocument: Buffer.from('%PDF') }, /EncapsulatedDocument is present/],
    ['a DICOMDIR', { ...patient, DirectoryRecordSequence: [] }, /DICOMDIR/],
  ])('%s', async (_what, content, reason) => {
    await expect(run(content)).rejects.toThrow(reason);
  });

  test('but not when a person states that the pictures were looked at', async () => {
    const { bytes } = await run({ ...patient, BurnedInAnnotation: 'YES' }, { ...basic, pixelsChecked: true });
    expect(valuesOf(parseDataSet(bytes).dataSet, ['BurnedInAnnotation', 'PatientIdentityRemoved'])).toEqual({ BurnedInAnnotation: 'NO', PatientIdentityRemoved: 'YES' });
  });
});

test('a kind of picture that often names the patient is written, but nobody claims that identity is removed', async () => {
  const { report, bytes } = await run({ ...patient, Modality: 'US' });
  expect([report.unjudged, report.identityRemoved]).toEqual([['burnedInTextSuspected'], false]);
  expect(textValue(parseDataSet(bytes).dataSet, 'PatientIdentityRemoved')).toBe('NO');
});

test('a name in a comment of compressed pixels is noticed and stays noticed, since nobody rewrites the pixels', async () => {
  const fragment = Buffer.from('\xff\xd8\xff\xfe\x00\x0cSKLODOWSKA\xff\xd9', 'latin1');
  const length = (bytes: Uint8Array) => Uint8Array.from([bytes.length, 0, 0, 0]);
  const item = (bytes: Uint8Array) => Buffer.concat([Buffer.from([0xfe, 0xff, 0x00, 0xe0]), length(bytes), bytes]);
  const pixels = Buffer.concat([Buffer.from([0xe0, 0x7f, 0x10, 0x00]), Buffer.from('OB\0\0'), Buffer.alloc(4, 0xff), item(Buffer.alloc(0)), item(fragment), Buffer.from([0xfe, 0xff, 0xdd, 0xe0, 0, 0, 0, 0])]);
  const { PixelData: _, ...header } = patient;
  const named = (text: string) => Buffer.concat([dataSetBytes({ ...header, PatientName: text }), pixels]);
  const once = await run(named('SKLODOWSKA^MARIE'), basic, '1.2.840.10008.1.2.4.50');
  expect([once.report.unjudged, once.report.identityRemoved]).toEqual([['nameInCodeStream'], false]);
  const twice = await deidentify(once.bytes, key, basic);
  expect([twice.report.unjudged, Buffer.compare(twice.bytes, once.bytes)]).toEqual([['unjudgedBefore'], 0]);
  expect((await run(named('CURIE^EVE'), basic, '1.2.840.10008.1.2.4.50')).report.unjudged).toEqual([]);
});

test('planes of an overlay in bits of the pixels are noticed, also when the object is de-identified again', async () => {
  const overlay = rawElements([{ tag: 0x60000010, vr: 'US', value: Uint8Array.from([2, 0]) }, { tag: 0x60000100, vr: 'US', value: Uint8Array.from([16, 0]) }, { tag: 0x60000102, vr: 'US', value: Uint8Array.from([15, 0]) }]);
  const { PixelData, ...header } = patient;
  const once = await run(Buffer.concat([dataSetBytes(header), overlay, dataSetBytes({ PixelData })]));
  expect([once.report.unjudged, once.report.identityRemoved]).toEqual([['overlayInPixels'], false]);
  const twice = await deidentify(once.bytes, key, basic);
  expect([twice.report.unjudged, Buffer.compare(twice.bytes, once.bytes)]).toEqual([['unjudgedBefore'], 0]);
});

test('an object that bears a pseudonym but was never de-identified has its dates moved with its patient', async () => {
  const { subject: { pseudonym } } = await run(patient);
  const dataSet = dataSetOf(await run({ ...patient, PatientID: pseudonym }, shifting));
  expect(textValue(dataSet, 'PatientID')).toBe(pseudonym);
  expect(days(textValue(dataSet, 'StudyDate')) - days(patient.StudyDate)).toBe(key.shiftDays(pseudonym));
});

test('a damaged file gives an object that can be read or an error in words, and never its patient', async () => {
  const originals = ['explicit-little-endian.dcm', 'implicit-little-endian.dcm', 'explicit-big-endian.dcm', 'deflated.dcm', 'rle.dcm'].map(fixtureBytes);
  const mutation = fc.record({ which: fc.nat(originals.length - 1), at: fc.double({ min: 0, max: 0.2, noNaN: true }), bytes: fc.uint8Array({ minLength: 1, maxLength: 8 }), cut: fc.boolean() });
  await fc.assert(fc.asyncProperty(mutation, async ({ which, at, bytes, cut }) => {
    const position = Math.floor(at * originals[which].length);
    const damaged = cut ? originals[which].slice(0, position) : originals[which].slice();
    if (!cut) damaged.set(bytes.subarray(0, damaged.length - position), position);
    try {
      const result = await deidentify(damaged, key, basic);
      expect(() => parseDataSet(result.bytes)).not.toThrow();
    } catch (error) {
      if (!(error instanceof AmyloscopeError)) throw error;
      expect(error.message).toMatch(/\.$/);
    }
  }), { seed: 7, numRuns: 1500 });
}, 30_000);
