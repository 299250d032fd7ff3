// A page of the tests' own (database.test.ts): drafts in the browser's database, which Node has no other than a simulated one.

import type { Draft } from "../../../web/src/model/draft_keeper";
import { IndexedDrafts } from "../../../web/src/storage/indexed_drafts";
import { numbers, randomProject } from "../../web/random_projects";

const open = () => new IndexedDrafts(() => localStorage);

function drafts(seed: number): Draft[] {
  const random = numbers(seed);
  const projects = Array.from({ length: 200 }, () => randomProject(random));
  return projects.map((project, i) => ({ id: `${seed} ${i}`, savedAt: i, sharedFrom: null, project }));
}

/** Those that come back otherwise than they went in. JSON tells halves of characters apart, too. */
async function changed(all: readonly Draft[]): Promise<string[]> {
  const next = open();
  const wrong: string[] = [];
  for (const draft of all)
    if (JSON.stringify((await next.load(draft.id))?.project) !== JSON.stringify(draft.project)) wrong.push(draft.id);
  return wrong;
}

/** Of drafts that were saved, and of such as were written down at the end of a page. */
export async function roundTrip(): Promise<string[]> {
  const saved = drafts(31);
  const text = "名前 = 1\n".repeat(150_000);
  saved.push({ ...(saved[0] as Draft), id: "large", project: { files: [{ path: "large.py", text }], active: null } });
  const keeper = open();
  for (const draft of saved) await keeper.save(draft);
  const spoken = drafts(32);
  const last = open();
  await last.heads();
  for (const draft of spoken) if (!last.saveAtOnce(draft)) throw new Error(`${draft.id} does not fit`);
  return [...(await changed(saved)), ...(await changed(spoken))];
}

Object.assign(globalThis, { roundTrip });
