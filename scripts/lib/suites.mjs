// What a shared suite's counts are worth. The suites hold cases that the checker does not pass yet, so a suite is judged
// against what it has reached before: .ci/shared_counts.json, which may rise and never fall.

/**
 * @typedef {import("./counts.mjs").Counts} Counts
 * @typedef {Counts & {sources?: number}} Recorded `sources` is how many files there were to look at
 */

/** Without a record, as for a release of Python that nobody has recorded, this many failures are let pass. */
export const handful = 5;

/**
 * @param {Counts | null} found null if the suite printed no counts
 * @param {Recorded | undefined} recorded
 * @param {number} sources how many files there were; where installations of Python differ, fewer can pass
 * @returns {Counts & {note: string}} what counts in the total, and why
 */
export function verdict(found, recorded, sources = 0) {
  if (found === null || found.passed + found.failed === 0) return { passed: 0, failed: 1, note: "it has not run" };
  const { passed, failed } = found;
  if (recorded === undefined) {
    return failed <= handful
      ? { passed, failed: 0, note: `no record; up to ${handful} failures are let pass` }
      : { passed, failed, note: `no record, and more than ${handful} failures` };
  }
  const known = `${recorded.passed} passed, ${recorded.failed} failed`;
  if (failed > recorded.failed)
    return { passed, failed: failed - recorded.failed, note: `worse than its record, ${known}` };
  if (passed < recorded.passed && sources >= (recorded.sources ?? 0))
    return { passed, failed: recorded.passed - passed, note: `fewer than its record, ${known}` };
  const note =
    passed > recorded.passed || failed < recorded.failed ? `better than its record, ${known}` : "as recorded";
  return { passed, failed: 0, note };
}
