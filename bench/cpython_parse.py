"""MB/s of CPython's ast.parse: cpython_parse.py LIST [ROUNDS]; each file's best time counts."""
import ast
import gc
import sys
import time
import tokenize
import warnings

warnings.simplefilter("ignore")
rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 3
total_bytes = total_time = 0
for path in open(sys.argv[1], encoding="utf-8").read().split("\n"):
    if not path:
        continue
    try:
        with tokenize.open(path) as stream:
            text = stream.read()
        ast.parse(text)
    except (SyntaxError, ValueError, UnicodeDecodeError, RecursionError):
        continue
    best = float("inf")
    for _ in range(rounds):
        gc.disable()
        start = time.process_time()
        tree = ast.parse(text)
        best = min(best, time.process_time() - start)
        gc.enable()
        del tree
    total_bytes += len(text.encode("utf-8", "surrogatepass"))
    total_time += best
print(total_bytes / total_time / 1e6)
