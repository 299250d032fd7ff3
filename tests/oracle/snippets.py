#!/usr/bin/env python3
"""Holds `pellucid check --select syntax` to what CPython accepts, snippet by snippet and version by version.

    snippets.py PELLUCID                 against tests/oracle/snippets/accepted.json
    snippets.py --record PYTHON...       writes that record anew: one interpreter of each version, or the answer of one
                                         in a .json file (snippets_314.mjs makes that of the newest)
    snippets.py --write FOLDER MINOR     what Python 3.MINOR accepts, a file each, for pyodide.mjs to compare trees

Snippets are in tests/oracle/snippets/*.txt, in sections: `=== lines: title`, a snippet a line; `=== blocks: title`, with
`---` between them; `=== escaped blocks: title`, read as Python reads b"…"; `=== product: title`, fillers, `---`, then
templates in which `@@` stands for a filler and `\\n` for a line end. Trees of what the running Python accepts are
compared as well (cpython_ast.py). What Python rejects for reasons of scopes, and where CPython is wrong, is named below.
Ends with `N passed, N failed`.
"""
import json
import multiprocessing
import os
import re
import subprocess
import sys
import tempfile
import warnings

FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "snippets")
RECORD = os.path.join(FOLDER, "accepted.json")

# Rules that need scopes: the messages of CPython's symbol table. Such snippets are left out, whatever Pellucid says.
SCOPES = re.compile(
    "|".join(
        (
            "nonlocal declaration not allowed at module level",
            "no binding for nonlocal",
            "is (used|assigned to|annotated)? ?(prior to|before) (global|nonlocal) declaration",
            "annotated name .* can't be (global|nonlocal)",
            "is parameter and (global|nonlocal)",
            "is nonlocal and global",
            "duplicate type parameter",
            "duplicate argument .* in function definition 'type",
            "assignment expression cannot rebind comprehension iteration variable",
            "comprehension inner loop cannot rebind assignment expression target",
            "nonlocal binding not allowed for type parameter",
        )
    )
)

# Where CPython is wrong, or reads a source that is no file: a pattern of snippets, the versions, and why.
EXCEPTIONS = (
    (rb"# \xe9", range(8, 14), "in a file, it rejects bytes that are no UTF-8 in comments too"),
    (rb"\\\n", (8, 9), "indentation before a backslash was measured wrongly (fixed in 3.10)"),
    (rb"\(+x\)+ := 1", (8,), "a parenthesized target slipped through (fixed in 3.9)"),
    (rb"import __debug__\.x", (8,), "binding `__debug__` slipped through (fixed in 3.9)"),
    (rb"\(__debug__\): int", (14,), "binding `__debug__` slips through, as it does not without parentheses"),
    (rb"type X = lambda: \(yield\)", (12,), "a lambda's own `yield` was taken for the alias's (fixed in 3.13)"),
    (rb"f'{x:{y=}}'", (12,), "`=` in a format's field was rejected by the first releases"),
    (rb"rf'{x:\\n}'", (12, 13), "the first releases took an escape in the format of a raw string for one"),
    (rb"class C\(\*\(x\)", (8,), "the position of an unpacked base left out its parentheses (fixed in 3.9)"),
    (rb'f"{x:{y}\n}"', (13,), "a line end in a format was rejected by the first releases"),
)


class Section:
    """Snippets as (key, source) rows; a product has one row a filler, with one source a template."""

    def __init__(self, title, kind, text):
        self.title, self.kind = title, kind
        lines = text.split("\n")
        if kind == "lines":
            self.rows = [(line, [line.encode()]) for line in lines if line]
        elif kind == "product":
            middle = lines.index("---")
            templates = [line.replace("\\n", "\n") for line in lines[middle + 1 :] if line]
            fillers = [line for line in lines[:middle] if line]
            self.rows = [(f, [t.replace("@@", f).encode() for t in templates]) for f in fillers]
        else:
            blocks = text.rstrip("\n").split("\n---\n")
            self.rows = [(block, [unescaped(block) if kind == "escaped blocks" else block.encode()]) for block in blocks]

    def sources(self):
        return [source for _, sources in self.rows for source in sources]


def unescaped(text):
    return text.encode().decode("unicode_escape").encode("latin-1")


def sections():
    found = {}
    for name in sorted(os.listdir(FOLDER)):
        if not name.endswith(".txt"):
            continue
        with open(os.path.join(FOLDER, name), encoding="utf-8", newline="") as stream:
            parts = re.split(r"^=== ([a-z ]+): (.*)\n", stream.read(), flags=re.M)
        for kind, title, text in zip(parts[1::3], parts[2::3], parts[3::3]):
            found[name[:-4] + ": " + title] = Section(title, kind, text)
    return found


# The record: a letter a snippet. Most are accepted by no version, by all, or from one version on.
VERSIONS = list(range(8, 15))
NEVER, LEFT_OUT = ".", "-"
SINCE = {8: "#", 9: "9", 10: "a", 11: "b", 12: "c", 13: "d", 14: "e"}


def code_of(answers, odd):
    """`answers`: by version 1 accepted, 0 rejected, -1 rejected for reasons of scopes."""
    if -1 in answers:
        return LEFT_OUT
    accepted = [minor for minor, answer in zip(VERSIONS, answers) if answer]
    if not accepted:
        return NEVER
    if accepted == list(range(accepted[0], VERSIONS[-1] + 1)):
        return SINCE[accepted[0]]
    return odd.setdefault(" ".join(map(str, accepted)), chr(ord("A") + len(odd)))


