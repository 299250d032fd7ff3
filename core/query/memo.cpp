#include "query/memo.h"

#include <algorithm>

namespace pellucid::query {

void Memo::drop_dependencies() {
  if (count_ > 1) delete[] held_.many;
  count_ = 0;
  grouped = 0;
  held_.many = nullptr;
}

void Memo::set_dependencies(std::span<const Ref> reads) {
  auto count = static_cast<uint32_t>(reads.size());
  // Most runs read what they read before, or as much: then the room is kept.
  if (count != count_ || grouped) drop_dependencies();
  if (count == 1) {
    held_.one = reads[0];
  } else if (count > 1) {
    if (count_ == 0) held_.many = new Ref[count];
    std::copy(reads.begin(), reads.end(), held_.many);
  }
  count_ = count;
}

void Memo::join_group(uint32_t group) {
  drop_dependencies();
  grouped = 1;
  held_.group = group;
}

}  // namespace pellucid::query
