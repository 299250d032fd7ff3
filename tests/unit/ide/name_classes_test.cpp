#include "ide/name_classes.h"

#include "support/named.h"

namespace {

using namespace pellucid;
using tests::Named;

std::string_view text_of(ide::NameClass of) {
  switch (of) {
#define PEL_NAME_CLASS(name, text) \
  case ide::NameClass::name:       \
    return text;
#include "ide/name_class.def"
#undef PEL_NAME_CLASS
  }
  return {};
}

std::string classes(const std::string& source, source::Range within = {0, 10000}) {
  Named named(source);
  std::string out;
  for (const ide::ClassedName& its : ide::classed_names(named.session.engine(), named.id, *named.file,
                                                        ide::occurrences(*named.file), within)) {
    out += (out.empty() ? "" : " ") + std::string(named.file->text.slice(its.range)) + ":" +
           std::string(text_of(its.of));
    if (its.access == ide::NameAccess::Bind) out += "=";
    if (its.is_read_only) out += "!";
  }
  return out;
}

}  // namespace

TEST_CASE("names are told apart by what they stand for") {
  CHECK(
      classes("import os\nLIMIT = 1\ndef f(path): return len(path) + LIMIT\n") ==
      "os:namespace= LIMIT:variable=! f:function= path:parameter= len:builtin path:parameter LIMIT:variable!");
  CHECK(classes("class C[T]:\n  a = 1\n  def m(self): return a\n") ==
        "C:class= T:typeParameter= a:property= m:method= self:parameter= a:unresolved");
  CHECK(classes("type A = int\nx: A\ndel x\n") == "A:type= int:builtin x:variable A:type x:variable");
}

TEST_CASE("only what stands in the range is told") {
  CHECK(classes("a = 1\nb = a\nc = b\n", {6, 12}) == "b:variable= a:variable");
}
