import type { Terminal } from './terminal.ts';

const barWidth = 24;
const millisecondsBetweenLines = 10_000;
const millisecondsBetweenDrawings = 100;

/** Shows how far long work is: a bar that redraws itself on a terminal, a plain line now and then elsewhere. */
export interface Progress {
  /** @param total null while it is not known. */
  show(done: number, total: number | null, words: string): void;
  /** Leaves the last state standing and goes to a new line. */
  end(): void;
}

export function progress({ messages }: Terminal, now: () => number = Date.now): Progress {
  const pause = messages.isTTY ? millisecondsBetweenDrawings : millisecondsBetweenLines;
  let last = now();
  let latest: string | null = null;
  const draw = (line: string) => messages.write(messages.isTTY ? `\r\u001b[2K${line.slice(0, (messages.columns ?? 80) - 1)}` : `${line}\n`);
  return {
    show(done, total, words) {
      latest = `${total === null ? String(done) : bar(done, total)} ${words}`;
      if (now() - last < pause) return;
      last = now();
      draw(latest);
      if (!messages.isTTY) latest = null;
    },
    end() {
      if (latest !== null) draw(latest);
      if (messages.isTTY && latest !== null) messages.write('\n');
      latest = null;
    },
  };
}

function bar(done: number, total: number): string {
  const share = total === 0 ? 1 : Math.min(1, done / total);
  const full = Math.floor(share * barWidth);
  return `${'█'.repeat(full)}${'░'.repeat(barWidth - full)} ${done}/${total}`;
}
