import assert from "node:assert/strict";
import { test } from "node:test";
import { handful, verdict } from "../../scripts/lib/suites.mjs";

const failures = (...words) => verdict(...words).failed;

test("a suite may rise above its record and not fall below it", () => {
  const record = { passed: 90, failed: 10 };
  assert.equal(failures({ passed: 90, failed: 10 }, record), 0);
  assert.equal(failures({ passed: 95, failed: 5 }, record), 0);
  assert.equal(failures({ passed: 88, failed: 12 }, record), 2);
  // Cases that disappear have not passed.
  assert.equal(failures({ passed: 80, failed: 10 }, record), 10);
  // More cases, and more of them failing.
  assert.equal(failures({ passed: 95, failed: 11 }, record), 1);
});

test("what does not run is red", () => {
  assert.equal(failures(null, { passed: 1, failed: 0 }), 1);
  assert.equal(failures({ passed: 0, failed: 0 }, undefined), 1);
});

test("an installation with fewer files can pass fewer, and may fail no more", () => {
  const record = { passed: 1700, failed: 1, sources: 1720 };
  assert.equal(failures({ passed: 500, failed: 1 }, record, 510), 0);
  assert.equal(failures({ passed: 500, failed: 2 }, record, 510), 1);
  assert.equal(failures({ passed: 1650, failed: 1 }, record, 1720), 50);
});

test("without a record a handful may fail", () => {
  assert.equal(failures({ passed: 1, failed: handful }, undefined), 0);
  assert.equal(failures({ passed: 1, failed: handful + 1 }, undefined), handful + 1);
});
