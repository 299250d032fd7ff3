#include "lex/literal.h"

#include "lex/characters.h"
#include "lex/token.h"
#include "source/character_names.h"
#include "source/utf8.h"

namespace pellucid::lex {

namespace {

struct Escapes {
  bool raw;
  bool bytes;
  bool doubled_braces;
};

// A line break in a literal is LF, however the file spells it.
const char* append_line_break(const char* p, std::string& out) {
  out.push_back('\n');
  return after_line_break(p);
}

const char* append_hex(const char* p, const char* end, uint32_t digits, bool bytes, std::string& out) {
  uint32_t code = 0;
  for (uint32_t i = 0; i < digits; ++i) {
    uint32_t value = p + i < end ? hex_value(p[i]) : 16;
    if (value == 16) {
      out.append(p - 2, p);
      return p;
    }
    code = code << 4 | value;
  }
  if (bytes) {
    out.push_back(static_cast<char>(code));
  } else {
    source::append_utf8(out, code <= 0x10FFFF ? code : source::kReplacementCharacter);
  }
  return p + digits;
}

// `p` is behind a backslash.
const char* append_escape(const char* p, const char* end, Escapes how, std::string& out) {
  if (p == end) {
    out.push_back('\\');
    return p;
  }
  switch (*p) {
    case '\n':
    case '\r': return after_line_break(p) < end ? after_line_break(p) : end;
    case '\\':
    case '\'':
    case '"': out.push_back(*p); return p + 1;
    case 'a': out.push_back('\a'); return p + 1;
    case 'b': out.push_back('\b'); return p + 1;
    case 'f': out.push_back('\f'); return p + 1;
    case 'n': out.push_back('\n'); return p + 1;
    case 'r': out.push_back('\r'); return p + 1;
    case 't': out.push_back('\t'); return p + 1;
    case 'v': out.push_back('\v'); return p + 1;
    case '0':
    case '1':
    case '2':
    case '3':
    case '4':
    case '5':
    case '6':
    case '7': {
      uint32_t code = 0;
      const char* digit = p;
      while (digit < end && digit < p + 3 && *digit >= '0' && *digit <= '7')
        code = code * 8 + static_cast<uint32_t>(*digit++ - '0');
      if (how.bytes) {
        out.push_back(static_cast<char>(code));
      } else {
        source::append_utf8(out, code);
      }
      return digit;
    }
    case 'x': return append_hex(p + 1, end, 2, how.bytes, out);
    case 'u':
      if (!how.bytes) return append_hex(p + 1, end, 4, false, out);
      break;
    case 'U':
      if (!how.bytes) return append_hex(p + 1, end, 8, false, out);
      break;
    case 'N':
      if (!how.bytes && p + 1 < end && p[1] == '{') {
        std::string_view rest(p + 2, static_cast<size_t>(end - p - 2));
        size_t close = rest.find('}');
        if (close != std::string_view::npos) {
          uint32_t code =
              source::character_named(rest.substr(0, close)).value_or(source::kReplacementCharacter);
          source::append_utf8(out, code);
          return p + 2 + close + 1;
        }
      }
      break;
    default: break;
  }
  out.push_back('\\');
  return p;
}

// `decoded(p)` is called before what stands at `p` is appended.
template <class Decoded>
void append_decoded(std::string_view text, Escapes how, std::string& out, Decoded decoded) {
  const char* p = text.data();
  const char* end = p + text.size();
  while (p < end) {
    decoded(p);
    if (*p == '\\' && !how.raw) {
      p = append_escape(p + 1, end, how, out);
    } else if (is_line_break(*p)) {
      p = append_line_break(p, out);
    } else if (how.doubled_braces && (*p == '{' || *p == '}') && p + 1 < end && p[1] == *p) {
      out.push_back(*p);
      p += 2;
    } else {
      out.push_back(*p++);
    }
  }
}

void append_decoded(std::string_view text, Escapes how, std::string& out) {
  append_decoded(text, how, out, [](const char*) {});
}

// Calls `found(token)` for each token.
template <class Found>
void each_string(std::string_view source, Found found) {
  const char* p = source.data();
  const char* end = p + source.size();
  while (p < end) {
    if (*p == '#') {
      while (p < end && !is_line_break(*p)) ++p;
      continue;
    }
    if (!is_word_character(*p) && *p != '"' && *p != '\'') {
      ++p;  // white space, line break or the backslash of a continuation
      continue;
    }
    const char* prefix = p;
    while (p < end && is_word_character(*p)) ++p;
    if (p == end || (*p != '"' && *p != '\'')) continue;  // a stray word, which has been reported
    uint16_t flags = 0;
    string_prefix({prefix, static_cast<size_t>(p - prefix)}, flags);
    char quote = *p;
    bool triple = end - p >= 3 && p[1] == quote && p[2] == quote;
    const char* text = p + (triple ? 3 : 1);
    const char* q = text;
    auto closes = [&] {
      return *q == quote && (!triple || (end - q >= 3 && q[1] == quote && q[2] == quote));
    };
    // A string of one line that has no end goes to the end of its line.
    while (q < end && !closes() && (triple || !is_line_break(*q))) {
      if (*q != '\\' || q + 1 == end) {
        ++q;
      } else {
        q = is_line_break(q[1]) ? after_line_break(q + 1) : q + 2;
      }
    }
    if (q > end) q = end;
    auto offset = [&source](const char* at) { return static_cast<uint32_t>(at - source.data()); };
    found(StringToken{offset(prefix), offset(p), offset(text), offset(q), flags});
    p = q < end && closes() ? q + (triple ? 3 : 1) : q;
  }
}

std::string_view text_of(std::string_view source, const StringToken& token) {
  return source.substr(token.text_start, token.text_end - token.text_start);
}

std::string decode(std::string_view source, bool bytes) {
  std::string out;
  each_string(source, [&](const StringToken& token) {
    append_decoded(text_of(source, token), {(token.flags & kRawString) != 0, bytes, false}, out);
  });
  return out;
}

std::string decode(std::string_view source, bool bytes, std::vector<uint32_t>& offsets) {
  std::string out;
  uint32_t end = 0;
  offsets.clear();
  each_string(source, [&](const StringToken& token) {
    uint32_t from = token.text_start;
    append_decoded(text_of(source, token), {(token.flags & kRawString) != 0, bytes, false}, out,
                   [&](const char* p) {
                     offsets.resize(out.size(), from);
                     from = static_cast<uint32_t>(p - source.data());
                   });
    offsets.resize(out.size(), from);
    end = token.text_end;
  });
  offsets.push_back(end);
  return out;
}

}  // namespace

std::string decode_string_literal(std::string_view source) { return decode(source, false); }
std::string decode_bytes_literal(std::string_view source) { return decode(source, true); }

std::string decode_string_literal(std::string_view source, std::vector<uint32_t>& offsets) {
  return decode(source, false, offsets);
}
std::string decode_bytes_literal(std::string_view source, std::vector<uint32_t>& offsets) {
  return decode(source, true, offsets);
}

std::vector<StringToken> string_tokens(std::string_view source) {
  std::vector<StringToken> tokens;
  each_string(source, [&tokens](const StringToken& token) { tokens.push_back(token); });
  return tokens;
}

bool has_unicode_prefix(std::string_view source) { return source.starts_with('u'); }

std::string decode_interpolated_text(std::string_view source, TextOf what) {
  std::string out;
  bool raw = what == TextOf::RawString || what == TextOf::RawFormatSpec;
  bool braces = what == TextOf::String || what == TextOf::RawString;
  append_decoded(source, {raw, false, braces}, out);
  return out;
}

}  // namespace pellucid::lex
