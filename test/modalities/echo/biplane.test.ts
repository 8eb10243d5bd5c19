import { expect, test } from 'vitest';
import { areaLengthVolume, biplaneEjectionFraction, biplaneVolume, sphericityIndex } from '../../../src/modalities/echo/biplane.ts';
import { measureChamber } from '../../../src/modalities/echo/chamber.ts';
import { notMeasured } from '../../../src/measurement/result.ts';
import { expectNotMeasured, measured } from '../../statistics/reference.ts';
import { drawHeart, plainHeart } from './drawn-heart.ts';

const spacing = [0.6, 0.6] as const;
const view = (radius: number, length = 80) => measureChamber(drawHeart({ ...plainHeart, radius, length }, spacing), 'leftVentricle', spacing);
/** Half an ellipsoid with three different half-axes, mL. */
const half = (a: number, b: number, length: number) => ((2 / 3) * Math.PI * a * b * length) / 1000;

test('two views of half an ellipsoid that is not round give its volume to 2 %', () =>
  expect(Math.abs(measured(biplaneVolume(view(24), view(19))).value / half(24, 19, 80) - 1)).toBeLessThan(0.02));

test('area and length give half an ellipsoid to 2 %, with the shorter length of two views that differ', () => {
  expect(Math.abs(measured(areaLengthVolume(view(24), view(19))).value / half(24, 19, 80) - 1)).toBeLessThan(0.02);
  expect(Math.abs(measured(areaLengthVolume(view(24), view(24))).value / half(24, 24, 80) - 1)).toBeLessThan(0.02);
  // 8 A1 A2 / (3 pi L): areas are those of half ellipses of either length.
  const areas = [24 * 80, 19 * 70].map((product) => (Math.PI / 2) * product);
  expect(Math.abs(measured(areaLengthVolume(view(24), view(19, 70))).value / ((8 * areas[0] * areas[1]) / (3 * Math.PI * 70) / 1000) - 1)).toBeLessThan(0.02);
});

test('half an ellipsoid has the sphericity that its radius and length give', () => {
  // A half ellipsoid of radius 22 and length 80: (2/3 pi 22 22 80) / (pi/6 80 80 80) = 4 (22/80)2.
  expect(Math.abs(measured(sphericityIndex(view(22), view(22))).value / (4 * (22 / 80) ** 2) - 1)).toBeLessThan(0.03);
});

test('two views alike give what one gives', () => {
  const one = view(22);
  expect(measured(biplaneVolume(one, one)).value).toBeCloseTo(measured(one).volumeMl, 6);
});

test('the ejection fraction is that of both volumes, to a point', () => {
  const found = measured(biplaneEjectionFraction([view(24), view(19)], [view(18, 70), view(15, 70)])).value;
  expect(Math.abs(found - 100 * (1 - half(18, 15, 70) / half(24, 19, 80)))).toBeLessThan(1);
});

test('without one of the views, or where nothing is ejected, there is none', () => {
  const missing = notMeasured('noChamber', 'No left ventricle was found on the image.');
  expectNotMeasured(biplaneVolume(missing, view(20)), 'noChamber');
  expectNotMeasured(areaLengthVolume(view(20), missing), 'noChamber');
  expectNotMeasured(sphericityIndex(missing, view(20)), 'noChamber');
  expectNotMeasured(biplaneEjectionFraction([view(20), missing], [view(18), view(18)]), 'noChamber');
  expectNotMeasured(biplaneEjectionFraction([view(18), view(18)], [view(20), view(20)]), 'noEjection');
});
