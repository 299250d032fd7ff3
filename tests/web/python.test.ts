// What a program can do to the worker that runs it: to the interpreter, which the next program gets, and by JavaScript. No
// policy holds here, as on a host that sends none.

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Python } from "./python";

let python: Python;

beforeAll(async () => {
  python = await Python.start();
}, 60_000);

afterAll(() => python.close());

// What is kept of a text, and the words that tell of the rest.
const most = 10_100;
const leftOut = /\n\[[\d,]+ characters are left out here\]\n/;

async function expectWellAfter(text: string): Promise<void> {
  await python.run(text);
  const { outcome, printed } = await python.run("import sys\nprint('well')\nprint('too', file=sys.stderr)\n");
  expect(outcome).toEqual({ error: null, exit: null, found: [] });
  expect(printed).toEqual({ out: "well\n", error: "too\n" });
}

describe("a program", () => {
  it("prints, reads nothing, and says how it ended", async () => {
    expect(await python.run("print('ß 😀', end='')\n")).toEqual({
      outcome: { error: null, exit: null, found: [] },
      printed: { out: "ß 😀", error: "" },
    });
    expect((await python.run("import sys\nsys.exit(3)\n")).outcome.exit).toBe(3);
    expect((await python.run("raise SystemExit('no')\n")).outcome.exit).toBe("no");
    expect((await python.run("raise SystemExit\n")).outcome.exit).toBeNull();
    expect((await python.run("input()\n")).outcome.error).toMatchObject({ type: "EOFError" });
    expect((await python.run("x = 1\nprint(  y)\n")).outcome.error).toEqual({
      type: "NameError",
      message: "name 'y' is not defined",
      name: "y",
      place: { path: "a.py", line: 2, column: 9 },
      text: expect.stringMatching(/^Traceback.+File "a\.py", line 2, in <module>.+is not defined\n$/s) as string,
    });
    expect((await python.run("def f(:\n    pass\n")).outcome.error).toMatchObject({
      type: "SyntaxError",
      place: { path: "a.py", line: 1, column: 7 },
    });
  });

  it("sleeps, and takes JavaScript's timers for its functions", async () => {
    await python.run(`import asyncio, js
from pyodide.ffi import create_once_callable
from pyodide.ffi.wrappers import set_timeout
done = []
async def f():
    await asyncio.sleep(0.01)
    done.append("slept")
js.setTimeout(create_once_callable(lambda: done.append("timed")), 10)
set_timeout(lambda: done.append("wrapped"), 10)
js.done = done
js.task = asyncio.ensure_future(f())
`);
    const ended = "import js\nprint(*sorted(js.done), js.task.done())\n";
    await expect.poll(async () => (await python.run(ended)).printed.out).toBe("slept timed wrapped True\n");
  });
});

describe("an error", () => {
  it("that cannot be told is told as far as it can", async () => {
    const { outcome } = await python.run(`class Mute(Exception):
    def __str__(self): raise ValueError
raise Mute
`);
    const place = { path: "a.py", line: 3, column: 1 };
    expect(outcome.error).toMatchObject({ type: "Mute", message: "<exception str() failed>", place });
    expect(outcome.error?.text).toMatch(/File "a\.py", line 3, in <module>/);
    const named = `class Odd(type):
    @property
    def __name__(self): raise KeyboardInterrupt
class Error(Exception, metaclass=Odd):
    def __bool__(self): raise ValueError
    def __str__(self): raise SystemExit
raise Error
`;
    expect((await python.run(named)).outcome.error).toMatchObject({ type: "exception", place: { line: 7 } });
    const exit = "class Mute:\n    def __str__(self): raise ValueError\nraise SystemExit(Mute())\n";
    expect((await python.run(exit)).outcome).toMatchObject({ error: null, exit: "<exit code str() failed>" });
  });

  it("is no longer than somebody reads", async () => {
    const { error } = (await python.run("raise NameError('a' + 'x' * 1_000_000 + 'z', name='n' * 1_000_000)\n"))
      .outcome;
    for (const text of [error?.message, error?.text, error?.name]) {
      expect(text?.length).toBeLessThan(most);
      expect(text).toMatch(leftOut);
    }
    expect(error?.message).toMatch(/^ax.*xz$/s);
    expect(error?.text).toMatch(/^Traceback.*xz\n$/s);
    const named = (await python.run("raise type('E' * 1_000_000, (Exception,), {})\n")).outcome.error;
    expect(named?.type.length).toBeLessThan(most);
  });

  it.each(["0", "-7", "10**30", "'x'", "None", "True", "[]"])("has a place where its line is %s", async (line) => {
    const raised = `error = SyntaxError("no")
error.filename, error.lineno, error.offset = __file__, ${line}, ${line}
raise error
`;
    const { error } = (await python.run(raised)).outcome;
    expect(error).toMatchObject({ message: expect.stringMatching(/^no/), place: { path: "a.py", line: 1, column: 1 } });
  });

  it.each(["b'/project/a.py'", "7", "'/project/' + 'x' * 1_000_000"])("has no place in %s", async (filename) => {
    const { error } = (await python.run(`error = SyntaxError("no")\nerror.filename = ${filename}\nraise error\n`))
      .outcome;
    expect(error).toMatchObject({ type: "SyntaxError" });
    expect(error?.place?.path ?? "a.py").toBe("a.py");
  });

  it("in code that is in no file of the page has the place that ran it", async () => {
    const text = "\nexec(compile('1 / 0', '/project/none.py', 'exec'))\n";
    expect((await python.run(text)).outcome.error?.place).toEqual({ path: "a.py", line: 2, column: 1 });
  });
});

