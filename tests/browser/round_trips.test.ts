// From the editor to each panel and back, in a text whose names stand behind characters of two UTF-16 units, behind
// combining marks, and in lines that end with CR LF. What the editor has selected is read from what it tells the browser's
// text input, in the units that it counts in.

import type { Locator, Page } from "@playwright/test";
import { expect, type Playground, test } from "./playground";

const lines = [
  '"😀e\u0301"; rate = 2',
  '"👩‍👩‍👧"; import os as 店',
  'def bill(x="😀", cafe\u0301=rate):',
  '    "😀😀"; tip = cafe\u0301 * rate + missing',
  '    return "e\u0301😀", tip',
  '"😀e\u0301"; pick = lambda 値, *, n=rate: 値 + n',
  'print("👧e\u0301😀", bill, pick)',
];
// Typed into line 5 while the engine is watched.
const addition = '"😀e\u0301"; 税 = tip; ';
const edited = `    ${addition}${lines[4]?.trimStart()}`;

interface Place {
  /** From 1. */
  readonly line: number;
  readonly name: string;
  readonly text: string;
  /** Columns as the editor counts them: from 1, in UTF-16 units, the second one behind the name. */
  readonly from: number;
  readonly to: number;
}

/** The n-th place of a name in a line. */
function place(line: number, name: string, nth = 1, text = lines[line - 1] ?? ""): Place {
  let at = -1;
  for (let i = 0; i < nth; ++i) at = text.indexOf(name, at + 1);
  if (at < 0) throw new Error(`no ${name} in line ${line}`);
  return { line, name, text, from: at + 1, to: at + 1 + name.length };
}

/** What the editor has selected: as much of the line as is told, and the columns in it. */
async function selection(page: Page, length: number): Promise<Pick<Place, "text" | "from" | "to">> {
  return page.evaluate((units) => {
    interface TextInput {
      readonly text: string;
      readonly selectionStart: number;
      readonly selectionEnd: number;
    }
    const element = document.querySelector(".monaco-editor .native-edit-context") as unknown as {
      editContext: TextInput;
    };
    const { text, selectionStart, selectionEnd } = element.editContext;
    // Once something was inserted, Monaco leaves old text behind the line.
    return { text: text.slice(0, units), from: selectionStart + 1, to: selectionEnd + 1 };
  }, length);
}

async function selects(page: Page, { text, name, from, to }: Place): Promise<void> {
  expect(text.slice(from - 1, to - 1)).toBe(name);
  await expect.poll(() => selection(page, text.length)).toEqual({ text, from, to });
}

/** Puts the cursor before a name of line `line`; the lines above are as they were. */
async function goTo(playground: Playground, { line, from }: Place): Promise<void> {
  const above = lines.slice(0, line - 1).reduce((units, text) => units + text.length + 1, 0);
  await playground.goBehind(above + from - 1);
}

const chip = (within: Locator, { line, from, to }: Place): Locator =>
  within.getByRole("button", { name: `Go to ${line}:${from}–${to}`, exact: true });

interface Trip {
  readonly panel: string;
  /** The tab that shows it; null for what is always there. */
  readonly tab: "Name" | "Scopes" | "Nodes" | "Tokens" | "Engine" | null;
  /** The tab within the engine's last edit. */
  readonly part?: "Rows" | "Symbols";
  readonly cursor: Place;
  /** What stands for the cursor's place in the panel. */
  readonly row: (page: Page) => Locator;
  readonly says: RegExp;
  /** What is clicked; the row itself unless it is said. */
  readonly click?: (row: Locator, page: Page) => Locator;
  readonly selects: Place;
}

const caret = (at: Place): Place => ({ ...at, name: "", to: at.from });
const gridRow = (label: string) => (page: Page) =>
  page.getByRole("grid", { name: label }).getByRole("row", { selected: true });
