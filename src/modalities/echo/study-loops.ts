import type { ImageInstance } from '../../dicom/study.ts';
import type { TextBox } from '../../image/find-text.ts';
import type { Network } from '../../inference/onnx-network.ts';
import { qualityFrom, type Finding } from '../../measurement/finding.ts';
import { echoViewClasses, type EchoViewName } from '../../measurement/echo-view.ts';
import type { SortedLoop } from '../modality.ts';
import { checkText, findBurnedInText } from './burned-in-text.ts';
import { checkSubject } from './check-subject.ts';
import { echoFinding } from './findings.ts';
import { sampledFrames } from './follow-loop.ts';
import { checkPicture, pictureQuality, qualityScore } from './picture-quality.ts';
import { checkLoop, checkUpright } from './quality-control.ts';
import { recogniseLoop, type RecognisedLoop } from './recognise-view.ts';
import { showsTwoSectors } from './side-by-side.ts';

type StatedView = NonNullable<NonNullable<ImageInstance['ultrasound']>['view']>;

/** One loop of a study as it was sighted, before anything is outlined. */
export interface SightedLoop {
  /** With the view as recognised where the file states none. */
  readonly instance: ImageInstance;
  /** What the file itself states. */
  readonly stated: StatedView | null;
  /** null when the loop was refused before, or views are not recognised. */
  readonly recognised: RecognisedLoop | null;
  /** A refusal among them sets the loop aside. */
  readonly findings: readonly Finding[];
  /** From 0 to 1, by which loops of one view are ranked. */
  readonly quality: number;
  /** Text found in the picture; null where the loop was refused before. */
  readonly text: readonly TextBox[] | null;
}

/** Frames of a loop that are looked at. */
const SAMPLED = 12;
/** Views that are measured, by what a file would state of them. */
const measured: Partial<Readonly<Record<EchoViewName, StatedView>>> = { a4c: 'a4c', a2c: 'a2c', a3c: 'a3c', plax: 'plax', psaxPapillary: 'psaxPapillary', psaxMitral: 'psaxMitral', psaxApex: 'psax' };
/** What an unsure answer must be most like, so that outlines may decide. */
const apical: readonly EchoViewName[] = ['a4c', 'a5c', 'a2c', 'a3c', 'a4cVentricleHidden', 'a4cAtriumHidden', 'a2cAtriumHidden', 'a3cAtriumHidden'];
/** What a file that states a measured view may show without contradiction. */
const alike: Partial<Readonly<Record<StatedView, readonly EchoViewName[]>>> = {
  a4c: ['a4c', 'a4cVentricleHidden', 'a4cAtriumHidden', 'a5c'], a2c: ['a2c', 'a2cVentricleHidden', 'a2cAtriumHidden'], a3c: ['a3c', 'a3cVentricleHidden', 'a3cAtriumHidden'],
  plax: ['plax', 'plaxFar', 'plaxAtrium', 'plaxAtriumZoomed'], psaxPapillary: ['psaxPapillary', 'psaxMitral', 'psaxApex'],
};

/** Looks at some frames of a loop: which view it is, and how well it can be seen. @param network null where views are as files state them. */
export async function sightLoop(instance: ImageInstance, network: Network | null): Promise<SightedLoop> {
  const stated = instance.ultrasound?.view ?? null;
  const before = [...checkSubject(instance), ...checkLoop(instance).filter(({ severity }) => severity === 'refusal')];
  const refused = (findings: readonly Finding[]): SightedLoop => ({ instance, stated, recognised: null, findings, quality: 0, text: null });
  if (qualityFrom(before).status === 'refused') return refused(before);
  const sampled = sampledFrames(instance, SAMPLED);
  if (!sampled) return refused([echoFinding('noSector')]);
  const { frames: pixels, numbers } = sampled;
  const turned = checkUpright(pixels);
  if (turned.length > 0) return refused(turned);
  if (showsTwoSectors(pixels)) return refused([echoFinding('severalSectors', { count: 2 })]);
  const found = network && (await recogniseLoop(network, pixels));
  const recognised = found && { ...found, frames: found.frames.map((at) => numbers[at - 1]) };
  const quality = pictureQuality(pixels);
  const text = findBurnedInText(instance, sampled.decoded);
  const seen = recognised ? viewOf(instance, stated, recognised) : viewAsStated(instance, stated);
  return {
    ...seen, stated, recognised, text, quality: qualityScore(quality) * (recognised?.probability ?? 1),
    findings: [...seen.findings, ...checkPicture(quality), ...checkText(text, instance, sampled.sector)],
  };
}