def versions_of(code, odd):
    """The versions that accept; None where the snippet is left out."""
    if code == LEFT_OUT:
        return None
    for minor, letter in SINCE.items():
        if code == letter:
            return range(minor, VERSIONS[-1] + 1)
    for versions, letter in odd.items():
        if code == letter:
            return [int(minor) for minor in versions.split()]
    return []


def answers():
    """What the running Python says of each snippet."""
    warnings.simplefilter("ignore")
    said = []
    for section in sections().values():
        for source in section.sources():
            try:
                compile(source, "snippet", "exec", dont_inherit=True)
                said.append(1)
            except (SyntaxError, ValueError) as error:
                said.append(-1 if SCOPES.search(str(error)) else 0)
    return said


def record(pythons):
    said = {}
    for python in pythons:
        if python.endswith(".json"):
            with open(python) as stream:
                answer = json.load(stream)
        else:
            answer = json.loads(subprocess.run([python, __file__, "--answers"], stdout=subprocess.PIPE, check=True).stdout)
        said[answer["minor"]] = answer["said"]
    missing = [minor for minor in VERSIONS if minor not in said]
    if missing:
        sys.exit("no interpreter for Python " + ", ".join("3.%d" % minor for minor in missing))
    odd, at = {}, 0
    document = {"odd": odd, "sections": {}}
    for name, section in sections().items():
        rows = document["sections"][name] = {}
        for key, sources in section.rows:
            rows[key] = "".join(
                code_of([said[minor][at + i] for minor in VERSIONS], odd) for i in range(len(sources))
            )
            at += len(sources)
    with open(RECORD, "w", encoding="utf-8") as stream:
        json.dump(document, stream, indent=1, ensure_ascii=False)
        stream.write("\n")


class Snippets:
    """All snippets in files of their own, in the order of the record."""

    def __init__(self, folder):
        self.names, self.sources, self.accepted, self.stale = [], [], [], []
        with open(RECORD, encoding="utf-8") as stream:
            document = json.load(stream)
        for name, section in sections().items():
            rows = document["sections"].get(name, {})
            for key, sources in section.rows:
                codes = rows.get(key, "")
                if len(codes) != len(sources):
                    self.stale.append(f"{name}: {key!r} is not as it was recorded; see snippets.py --record")
                    continue
                for source, code in zip(sources, codes):
                    self.names.append(name)
                    self.sources.append(source)
                    self.accepted.append(versions_of(code, document["odd"]))
        self.paths = []
        for number, source in enumerate(self.sources):
            self.paths.append(os.path.join(folder, f"{number:05}.py"))
            with open(self.paths[-1], "wb") as stream:
                stream.write(source)


def check_version(job):
    binary, folder, minor = job
    command = [binary, "check", "--select", "syntax", "--output-format", "json", "--python-version", f"3.{minor}", folder]
    document = json.loads(subprocess.run(command, stdout=subprocess.PIPE).stdout)
    messages = {}
    for found in document["diagnostics"]:
        messages.setdefault(os.path.basename(found["path"]), found["message"])
    return minor, messages


def excepted(source, minor):
    return any(minor in versions and re.search(pattern, source) for pattern, versions, _ in EXCEPTIONS)


def check(binary):
    with tempfile.TemporaryDirectory(prefix="pellucid-snippets-") as folder:
        snippets = Snippets(folder)
        faults, passed = list(snippets.stale), 0
        with multiprocessing.Pool() as pool:
            for minor, messages in pool.imap(check_version, [(binary, folder, minor) for minor in VERSIONS]):
                rows = zip(snippets.names, snippets.paths, snippets.sources, snippets.accepted)
                for name, path, source, accepted in rows:
                    if accepted is None:
                        continue
                    message = messages.get(os.path.basename(path))
                    if (message is None) == (minor in accepted) or excepted(source, minor):
                        passed += 1
                    elif message is None:
                        faults.append(f"3.{minor} rejects, Pellucid does not: {name}: {source!r}")
                    else:
                        faults.append(f"3.{minor} accepts: {name}: {source!r}: {message}")
        import cpython_ast  # beside this file

        minor = sys.version_info[1]
        source_of = dict(zip(snippets.paths, snippets.sources))
        accepted = [path for path, versions in zip(snippets.paths, snippets.accepted) if versions and minor in versions]
        trees = [path for path in accepted if not excepted(source_of[path], minor)]
        jobs = [(binary, trees[i : i + 200], []) for i in range(0, len(trees), 200)]
        with multiprocessing.Pool(initializer=cpython_ast.set_up) as pool:
            for right, wrong, _ in pool.imap(cpython_ast.judge, jobs):
                passed += right
                for fault in wrong:
                    path, _, what = fault.partition(": ")
                    faults.append(f"tree of {source_of.get(path)!r}: {what}")
    for fault in faults[: int(os.environ.get("MOST_FAULTS", 20))]:
        print(fault)
    print(f"{passed} passed, {len(faults)} failed")
    return 1 if faults else 0


def write(folder, minor):
    snippets = Snippets(folder)
    for path, accepted in zip(snippets.paths, snippets.accepted):
        if not accepted or minor not in accepted:
            os.unlink(path)


def main(words):
    if words and words[0] == "--answers":
        print(json.dumps({"minor": sys.version_info[1], "said": answers()}))
        return 0
    if words and words[0] == "--record":
        record(words[1:])
        return 0
    if len(words) == 3 and words[0] == "--write":
        write(words[1], int(words[2]))
        return 0
    if len(words) != 1:
        sys.exit(__doc__)
    return check(os.path.abspath(words[0]))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
