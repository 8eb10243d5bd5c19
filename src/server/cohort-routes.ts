import { type CohortScanAnswer, cohortAnswerSchema, cohortQuerySchema } from '../contract/cohort.ts';
import { problemSchema } from '../contract/text.ts';
import { catalogue, type QuantityName } from '../measurement/catalogue.ts';
import { addAuditEntry } from '../store/audit-trail.ts';
import { type CohortScan, cohortPart, countCohort } from '../store/cohort.ts';
import type { Server, ServerContext } from './server-context.ts';

/** All scans at once, part by part, for the pages that compare them. */
export function addCohortRoutes(server: Server, { database }: ServerContext): void {
  server.get('/api/cohort', {
    schema: { summary: 'Every scan with all its measures, part by part', querystring: cohortQuerySchema, response: { 200: cohortAnswerSchema, '4xx': problemSchema }, tags: ['cohort'] },
  }, async ({ query: { after, limit, features }, session }) => database(async (client) => {
    if (after === undefined) await addAuditEntry(client, { user: session!.account.name, action: 'cohort.opened', subject: null, detail: features ? 'with features' : null });
    const scans = await cohortPart(client, after ?? null, limit, features);
    const found = new Set(scans.flatMap(({ measured }) => Object.keys(measured)));
    // In the order of the catalogue, which is that of the pages.
    const names = (Object.keys(catalogue) as QuantityName[]).filter((name) => found.has(name));
    return {
      total: await countCohort(client),
      quantities: names.map((quantity) => ({ quantity, name: catalogue[quantity].name, unit: catalogue[quantity].unit })),
      scans: scans.map((scan) => cohortScan(scan, names)),
      next: scans.length < limit ? null : scans[scans.length - 1].analysisId,
    };
  }));
}

function cohortScan({ analysisId, modality, patientId, date, label, study, measured, features }: CohortScan, names: readonly QuantityName[]): CohortScanAnswer {
  return {
    analysisId, modality, patientId, date, label,
    tracer: study.tracer, sex: study.patientSex, age: study.patientAgeYears, camera: [study.manufacturer, study.model].filter(Boolean).join(' ') || null, simulated: study.simulated,
    values: names.map((name) => measured[name] ?? null),
    features: features && [...features],
  };
}
