import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { runCommand } from './run-command.ts';

const example = join(import.meta.dirname, '../../docs/examples/panel.csv');
let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'amyloscope-panel-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const panel = (args: readonly string[], language: 'en' | 'fr' = 'en') => runCommand(['panel', ...args, '--out', folder], language);

describe('the command panel', () => {
  test('prints tests and noise of a cohort, and writes page and JSON', async () => {
    const { code, output } = await panel([example]);
    expect(code).toBe(0);
    expect(output).toMatch(/^Myocardial SUVmean \(g\/mL\) +8 +5\.69 → 4\.31 .* 0\.008 +0\.14 +0\.016 .* 8, 0 \/ 8$/m);
    expect(JSON.parse(readFileSync(join(folder, 'panel.json'), 'utf8'))).toMatchObject({ simulated: true, panel: { patients: 8 } });
    expect(readFileSync(join(folder, 'panel.html'), 'utf8')).toContain('<html lang="en">');
  });
  test('tells of one patient which changes are beyond noise, in French', async () => {
    const { output } = await panel([example, '--patient', 'DT71-000001', '--markers', 'myocardialSuvMean,volumeOfInvolvement'], 'fr');
    expect(output).toMatch(/^SUVmean myocardique \(g\/mL\) .* oui, baisse$/m);
    expect(output.split('\n').filter((line) => line.includes('→'))).toHaveLength(2 + 1);
  });
  test('gives CSV to programs', async () => {
    const { output } = await panel([example, '--format', 'csv']);
    const [head, first] = output.trim().split('\r\n');
    expect(head.split(',')).toHaveLength(first.split(',').length);
    expect(output.trim().split('\r\n')).toHaveLength(1 + 18);
  });
  test('takes a site’s own repeatability instead of that of simulation', async () => {
    const limitOf = async (args: readonly string[]) => JSON.parse((await panel([example, '--patient', 'DT71-000001', '--markers', 'myocardialSuvMean', '--format', 'json', ...args])).output).panel.markers[0].patients[0].limit;
    const own = join(folder, 'own.csv');
    writeFileSync(own, 'patient,quantity,value\nA,SUVmean,5\nA,SUVmean,7\nB,SUVmean,4\nB,SUVmean,4\n');
    // Within-subject SD is sqrt((2 + 0) / 2) = 1, so the limit is 1.96 sqrt(2).
    expect(await limitOf(['--noise', own])).toBeCloseTo(2.771808, 5);
    expect(await limitOf([])).toBeLessThan(1);
  });
  test('refuses a table without visits, and says what to add', async () => {
    expect(await panel([join(import.meta.dirname, '../../docs/examples/markers.csv')])).toMatchObject({ code: 2, messages: expect.stringContaining('either date or visit') });
  });
});
