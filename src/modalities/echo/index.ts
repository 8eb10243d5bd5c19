import type { ImageInstance } from '../../dicom/study.ts';
import { modelReference } from '../../inference/model-card.ts';
import type { Network } from '../../inference/onnx-network.ts';
import { mapInOrder } from '../../inference/map-in-order.ts';
import { qualityFrom } from '../../measurement/finding.ts';
import { software } from '../../measurement/software.ts';
import type { Analysis, AnalysisWithPicture, Modality, SortedLoop } from '../modality.ts';
import { ECHO_METHOD_VERSION } from './echo-measurements.ts';
import { examineLoops, type LoopOutcome, refusedLoop, type ViewReading } from './examine-loop.ts';
import { echoFindings } from './findings.ts';
import { openLoop } from './loop-viewer.ts';
import { openParasternalLoop } from './parasternal-viewer.ts';
import { distinct, isParasternal, joinParasternal } from './parasternal-study.ts';
import { contractionFraction } from './left-heart-measurements.ts';
import { classifyPhenotype, phenotypeReasons } from './phenotype.ts';
import { echoModels, loadEchoNetwork, loadOrientationNetwork, loadParasternalNetwork, loadViewNetwork } from './networks.ts';
import { isEchoReport, reportedInputs } from './reported-inputs.ts';
import { gatherInputs, type GivenInputs } from './score-inputs.ts';
import { echoScores } from './scores.ts';
import { groupViews, joinViews, standsAlone } from './several-views.ts';
import { strainPictures } from './strain-pictures.ts';
import { chooseLoops, sightLoop, sortedLoops, type SightedLoop, withoutUnstated } from './study-loops.ts';
import { foreshortening } from './view-lengths.ts';

/** One is made ready while threads look at another. */
const LOOPS_SIGHTED_AT_ONCE = 2;

let network: Promise<Network> | null = null;
let parasternalNetwork: Promise<Network> | null = null;
let viewNetwork: Promise<Network | null> | null = null;
let orientationNetwork: Promise<Network | null> | null = null;

/**
 * Echocardiography: apical four-chamber loops to volumes, ejection fraction, wall thickness and strain; with the other apical
 * views of the same study also to numbers of several views; parasternal views to walls, diameters and mass. Views are stated by files
 * or recognised; of several loops of one view the best is measured.
 */
export const echo: Modality = {
  name: 'echo',
  version: `${ECHO_METHOD_VERSION}, ${echoModels()}`,
  classifies: false,
  words: { findings: echoFindings, unsureReasons: phenotypeReasons },
  recognises: (instance) => (instance.modality === 'US' && instance.hasPixels) || isEchoReport(instance),
  standsAlone,
  group: groupViews,
  async analyse(objects, pictures = 'all') {
    const group = objects.filter((instance) => !isEchoReport(instance));
    const loaded = await sharedNetwork();
    const recogniser = await sharedViewNetwork();
    const sighted = await Array.fromAsync(mapInOrder(group, LOOPS_SIGHTED_AT_ONCE, (instance) => sightLoop(instance, recogniser)));
    const sorted = chooseLoops(sighted);
    const instances = sorted.chosen.map(({ instance }) => instance);
    const [apical, parasternal] = [instances.filter((instance) => !isParasternal(instance)), instances.filter(isParasternal)];
    const orientation = apical.length > 0 ? await sharedOrientationNetwork() : null;
    const outcomes = await examineLoops(apical, { outlines: loaded, orientation }, pictures);
    const beside = parasternal.length > 0 ? await sharedParasternalNetwork() : null;
    const several = apical.length > 1 || (apical.length === 1 && sighted.some(showsAnotherApicalView));
    const joined = several ? joinViews(apical, outcomes, loaded.card) : (outcomes[0] ?? null);
    const measured = beside ? await joinParasternal(joined, parasternal, beside, pictures) : (joined ?? refusedLoop(sighted[0].findings, loaded));
    const whole = { ...measured, measurements: [...measured.measurements, ...contractionFraction(measured.measurements)], findings: distinct([...withoutUnstated(measured.findings, sorted), ...sorted.chosen.flatMap(({ findings }) => findings), ...foreshortening(outcomes), ...sorted.findings]) };
    const networks = [apical.length > 0 || !beside ? loaded : null, beside, recogniser, orientation].filter((one) => one !== null);
    const files = [...instances, ...sighted.filter((loop) => !sorted.chosen.includes(loop)).map(({ instance }) => instance)];
    return finish(files, whole, whole.reading ? outcomes.flatMap(({ reading }) => reading ?? []) : [], { networks, sortedLoops: sortedLoops(sighted, sorted), reported: reportedInputs(objects) });
  },
  loops: {
    async open(instance) {
      const seen = (await sightLoop(instance, await sharedViewNetwork())).instance;
      return isParasternal(seen) ? openParasternalLoop(seen, await sharedParasternalNetwork()) : openLoop(seen, await sharedNetwork());
    },
  },
};

function showsAnotherApicalView({ instance: { ultrasound } }: SightedLoop): boolean {
  return ultrasound?.view === 'a2c' || ultrasound?.view === 'a3c';
}

function sharedViewNetwork(): Promise<Network | null> {
  viewNetwork ??= loadViewNetwork();
  return viewNetwork;
}

function sharedOrientationNetwork(): Promise<Network | null> {
  orientationNetwork ??= loadOrientationNetwork();
  return orientationNetwork;
}

function sharedNetwork(): Promise<Network> {
  network ??= loadEchoNetwork();
  return network;
}

function sharedParasternalNetwork(): Promise<Network> {
  parasternalNetwork ??= loadParasternalNetwork();
  return parasternalNetwork;
}

/** One network may outline several kinds of views: it is named once. */
function usedModels(networks: readonly Network[]): Analysis['models'] {
  return [...new Map(networks.map(({ card }) => [card.name, modelReference(card)])).values()];
}

/** What is known of a study beside the numbers of its loops. */
interface Beside {
  readonly networks: readonly Network[];
  readonly sortedLoops: readonly SortedLoop[];
  /** Inputs of scores that reports of the examination state. */
  readonly reported: GivenInputs;
}

function finish(instances: readonly ImageInstance[], { findings, measurements, regions, thumbnails }: LoopOutcome, readings: readonly ViewReading[], { networks, sortedLoops: loops, reported }: Beside): AnalysisWithPicture {
  const [instance] = instances;
  const quality = qualityFrom(findings);
  const analysis: Analysis = {
    study: {
      studyInstanceUid: instance.studyInstanceUid, patientId: instance.patientId, studyDate: instance.studyDate,
      patientSex: instance.patientSex, patientAgeYears: instance.patientAgeYears, tracer: null, uptakeTimeHours: null,
      manufacturer: instance.equipment.manufacturer, model: instance.equipment.model, simulated: instance.simulated,
      files: instances.map(({ path }) => path), sopInstanceUids: instances.map(({ sopInstanceUid }) => sopInstanceUid),
    },
    modality: 'echo', quality, measurements, classification: classifyPhenotype(measurements), regions, ...strainPictures(readings), sortedLoops: loops, embedding: null, models: usedModels(networks), software,
  };
  // What a person knows beside the images is put in where it is given.
  return { analysis: quality.status === 'refused' ? analysis : { ...analysis, scores: echoScores(gatherInputs(analysis, { reported })) }, thumbnails };
}
