import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseHTML } from 'linkedom';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { encodePngGrey } from '../../src/report/encode-png-grey.ts';
import { drawHeart } from '../modalities/echo/drawn-heart.ts';
import { drawnFrames, plainLoop } from '../modalities/echo/drawn-loop.ts';
import { type CommandResult, runCommand } from './run-command.ts';

const folder = mkdtempSync(join(tmpdir(), 'amyloscope-camus-'));
const images = join(folder, 'images');
afterAll(() => rmSync(folder, { recursive: true }));

/** Five drawn patients at both moments, of different size, in the form of CAMUS. */
function writeStills(): void {
  mkdirSync(images);
  const index: Record<string, object> = {};
  for (let patient = 1; patient <= 5; patient++) {
    const scale = 0.85 + 0.05 * patient;
    for (const [moment, frame] of [['ED', 0], ['ES', 12]] as const) {
      const heart = Object.fromEntries(Object.entries(moment === 'ED' ? plainLoop.diastole : plainLoop.systole).map(([name, value]) => [name, name === 'tilt' ? value : value * scale])) as unknown as typeof plainLoop.diastole;
      const loop = { ...plainLoop, diastole: heart, systole: heart, frames: frame + 1 };
      const name = `patient${patient}_4CH_${moment}`;
      writeFileSync(join(images, `${name}.png`), encodePngGrey(300, 300, drawnFrames(loop)[frame].values as Uint8Array));
      writeFileSync(join(images, `${name}_label.png`), encodePngGrey(300, 300, drawHeart(heart, [0.6, 0.6]).labels));
      index[name] = { rows: 300, cols: 300, pixel_mm: [0.6, 0.6] };
    }
  }
  writeFileSync(join(folder, 'index.json'), JSON.stringify(index));
}

describe('drawn stills', () => {
  const out = join(folder, 'out');
  let result: CommandResult;
  beforeAll(async () => {
    writeStills();
    result = await runCommand(['validate', 'echo', images, '--out', out]);
  });

  test('are outlined and compared', () => {
    expect(result.code).toBe(0);
    expect(result.output).toContain('10 stills of 5 patients');
    const { meanDice, overlap, quantities } = JSON.parse(readFileSync(join(out, 'echo-validation.json'), 'utf8'));
    expect(meanDice).toBeGreaterThan(0.75);
    expect(overlap).toHaveLength(9);
    expect(quantities.map(({ quantity, pair }: { quantity: string; pair: { pairs: number } }) => [quantity, pair.pairs])).toEqual([['endDiastolicVolume', 5], ['endSystolicVolume', 5], ['ejectionFraction', 5], ['longitudinalStrain', 5], ['wallThickness', 5], ['leftAtrialVolume', 5], ['reservoirStrain', 5]]);
  });

  test('are shown with both outlines on a page that fetches nothing', () => {
    const page = readFileSync(join(out, 'echo-validation.html'), 'utf8');
    expect(page).toContain('by-expert');
    expect(page.match(/(?:src|href)="(?!#|data:)[^"]*"/g)).toBeNull();
    expect(parseHTML(page).document.querySelector('main')!.textContent).not.toMatch(/NaN|undefined|\{\w+\}/);
  });

  test('one that cannot be used is listed with its reason, and the others go on', async () => {
    writeFileSync(join(images, 'patient1_4CH_ED.png'), 'no picture');
    writeFileSync(join(images, 'patient2_4CH_ED_label.png'), encodePngGrey(300, 300, new Uint8Array(90_000).fill(9)));
    const { code, output } = await runCommand(['validate', 'echo', images, '--out', out], 'fr');
    expect(code).toBe(0);
    expect(output).toContain('8 images de 5 patients');
    expect(output).toMatch(/patient1_4CH_ED +.*PNG/i);
    expect(output).toContain('hold the number 9');
  });
});

test('a folder without an index is refused with what is needed', async () => {
  const empty = join(folder, 'empty', 'images');
  mkdirSync(empty, { recursive: true });
  expect(await runCommand(['validate', 'echo', empty, '--out', join(folder, 'none')])).toMatchObject({ code: 2, messages: expect.stringContaining('has no index.json') });
  expect(existsSync(join(folder, 'none'))).toBe(false);
});
