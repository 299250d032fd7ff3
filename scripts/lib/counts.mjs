// How many tests a runner says have passed and failed, read from what it prints.

/** @typedef {{passed: number, failed: number}} Counts */

/**
 * What is known of a runner that ended with `code`: its own counts, if it failed with at least one failure among them.
 *
 * @param {Counts | null} counts null if it printed none
 * @returns {Counts}
 */
export function settled(code, counts) {
  const { passed, failed } = counts ?? { passed: 0, failed: 0 };
  // A runner that counted no failure and yet failed has broken down; one that counted nothing has not run.
  const brokeDown = (code !== 0 || passed + failed === 0) && failed === 0;
  return { passed, failed: failed + (brokeDown ? 1 : 0) };
}

const last = (pattern, text) => [...text.matchAll(pattern)].at(-1) ?? null;

const pair = (match) => (match === null ? null : { passed: Number(match[1]), failed: Number(match[2]) });

/** `N passed, N failed`, as our own scripts end. */
export const ofLine = (text) => pair(last(/^(\d+) passed, (\d+) failed$/gm, text));

/** doctest's summary, without colours. */
export const ofDoctest = (text) =>
  pair(last(/^\[doctest\] test cases:\s*\d+ \|\s*(\d+) passed \|\s*(\d+) failed/gm, text));

/** The summary of `node --test`. */
export function ofNodeTest(text) {
  const number = (name) => last(new RegExp(`^(?:#|ℹ) ${name} (\\d+)$`, "gm"), text)?.[1];
  const passed = number("pass");
  if (passed === undefined) return null;
  return { passed: Number(passed), failed: Number(number("fail")) + Number(number("cancelled")) };
}

/** Vitest's JSON report. */
export function ofVitest(text) {
  const report = parsed(text);
  if (report === null) return null;
  // A suite that could not even be loaded has no tests to fail.
  const broken = report.testResults.filter(
    (suite) => suite.status === "failed" && suite.assertionResults.every((test) => test.status !== "failed"),
  );
  return { passed: report.numPassedTests, failed: report.numFailedTests + broken.length };
}

/** Playwright's JSON report. */
export function ofPlaywright(text) {
  const report = parsed(text);
  if (report === null) return null;
  return {
    passed: report.stats.expected,
    failed: report.stats.unexpected + report.stats.flaky + report.errors.length,
  };
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
