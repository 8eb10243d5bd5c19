import { TextDecoder } from 'node:util';

/** Labels of the WHATWG encoding standard for the character sets of DICOM. Source: DICOM PS3.3 section C.12.1.1.2. */
const labels: Readonly<Record<string, string>> = {
  'ISO_IR 100': 'windows-1252',
  'ISO 2022 IR 100': 'windows-1252',
  'ISO_IR 101': 'iso-8859-2',
  'ISO 2022 IR 101': 'iso-8859-2',
  'ISO_IR 109': 'iso-8859-3',
  'ISO 2022 IR 109': 'iso-8859-3',
  'ISO_IR 110': 'iso-8859-4',
  'ISO 2022 IR 110': 'iso-8859-4',
  'ISO_IR 144': 'iso-8859-5',
  'ISO 2022 IR 144': 'iso-8859-5',
  'ISO_IR 127': 'iso-8859-6',
  'ISO 2022 IR 127': 'iso-8859-6',
  'ISO_IR 126': 'iso-8859-7',
  'ISO 2022 IR 126': 'iso-8859-7',
  'ISO_IR 138': 'iso-8859-8',
  'ISO 2022 IR 138': 'iso-8859-8',
  'ISO_IR 148': 'windows-1254',
  'ISO 2022 IR 148': 'windows-1254',
  'ISO_IR 203': 'iso-8859-15',
  'ISO_IR 166': 'windows-874',
  'ISO 2022 IR 166': 'windows-874',
  'ISO_IR 13': 'shift_jis',
  'ISO 2022 IR 13': 'shift_jis',
  'ISO 2022 IR 87': 'iso-2022-jp',
  'ISO 2022 IR 149': 'euc-kr',
  'ISO 2022 IR 58': 'gb18030',
  'ISO_IR 192': 'utf-8',
  GB18030: 'gb18030',
  GBK: 'gb18030',
};

/** What a file that names no character set is read as: ASCII, with the accents that careless writers leave in it. */
export const DEFAULT_TEXT_ENCODING = 'windows-1252';

const decoders = new Map<string, TextDecoder>();

function decoderOf(label: string): TextDecoder {
  const known = decoders.get(label);
  if (known) return known;
  const decoder = new TextDecoder(label);
  decoders.set(label, decoder);
  return decoder;
}

/** The encoding of texts under a value of (0008,0005); of several sets, the last named is the local one. */
export function textEncodingOf(value: Uint8Array): string {
  const names = decoderOf(DEFAULT_TEXT_ENCODING).decode(value).split('\\').map((name) => name.replaceAll('\0', '').trim());
  const known = names.flatMap((name) => labels[name] ?? []);
  return known.at(-1) ?? DEFAULT_TEXT_ENCODING;
}

/** Short texts are the rule, and building a string of them is several times faster than a decoder. */
const SHORT_TEXT = 64;

/** Decodes text; bytes that the encoding does not know become U+FFFD. */
export function decodeText(bytes: Uint8Array, start: number, length: number, encoding: string): string {
  if (length <= SHORT_TEXT) {
    let text = '';
    let i = start;
    // Escape sequences of ISO 2022 are ASCII too, but change the meaning of what follows.
    for (; i < start + length && bytes[i] < 0x80 && bytes[i] !== 0x1b; i++) text += String.fromCharCode(bytes[i]);
    if (i === start + length) return text;
  }
  return decoderOf(encoding).decode(bytes.subarray(start, start + length));
}
