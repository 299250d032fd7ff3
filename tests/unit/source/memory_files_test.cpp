#include "source/memory_files.h"

#include <doctest/doctest.h>

namespace pellucid::source {
namespace {

TEST_CASE("files, the folders around them, and nothing else") {
  MemoryFiles files;
  files.write("a/b.py", "b");
  files.write("a.py", "a");
  files.write("a-b/c.py", "c");
  files.write("../lib/x.py", "x");
  files.write("/abs/y.py", "y");
  CHECK(files.kind("") == FileKind::Folder);
  CHECK(files.kind("a") == FileKind::Folder);
  CHECK(files.kind("a/b.py") == FileKind::File);
  CHECK(files.kind("a/b") == FileKind::Absent);
  CHECK(files.kind("A") == FileKind::Absent);
  CHECK(files.kind("../lib") == FileKind::Folder);
  CHECK(files.list("") == std::vector<FolderEntry>{
                              {"a", FileKind::Folder}, {"a-b", FileKind::Folder}, {"a.py", FileKind::File}});
  CHECK(files.list("a") == std::vector<FolderEntry>{{"b.py", FileKind::File}});
  CHECK(files.list("../lib") == std::vector<FolderEntry>{{"x.py", FileKind::File}});
  CHECK(files.list("none").empty());
  CHECK(files.read("a.py") == FileContent{ReadStatus::Read, "a", ""});
  CHECK(files.read("a").status == ReadStatus::Absent);
  CHECK(files.remove("a/b.py"));
  CHECK(!files.remove("a/b.py"));
  CHECK(files.kind("a") == FileKind::Absent);
}

TEST_CASE("paths") {
  CHECK(join_path("", "a.py") == "a.py");
  CHECK(join_path("a/b", "c") == "a/b/c");
  CHECK(join_path("/", "c") == "/c");
  CHECK(folder_of("a/b.py") == "a");
  CHECK(folder_of("a.py").empty());
  CHECK(folder_of("/a") == "/");
  CHECK(file_name_of("a/b.py") == "b.py");
  CHECK(is_within("a/b", "a"));
  CHECK(is_within("a", "a"));
  CHECK(!is_within("ab", "a"));
  CHECK(is_within("a", ""));
  CHECK(!is_within("../a", ""));
  CHECK(!is_within("/a", ""));
  CHECK(is_within("/a", "/"));
  CHECK(normal_path("a//./b/../c.py") == "a/c.py");
  CHECK(normal_path("./").empty());
  CHECK(normal_path("a/..").empty());
  CHECK(normal_path("../../x") == "../../x");
  CHECK(normal_path("/../x") == "/x");
  CHECK(normal_path("a/../../x") == "../x");
}

}  // namespace
}  // namespace pellucid::source
