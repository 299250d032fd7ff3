"""Holds `pellucid resolve` against what CPython does with the cases in tests/cases/trace.

    python3 tests/oracle/trace.py PELLUCID            by this Python, and by what other versions did when recorded
    python3 tests/oracle/trace.py PELLUCID SAID.json  by what another Python did
    python3 tests/oracle/trace.py --record            writes what this Python does beside the cases

A case is a title and a program in a fence, perhaps with the versions it is for (`python 3.12+`, `python ..3.13`).
Modules that it imports stand in fences of their own before it, with their names (`python m.py`). A
comment with a caret stands under the name that is traced, and says the answer: `owner, state`, and the exception that
is raised where the name is not bound. The program hands what it reads to `show`. Each binding gives a name a value that
can be found in its line, so that the value read tells which binding it was.

Ends with `N passed, N failed`.
"""

import builtins
import importlib
import json
import pathlib
import re
import subprocess
import sys
import tempfile

CASES = pathlib.Path(__file__).resolve().parent.parent / "cases" / "trace"
RECORDED = CASES / "outcomes.json"
CASE = re.compile(r"^## (.+?)\n+((?:```python \S+\.py\n[^`]*^```\n+)*)```python *(\S*)\n([^`]*)^```$", re.M)
MODULE = re.compile(r"^```python (\S+\.py)\n([^`]*)^```$", re.M)
NAME_ERRORS = {"NameError", "UnboundLocalError", "SyntaxError"}


class Case:
    def __init__(self, title, modules, versions, source):
        self.title, self.source = title, source
        self.modules = dict(MODULE.findall(modules))
        low, dots, high = versions.partition("..")
        self.first = minor_of(low.rstrip("+"), 8)
        self.last = minor_of(high, 99) if dots else 99
        lines = source.split("\n")
        [at] = [i for i, line in enumerate(lines) if re.match(r"\s*#\s*\^", line)]
        self.line, self.column = at, lines[at].index("^") + 1
        self.expected = lines[at].partition("^")[2].strip()
        self.name = re.match(r"\w+", lines[at - 1][self.column - 1 :]).group()
        self.lines = lines


def minor_of(version, otherwise):
    return int(version.split(".")[1]) if version else otherwise


def cases():
    found = []
    for path in sorted(CASES.glob("*.md")):
        text = path.read_text(encoding="utf-8")
        its = [Case(*match.groups()) for match in CASE.finditer(text)]
        assert len(its) == text.count("\n## ") + text.startswith("## "), f"{path} has a case that cannot be read"
        found += its
    assert len({case.title for case in found}) == len(found), "two cases have one title"
    return found


def write_modules(case, folder):
    for name, source in case.modules.items():
        (pathlib.Path(folder) / name).write_text(source, encoding="utf-8")


def outcome(case):
    with tempfile.TemporaryDirectory() as folder:
        write_modules(case, folder)
        sys.path.insert(0, folder)
        importlib.invalidate_caches()
        try:
            return outcome_among(case)
        finally:
            sys.path.remove(folder)
            for name in case.modules:
                sys.modules.pop(name.removesuffix(".py"), None)


def outcome_among(case):
    """The value that the program shows, or the exception that it ends with."""
    shown = []

    def show(value):
        shown.append(value)
        return value

    globals_ = {"__name__": "case", "__builtins__": {**vars(builtins), "show": show}}
    try:
        exec(compile(case.source, "case", "exec", dont_inherit=True), globals_)
    except Exception as error:
        return type(error).__name__
    if not shown:
        return "nothing shown"
    value = shown[0]
    if value is getattr(builtins, case.name, shown) or (case.name == "__name__" and value == "case"):
        return "builtins"
    return value if isinstance(value, str) else getattr(value, "__name__", None) or type(value).__name__


def outcomes(minor):
    return {case.title: outcome(case) for case in cases() if case.first <= minor <= case.last}


def judge(case, said, trace):
    """What is wrong with the trace."""
    answer = trace["answer"]
    owner = answer["scope"]["title"].replace("`", "") if answer["scope"] else "nowhere"
    got = ", ".join(filter(None, [owner, answer["state"], answer["error"]]))
    if got != case.expected:
        return f"says `{got}`"
    if said == "ModuleNotFoundError":
        return None  # nothing is read
    if said in NAME_ERRORS:
        return None if answer["error"] == said else f"Python raises {said}"
    if answer["error"] == "SyntaxError" or answer["state"] not in ("bound", "maybe unbound"):
        return f"Python reads `{said}`"
    for holder in trace["holders"]:
        if holder["state"] not in ("bound", "maybe unbound"):
            continue
        if holder["scope"]["kind"] == "builtins" and said == "builtins":
            return None
        if holder["rule"] in ("Always", "ClassIsMade") and said in holder["scope"]["title"]:
            return None
        for definition in holder["definitions"]:
            line = case.lines[definition["range"]["start"]["line"] - 1]
            star = re.search(r"from ([\w.]+) import \*", line)
            if star:
                line = case.modules.get(star.group(1).replace(".", "/") + ".py", said)
            if not definition["unbinds"] and re.search(rf"\b{re.escape(said)}\b", line):
                return None
    return f"Python reads `{said}`, which is no binding that is named"


def trace(binary, case, minor, folder):
    with tempfile.TemporaryDirectory(dir=folder) as project:
        write_modules(case, project)
        (pathlib.Path(project) / "case.py").write_text(case.source, encoding="utf-8")
        words = ["resolve", f"case.py:{case.line}:{case.column}", "--format", "json", "--python-version", f"3.{minor}"]
        done = subprocess.run([binary, *words], capture_output=True, text=True, cwd=project)
    return json.loads(done.stdout) if done.returncode == 0 else done.stderr.strip()


def compare(binary, said_by_minor):
    binary = pathlib.Path(binary).resolve()
    passed, faults = 0, []
    with tempfile.TemporaryDirectory() as folder:
        for minor, said in said_by_minor.items():
            for case in cases():
                if not case.first <= minor <= case.last:
                    continue
                its = trace(binary, case, minor, folder)
                if isinstance(its, str):
                    fault = its
                elif case.title not in said:
                    fault = "has no recorded outcome"
                else:
                    fault = judge(case, said[case.title], its)
                passed += fault is None
                if fault:
                    faults.append(f"{case.title} (3.{minor}): expected `{case.expected}`: {fault}")
    for fault in faults[:40]:
        print(fault)
    print(f"{passed} passed, {len(faults)} failed")
    return 1 if faults or not passed else 0


def read(path):
    return {int(minor): said for minor, said in json.loads(pathlib.Path(path).read_text()).items()}


if __name__ == "__main__":
    here = sys.version_info[1]
    if sys.argv[1:] == ["--record"]:
        every = read(RECORDED) if RECORDED.exists() else {}
        every[here] = outcomes(here)
        RECORDED.write_text(json.dumps(dict(sorted(every.items())), indent=1) + "\n")
    elif len(sys.argv) == 3:
        sys.exit(compare(sys.argv[1], read(sys.argv[2])))
    else:
        sys.exit(compare(sys.argv[1], {**read(RECORDED), here: outcomes(here)}))
