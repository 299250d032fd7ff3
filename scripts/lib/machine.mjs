// What the machine must have, for which purpose, and how to get it. On Debian and Ubuntu apt-get installs what is
// missing; elsewhere it is named, with the way to get it, and that is all.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { emscriptenRoot } from "./emscripten.mjs";
import { inProject } from "./paths.mjs";
import { ask, Failure, onPath, run } from "./run.mjs";

const header = (path) => ["/usr/include", "/usr/local/include"].some((folder) => existsSync(join(folder, path)));

function hasSanitizers() {
  const resources = ask("clang", "-print-resource-dir");
  if (resources === null) return false;
  const libraries = join(resources, "lib");
  return (
    existsSync(libraries) &&
    readdirSync(libraries, { recursive: true }).some((name) => /libclang_rt\.fuzzer/.test(String(name)))
  );
}

export const browsers = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/**
 * Purposes: `wasm` is all that the page takes, `native` the command, `test` what only tests take, `bench` measuring.
 * `packages` are Debian's, the first that exists is taken.
 */
const needs = [
  {
    name: "CMake 3.25",
    for: ["wasm", "native"],
    has: () => versionAtLeast(ask("cmake", "--version"), 3, 25),
    packages: ["cmake"],
    elsewhere: "https://cmake.org/download or `brew install cmake`",
  },
  {
    name: "Ninja",
    for: ["wasm", "native"],
    has: () => onPath("ninja"),
    packages: ["ninja-build"],
    elsewhere: "`brew install ninja`",
  },
  {
    name: "Emscripten 3.1.6",
    for: ["wasm"],
    has: () => emscriptenRoot() !== null,
    packages: ["emscripten"],
    elsewhere: "the Emscripten SDK (https://emscripten.org), with `emcc` on PATH",
  },
  {
    name: "nlohmann/json",
    for: ["wasm", "native"],
    has: () => header("nlohmann/json.hpp"),
    packages: ["nlohmann-json3-dev"],
    elsewhere: "https://github.com/nlohmann/json, in /usr/local/include",
  },
  {
    name: "a C++20 compiler",
    for: ["native"],
    has: () => onPath("c++"),
    packages: ["g++"],
    elsewhere: "GCC 12, or Xcode's command line tools",
  },
  {
    name: "CLI11",
    for: ["native"],
    has: () => header("CLI/CLI.hpp"),
    packages: ["libcli11-dev"],
    elsewhere: "https://github.com/CLIUtils/CLI11, in /usr/local/include",
  },
  {
    name: "toml++",
    for: ["native"],
    has: () => header("toml++/toml.h"),
    packages: ["libtomlplusplus-dev"],
    elsewhere: "https://github.com/marzer/tomlplusplus, in /usr/local/include",
  },
  {
    name: "ccache",
    for: ["test"],
    has: () => onPath("ccache"),
    packages: ["ccache"],
    elsewhere: "`brew install ccache`",
  },
  {
    name: "doctest",
    for: ["test"],
    has: () => header("doctest/doctest.h"),
    packages: ["doctest-dev"],
    elsewhere: "https://github.com/doctest/doctest, in /usr/local/include",
  },
  {
    name: "clang",
    for: ["test"],
    has: () => onPath("clang++"),
    packages: ["clang"],
    elsewhere: "LLVM 14 or newer",
  },
  {
    name: "clang's sanitizers and libFuzzer",
    for: ["test"],
    has: hasSanitizers,
    packages: ["libclang-rt-dev", "libclang-rt-14-dev"],
    elsewhere: "LLVM 14 or newer with compiler-rt",
  },
  {
    name: "LLVM's linker",
    for: ["test"],
    has: () => onPath("ld.lld"),
    packages: ["lld"],
    elsewhere: "`brew install lld`",
  },
  {
    name: "pyflakes",
    for: ["bench"],
    has: () => ask("/usr/bin/python3", "-c", "import pyflakes.checker") !== null,
    packages: ["python3-pyflakes"],
    elsewhere: "a /usr/bin/python3 that imports pyflakes",
  },
  {
    name: "clang-format",
    for: ["test", "format"],
    has: () => clangTool("clang-format") !== null,
    packages: ["clang-format-14", "clang-format"],
    elsewhere: "LLVM 14",
  },
  {
    name: "clang-tidy",
    for: ["test"],
    has: () => clangTool("clang-tidy") !== null,
    packages: ["clang-tidy-14", "clang-tidy"],
    elsewhere: "LLVM 14",
  },
  {
    name: "Python",
    for: ["test"],
    has: () => onPath("python3"),
    packages: ["python3"],
    elsewhere: "https://www.python.org",
  },
  {
    name: "Chromium",
    for: ["test"],
    has: () => browsers.some(onPath),
    packages: ["chromium", "chromium-browser"],
    elsewhere: `Chromium or Chrome, on PATH as one of ${browsers.join(", ")}`,
  },
  {
    name: "Google Benchmark",
    for: ["bench"],
    has: () => header("benchmark/benchmark.h"),
    packages: ["libbenchmark-dev"],
    elsewhere: "https://github.com/google/benchmark",
  },
  {
    name: "brotli",
    for: ["bench"],
    has: () => onPath("brotli"),
    packages: ["brotli"],
    elsewhere: "`brew install brotli`",
  },
];

