import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runCommand } from './run-command.ts';

/** Making two visits and reading them takes half a minute of a free core, and more of a busy one. */
const patience = 300_000;
const folder = mkdtempSync(join(tmpdir(), 'amyloscope-serial-'));
afterAll(() => rmSync(folder, { recursive: true }));

const [cohort, home] = ['cohort', 'home'].map((name) => join(folder, name));
beforeAll(async () => {
  await runCommand(['phantom', 'spect-ct', '--patients', '1', '--visits', '2', '--excess', '0.5', '--seed', '12', '--grade', '3', '--units', 'BQML', '--matrix', '64', '--ct-matrix', '128', '--workers', '1', '--out', cohort]);
}, patience);

test('two visits are laid on each other, half of the uptake that is gone is seen in the same outlines, and the store keeps it', async () => {
  const out = join(folder, 'out');
  const { code, output, messages } = await runCommand(['serial', join(cohort, 'dicom'), '--keep', '--store', home, '--out', out, '--format', 'json']);
  // The true outlines lie beside the images, and are no DICOM.
  expect(code).toBe(4);
  expect(messages).toContain('labels.nii.gz');
  expect(messages).toContain('2 visits measured in the outlines of the first, 2 of them new');
  const { visits, panel, simulated } = JSON.parse(output);
  expect(simulated).toBe(true);
  expect(visits).toHaveLength(2);
  expect(visits[0].carried).toBeNull();
  expect(visits[1].carried).toMatchObject({ status: 'measured' });
  expect(visits[1].carried.fit.correlation).toBeGreaterThan(0.85);
  expect(visits[1].carried.heartOverlap).toBeGreaterThan(0.6);
  expect(visits[1].carried.measurements[0].method.parameters.segmentation).toMatch(/^carried over from \d{4}-/);
  const mean = panel.markers.find(({ key }: { key: string }) => key === 'myocardialSuvMean').patients[0];
  // The excess over the blood is halved; blur adds what it did before.
  expect(mean.after / mean.before).toBeGreaterThan(0.5);
  expect(mean.after / mean.before).toBeLessThan(0.8);
  expect(mean.verdict).toBe('fell');
  const page = readFileSync(join(out, 'serial.html'), 'utf8');
  expect(page).toContain('Contours');
  expect(page).not.toMatch(/NaN|undefined|\{\w+\}/);
}, patience);

test('in French, with the outlines of each visit, both visits are listed, and what was kept is not kept twice', async () => {
  const { code, output, messages } = await runCommand(['serial', join(cohort, 'dicom'), '--regions', 'own', '--keep', '--store', home, '--out', join(folder, 'own')], 'fr');
  expect(code).toBe(4);
  expect(output).toContain('première visite');
  expect(output).toContain('contours de la visite elle-même');
  expect(output).toContain('oui, baisse');
  expect(messages).toContain('2 visites mesurées dans les contours de la première, dont 0 nouvelles');
}, patience);

test('follow-up from the store compares what was kept as the serial reading did', async () => {
  const out = join(folder, 'follow-up');
  const { code, output } = await runCommand(['follow-up', '--patient', 'DT12-000001', '--store', home, '--out', out, '--format', 'json']);
  expect(code).toBe(0);
  const { quantities } = JSON.parse(output);
  const { markers } = JSON.parse(readFileSync(join(folder, 'out', 'serial.json'), 'utf8')).panel;
  for (const key of ['myocardialSuvMean', 'cardiacPyrophosphateActivity', 'myocardiumToBoneRatio']) {
    const [followed, marker] = [quantities.find(({ quantity }: { quantity: string }) => quantity === key), markers.find((one: { key: string }) => one.key === key).patients[0]];
    expect(followed.change.change).toBeCloseTo(marker.change, 9);
    expect(followed.change.from.context.outlines).toBe(followed.change.from.date);
    expect(followed.change.limit.rise).toBeCloseTo(marker.limit, 6);
  }
  expect(readFileSync(join(out, 'follow-up.html'), 'utf8')).toContain('La visite suivante mesurée dans les contours de la première');
}, patience);

test('one visit alone has nothing to be compared with, and says so by its exit code', async () => {
  const { code, output } = await runCommand(['serial', join(cohort, 'dicom', 'DT12-000001', 'visit1'), '--out', join(folder, 'one')]);
  expect(code).toBe(3);
  expect(output).toContain('first visit');
}, patience);
