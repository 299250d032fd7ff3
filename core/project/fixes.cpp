#include "project/fixes.h"

#include <algorithm>
#include <string>

namespace pellucid::project {

using diagnostic::Diagnostic;
using diagnostic::Edit;

namespace {

constexpr uint32_t kRounds = 10;

std::string_view line_break_of(std::string_view text) {
  size_t at = text.find_first_of("\r\n");
  if (at == std::string_view::npos) return "\n";
  return text.substr(at, 2) == "\r\n" ? "\r\n" : text.substr(at, 1);
}

std::string with_line_breaks(std::string_view text, std::string_view line_break) {
  std::string out;
  for (char c : text) {
    if (c == '\n') {
      out += line_break;
    } else {
      out += c;
    }
  }
  return out;
}

bool overlap(const Edit& a, const Edit& b) {
  // Two that insert at one place would leave their order to chance.
  if (a.range == b.range) return true;
  return a.range.start < b.range.end && b.range.start < a.range.end;
}

struct Round {
  std::vector<db::TextEdit> edits;
  uint32_t fixes = 0;
};

// Fixes that can be made together, in the order of their diagnostics.
Round compatible_fixes(const std::vector<Diagnostic>& diagnostics, std::string_view line_break) {
  Round round;
  // By start: the edits taken do not overlap, so those around a new one are its neighbours.
  std::vector<Edit> taken;
  auto first_from = [&taken](uint32_t start) {
    return std::lower_bound(taken.begin(), taken.end(), start,
                            [](const Edit& e, uint32_t at) { return e.range.start < at; });
  };
  for (const Diagnostic& d : diagnostics) {
    if (!d.fix || d.fix->edits.empty()) continue;
    bool free = true;
    for (const Edit& edit : d.fix->edits) {
      auto next = first_from(edit.range.start);
      for (auto e = next; free && e != taken.end() && e->range.start <= edit.range.end; ++e)
        free = !overlap(*e, edit);
      if (next != taken.begin()) free = free && !overlap(*(next - 1), edit);
    }
    if (!free) continue;
    for (const Edit& edit : d.fix->edits) taken.insert(first_from(edit.range.start), edit);
    ++round.fixes;
  }
  // What is inserted where another edit begins stands before it.
  std::stable_sort(taken.begin(), taken.end(), [](const Edit& a, const Edit& b) {
    return a.range.start < b.range.start || (a.range.start == b.range.start && a.range.end < b.range.end);
  });
  for (const Edit& edit : taken) round.edits.push_back({edit.range, with_line_breaks(edit.text, line_break)});
  return round;
}

// A text as what is left of another and what was put in.
class Pieces {
 public:
  explicit Pieces(uint32_t size) : size_(size), pieces_{{{0, size}, {}}} {}

  // The edits are of the text that the pieces make, in order, and do not overlap.
  void apply(const std::vector<db::TextEdit>& edits) {
    std::vector<Piece> made;
    size_t at = 0;
    uint32_t offset = 0;  // of the piece `at`, or of what is left of it
    // Takes the pieces up to an offset over, or drops them.
    auto pass = [&](uint32_t to, bool keep) {
      while (offset < to) {
        Piece& piece = pieces_[at];
        uint32_t taken = std::min(to - offset, piece.size());
        Piece head = piece.split(taken);
        if (keep) made.push_back(std::move(head));
        offset += taken;
        if (piece.size() == 0) ++at;
      }
    };
    for (const db::TextEdit& edit : edits) {
      pass(edit.range.start, true);
      pass(edit.range.end, false);
      if (!edit.text.empty()) made.push_back({{0, 0}, edit.text});
    }
    for (; at < pieces_.size(); ++at) made.push_back(std::move(pieces_[at]));
    pieces_ = std::move(made);
  }

  // From the text that was at first to the present one.
  std::vector<db::TextEdit> edits() const {
    std::vector<db::TextEdit> found;
    uint32_t at = 0;
    std::string inserted;
    auto close = [&](uint32_t next) {
      if (at < next || !inserted.empty()) found.push_back({{at, next}, std::move(inserted)});
      inserted.clear();
    };
    for (const Piece& piece : pieces_) {
      if (piece.kept.size() == 0) {
        inserted += piece.text;
        continue;
      }
      close(piece.kept.start);
      at = piece.kept.end;
    }
    close(size_);
    return found;
  }

 private:
  struct Piece {
    source::Range kept;  // of the text that was; empty if `text` stands here
    std::string text;

    uint32_t size() const { return kept.size() > 0 ? kept.size() : static_cast<uint32_t>(text.size()); }
    // Takes the first bytes off.
    Piece split(uint32_t bytes) {
      Piece head;
      if (kept.size() > 0) {
        head.kept = {kept.start, kept.start + bytes};
        kept.start += bytes;
      } else {
        head.text = text.substr(0, bytes);
        text.erase(0, bytes);
      }
      return head;
    }
  };

  uint32_t size_;
  std::vector<Piece> pieces_;
};

// Calls `made` with the edits of each round.
template <class Made>
uint32_t run_fixes(Session& session, FileId file, Made made) {
  db::Database& database = session.database();
  uint32_t fixes = 0;
  for (uint32_t i = 0; i < kRounds; ++i) {
    std::string before(database.text(file).view());
    size_t errors = database.syntax_errors(file).size();
    Round round = compatible_fixes(session.diagnostics(file), line_break_of(before));
    if (round.fixes == 0 || !session.edit(file, database.revision(file), round.edits)) break;
    if (database.syntax_errors(file).size() > errors) {
      session.set_characters(file, before);
      break;
    }
    made(round.edits);
    fixes += round.fixes;
  }
  return fixes;
}

}  // namespace

uint32_t make_fixes(Session& session, FileId file) {
  return run_fixes(session, file, [](const std::vector<db::TextEdit>&) {});
}

AllFixes all_fixes(Session& session, FileId file) {
  const source::Text& text = session.database().text(file);
  Session copy(session.database().version());
  copy.set_settings(session.settings());
  FileId its = copy.open_characters(session.database().path(file), text.view());
  Pieces pieces(text.size());
  AllFixes all;
  all.made = run_fixes(copy, its, [&](const std::vector<db::TextEdit>& edits) { pieces.apply(edits); });
  all.edits = pieces.edits();
  return all;
}

}  // namespace pellucid::project