describe("an exit", () => {
  it("is a number where C has it for a status, and otherwise a text that is not too long", async () => {
    const exit = async (code: string) => (await python.run(`raise SystemExit(${code})\n`)).outcome.exit;
    expect(await exit("True")).toBe(1);
    expect(await exit("-2**31")).toBe(-(2 ** 31));
    expect(await exit("2**53 + 1")).toBe("9007199254740993");
    expect(await exit("10**5_000")).toBe("<exit code str() failed>");
    const long = await exit("'x' * 1_000_000");
    expect(String(long).length).toBeLessThan(most);
    expect(long).toMatch(leftOut);
  });
});

describe("the next program", () => {
  it.each([
    ["has no flush", "import sys\nclass S:\n    def write(self, text): pass\nsys.stdout = sys.stderr = S()\n"],
    ["raises", "import sys\nclass S:\n    def flush(self): raise SystemExit\nsys.stdout = sys.stderr = S()\n"],
    ["is None", "import sys\nsys.stdout = sys.stderr = sys.__stdout__ = None\n"],
    ["is missing", "import sys\ndel sys.stdout, sys.stderr\n"],
    ["is closed", "import sys\nsys.stdout.close()\nsys.stderr.close()\n"],
    ["is detached", "import sys\nsys.stdout.detach()\n"],
    ["writes otherwise", "import sys\nsys.stdout.write = sys.stderr.write = lambda text: 0\n"],
    ["has another encoding", "import sys\nsys.stdout.reconfigure(encoding='utf-16')\n"],
    ["is closed beneath", "import os\nfor file in range(3): os.close(file)\n"],
    ["is another file beneath", "import os\nos.dup2(os.open('x', os.O_CREAT | os.O_WRONLY), 1)\n"],
  ])("prints, though the stream of the one before %s", async (_, text) => {
    await expectWellAfter(text);
  });

  it("prints what it had not flushed in another's place, and nothing of the one before", async () => {
    const held = `import sys
class Held:
    def __init__(self, stream): self.stream, self.texts = stream, []
    def write(self, text): self.texts.append(text)
    def flush(self): self.stream.write("".join(self.texts)); self.texts.clear()
sys.stdout = Held(sys.stdout)
print("held", end="")
`;
    expect((await python.run(held)).printed.out).toBe("held");
    expect((await python.run("print('mine')\n")).printed.out).toBe("mine\n");
  });

  it("has room on the stack and all builtins", async () => {
    await python.run("import sys\nsys.setrecursionlimit(60)\n");
    await python.run("import builtins\ndel builtins.print, builtins.open, builtins.isinstance, builtins.len\n1 / 0\n");
    await python.run("import builtins\nbuiltins.extra = 1\n");
    expect((await python.run("print(extra)\n")).outcome.error).toMatchObject({ type: "NameError", name: "extra" });
    const deep = "def f(n): return n and f(n - 1)\nprint(f(300))\n";
    expect((await python.run(deep)).printed.out).toBe("0\n");
  });

  it("runs whatever the one before has put into sys", async () => {
    const odd =
      "sys.settrace = sys.setrecursionlimit = sys.argv = sys.path = None\nsys.modules['odd'] = SimpleNamespace(__file__=1)\n";
    const lazy =
      "class Lazy:\n    def __getattr__(self, name): raise ImportError(name)\nsys.modules['lazy'] = Lazy()\n";
    await python.run(`import sys\nfrom types import SimpleNamespace\n${odd}${lazy}`);
    expect((await python.run("import sys\nprint(sys.argv)\n")).printed.out).toBe("['']\n");
  });

  it("is not followed, and warned of nothing, as the one before was", async () => {
    await python.run("import sys, warnings\nsys.setprofile(print)\nwarnings.simplefilter('error')\n");
    const { outcome, printed } = await python.run(String.raw`x = '\d'`);
    expect(outcome.error).toBeNull();
    expect(printed.out).toBe("");
    expect(printed.error).toMatch(/SyntaxWarning/);
  });

  it("is asked about without the stream of the one before", async () => {
    await python.run("import sys\nclass S:\n    def write(self, text): raise ValueError\nsys.stderr = S()\n");
    expect(await python.blocks(String.raw`x = '\d'`)).toMatchObject({
      type: "module",
      symbols: { x: ["assigned", "global", "local"] },
    });
  });
});

