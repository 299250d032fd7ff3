// What looking at one definition of a freed file costs: `definition_bench LIST [ROUNDS]`. In generated modules of 1,000 and
// 100,000 lines, of functions of 20 lines: a lease on a definition, which parses it alone. And over the files that LIST
// names: whether each definition that is parsed alone equals its rows of the whole table, what that costs against parsing
// the file, and what is kept for it.

#include "db/database.h"
#include "harness.h"
#include "parse/parse.h"
#include "syntax/verify.h"

namespace pellucid::bench {
namespace {

constexpr uint32_t kFunctionLines = 20;
constexpr uint32_t kBatch = 50;  // functions that are timed together: all of the small module

std::string function_source(uint32_t number) {
  std::string name = std::to_string(number);
  return "def work_" + name + "(items, limit=10, *, key: str = 'k" + name +
         "') -> int:\n"
         "    \"\"\"Adds what is below the limit.\"\"\"\n"
         "    total = offset_" +
         name +
         " = 0\n"
         "    for index, item in enumerate(items):\n"
         "        if item.size > limit or item.key in seen:\n"
         "            continue\n"
         "        try:\n"
         "            value = convert(item, key=key)[index]\n"
         "        except (ValueError, KeyError) as error:\n"
         "            log.warning(f'{error}: {item.name!r} of {len(items)}')\n"
         "            value = None\n"
         "        else:\n"
         "            total += value.amount * 2 - offset_" +
         name +
         "\n"
         "        if value is not None and total < limit:\n"
         "            result = [each.price for each in value.parts if each]\n"
         "            cache_" +
         name +
         " = {index: result, **defaults}\n"
         "            store(cache_" +
         name +
         ", total=total)\n"
         "    return total\n"
         "\n"
         "\n";
}

std::string module_source(uint32_t lines) {
  std::string text;
  for (uint32_t i = 0; i < lines / kFunctionLines; ++i) text += function_source(i);
  return text;
}

// Seconds for one definition.
struct Cost {
  double same = 1e9;  // the same functions again and again: the best batch
  double other = 0;   // other ones each time: the batch in the middle
};

class Module {
 public:
  explicit Module(uint32_t lines) : database_(kVersion), file_(add(lines)) {
    database_.keep_landmarks();
    db::TreeLease lease = database_.lease(file_, "bench");
    for (syntax::Node child : syntax::Node(lease.tree(), syntax::kRoot).children())
      rows_.push_back(child.index());
  }
  void free() { PEL_CHECK(database_.free_tree(file_), "the tree is held"); }

  // Every `step`th function from `first` on.
  double batch(uint32_t first, uint32_t step) {
    double taken = seconds([&] {
      for (uint32_t i = 0; i < kBatch; ++i) {
        syntax::NodeIndex row = rows_[(first + i * step) % rows_.size()];
        db::DefinitionLease lease = database_.lease_definition(file_, row, "bench");
        keep(lease.tree().size());
      }
    });
    return taken / kBatch;
  }
  void measure(Cost& cost, std::vector<double>& others) {
    auto step = static_cast<uint32_t>(rows_.size() / kBatch);
    for (uint32_t i = 0; i < 20; ++i) cost.same = std::min(cost.same, batch(0, step));
    for (uint32_t first = 0; first < 100; ++first) others.push_back(batch(first % step, step));
  }
  double reparse() {
    double taken = seconds([&] { keep(database_.lease(file_, "bench").tree().size()); });
    free();
    return taken;
  }
  const db::Database& database() const { return database_; }

 private:
  db::FileId add(uint32_t lines) { return database_.add("m.py", source::decode(module_source(lines))); }

  db::Database database_;
  db::FileId file_;
  std::vector<syntax::NodeIndex> rows_;
};

void measure_growth(uint32_t rounds) {
  Module small(1'000), large(100'000);
  small.free();
  large.free();
  Cost of_small, of_large;
  std::vector<double> others_small, others_large;
  double whole = 1e9;
  for (uint32_t round = 0; round < rounds; ++round) {
    small.measure(of_small, others_small);
    large.measure(of_large, others_large);
    whole = std::min(whole, large.reparse());
  }
  of_small.other = median(others_small);
  of_large.other = median(others_large);
  field("partial_us_1000_lines", of_small.same * 1e6);
  field("partial_us_100000_lines", of_large.same * 1e6);
  field("partial_100x_lines", of_large.same / of_small.same);
  field("partial_us_1000_lines_others", of_small.other * 1e6);
  field("partial_us_100000_lines_others", of_large.other * 1e6);
  field("partial_100x_lines_others", of_large.other / of_small.other);
  field("whole_us_100000_lines", whole * 1e6);
  PEL_CHECK(large.database().counters().reparses_whole == rounds, "a definition was parsed with its file");
}

void measure(const Corpus& corpus, uint32_t rounds) {
  measure_growth(rounds);
  double equal = 0, unequal = 0, refused = 0, landmark_bytes = 0, tree_bytes = 0, making = 0, parsing = 0;
  for (const source::Text& text : corpus.texts) {
    parse::Parsed whole = parse::parse(text, kVersion);
    double parse_best = 1e9, make_best = 1e9;
    for (uint32_t round = 0; round < rounds; ++round) {
      parse_best = std::min(parse_best, seconds([&] { keep(parse::parse(text, kVersion).tree.size()); }));
      make_best = std::min(make_best,
                           seconds([&] { keep(parse::Landmarks(whole.tree, text).definitions().size()); }));
    }
    parsing += parse_best;
    making += make_best;
    parse::Landmarks landmarks(whole.tree, text);
    landmark_bytes += static_cast<double>(landmarks.memory_bytes());
    tree_bytes += static_cast<double>(whole.tree.memory_bytes());
    for (const parse::DefinitionPlace& place : landmarks.definitions()) {
      auto result = parse::parse_definition(text, kVersion, landmarks, place, whole.diagnostics);
      const auto* slice = std::get_if<syntax::Tree>(&result);
      if (slice == nullptr) {
        ++refused;
        continue;
      }
      bool same =
          syntax::verify_slice(*slice, whole.tree, text).empty() && syntax::verify(*slice, text).empty();
      ++(same ? equal : unequal);
    }
  }
  field("slices_equal", equal);
  field("slices_unequal", unequal);
  field("slices_refused", refused);
  field("landmark_bytes_per_source_byte", landmark_bytes / static_cast<double>(corpus.bytes));
  field("landmark_bytes_per_tree_byte", landmark_bytes / tree_bytes);
  field("making_landmarks_per_parse", making / parsing);
}

}  // namespace
}  // namespace pellucid::bench

int main(int argc, char** argv) { return pellucid::bench::run(argc, argv, pellucid::bench::measure); }