const details = (page: Page, name: string): Locator => page.getByRole("region", { name: `${name} in full` });
const table = (page: Page): Locator =>
  page.getByRole("region", { name: "Tables", exact: true }).getByRole("tabpanel").first();

const lastEdit = (page: Page): Locator => page.getByRole("region", { name: "Last edit" });

const rateRead = place(4, "rate");
const rateBound = place(1, "rate");
const missing = place(4, "missing");
const lambda = place(6, lines[5]?.slice((lines[5] ?? "").indexOf("lambda")) ?? "");

const trips: readonly Trip[] = [
  { panel: "Problems", tab: null, cursor: missing, row: gridRow("Problems"), says: /missing/, selects: missing },
  {
    panel: "Problems, by the range",
    tab: null,
    cursor: missing,
    row: gridRow("Problems"),
    says: /missing/,
    click: (row) => chip(row, missing),
    selects: missing,
  },
  {
    panel: "Nodes",
    tab: "Nodes",
    cursor: place(4, "cafe\u0301"),
    row: gridRow("Nodes"),
    says: /Name.*café/,
    selects: place(4, "cafe\u0301"),
  },
  {
    panel: "Nodes, by the range",
    tab: "Nodes",
    cursor: place(3, "cafe\u0301"),
    row: gridRow("Nodes"),
    says: /cafe\u0301/,
    click: (row) => chip(row, place(3, "cafe\u0301")),
    selects: place(3, "cafe\u0301"),
  },
  {
    panel: "Tokens",
    tab: "Tokens",
    cursor: place(5, "tip"),
    row: gridRow("Tokens"),
    says: /Name.*tip/,
    selects: place(5, "tip"),
  },
  {
    panel: "Scopes",
    tab: "Scopes",
    cursor: place(6, "値", 2),
    row: (page) => page.getByRole("treeitem", { selected: true }),
    says: /lambda/,
    selects: caret(lambda),
  },
  {
    panel: "Scopes, by the range",
    tab: "Scopes",
    cursor: place(6, "値", 2),
    row: (page) => page.getByRole("treeitem", { selected: true }),
    says: /lambda/,
    click: (row) => chip(row, lambda),
    selects: lambda,
  },
  {
    panel: "Symbols",
    tab: "Scopes",
    cursor: place(6, "値", 2),
    row: gridRow("Symbols"),
    says: /値.*parameter/,
    selects: place(6, "値"),
  },
  {
    panel: "Symbols, where it is bound",
    tab: "Scopes",
    cursor: place(5, "tip"),
    row: gridRow("Symbols"),
    says: /tip/,
    click: (_, page) => chip(details(page, "tip"), place(4, "tip")),
    selects: place(4, "tip"),
  },
  {
    panel: "Symbols, where it is read",
    tab: "Scopes",
    cursor: place(4, "tip"),
    row: gridRow("Symbols"),
    says: /tip/,
    click: (_, page) => chip(details(page, "tip"), place(5, "tip")),
    selects: place(5, "tip"),
  },
  {
    panel: "Unresolved names",
    tab: "Scopes",
    cursor: missing,
    row: gridRow("Unresolved names"),
    says: /missing.*unbound/,
    selects: missing,
  },
  {
    panel: "Name",
    tab: "Name",
    cursor: rateRead,
    row: table,
    says: /rate/,
    click: (row) => chip(row, rateRead),
    selects: rateRead,
  },
  {
    panel: "Name, the binding",
    tab: "Name",
    cursor: rateRead,
    row: (page) => page.getByRole("list", { name: "Where it may come from" }),
    says: /assignment/,
    click: (row) => chip(row, rateBound),
    selects: rateBound,
  },
  {
    panel: "Name, a reader",
    tab: "Name",
    cursor: rateBound,
    row: (page) => page.getByRole("region", { name: "Who reads it" }),
    says: /6:/,
    click: (row) => chip(row, place(6, "rate")),
    selects: place(6, "rate"),
  },
];