describe("a program's JavaScript", () => {
  const refused = (text: string) => `try:
    ${text}
except BaseException as error:
    print(type(error).__name__, error)
else:
    print("done")
`;

  it.each([
    "js.eval('1')",
    "js.globalThis.eval('1')",
    "pyodide.code.run_js('1')",
    "js.Function('return 1')",
    "js.Function.new('return 1')()",
    "js.Array.constructor('return 1')()",
    "js.Array.constructor.new('return 1')()",
    "js.Object.getPrototypeOf(js.Array).constructor('return 1')",
    "js.Reflect.construct(js.Array.constructor, js.Array.of('return 1'))",
    "js.setTimeout('1', 0)",
    "js.setInterval('1', 0)",
    "js.setTimeout(js.Array.of('1'), 0)",
    "pyodide.ffi.wrappers.setTimeout('1', 0)",
    "pyodide.ffi.wrappers.setInterval('1', 0)",
    "pyodide_js._api.tests.Function('return 1')",
    "pyodide_js.loadPackage.constructor('return 1')",
    ...[0, 1, 2, 3].map((kind) => `js.kinds[${kind}].constructor('return 1')`),
  ])("is not made from a text by %s", async (text) => {
    const { printed } = await python.run(`import js, pyodide.code, pyodide.ffi.wrappers, pyodide_js\n${refused(text)}`);
    expect(printed.out).toMatch(
      /^(JsException EvalError: no text becomes|JsException TypeError: .* not a constructor|Attr)/,
    );
  });

  it("sends the worker no message in the page's name", async () => {
    const event = { data: { do: "blocks", text: "" }, isTrusted: false };
    await python.run(`import js\njs.dispatchEvent(js.JSON.parse('${JSON.stringify(event)}'))\n`);
    // Answers come in the order of what is asked.
    expect((await python.run("print(1)\n")).printed.out).toBe("1\n");
  });

  it("answers for itself, and no program for it", async () => {
    const said = "js.Object.fromEntries(to_js([['error', None], ['exit', 7], ['found', to_js([])]]))";
    const parse = `js.JSON.parse = js.JSON.stringify = create_proxy(lambda *_: ${said})\n`;
    await python.run(`import js\nfrom pyodide.ffi import create_proxy, to_js\n${parse}`);
    expect(await python.run("print(1)\n")).toMatchObject({ outcome: { exit: null }, printed: { out: "1\n" } });
  });

  it("has none of the functions that lead out", async () => {
    const doors = ["fetch", "importScripts", "FontFace", "WebSocket", "BroadcastChannel", "postMessage", "onmessage"];
    const text = `import js\nprint([door for door in ${JSON.stringify(doors)} if getattr(js, door, None) is not None])\n`;
    expect((await python.run(text)).printed.out).toBe("[]\n");
  });
});
