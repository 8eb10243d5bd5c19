/** Lets so many bytes into memory at once, in the order of asking. */
export interface ByteGate {
  /** Waits until there is room. What alone is larger than the gate waits until it can be alone. */
  enter(bytes: number): Promise<void>;
  leave(bytes: number): void;
}

/** @param limit bytes that may be inside at once. */
export function byteGate(limit: number): ByteGate {
  const line: { readonly bytes: number; readonly go: () => void }[] = [];
  let inside = 0;

  function letIn(): void {
    while (line.length > 0 && (inside === 0 || inside + line[0].bytes <= limit)) {
      const { bytes, go } = line.shift()!;
      inside += bytes;
      go();
    }
  }

  return {
    enter: (bytes) =>
      new Promise((go) => {
        line.push({ bytes, go });
        letIn();
      }),
    leave(bytes) {
      inside -= bytes;
      letIn();
    },
  };
}
