#pragma once

// The dotted name of a module: `email.mime.text`. The empty name is that of the project's folder where that
// folder is itself a package: its `__init__.py` has no name that one could import it by, but a relative
// import reaches it.

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace pellucid::resolve {

class ModuleName {
 public:
  ModuleName() = default;
  // Parts divided by single dots, or nothing. Parts need not be identifiers: files have any names.
  explicit ModuleName(std::string dotted) : text_(std::move(dotted)) {}
  explicit ModuleName(std::string_view dotted) : text_(dotted) {}
  explicit ModuleName(const char* dotted) : text_(dotted) {}

  const std::string& text() const { return text_; }
  bool empty() const { return text_.empty(); }
  uint32_t part_count() const;
  // `email` of `email.mime.text`.
  std::string_view first() const { return std::string_view(text_).substr(0, text_.find('.')); }
  // `text` of `email.mime.text`.
  std::string_view last() const {
    size_t dot = text_.rfind('.');
    return dot == std::string::npos ? std::string_view(text_) : std::string_view(text_).substr(dot + 1);
  }
  // `email.mime` of `email.mime.text`; empty for a single part.
  ModuleName parent() const;
  // The first `count` parts.
  ModuleName head(uint32_t count) const;
  // `email.mime.text` of `email` and `mime.text`; either may be empty.
  ModuleName join(std::string_view below) const;
  // Whether this is `package`, or below it. Everything is below the empty name.
  bool is_within(const ModuleName& package) const;
  std::vector<std::string_view> parts() const;
  // Whether an `import` statement can spell it: every part is an identifier and no keyword. The empty name is
  // not.
  bool is_importable() const;

  friend bool operator==(const ModuleName&, const ModuleName&) = default;
  // By bytes. Emscripten's library has no `<=>` for strings.
  friend bool operator<(const ModuleName& a, const ModuleName& b) { return a.text_ < b.text_; }

 private:
  std::string text_;
};

// What a string holds outside itself.
inline size_t string_bytes(const std::string& text) {
  return text.capacity() <= std::string().capacity() ? 0 : text.capacity() + 1;
}
inline size_t memory_bytes(const ModuleName& name) { return string_bytes(name.text()); }

}  // namespace pellucid::resolve

template <>
struct std::hash<pellucid::resolve::ModuleName> {
  size_t operator()(const pellucid::resolve::ModuleName& name) const {
    return std::hash<std::string>()(name.text());
  }
};
