// npm start: sets up what is missing, builds the WebAssembly and serves the playground.
//
//     npm start [-- --port N] [-- --host]      further words go to vite

import { spawn } from "node:child_process";
import { provide, provideNpmPackages } from "./lib/machine.mjs";
import { root } from "./lib/paths.mjs";
import { main } from "./lib/run.mjs";
import { prepareSite, vite } from "./lib/site.mjs";

await main(async (words) => {
  await provide("wasm");
  await provideNpmPackages();
  console.log("Building the checker …");
  await prepareSite();
  // Prints the address and takes another port where its own is held. What is edited under web/ shows at once.
  const server = spawn(process.execPath, [vite, ...words], { cwd: root, stdio: "inherit" });
  process.on("exit", () => server.kill());
  await new Promise((resolve) => server.on("close", resolve));
});
