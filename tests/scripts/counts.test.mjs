// What `npm test` reads off its runners. The texts are as the runners print them.

import assert from "node:assert/strict";
import { test } from "node:test";
import * as counts from "../../scripts/lib/counts.mjs";

test("a line of our own scripts, the last one", () => {
  assert.deepEqual(counts.ofLine("1 passed, 0 failed\nmore\n12 passed, 3 failed\n"), { passed: 12, failed: 3 });
  assert.equal(counts.ofLine("12 passed, 3 failed, and so on\n"), null);
});

test("doctest's summary counts test cases, not assertions", () => {
  const text = `[doctest] test cases:   3 |   2 passed | 1 failed | 0 skipped
[doctest] assertions: 525 | 520 passed | 5 failed |
[doctest] Status: FAILURE!
`;
  assert.deepEqual(counts.ofDoctest(text), { passed: 2, failed: 1 });
});

test("node --test in TAP and in its own words; what was cancelled has failed", () => {
  const summary = (mark) =>
    ["tests 5", "suites 0", "pass 3", "fail 1", "cancelled 1", "skipped 0"].map((s) => `${mark} ${s}`);
  assert.deepEqual(counts.ofNodeTest(summary("#").join("\n")), { passed: 3, failed: 2 });
  assert.deepEqual(counts.ofNodeTest(summary("ℹ").join("\n")), { passed: 3, failed: 2 });
  assert.equal(counts.ofNodeTest("Error: no such file"), null);
});

test("Vitest's report; a file that could not be loaded is a failure", () => {
  const suite = (status, ...tests) => ({ status, assertionResults: tests.map((s) => ({ status: s })) });
  const report = (...suites) => JSON.stringify({ numPassedTests: 4, numFailedTests: 1, testResults: suites });
  assert.deepEqual(counts.ofVitest(report(suite("passed", "passed"), suite("failed", "failed"))), {
    passed: 4,
    failed: 1,
  });
  assert.deepEqual(counts.ofVitest(report(suite("failed"))), { passed: 4, failed: 2 });
});

test("Playwright's report; what passed only when repeated has failed", () => {
  const report = { stats: { expected: 7, unexpected: 1, flaky: 1, skipped: 2 }, errors: [{ message: "no server" }] };
  assert.deepEqual(counts.ofPlaywright(JSON.stringify(report)), { passed: 7, failed: 3 });
  assert.equal(counts.ofPlaywright(""), null);
});

test("a runner that broke down counts as a failure", () => {
  assert.deepEqual(counts.settled(0, { passed: 3, failed: 0 }), { passed: 3, failed: 0 });
  assert.deepEqual(counts.settled(1, { passed: 3, failed: 2 }), { passed: 3, failed: 2 });
  assert.deepEqual(counts.settled(1, { passed: 3, failed: 0 }), { passed: 3, failed: 1 });
  assert.deepEqual(counts.settled(null, null), { passed: 0, failed: 1 });
  // It ran, and ran nothing.
  assert.deepEqual(counts.settled(0, { passed: 0, failed: 0 }), { passed: 0, failed: 1 });
});
