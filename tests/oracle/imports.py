#!/usr/bin/env python3
"""Holds Pellucid's finding of modules against the import system of the Python that runs this.

    imports.py MODULE_PROBE STUBS [SEED]

Random trees: projects of a few folders with files of a few names, so that packages, modules, namespace packages and the
same in another root meet; every name is looked up in them by `importlib.machinery.PathFinder` and by Pellucid.

The standard library: every module that an `import` in it names is found among the stubs, or is one that Pellucid knows to
have none.

Its modules, imported: `__all__` is what Pellucid reads off the source; what a star import would take is there, and all that is
there is taken; and every name that Pellucid holds for bound is an attribute.

MODULE_PROBE is tests/tools/module_probe.cpp. Ends with `N passed, N failed`.
"""
import ast
import contextlib
import importlib
import importlib.machinery
import itertools
import os
import random
import subprocess
import sys
import sysconfig
import tempfile
import warnings

VERSION = "%d.%d" % sys.version_info[:2]
TREES = 40
NAMES = ("a", "b", "src")

# Modules that are named in the standard library and are in none: of other systems, of other Pythons, of nobody.
ELSEWHERE = {
    "EasyDialogs", "MacOS", "Mailman", "_emx_link", "_winreg", "docutils", "docutils.parsers.rst", "docutils.utils",
    "java.lang", "netbios", "org.python.core", "pep517", "pip", "riscos", "riscosenviron", "riscospath", "sitecustomize",
    "usercustomize", "vms_lib", "win32api", "win32con", "win32evtlog", "win32evtlogutil", "win32wnet",
}


def probe(program, project, names, *words, question="resolve"):
    """What Pellucid says of the names, in their order."""
    done = subprocess.run(
        [program, question, project, VERSION, *words], input="".join(name + "\n" for name in names), text=True,
        stdout=subprocess.PIPE, check=True,
    )
    lines = done.stdout.splitlines()
    assert len(lines) == len(names)
    return lines


def is_package(folder):
    return os.path.exists(os.path.join(folder, "__init__.py"))


def grow(folder, dice, depth=3):
    """A random tree of Python files below the folder."""
    for name in NAMES + ("__init__",):
        if dice.random() < 0.35:
            open(os.path.join(folder, name + ".py"), "w").close()
        if depth > 0 and name != "__init__" and dice.random() < 0.5:
            below = os.path.join(folder, name)
            os.mkdir(below)
            grow(below, dice, depth - 1)


def by_python(name, path):
    """What CPython finds for a dotted name, as the probe prints it."""
    importlib.machinery.PathFinder.invalidate_caches()
    parts = name.split(".")
    spec = None
    for count in range(1, len(parts) + 1):
        whole = ".".join(parts[:count])
        if count > 1 and spec.submodule_search_locations is None:
            return "no package " + whole
        # By its last part: that of a dotted name asks for the package in sys.modules, and none is imported here.
        spec = importlib.machinery.PathFinder.find_spec(parts[count - 1], path)
        if spec is None:
            return ("not found " if count == 1 else "not in package ") + whole
        path = list(spec.submodule_search_locations) if spec.submodule_search_locations is not None else None
    if spec.origin is None or spec.origin == "namespace":
        return "namespace package " + " ".join(spec.submodule_search_locations)
    return ("module " if spec.submodule_search_locations is None else "package ") + spec.origin


def random_trees(program, seed):
    passed, faults = 0, []
    every = [".".join(parts) for size in (1, 2, 3) for parts in itertools.product(NAMES, repeat=size)]
    for number in range(TREES):
        dice = random.Random("%s/%d" % (seed, number))
        with tempfile.TemporaryDirectory() as top:
            top = os.path.realpath(top)
            project, extra = os.path.join(top, "p"), os.path.join(top, "x")
            for folder in (project, extra):
                os.mkdir(folder)
                grow(folder, dice)
            roots = [project]
            source = os.path.join(project, "src")
            if os.path.isdir(source) and not is_package(source):
                roots.append(source)
            roots.append(extra)
            sys.path_importer_cache.clear()
            for name, found in zip(every, probe(program, project, every, "--extra", extra)):
                kind = next((k for k in ("namespace package ", "module ", "package ") if found.startswith(k)), None)
                if kind is not None:
                    places = found[len(kind):].split(" ")
                    found = kind + " ".join(os.path.join(project, place) for place in places)
                expected = by_python(name, roots)
                if found == expected:
                    passed += 1
                else:
                    faults.append("tree %s/%d, %s: expected %s, found %s" % (seed, number, name, expected, found))
    return passed, faults


def imports_of(tree, module, is_init):
    """The absolute names that the file's import statements name."""
    package = module if is_init else module.rpartition(".")[0]
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                parts = package.split(".")
                if node.level - 1 >= len(parts):
                    continue
                base = ".".join(parts[: len(parts) - node.level + 1] + ([node.module] if node.module else []))
            yield base


