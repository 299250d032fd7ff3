import { spawn, spawnSync } from "node:child_process";
import { root } from "./paths.mjs";

/** Whether a program can be found on PATH. */
export const onPath = (program) => where(program) !== null;

/** The path of a program on PATH, or null. */
export function where(program) {
  const found = spawnSync("sh", ["-c", 'command -v "$1"', "sh", program], { encoding: "utf8" });
  return found.status === 0 && found.stdout.trim() !== "" ? found.stdout.trim() : null;
}

/** Standard output of a program that answers at once; null if it fails. */
export function ask(program, ...args) {
  const answer = spawnSync(program, args, { encoding: "utf8", maxBuffer: 1 << 28 });
  return answer.status === 0 ? answer.stdout.trim() : null;
}

/**
 * Runs a program to its end, without a shell and without standard input.
 *
 * @param {object} [options]
 * @param {Record<string, string>} [options.env] added to the environment
 * @param {boolean} [options.show] pass its output through as it comes
 * @param {number} [options.seconds] end it after that time; the code is then null
 * @returns {Promise<{code: number | null, output: string, stdout: string, seconds: number}>} `output` is both streams in the
 *   order of their arrival
 */
export function run(program, args, { cwd = root, env = {}, show = false, seconds = 0 } = {}) {
  const begin = performance.now();
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", "pipe"],
      // A group of its own, so that a time-out ends what it started too.
      detached: true,
    });
    const chunks = [];
    const out = [];
    const take = (chunk, stream) => {
      chunks.push(chunk);
      if (stream === process.stdout) out.push(chunk);
      if (show) stream.write(chunk);
    };
    child.stdout.on("data", (chunk) => take(chunk, process.stdout));
    child.stderr.on("data", (chunk) => take(chunk, process.stderr));
    const kill = () => {
      try {
        process.kill(-child.pid, "SIGKILL");
      } catch {
        // It has ended meanwhile.
      }
    };
    const timer = seconds > 0 ? setTimeout(kill, seconds * 1000) : null;
    process.once("exit", kill);
    const finish = (code, more = "") => {
      if (timer !== null) clearTimeout(timer);
      process.removeListener("exit", kill);
      resolve({
        code,
        output: Buffer.concat(chunks).toString("utf8") + more,
        stdout: Buffer.concat(out).toString("utf8"),
        seconds: (performance.now() - begin) / 1000,
      });
    };
    child.on("error", (error) => finish(127, `${program}: ${error.message}\n`));
    child.on("close", (code) => finish(code));
  });
}

/** Runs `node` on a script. */
export const runNode = (args, options) => run(process.execPath, args, options);

/** The last lines of an output, for a reader who wants to know what went wrong. */
export function tail(output, lines = 60) {
  const all = output.trimEnd().split("\n");
  return (all.length > lines ? [`… ${all.length - lines} lines before`, ...all.slice(-lines)] : all).join("\n");
}

/** A failure that is told in words, without a stack. */
export class Failure extends Error {
  constructor(message, output = "") {
    super(message);
    this.output = output;
  }
}

/** Runs a script's body; a Failure ends it with exit code 1 and its words. */
export async function main(body) {
  for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => process.exit(130));
  try {
    await body(process.argv.slice(2));
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    if (error.output !== "") console.error(tail(error.output));
    console.error(error.message);
    process.exitCode = 1;
  }
}
