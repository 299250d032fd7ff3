"""Print, as JSON, what this Python knows of the characters that identifiers may hold.

    python3 dump.py        ranges of characters that may start or continue an identifier
    python3 dump.py nfkc   in addition the normalisation data of those characters

make_tables.mjs runs this under several Python versions, one after another, and under Pyodide.
"""

import json
import sys
import unicodedata


def may_start(c):
    return c.isidentifier()


def may_continue(c):
    return ("a" + c).isidentifier()


def ranges(predicate):
    found = []
    for code in range(0x80, 0x110000):
        if predicate(chr(code)):
            if found and found[-1][1] == code - 1:
                found[-1][1] = code
            else:
                found.append([code, code])
    return found


def nfkc():
    decompositions, classes, compositions = [], [], []
    for code in range(0x80, 0x110000):
        c = chr(code)
        if 0xAC00 <= code <= 0xD7A3 or not may_continue(c):
            continue
        compatible = unicodedata.normalize("NFKD", c)
        if compatible != c:
            decompositions.append([code, [ord(x) for x in compatible]])
        canonical = unicodedata.normalize("NFD", c)
        raw = unicodedata.decomposition(c)
        if canonical != c and not raw.startswith("<") and " " in raw and unicodedata.normalize("NFC", c) == c:
            first, second = (int(part, 16) for part in raw.split())
            compositions.append([first, second, code])
    for code in range(0x80, 0x110000):
        if unicodedata.combining(chr(code)):
            classes.append([code, unicodedata.combining(chr(code))])
    return {"decompositions": decompositions, "classes": classes, "compositions": compositions}


def main(what=""):
    answer = {
        "unicode": unicodedata.unidata_version,
        "python": "%d.%d" % sys.version_info[:2],
        "start": ranges(may_start),
        "continue": ranges(may_continue),
    }
    if what == "nfkc":
        answer["nfkc"] = nfkc()
    return json.dumps(answer)


if __name__ == "__main__":
    print(main(*sys.argv[1:2]))
