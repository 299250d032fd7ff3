#include "check/literal_value.h"

#include <cmath>
#include <cstdlib>
#include <cstring>

#include "lex/literal.h"

namespace pellucid::check {

using syntax::Node;
using syntax::NodeIndex;
using syntax::NodeKind;
using syntax::Operator;
using syntax::Tree;

namespace {

bool is_number(NodeKind kind) {
  return kind == NodeKind::IntegerLiteral || kind == NodeKind::FloatLiteral ||
         kind == NodeKind::ImaginaryLiteral;
}

bool is_leaf_constant(NodeKind kind) {
  switch (kind) {
    case NodeKind::StringLiteral:
    case NodeKind::BytesLiteral:
    case NodeKind::NoneLiteral:
    case NodeKind::TrueLiteral:
    case NodeKind::FalseLiteral:
    case NodeKind::EllipsisLiteral: return true;
    default: return is_number(kind);
  }
}

bool is_sign(const Tree& tree, NodeIndex node) {
  return tree.kind(node) == NodeKind::UnaryOp &&
         (tree.op(node) == Operator::Negative || tree.op(node) == Operator::Positive) &&
         is_number(tree.kind(node.next()));
}

std::string without_underscores(std::string_view source) {
  std::string digits;
  for (char c : source)
    if (c != '_') digits.push_back(c);
  return digits;
}

std::string integer(bool negative, std::string_view digits) {
  size_t first = digits.find_first_not_of('0');
  if (first == std::string_view::npos) return "i0";
  return (negative ? "i-" : "i") + std::string(digits.substr(first));
}

// `0x…`, `0o…`, `0b…` of up to 64 bits meet their decimal twins; longer ones only those of their own base.
std::string integer_value(std::string_view source, bool negative) {
  std::string digits = without_underscores(source);
  if (digits.size() < 3 || digits[0] != '0' || (digits[1] >= '0' && digits[1] <= '9'))
    return integer(negative, digits);
  int base = (digits[1] | 0x20) == 'x' ? 16 : (digits[1] | 0x20) == 'o' ? 8 : 2;
  std::string_view body = std::string_view(digits).substr(2);
  size_t first = body.find_first_not_of('0');
  if (first == std::string_view::npos) return "i0";
  body = body.substr(first);
  if (body.size() > 64 / static_cast<size_t>(__builtin_ctz(static_cast<unsigned>(base == 8 ? 16 : base)))) {
    for (char& c : digits) c = static_cast<char>(c | 0x20);
    return (negative ? "i-" : "i") + digits;
  }
  return integer(negative, std::to_string(std::strtoull(std::string(body).c_str(), nullptr, base)));
}

std::string real_value(std::string_view source, bool negative, char kind) {
  double value = std::strtod(without_underscores(source).c_str(), nullptr);
  if (value == 0) return "i0";
  constexpr double kExact = 9007199254740992;  // whole numbers below 2 ** 53
  if (kind == 'f' && value < kExact && value == std::floor(value))
    return integer(negative, std::to_string(static_cast<uint64_t>(value)));
  double its = negative ? -value : value;
  uint64_t bits;
  std::memcpy(&bits, &its, sizeof bits);
  return kind + std::to_string(bits);
}

std::string number_value(const Tree& tree, NodeIndex node, const source::Text& text, bool negative) {
  std::string_view source = text.slice(tree.range(node));
  switch (tree.kind(node)) {
    case NodeKind::IntegerLiteral: return integer_value(source, negative);
    case NodeKind::FloatLiteral: return real_value(source, negative, 'f');
    default: return real_value(source.substr(0, source.size() - 1), negative, 'j');
  }
}

std::string leaf_value(const Tree& tree, NodeIndex node, const source::Text& text) {
  switch (tree.kind(node)) {
    case NodeKind::StringLiteral: return "s" + lex::decode_string_literal(text.slice(tree.range(node)));
    case NodeKind::BytesLiteral: return "b" + lex::decode_bytes_literal(text.slice(tree.range(node)));
    case NodeKind::NoneLiteral: return "N";
    case NodeKind::TrueLiteral: return "i1";
    case NodeKind::FalseLiteral: return "i0";
    case NodeKind::EllipsisLiteral: return "E";
    default: return number_value(tree, node, text, false);
  }
}

// The value of a string without prefix, escape and joining, as most are; none for others.
std::optional<std::string_view> plain_string(std::string_view source) {
  if (source.size() < 2 || (source[0] != '"' && source[0] != '\'')) return std::nullopt;
  std::string_view inside = source.substr(1, source.size() - 2);
  if (inside.find_first_of("\\'\"\r\n") != std::string_view::npos) return std::nullopt;
  return inside;
}

// FNV-1a.
uint64_t hash_of(std::string_view bytes, uint64_t hash) {
  for (char c : bytes) hash = (hash ^ static_cast<uint8_t>(c)) * 0x100000001B3u;
  return hash;
}

constexpr uint64_t kSeed = 0xCBF29CE484222325u;

}  // namespace

bool is_constant(Node node) {
  const Tree& tree = node.tree();
  NodeIndex end = tree.subtree_end(node.index());
  for (NodeIndex at = node.index(); at < end; at = at.next()) {
    if (is_sign(tree, at)) {
      at = at.next();
    } else if (tree.kind(at) != NodeKind::Tuple && !is_leaf_constant(tree.kind(at))) {
      return false;
    }
  }
  return true;
}

std::optional<std::string> constant_value(Node node, const source::Text& text) {
  const Tree& tree = node.tree();
  NodeIndex end = tree.subtree_end(node.index());
  std::string out;
  // In preorder, every tuple with the number of its elements and every value with its length: one way to read
  // it.
  for (NodeIndex at = node.index(); at < end; at = at.next()) {
    std::string value;
    if (is_sign(tree, at)) {
      bool negative = tree.op(at) == Operator::Negative;
      at = at.next();
      value = number_value(tree, at, text, negative);
    } else if (tree.kind(at) == NodeKind::Tuple) {
      uint32_t elements = 0;
      for ([[maybe_unused]] Node element : Node(tree, at).children()) ++elements;
      value = "t" + std::to_string(elements);
    } else if (tree.kind(at) == NodeKind::Name) {
      value = "n" + std::to_string(tree.payload(at));
    } else if (is_leaf_constant(tree.kind(at))) {
      value = leaf_value(tree, at, text);
    } else {
      return std::nullopt;
    }
    out += std::to_string(value.size()) + ":" + value;
  }
  return out;
}

uint64_t constant_hash(Node node, const source::Text& text) {
  switch (node.kind()) {
    case NodeKind::StringLiteral: {
      std::string_view source = text.slice(node.range());
      if (auto plain = plain_string(source)) return hash_of(*plain, kSeed);
      return hash_of(lex::decode_string_literal(source), kSeed);
    }
    case NodeKind::Name: return (node.tree().payload(node.index()) + 1) * 0x9E3779B97F4A7C15u;
    default:
      if (auto value = constant_value(node, text)) return hash_of(*value, ~kSeed);
      return 0;
  }
}

}  // namespace pellucid::check