/** What a loop is taken to be, with the reason. */
function viewOf(instance: ImageInstance, stated: StatedView | null, recognised: RecognisedLoop): Pick<SightedLoop, 'instance' | 'findings'> {
  const { view, sure } = recognised;
  if (stated !== null) return { instance, findings: statedFindings(stated, recognised) };
  const known = measured[view];
  if (sure && known && instance.ultrasound) return { instance: { ...instance, ultrasound: { ...instance.ultrasound, view: known } }, findings: [about('viewRecognised', recognised, { frames: recognised.frames.length })] };
  if (sure && view !== 'a4c') return { instance, findings: [about('viewSetAside', recognised)] };
  return { instance, findings: [about(apical.includes(view) ? 'viewUnsure' : 'viewUnclear', recognised)] };
}

function viewAsStated(instance: ImageInstance, stated: StatedView | null): Pick<SightedLoop, 'instance' | 'findings'> {
  if (stated === null) return { instance, findings: [echoFinding('viewNotRecognised')] };
  return { instance, findings: stated === 'a4c' ? [echoFinding('viewStated')] : [] };
}

function statedFindings(stated: StatedView, recognised: RecognisedLoop): readonly Finding[] {
  const contradicted = recognised.sure && stated in alike && !alike[stated]!.includes(recognised.view);
  if (contradicted) return [about('viewContradicted', recognised, { stated: wordOf(stated) })];
  return stated === 'a4c' ? [echoFinding('viewStated')] : [];
}

function about(code: 'viewRecognised' | 'viewContradicted' | 'viewUnsure' | 'viewUnclear' | 'viewSetAside', { view, probability }: RecognisedLoop, more: Readonly<Record<string, string | number>> = {}): Finding {
  // A probability is never written as a certainty.
  return echoFinding(code, { view: echoViewClasses[view].short, percent: Math.min(99, Math.round(100 * probability)), ...more });
}

/** As echocardiographers abbreviate a view in either language. */
function wordOf(view: StatedView | null): string {
  if (view === null) return '?';
  return view in echoViewClasses ? echoViewClasses[view as EchoViewName].short : view.toUpperCase();
}

export function isSetAside({ findings }: SightedLoop): boolean {
  return qualityFrom(findings).status === 'refused';
}

/** The loops of a study sorted: which are measured together, and what is said of the others. */
export interface SortedLoops {
  /** The four-chamber loop first, or the one loop that may be it; then the other views. */
  readonly chosen: readonly SightedLoop[];
  readonly findings: readonly Finding[];
}

const apicalViews = ['a4c', 'a2c', 'a3c'] as const;
const parasternalViews = ['plax', 'psaxPapillary', 'psaxMitral', 'psax'] as const;

