import { readFileSync } from 'node:fs';

/** The part of vitest's JSON report that is counted. */
interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly testResults: readonly { readonly status: string; readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[] }[];
}

const [reportPath, passedChecks, failedChecks, vitestStatus] = process.argv.slice(2);

/** A run that broke off leaves an empty report. */
function readReport(): Report {
  const text = readFileSync(reportPath, 'utf8');
  return text ? JSON.parse(text) : { numPassedTests: 0, numFailedTests: 0, testResults: [] };
}

const report = readReport();
const tests = report.testResults.flatMap((file) => file.assertionResults);
const skipped = tests.filter((test) => test.status !== 'passed' && test.status !== 'failed');
for (const test of skipped) console.log(`skipped: ${test.fullName}`);

const passed = Number(passedChecks) + report.numPassedTests;
const brokenFiles = report.testResults.filter((file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed')).length;
let failed = Number(failedChecks) + report.numFailedTests + brokenFiles;
// vitest also fails on errors outside any test and when it found no test at all.
if (Number(vitestStatus) !== 0 && report.numFailedTests + brokenFiles === 0) failed++;
console.log(`${passed} passed, ${failed} failed, ${skipped.length} skipped`);
process.exitCode = failed > 0 ? 1 : 0;
