// Expressions in the shape of `ast`.

#include "lex/literal.h"
#include "wire/cpython_projection.h"

namespace pellucid::wire {

void CpythonProjection::constant(Node node, std::string_view type, std::string_view value) {
  begin("Constant", node.range());
  put(",\"value\":{\"t\":\"");
  put(type);
  put("\"");
  if (!value.empty()) {
    put(",\"v\":");
    put(value);
  }
  put("},\"kind\":null}");
}

void CpythonProjection::string_constant(Range range, std::string_view value, bool unicode_prefix) {
  begin("Constant", range);
  put(",\"value\":{\"t\":\"str\",\"v\":");
  string(value);
  put("},\"kind\":");
  put(unicode_prefix ? "\"u\"" : "null");
  put("}");
}

void CpythonProjection::expression(Node node) {
  Range range = node.range();
  auto number_constant = [&](std::string_view type) {
    std::string quoted;
    append_json_string(quoted, source_of(node));
    constant(node, type, quoted);
  };
  auto elements = [&](std::string_view type, bool has_context) {
    begin(type, range);
    list("elts", node.children(Role::Elt));
    if (has_context) context(node);
  };
  switch (node.kind()) {
    case NodeKind::Name:
      begin("Name", range);
      text_field("id", name_of(node));
      context(node);
      break;
    case NodeKind::Attribute:
      begin("Attribute", range);
      field("value", views::Attribute(node).value());
      text_field("attr", name_of(views::Attribute(node).attr()));
      context(node);
      break;
    case NodeKind::Call:
      begin("Call", range);
      field("func", views::Call(node).func());
      list("args", node.children(Role::Arg));
      list("keywords", node.children(Role::Keyword));
      break;
    case NodeKind::Subscript: return subscript(views::Subscript(node));
    case NodeKind::Slice:
      if (since(9)) {
        begin("Slice", range);
      } else {
        begin("Slice");
      }
      field("lower", node.child(Role::Lower));
      field("upper", node.child(Role::Upper));
      field("step", node.child(Role::Step));
      break;
    case NodeKind::IntegerLiteral: return number_constant("int");
    case NodeKind::FloatLiteral: return number_constant("float");
    case NodeKind::ImaginaryLiteral: return number_constant("complex");
    case NodeKind::NoneLiteral: return constant(node, "None", "");
    case NodeKind::TrueLiteral: return constant(node, "bool", "true");
    case NodeKind::FalseLiteral: return constant(node, "bool", "false");
    case NodeKind::EllipsisLiteral: return constant(node, "Ellipsis", "");
    case NodeKind::StringLiteral:
      return string_constant(range, lex::decode_string_literal(source_of(node)),
                             lex::has_unicode_prefix(source_of(node)));
    case NodeKind::BytesLiteral: {
      static constexpr char kHex[] = "0123456789abcdef";
      std::string hex = "\"";
      for (char c : lex::decode_bytes_literal(source_of(node))) {
        hex.push_back(kHex[static_cast<uint8_t>(c) >> 4]);
        hex.push_back(kHex[c & 15]);
      }
      return constant(node, "bytes", hex + "\"");
    }
    case NodeKind::JoinedStr:
    case NodeKind::TemplateStr:
    case NodeKind::FormatSpec: return joined(node);
    case NodeKind::ReplacementField: return replacement_field(node);
    case NodeKind::BoolOp:
      begin("BoolOp", range);
      op_field(tree_.op(node.index()));
      list("values", node.children(Role::Value));
      break;
    case NodeKind::BinOp:
      begin("BinOp", range);
      field("left", views::BinOp(node).left());
      op_field(tree_.op(node.index()));
      field("right", views::BinOp(node).right());
      break;
    case NodeKind::UnaryOp:
      begin("UnaryOp", range);
      op_field(tree_.op(node.index()));
      field("operand", views::UnaryOp(node).operand());
      break;
    case NodeKind::Compare: {
      begin("Compare", range);
      field("left", views::Compare(node).left());
      key("ops");
      put("[");
      bool first = true;
      for (Node comparator : node.children(Role::Comparator)) {
        put(first ? "\"" : ",\"");
        first = false;
        put(syntax::cpython_name_of(syntax::comparison_of(tree_.flags(comparator.index()))));
        put("\"");
      }
      put("]");
      list("comparators", node.children(Role::Comparator));
      break;
    }
    case NodeKind::NamedExpr:
      begin("NamedExpr", range);
      field("target", views::NamedExpr(node).target());
      field("value", views::NamedExpr(node).value());
      break;
    case NodeKind::IfExp:
      begin("IfExp", range);
      field("test", views::IfExp(node).test());
      field("body", views::IfExp(node).body());
      field("orelse", views::IfExp(node).orelse());
      break;
    case NodeKind::Lambda:
      begin("Lambda", range);
      key("args");
      parameters(node.child(Role::Parameters));
      field("body", views::Lambda(node).body());
      break;
    case NodeKind::Await:
    case NodeKind::Yield:
    case NodeKind::YieldFrom:
      begin(syntax::entry(node.kind()).name, range);
      field("value", node.child(Role::Value));
      break;
    case NodeKind::Starred:
      // Python 3.8 forgets the closing parenthesis in `f(*(a))`.
      if (!since(9) && node.role() == Role::Arg) range.end = views::Starred(node).value().range().end;
      begin("Starred", range);
      field("value", views::Starred(node).value());
      context(node);
      break;
    case NodeKind::Tuple: elements("Tuple", true); break;
    case NodeKind::List: elements("List", true); break;
    case NodeKind::Set: elements("Set", false); break;
    case NodeKind::Dict: {
      begin("Dict", range);
      std::vector<std::optional<Node>> keys;
      std::vector<Node> values;
      for (Node child : node.children()) {
        if (child.role() == Role::Key) {
          keys.push_back(child);
          continue;
        }
        if (child.role() == Role::Unpacked) keys.push_back(std::nullopt);
        values.push_back(child);
      }
      key("keys");
      put("[");
      for (size_t i = 0; i < keys.size(); ++i) {
        if (i > 0) put(",");
        if (keys[i]) {
          put_node(*keys[i]);
        } else {
          put("null");
        }
      }
      put("]");
      list("values", values);
      break;
    }
    case NodeKind::GeneratorExp:
    case NodeKind::ListComp:
    case NodeKind::SetComp:
      begin(syntax::entry(node.kind()).name, range);
      field("elt", *node.child(Role::Elt));
      list("generators", node.children(Role::Generator));
      break;
    case NodeKind::DictComp: {
      begin("DictComp", range);
      auto unpacked = node.child(Role::Unpacked);
      field("key", unpacked ? unpacked : node.child(Role::Key));
      field("value", node.child(Role::Value));
      list("generators", node.children(Role::Generator));
      break;
    }
    default:  // a missing expression
      begin("Name", range);
      put(",\"id\":\"\",\"ctx\":\"Load\"");
      break;
  }
  end();
}

// Python 3.8 wraps what stands in the brackets: an index, or a tuple that holds a slice.
void CpythonProjection::subscript(views::Subscript node) {
  begin("Subscript", node.range());
  field("value", node.value());
  Node slice = node.slice();
  key("slice");
  if (since(9) || slice.is(NodeKind::Slice)) {
    put_node(slice);
  } else {
    bool has_slice = false;
    if (slice.is(NodeKind::Tuple) && !slice.has(syntax::kParenthesized))
      for (Node element : slice.children()) has_slice |= element.is(NodeKind::Slice);
    if (has_slice) {
      begin("ExtSlice");
      key("dims");
      put("[");
      bool first = true;
      for (Node element : slice.children()) {
        if (!first) put(",");
        first = false;
        if (element.is(NodeKind::Slice)) {
          put_node(element);
        } else {
          begin("Index");
          field("value", element);
          end();
        }
      }
      put("]");
      end();
    } else {
      begin("Index");
      field("value", slice);
      end();
    }
  }
  context(node);
  end();
}

}  // namespace pellucid::wire
