#include "resolve/stub_pack.h"

#include "base/check.h"

namespace pellucid::resolve {

namespace {

constexpr std::string_view kMagic = "PELSTUB1";
constexpr size_t kHeaderBytes = 8 + 3 * 4;
constexpr size_t kEntryBytes = 4 * 4;
enum Field : uint32_t { kNameStart, kNameSize, kTextStart, kTextSize };

// Of `typeshed:stdlib/os.pyi` the name in the pack; none for paths elsewhere.
std::optional<std::string_view> inside_pack(std::string_view path) {
  if (!path.starts_with(kPackRoot)) return std::nullopt;
  return path.substr(kPackRoot.size());
}

bool is_plain_path(std::string_view path) {
  return !path.empty() && source::normal_path(path) == path && path[0] != '/' && !path.starts_with("..");
}

}  // namespace

uint32_t StubPack::number(size_t at) const {
  uint32_t value = 0;
  for (uint32_t i = 0; i < 4; ++i)
    value |= static_cast<uint32_t>(static_cast<unsigned char>(bytes_[at + i])) << (8 * i);
  return value;
}

uint32_t StubPack::field(uint32_t index, uint32_t which) const {
  return number(kHeaderBytes + index * kEntryBytes + which * size_t{4});
}

std::string_view StubPack::name(uint32_t index) const {
  PEL_CHECK(index < count_, "file ", index, " of ", count_);
  size_t names = kHeaderBytes + count_ * kEntryBytes;
  return bytes_.substr(names + field(index, kNameStart), field(index, kNameSize));
}

std::string_view StubPack::text(uint32_t index) const {
  PEL_CHECK(index < count_, "file ", index, " of ", count_);
  return bytes_.substr(field(index, kTextStart), field(index, kTextSize));
}

StubPack::Opened StubPack::open(std::string_view bytes) {
  Opened opened;
  if (!bytes.starts_with(kMagic)) {
    opened.problem =
        bytes.empty() ? "the stub pack is empty" : "this is no stub pack, or one of another version";
    return opened;
  }
  opened.pack.bytes_ = bytes;
  opened.problem = bytes.size() < kHeaderBytes ? "the stub pack ends too early" : opened.pack.check();
  if (opened.problem.empty()) {
    opened.pack.count_ = opened.pack.number(kMagic.size());
  } else {
    opened.pack = StubPack();
  }
  return opened;
}

std::string StubPack::check() const {
  uint64_t count = number(8), names_bytes = number(12), whole = number(16);
  if (whole != bytes_.size())
    return bytes_.size() < whole ? "the stub pack ends too early" : "the stub pack is longer than it says";
  uint64_t names = kHeaderBytes + count * kEntryBytes, texts = names + names_bytes;
  if (texts > whole) return "the list of the stub pack does not fit into it";
  std::string_view before;
  for (uint32_t i = 0; i < count; ++i) {
    uint64_t start = field(i, kNameStart), size = field(i, kNameSize);
    if (start + size > names_bytes) return "a name in the stub pack does not lie among its names";
    std::string_view name = bytes_.substr(static_cast<size_t>(names + start), static_cast<size_t>(size));
    if (!is_plain_path(name)) return "a name in the stub pack is no path";
    if (i > 0 && !(before < name)) return "the names in the stub pack are out of order";
    before = name;
    uint64_t text = field(i, kTextStart), text_size = field(i, kTextSize);
    if (text < texts || text + text_size > whole) return "a text in the stub pack does not lie in it";
  }
  return {};
}

uint32_t StubPack::lower_bound(std::string_view wanted) const {
  uint32_t first = 0, last = count_;
  while (first < last) {
    uint32_t middle = first + (last - first) / 2;
    if (name(middle) < wanted) {
      first = middle + 1;
    } else {
      last = middle;
    }
  }
  return first;
}

std::optional<std::string_view> StubPack::find(std::string_view wanted) const {
  uint32_t at = lower_bound(wanted);
  if (at == count_ || name(at) != wanted) return std::nullopt;
  return text(at);
}

source::FileKind StubPack::kind(std::string_view path) const {
  if (path.empty()) return source::FileKind::Folder;
  if (find(path)) return source::FileKind::File;
  std::string inside = std::string(path) + '/';
  uint32_t at = lower_bound(inside);
  return at != count_ && name(at).starts_with(inside) ? source::FileKind::Folder : source::FileKind::Absent;
}

std::vector<source::FolderEntry> StubPack::list(std::string_view folder) const {
  std::string inside = folder.empty() ? std::string() : std::string(folder) + '/';
  std::vector<source::FolderEntry> entries;
  for (uint32_t at = lower_bound(inside); at != count_ && name(at).starts_with(inside);) {
    std::string_view rest = name(at).substr(inside.size());
    size_t slash = rest.find('/');
    std::string entry(rest.substr(0, slash));
    if (slash == std::string_view::npos) {
      entries.push_back({entry, source::FileKind::File});
      ++at;
    } else {
      // Past all that begins with `entry/`: `0` follows `/`.
      at = lower_bound(inside + entry + static_cast<char>('/' + 1));
      entries.push_back({std::move(entry), source::FileKind::Folder});
    }
  }
  return entries;
}

source::FileKind StubFiles::kind(std::string_view path) const {
  if (auto name = inside_pack(path)) return pack_.kind(*name);
  return project_.kind(path);
}

std::vector<source::FolderEntry> StubFiles::list(std::string_view path) const {
  if (auto name = inside_pack(path)) return pack_.list(*name);
  return project_.list(path);
}

source::FileContent StubFiles::read(std::string_view path) const {
  auto name = inside_pack(path);
  if (!name) return project_.read(path);
  auto text = pack_.find(*name);
  if (!text) return {};
  return {source::ReadStatus::Read, std::string(*text), {}};
}

}  // namespace pellucid::resolve
