import { modelsFingerprint } from '../../inference/model-card.ts';
import { networkInThreads } from '../../inference/network-threads.ts';
import type { Network } from '../../inference/onnx-network.ts';
import { AmyloscopeError } from '../../measurement/amyloscope-error.ts';

/** Which weights outline: those that learnt of real patients, who are not for commercial use, or those of simulation alone. */
type EchoWeights = 'patients' | 'simulation';

/** The network of simulation alone. */
export const SIMULATED_NETWORK = 'echo-simulated';

/** The site's choice, AMYLOSCOPE_ECHO_WEIGHTS. @throws AmyloscopeError `invalidInput` on any other word. */
function chosenWeights(): EchoWeights {
  const stated = process.env['AMYLOSCOPE_ECHO_WEIGHTS'] || 'patients';
  if (stated === 'patients' || stated === 'simulation') return stated;
  throw new AmyloscopeError('invalidInput', {
    en: `AMYLOSCOPE_ECHO_WEIGHTS is "${stated}"; "patients" (or nothing) and "simulation" are allowed.`,
    fr: `AMYLOSCOPE_ECHO_WEIGHTS vaut « ${stated} » ; « patients » (ou rien) et « simulation » sont admis.`,
  });
}

/** What the numbers of echocardiography depend on beside its rules: the networks, and which of them the site chose. */
export function echoModels(): string {
  return `models ${modelsFingerprint('echo')}${process.env['AMYLOSCOPE_ECHO_WEIGHTS'] === 'simulation' ? ', simulation alone' : ''}`;
}

/** The network of apical views, in threads: they run it on one frame while another is made ready or read off. */
export function loadEchoNetwork(): Promise<Network> {
  return inThreads({ patients: 'echo-apical', simulation: SIMULATED_NETWORK });
}

/** The network of the parasternal long axis and short axes. */
export function loadParasternalNetwork(): Promise<Network> {
  return inThreads({ patients: 'echo-parasternal', simulation: SIMULATED_NETWORK });
}

/** The network that tells views apart. @returns null under simulation alone: views are then as files state them. */
export async function loadViewNetwork(): Promise<Network | null> {
  return chosenWeights() === 'simulation' ? null : networkInThreads('echo-view');
}

/** The network that tells whether a four-chamber loop is shown left for right. @returns null under simulation alone: it learnt of patients. */
export async function loadOrientationNetwork(): Promise<Network | null> {
  return chosenWeights() === 'simulation' ? null : networkInThreads('echo-orientation');
}

async function inThreads(names: Readonly<Record<EchoWeights, string>>): Promise<Network> {
  return networkInThreads(names[chosenWeights()]);
}
