// Copies trained networks into models/ and writes their cards: node training/write-cards.ts PART --trained DIR
// PART is the folder beside this file that holds cards.json, e.g. planar.
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { ModelCard } from '../src/inference/model-card.ts';

const models = new URL('../models/', import.meta.url);
const { values, positionals: [part] } = parseArgs({ options: { trained: { type: 'string' } }, allowPositionals: true });
if (!part || !values.trained) throw new Error('Say which networks, and where the trained ones are: node training/write-cards.ts planar --trained DIR');

const about = JSON.parse(readFileSync(new URL(`${part}/cards.json`, import.meta.url), 'utf8')) as Record<string, Omit<ModelCard, 'sha256' | 'file' | 'familiarity'>>;
for (const [name, card] of Object.entries(about)) {
  const file = `${name}.onnx`;
  copyFileSync(`${values.trained}/${file}`, new URL(file, models));
  const sha256 = createHash('sha256').update(readFileSync(new URL(file, models))).digest('hex');
  const embedding = `${values.trained}/${name}.embedding.json`;
  const familiarity = existsSync(embedding) ? { familiarity: JSON.parse(readFileSync(embedding, 'utf8')) as ModelCard['familiarity'] & object } : {};
  writeFileSync(new URL(`${name}.card.json`, models), `${JSON.stringify({ ...card, file, sha256, ...familiarity }, null, 2)}\n`);
}