// Of the text as it is edited.
const tax = place(5, "税", 1, edited);
const editTrips: readonly Trip[] = [
  {
    panel: "Rows of the last edit",
    tab: "Engine",
    part: "Rows",
    cursor: tax,
    row: gridRow("Rows of a.py before and after"),
    says: /new.*Name.*税/,
    selects: tax,
  },
  {
    panel: "Symbols of the last edit",
    tab: "Engine",
    part: "Symbols",
    cursor: tax,
    row: gridRow("Symbols before and after"),
    says: /new.*税.*function bill/,
    click: (row) => chip(row, tax),
    selects: tax,
  },
];

async function travel(playground: Playground, trip: Trip): Promise<void> {
  const { page, complaints } = playground;
  const { tab, part, cursor, row, says, click, selects: to } = trip;
  await test.step(trip.panel, async () => {
    if (tab !== null) await page.getByRole("tab", { name: tab, exact: true }).click();
    if (part !== undefined) await lastEdit(page).getByRole("tab", { name: part, exact: true }).click();
    await goTo(playground, cursor);
    await selects(page, caret(cursor));
    const there = row(page);
    await expect(there).toContainText(says);
    await (click?.(there, page) ?? there).click();
    await selects(page, to);
    expect(complaints).toEqual([]);
  });
}

test("each panel finds the name at the cursor, and leads back to exactly it", async ({ playground }) => {
  test.setTimeout(120_000);
  const { page } = playground;
  await playground.drop("a.py", lines.join("\r\n"));

  for (const trip of trips) await travel(playground, trip);

  await test.step("Definition", async () => {
    await goTo(playground, rateRead);
    await page.keyboard.press("F12");
    await selects(page, rateBound);
  });

  await test.step("Highlights", async () => {
    await goTo(playground, rateRead);
    // Monaco looks for others where the reader has moved the cursor.
    await page.keyboard.press("ArrowRight");
    await expect(playground.editor.locator(".wordHighlight, .wordHighlightStrong")).toHaveCount(4);
  });

  await test.step("References", async () => {
    await page.keyboard.press("Shift+F12");
    const found = page.locator(".peekview-widget").getByRole("treeitem").filter({ hasText: "rate" });
    await expect(found).toHaveCount(4);
    await found.last().click();
    await expect(page.locator(".peekview-widget .preview .view-lines")).toContainText("lambda");
    await found.last().dblclick();
    await selects(page, place(6, "rate"));
  });

  await test.step("Outline", async () => {
    await page.keyboard.press("Control+Shift+O");
    await page.locator(".quick-input-list .monaco-list-row").filter({ hasText: "pick" }).first().click();
    await selects(page, caret(place(6, "pick")));
  });

  await test.step("Rename review", async () => {
    await goTo(playground, place(5, "tip"));
    await page.keyboard.press("F2");
    await page.locator(".rename-box input").fill("頭");
    await page.keyboard.press("Enter");
    const review = page.getByRole("dialog");
    await expect(review.locator("del")).toHaveText(["tip", "tip"]);
    await expect(review.getByRole("listitem")).toHaveText([/"😀😀"; tip頭 = cafe\u0301/, /"e\u0301😀", tip頭$/]);
    await review.getByRole("button", { name: "Rename", exact: true }).click();
    await expect(playground.source()).toContainText('"e\u0301😀", 頭');
    await page.keyboard.press("Control+Z");
    await expect(playground.source()).toContainText('"e\u0301😀", tip');
  });

  await test.step("An edit", async () => {
    await page.getByRole("tab", { name: "Engine", exact: true }).click();
    await expect(page.getByRole("region", { name: "Trees", exact: true })).toBeVisible();
    await playground.goTo(5, 5);
    await page.keyboard.insertText(addition);
    await expect(lastEdit(page).getByRole("status")).toContainText("bill's body changed");
  });
  for (const trip of editTrips) await travel(playground, trip);
});
