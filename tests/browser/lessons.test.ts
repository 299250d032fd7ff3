// A lesson as a learner takes it, by keyboard alone and by clicks into the source.

import { expect, faults, type Playground, test } from "./playground";

const lesson = ({ page }: Playground) => page.getByRole("region", { name: "Lessons" });

async function openLesson(playground: Playground, query: string): Promise<void> {
  await playground.page.goto(`${process.env.PELLUCID_SITE}?${query}`);
  await expect(lesson(playground).getByRole("heading", { level: 2 }).nth(1)).toBeVisible();
}

test("a lesson is found, read and answered by keyboard alone", async ({ playground }) => {
  const { page } = playground;
  await page.getByRole("button", { name: "Project" }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("menuitem", { name: "Lessons and examples" }).focus();
  await page.keyboard.press("Enter");
  const first = lesson(playground).getByRole("button", { name: "A name is local everywhere" });
  await first.focus();
  await page.keyboard.press("Enter");
  await expect(page.locator(":focus")).toHaveText("Two names that look alike");
  await expect(page).toHaveURL(/\?lesson=locals&step=1$/);
  await expect(lesson(playground).getByRole("button", { name: /total = 10/ })).toBeVisible();
  await expect(page.getByRole("region", { name: "Tables" })).toBeHidden();
  // A wrong answer is told, and can be followed by another.
  await page.keyboard.press("1");
  await expect(lesson(playground).getByRole("status")).toContainText("Not that one: line 1");
  await page.keyboard.press("2");
  await expect(lesson(playground).getByRole("status")).toContainText("Right.");
  await expect(page.getByRole("tabpanel", { name: "Name" })).toContainText("total is that of function add");
  await expect(page.locator(".arrow-line")).toHaveCount(1);
  await page.keyboard.press("ArrowRight");
  await expect(page).toHaveURL(/step=2$/);
  await expect(page.locator(":focus")).toHaveRole("heading");
  // Also while the source has the keyboard.
  await playground.editor.getByRole("textbox").first().focus();
  await page.keyboard.press("Alt+PageUp");
  await expect(page).toHaveURL(/step=1$/);
  await expect(lesson(playground).getByRole("status")).toContainText("Right.");
});

test("a click on a binding in the source answers, and nothing tells the answer before", async ({ playground }) => {
  const { page, editor } = playground;
  await openLesson(playground, "lesson=locals&step=1");
  await expect(editor.locator(".pick-open")).toHaveCount(2);
  await expect(editor.locator(".pick-asked")).toHaveCount(1);
  await expect(editor.locator(".name-definition")).toHaveCount(0);
  await editor.locator(".pick-target").nth(1).click();
  await expect(lesson(playground).getByRole("status")).toContainText("Right, at once.");
  await expect(editor.locator(".name-definition")).toHaveCount(1);
  await expect(page.getByRole("tabpanel", { name: "Name" })).toContainText("every way to this line binds total");
});

test("a problem that is the answer is told of afterwards", async ({ playground }) => {
  const { editor, problems, page } = playground;
  await openLesson(playground, "lesson=locals&step=2");
  await expect(editor.locator(".pick-open").first()).toBeVisible();
  await expect(problems).toContainText("once the question has been answered");
  await expect(editor.locator(".squiggle")).toHaveCount(0);
  await page.keyboard.press("4");
  await expect(lesson(playground).getByRole("status")).toContainText("Right, at once.");
  await expect(problems).toContainText("count");
  await expect(editor.locator(".squiggle")).not.toHaveCount(0);
});

test("notes are for whoever presents, and large letters too", async ({ playground }) => {
  const { page } = playground;
  await openLesson(playground, "lesson=locals");
  const notes = page.getByRole("complementary", { name: /Notes/ });
  await expect(notes).toBeHidden();
  await lesson(playground).getByRole("switch", { name: "Notes" }).click({ force: true });
  await expect(notes).toBeVisible();
  const heading = lesson(playground).getByRole("heading", { level: 2 }).nth(1);
  const size = () => heading.evaluate((element) => Number.parseFloat(getComputedStyle(element).fontSize));
  const before = await size();
  await page.keyboard.press("Control+Shift+P");
  await page.keyboard.type("text size huge");
  await page.keyboard.press("Enter");
  await expect.poll(size).toBeGreaterThan(1.5 * before);
  const lineHeight = () =>
    playground.editor
      .locator(".view-line")
      .first()
      .evaluate((line) => line.clientHeight);
  await expect.poll(lineHeight).toBe(32);
});

test("a lesson that is not there, or broken, says so", async ({ playground }) => {
  const { page } = playground;
  await page.route("**/lessons/broken.md", (route) =>
    route.fulfill({
      contentType: "text/markdown",
      body: "---\ntitle: A\n---\n\n## One\n\n```python\nx = 1\n```\n\n<b>x</b>\n",
    }),
  );
  await page.goto(`${process.env.PELLUCID_SITE}?lesson=broken`);
  await expect(
    page.getByRole("alert").filter({ hasText: "lessons/broken.md:11: HTML cannot be shown here" }),
  ).toBeVisible();
  await page.goto(`${process.env.PELLUCID_SITE}?lesson=../../secret`);
  await expect(page.getByRole("alert").filter({ hasText: "no lesson of that name" })).toBeVisible();
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`a lesson has no accessibility violations, ${colorScheme}`, async ({ playground }) => {
    const { page } = playground;
    await page.emulateMedia({ colorScheme });
    await openLesson(playground, "lesson=locals");
    await expect(lesson(playground).getByRole("button", { name: /total = 10/ })).toBeVisible();
    expect(await faults(page)).toEqual([]);
    await page.keyboard.press("1");
    await page.keyboard.press("2");
    await expect(page.getByRole("tabpanel", { name: "Name" })).toBeVisible();
    expect(await faults(page)).toEqual([]);
    await lesson(playground).getByRole("button", { name: "All lessons" }).click();
    await expect(lesson(playground).getByRole("list").first()).toBeVisible();
    expect(await faults(page)).toEqual([]);
  });
}
