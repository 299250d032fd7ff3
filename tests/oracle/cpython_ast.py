#!/usr/bin/env python3
"""Holds `pellucid ast --format cpython` against the `ast` module of the Python that runs this.

    cpython_ast.py PELLUCID [PATH...]     files, or folders searched for .py files; the standard library if none is named

Every node, field, constant and position must be equal. Left out are, in folders, sources that this Python does not read,
and codings that Pellucid does not. Ends with `N passed, N failed`.
"""
import ast
import io
import json
import multiprocessing
import os
import subprocess
import sys
import sysconfig
import tokenize
import warnings

VERSION = "%d.%d" % sys.version_info[:2]
CODINGS = {"utf-8", "utf-8-sig", "ascii", "us-ascii", "iso-8859-1", "latin-1", "cp1252", "windows-1252"}
POSITION = ("lineno", "col_offset", "end_lineno", "end_col_offset")
LEFT_OUT_FIELDS = {"type_comment", "type_ignores"}
# Before 3.12 an f-string's parts were parsed as texts of their own, and their positions say little.
ROUGH_F_STRINGS = sys.version_info < (3, 12)
# Its first releases put empty texts into format specifications.
EMPTY_TEXTS = sys.version_info[:2] == (3, 12)
BATCH = 30

# Where CPython itself is wrong: the end of the path, and why.
EXCEPTIONS = {}


def parse(data):
    """The tree of a source, or None where this Python does not read it."""
    try:
        if tokenize.detect_encoding(io.BytesIO(data).readline)[0].lower() not in CODINGS:
            return None
        return ast.parse(data)
    except (SyntaxError, ValueError, RecursionError, MemoryError, LookupError):
        return None


def constant_differs(value, found):
    kind, text = found.get("t"), found.get("v")
    if value is None or value is Ellipsis:
        return found != {"t": "None" if value is None else "Ellipsis"}
    if isinstance(value, (bool, str)):
        return kind != type(value).__name__ or text != value
    if isinstance(value, bytes):
        return kind != "bytes" or text != value.hex()
    if kind != type(value).__name__:
        return True
    # A number is given as the source spells it, which Python may read itself.
    try:
        return repr(ast.literal_eval(text)) != repr(value)
    except (SyntaxError, ValueError):
        return True


def difference(tree, document):
    """In words, the first place where a document is not the tree; None if there is none."""
    todo = [(tree, document, "Module", False)]
    while todo:
        node, found, where, rough = todo.pop()
        if isinstance(node, list):
            if not isinstance(found, list) or len(found) != len(node):
                return f"{where}: want {len(node)} items, got {shown(found)}"
            todo.extend((item, got, where, rough) for item, got in zip(node, found))
        elif isinstance(node, ast.AST):
            kind = type(node).__name__
            if not node._fields and not node._attributes:
                if found != kind:
                    return f"{where}: want {kind}, got {shown(found)}"
                continue
            if not isinstance(found, dict) or found.get("_type") != kind:
                return f"{where}: want {kind}, got {shown(found)}"
            expected = 1
            if node._attributes:
                expected += len(POSITION)
                want = tuple(getattr(node, name) for name in POSITION)
                got = tuple(found.get(name) for name in POSITION)
                where = f"{kind} at {want[0]}:{want[1]}"
                if want != got and (not rough or None in got):
                    return f"{where}: want position {want}, got {got}"
            else:
                where = f"{kind} in {where}"
            rough = rough or ROUGH_F_STRINGS and kind == "JoinedStr"
            for name in node._fields:
                if name in LEFT_OUT_FIELDS:
                    continue
                expected += 1
                if name not in found:
                    return f"{where}: {name} is missing"
                value, got = getattr(node, name, None), found[name]
                if EMPTY_TEXTS and kind == "JoinedStr":
                    value = [part for part in value if not (isinstance(part, ast.Constant) and part.value == "")]
                if kind == "Constant" and name == "value":
                    if constant_differs(value, got):
                        return f"{where}: want {value!r:.100}, got {shown(got)}"
                elif isinstance(value, (list, ast.AST)):
                    todo.append((value, got, f"{where}, {name}", rough))
                elif value != got or type(value) is not type(got):
                    return f"{where}: want {name} {value!r:.100}, got {shown(got)}"
            if len(found) != expected:
                return f"{where}: has keys too many: {sorted(found)}"
        elif node != found:
            return f"{where}: want {node!r:.100}, got {shown(found)}"
    return None


def shown(value):
    text = json.dumps(value)
    return text if len(text) < 100 else text[:97] + "..."


def compare(paths, documents):
    """How many documents are right, and in words where the others are not."""
    faults = []
    for path, (tree, line) in zip(paths, documents):
        fault = "no document" if line is None else difference(tree, json.loads(line)["ast"])
        if fault is not None and not any(path.endswith(end) for end in EXCEPTIONS):
            faults.append(f"{path}: {fault}")
    return len(paths) - len(faults), faults


def judge(job):
    binary, paths, named = job
    trees = []
    for path in paths:
        with open(path, "rb") as stream:
            trees.append(parse(stream.read()))
    read = [(path, tree) for path, tree in zip(paths, trees) if tree is not None]
    unread = [path for path, tree in zip(paths, trees) if tree is None and path in named]
    unread = [f"{path}: not read by Python {VERSION}" for path in unread]
    if not read:
        return 0, unread, len(paths) - len(unread)
    command = [binary, "ast", "--format", "cpython", "--python-version", VERSION, *(path for path, _ in read)]
    lines = subprocess.run(command, stdout=subprocess.PIPE).stdout.splitlines()
    lines += [None] * (len(read) - len(lines))
    passed, faults = compare([path for path, _ in read], [(tree, line) for (_, tree), line in zip(read, lines)])
    return passed, unread + faults, len(paths) - len(read) - len(unread)


def sources(paths):
    for path in paths:
        if os.path.isdir(path):
            for folder, folders, names in os.walk(path):
                folders[:] = sorted(name for name in folders if name not in ("site-packages", "__pycache__"))
                yield from (os.path.join(folder, name) for name in sorted(names) if name.endswith(".py"))
        else:
            yield path


def set_up():
    warnings.simplefilter("ignore")
    if hasattr(sys, "set_int_max_str_digits"):
        sys.set_int_max_str_digits(0)


def main(binary, paths):
    found = list(sources(paths or [sysconfig.get_path("stdlib")]))
    jobs = [(binary, found[i : i + BATCH], paths) for i in range(0, len(found), BATCH)]
    passed, faults, left_out = 0, [], 0
    with multiprocessing.Pool(initializer=set_up) as pool:
        for p, f, l in pool.imap_unordered(judge, jobs):
            passed, left_out = passed + p, left_out + l
            faults += f
    for fault in sorted(faults)[:20]:
        print(fault)
    print(f"Python {VERSION}, left out: {left_out}")
    print(f"{passed} passed, {len(faults)} failed")
    return 1 if faults else 0


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    sys.exit(main(os.path.abspath(sys.argv[1]), sys.argv[2:]))
