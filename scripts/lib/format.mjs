// Formatting: clang-format for C++, Biome for the rest.

import { clangTool, llvmRelease } from "./machine.mjs";
import { npmProgram } from "./paths.mjs";
import { ask, run, runNode } from "./run.mjs";
import { cppSources } from "./sources.mjs";

export const biome = npmProgram("@biomejs/biome", "bin/biome");

/** Releases of clang-format differ in what they write, so only one can judge. */
export function judgesCpp() {
  const version = ask(clangTool("clang-format") ?? "false", "--version") ?? "";
  return version.includes(`version ${llvmRelease}.`);
}

export const checkCppFormat = () => run(clangTool("clang-format"), ["--dry-run", "--Werror", ...cppSources()]);

export const formatCpp = () => run(clangTool("clang-format"), ["-i", ...cppSources()], { show: true });

/** Formatting, linting and the order of imports. */
export const checkWithBiome = () => runNode([biome, "check", "--error-on-warnings", "--no-errors-on-unmatched"]);

export const formatWithBiome = () => runNode([biome, "format", "--write"], { show: true });
