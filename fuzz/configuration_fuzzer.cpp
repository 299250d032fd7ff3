// Any bytes may stand in a configuration: what comes out is settings or faults with their places.

#include <string>

#include "input.h"
#include "project/configuration.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace pellucid;
  std::string_view text(reinterpret_cast<const char*>(data), size);
  std::vector<std::string> faults;
  for (auto file : {project::ConfigurationFile::Pellucid, project::ConfigurationFile::Pyproject}) {
    project::ConfigurationText read = project::read_configuration(text, file);
    for (const project::ConfigurationFault& fault : read.faults) {
      if (fault.line == 0 || fault.column == 0) faults.push_back("no place: " + fault.message);
      if (fault.message.empty()) faults.push_back("no message");
    }
  }
  fuzz::expect_none(faults, "configuration");
  return 0;
}
