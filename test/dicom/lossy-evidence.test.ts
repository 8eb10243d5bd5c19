import { expect, test } from 'vitest';
import { readInstance } from '../../src/dicom/read-instance.ts';
import { dicomFile, smallImage, type Content } from './dicom-file.ts';

const evidence = async (content: Content) => (await readInstance(dicomFile({ ...smallImage, ...content }), 'x')).lossyEvidence;

test.each<Content>([
  { LossyImageCompression: '01' },
  { LossyImageCompressionRatio: '20' },
  { DerivationCodeSequence: [{ CodeValue: '113040', CodingSchemeDesignator: 'DCM', CodeMeaning: 'Lossy Compression' }] },
  { DerivationDescription: 'JPEG lossy 76:1' },
  { DerivationDescription: 'irreversible wavelet' },
  { DerivationDescription: 'compressed 40:1' },
])('pixels decompressed again are still lossy when the header says %o', async (content) => expect(await evidence(content)).toMatch(/^\(0/));

test.each<Content>([{}, { LossyImageCompression: '00' }, { DerivationDescription: 'JPEG lossless SV1' }, { DerivationDescription: 'Lossless 3:1' }])('%o says nothing of loss', async (content) => {
  expect(await evidence(content)).toBeNull();
});