def library_modules():
    """(module, path) of the standard library, without its tests."""
    library = sysconfig.get_paths()["stdlib"]
    for folder, folders, files in os.walk(library):
        inside = os.path.relpath(folder, library)
        parts = [] if inside == "." else inside.split(os.sep)
        folders[:] = sorted(
            name for name in folders
            if name.isidentifier() and name not in ("__pycache__", "test", "tests", "idle_test", "lib2to3")
        )
        if parts and not os.path.exists(os.path.join(folder, "__init__.py")):
            folders[:] = []
            continue
        for name in sorted(files):
            if name.endswith(".py") and name[:-3].isidentifier():
                module = parts + ([] if name == "__init__.py" else [name[:-3]])
                if module:
                    yield ".".join(module), os.path.join(folder, name)


def standard_library(program, stubs):
    named = {}
    for module, path in library_modules():
        named.setdefault(module, path)
        with open(path, "rb") as file, warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                tree = ast.parse(file.read())
            except SyntaxError:
                continue
        for name in imports_of(tree, module, path.endswith("__init__.py")):
            named.setdefault(name, path)
    for name in tuple(sys.builtin_module_names) + tuple(getattr(sys, "stdlib_module_names", ())):
        named.setdefault(name, "sys")
    names = sorted(named)
    with tempfile.TemporaryDirectory() as empty:
        answers = probe(program, empty, names, "--stubs", stubs)
    passed, faults = 0, []
    for name, answer in zip(names, answers):
        is_found = answer.split(" ")[0] in ("module", "package", "opaque")
        # What the list above says to be nowhere must be nowhere.
        if is_found != (name in ELSEWHERE):
            passed += 1
        else:
            faults.append("%s, imported in %s: %s" % (name, named[name], answer))
    return passed, faults


# Not to be imported here: they open windows or browsers, print, change the process, or take whole suites along.
LEFT_OUT = ("antigravity", "this", "__main__", "idlelib", "turtledemo", "pip", "ensurepip", "lib2to3", "_pyrepl", "__phello__")

# Modules whose names at run time are not those that the source says, and why.
DIFFERENT = {
    "ast": "takes classes out of its globals() again, one by one",
    "importlib._bootstrap_external": "gets modules from the interpreter that starts up",
    "tkinter.dialog": "takes all of tkinter, with what others have imported below it",
    "tkinter.filedialog": "takes all of tkinter, with what others have imported below it",
    "tkinter.simpledialog": "takes all of tkinter, with what others have imported below it",
    "tkinter.tix": "takes all of tkinter, with what others have imported below it",
    "socket": "its own variable says whether this is Windows",
    "subprocess": "its own variable says whether this is Windows",
}


def by_import(module):
    """A module of the standard library, imported; or None."""
    if module.split(".")[0] in LEFT_OUT or module.endswith("__main__"):
        return None
    try:
        with warnings.catch_warnings(), open(os.devnull, "w") as nowhere:
            warnings.simplefilter("ignore")
            with contextlib.redirect_stdout(nowhere), contextlib.redirect_stderr(nowhere):
                return importlib.import_module(module)
    except BaseException:  # whatever it is: another system's, or without what it needs
        return None


def library_exports(program):
    """`__all__`, star imports and bound names of the library's own sources, against the modules they make."""
    named = dict(library_modules())
    names = sorted(named)
    library = sysconfig.get_paths()["stdlib"]
    answers = probe(program, library, names, question="exports")
    passed, faults, inexact, compared = 0, [], 0, 0
    for name, answer in zip(names, answers):
        module = by_import(name)
        if module is None or getattr(module, "__file__", None) != named[name]:
            continue
        compared += 1
        state, listed, star_state, taken, bound = answer.split("\t")
        listed, taken, bound = (set(text.split()) for text in (listed, taken, bound))
        real = getattr(module, "__all__", None)
        problems = []
        if real is not None:
            real = set(real)
            inexact += state == "at least"
            if state == "none" or (state == "known" and listed != real) or not listed <= real:
                problems.append("`__all__` is %s, off by %s" % (state, sorted(listed ^ real)))
        elif state != "none":
            problems.append("has no `__all__`, and %s was found" % state)
        else:
            there = {one for one in vars(module) if not one.startswith("_")}
            # What others imported from below the package since.
            below = {one for one in there if name + "." + one in sys.modules}
            if star_state == "closed" and not there - below <= taken:
                problems.append("a star import misses %s" % sorted(there - below - taken))
        missing = {one for one in bound if one not in vars(module)}
        if missing:
            problems.append("bound, and not there: %s" % sorted(missing))
        if not problems or name in DIFFERENT:
            passed += 1
        else:
            faults.append("%s: %s" % (name, "; ".join(problems)))
    print("%d modules; %d add to `__all__` what their text does not tell" % (compared, inexact))
    return passed, faults


def main():
    program, stubs = sys.argv[1:3]
    seed = sys.argv[3] if len(sys.argv) > 3 else "1"
    passed, faults = 0, []
    for good, bad in (random_trees(program, seed), standard_library(program, stubs), library_exports(program)):
        passed += good
        faults += bad
    print("\n".join(faults[:100]))
    print("%d passed, %d failed" % (passed, len(faults)))
    return 1 if faults else 0


sys.exit(main())
