// Keeps the earlier builds of a published site within the new one, so that links open with the build that made them.
//
//     node scripts/builds.mjs [--site dist] [--previous FOLDER] [--keep 20] [--compress]
//
// `--compress` is for hosts that send `.br` and `.gz` files to whoever takes them: it makes them for all that is kept.

import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { keepBuilds, retention } from "./lib/builds.mjs";
import { compressSite } from "./lib/offline.mjs";
import { main } from "./lib/run.mjs";

await main(async (words) => {
  const { values } = parseArgs({
    args: words,
    options: {
      site: { type: "string", default: "dist" },
      previous: { type: "string" },
      keep: { type: "string", default: String(retention) },
      compress: { type: "boolean", default: false },
    },
  });
  const previous = values.previous === undefined ? null : resolve(values.previous);
  const isThere = previous !== null && existsSync(previous);
  const builds = keepBuilds(resolve(values.site), isThere ? previous : null, Number(values.keep));
  if (values.compress) for (const { id } of builds) await compressSite(resolve(values.site, "builds", id));
  console.log(
    `The site keeps ${builds.length === 1 ? "1 build" : `${builds.length} builds`}: ${builds.map(({ id }) => id).join(", ")}`,
  );
});
