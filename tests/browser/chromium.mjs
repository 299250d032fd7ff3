import { existsSync } from "node:fs";

const debian = "/usr/bin/chromium";

/** Debian's Chromium where it is, else the one that Playwright installs. Quiet, and fit to run as root. */
export const launchOptions = {
  ...(existsSync(debian) && { executablePath: debian }),
  args: [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
  ],
};
