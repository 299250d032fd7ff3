#pragma once

// JSON written piece by piece, with the commas where they belong; and with places of one text, as the caller
// counts them.
//
//     out.open('{'), out.text("name", "x"), out.range("range", range), out.close('}');

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "source/text.h"
#include "wire/json_writer.h"
#include "wire/positions.h"

namespace pellucid::wire {

class JsonStream {
 public:
  // An object or an array, a value of its own or behind key().
  void open(char bracket) {
    comma();
    out_ += bracket;
    comma_ = false;
  }
  void close(char bracket) {
    out_ += bracket;
    comma_ = true;
  }
  // `name` needs no escapes.
  void key(std::string_view name) {
    comma();
    out_ += '"';
    out_ += name;
    out_ += "\":";
    comma_ = false;
  }

  void text(std::string_view value) {
    comma();
    append_json_string(out_, value);
  }
  void element(uint64_t number) {
    comma();
    append_json_number(out_, number);
  }
  // JSON as it is: `true`, `null`, a value that is written already.
  void word(std::string_view value) {
    comma();
    out_ += value;
  }

  void text(std::string_view name, std::string_view value) { key(name), text(value); }
  void number(std::string_view name, uint64_t value) { key(name), element(value); }
  void flag(std::string_view name, bool value) { key(name), word(value ? "true" : "false"); }
  void null(std::string_view name) { key(name), word("null"); }
  // An object for each item, whose members `write` adds.
  template <class Items, class Write>
  void list(std::string_view name, const Items& items, Write write) {
    key(name);
    objects(items, write);
  }
  template <class Items, class Write>
  void objects(const Items& items, Write write) {
    open('[');
    for (const auto& item : items) {
      open('{');
      write(item);
      close('}');
    }
    close(']');
  }

  std::string take() { return std::move(out_); }

 private:
  void comma() {
    if (comma_) out_ += ',';
    comma_ = true;
  }

  std::string out_;
  bool comma_ = false;
};

class PlacedJson : public JsonStream {
 public:
  PlacedJson(const Positions& positions, Columns columns) : positions_(positions), columns_(columns) {}

  // Lines and columns, with offsets: in bytes, or in UTF-16 units for whoever counts in them.
  void range(std::string_view name, source::Range range) { key(name), place(range, true); }
  void range(std::string_view name, const std::optional<source::Range>& range) {
    key(name);
    range ? place(*range, true) : word("null");
  }
  // Lines and columns alone.
  void span(std::string_view name, source::Range range) { key(name), place(range, false); }
  void span(std::string_view name, const std::optional<source::Range>& range) {
    key(name);
    range ? place(*range, false) : word("null");
  }

 private:
  void place(source::Range range, bool with_offsets) {
    open('{');
    for (auto [name, offset] : {std::pair("start", range.start), std::pair("end", range.end)}) {
      LineColumn at = positions_.at(offset);
      key(name);
      open('{');
      number("line", at.line);
      number("column", at.column);
      if (with_offsets)
        number("offset", columns_ == Columns::Utf16 ? positions_.units_before(offset) : offset);
      close('}');
    }
    close('}');
  }

  const Positions& positions_;
  Columns columns_;
};

}  // namespace pellucid::wire
