import { availableParallelism } from 'node:os';
import type { ImageInstance } from '../../dicom/study.ts';
import { modelReference, modelsFingerprint } from '../../inference/model-card.ts';
import { loadNetwork, type Network } from '../../inference/onnx-network.ts';
import { qualityFrom } from '../../measurement/finding.ts';
import { software } from '../../measurement/software.ts';
import type { Analysis, AnalysisWithPicture, Modality } from '../modality.ts';
import { ECHO_METHOD_VERSION } from './echo-measurements.ts';
import { examineLoop, type LoopOutcome, type ViewReading } from './examine-loop.ts';
import { echoFindings } from './findings.ts';
import { openLoop } from './loop-viewer.ts';
import { groupViews, joinViews } from './several-views.ts';
import { strainPictures } from './strain-pictures.ts';

let network: Promise<Network> | null = null;

/** The network of apical views on two cores: loops are analysed one after the other. */
export function loadEchoNetwork(): Promise<Network> {
  return loadNetwork('echo-apical', Math.min(2, availableParallelism()));
}

/**
 * Echocardiography: apical four-chamber loops to volumes, ejection fraction, wall thickness and strain; with the other apical
 * views of the same study, where files state them, also to numbers of several views.
 */
export const echo: Modality = {
  name: 'echo',
  version: `${ECHO_METHOD_VERSION}, models ${modelsFingerprint('echo')}`,
  classifies: false,
  words: { findings: echoFindings, unsureReasons: {} },
  recognises: (instance) => instance.modality === 'US' && instance.hasPixels,
  standsAlone: ({ ultrasound }) => (ultrasound?.view ?? 'other') === 'other',
  group: groupViews,
  async analyse(group, pictures = 'all') {
    const loaded = await sharedNetwork();
    const outcomes: LoopOutcome[] = [];
    for (const instance of group) outcomes.push(await examineLoop(instance, loaded, pictures));
    const joined = group.length === 1 ? outcomes[0] : joinViews(group, outcomes, loaded.card);
    return finish(group, joined, joined.reading ? outcomes.flatMap(({ reading }) => reading ?? []) : [], loaded);
  },
  loops: { open: async (instance) => openLoop(instance, await sharedNetwork()) },
};

function sharedNetwork(): Promise<Network> {
  network ??= loadEchoNetwork();
  return network;
}

function finish(instances: readonly ImageInstance[], { findings, measurements, regions, thumbnails }: LoopOutcome, readings: readonly ViewReading[], { card }: Network): AnalysisWithPicture {
  const [instance] = instances;
  const analysis: Analysis = {
    study: {
      studyInstanceUid: instance.studyInstanceUid, patientId: instance.patientId, studyDate: instance.studyDate,
      patientSex: instance.patientSex, patientAgeYears: instance.patientAgeYears, tracer: null, uptakeTimeHours: null,
      manufacturer: instance.equipment.manufacturer, model: instance.equipment.model, simulated: instance.simulated,
      files: instances.map(({ path }) => path), sopInstanceUids: instances.map(({ sopInstanceUid }) => sopInstanceUid),
    },
    modality: 'echo', quality: qualityFrom(findings), measurements, classification: null, regions, ...strainPictures(readings), embedding: null, models: [modelReference(card)], software,
  };
  return { analysis, thumbnails };
}
