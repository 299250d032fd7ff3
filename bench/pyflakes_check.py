"""MB/s of pyflakes, from text to messages and without parsing: pyflakes_check.py LIST [ROUNDS]. Prints JSON.

Each file's best time counts. Run with the Python that has pyflakes (Debian's package python3-pyflakes).
"""
import ast
import gc
import json
import sys
import time
import tokenize
import warnings

from pyflakes.checker import Checker

warnings.simplefilter("ignore")
rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 3
total_bytes = total_check = total_parse = files = 0
for path in open(sys.argv[1], encoding="utf-8").read().split("\n"):
    if not path:
        continue
    try:
        with tokenize.open(path) as stream:
            text = stream.read()
        ast.parse(text)
    except (SyntaxError, ValueError, UnicodeDecodeError, RecursionError):
        continue
    parsing = checking = float("inf")
    for _ in range(rounds):
        gc.disable()
        start = time.process_time()
        tree = ast.parse(text)
        parsed = time.process_time()
        messages = Checker(tree, filename=path).messages
        checked = time.process_time()
        gc.enable()
        parsing = min(parsing, parsed - start)
        checking = min(checking, checked - parsed)
        del tree, messages
    files += 1
    total_bytes += len(text.encode("utf-8", "surrogatepass"))
    total_parse += parsing
    total_check += checking
print(
    json.dumps(
        {
            "files": files,
            "check_mb_per_s": total_bytes / total_check / 1e6,
            "all_mb_per_s": total_bytes / (total_check + total_parse) / 1e6,
        }
    )
)
