// What the lessons say is what the checker says, so that no lesson can be wrong.

import assert from "node:assert/strict";
import { test } from "node:test";
import { lessonProblems } from "../../scripts/lib/lessons.mjs";

test("every lesson is well formed and listed, and gives the checker's answers", async () => {
  const { count, problems } = await lessonProblems();
  assert.deepEqual(problems, []);
  assert.ok(count > 0);
});
