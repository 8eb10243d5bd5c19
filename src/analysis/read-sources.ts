import { discoverFiles } from '../dicom/discover-files.ts';
import { readSourceObject } from '../dicom/read-source-object.ts';
import type { SourceObject } from '../dicom/source-object.ts';
import { AmyloscopeError } from '../measurement/amyloscope-error.ts';
import type { Analysis } from '../modalities/modality.ts';

/**
 * Reads again the images that analyses were made of, for what only reports need of them.
 *
 * @param paths where the analyses were made from, as the user gave them.
 * @returns the images of each analysis, in the order of its `sopInstanceUids`.
 * @throws AmyloscopeError `notFound` when an image is no longer there.
 */
export async function readSources(paths: readonly string[], analyses: readonly Analysis[]): Promise<ReadonlyMap<Analysis, readonly SourceObject[]>> {
  const wanted = new Set(analyses.flatMap(({ study }) => study.files));
  const found = new Map<string, SourceObject>();
  for await (const file of discoverFiles(paths)) {
    if (wanted.has(file.path)) found.set(file.path, readSourceObject(await file.read()));
  }
  return new Map(analyses.map((analysis) => [analysis, analysis.study.files.map((path) => present(found.get(path), path))]));
}

function present(source: SourceObject | undefined, path: string): SourceObject {
  if (source) return source;
  throw new AmyloscopeError('notFound', {
    en: `${path} was there when it was analysed and is not any more. Put it back and repeat the command.`,
    fr: `${path} était là lors de l’analyse et n’y est plus. Remettez-le et répétez la commande.`,
  });
}