function versionAtLeast(text, major, minor) {
  const found = /(\d+)\.(\d+)/.exec(text ?? "");
  if (found === null) return false;
  return Number(found[1]) > major || (Number(found[1]) === major && Number(found[2]) >= minor);
}

/** The release of LLVM whose formatting and findings the sources are held to, if it is there; else whichever is. */
export const llvmRelease = 14;

/** `clang-format-14`, or the plain name where the release has none; null if there is neither. */
export function clangTool(name) {
  return [`${name}-${llvmRelease}`, name].find(onPath) ?? null;
}

/** What of the purposes' needs is missing. */
export const missing = (...purposes) =>
  needs.filter((need) => need.for.some((purpose) => purposes.includes(purpose)) && !need.has());

/** Sees to it that the machine has what the purposes need, or says what is missing and fails. */
export async function provide(...purposes) {
  let lacking = missing(...purposes);
  if (lacking.length === 0) return;
  if (process.platform === "linux" && onPath("apt-get")) {
    await installPackages(lacking);
    lacking = lacking.filter((need) => !need.has());
  }
  if (lacking.length === 0) return;
  const list = lacking.map((need) => `  ${need.name}: ${need.elsewhere}`).join("\n");
  throw new Failure(`This machine lacks\n${list}`);
}

async function installPackages(lacking) {
  const isRoot = process.getuid() === 0;
  if (!isRoot && !onPath("sudo")) {
    const names = lacking.map((need) => need.packages[0]).join(" ");
    throw new Failure(`Needed, as root: apt-get install ${names}`);
  }
  // Without a terminal nobody could type sudo's password.
  const prefix = isRoot ? [] : ["sudo", ...(process.stdin.isTTY ? [] : ["-n"])];
  const apt = async (...args) => {
    const [program, ...rest] = [...prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", ...args];
    const done = await run(program, rest);
    if (done.code !== 0) throw new Failure(`apt-get ${args.join(" ")} failed`, done.output);
  };
  const known = (name) => (ask("apt-cache", "show", name) ?? "") !== "";
  console.log(`Installing ${lacking.map((need) => need.name).join(", ")} with apt-get …`);
  await apt("-qq", "update");
  const names = lacking.map((need) => need.packages.find(known) ?? need.packages[0]);
  await apt("-qq", "install", "-y", "--no-install-recommends", ...names);
}

/** Whether node_modules holds what package-lock.json says. */
function npmPackagesAreThere() {
  const wanted = JSON.parse(readFileSync(inProject("package-lock.json"), "utf8")).packages;
  let installed;
  try {
    installed = JSON.parse(readFileSync(inProject("node_modules/.package-lock.json"), "utf8")).packages;
  } catch {
    return false;
  }
  return Object.entries(wanted).every(([path, { version, optional, devOptional, peer }]) => {
    if (path === "" || optional || devOptional || peer) return true;
    return installed[path]?.version === version && existsSync(inProject(path, "package.json"));
  });
}

export async function provideNpmPackages() {
  if (npmPackagesAreThere()) return;
  console.log("Installing npm packages …");
  const done = await run("npm", ["ci", "--no-audit", "--no-fund"], {
    // The browser is the machine's.
    env: { PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: "1" },
  });
  if (done.code !== 0) throw new Failure("npm ci failed", done.output);
}
