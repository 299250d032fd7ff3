// Holds `pellucid ast --format cpython`, or `scopes`, against the `ast` or `symtable` module of the CPython inside npm's
// pyodide, which is newer than the machine's.
//
//     node tests/oracle/pyodide.mjs ast|scopes PELLUCID [PATH...]     .py files; pyodide's own standard library if none is
//                                                                     named
//     node tests/oracle/pyodide.mjs scopes PELLUCID --snippets        those of cpython_symtable.py
//
// Ends with `N passed, N failed`.

import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { loadPyodide } from "pyodide";

const here = dirname(fileURLToPath(import.meta.url));
const packages = join(here, "../../node_modules/pyodide");
const batch = 20;

const [what, ...words] = process.argv.slice(2);
const ofSnippets = words.at(-1) === "--snippets";
const [binary, ...named] = (ofSnippets ? words.slice(0, -1) : words).map((word) => resolve(word));
const folder = mkdtempSync(join(tmpdir(), "pellucid-oracle-"));

try {
  const pyodide = await loadPyodide({ indexURL: packages });
  // The host's folders, where they lie.
  for (const [point, path] of [
    ["/oracle", here],
    ["/web/src/runner", join(here, "../../web/src/runner")],
    ["/library", folder],
    ["/pyodide", packages],
  ]) {
    pyodide.FS.mkdirTree(point);
    pyodide.mountNodeFS(point, path);
  }
  const python = pyodide.runPython(`
import json, os, sys, zipfile
sys.path.insert(0, "/oracle")
import cpython_ast, cpython_symtable
cpython_ast.set_up()

def unpack():
    with zipfile.ZipFile("/pyodide/python_stdlib.zip") as library:
        names = [name for name in sorted(library.namelist()) if name.endswith(".py")]
        library.extractall("/library", names)
    return json.dumps(names)

def write_snippets():
    return json.dumps([os.path.basename(path) for path in cpython_symtable.write_snippets("/library")])

class Ast:
    def read(source):
        return cpython_ast.parse(source.to_bytes())

    def compare(path, tree, document):
        return cpython_ast.compare([path], [(tree, document)])[1]

class Scopes:
    # As text: what Python hands over as values of its own would have to be given back one by one.
    def read(source):
        table = cpython_symtable.read(source.to_bytes())
        return None if table is None else json.dumps(table)

    def compare(path, table, document):
        return cpython_symtable.compare([path], [json.loads(table)], [document])[1]

oracle = {"ast": Ast, "scopes": Scopes}[${JSON.stringify(what)}]
{"unpack": unpack, "write_snippets": write_snippets, "read": oracle.read, "compare": oracle.compare,
 "version": cpython_ast.VERSION}
`);
  const made = () =>
    JSON.parse(python.get(ofSnippets ? "write_snippets" : "unpack")()).map((name) => join(folder, name));
  const paths = named.length > 0 ? named : made();
  const version = python.get("version");
  const readSource = python.get("read");
  const compare = python.get("compare");
  let passed = 0;
  let leftOut = 0;
  const faults = [];
  for (let at = 0; at < paths.length; at += batch) {
    const read = [];
    for (const path of paths.slice(at, at + batch)) {
      const tree = readSource(new Uint8Array(readFileSync(path)));
      if (tree === undefined) leftOut += 1;
      else read.push([path, tree]);
    }
    if (read.length === 0) continue;
    const words = [what, "--format", "cpython", "--python-version", version, ...read.map(([path]) => path)];
    const answer = spawnSync(binary, words, { encoding: "utf8", maxBuffer: 1 << 30 });
    const lines = answer.stdout.split("\n");
    for (const [index, [path, tree]] of read.entries()) {
      const found = compare(path, tree, lines[index] || null).toJs();
      if (found.length === 0) passed += 1;
      else faults.push(...found);
      tree.destroy?.();
    }
  }
  for (const fault of faults.slice(0, 20)) console.log(fault);
  console.log(`Python ${version}, left out: ${leftOut}`);
  console.log(`${passed} passed, ${faults.length} failed`);
  process.exitCode = faults.length > 0 ? 1 : 0;
} catch (error) {
  // With its stack comes the line of code, which is the whole of pyodide.
  console.log(`${error.name}: ${error.message}`);
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
