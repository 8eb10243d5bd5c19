import type { SpectCtScatterName, VisitScatter } from './spect-ct-visit-scatter.ts';
import { visitScatter } from './spect-ct-visit-scatter.ts';

/** Scatter where later visits are measured in the outlines of the first. */
export const carriedScatter: Readonly<Record<SpectCtScatterName, VisitScatter>> = visitScatter;
