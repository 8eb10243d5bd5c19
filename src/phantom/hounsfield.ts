/**
 * Attenuation of tissues at 140.5 keV, per mm, beside the grey they have on CT at 120 kV, HU. Bone is brighter on CT than
 * its attenuation at 140.5 keV alone would make it, so the line bends at soft tissue.
 */
const TISSUES = [
  [0, -1000], [0.0045, -760], [0.0142, -100], [0.0145, -70], [0.0151, 45], [0.0155, 70], [0.017, 190], [0.019, 330], [0.02, 420], [0.022, 620], [0.025, 900], [0.12, 3000],
] as const;

/** Grey on CT of what attenuates so much at 140.5 keV. @param attenuationPerMm per mm. @returns HU, at most 3000. */
export function hounsfieldOf(attenuationPerMm: number): number {
  return interpolated(attenuationPerMm, 0, 1);
}

/** Attenuation at 140.5 keV, per mm, of what has this grey on CT: how a scanner makes its attenuation map. */
export function attenuationOf(hounsfield: number): number {
  return interpolated(hounsfield, 1, 0);
}

function interpolated(value: number, from: 0 | 1, to: 0 | 1): number {
  if (value <= TISSUES[0][from]) return TISSUES[0][to];
  for (let i = 1; i < TISSUES.length; i++) {
    if (value > TISSUES[i][from]) continue;
    const share = (value - TISSUES[i - 1][from]) / (TISSUES[i][from] - TISSUES[i - 1][from]);
    return TISSUES[i - 1][to] + share * (TISSUES[i][to] - TISSUES[i - 1][to]);
  }
  return TISSUES[TISSUES.length - 1][to];
}
