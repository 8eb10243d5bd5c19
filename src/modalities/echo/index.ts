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
import { openParasternalLoop } from './parasternal-viewer.ts';
import { isParasternal, joinParasternal } from './parasternal-study.ts';
import { groupViews, joinViews } from './several-views.ts';
import { strainPictures } from './strain-pictures.ts';

let network: Promise<Network> | null = null;
let parasternalNetwork: Promise<Network> | null = null;

/** The network of apical views on two cores: loops are analysed one after the other. */
export function loadEchoNetwork(): Promise<Network> {
  return loadNetwork('echo-apical', Math.min(2, availableParallelism()));
}

/** The network of the parasternal long axis and short axes. */
export function loadParasternalNetwork(): Promise<Network> {
  return loadNetwork('echo-parasternal', Math.min(2, availableParallelism()));
}

/**
 * Echocardiography: apical four-chamber loops to volumes, ejection fraction, wall thickness and strain; with the other apical
 * views of the same study, where files state them, also to numbers of several views; stated parasternal views to walls, diameters and mass.
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
    const [apical, parasternal] = [group.filter((instance) => !isParasternal(instance)), group.filter(isParasternal)];
    const outcomes: LoopOutcome[] = [];
    for (const instance of apical) outcomes.push(await examineLoop(instance, loaded, pictures));
    const joined = apical.length > 1 ? joinViews(apical, outcomes, loaded.card) : (outcomes[0] ?? null);
    const beside = parasternal.length > 0 ? await sharedParasternalNetwork() : null;
    const whole = beside ? await joinParasternal(joined, parasternal, beside, pictures) : joined;
    return finish(group, whole, whole.reading ? outcomes.flatMap(({ reading }) => reading ?? []) : [], [...(apical.length > 0 ? [loaded] : []), ...(beside ? [beside] : [])]);
  },
  loops: { open: async (instance) => (isParasternal(instance) ? openParasternalLoop(instance, await sharedParasternalNetwork()) : openLoop(instance, await sharedNetwork())) },
};

function sharedNetwork(): Promise<Network> {
  network ??= loadEchoNetwork();
  return network;
}

function sharedParasternalNetwork(): Promise<Network> {
  parasternalNetwork ??= loadParasternalNetwork();
  return parasternalNetwork;
}

function finish(instances: readonly ImageInstance[], { findings, measurements, regions, thumbnails }: LoopOutcome, readings: readonly ViewReading[], networks: readonly Network[]): AnalysisWithPicture {
  const [instance] = instances;
  const analysis: Analysis = {
    study: {
      studyInstanceUid: instance.studyInstanceUid, patientId: instance.patientId, studyDate: instance.studyDate,
      patientSex: instance.patientSex, patientAgeYears: instance.patientAgeYears, tracer: null, uptakeTimeHours: null,
      manufacturer: instance.equipment.manufacturer, model: instance.equipment.model, simulated: instance.simulated,
      files: instances.map(({ path }) => path), sopInstanceUids: instances.map(({ sopInstanceUid }) => sopInstanceUid),
    },
    modality: 'echo', quality: qualityFrom(findings), measurements, classification: null, regions, ...strainPictures(readings), embedding: null, models: networks.map(({ card }) => modelReference(card)), software,
  };
  return { analysis, thumbnails };
}
