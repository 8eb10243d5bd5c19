import { useEffect, useState } from 'react';

/** Assumed where the file states no times. */
const usualIntervalMs = 33;

export interface Cine {
  /** Counted from 1. */
  readonly frame: number;
  readonly playing: boolean;
  readonly setPlaying: (playing: boolean) => void;
  /** Goes to a frame and stays there. */
  readonly goTo: (frame: number) => void;
}

/** Plays frames at the times of the file, slowed down by a factor. */
export function useCine(frames: number, timesMs: readonly number[] | null, speed: number, startsPlaying = false): Cine {
  const [frame, setFrame] = useState(1);
  const [playing, setPlaying] = useState(startsPlaying);
  useEffect(() => {
    if (!playing || frames < 2) return;
    const last = timesMs ? timesMs[frames - 1] : (frames - 1) * usualIntervalMs;
    const whole = last * (frames / (frames - 1));
    const times = timesMs ?? Array.from({ length: frames }, (_, i) => i * usualIntervalMs);
    const began = performance.now() - times[Math.min(frame, frames) - 1] / speed;
    let asked = requestAnimationFrame(function show(now) {
      const at = ((now - began) * speed) % whole;
      setFrame(Math.max(1, times.findLastIndex((time) => time <= at) + 1));
      asked = requestAnimationFrame(show);
    });
    return () => cancelAnimationFrame(asked);
    // The frame at which it was stopped is where it goes on from: it is read once.
  }, [playing, frames, timesMs, speed]);
  return { frame: Math.min(frame, frames), playing, setPlaying, goTo: (wanted) => { setPlaying(false); setFrame(Math.max(1, Math.min(frames, wanted))); } };
}
