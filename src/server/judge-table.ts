// A thread that works out one table: intervals by resampling take seconds, in which the server must answer others.
import { parentPort, workerData } from 'node:worker_threads';
import { analyseAgreement } from '../analysis/analyse-agreement.ts';
import { analyseReproducibility } from '../analysis/analyse-reproducibility.ts';
import type { TableRequest } from '../contract/readings.ts';
import { AmyloscopeError } from '../measurement/amyloscope-error.ts';
import type { Text } from '../measurement/language.ts';
import { agreementPage } from '../report/agreement-page.ts';
import { gaugePage } from '../report/gauge-page.ts';
import { unusedPanel } from '../report/unused-panel.ts';

/** What the thread says before it ends. */
export type JudgedTable = { readonly page: string } | { readonly refusal: Text };

function pageOf({ question, table, name, machine: held, language }: TableRequest): string {
  const machine = held ?? null;
  const bytes = new TextEncoder().encode(table);
  const choices = { reader: null, columns: null };
  const frame = { language, writtenAt: new Date(), table: name };
  if (question === 'agreement') {
    const { agreement, unused } = analyseAgreement(bytes, name, { ...choices, scale: null, order: null, machine });
    return agreementPage({ ...frame, agreement, machine, leftOut: unusedPanel(unused) });
  }
  const { quantities, unused } = analyseReproducibility(bytes, name, { ...choices, repeatIs: null });
  return gaugePage({ ...frame, quantities, leftOut: unusedPanel(unused) });
}

function judged(request: TableRequest): JudgedTable {
  try {
    return { page: pageOf(request) };
  } catch (error) {
    if (error instanceof AmyloscopeError) return { refusal: error.text };
    throw error;
  }
}

parentPort!.postMessage(judged(workerData as TableRequest) satisfies JudgedTable);
