import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = join(dirname(fileURLToPath(import.meta.url)), "../..");

/** A path of the project, absolute. */
export const inProject = (...parts) => join(root, ...parts);

/** The build tree of a CMake preset. */
export const buildTree = (preset) => inProject("build", preset);

export const nativeBinary = inProject("build/release/pellucid");

/** A program that npm installed. Run with `node`, so that no shell and no file mode matters. */
export const npmProgram = (name, script) => inProject("node_modules", name, script);
