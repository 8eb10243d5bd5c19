import type { Text } from '../../measurement/language.ts';

/** Why a planar scan is called unsure, where no finding of quality control says it already. */
export const unsureReasons = {
  probabilityBetween: {
    en: 'The probability of grade 2 or more is neither low nor high.',
    fr: 'La probabilité de grade 2 ou plus n’est ni faible ni élevée.',
  },
  ratioHighUptakeLow: {
    en: 'The heart-to-contralateral ratio is high, yet the network sees no uptake of grade 2 or more.',
    fr: 'Le rapport cœur sur controlatéral est élevé, mais le réseau ne voit pas de fixation de grade 2 ou plus.',
  },
  ratioLowUptakeHigh: {
    en: 'The network sees uptake of grade 2 or more, yet the heart-to-contralateral ratio is low.',
    fr: 'Le réseau voit une fixation de grade 2 ou plus, mais le rapport cœur sur controlatéral est bas.',
  },
} as const satisfies Record<string, Text>;
