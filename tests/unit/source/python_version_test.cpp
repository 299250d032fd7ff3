#include "source/python_version.h"

#include <doctest/doctest.h>

namespace pellucid::source {
namespace {

TEST_CASE("versions from 3.8 to 3.15 are read and written") {
  for (uint32_t minor = 8; minor <= 15; ++minor) {
    PythonVersion version{minor};
    CHECK(parse_python_version(version.to_string()) == version);
  }
  CHECK(parse_python_version("3.9") < parse_python_version("3.10"));
}

TEST_CASE("anything else is no version") {
  for (std::string_view text : {"", "3", "3.", "3.7", "3.16", "2.7", "4.0", "3.08", "3.8 ", " 3.8", "3.8.1",
                                "3.-8", "3.+8", "3.x", "3.99999999999"}) {
    CAPTURE(text);
    CHECK(!parse_python_version(text));
  }
}

}  // namespace
}  // namespace pellucid::source
