// Problems planted in files of more than 500 lines, and how many lines the smallest program has that shows each.
import type { ProjectFile } from "../../../web/src/model/project";
import { wholeNumbers } from "../random_projects";

export interface Planted {
  readonly rule: string;
  /** Pieces of the program, in this order, with ordinary code around and between them. */
  readonly pieces: readonly string[];
  /** Lines of the smallest program that is known. */
  readonly smallest: number;
  /** Whether the pieces stand in the body of a method. */
  readonly isInside?: boolean;
  readonly others?: readonly ProjectFile[];
}

export const planted: readonly Planted[] = [
  { rule: "unresolved-reference", pieces: ["print(totl, [item for item in range(3)])"], smallest: 1 },
  { rule: "unresolved-reference", pieces: ["wanted = 3", "del wanted", "print(wanted)"], smallest: 3 },
  {
    rule: "unresolved-reference",
    pieces: ["try:\n    risky()\nexcept ValueError as failure:\n    print(failure)", "print(failure)"],
    smallest: 5,
  },
  {
    rule: "unresolved-reference",
    pieces: [
      "for step in range(10):\n    if step > 3:\n        with open('a') as stream:\n            print(stram.read())",
    ],
    smallest: 2,
    isInside: true,
  },
  {
    rule: "possibly-unresolved-reference",
    pieces: ["if len('abc') > 2:\n    chosen = 1", "print(chosen)"],
    smallest: 3,
  },
  {
    rule: "unused-import",
    pieces: ["from collections import OrderedDict as Sorted, deque\nqueue = deque()"],
    smallest: 1,
  },
  {
    rule: "redefined-while-unused",
    pieces: ["def twice(a):\n    return a * 2", "def twice(a):\n    return a + a"],
    smallest: 4,
  },
  {
    rule: "unused-variable",
    pieces: [
      "def work(amount):\n    left = amount * 2\n    for part in range(3):\n        print(part)\n    return amount",
    ],
    smallest: 2,
  },
  { rule: "invalid-syntax", pieces: ["def missing(a, b)\n    return a + b"], smallest: 2 },
  { rule: "invalid-syntax", pieces: ["while True:\n    print('in')\nbreak"], smallest: 1 },
  { rule: "invalid-syntax", pieces: ["class Shelf:\n    size = 1\n    return size"], smallest: 2 },
  { rule: "is-literal", pieces: ["if len('abc') is 3 and max(1, 2):\n    print('three')"], smallest: 1 },
  { rule: "assert-tuple", pieces: ["assert (1 == 2, 'they differ')"], smallest: 1, isInside: true },
  { rule: "if-tuple", pieces: ["if (len('a'), 2):\n    print('always')\nelse:\n    print('never')"], smallest: 2 },
  { rule: "f-string-missing-placeholders", pieces: ["print(max(1, 2), f'nothing in it', sep='')"], smallest: 1 },
  { rule: "percent-format-missing-argument", pieces: ["print('%(name)s is %(age)d' % {'name': 'a'})"], smallest: 1 },
  {
    rule: "string-format-missing-argument",
    pieces: ["print('{} and {}'.format(len('a')))"],
    smallest: 1,
    isInside: true,
  },
  {
    rule: "repeated-dictionary-key",
    pieces: ["table = {\n    'a': 1,\n    'b': 2,\n    'c': 3,\n    'a': 4,\n}"],
    smallest: 1,
  },
  {
    rule: "unreachable-code",
    pieces: ["def late(a):\n    if a:\n        print(a)\n    return a\n    print('never')"],
    smallest: 3,
  },
  {
    rule: "unresolved-import",
    pieces: ["from shop.cart import total, missing_name", "print(total, missing_name)"],
    smallest: 1,
    others: [
      { path: "shop/__init__.py", text: "" },
      { path: "shop/cart.py", text: "def total(prices):\n    return sum(prices)\n" },
      { path: "shop/other.py", text: "from shop.cart import total\n\nprint(total([1]))\n" },
    ],
  },
];

// Ordinary code of many kinds, numbered so that no name comes twice.
const filler: readonly ((n: number) => string)[] = [
  (n) => `class Record${n}:
    """The state of record ${n}, with its history."""

    limit = ${n}

    def __init__(self, name: str, values: list[int] | None = None) -> None:
        self.name = name  # as given
        self.values = [value * ${n} for value in values or () if value % 2 == 0]

    @property
    def total(self) -> float:
        return sum(self.values, start=${n}) * self.limit if self.values else 0.0
`,
  (n) => `def read_${n}(path, *, encoding="utf-8"):
    lines = {}
    try:
        with open(path, encoding=encoding) as source:
            for number, line in enumerate(source, 1):
                if not line.strip():
                    continue
                elif line.startswith("#"):
                    break
                else:
                    lines[number] = line
    except OSError as error:
        raise RuntimeError(f"cannot read {path}: {error}") from error
    finally:
        print("done", path)
    return lines
`,
  (n) => `async def gather_${n}(sources, handle=lambda item: item):
    results = []
    async for source in sources:
        while (item := await source.next()) is not None:
            results.append(handle(item))
    return results
`,
  (n) => `def describe_${n}(value):
    match value:
        case [first, *rest] if rest:
            return first, len(rest)
        case {"kind": str(kind), **others}:
            return kind, len(others)
        case int() | float():
            return "number", ${n}
        case _:
            return None
`,
  (n) => `settings_${n} = {
    "name": "settings ${n}",
    "limits": (${n}, ${n + 1}),
    "nested": {"a": [1, 2, 3], "b": {"c": None}},
}
`,
];

function body(random: (below: number) => number, lines: number, counter: { next: number }): string {
  let made = "";
  while (made.split("\n").length < lines)
    made += `${(filler[random(filler.length)] as (n: number) => string)(counter.next++)}\n\n`;
  return made;
}

const indented = (text: string) => text.replace(/^(?=.)/gm, "        ");

/** The project with the problem in it; the file is `main.py`. */
export function plant({ pieces, isInside = false, others = [] }: Planted, seed: number): ProjectFile[] {
  const random = wholeNumbers(seed + 1);
  const counter = { next: 1 };
  const part = () => body(random, Math.ceil(720 / (pieces.length + 1)), counter);
  const inside = (piece: string, i: number) =>
    isInside
      ? `class Holder${i}:\n    def hold(self, given):\n        print(given)\n${indented(piece)}\n        return self\n`
      : piece;
  const text = pieces.reduce((made, piece, i) => `${made}${inside(piece, i)}\n\n${part()}`, part());
  return [{ path: "main.py", text }, ...others];
}