/** Chooses the best loop of each view that is measured; without a four-chamber loop one apical loop alone. */
export function chooseLoops(loops: readonly SightedLoop[]): SortedLoops {
  const usable = loops.filter((loop) => !isSetAside(loop));
  const best = (view: StatedView | null) => usable.filter(({ instance }) => (instance.ultrasound?.view ?? null) === view).toSorted((a, b) => b.quality - a.quality)[0];
  const four = best('a4c');
  const alone = best(null) ?? best('a2c') ?? best('a3c') ?? best('other');
  const apicals = four ? apicalViews.flatMap((view) => best(view) ?? []) : alone ? [alone] : [];
  const levels = parasternalViews.flatMap((view) => best(view) ?? []);
  // A short axis of no measured level says nothing where there is another view.
  const parasternal = levels.filter(({ instance }) => ['plax', 'psaxPapillary'].includes(String(instance.ultrasound?.view)) || (levels.length === 1 && apicals.length === 0));
  const chosen = [...apicals, ...parasternal];
  return { chosen, findings: loops.length > 1 ? [...choices(loops, usable, chosen), ...unreadable(loops, chosen), ...setAside(loops, chosen)] : [] };
}

/** What was found on chosen loops, without what the parasternal ones say of their files where those state nothing. */
export function withoutUnstated(findings: readonly Finding[], { chosen }: SortedLoops): readonly Finding[] {
  const states = (view: unknown) => chosen.some(({ stated }) => stated !== null && stated.toUpperCase().startsWith(String(view)));
  return findings.filter(({ code, parameters: { view } }) => code !== 'parasternalStated' || states(view));
}

/** Views that files state and none of whose loops can be used. */
function unreadable(loops: readonly SightedLoop[], chosen: readonly SightedLoop[]): readonly Finding[] {
  const stated = new Set(loops.filter(isSetAside).flatMap(({ stated: view }) => (view === null || view === 'other' ? [] : [view])));
  return [...stated].filter((view) => !chosen.some(({ instance }) => instance.ultrasound?.view === view)).map((view) => echoFinding('viewUnreadable', { view: wordOf(view) }));
}

/** What is stored of each loop, probabilities to three decimals. */
export function sortedLoops(loops: readonly SightedLoop[], { chosen }: SortedLoops): readonly SortedLoop[] {
  const rounded = (value: number) => Number(value.toFixed(3));
  return loops.map((loop) => ({
    sopInstanceUid: loop.instance.sopInstanceUid, stated: loop.stated, recognised: loop.recognised?.view ?? null,
    probability: loop.recognised && rounded(loop.recognised.probability), sure: loop.recognised?.sure ?? false,
    frames: loop.recognised?.each.map(({ view, probability }, i) => ({ frame: loop.recognised!.frames[i], view, probability: rounded(probability) })) ?? [],
    quality: rounded(loop.quality), chosen: chosen.includes(loop), burnedInText: loop.text, findings: loop.findings.map(({ code }) => code),
  }));
}

/** Where several loops show one view: which one was chosen, and by how much. */
function choices(loops: readonly SightedLoop[], usable: readonly SightedLoop[], chosen: readonly SightedLoop[]): readonly Finding[] {
  return chosen.flatMap((loop) => {
    const view = loop.instance.ultrasound?.view ?? null;
    const rivals = usable.filter((other) => other !== loop && (other.instance.ultrasound?.view ?? null) === view);
    if (rivals.length === 0) return [];
    const of = ({ quality }: SightedLoop) => Math.round(100 * quality);
    return [echoFinding('loopChosen', { view: wordOf(view), number: loops.indexOf(loop) + 1, count: rivals.length + 1, quality: of(loop), others: rivals.map(of).join(', ') })];
  });
}

/** Loops of no use, each with its number in the study and its view or the code of its refusal. */
function setAside(loops: readonly SightedLoop[], chosen: readonly SightedLoop[]): readonly Finding[] {
  const left = loops.filter((loop) => !chosen.includes(loop));
  if (left.length === 0) return [];
  const names = left.map((loop) => `${loops.indexOf(loop) + 1} ${loop.recognised ? echoViewClasses[loop.recognised.view].short + (loop.recognised.sure ? '' : '?') : (loop.findings[0]?.code ?? wordOf(loop.stated))}`);
  return [echoFinding('loopsSetAside', { loops: names.join('; ') })];
}
