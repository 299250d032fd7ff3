// Holds `pellucid resolve` against what the CPython inside npm's pyodide does with the cases in tests/cases/trace.
//
//     node tests/oracle/trace_314.mjs PELLUCID
//
// Ends with `N passed, N failed`.

import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { loadPyodide } from "pyodide";

const here = dirname(fileURLToPath(import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "pellucid-trace-"));
try {
  const pyodide = await loadPyodide({ indexURL: join(here, "../../node_modules/pyodide") });
  pyodide.FS.mkdirTree("/tests");
  pyodide.mountNodeFS("/tests", dirname(here));
  const said = pyodide.runPython(`
import json, sys
sys.path.insert(0, "/tests/oracle")
import trace
json.dumps({sys.version_info[1]: trace.outcomes(sys.version_info[1])})
`);
  const path = join(folder, "said.json");
  writeFileSync(path, said);
  const words = [join(here, "trace.py"), process.argv[2], path];
  process.exitCode = spawnSync("python3", words, { stdio: "inherit" }).status ?? 1;
} catch (error) {
  // With its stack comes the line of code, which is the whole of pyodide.
  console.log(`${error.name}: ${String(error.message).slice(0, 2000)}`);
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
