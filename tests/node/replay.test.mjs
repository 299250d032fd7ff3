// `pellucid replay`, and the same script played on the compiled checker as the page has it.

import assert from "node:assert/strict";
import { test } from "node:test";
import { documents, folder, instantiate, pellucid } from "./pellucid.mjs";

const encode = (text) => new TextEncoder().encode(text);
const range = (line, column, endLine, endColumn) => ({
  start: { line, column },
  end: { line: endLine, column: endColumn },
});

/** Three modules, edits of all kinds, questions, and every way in which a tree goes. Columns are UTF-16. */
const script = {
  columns: "utf-16",
  configuration: { environment: { "python-version": "3.12" } },
  files: {
    "helper.py": "import os\n\ndef helper(x):\n    return os.path.join('😀', x)\n",
    "main.py": "from helper import helper\n\nprint(helper('a'))\n",
    "broken.py": "def f(:\n    pass\n",
  },
  steps: [
    { do: "show", file: "main.py" },
    { do: "check", file: "main.py" },
    { do: "check" },
    { do: "ask", file: "main.py", question: "nodes" },
    { do: "edit", file: "helper.py", edits: [{ range: range(4, 29, 4, 29), text: ", 'b'" }] },
    { do: "check" },
    { do: "ask", file: "helper.py", question: "hover", at: { line: 3, column: 5 } },
    { do: "ask", file: "helper.py", question: "symbols", at: { line: 4, column: 8 } },
    { do: "ask", file: "main.py", question: "definition", at: { line: 3, column: 8 } },
    { do: "edit", file: "broken.py", text: "def f():\n    pass\n" },
    { do: "check", files: ["broken.py", "main.py"] },
    { do: "free-all" },
    { do: "ask", file: "main.py", question: "nodes" },
    { do: "reclaim", policy: "never" },
    { do: "open", file: "late.py", text: "from main import *\n" },
    { do: "check" },
    { do: "ask", file: "late.py", question: "outline" },
    { do: "rename", file: "helper.py", to: "help.py" },
    { do: "check" },
    { do: "reclaim", policy: "1k" },
    { do: "show", file: "help.py" },
    { do: "edit", file: "help.py", edits: [{ range: range(1, 1, 1, 1), text: "# c\n" }] },
    { do: "check" },
    { do: "delete", file: "broken.py" },
    { do: "configure", configuration: { environment: { "python-version": "3.8" } } },
    { do: "check" },
  ],
};

/** Plays a script on the WebAssembly session by its own methods. */
async function play({ files, steps, configuration }) {
  const { Session } = await instantiate();
  const minor = ({ environment }) => Number(environment["python-version"].slice(2));
  const session = new Session(minor(configuration));
  const handles = new Map();
  const open = (path, text) => handles.set(path, session.open(path, encode(text)));
  for (const [path, text] of Object.entries(files)) open(path, text);
  for (const step of steps) {
    const file = handles.get(step.file);
    switch (step.do) {
      case "open":
        open(step.file, step.text);
        break;
      case "edit":
        if (step.text !== undefined) session.setText(file, encode(step.text));
        else {
          const places = step.edits.flatMap(({ range: { start, end } }) => [
            ...[start.line, start.column],
            ...[end.line, end.column],
          ]);
          const texts = step.edits.map(({ text }) => encode(text));
          assert.notEqual(session.edit(file, session.revision(file), places, texts), 0);
        }
        break;
      case "rename":
        handles.delete(step.file);
        handles.set(step.to, file);
        session.rename(file, step.to);
        break;
      case "delete":
        handles.delete(step.file);
        session.close(file);
        break;
      case "show":
        session.show(file);
        break;
      case "check":
        for (const path of step.files ?? (step.file ? [step.file] : [...handles.keys()]))
          step.alone ? session.report(handles.get(path), true, 1000) : session.diagnostics(handles.get(path));
        break;
      case "read":
        for (let i = 0; i < (step.times ?? 1); ++i) session.readNext();
        break;
      case "ask":
        if (step.question === "nodes") session.nodeRange(file, 0, 60);
        else session.ask(file, step.question, JSON.stringify({ at: step.at }));
        break;
      case "free-all":
        session.freeAll();
        break;
      case "reclaim":
        assert.ok(session.setReclaim(step.policy));
        break;
      case "configure":
        session.setVersion(minor(step.configuration));
        break;
      default:
        assert.fail(step.do);
    }
  }
  const statistics = JSON.parse(session.statistics());
  session.delete();
  return statistics;
}

/** Of what does not depend on the size of a pointer. */
const counts = ({ files, parses, reparses, reparses_within_revision, trees_freed, tree_bytes_peak, queries }) => ({
  ...{ files, parses, reparses, reparses_within_revision, trees_freed, tree_bytes_peak, queries },
});

test("the page's session and the command count the same", async (t) => {
  const cwd = folder(t, { "script.json": JSON.stringify(script) });
  const { code, out } = pellucid(cwd, "replay", "script.json", "--statistics", "json");
  assert.equal(code, 0);
  const native = JSON.parse(out);
  assert.deepEqual(counts(await play(script)), counts(native));
  assert.ok(native.parses > 8 && native.reparses.whole > 2 && native.trees_freed > 5, JSON.stringify(native));
});

