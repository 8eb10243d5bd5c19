import type { RetainedInformation } from './confidentiality-profile.ts';
import type { SafePrivateAttribute } from './safe-private.ts';

/** What to keep and what to clean beyond the basic profile. */
export interface DeidentifyOptions {
  readonly retained: RetainedInformation;
  /** Private attributes to keep; every other one is removed. */
  readonly safePrivate: readonly SafePrivateAttribute[];
  /** Blank what lies outside of ultrasound regions. */
  readonly cleanRegions: boolean;
  /** A person has looked at the pictures and found no text that names anybody. */
  readonly pixelsChecked: boolean;
}
