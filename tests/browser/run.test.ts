// Running a project in Pyodide, under the policy that the host sends, and checking it with CPython.

import { mostPieces } from "../../web/src/runner/output";
import { test as base, faults, expect as impatient, type Playground } from "./playground";

// Python comes anew in each test, and takes its time to begin while other tests run beside it.
const expect = impatient.configure({ timeout: 60_000 });
base.describe.configure({ timeout: 180_000 });

const test = base.extend<{ requests: string[] }>({
  /** What the page and its workers have asked for from the beginning. */
  requests: [
    async ({ page }, use) => {
      const requests: string[] = [];
      page.on("request", (request) => requests.push(request.url()));
      await use(requests);
    },
    { auto: true },
  ],
});

const panel = ({ page }: Playground) => page.getByRole("tabpanel", { name: "Run", exact: true });
const status = (playground: Playground) => panel(playground).getByRole("status").first();

async function run(playground: Playground, button: "Run" | "Check with CPython"): Promise<void> {
  await playground.page.getByRole("tab", { name: "Run", exact: true }).click();
  await panel(playground).getByRole("button", { name: button, exact: true }).click();
}

// What a program could leave its worker by.
const doors = [
  ...["indexedDB", "fetch", "caches", "XMLHttpRequest", "WebSocket", "BroadcastChannel"],
  ...["postMessage", "close", "Worker"],
];
const spy = `import js
for door in ${JSON.stringify(doors)}:
    print(door, getattr(js, door, None) is None)
try:
    js.eval('1')
except BaseException:
    print('no eval')
`;

test("a project of two files runs, and shows what it prints and what it raises", async ({ playground, requests }) => {
  const { page } = playground;
  const begun = requests.length;
  const workers = () => page.workers().filter((worker) => worker.url().includes("/worker-"));
  const ofPython = () => requests.filter((url) => url.includes("/pyodide"));
  await playground.drop("shop.py", "def price():\n    return '7 ß 😀'\n");
  await playground.drop("main.py", "import shop\nprint(shop.price())\nprint(input())\n");
  // Python comes when somebody runs something: until then there is the checker alone.
  expect(workers()).toHaveLength(1);
  expect(ofPython()).toEqual([]);
  await run(playground, "Run");
  await expect(status(playground)).toHaveText("main.py ended with EOFError");
  expect(workers()).toHaveLength(2);
  expect(ofPython()).not.toEqual([]);
  const output = panel(playground).locator("pre");
  await expect(output).toContainText("7 ß 😀");
  await expect(output).toContainText('File "main.py", line 3, in <module>');
  // A program has no way to what the page keeps.
  await playground.drop("spy.py", spy);
  await run(playground, "Run");
  await expect(status(playground)).toHaveText("spy.py ran to its end");
  await expect(output).toHaveText([...doors.map((door) => `${door} True`), "no eval"].join("\n"));
  // Again, with what has changed, by keyboard.
  await playground.tab("shop.py").click();
  await page.keyboard.press("Control+Enter");
  await expect(status(playground)).toHaveText("shop.py ran to its end");
  await expect(output).toHaveCount(0);
  expect(requests.slice(begun).filter((url) => !url.startsWith("http://127.0.0.1:"))).toEqual([]);
});

test("an endless loop is stopped, however much it prints, and the next program runs", async ({ playground }) => {
  await playground.drop("loop.py", "while True:\n    print('again and again')\n");
  await run(playground, "Run");
  await expect(panel(playground)).toContainText(/more characters, which are not kept/);
  await panel(playground).getByRole("button", { name: "Stop" }).click();
  await expect(status(playground)).toHaveText("Stopped");
  await playground.drop("end.py", "import sys\nprint('done')\nsys.exit(3)\n");
  await run(playground, "Run");
  await expect(status(playground)).toHaveText("end.py ended by exit(3)");
  await expect(panel(playground).locator("pre")).toHaveText("done\n");
});

test("a program that prints a million lines, here and there, leaves the page at work", async ({ playground }) => {
  const source =
    "import sys\nfor i in range(500_000):\n    print(i)\n    print(i, file=sys.stderr)\nprint('never shown')\n";
  await playground.drop("many.py", source);
  await run(playground, "Run");
  const output = panel(playground).locator("pre");
  await output.waitFor();
  await playground.tab(/greeting/).click();
  await expect(playground.tab(/greeting/)).toHaveAttribute("aria-selected", "true");
  await expect(status(playground)).toHaveText("many.py ran to its end", { timeout: 90_000 });
  await expect(panel(playground)).toContainText(/more characters, which are not kept/);
  // Each change from one stream to the other is drawn apart, so there is an end to them.
  await expect(output.locator("[data-stream]")).toHaveCount(mostPieces);
  await expect(output).not.toContainText("never shown");
});

test("Pellucid and CPython are set side by side, and where they differ it is flagged", async ({ playground }) => {
  const source = "def f(a):\n    return [b for b in '😀xy'], a, '😀', later\n\n\nclass C:\n    x: int = 1\n\n\nf(1)\n";
  await playground.drop("a.py", source);
  await run(playground, "Check with CPython");
  const comparison = panel(playground).getByRole("region", { name: "Checked with CPython" });
  const row = (name: string | RegExp) => comparison.getByRole("row", { name });
  await expect(comparison.getByRole("status")).toContainText(/Pellucid and CPython 3\.14\.\d+ agree about a\.py/);
  await expect(row(/Scopes and symbols/)).toContainText("agree");
  await expect(row(/What was raised/)).toContainText("NameError: name 'later' is not defined");
  await expect(row(/What was raised/)).toContainText("agree");
  expect(await faults(playground.page)).toEqual([]);

  // What is bound and taken away behind the text's back no static checker sees.
  await playground.drop(
    "b.py",
    "import sys\nsetattr(sys.modules['__main__'], 'hidden', 1)\nprint(hidden)\nimport builtins\ndel builtins.hash\nhash\n",
  );
  await run(playground, "Check with CPython");
  await expect(comparison.getByRole("status")).toContainText("differ about b.py in 2 places");
  await expect(row(/hidden in line 3/)).toContainText("differ");
  await expect(row(/What was raised/)).toContainText("name 'hash' is not defined");
  await row(/hidden in line 3/)
    .getByRole("button")
    .click();
  await expect(playground.page.getByRole("tab", { name: "Run", exact: true })).toHaveAttribute("aria-selected", "true");

  await playground.drop("c.py", "def f(:\n    pass\n");
  await run(playground, "Check with CPython");
  await expect(row(/Is it Python/)).toContainText("does not compile");
  await expect(comparison.getByRole("status")).toContainText("agree about c.py");
});
