import { serveSite } from "./site.mjs";

/** Serves the built site while the tests run; they find its address in the environment. */
export default async function serve(): Promise<() => Promise<void>> {
  const site = await serveSite();
  process.env.PELLUCID_SITE = site.url;
  return () => site.close();
}
