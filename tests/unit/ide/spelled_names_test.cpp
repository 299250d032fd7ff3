#include "ide/spelled_names.h"

#include <string>

#include <doctest/doctest.h>

namespace {

using namespace pellucid;
using ide::SpelledAs;

// Where `total` is spelled so, in brackets.
std::string marked(std::string program, SpelledAs as) {
  source::Text text(program);
  std::vector<source::Range> found = ide::spelled(text, source::PythonVersion{15}, "total", as);
  for (size_t i = found.size(); i-- > 0;) {
    program.insert(found[i].end, "]");
    program.insert(found[i].start, "[");
  }
  return program;
}

TEST_CASE("attributes are told from names, strings, comments and imported modules") {
  CHECK(marked("import a.total\nfrom .total import total; a.total\nfrom a import (total,\n total)\n"
               "total.b.total()(total).\\\n  total # a.total\n'a.total', f'{a.total}', a . total = total\n",
               SpelledAs::Attribute) ==
        "import a.total\nfrom .total import total; a.[total]\nfrom a import (total,\n total)\n"
        "total.b.[total]()(total).\\\n  [total] # a.total\n'a.total', f'{a.[total]}', a . [total] = total\n");
  CHECK(marked("if x: from a.total import b\ndef g(): yield from a.total\n", SpelledAs::Attribute) ==
        "if x: from a.total import b\ndef g(): yield from a.[total]\n");
}

TEST_CASE("keywords are told from parameters, assignments and comparisons") {
  CHECK(
      marked(
          "total = f(total=1, *total, **{total: 1}, total = total)\ndef f(a, total=2): f(a)(total=1)\n"
          "f(total == 1, {total}, (\n  total) \n, # more\n total\n=3)\nclass C(total=1): ...\n(a, total) = 1\n",
          SpelledAs::Keyword) ==
      "total = f([total]=1, *total, **{total: 1}, [total] = total)\ndef f(a, total=2): f(a)([total]=1)\n"
      "f(total == 1, {total}, (\n  total) \n, # more\n [total]\n=3)\nclass C([total]=1): ...\n(a, total) = 1\n");
}

TEST_CASE("parameters behind type parameters, and those of a lambda, are no keywords") {
  CHECK(
      marked(
          "def f[T](a, total=1): f[T](total=1)\ndef f[*T, U: (int, g(a, total=2)) = [str]](a, total=1): ...\n"
          "class C[T](A, total=1): ...\nf[def f](a, total=1)\ndef f[T](\n  total=1): ...\n",
          SpelledAs::Keyword) ==
      "def f[T](a, total=1): f[T]([total]=1)\ndef f[*T, U: (int, g(a, [total]=2)) = [str]](a, total=1): ...\n"
      "class C[T](A, [total]=1): ...\nf[def f](a, [total]=1)\ndef f[T](\n  total=1): ...\n");
  CHECK(marked("g(lambda a, total=1: total, total=2)\ng(lambda a=h(b, total=1), total=2: {a: b}, total=3)\n"
               "g(lambda a, b=lambda c, total=1: c, total=2: 1, total=3)\n"
               "g({lambda a: 1: 2}, lambda: 0, total=1)\n",
               SpelledAs::Keyword) ==
        "g(lambda a, total=1: total, [total]=2)\ng(lambda a=h(b, [total]=1), total=2: {a: b}, [total]=3)\n"
        "g(lambda a, b=lambda c, total=1: c, total=2: 1, [total]=3)\n"
        "g({lambda a: 1: 2}, lambda: 0, [total]=1)\n");
}

TEST_CASE("brackets that nothing closes and nothing opens do no harm") {
  CHECK(marked(")]}total=1\nf(total=", SpelledAs::Keyword) == ")]}total=1\nf([total]=");
  CHECK(marked("a.total", SpelledAs::Attribute) == "a.[total]");
  CHECK(marked("", SpelledAs::Keyword).empty());
}

}  // namespace
