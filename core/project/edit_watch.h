#pragma once

// The last edit, for whoever wants to see what it did: the events of its revision, what the changed files
// were before, and which files were checked again for it. Watching begins when somebody looks and ends when
// nobody does; a session that is not watched has no EditWatch, and its engine no sink.
//
// An edit is all that changes until something is asked for again, as in the engine's revisions. Memory is
// bounded: by kEvents events, the latest, and kTextBytes bytes of old texts.

#include <chrono>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "project/session.h"
#include "query/event.h"

namespace pellucid::project {

struct EditChange {
  enum class Kind : uint8_t { Opened, Edited, Renamed, Closed, Configured };
  Kind kind;
  FileId file{0};
  std::string path;  // before the edit; of what was opened, after it
  // Before the edit; none unless the text changed, or if it was too long to keep.
  std::optional<std::string> text;
};

class EditWatch final : public query::EventSink {
 public:
  static constexpr uint32_t kEvents = 1 << 14;
  static constexpr size_t kTextBytes = 4 << 20;

  explicit EditWatch(Session& session);
  EditWatch(const EditWatch&) = delete;
  ~EditWatch();

  void on_event(const query::Event& event) override;

  // To be said before a change is made, and again once it is: it may have changed nothing. What is opened has
  // no number yet.
  void begin_change(EditChange::Kind kind, FileId file);
  void end_change();
  // While something is checked.
  void begin_check() { is_checking_ = true; }
  void end_check() { is_checking_ = false; }

  // Counts edits; 0 before the first that was watched.
  uint32_t edits() const { return edits_; }
  query::Revision revision() const { return revision_; }
  const query::EventLog& events() const { return events_; }
  const std::vector<EditChange>& changes() const { return changes_; }
  // Files that were checked anew since the edit: something about them was computed because it was asked of
  // them, and not for another file alone.
  const std::set<uint32_t>& rechecked() const { return rechecked_; }
  // Of those, and of those before the first edit, the ones since this was asked last.
  std::set<uint32_t> take_recent() { return std::exchange(recent_, {}); }
  size_t memory_bytes() const;

 private:
  class Ticks final : public query::Clock {
   public:
    uint64_t now() override;  // nanoseconds

   private:
    std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
  };

  void take_pending(query::Ref input);
  void note_computed(const query::Event& event);

  Session& session_;
  Ticks ticks_;
  query::EventLog events_{kEvents};
  query::Revision revision_ = query::kNever;
  uint32_t edits_ = 0;
  std::optional<EditChange> pending_;
  std::vector<EditChange> changes_;
  size_t text_bytes_ = 0;
  bool is_checking_ = false;
  // What was computed since the last question from outside was answered, by file.
  std::set<uint32_t> computed_;
  std::set<uint32_t> rechecked_;
  std::set<uint32_t> recent_;
};

}  // namespace pellucid::project
