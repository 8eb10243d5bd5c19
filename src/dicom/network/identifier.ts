import type { DataSet, Encoding } from '../data-set.ts';
import { parseElements } from '../parse-elements.ts';
import { representationOf, tagOf, type Keyword } from '../tags.ts';
import { transferSyntaxOf } from '../transfer-syntax.ts';
import { elementOf } from '../write-elements.ts';

/**
 * Writes the attributes that say what is asked for; one with an empty value asks for whatever it is.
 * @param transferSyntaxUid one of the uncompressed ones.
 */
export function encodeIdentifier(attributes: readonly (readonly [Keyword, string])[], transferSyntaxUid: string): Buffer {
  const { explicit, littleEndian } = transferSyntaxOf(transferSyntaxUid);
  const encoding: Encoding = { explicit, littleEndian };
  const all: readonly (readonly [Keyword, string])[] = [['SpecificCharacterSet', 'ISO_IR 192'], ...attributes];
  return Buffer.concat([...all].sort(([a], [b]) => tagOf(a) - tagOf(b)).flatMap(([keyword, value]) => {
    const representation = representationOf(keyword);
    return elementOf(tagOf(keyword), explicit ? representation : '', Buffer.from(value, 'utf8'), encoding, representation);
  }));
}

/** Reads the data set of an answer. @throws AmyloscopeError `truncated` or `invalidDicom`. */
export async function decodeIdentifier(data: AsyncIterable<Uint8Array>, transferSyntaxUid: string): Promise<DataSet> {
  const pieces: Uint8Array[] = [];
  for await (const piece of data) pieces.push(piece);
  const bytes = Buffer.concat(pieces);
  return parseElements({ bytes, view: new DataView(bytes.buffer, bytes.byteOffset, bytes.length), start: 0, end: bytes.length, encoding: transferSyntaxOf(transferSyntaxUid) });
}
