// What the CPython inside npm's pyodide says of the snippets (snippets.py), as JSON on standard output.
//
//     node tests/oracle/snippets_314.mjs > said.json

import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { loadPyodide } from "pyodide";

const here = dirname(fileURLToPath(import.meta.url));
try {
  const pyodide = await loadPyodide({ indexURL: join(here, "../../node_modules/pyodide") });
  pyodide.FS.mkdirTree("/oracle");
  pyodide.mountNodeFS("/oracle", here);
  const answer = pyodide.runPython(`
import json, sys
sys.path.insert(0, "/oracle")
import snippets
json.dumps({"minor": sys.version_info[1], "said": snippets.answers()})
`);
  process.stdout.write(`${answer}\n`);
} catch (error) {
  // With its stack comes the line of code, which is the whole of pyodide.
  console.error(`${error.name}: ${String(error.message).slice(0, 2000)}`);
  process.exitCode = 1;
}
