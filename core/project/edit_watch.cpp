#include "project/edit_watch.h"

#include <algorithm>

namespace pellucid::project {

using query::EventKind;

uint64_t EditWatch::Ticks::now() {
  auto elapsed = std::chrono::steady_clock::now() - begin_;
  // 0 says that there is no clock.
  return 1 + static_cast<uint64_t>(std::chrono::duration_cast<std::chrono::nanoseconds>(elapsed).count());
}

EditWatch::EditWatch(Session& session) : session_(session) {
  session_.engine().set_sink(this);
  session_.engine().set_clock(&ticks_);
}

EditWatch::~EditWatch() {
  session_.engine().set_sink(nullptr);
  session_.engine().set_clock(nullptr);
}

void EditWatch::on_event(const query::Event& event) {
  if (event.kind == EventKind::InputChanged) {
    if (event.revision != revision_) {
      revision_ = event.revision;
      ++edits_;
      events_.clear();
      changes_.clear();
      rechecked_.clear();
      text_bytes_ = 0;
    }
    take_pending(event.subject);
  }
  events_.on_event(event);
  if (is_checking_) note_computed(event);
}

// Events come as things are done with: a question from outside behind all that it led to.
void EditWatch::note_computed(const query::Event& event) {
  bool is_computed = event.kind == EventKind::Ran || event.kind == EventKind::CutOff;
  if (!is_computed && event.kind != EventKind::Reused) return;
  uint32_t file = session_.engine().whole(event.subject);
  if (is_computed) computed_.insert(file);
  if (event.parent.has_value()) return;
  if (file != base::kNoneValue && computed_.contains(file)) {
    rechecked_.insert(file);
    recent_.insert(file);
  }
  computed_.clear();
}

void EditWatch::begin_change(EditChange::Kind kind, FileId file) {
  computed_.clear();
  pending_ = EditChange{kind, file, {}, {}};
  if (kind == EditChange::Kind::Opened || kind == EditChange::Kind::Configured) return;
  const db::Database& database = session_.database();
  pending_->path = database.path(file);
  if (kind == EditChange::Kind::Edited) pending_->text = std::string(database.text(file).view());
}

void EditWatch::end_change() { pending_.reset(); }

void EditWatch::take_pending(query::Ref input) {
  if (!pending_) return;
  // That a folder has changed is told before what of it is.
  if (pending_->kind == EditChange::Kind::Opened && session_.engine().whole(input) == base::kNoneValue)
    return;
  EditChange change = std::move(*pending_);
  pending_.reset();
  if (change.kind == EditChange::Kind::Opened) change.file = FileId(session_.engine().whole(input));
  // What comes and goes within one edit was never there.
  if (change.kind == EditChange::Kind::Closed && std::erase_if(changes_, [&](const EditChange& known) {
                                                   return known.file == change.file &&
                                                          known.kind == EditChange::Kind::Opened;
                                                 }) > 0)
    return;
  auto is_known = [&](const EditChange& known) {
    return known.file == change.file && (known.kind == change.kind || known.kind == EditChange::Kind::Opened);
  };
  // The text before the first of several changes is the one before the edit.
  if (std::any_of(changes_.begin(), changes_.end(), is_known)) return;
  if (change.text) {
    text_bytes_ += change.text->size();
    if (text_bytes_ > kTextBytes) {
      text_bytes_ -= change.text->size();
      change.text.reset();
    }
  }
  changes_.push_back(std::move(change));
}

size_t EditWatch::memory_bytes() const {
  return events_.size() * sizeof(query::Event) + text_bytes_ + changes_.capacity() * sizeof(EditChange);
}

}  // namespace pellucid::project
