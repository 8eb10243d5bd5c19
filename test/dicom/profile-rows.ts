import { readFileSync } from 'node:fs';

/** The rows of the table as they stand in the project. */
export const profileRows = readFileSync(new URL('../../src/dicom/confidentiality-profile.csv', import.meta.url), 'utf8').trim().split('\n').slice(1).map((line) => {
  const [group, element, keyword, basic, dates, device, patient] = line.split(',');
  return { tag: Number.parseInt(group + element, 16), keyword, basic, dates, device, patient };
});
