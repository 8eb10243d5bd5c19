import { AmyloscopeError } from '../measurement/amyloscope-error.ts';
import type { Change } from './change-counter.ts';
import { profileAction, type ProfileAction, type RetainedInformation } from './confidentiality-profile.ts';
import { dictionaryEntry } from './data-dictionary.ts';
import type { DataSet, Element } from './data-set.ts';
import { dummyValue, isTyped } from './dummy-value.ts';
import { EXPORT_AGAIN } from './dicom-fault.ts';
import { parseOffset, parseTime } from './dicom-time.ts';
import { parseItems } from './parse-elements.ts';
import { isSafePrivate, type SafePrivateAttribute } from './safe-private.ts';
import { shiftDates } from './shift-dates.ts';
import { tagOf } from './tags.ts';
import { decodeText } from './text-encoding.ts';
import { elementHeader, elementOf, headerLength, sequenceOf } from './write-elements.ts';

/** What the walk over a data set needs to know, and where it notes what it does. */
export interface Rewriting {
  readonly retained: RetainedInformation;
  readonly safePrivate: readonly SafePrivateAttribute[];
  /** 0 leaves dates that are to be shifted as they are. */
  readonly shiftDays: number;
  readonly replacementUid: (original: string) => string;
  readonly repeatsIdentity: (text: string) => boolean;
  /** Attributes of the object itself that are written anew, so that the old ones are passed over. */
  readonly writtenAnew: ReadonlySet<number>;
  readonly note: (tag: number, change: Change) => void;
}

/** An attribute of the new data set. */
export interface WrittenElement {
  readonly tag: number;
  readonly bytes: readonly Uint8Array[];
}

/** `everything` puts dummies in the place of all texts and numbers, for a sequence that the profile wants replaced. */
type Extent = 'profile' | 'everything';

const DEEPEST_NESTING = 32;
const ENCRYPTED_ATTRIBUTES = tagOf('EncryptedAttributesSequence');
const TIMEZONE = tagOf('TimezoneOffsetFromUTC');
/** What the maker wrote, not a person; it may hold a word that is somebody's name too. */
const madeByMaker = new Set([tagOf('Manufacturer'), tagOf('ManufacturerModelName')]);

/** Forms of texts that nobody types: what has another form may be anything. Source: DICOM PS3.5 section 6.2. */
const forms: Readonly<Record<string, RegExp>> = {
  DS: /^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$/, IS: /^[+-]?\d+$/, UI: /^[0-9.]{1,64}$/, AS: /^\d{1,3}[DWMY]$/,
  DA: /^[\d.-]{8,10}$/, TM: /^[\d:.]{2,16}$/, DT: /^[\d.+-]{4,26}$/,
};

/** UIDs that name kinds, codes and templates, which are the same everywhere. */
const kindKeyword = /Class|Syntax|CodingScheme|Context|Mapping|CreatorVersion|PrivateInformationCreator/;

function representationIn(element: Element): string {
  return element.vr === '' || element.vr === 'UN' ? (dictionaryEntry(element.tag)?.vr ?? element.vr) : element.vr;
}

/** What to do with a standard attribute that the table does not list, by what it is. */
function unlistedAction(tag: number, vr: string, retained: RetainedInformation): ProfileAction {
  const entry = dictionaryEntry(tag);
  if (!entry) return 'remove';
  if (vr === 'PN') return 'empty';
  if (['DA', 'DT', 'TM'].includes(vr)) return retained.dates ? 'shift' : 'empty';
  return vr === 'UI' && !kindKeyword.test(entry.keyword) ? 'uid' : 'keep';
}

function actionFor(dataSet: DataSet, element: Element, vr: string, { retained, safePrivate }: Rewriting): ProfileAction {
  const { tag } = element;
  const group = tag >>> 16;
  if (group % 2 === 1) return isSafePrivate(dataSet, tag, safePrivate) ? 'keep' : 'remove';
  // Curves and overlays; the rest of their groups means nothing without the data.
  if ((group >= 0x5000 && group <= 0x50ff) || (group >= 0x6000 && group <= 0x60ff) || tag === ENCRYPTED_ATTRIBUTES) return 'remove';
  return profileAction(tag, retained) ?? unlistedAction(tag, vr, retained);
}

function textIn(dataSet: DataSet, { offset, length }: Element): string {
  return decodeText(dataSet.bytes, offset, length, dataSet.textEncoding).replaceAll('\0', '').trim();
}

/** The element as the file has it, byte for byte. */
function original(dataSet: DataSet, { vr, offset, length }: Element): Uint8Array[] {
  return [dataSet.bytes.subarray(offset - headerLength(vr), offset + length)];
}

function replaced(dataSet: DataSet, element: Element, text: string): Uint8Array[] {
  return elementOf(element.tag, element.vr, Buffer.from(text, 'latin1'), dataSet.encoding, representationIn(element));
}

/** Rewrites one data set after another; `depth` ends what a hostile file nests without end. */
class DataSetRewriter {
  readonly #rewriting: Rewriting;
  #changes = 0;

  constructor(rewriting: Rewriting) {
    this.#rewriting = rewriting;
  }

