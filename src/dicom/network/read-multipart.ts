import { AmyloscopeError } from '../../measurement/amyloscope-error.ts';

/** Longest head of a part, bytes. */
const LONGEST_HEAD = 16_384;

/**
 * The boundary that a content type states.
 * @returns null when the content is not made of parts.
 * @example boundaryOf('multipart/related; type="application/dicom"; boundary="a b"') // 'a b'
 */
export function boundaryOf(contentType: string): string | null {
  if (!/^multipart\/related\s*;/i.test(contentType.trim())) return null;
  const [, quoted, plain] = contentType.match(/;\s*boundary\s*=\s*(?:"([^"]+)"|([^\s;"]+))/i) ?? [];
  return quoted ?? plain ?? null;
}

/** Bytes that arrive, held until it is known where a part ends. */
class Arriving {
  readonly #source: AsyncIterator<Uint8Array>;
  held: Buffer = Buffer.alloc(0);

  constructor(source: AsyncIterable<Uint8Array>) {
    this.#source = source[Symbol.asyncIterator]();
  }

  /** @throws AmyloscopeError `peerFailed` when nothing more comes. */
  async more(): Promise<void> {
    const { value, done } = await this.#source.next();
    if (done) throw new AmyloscopeError('peerFailed', 'The other side stopped in the middle of an answer of several parts. What was whole is kept; try again.');
    this.held = this.held.length === 0 ? Buffer.from(value.buffer, value.byteOffset, value.length) : Buffer.concat([this.held, value]);
  }

  /** Passes over everything up to and including a marker. @returns what was passed over, null when the head grew too long. */
  async through(marker: Buffer): Promise<Buffer> {
    for (let at = this.held.indexOf(marker); ; at = this.held.indexOf(marker)) {
      if (at >= 0) {
        const before = this.held.subarray(0, at);
        this.held = this.held.subarray(at + marker.length);
        return before;
      }
      if (this.held.length > LONGEST_HEAD) throw new AmyloscopeError('peerFailed', 'The other side sent a part without an end of its head.');
      await this.more();
    }
  }

  /** Hands on everything before a marker as it comes, and passes over the marker; `progress` tells when it has. */
  async* upTo(marker: Buffer, progress: { hasEnded: boolean }): AsyncGenerator<Uint8Array> {
    for (;;) {
      const at = this.held.indexOf(marker);
      const known = at >= 0 ? at : Math.max(0, this.held.length - marker.length + 1);
      const piece = this.held.subarray(0, known);
      this.held = this.held.subarray(at >= 0 ? at + marker.length : known);
      progress.hasEnded = at >= 0;
      if (piece.length > 0) yield piece;
      if (at >= 0) return;
      await this.more();
    }
  }
}

/**
 * Cuts an answer of several parts into them as it arrives; each part is read before the next is asked for, and what is not
 * read of it is passed over. Never more is held than arrived at once.
 * @throws AmyloscopeError `peerFailed` when the answer ends before its last boundary.
 * Source: RFC 2046 section 5.1.
 */
export async function* readMultipart(source: AsyncIterable<Uint8Array>, boundary: string): AsyncGenerator<AsyncIterable<Uint8Array>> {
  const arriving = new Arriving(source);
  const delimiter = Buffer.from(`\r\n--${boundary}`, 'latin1');
  // The first boundary may stand at the very start.
  arriving.held = Buffer.from('\r\n');
  await arriving.through(delimiter);
  for (;;) {
    while (arriving.held.length < 2) await arriving.more();
    if (arriving.held.subarray(0, 2).toString('latin1') === '--') return;
    await endOfHead(arriving);
    const progress = { hasEnded: false };
    yield arriving.upTo(delimiter, progress);
    const rest = arriving.upTo(delimiter, progress);
    while (!progress.hasEnded && !(await rest.next()).done);
  }
}

/** A part may have no headers at all: then its head is the end of a line alone. */
async function endOfHead(arriving: Arriving): Promise<void> {
  await arriving.through(Buffer.from('\r\n'));
  while ((await arriving.through(Buffer.from('\r\n'))).length > 0);
}
