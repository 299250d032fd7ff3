// The site as the browser shows it.

import { type Mode, siteOf } from "./address";
import { keptBuilds } from "./builds";
import type { Site } from "./sharing";

export function pageSite(location: Location, mode: Mode): Site {
  const address = location.href;
  const { root, isKept } = siteOf(address);
  return {
    address,
    // A kept build was asked for by name; whoever compares wants an answer from this one.
    staysHere: isKept || mode.is === "answer" || (mode.is === "page" && mode.staysHere),
    builds: () => keptBuilds(root),
    go: (to) => location.replace(to),
  };
}
