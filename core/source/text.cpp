#include "source/text.h"

#include <cstring>

#include "base/check.h"

namespace pellucid::source {

Text::Text(std::string_view bytes)
    : bytes_(new char[bytes.size() + kPadding]), size_(static_cast<uint32_t>(bytes.size())) {
  PEL_CHECK(bytes.size() <= kMaxTextSize, bytes.size());
  bytes.copy(bytes_.get(), bytes.size());
  std::memset(bytes_.get() + bytes.size(), 0, kPadding);
}

}  // namespace pellucid::source
