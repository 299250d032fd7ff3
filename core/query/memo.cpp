#include "query/memo.h"

#include <algorithm>

namespace pellucid::query {

void Memo::drop_dependencies() {
  if (count_ > 1) delete[] many_;
  count_ = 0;
  grouped = 0;
  many_ = nullptr;
}

void Memo::set_dependencies(std::span<const Ref> reads) {
  auto count = static_cast<uint32_t>(reads.size());
  // Most runs read what they read before, or as much: then the room is kept.
  if (count != count_ || grouped) drop_dependencies();
  if (count == 1) {
    one_ = reads[0];
  } else if (count > 1) {
    if (count_ == 0) many_ = new Ref[count];
    std::copy(reads.begin(), reads.end(), many_);
  }
  count_ = count;
}

void Memo::join_group(uint32_t group) {
  drop_dependencies();
  grouped = 1;
  group_ = group;
}

}  // namespace pellucid::query