test("a check in steps, with edits in between, counts the same in both", async (t) => {
  const alone = { do: "check", file: "main.py", alone: true };
  const edit = { do: "edit", file: "main.py", edits: [{ range: range(1, 1, 1, 1), text: "# c\n" }] };
  const steps = [
    alone,
    { do: "read", times: 2 },
    edit,
    alone,
    { do: "read" },
    { do: "read", times: 9 },
    { do: "check" },
  ];
  const stepwise = { ...script, steps };
  const cwd = folder(t, { "script.json": JSON.stringify(stepwise) });
  const native = JSON.parse(pellucid(cwd, "replay", "script.json", "--statistics", "json").out);
  assert.deepEqual(counts(await play(stepwise)), counts(native));
  // Each file once, and the edited one again.
  assert.equal(native.parses, Object.keys(script.files).length + 1);
});

test("each step is told, as a paragraph, a line, or a document", (t) => {
  const cwd = folder(t, { "script.json": JSON.stringify(script) });
  const full = pellucid(cwd, "replay", "script.json").out;
  assert.match(
    full,
    /^6 {2}check\n {3}this edit re-checked 1 of 3 files: `helper`'s body changed, its name and signature did not\n {3}checked {5}3 of 3: 1 error, /m,
  );
  const lines = pellucid(cwd, "replay", "script.json", "--output-format", "concise").out.trimEnd().split("\n");
  assert.equal(lines.length, script.steps.length + 1);
  assert.match(lines[5], /^5: edit helper.py: 1 range$/);
  assert.match(lines[12], /^12: free-all; 1 freed$/);
  const steps = documents(cwd, "replay", "script.json", "--output-format", "json", "--statistics", "json");
  assert.equal(steps.length, script.steps.length + 2);
  assert.deepEqual(steps[6].rechecked, ["helper.py"]);
  const statistics = steps.pop();
  for (const counter of ["parses", "trees_freed"])
    assert.equal(
      steps.reduce((total, step) => total + step[counter], 0),
      statistics[counter],
    );
  const total = {};
  for (const step of steps)
    for (const [name, { run }] of Object.entries(step.queries)) total[name] = (total[name] ?? 0) + run;
  for (const [name, { run }] of Object.entries(statistics.queries)) assert.equal(total[name] ?? 0, run, name);
  const events = pellucid(cwd, "replay", "script.json", "--events").out;
  assert.match(events, /^ {3}text\(helper.py\) changed\n {3}\w+\(helper.py\) run/m);
});

test("--reclaim goes before what the script says at its top", (t) => {
  const files = { "a.py": "x = 1\n", "b.py": "y = 1\n" };
  const script = { files, reclaim: "never", steps: [{ do: "check" }] };
  const cwd = folder(t, { "script.json": JSON.stringify(script) });
  const freed = (...words) => documents(cwd, "replay", "script.json", "--statistics", "json", ...words)[0].trees_freed;
  assert.equal(freed(), 0);
  assert.equal(freed("--reclaim", "after-check"), 2);
  assert.equal(pellucid(cwd, "replay", "script.json", "--reclaim", "often").code, 2);
});

test("a folder's files are there at the beginning", (t) => {
  const cwd = folder(t, {
    "scripts/script.json": JSON.stringify({
      folder: "../src",
      files: { "more.py": "z = 1\n" },
      steps: [{ do: "check" }, { do: "edit", file: "pkg/a.py", text: "x = = 1\n" }, { do: "check" }],
    }),
    "src/pkg/a.py": "x = 1\n",
    "src/b.py": "# coding: latin-1\ns = '\xe9'\n",
  });
  const { code, out } = pellucid(cwd, "replay", "scripts/script.json", "--output-format", "json");
  assert.equal(code, 1);
  const steps = out.trimEnd().split("\n").map(JSON.parse);
  assert.equal(steps[0].files, 3);
  assert.deepEqual(steps[1].rechecked.toSorted(), ["b.py", "more.py", "pkg/a.py"]);
  assert.deepEqual(steps[3].rechecked, ["pkg/a.py"]);
});

test("a wrong script is told in one line, with its place", (t) => {
  const wrong = [
    ["{", /script.json`: line 1, column 2: this ends too early/],
    [{ steps: [{ do: "run" }] }, /steps\[0\]\.do: `run` is no step/],
    [{ steps: [{ do: "show", file: "a.py" }] }, /steps\[0\]\.file: there is no file `a.py` at this step/],
    [{ folder: "nowhere", steps: [] }, /folder: `nowhere` is no folder/],
    [
      { files: { "a.py": "" }, steps: [{ do: "edit", file: "a.py", edits: [{ range: range(2, 1, 2, 1), text: "" }] }] },
      /steps\[0\]\.edits\[0\]\.range\.start: the text has no place 2:1/,
    ],
  ];
  for (const [text, message] of wrong) {
    const cwd = folder(t, { "script.json": typeof text === "string" ? text : JSON.stringify(text) });
    const { code, err } = pellucid(cwd, "replay", "script.json");
    assert.equal(code, 2);
    assert.match(err, message);
    assert.equal(err.trimEnd().split("\n").length, 1);
  }
  const cwd = folder(t);
  assert.equal(pellucid(cwd, "replay", "script.json").code, 2);
  assert.equal(pellucid(cwd, "replay").code, 2);
});
