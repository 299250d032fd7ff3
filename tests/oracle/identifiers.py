#!/usr/bin/env python3
"""Holds identifiers against the Python that runs this: which characters start and continue one, and its normal form.

    identifiers.py PELLUCID

Every character that this Python takes in an identifier, and of the others all that Unicode gives a meaning and a sample of
the rest. Ends with `N passed, N failed`, of three groups.
"""
import json
import os
import subprocess
import sys
import tempfile
import unicodedata

VERSION = "%d.%d" % sys.version_info[:2]
SAMPLE = 97


def characters():
    """Beyond ASCII, without surrogates."""
    return (chr(code) for code in range(0x80, 0x110000) if not 0xD800 <= code < 0xE000)


def run(binary, folder, command, lines):
    path = os.path.join(folder, "identifiers.py")
    with open(path, "w", encoding="utf-8", newline="\n") as stream:
        stream.write("".join(line + "\n" for line in lines))
    words = [binary, *command, "--python-version", VERSION, path]
    return json.loads(subprocess.run(words, stdout=subprocess.PIPE).stdout)


def accepted(binary, folder, names):
    """The names that are not read as one expression each, of that name in normal form."""
    body = run(binary, folder, ["ast", "--format", "cpython"], names)["ast"]["body"]
    found = {node["lineno"]: node["value"].get("id") for node in body if node["_type"] == "Expr"}
    return [name for line, name in enumerate(names, 1) if found.get(line) != unicodedata.normalize("NFKC", name)]


def rejected(binary, folder, names):
    """The names that are not reported."""
    document = run(binary, folder, ["check", "--select", "syntax", "--output-format", "json"], names)
    lines = {diagnostic["range"]["start"]["line"] for diagnostic in document["diagnostics"]}
    return [name for line, name in enumerate(names, 1) if line not in lines]


def main(binary):
    starts, continues, neither = [], [], []
    for c in characters():
        if c.isidentifier():
            starts.append(c)
            # Behind a letter a mark may move or compose.
            continues.append("e" + c + "x")
        elif ("x" + c).isidentifier():
            continues.append("e" + c + "x")
            neither.append(c)
        elif unicodedata.category(c) not in ("Cn", "Co") or ord(c) % SAMPLE == 0:
            neither.append("x" + c)
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        for what, wrong in [
            ("start an identifier", accepted(binary, folder, starts)),
            ("continue an identifier", accepted(binary, folder, continues)),
            ("have no place in one", rejected(binary, folder, neither)),
        ]:
            failed += wrong != []
            for name in wrong[:10]:
                print(f"{name!a} should {what}")
    print(f"Python {VERSION}: {len(starts)} characters start, {len(continues)} continue, {len(neither)} do not")
    print(f"{3 - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.exit(main(os.path.abspath(sys.argv[1])))
