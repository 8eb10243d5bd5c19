import { expect, test } from 'vitest';
import { isoDate, momentOf, momentOfDateTime, parseOffset, parseTime } from '../../src/dicom/dicom-time.ts';

test.each([['20260301', '2026-03-01'], ['2026.03.01', '2026-03-01'], ['20240229', '2024-02-29'], ['20230229', null], ['20261301', null], ['00000000', null], ['', null], ['today', null], [null, null]])('the date %s is %s', (text, iso) => {
  expect(isoDate(text)).toBe(iso);
});

test.each([['13', 13], ['1330', 13.5], ['133000', 13.5], ['133000.5', 13.5 + 0.5 / 3600], ['13:30:00', 13.5], ['2400', null], ['1360', null], ['', null], ['noon', null]])('the time %s is %s hours', (text, hours) => {
  expect(parseTime(text)).toBe(hours === null ? null : Math.round(hours * 3_600_000));
});

test.each([['+0100', 60], ['-0430', -270], ['+0000', 0], ['+9900', null], ['UTC', null]])('the offset %s is %s minutes', (text, minutes) => expect(parseOffset(text)).toBe(minutes));

test('an offset of the file moves its moments, and one in a date-time outweighs it', () => {
  expect(momentOf('20260301', '120000', 60)?.toISOString()).toBe('2026-03-01T11:00:00.000Z');
  expect(momentOfDateTime('20260301120000-0500', 60)?.toISOString()).toBe('2026-03-01T17:00:00.000Z');
  expect(momentOfDateTime('20260301120000.250', null)?.toISOString()).toBe('2026-03-01T12:00:00.250Z');
  expect(momentOfDateTime('20260301', null)).toBeNull();
});
