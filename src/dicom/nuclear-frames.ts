import { viewInText, viewOfConcept } from './classify-view.ts';
import type { DataSet } from './data-set.ts';
import { numberValue, numberValues, sequenceItems, textValue } from './element-values.ts';
import type { NuclearFrame, View, ViewEvidence } from './study.ts';
import type { Keyword } from './tags.ts';

interface StatedView {
  readonly view: View;
  readonly viewEvidence: ViewEvidence;
}

const noView: StatedView = { view: 'unknown', viewEvidence: 'none' };

/** A detector and what its item of (0054,0022) says of the view. */
function viewOfItem(item: DataSet): StatedView {
  for (const code of sequenceItems(item, 'ViewCodeSequence')) {
    const view = viewOfConcept(textValue(code, 'CodeValue'), textValue(code, 'CodeMeaning'));
    const modifiers = sequenceItems(code, 'ViewModifierCodeSequence').map((modifier) => viewInText(textValue(modifier, 'CodeMeaning') ?? ''));
    if (modifiers.includes('other')) return { view: 'other', viewEvidence: 'code' };
    if (view) return { view, viewEvidence: 'code' };
  }
  return noView;
}

/** Texts that state the view of the whole file, most specific first. */
const texts: readonly Keyword[] = ['ImageID', 'SeriesDescription', 'ImageComments', 'EnergyWindowName', 'ProtocolName'];

function viewInTexts(dataSet: DataSet): StatedView {
  for (const keyword of texts) {
    const view = viewInText(textValue(dataSet, keyword) ?? '');
    if (view) return { view, viewEvidence: 'text' };
  }
  return noView;
}

/** One number per frame from a vector; without one, the number a file with a single detector or window implies. */
function vectorOf(dataSet: DataSet, keyword: Keyword, frames: number, count: number): readonly (number | null)[] {
  const vector = numberValues(dataSet, keyword);
  return Array.from({ length: frames }, (_, i) => (vector.length === frames ? vector[i] : vector.length === 0 && count === 1 ? 1 : null));
}

/** Without vectors, frames run through the detectors of each energy window in turn. Source: DICOM PS3.3 section C.8.4.8. */
function detectorsOf(dataSet: DataSet, frames: number, detectors: number, windows: number): readonly (number | null)[] {
  const stated = vectorOf(dataSet, 'DetectorVector', frames, detectors);
  const complete = detectors > 1 && frames === detectors * Math.max(1, windows);
  return stated.every((detector) => detector === null) && complete ? stated.map((_, i) => (i % detectors) + 1) : stated;
}

function energyWindowName(item: DataSet | undefined): string | null {
  if (!item) return null;
  const name = textValue(item, 'EnergyWindowName');
  const [range] = sequenceItems(item, 'EnergyWindowRangeSequence');
  const [lower, upper] = range ? [numberValue(range, 'EnergyWindowLowerLimit'), numberValue(range, 'EnergyWindowUpperLimit')] : [null, null];
  if (lower === null || upper === null || lower <= 0 || upper <= lower) return name;
  const half = (100 * (upper - lower)) / (upper + lower);
  return `${name ? `${name}: ` : ''}${((lower + upper) / 2).toFixed(1)} keV +/- ${half.toFixed(1)} %`;
}

const opposite: Readonly<Record<View, View>> = { anterior: 'posterior', posterior: 'anterior', other: 'unknown', unknown: 'unknown' };

/** With two detectors facing each other, one view tells the other; with neither told, the first is taken as anterior. */
function completedByDetector(views: ReadonlyMap<number, StatedView>): ReadonlyMap<number, StatedView> {
  const known = [...views.values()].find(({ view }) => view !== 'unknown');
  const told = (detector: number): StatedView => {
    const stated = views.get(detector)!;
    if (stated.view !== 'unknown') return stated;
    const view = known ? opposite[known.view] : detector === Math.min(...views.keys()) ? 'anterior' : 'posterior';
    return view === 'unknown' ? noView : { view, viewEvidence: 'detector' };
  };
  return views.size === 2 ? new Map([...views.keys()].map((detector) => [detector, told(detector)])) : views;
}

/**
 * Reads which view, detector, rotation and energy window each frame is.
 *
 * The view comes from codes of the detector, else from texts when the file has one view only, else from the position
 * among two detectors; its evidence says which.
 * Source: DICOM PS3.3 sections C.8.4.8 to C.8.4.12.
 */
export function readNuclearFrames(dataSet: DataSet, numberOfFrames: number): readonly NuclearFrame[] {
  const detectorItems = sequenceItems(dataSet, 'DetectorInformationSequence');
  const windowItems = sequenceItems(dataSet, 'EnergyWindowInformationSequence');
  const detectorCount = numberValue(dataSet, 'NumberOfDetectors') ?? detectorItems.length;
  const detectors = detectorsOf(dataSet, numberOfFrames, detectorCount, windowItems.length);
  const windows = vectorOf(dataSet, 'EnergyWindowVector', numberOfFrames, windowItems.length);
  const rotations = vectorOf(dataSet, 'RotationVector', numberOfFrames, numberValue(dataSet, 'NumberOfRotations') ?? 1);
  const coded = viewOfItem(dataSet);
  const used = [...new Set(detectors.map((detector) => detector ?? 0))];
  const fileView = coded.view === 'unknown' && used.length === 1 ? viewInTexts(dataSet) : coded;
  const views = completedByDetector(new Map(used.map((detector) => {
    const item = detectorItems[detector - 1] ?? (used.length === 1 ? detectorItems[0] : undefined);
    const ofDetector = item ? viewOfItem(item) : noView;
    return [detector, ofDetector.view === 'unknown' ? fileView : ofDetector];
  })));
  return detectors.map((detector, i) => ({
    frame: i + 1, ...views.get(detector ?? 0)!, detector, rotation: rotations[i], energyWindow: windows[i], energyWindowName: energyWindowName(windowItems[(windows[i] ?? 1) - 1]),
  }));
}
