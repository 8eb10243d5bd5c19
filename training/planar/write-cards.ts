// Copies trained networks into models/ and writes their cards: node training/planar/write-cards.ts --trained DIR
import { createHash } from 'node:crypto';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { ModelCard } from '../../src/inference/model-card.ts';

const models = new URL('../../models/', import.meta.url);
const { values } = parseArgs({ options: { trained: { type: 'string' } } });
if (!values.trained) throw new Error('Say where the trained networks are: --trained DIR');

const about = JSON.parse(readFileSync(new URL('cards.json', import.meta.url), 'utf8')) as Record<string, Omit<ModelCard, 'sha256' | 'file' | 'familiarity'>>;
for (const [name, card] of Object.entries(about)) {
  const file = `${name}.onnx`;
  copyFileSync(`${values.trained}/${file}`, new URL(file, models));
  const sha256 = createHash('sha256').update(readFileSync(new URL(file, models))).digest('hex');
  const familiarity = name === 'planar-chest' ? { familiarity: JSON.parse(readFileSync(`${values.trained}/${name}.embedding.json`, 'utf8')) as ModelCard['familiarity'] & object } : {};
  writeFileSync(new URL(`${name}.card.json`, models), `${JSON.stringify({ ...card, file, sha256, ...familiarity }, null, 2)}\n`);
}
