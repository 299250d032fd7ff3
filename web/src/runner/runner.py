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
import warnings
from sys import setprofile, setrecursionlimit, settrace

import symtable_values

ROOT = "/project"

# The interpreter outlives a program, and the next one gets back what this one took away: builtins, room on the stack, and
# streams.
BUILTINS = vars(builtins)
KEPT = dict(BUILTINS)
RECURSION_LIMIT = sys.getrecursionlimit()
PATH = list(sys.path)
STREAMS = {
    stream.name.strip("<>"): {"file": fd, "mode": stream.mode, "encoding": stream.encoding, "errors": stream.errors}
    for fd, stream in enumerate((sys.stdin, sys.stdout, sys.stderr))
}

# Characters that are kept of a text which says how a program ended; output has its own limit (output.ts).
MOST_SAID = 10_000

# The files that the page has.
laid_out = set()

READS = ("LOAD_NAME", "LOAD_GLOBAL", "LOAD_FAST", "LOAD_DEREF", "LOAD_CLASSDEREF", "LOAD_FROM_DICT")


def absolute(path):
    return f"{ROOT}/{path}"


def relative(path):
    return path[len(ROOT) + 1 :] if isinstance(path, str) and path.startswith(ROOT + "/") else None


def lay_out(files):
    """The project as it is now, and nothing of one that ran before."""
    laid_out.clear()
    for name, module in list(sys.modules.items()):
        # What loads itself when it is asked for an attribute may fail in doing so.
        if relative(safely(lambda module=module: module.__file__, None)) is not None:
            del sys.modules[name]
    shutil.rmtree(ROOT, ignore_errors=True)
    for file in files:
        os.makedirs(os.path.dirname(absolute(file["path"])), exist_ok=True)
        with open(absolute(file["path"]), "w", encoding="utf-8", newline="") as stream:
            stream.write(file["text"])
        laid_out.add(absolute(file["path"]))
    os.chdir(ROOT)
    sys.path = [ROOT, *PATH]
    sys.argv = [""]
    importlib.invalidate_caches()
    linecache.clearcache()


def utf16_column(path, line, byte):
    """Columns as the page counts them, from 1; CPython counts bytes from 0."""
    text = linecache.getline(path, line).encode()
    return len(text[:byte].decode(errors="replace").encode("utf-16-le")) // 2 + 1


def renew_streams():
    """Others than the program before had: it may have closed those, or changed them where nobody sees it, as by
    `sys.stdout.write = f`. What it did to the files beneath, as by `os.close(1)`, worker.ts has undone (`setStdout`)."""
    for name, how in STREAMS.items():
        # A line goes out when it is complete. The file stays open when the stream is let go.
        stream = open(**how, buffering=1, closefd=False)
        stream.buffer.raw.name = f"<{name}>"
        setattr(sys, name, stream)
        setattr(sys, f"__{name}__", stream)


def safely(ask, otherwise):
    """What a program has a part in is asked by running its code, which may raise in its turn."""
    try:
        return ask()
    except BaseException:
        return otherwise


def cut(text):
    """An error begins with where it was raised and ends with what it is: where it is too long, the middle is left out."""
    # A subclass of `str` may say anything of its length.
    text = str.__str__(text)
    left_out = len(text) - MOST_SAID
    if left_out <= 0:
        return text
    half = MOST_SAID // 2
    return f"{text[:half]}\n[{left_out:,} characters are left out here]\n{text[-half:]}"


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
    if isinstance(error, SyntaxError) and is_in_project(error.filename):
        return {
            "path": relative(error.filename),
            "line": position(error.lineno),
            "column": position(error.offset),
        }
    found = None
    frame = error.__traceback__
    while frame is not None:
        code = frame.tb_frame.f_code
        if is_in_project(code.co_filename):
            positions = list(code.co_positions())
            line, _, byte, _ = positions[frame.tb_lasti // 2]
            line = line or frame.tb_lineno
            found = {
                "path": relative(code.co_filename),
                "line": position(line),
                "column": utf16_column(code.co_filename, line, byte or 0),
            }
        frame = frame.tb_next
    return found


def is_in_project(path):
    """Whether the page has it: `compile(text, "/project/none.py", "exec")` names a file that nobody has."""
    return isinstance(path, str) and path in laid_out


def position(number):
    """A program may raise a SyntaxError of its own making, with anything for a line."""
    return number if type(number) is int and 0 < number < 2**31 else 1


def traceback_of(error):
    inside = error.__traceback__
    while inside is not None and relative(inside.tb_frame.f_code.co_filename) is None:
        inside = inside.tb_next
    return "".join(traceback.format_exception(type(error), error, inside)).replace(ROOT + "/", "")


def describe(error):
    kind = safely(lambda: cut(type(error).__name__), "exception")
    # As `traceback` has it.
    message = safely(lambda: cut(str(error)), "<exception str() failed>")
    return {
        "type": kind,
        "message": message,
        "name": safely(lambda: cut(error.name) if isinstance(error, NameError) else None, None),
        "place": safely(lambda: place_of(error), None),
        "text": safely(lambda: cut(traceback_of(error)), f"{kind}: {message}\n"),
    }


def exit_status(code):
    if code is None:
        return None
    # What is no status in C is no number to the page either.
    if isinstance(code, int) and -(2**31) <= (number := int.__int__(code)) < 2**31:
        return number
    return cut(str(code))


def execute(path, module, watch):
    try:
        with warnings.catch_warnings(), open(path, encoding="utf-8", newline="") as stream:
            code = compile(stream.read(), path, "exec", dont_inherit=True)
            settrace(watch if watch.places else None)
            exec(code, module.__dict__)
    finally:
        settrace(None)
        setprofile(None)
        setrecursionlimit(RECURSION_LIMIT)
        BUILTINS.clear()
        BUILTINS.update(KEPT)


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
    renew_streams()
    given = (sys.stdout, sys.stderr)
    try:
        execute(path, module, watch)
    except SystemExit as exit:
        status = safely(lambda: exit_status(exit.code), "<exit code str() failed>")
    except BaseException as raised:
        error = describe(raised)
    # What it put in their place comes first, for that may write to them when it is flushed.
    for stream in (vars(sys).get("stdout"), vars(sys).get("stderr"), *given):
        safely(lambda: stream.flush(), None)
    return json.dumps({"error": error, "exit": status, "found": watch.values()})


def blocks(text):
    """The blocks of `symtable`, or null where CPython does not compile the text."""
    try:
        # A run tells of warnings; here they would go to whatever the program before has for `sys.stderr`.
        with warnings.catch_warnings(action="ignore"):
            return json.dumps(symtable_values.as_values(symtable.symtable(text, "source", "exec")))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return "null"
