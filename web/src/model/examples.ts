import type { Project } from "./project";
import type { Workspace } from "./workspace";

// The files of the first screen. Their texts are what a visitor reads first.

export interface Example {
  readonly path: string;
  readonly text: string;
  /** Where the cursor stands in it at first. */
  readonly cursor: { readonly line: number; readonly column: number };
}

const greeting = `# Each piece of this is a row of the table.
# Move the cursor, and its row lights up.

def greet(name, *, loud=False):
    words = ["hello", name]
    text = " ".join(words)
    return text.upper() if loud else text


class Guest:
    def __init__(self, name: str) -> None:
        self.name = name

    @property
    def welcome(self) -> str:
        return f"{greet(self.name, loud=True)}!"


for guest in map(Guest, ("Ada", "Émilie")):
    print(guest.welcome)
`;

const slips = `# Slips that everybody makes, listed below.
# The rest is understood all the same.

def area(width, height)
    return width * height


total = area(2, 3) + area(4, 5)

if total = 26:
    verdict = "as it should be

for side in [1, 2, 3:
    print(area(side, side))
`;

const shelf = `# Which one is it? Put the cursor on a name, and
# the tab "Name" shows where it comes from.

limit = 10


class Shelf:
    limit = 3

    def room(self, books):
        return limit - len(books)

    def beside(self, other) -> list[Shelf]:
        return [self, other]


def longest(books):
    if books:
        best = books[0]
    for book in books:
        if len(book) > len(best):
            best = book
    return best


print(Shelf().room(["Emma"]), longest(["Emma", "Ulysses"]))
`;

const reading = `# It takes two names from shelf.py. Its own tree is not needed
# while you are there: see the strip at the bottom.

from shelf import Shelf, longest

books = ["Emma", "Ulysses"]
print(Shelf().room(books), longest(books))
`;

export const examples: readonly Example[] = [
  { path: "shelf.py", text: shelf, cursor: { line: 11, column: 16 } },
  { path: "reading.py", text: reading, cursor: { line: 7, column: 30 } },
  { path: "slips.py", text: slips, cursor: { line: 4, column: 5 } },
  { path: "greeting.py", text: greeting, cursor: { line: 5, column: 22 } },
];

/** What every visitor sees first. */
export const exampleProject: Project = { files: examples, active: "shelf.py" };

/** What the first file has that others use. */
export const usedElsewhere = { path: "shelf.py", at: { line: 7, column: 7 } } as const;

/** Puts the cursor into each of them where it shows something. */
export function pointAtExamples(workspace: Workspace): void {
  const shown = workspace.active.get();
  for (const { path, text, cursor } of examples) {
    const id = workspace.fileAt(path);
    if (id === null || workspace.file(id)?.text.toString() !== text) continue;
    workspace.activate(id);
    workspace.focusText({ start: cursor, end: cursor });
  }
  if (shown !== null) workspace.activate(shown);
}
