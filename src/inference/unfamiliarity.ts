import type { ModelCard } from './model-card.ts';

/** Distance of an embedding from those of training scans (Mahalanobis): the familiar ones lie within the card's usual distances. */
export function unfamiliarity(embedding: readonly number[], familiarity: NonNullable<ModelCard['familiarity']>): number {
  const centred = embedding.map((value, i) => value - familiarity.mean[i]);
  const squared = centred.reduce((total, a, i) => total + a * centred.reduce((sum, b, j) => sum + familiarity.precision[i][j] * b, 0), 0);
  return Math.sqrt(Math.max(0, squared));
}
