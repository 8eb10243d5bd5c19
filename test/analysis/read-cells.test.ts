import { describe, expect, test } from 'vitest';
import { dayOrderOf, readDay } from '../../src/analysis/read-day.ts';
import { commaPartsDecimals, readNumber } from '../../src/analysis/read-number.ts';

describe('a number is read as people write it', () => {
  test.each([
    ['1.52', 1.52, ''], ['1,52', 1.52, ''], ['0,452', 0.452, ''], ['-16', -16, ''], ['−16,4', -16.4, ''], ['– 5', -5, ''], ['1 234', 1234, ''], ['1\u202f234,5 ng/L', 1234.5, 'ng/L'],
    ['1,234.5', 1234.5, ''], ['1.234,5', 1234.5, ''], ['1,234,567', 1234567, ''], ['16 %', 16, '%'], ['16mm', 16, 'mm'], ['1.2e3', 1200, ''], ['.5', 0.5, ''], ['12345,6', 12345.6, ''],
  ])('%s is %s', (text, value, unit) => expect(readNumber(text, false)).toEqual({ kind: 'number', value, unit }));
  test.each(['', '  ', 'n/a', 'NA', '-', 'ND', 'manquant'])('"%s" is empty', (text) => expect(readNumber(text, false).kind).toBe('empty'));
  test.each(['<5', 'environ 12', '12-14', '1.2.3', '12 34', '1,23,4', 'x', '>70 %'])('"%s" is no number', (text) => expect(readNumber(text, false).kind).toBe('notANumber'));
  test('a comma before three digits is decimal only where the column shows it', () => {
    expect(readNumber('1,523', false).kind).toBe('ambiguousComma');
    expect(readNumber('1,523', true)).toEqual({ kind: 'number', value: 1.523, unit: '' });
    expect(commaPartsDecimals(['1,523', '1,61'])).toBe(true);
    expect(commaPartsDecimals(['1,523', '2,047', '12', '1,234.5'])).toBe(false);
  });
});

describe('a date is read as people write it', () => {
  test.each([
    ['2025-03-31', 'unknown', '2025-03-31'], ['2025/3/1', 'unknown', '2025-03-01'], ['20250331', 'unknown', '2025-03-31'], ['2025-03-31T10:20', 'unknown', '2025-03-31'],
    ['31/03/2025', 'unknown', '2025-03-31'], ['03/31/2025', 'unknown', '2025-03-31'], ['01.02.2025', 'unknown', '2025-02-01'], ['01/02/2025', 'dayFirst', '2025-02-01'], ['01/02/2025', 'monthFirst', '2025-01-02'],
    ['05/05/2025', 'unknown', '2025-05-05'], ['31/03/25', 'unknown', '2025-03-31'],
    // DATE(2025;3;31) is 45747 in a spreadsheet; times are the fraction.
    ['45747', 'unknown', '2025-03-31'], ['45747,75', 'unknown', '2025-03-31'],
  ] as const)('%s (%s) is %s', (text, order, day) => expect(readDay(text, order)).toEqual({ kind: 'day', day }));
  test.each(['2025-02-30', '31/02/2025', 'mars 2025', '12', '2025'])('"%s" is no date', (text) => expect(readDay(text, 'dayFirst').kind).toBe('notADate'));
  test('a date that could be either is refused until its column decides', () => {
    expect(readDay('01/02/2025', 'unknown').kind).toBe('ambiguousOrder');
    expect(dayOrderOf(['01/02/2025', '31/03/2025'])).toBe('dayFirst');
    expect(dayOrderOf(['01/02/2025', '03/31/2025'])).toBe('monthFirst');
    expect(dayOrderOf(['31/03/2025', '03/31/2025'])).toBe('unknown');
  });
});
