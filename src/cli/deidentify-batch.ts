import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { discoverFiles, type FileSource } from '../dicom/discover-files.ts';
import { deidentify, type DeidentificationReport } from '../dicom/deidentify.ts';
import type { DeidentifyOptions } from '../dicom/deidentify-options.ts';
import type { ChangedAttribute } from '../dicom/change-counter.ts';
import type { SiteKey } from '../dicom/site-key.ts';
import { AmyloscopeError, type AmyloscopeErrorCode } from '../measurement/amyloscope-error.ts';
import type { IdentityWriter } from './identity-table.ts';
import { writeFile } from './write-file.ts';

/** A file that was written, by its name in the output folder: the path it came from may name somebody. */
export interface WrittenObject extends DeidentificationReport {
  readonly file: string;
  readonly pseudonym: string;
}

export interface RefusedObject {
  readonly path: string;
  readonly code: AmyloscopeErrorCode;
  readonly reason: string;
}

export interface BatchResult {
  readonly written: readonly WrittenObject[];
  readonly refused: readonly RefusedObject[];
  /** Files that hold the very same object as one before. */
  readonly duplicates: number;
}

interface Batch {
  readonly paths: readonly string[];
  readonly folder: string;
  readonly key: SiteKey;
  readonly options: DeidentifyOptions;
  readonly identities: IdentityWriter;
  readonly show: (done: number) => void;
}

/** Writes objects of one batch, each under a name made of its new UIDs. */
class ObjectWriter {
  readonly #batch: Batch;
  readonly #contents = new Map<string, string[]>();

  constructor(batch: Batch) {
    this.#batch = batch;
  }

  /** @returns null when the same object was written before. */
  async write(source: FileSource): Promise<WrittenObject | null> {
    const { key, options, identities, folder } = this.#batch;
    const { bytes, report, subject, sopInstanceUid, studyInstanceUid } = await deidentify(await source.read(), key, options);
    const study = studyInstanceUid ?? 'no-study';
    const hash = createHash('sha256').update(bytes).digest('hex');
    const former = this.#contents.get(sopInstanceUid) ?? [];
    if (former.includes(hash)) return null;
    this.#contents.set(sopInstanceUid, [...former, hash]);
    // Two objects that differ may carry one UID; neither is lost.
    const name = `${sopInstanceUid}${former.length > 0 ? `-${former.length + 1}` : ''}.dcm`;
    await identities.record(subject, source.path);
    await writeFile(join(folder, study), name, [bytes]);
    return { file: `${study}/${name}`, pseudonym: subject.pseudonym, ...report };
  }
}

/**
 * De-identifies every file under paths. A file that cannot be de-identified safely is refused with its reason, and the
 * batch goes on.
 * @throws AmyloscopeError `outputRefused` when the output folder or the table of identities cannot be written to.
 */
export async function deidentifyBatch(batch: Batch): Promise<BatchResult> {
  const writer = new ObjectWriter(batch);
  const [written, refused]: [WrittenObject[], RefusedObject[]] = [[], []];
  let duplicates = 0;
  for await (const source of discoverFiles(batch.paths)) {
    try {
      const object = await writer.write(source);
      if (object) written.push(object);
      else duplicates++;
    } catch (error) {
      if (!(error instanceof AmyloscopeError) || error.code === 'outputRefused') throw error;
      refused.push({ path: source.path, code: error.code, reason: error.message });
    }
    batch.show(written.length + refused.length + duplicates);
  }
  return { written, refused, duplicates };
}

/** Changes of all files together, in the order of the attributes. */
export function totalChanges(written: readonly WrittenObject[]): ChangedAttribute[] {
  const totals = new Map<string, ChangedAttribute>();
  for (const change of written.flatMap(({ changes }) => changes)) {
    const name = `${change.tag} ${change.change}`;
    totals.set(name, { ...change, count: change.count + (totals.get(name)?.count ?? 0) });
  }
  return [...totals.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, change]) => change);
}
