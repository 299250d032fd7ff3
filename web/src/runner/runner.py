"""Runs inside Pyodide, in a worker of the page: a project's file as the main program, and what CPython says of it.

`run` and `blocks` are called by worker.ts, with JSON in and out.
"""

import builtins
import dis
import importlib
import json
import linecache
import os
import shutil
import symtable
import sys
import traceback
import types

import symtable_values

ROOT = "/project"

# A program may take builtins away, and the next one gets them back.
BUILTINS = vars(builtins)
KEPT = dict(BUILTINS)

READS = ("LOAD_NAME", "LOAD_GLOBAL", "LOAD_FAST", "LOAD_DEREF", "LOAD_CLASSDEREF", "LOAD_FROM_DICT")


def absolute(path):
    return f"{ROOT}/{path}"


def relative(path):
    return path[len(ROOT) + 1 :] if path.startswith(ROOT + "/") else None


def lay_out(files):
    """The project as it is now, and nothing of one that ran before."""
    for name, module in list(sys.modules.items()):
        if relative(getattr(module, "__file__", None) or "") is not None:
            del sys.modules[name]
    shutil.rmtree(ROOT, ignore_errors=True)
    for file in files:
        os.makedirs(os.path.dirname(absolute(file["path"])), exist_ok=True)
        with open(absolute(file["path"]), "w", encoding="utf-8", newline="") as stream:
            stream.write(file["text"])
    os.chdir(ROOT)
    if ROOT not in sys.path:
        sys.path.insert(0, ROOT)
    sys.argv[:] = [""]
    importlib.invalidate_caches()
    linecache.clearcache()


def utf16_column(path, line, byte):
    """Columns as the page counts them, from 1; CPython counts bytes from 0."""
    text = linecache.getline(path, line).encode()
    return len(text[:byte].decode(errors="replace").encode("utf-16-le")) // 2 + 1


class Watch:
    """Follows the reads of names that the checker takes for unbound, to tell which of them found a value after all."""

    def __init__(self, places):
        self.places = {(absolute(place["path"]), place["line"], place["column"]) for place in places}
        self.paths = {path for path, _, _ in self.places}
        self.reads = {}
        self.pending = {}
        self.found = set()

    def reads_of(self, code):
        if code not in self.reads:
            found = {}
            for instruction in dis.get_instructions(code):
                at = instruction.positions
                if at.lineno is None or at.col_offset is None or not instruction.opname.startswith(READS):
                    continue
                place = (code.co_filename, at.lineno, utf16_column(code.co_filename, at.lineno, at.col_offset))
                if place in self.places:
                    found[instruction.offset] = place
            self.reads[code] = found
        return self.reads[code]

    def __call__(self, frame, event, _):
        if event == "call":
            if frame.f_code.co_filename not in self.paths or not self.reads_of(frame.f_code):
                return None
            # CPython heeds the one only where the other is set.
            frame.f_trace = self
            frame.f_trace_opcodes = True
            return self
        place = self.pending.pop(frame, None)
        if place is not None and event != "exception":
            self.found.add(place)
        if event == "opcode":
            place = self.reads_of(frame.f_code).get(frame.f_lasti)
            if place is not None:
                self.pending[frame] = place
        return self

    def values(self):
        return [{"path": relative(path), "line": line, "column": column} for path, line, column in sorted(self.found)]


def place_of(error):
    """Where in the project it was raised."""
    if isinstance(error, SyntaxError) and error.filename is not None and relative(error.filename) is not None:
        return {"path": relative(error.filename), "line": error.lineno or 1, "column": error.offset or 1}
    found = None
    frame = error.__traceback__
    while frame is not None:
        code = frame.tb_frame.f_code
        if relative(code.co_filename) is not None:
            positions = list(code.co_positions())
            line, _, byte, _ = positions[frame.tb_lasti // 2]
            line = line or frame.tb_lineno
            found = {
                "path": relative(code.co_filename),
                "line": line,
                "column": utf16_column(code.co_filename, line, byte or 0),
            }
        frame = frame.tb_next
    return found


def describe(error):
    inside = error.__traceback__
    while inside is not None and relative(inside.tb_frame.f_code.co_filename) is None:
        inside = inside.tb_next
    lines = traceback.format_exception(type(error), error, inside)
    return {
        "type": type(error).__name__,
        "message": str(error),
        "name": getattr(error, "name", None) if isinstance(error, NameError) else None,
        "place": place_of(error),
        "text": "".join(lines).replace(ROOT + "/", ""),
    }


def run(project, main, places):
    lay_out(json.loads(project))
    path = absolute(main)
    module = types.ModuleType("__main__")
    module.__file__ = path
    module.__builtins__ = __builtins__
    module.__package__ = os.path.dirname(main).replace("/", ".") or None
    sys.modules["__main__"] = module
    watch = Watch(json.loads(places))
    error, status = None, None
    try:
        with open(path, encoding="utf-8", newline="") as stream:
            code = compile(stream.read(), path, "exec", dont_inherit=True)
        sys.settrace(watch if watch.places else None)
        exec(code, module.__dict__)
    except SystemExit as exit:
        status = exit.code if isinstance(exit.code, int) or exit.code is None else str(exit.code)
    except BaseException as raised:
        error = raised
    finally:
        sys.settrace(None)
        BUILTINS.update(KEPT)
    sys.stdout.flush()
    sys.stderr.flush()
    return json.dumps({"error": error and describe(error), "exit": status, "found": watch.values()})


def blocks(text):
    """The blocks of `symtable`, or null where CPython does not compile the text."""
    try:
        return json.dumps(symtable_values.as_values(symtable.symtable(text, "source", "exec")))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return "null"
