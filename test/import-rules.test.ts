import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

const oxlint = join(import.meta.dirname, '../node_modules/oxlint/bin/oxlint');
let project: string;

beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), 'amyloscope-imports-'));
  copyFileSync(join(import.meta.dirname, '../.oxlintrc.json'), join(project, '.oxlintrc.json'));
});
afterEach(() => rmSync(project, { recursive: true }));

/** The rules that a small project breaks, given its files by path. */
function brokenRules(files: Readonly<Record<string, string>>): string[] {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(project, path)), { recursive: true });
    writeFileSync(join(project, path), content);
  }
  return lint().map((diagnostic) => diagnostic.code);
}

function lint(): { code: string }[] {
  const read = (output: string) => JSON.parse(output).diagnostics;
  try {
    return read(execFileSync(process.execPath, [oxlint, '--format', 'json'], { cwd: project, encoding: 'utf8' }));
  } catch (error) {
    return read((error as { stdout: string }).stdout);
  }
}

const importing = (target: string) => `import { part } from '${target}';\nexport const whole = part + 1;\n`;

describe('an import against the direction is refused', () => {
  test.each([
    ['src/measurement/a.ts', '../statistics/mean.ts'],
    ['src/image/a.ts', '../dicom/study.ts'],
    ['src/server/a.ts', '../cli/terminal.ts'],
    ['src/contract/a.ts', '../store/worklist.ts'],
    ['web/src/a.ts', '../../src/store/worklist.ts'],
    ['src/statistics/a.ts', '../image/circle.ts'],
    ['src/tables/a.ts', '../analysis/read-table.ts'],
    ['src/statistics/a.ts', '../tables/outcome.ts'],
    ['src/dicom/a.ts', '../inference/onnx-network.ts'],
    ['src/inference/a.ts', '../modalities/modality.ts'],
    ['src/phantom/a.ts', '../modalities/planar/segmentation.ts'],
    ['src/modalities/planar/a.ts', '../echo/segmentation.ts'],
    ['src/modalities/planar/a.ts', '../index.ts'],
    ['src/modalities/planar/a.ts', '../../analysis/analyse-study.ts'],
    ['src/modalities/index.ts', '../analysis/analyse-study.ts'],
    ['src/analysis/a.ts', '../cli/main.ts'],
    ['src/store/a.ts', '../analysis/screen-archive.ts'],
    ['src/store/a.ts', '../modalities/planar/index.ts'],
    ['src/follow-up/a.ts', '../dicom/study.ts'],
    ['src/follow-up/a.ts', '../store/postgres-store.ts'],
    ['src/store/a.ts', '../follow-up/follow-patient.ts'],
    ['src/report/a.ts', '../image/circle.ts'],
    ['src/report/a.ts', '../dicom/read-instance.ts'],
    ['src/report/a.ts', '../store/postgres-store.ts'],
    ['src/report/a.ts', '../analysis/screen-archive.ts'],
    ['src/report/a.ts', '../modalities/planar/findings.ts'],
    ['src/report/a.ts', '../study/run-reproducibility-study.ts'],
    ['src/study/a.ts', '../store/measurement-store.ts'],
    ['src/phantom/a.ts', '../study/reader-model.ts'],
  ])('%s does not import %s', (path, target) => {
    expect(brokenRules({ [path]: importing(target) })).toEqual(['eslint(no-restricted-imports)']);
  });
});

describe('an import along the direction is allowed', () => {
  test.each([
    ['src/modalities/planar/a.ts', '../../image/circle.ts'],
    ['src/modalities/planar/a.ts', '../modality.ts'],
    ['src/modalities/index.ts', './planar/index.ts'],
    ['src/phantom/a.ts', '../dicom/write-nuclear.ts'],
    ['src/analysis/a.ts', '../store/connection.ts'],
    ['src/follow-up/a.ts', '../store/ranked-row.ts'],
    ['src/report/a.ts', '../follow-up/follow-patient.ts'],
    ['src/report/a.ts', '../dicom/structured-report-to-write.ts'],
    ['src/report/a.ts', '../store/ranked-row.ts'],
    ['src/report/a.ts', '../modalities/modality.ts'],
    ['src/report/a.ts', '../tables/outcome.ts'],
    ['src/tables/a.ts', '../statistics/mean.ts'],
    ['src/report/a.ts', '../study/reproducibility-study.ts'],
    ['src/study/a.ts', '../phantom/digital-scan.ts'],
    ['src/cli/a.ts', '../analysis/screen-archive.ts'],
  ])('%s imports %s', (path, target) => {
    expect(brokenRules({ [path]: importing(target) })).toEqual([]);
  });
});

test('two files that import each other are refused', () => {
  const rules = brokenRules({
    'src/image/a.ts': `import { b } from './b.ts';\nexport const a = (n: number): number => (n > 0 ? b(n - 1) : 0);\n`,
    'src/image/b.ts': `import { a } from './a.ts';\nexport const b = (n: number): number => (n > 0 ? a(n - 1) : 1);\n`,
  });
  expect(new Set(rules)).toEqual(new Set(['import(no-cycle)']));
});

test('a function of more than 80 lines is refused', () => {
  const lines = Array.from({ length: 81 }, (_, i) => `  total += ${i};`).join('\n');
  expect(brokenRules({ 'src/image/a.ts': `export function long(): number {\n  let total = 0;\n${lines}\n  return total;\n}\n` })).toEqual(['eslint(max-lines-per-function)']);
});

test('a file of more than 500 lines is refused', () => {
  const lines = Array.from({ length: 501 }, (_, i) => `export const line${i} = ${i};`).join('\n');
  expect(brokenRules({ 'src/image/a.ts': lines })).toEqual(['eslint(max-lines)']);
});
