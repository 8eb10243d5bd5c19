import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** A reproducible stream of random numbers: the same seed gives the same numbers on every machine. */
export interface RandomSource {
  /** Uniform in [0, 1), 53 random bits. */
  uniform(): number;
  /** Whole, 0 to `count` - 1, each equally likely. */
  index(count: number): number;
  /** Standard normal, by Box and Muller. */
  normal(): number;
}

/**
 * Opens the stream of a seed.
 * @param seed any whole number.
 * Source: xoroshiro128+ of Blackman and Vigna, as pure-rand implements it.
 */
export function randomSource(seed: number): RandomSource {
  const generator = xoroshiro128plus(seed);
  const uniform = (): number => uniformFloat64(generator);
  return {
    uniform,
    index: (count) => uniformInt(generator, 0, count - 1),
    normal: () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform()),
  };
}

/** The items in random order (Fisher-Yates); the list given is left as it was. */
export function shuffled<T>(items: readonly T[], random: RandomSource): T[] {
  const result = [...items];
  for (let i = result.length - 1; i > 0; i--) {
    const j = random.index(i + 1);
    [result[i], result[j]] = [result[j], result[i]];
  }
  return result;
}
