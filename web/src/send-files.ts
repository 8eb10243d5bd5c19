import { api } from './api.ts';
import type { BroughtFile } from './dropped-files.ts';

/** So many files are on their way at once. */
const atOnce = 4;

/** How far a sending is. */
export interface Sending {
  readonly sent: number;
  readonly total: number;
}

/**
 * Sends files and has them analysed.
 * @param onProgress called after each file.
 * @returns the number of the job that analyses them. @throws Refusal; what was sent is then given up.
 */
export async function sendFiles(files: readonly BroughtFile[], onProgress: (sending: Sending) => void): Promise<string> {
  const { id } = await api.beginUpload();
  const waiting = [...files];
  let sent = 0;
  const send = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      await api.sendFile(id, next.path, next.file);
      onProgress({ sent: (sent += 1), total: files.length });
    }
  };
  try {
    await Promise.all(Array.from({ length: Math.min(atOnce, files.length) }, send));
    return (await api.completeUpload(id)).jobId;
  } catch (error) {
    waiting.length = 0;
    await api.giveUpUpload(id).catch(() => undefined);
    throw error;
  }
}
