// A project of many files: what is shown comes first, an edit does not wait for the rest, and in the end all is known.

import { expect, test } from "./playground";

const count = 300;

/** Each takes a name from the next that is not there, and is long enough for the check of all to last. */
const moduleOf = (file: number): string =>
  [
    file + 1 < count ? `from m${file + 1} import missing_${file}` : "",
    ...Array.from(
      { length: 800 },
      (_, i) => `def f${i}(a, b):\n    c = a * ${i} + b\n    return [c for d in (a, b)]\n`,
    ),
    `total = missing_${file}`,
    "",
  ].join("\n");

test("a keystroke in a check of 300 files is answered before the check is over", async ({ playground }) => {
  test.setTimeout(120_000);
  const { page } = playground;
  const texts = Array.from({ length: count }, (_, file) => moduleOf(file));
  await playground.editor.getByRole("textbox").focus();
  // What the status line says, in the order in which it says it.
  await page.evaluate(() => {
    const line = document.querySelector("footer");
    const seen: string[] = [];
    Object.assign(window, { seen });
    const look = () => {
      const fresh = line?.querySelector("[data-fresh]") as HTMLElement | null;
      const progress = line?.querySelector("[role=progressbar]")?.getAttribute("aria-valuenow") ?? "none";
      const said = `${fresh?.dataset.revision} ${fresh?.dataset.fresh} ${progress}`;
      if (seen.at(-1) !== said) seen.push(said);
    };
    new MutationObserver(look).observe(line as Element, { subtree: true, childList: true, attributes: true });
  });
  // The key is pressed as soon as the first of them is shown: what looks every now and then would come when most is done.
  await page.evaluate((all) => {
    const dropped = new DataTransfer();
    all.forEach((text, file) => {
      dropped.items.add(new File([text], `m${file}.py`));
    });
    document.body.dispatchEvent(new DragEvent("drop", { dataTransfer: dropped, bubbles: true, cancelable: true }));
    return new Promise<void>((resolve) => {
      const look = () => {
        const isShown = document.querySelector(".monaco-editor .view-lines")?.textContent?.includes("missing_0");
        if (isShown === true) resolve();
        else requestAnimationFrame(look);
      };
      look();
    });
  }, texts);
  await page.keyboard.press("Enter");
  await expect(playground.status.locator('[data-revision="2"][data-fresh="true"]')).toBeVisible();
  // How far it is, is told every now and then, and the end by saying nothing more.
  const behind = async () => {
    const seen = await page.evaluate(() => (window as unknown as { seen: string[] }).seen);
    const answered = seen.findIndex((said) => said.startsWith("2 true"));
    return seen.slice(answered).map((said) => Number(said.split(" ")[2]));
  };
  const isOver = (all: readonly number[]) => Number.isNaN(all.at(-1)) && all.some((done) => !Number.isNaN(done));
  await expect.poll(async () => isOver(await behind()), { timeout: 60_000 }).toBe(true);
  // The edit was answered while files were left, and more of them came behind it.
  const told = (await behind()).filter((done) => !Number.isNaN(done));
  expect(told[0]).toBeLessThan(count);
  expect(told.length).toBeGreaterThan(2);
  // In the end every file knows what the others have to say.
  await expect(playground.problems).toContainText("missing");
  await playground.tab("m298.py").click();
  await playground.fresh();
  await expect(playground.problems.getByRole("row").first()).toContainText("missing");
  await expect(playground.tab("m150.py").getByRole("img", { name: /^\d+ problems?$/ })).toBeVisible();
});
