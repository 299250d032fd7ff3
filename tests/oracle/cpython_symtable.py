#!/usr/bin/env python3
"""Holds `pellucid scopes --format cpython` against the `symtable` module of the Python that runs this.

    cpython_symtable.py PELLUCID [PATH...]     files, or folders searched for .py files; the standard library if none is
                                               named
    cpython_symtable.py PELLUCID --snippets    the snippets in symtable.txt, as far as this Python reads them

Every block must be there, in the order of CPython's compiler, with its type, name and line, and every symbol with the
flags that `symtable.Symbol` tells of it, but for what the compiler keeps under names that no program can spell (`.0`).
Left out are sources that this Python does not compile. Ends with
`N passed, N failed`.
"""
import json
import multiprocessing
import os
import subprocess
import sys
import symtable
import sysconfig
import tempfile
import tokenize
import warnings

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.join(HERE, "../../web/src/runner")]
import cpython_ast
from symtable_values import as_values

VERSION = cpython_ast.VERSION
BATCH = 30
SNIPPETS = os.path.join(HERE, "symtable.txt")

# Where Pellucid differs: the end of the path, the versions, and why.
EXCEPTIONS = (("python3.8/typing.py", ("3.8",), "3.8 counts lines wrongly within an f-string of several lines"),)


def read(data):
    """The blocks of a source as plain values, or None where this Python does not compile it."""
    try:
        if tokenize.detect_encoding(iter(data.splitlines(True)).__next__)[0].lower() not in cpython_ast.CODINGS:
            return None
        return as_values(symtable.symtable(data, "source", "exec"))
    except StopIteration:
        return as_values(symtable.symtable(data, "source", "exec"))
    except (SyntaxError, ValueError, RecursionError, MemoryError, LookupError):
        return None


def difference(want, got):
    """In words, the first place where two blocks differ; None if there is none."""
    todo = [(want, got, "top")]
    while todo:
        want, got, where = todo.pop()
        for field in ("type", "name", "lineno"):
            if want[field] != got[field]:
                return f"{where}: {field}: want {want[field]!r}, got {got[field]!r}"
        for name in sorted({*want["symbols"], *got["symbols"]}):
            wanted, found = want["symbols"].get(name), got["symbols"].get(name)
            if wanted != found:
                return f"{where}: {name}: want {wanted}, got {found}"
        names = [[f"{child['name']} in line {child['lineno']}" for child in block["children"]] for block in (want, got)]
        if len(names[0]) != len(names[1]):
            return f"{where}: want the blocks {names[0]}, got {names[1]}"[:400]
        inner = [f"{where} > {name}" for name in names[0]]
        todo.extend(reversed(list(zip(want["children"], got["children"], inner))))
    return None


def compare(paths, wanted, lines):
    """How many are equal, and what is not."""
    passed, faults = 0, []
    for path, want, line in zip(paths, wanted, lines):
        try:
            found = difference(want, json.loads(line)["scope"]) if line else "no answer"
        except ValueError as error:
            found = f"no JSON: {error}"
        if found is None or any(path.endswith(end) and VERSION in versions for end, versions, _ in EXCEPTIONS):
            passed += 1
        else:
            faults.append(f"{path}: {found}")
    return passed, faults


def judge(job):
    binary, paths = job
    wanted = []
    for path in paths:
        with open(path, "rb") as stream:
            wanted.append(read(stream.read()))
    known = [(path, want) for path, want in zip(paths, wanted) if want is not None]
    if not known:
        return 0, [], len(paths)
    command = [binary, "scopes", "--format", "cpython", "--python-version", VERSION, *(path for path, _ in known)]
    lines = subprocess.run(command, stdout=subprocess.PIPE).stdout.splitlines()
    lines += [None] * (len(known) - len(lines))
    passed, faults = compare([path for path, _ in known], [want for _, want in known], lines)
    return passed, faults, len(paths) - len(known)


def write_snippets(folder):
    with open(SNIPPETS, encoding="utf-8") as stream:
        snippets = stream.read().rstrip("\n").split("\n---\n")
    paths = []
    for number, snippet in enumerate(snippets):
        paths.append(os.path.join(folder, f"snippet_{number:03}.py"))
        with open(paths[-1], "w", encoding="utf-8") as stream:
            stream.write(snippet + "\n")
    return paths


def main(binary, words):
    warnings.simplefilter("ignore")
    with tempfile.TemporaryDirectory(prefix="pellucid-symtable-") as folder:
        if words == ["--snippets"]:
            paths = write_snippets(folder)
        else:
            paths = list(cpython_ast.sources(words or [sysconfig.get_path("stdlib")]))
        passed, faults, left_out = 0, [], 0
        with multiprocessing.Pool(initializer=cpython_ast.set_up) as pool:
            jobs = [(binary, paths[i : i + BATCH]) for i in range(0, len(paths), BATCH)]
            for right, wrong, unread in pool.imap_unordered(judge, jobs):
                passed, left_out = passed + right, left_out + unread
                faults += wrong
    for fault in sorted(faults)[: int(os.environ.get("MOST_FAULTS", 20))]:
        print(fault)
    print(f"Python {VERSION}, left out: {left_out}")
    print(f"{passed} passed, {len(faults)} failed")
    return 1 if faults else 0


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    sys.exit(main(os.path.abspath(sys.argv[1]), sys.argv[2:]))
