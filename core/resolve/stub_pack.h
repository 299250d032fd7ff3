#pragma once

// The stubs of the standard library in one file, which scripts/pack_stubs.mjs makes of typeshed. All numbers
// are 32 bits, the lowest byte first:
//
//     "PELSTUB1"
//     number of files, bytes of the names, bytes of the whole
//     by file, in the order of names: where its name begins, its length, where its text begins, its length
//     the names, one behind the other: `LICENSE`, …, `stdlib/VERSIONS`, …, `stdlib/os/__init__.pyi`, …
//     the texts
//
// Names begin where the list ends, texts count from the start of the pack. A pack is looked up in place:
// nothing is copied, and of a pack that is mapped into memory only the pages of the list and of texts that
// are read become resident. Opening checks the whole list, so that no later look can leave the pack, whatever
// its bytes are. Damage within a text is not seen.
//
// Must never know: what a stub means.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "source/file_system.h"

namespace pellucid::resolve {

class StubPack {
 public:
  // Without files.
  StubPack() = default;

  struct Opened;
  // `bytes` must outlive the pack. O(files).
  static Opened open(std::string_view bytes);

  uint32_t file_count() const { return count_; }
  // In order; `index < file_count()`.
  std::string_view name(uint32_t index) const;
  std::string_view text(uint32_t index) const;
  // O(log n).
  std::optional<std::string_view> find(std::string_view name) const;

  source::FileKind kind(std::string_view path) const;
  std::vector<source::FolderEntry> list(std::string_view folder) const;

 private:
  uint32_t number(size_t at) const;
  uint32_t field(uint32_t index, uint32_t which) const;
  // The first file whose name is not before this one.
  uint32_t lower_bound(std::string_view name) const;
  std::string check() const;

  std::string_view bytes_;
  uint32_t count_ = 0;
};

struct StubPack::Opened {
  StubPack pack;        // empty if there is a problem
  std::string problem;  // "the stub pack ends too early"
};

// The folder of the pack's standard library among all paths; that of the pack itself is source::kPackRoot.
using source::kPackRoot;
inline constexpr std::string_view kStubRoot = "typeshed:stdlib";

// The pack's files below kPackRoot, beside those of a project.
class StubFiles final : public source::FileSystem {
 public:
  // Both must outlive this.
  StubFiles(const source::FileSystem& project, const StubPack& pack) : project_(project), pack_(pack) {}

  source::FileKind kind(std::string_view path) const override;
  std::vector<source::FolderEntry> list(std::string_view path) const override;
  source::FileContent read(std::string_view path) const override;

 private:
  const source::FileSystem& project_;
  const StubPack& pack_;
};

}  // namespace pellucid::resolve
