// What links are compressed against: most of a short project is words that every short project has. What is likely stands
// near the end. It belongs to version 1 of the format and never changes; a better one would be version 2.

const words = `modified explicit basename supplied messages copy consistent deprecated executable work uses individual
whitespace unexpected operations reversed create_connection therefore attribute inherited recursive temporary
store converted remaining calls bytes close those frozenset beginning backwards clear __annotations__ rstrip
allows prefix simple shared assume output access entire Should remove search purpose setattr what attempt
encoded __getstate__ control ignored related below __abstractmethods__ under size filename versions interpreter
alternative application stdout parent parser header compression itself constructor returned behavior interactive
builtins position extended relative Internal elements stored _bootstrap_external partition require connection
specify exceptions Arguments stderr arguments options splitlines determined __class__ instead Convert conversion
leading numbers setting platforms otherwise interface determine allowed debugging even supporting overridden
base Invalid regardless various instances second normal public When want system find avoid takes allow given
Generate callable probably readable register included initialization convert correct last implementation nothing
them depending directory SyntaxError format_exception_only __version__ above added implement within needed
bytearray might https described processing particular components __reduce__ _GLOBAL_DEFAULT_TIMEOUT mapping
several __dict__ argument supports similar Default provide __new__ module Helper Cannot unless raised during
Note resulting store_true entry respectively specified represent Check means input algorithm available functions
running information entries removed maximum useful changed implements indicating interpreted example string
keyword include buffer subclasses associated represents builtin both imported matching creating function
checking followed starting compiled based until been errors regular generated still least doesn Otherwise
stacklevel extension write according These contents implementations difference descriptor considered compatible
actual about abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ GenericAlias decode message created just
methods integer modules exception namespace necessary types Copyright directly readline negative subclass create
handle need override program parse_args parameters initial written issubclass than their they add_argument
appropriate Create common binary make such currently original anything something character being expected
trailing separate order __module__ required absolute strings these found explicitly underlying requires previous
existing source description functionality documentation specifies returning length operation __slots__
compatibility same some equivalent __doc__ attributes objects characters memoryview internal variables indicates
check could does ArgumentParser _deprecated representation passed representing there empty special actually
provides additional into parameter implemented sequence __qualname__ since where more also KeyboardInterrupt
arbitrary then __class_getitem__ provided defaults specific calling unsupported including single automatically
always standard multiple another cannot different endswith through between must corresponding only when Returns
either called after warnings have whether compile will possible already using without This before optional this
support because which number Python containing hasattr returns DeprecationWarning should current following
ImportError
[environment]
python-version = "3.14"
python-platform = "linux"
extra-paths = ["src"]
[rules]
unused-import = "warn"
unresolved-reference = "error"
unused-variable = "ignore"
unresolved-import invalid-syntax possibly-unresolved-reference possibly-from-star-import import-cycle redefined-while-unused unreachable-code star-import undefined-export
#!/usr/bin/env python3
# -*- coding: utf-8 -*-
# type: ignore
# TODO:
from __future__ import annotations
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Final, Generic, Literal, NamedTuple, Optional, Protocol, TypeVar, Union, cast, overload
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from collections import Counter, defaultdict, deque, namedtuple
from functools import cache, lru_cache, partial, reduce, wraps
from itertools import chain, product
from pathlib import Path
from datetime import datetime, timedelta
from enum import Enum, auto
from abc import ABC, abstractmethod
import asyncio, argparse, random, time, math, logging, subprocess, threading
import re
import json
import os
import sys
T = TypeVar("T")
logger = logging.getLogger(__name__)
unittest.TestCase pytest.raises assertEqual
@dataclass(frozen=True, slots=True)
@functools.wraps(func)
def wrapper(*args: Any, **kwargs: Any) -> Any:
@staticmethod
@classmethod
def from_dict(cls, data):
@property
@abstractmethod
@overload
async def await async for async with
async def main() -> None:
asyncio.run(main())
nonlocal count
global counter, state, result
lambda x: x
match command:
        case {"type": str(name)}:
        case [first, *rest]:
        case _:
type Pair[T] = tuple[T, T]
class Stack[T]:
def __enter__(self):
def __exit__(self, exc_type, exc_value, traceback):
def __call__(self, *args, **kwargs):
def __getitem__(self, key):
def __setitem__(self, key, value):
def __getattr__(self, name):
def __contains__(self, item):
def __hash__(self) -> int:
def __eq__(self, other: object) -> bool:
def __iter__(self) -> Iterator[int]:
def __next__(self):
def __len__(self) -> int:
def __repr__(self) -> str:
        return f"{type(self).__name__}({self.name!r})"
def __str__(self) -> str:
        super().__init__()
__all__ = ["
    while True:
        break
        continue
    try:
    except (TypeError, KeyError, AttributeError, IndexError, StopIteration, RuntimeError, OSError, Exception) as error:
        raise ValueError(f"unknown {name}")
        raise NotImplementedError
    finally:
    else:
    assert isinstance(value, int)
    with open(path, encoding="utf-8") as file:
        yield from
        del self._items[key]
    for index, item in enumerate(items):
    for key, value in sorted(data.items()):
    for name in names:
    for i in range(len(values)):
    for line in lines:
    for x in range(10):
            if not
            elif
            return False
            return True
    return sum(item.price * item.quantity for item in self.items)
    return [x for x in values if x is not None]
    return max(result, key=lambda item: item[1])
    return {key: value for key, value in zip(keys, values)}
    return ", ".join(map(str, parts))
    text.strip().split(",").lower().startswith().replace().append(item).extend().pop().get(key, default).update()
    total: float = 0.0
    count += 1
    total += value
    value: str | None = None
    items: list[str] = []
    names: dict[str, int] = {}
    def __init__(self, name: str, value: int) -> None:
        self.name = name
        self.value = value
        self.items = []
        self._cache = {}
    def get(self, key):
    def add(self, item):
    """Return the 
class Node:
class Shape(ABC):
        pass
        return None
        return self.
    return result
    return total
    print("Hello, world")
    print(f"{name}: {value}")
    print(
def main():
def test_
def f(x):
    return x + 1
def fibonacci(n: int) -> int:
    if n < 2:
        return n
if __name__ == "__main__":
    main()
from . import utils
from .models import 
from main import x
import shop.cart as cart
{"files":[["__init__.py",0],["app.py",],["utils.py",],["models.py",],["helpers.py",],["test_main.py",],["pellucid.toml",],["src/pkg/__init__.pyi",]],"active":2,"python":13,"build":"-dirty","panel":"scopes","at":[10,5,10,12],"problem":["unresolved-reference",]"panel":"engine""panel":"tokens","at":[
],"active":1,"python":12,"build":"
],"active":0,"python":14,"build":","panel":"nodes","at":[1,1,1,1]}
"panel":"name","at":[,"problem":["unused-import",],"step":0}
{"files":[["main.py",`;

export const dictionary: Uint8Array = new TextEncoder().encode(words);
