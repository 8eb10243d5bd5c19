import { expect, test } from 'vitest';
import { viewInText, viewOfConcept } from '../../src/dicom/classify-view.ts';

test.each(['ANT', 'WB_ANT', 'Anterior', 'ANTERIOR VIEW', 'face ant.', 'Face antérieure', 'Ganzkörper von vorne', 'ventral', 'TotalBody-Ant-3h', 'Thorax ANTE'])('"%s" is anterior', (text) => {
  expect(viewInText(text)).toBe('anterior');
});

test.each(['POST', 'WB_POST', 'Posterior', 'Face postérieure', 'von hinten', 'dorsal', 'Whole body POST', 'POST_3H'])('"%s" is posterior', (text) => {
  expect(viewInText(text)).toBe('posterior');
});

test.each(['LAO', 'left lateral', 'ANT OBL', 'Profil gauche', 'seitlich', 'RPO 45'])('"%s" is another view', (text) => expect(viewInText(text)).toBe('other'));

test.each(['', 'Whole body', 'ANT/POST', 'ANT and POST', '3 h post injection', 'post-therapy', 'Post OP', 'POST STRESS', 'Phantom', 'Quantum', 'Santé', 'importance'])('"%s" tells no view', (text) => {
  expect(viewInText(text)).toBeNull();
});

test.each([['399321004', 'anterior'], ['399001007', 'posterior'], ['G-5215', 'anterior'], ['G-5216', 'posterior'], ['399118008', 'other']])('code %s is %s', (code, view) => {
  expect(viewOfConcept(code, null)).toBe(view);
});

test('an unknown code is read by its meaning', () => {
  expect(viewOfConcept('LOCAL-1', 'Posterior')).toBe('posterior');
  expect(viewOfConcept('LOCAL-1', 'Coronal')).toBeNull();
});
