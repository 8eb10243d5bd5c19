import type { ImageInstance } from '../../dicom/study.ts';
import type { Network } from '../../inference/onnx-network.ts';
import type { Finding } from '../../measurement/finding.ts';
import type { PictureChoice } from '../modality.ts';
import type { LoopOutcome } from './examine-loop.ts';
import { echoFinding } from './findings.ts';
import { parasternalMeasurements, type ApicalLength } from './parasternal-measurements.ts';
import { examineParasternal, measuredParasternalView, type ParasternalOutcome, type ParasternalReading } from './parasternal.ts';
import { isOfRhythm } from './rhythm.ts';

/** Parasternal views that files state; those of no measured level are known and set aside. */
const parasternalViews: readonly (string | null | undefined)[] = ['plax', 'psaxPapillary', 'psaxMitral', 'psax'];

export function isParasternal({ ultrasound }: Pick<ImageInstance, 'ultrasound'>): boolean {
  return parasternalViews.includes(ultrasound?.view);
}

/**
 * Measures the parasternal loops of a study and puts their numbers behind those of its apical views.
 * @param apical what the apical views of the same study gave; null where there are none.
 */
export async function joinParasternal(apical: LoopOutcome | null, instances: readonly ImageInstance[], loaded: Network, pictures: PictureChoice): Promise<LoopOutcome> {
  const outcomes: ParasternalOutcome[] = [];
  for (const instance of instances) outcomes.push(await examine(instance, loaded, pictures));
  const readings = outcomes.flatMap(({ reading }) => reading ?? []);
  const of = (view: ParasternalReading['view']) => readings.find((reading) => reading.view === view) ?? null;
  return {
    reading: apical?.reading ?? null,
    findings: distinct([...apicalFindings(apical, readings.length > 0), ...outcomes.flatMap((outcome, i) => ownFindings(outcome, instances[i], readings.length > 0 || (apical?.reading ?? null) !== null))]),
    measurements: [...(apical?.measurements ?? []), ...parasternalMeasurements({ long: of('plax'), short: of('psaxPapillary'), apical: apicalLength(apical), card: loaded.card })],
    regions: [...(apical?.regions ?? []), ...outcomes.flatMap(({ regions }) => regions)], thumbnails: [...(apical?.thumbnails ?? []), ...outcomes.flatMap(({ thumbnails }) => thumbnails)],
  };
}

async function examine(instance: ImageInstance, loaded: Network, pictures: PictureChoice): Promise<ParasternalOutcome> {
  const view = measuredParasternalView(instance);
  if (view === null) return { findings: [echoFinding('shortAxisNotMeasured')], reading: null, regions: [], thumbnails: [] };
  return examineParasternal(instance, view, loaded, pictures);
}

/** The cavity of the four-chamber view at end-diastole; null without a calibrated one. */
function apicalLength(apical: LoopOutcome | null): ApicalLength | null {
  const reading = apical?.reading;
  const ventricle = reading?.diastole.leftVentricle;
  return reading?.calibrated && ventricle?.status === 'measured' ? ventricle : null;
}

/** A refused apical loop does not refuse what the parasternal ones gave. */
function apicalFindings(apical: LoopOutcome | null, othersMeasured: boolean): readonly Finding[] {
  if (!apical) return [];
  return apical.reading || !othersMeasured ? apical.findings : [...withoutRefusals(apical.findings), echoFinding('viewUnreadable', { view: 'A4C' })];
}

function ownFindings({ findings, reading }: ParasternalOutcome, { ultrasound }: ImageInstance, othersMeasured: boolean): readonly Finding[] {
  if (reading || !othersMeasured) return findings;
  return [...withoutRefusals(findings), echoFinding('viewUnreadable', { view: ultrasound?.view === 'plax' ? 'PLAX' : 'PSAX' })];
}

function withoutRefusals(findings: readonly Finding[]): readonly Finding[] {
  return findings.filter(({ severity }) => severity !== 'refusal');
}

/** What is true of every loop is said once; the rhythm is the patient's, by the first loop that shows it. */
export function distinct(findings: readonly Finding[]): readonly Finding[] {
  const first = new Map<string, Finding>();
  for (const finding of findings) {
    const key = isOfRhythm(finding) ? finding.code : finding.message;
    if (!first.has(key)) first.set(key, finding);
  }
  return [...first.values()];
}