  dataSet(dataSet: DataSet, extent: Extent, depth: number): WrittenElement[] {
    if (depth > DEEPEST_NESTING) throw new AmyloscopeError('invalidDicom', `Sequences are nested more than ${DEEPEST_NESTING} deep. ${EXPORT_AGAIN}`);
    return [...dataSet.elements.values()].flatMap((element) => {
      // Group lengths would be wrong from here on, and the standard has retired them.
      if ((element.tag & 0xffff) === 0) {
        this.#changed(element.tag, 'removed');
        return [];
      }
      if (depth === 0 && this.#rewriting.writtenAnew.has(element.tag)) return [];
      const bytes = this.#element(dataSet, element, extent, depth);
      return bytes ? [{ tag: element.tag, bytes }] : [];
    });
  }

  #changed(tag: number, change: Change): void {
    this.#changes++;
    this.#rewriting.note(tag, change);
  }

  #element(dataSet: DataSet, element: Element, extent: Extent, depth: number): Uint8Array[] | null {
    const { tag } = element;
    const vr = representationIn(element);
    const action = actionFor(dataSet, element, vr, this.#rewriting);
    if (action === 'remove') {
      this.#changed(tag, 'removed');
      return null;
    }
    if (element.length === 0) return original(dataSet, element);
    if (action === 'empty') return this.#emptied(dataSet, element);
    if (element.items || vr === 'SQ') return this.#sequence(dataSet, element, action === 'dummy' ? 'everything' : extent, depth);
    if (action === 'uid') return this.#withNewUids(dataSet, element);
    if (action === 'dummy') return this.#dummy(dataSet, element, vr);
    if (action === 'shift') return this.#shifted(dataSet, element, vr, extent);
    return this.#kept(dataSet, element, vr, extent);
  }

  #emptied(dataSet: DataSet, { tag, vr }: Element): Uint8Array[] {
    this.#changed(tag, 'emptied');
    return [elementHeader(tag, vr, 0, dataSet.encoding)];
  }

  #dummy(dataSet: DataSet, element: Element, vr: string): Uint8Array[] {
    if (vr === 'UI') return this.#withNewUids(dataSet, element);
    this.#changed(element.tag, 'replaced');
    return elementOf(element.tag, element.vr, dummyValue(vr), dataSet.encoding, vr);
  }

  #withNewUids(dataSet: DataSet, element: Element): Uint8Array[] {
    const before = textIn(dataSet, element);
    const after = before.split('\\').map((uid) => this.#rewriting.replacementUid(uid)).join('\\');
    if (after === before) return original(dataSet, element);
    this.#changed(element.tag, 'newUid');
    return replaced(dataSet, element, after);
  }

  #shifted(dataSet: DataSet, element: Element, vr: string, extent: Extent): Uint8Array[] {
    const before = textIn(dataSet, element);
    if (vr !== 'DA' && vr !== 'DT') {
      // A time of day moves with its date, and an offset from UTC is that of a region; what is neither may be anything.
      const known = vr === 'TM' ? before.split('\\').every((time) => parseTime(time.trim()) !== null) : element.tag === TIMEZONE && parseOffset(before) !== null;
      return known ? this.#kept(dataSet, element, vr, extent) : this.#emptied(dataSet, element);
    }
    const text = shiftDates(before, vr, this.#rewriting.shiftDays);
    if (text === null) return this.#emptied(dataSet, element);
    if (text === before) return original(dataSet, element);
    this.#changed(element.tag, 'shifted');
    return replaced(dataSet, element, text);
  }

  #kept(dataSet: DataSet, element: Element, vr: string, extent: Extent): Uint8Array[] {
    const { tag } = element;
    if (extent === 'everything' && (isTyped(vr) || ['AS', 'DS', 'IS', 'TM', 'OB', 'UN'].includes(vr))) return this.#dummy(dataSet, element, vr);
    const harmless = madeByMaker.has(tag) || this.#isHarmless(dataSet, element, vr);
    return harmless ? original(dataSet, element) : this.#emptied(dataSet, element);
  }

  /** Numbers and UIDs are what they should be, and texts repeat nobody's name. */
  #isHarmless(dataSet: DataSet, element: Element, vr: string): boolean {
    if (isTyped(vr) || vr === 'CS') return !this.#rewriting.repeatsIdentity(textIn(dataSet, element));
    const form = forms[vr];
    return !form || textIn(dataSet, element).split('\\').every((value) => value.trim() === '' || form.test(value.trim()));
  }

  #sequence(dataSet: DataSet, element: Element, extent: Extent, depth: number): Uint8Array[] {
    const { tag, vr } = element;
    const items = element.items ?? parseItems(dataSet, element);
    const before = this.#changes;
    const written = items.map((item) => Buffer.concat(this.dataSet(item, extent, depth + 1).flatMap(({ bytes }) => bytes)));
    if (this.#changes === before) return original(dataSet, element);
    return [sequenceOf(tag, vr, written, dataSet.encoding, items[0].encoding.littleEndian)];
  }
}

/**
 * Rewrites a data set by the profile, nested ones with it. What need not change is the same bytes, not copied.
 * @returns its attributes in the order of the file.
 * @throws AmyloscopeError `truncated` or `invalidDicom` when a sequence is damaged, so that what is inside cannot be known.
 */
export function rewriteDataSet(dataSet: DataSet, rewriting: Rewriting): WrittenElement[] {
  return new DataSetRewriter(rewriting).dataSet(dataSet, 'profile', 0);
}
