// The npm package of the checker, put together in build/package from package/, the compiled module and the stubs.

import { copyFileSync, cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { buildTree, inProject, npmProgram } from "./paths.mjs";
import { Failure, runNode } from "./run.mjs";
import { writeStubs } from "./stubs.mjs";

const own = () => JSON.parse(readFileSync(inProject("package.json"), "utf8"));

const entry = (name) => ({ types: `./${name}.d.ts`, default: `./${name}.js` });

function description() {
  const { name, version, description, license, engines, repository } = own();
  return {
    ...{ name, version, description, license, engines, ...(repository && { repository }) },
    keywords: ["python", "checker", "linter", "static-analysis", "wasm", "webassembly"],
    type: "module",
    sideEffects: false,
    exports: {
      ".": { node: entry("node"), default: entry("browser") },
      "./core": entry("core"),
      "./syntax": entry("syntax"),
      "./pellucid.wasm": "./pellucid.wasm",
      "./stdlib.stubz": "./stdlib.stubz",
      "./package.json": "./package.json",
    },
    files: ["*.js", "*.mjs", "*.d.ts", "*.d.mts", "pellucid.wasm", "stdlib.stubz", "LICENSE", "NOTICE.md", "README.md"],
  };
}

const compilerOptions = {
  ...{ target: "ES2022", module: "ESNext", moduleResolution: "Bundler", lib: ["ES2023", "DOM", "DOM.Iterable"] },
  ...{ types: ["node"], typeRoots: [inProject("node_modules/@types")], strict: true, skipLibCheck: true },
  ...{ declaration: true, rewriteRelativeImportExtensions: true, verbatimModuleSyntax: true, noEmitOnError: true },
};

/** Everything is compiled anew; the compiled module, the generated lists and npm's packages are there already. */
export async function makePackage(folder = inProject("build/package")) {
  const sources = `${folder}.sources`;
  for (const each of [folder, sources]) rmSync(each, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  cpSync(inProject("package/src"), sources, { recursive: true });
  copyFileSync(inProject("web/src/generated/syntax.ts"), join(sources, "syntax.ts"));
  const project = {
    compilerOptions: { ...compilerOptions, rootDir: sources, outDir: folder },
    include: ["*.ts", "*.mts"],
  };
  writeFileSync(join(sources, "tsconfig.json"), JSON.stringify(project));
  const done = await runNode([npmProgram("typescript", "bin/tsc"), "-p", sources]);
  if (done.code !== 0) throw new Failure("the package's sources do not compile", done.output);
  for (const name of ["pellucid.mjs", "pellucid.wasm"])
    copyFileSync(join(buildTree("wasm"), "wasm", name), join(folder, name));
  copyFileSync(join(sources, "pellucid.d.mts"), join(folder, "pellucid.d.mts"));
  // Its own types are declared by files that refer to each other by the names of what is compiled.
  const declared = join(folder, "pellucid.d.mts");
  writeFileSync(declared, readFileSync(declared, "utf8").replaceAll('.ts"', '.js"'));
  writeStubs(join(folder, "stdlib.stubz"), { compressed: true });
  for (const name of ["LICENSE", "NOTICE.md"]) copyFileSync(inProject(name), join(folder, name));
  copyFileSync(inProject("package/README.md"), join(folder, "README.md"));
  writeFileSync(join(folder, "package.json"), `${JSON.stringify(description(), null, 2)}\n`);
  rmSync(sources, { recursive: true });
  return folder;
}
