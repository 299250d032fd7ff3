#include "query/evaluator.h"

#include <algorithm>

#include "query/engine.h"

namespace pellucid::query {

Evaluator::Evaluator() : context_(std::make_unique<Context>(*this)) {}
Evaluator::~Evaluator() = default;

Storage& Evaluator::add(uint32_t type_number, std::unique_ptr<Storage> storage) {
  PEL_CHECK(storages_.size() < 255, "an engine has room for 255 queries and inputs");
  storage->set_index(QueryIndex(query_count()));
  if (by_type_.size() <= type_number) by_type_.resize(type_number + 1);
  by_type_[type_number] = storage.get();
  storages_.push_back(std::move(storage));
  return *storages_.back();
}

std::vector<Ref> Evaluator::dependencies(Ref ref) const {
  const Memo* memo = find(ref);
  if (memo == nullptr) return {};
  if (memo->grouped) return groups_[memo->group()].dependencies;
  return {memo->dependencies().begin(), memo->dependencies().end()};
}

// Asking

bool Evaluator::bring_up(Ref ref, const Budget& budget) {
  check_idle();
  revision_asked_ = true;
  budget_ = budget;
  finished_ = runs_ = 0;
  bool is_done = drive(ref, true);
  budget_ = Budget();
  if (!is_done) stop_requested_.store(false, std::memory_order_relaxed);
  PEL_DCHECK(frames_.empty() && solvers_.empty() && !is_giving_up());
  return is_done;
}

Evaluator::Answer Evaluator::ask(Ref ref) {
  if (is_giving_up()) return Answer::GivenUp;
  Memo* memo = find(ref);
  PEL_CHECK(memo != nullptr, "a key that was forgotten is read");
  const Frame& asking = frames_.back();
  if (memo->activity() == Activity::Member && asking.mode == Mode::Member &&
      members_[memo->place].solver == asking.solver) {
    note_read(ref, *memo);
    return Answer::Provisional;
  }
  if (!drive(ref, true)) return Answer::GivenUp;
  note_read(ref, *memo);
  return Answer::Ready;
}

bool Evaluator::should_stop() {
  if (!is_giving_up() && native_depth_ > 0 && is_over_budget()) give_up(Landing::Action::Stop, 0);
  return is_giving_up();
}

// At least one memo is brought up to now in every call, so that a small budget is slow and not stuck. What
// was asked to stop stops at once.
bool Evaluator::is_over_budget() {
  if (budget_.heeds_stop && stop_requested_.load(std::memory_order_relaxed)) return true;
  return finished_ > 0 && (runs_ >= budget_.runs || is_past(budget_));
}

// The loop

bool Evaluator::drive(Ref target, bool need_value) {
  auto base = static_cast<uint32_t>(frames_.size());
  enter(target, need_value);
  for (;;) {
    if (is_giving_up()) {
      if (!is_landing_from(base) || !land()) return false;
    } else if (frames_.size() == base) {
      return true;
    } else {
      step();
    }
  }
}

// Whether the frame to land on is this loop's. The outermost loop takes everything.
bool Evaluator::is_landing_from(uint32_t base) const {
  if (native_depth_ == 0) return true;
  bool needs_empty_stack =
      landing_.action == Landing::Action::Suspend || landing_.action == Landing::Action::Stop;
  return !needs_empty_stack && landing_.frame >= base;
}

bool Evaluator::land() {
  Landing landing = std::move(landing_);
  landing_ = Landing();
  switch (landing.action) {
    case Landing::Action::None:
    case Landing::Action::Suspend: break;
    case Landing::Action::Stop: truncate(0); return false;
    case Landing::Action::Recompute: {
      truncate(landing.frame + 1);
      Memo& memo = *find(frames_.back().ref);
      kill_group(memo.group(), Ref());
      compute_instead(memo, Reason::Changed, Ref());
      break;
    }
    case Landing::Action::Solve:
      truncate(landing.frame + 1);
      begin_solve(landing.frame, landing.members, landing.reads);
      break;
    case Landing::Action::Extend: {
      Solver& solver = solvers_[frames_[landing.frame].solver];
      truncate(landing.frame);
      solver.found.insert(solver.found.end(), landing.members.begin(), landing.members.end());
      add_outside(solver, landing.reads);
      ++solver.next;
      break;
    }
  }
  return true;
}

void Evaluator::give_up(Landing::Action action, uint32_t frame) {
  PEL_DCHECK(!is_giving_up());
  landing_.action = action;
  landing_.frame = frame;
}

// Pushes a frame, unless the memo is known to hold already.
void Evaluator::enter(Ref ref, bool need_value) {
  if (storage(ref.query()).is_input()) return;
  Memo* memo = find(ref);
  if (memo == nullptr) return;
  if (memo->activity() != Activity::Idle) return found_cycle(*memo);

  auto asked_by = static_cast<uint32_t>(frames_.size());
  if (memo->verified_at != revision_) {
    if (memo->grouped) {
      Group& group = groups_[memo->group()];
      if (group.is_dead) return push(ref, *memo, Mode::Compute, need_value, Reason::Changed, group.cause);
      // Somebody below goes through what this circle read, on the assumption that it still is one. That it is
      // read from there shows that nobody knows: compute.
      if (group.is_verifying) return give_up(Landing::Action::Recompute, group.verified_by);
      bool is_known = group.verified_at == revision_;
      if (!is_known && !is_durable(group.durability, group.verified_at))
        return push(ref, *memo, Mode::VerifyGroup, need_value, Reason::None);
      group.verified_at = revision_;
      settle(ref, *memo, asked_by, is_known ? Reason::Verified : Reason::Durable);
    } else {
      if (memo->verified_at == kNever) return push(ref, *memo, Mode::Compute, need_value, Reason::First);
      if (!is_durable(memo->durability(), memo->verified_at))
        return push(ref, *memo, Mode::Verify, need_value, Reason::None);
      settle(ref, *memo, asked_by, Reason::Durable);
    }
  }
  if (need_value && !memo->has_value) push(ref, *memo, Mode::Compute, need_value, Reason::Evicted);
}

void Evaluator::push(Ref ref, Memo& memo, Mode mode, bool need_value, Reason reason, Ref cause) {
  Frame frame{};
  frame.ref = ref;
  frame.cause = cause;
  frame.reads_begin = static_cast<uint32_t>(reads_.size());
  frame.mode = mode;
  frame.reason = reason;
  frame.durability = Durability::High;
  frame.need_value = need_value;
  auto index = static_cast<uint32_t>(frames_.size());
  if (mode == Mode::VerifyGroup) {
    groups_[memo.group()].is_verifying = true;
    groups_[memo.group()].verified_by = index;
  } else if (mode == Mode::Member) {
    frame.solver = members_[memo.place].solver;
  } else {
    memo.set_activity(Activity::InProgress);
    memo.place = index;
  }
  frames_.push_back(frame);
}

void Evaluator::pop() {
  Frame& frame = frames_.back();
  Memo& memo = *find(frame.ref);
  switch (frame.mode) {
    case Mode::Verify:
    case Mode::Compute: memo.set_activity(Activity::Idle); break;
    case Mode::VerifyGroup: groups_[memo.group()].is_verifying = false; break;
    case Mode::Solve: release_solver(); break;
    case Mode::Member: break;
  }
  reads_.resize(frame.reads_begin);
  frames_.pop_back();
}

void Evaluator::truncate(uint32_t size) {
  while (frames_.size() > size) pop();
}

void Evaluator::step() {
  switch (frames_.back().mode) {
    case Mode::Verify: return step_verify();
    case Mode::VerifyGroup: return step_verify_group();
    case Mode::Compute: return run_top();
    case Mode::Solve: return step_solve();
    case Mode::Member: return run_member();
  }
}

// Verification

Evaluator::Verdict Evaluator::look_at(Ref dependency, Revision since) {
  const Memo* memo = find(dependency);
  if (memo == nullptr) return Verdict::Gone;
  bool is_now = memo->verified_at == revision_ && memo->activity() == Activity::Idle;
  if (!is_now) {
    size_t frames = frames_.size();
    enter(dependency, false);
    if (is_giving_up() || frames_.size() != frames) return Verdict::Pending;
  }
  return memo->changed_at > since ? Verdict::Changed : Verdict::Same;
}

Evaluator::Verdict Evaluator::look_at_all(std::span<const Ref> dependencies, Revision since) {
  const size_t top = frames_.size() - 1;
  while (frames_[top].next < dependencies.size()) {
    Ref dependency = dependencies[frames_[top].next];
    Verdict verdict = look_at(dependency, since);
    if (verdict != Verdict::Same) {
      if (verdict != Verdict::Pending) frames_[top].cause = dependency;
      return verdict;
    }
    Frame& frame = frames_[top];
    frame.durability = std::min(frame.durability, find(dependency)->durability());
    ++frame.next;
  }
  return Verdict::Same;
}

void Evaluator::step_verify() {
  check_budget_of_steps();
  if (is_giving_up()) return;
  Memo& memo = *find(frames_.back().ref);
  Verdict verdict = look_at_all(memo.dependencies(), memo.verified_at);
  if (verdict == Verdict::Pending) return;
  Frame& frame = frames_.back();
  if (verdict != Verdict::Same)
    return compute_instead(memo, verdict == Verdict::Gone ? Reason::Gone : Reason::Changed, frame.cause);

  memo.set_durability(frame.durability);
  settle(frame.ref, memo, static_cast<uint32_t>(frames_.size()) - 1, Reason::Verified);
  if (frame.need_value && !memo.has_value) return compute_instead(memo, Reason::Evicted, Ref());
  pop();
}

void Evaluator::step_verify_group() {
  check_budget_of_steps();
  if (is_giving_up()) return;
  Memo& memo = *find(frames_.back().ref);
  uint32_t index = memo.group();
  Verdict verdict = look_at_all(groups_[index].dependencies, groups_[index].verified_at);
  if (verdict == Verdict::Pending) return;
  Frame& frame = frames_.back();
  Group& group = groups_[index];
  if (verdict != Verdict::Same) {
    kill_group(index, frame.cause);
    return compute_instead(memo, verdict == Verdict::Gone ? Reason::Gone : Reason::Changed, frame.cause);
  }
  group.verified_at = revision_;
  group.durability = frame.durability;
  settle(frame.ref, memo, static_cast<uint32_t>(frames_.size()) - 1, Reason::Verified);
  if (frame.need_value && !memo.has_value) return compute_instead(memo, Reason::Evicted, Ref());
  pop();
}

// The memo holds, as the frame `asked_by`, or the one below where that would stand, wanted to know.
void Evaluator::settle(Ref ref, Memo& memo, uint32_t asked_by, Reason reason) {
  memo.verified_at = revision_;
  ++storage(ref.query()).counters.reused;
  ++finished_;
  emit(EventKind::Reused, reason, ref, Ref(), parent_of(asked_by));
}

// Turns the topmost frame from verification to computation.
void Evaluator::compute_instead(Memo& memo, Reason reason, Ref cause) {
  Frame& frame = frames_.back();
  if (frame.mode == Mode::VerifyGroup) groups_[memo.group()].is_verifying = false;
  frame.mode = Mode::Compute;
  frame.reason = reason;
  frame.cause = cause;
  memo.set_activity(Activity::InProgress);
  memo.place = static_cast<uint32_t>(frames_.size()) - 1;
}

void Evaluator::check_budget_of_steps() {
  constexpr uint32_t kBetweenLooks = 256;
  if (++steps_ % kBetweenLooks == 0 && is_over_budget()) give_up(Landing::Action::Stop, 0);
}

// Runs

bool Evaluator::begin_run() {
  if (native_depth_ >= depth_limit_) {
    give_up(Landing::Action::Suspend, 0);
    return false;
  }
  if (is_over_budget()) {
    give_up(Landing::Action::Stop, 0);
    return false;
  }
  Frame& frame = frames_.back();
  reads_.resize(frame.reads_begin);
  frame.durability = Durability::High;
  frame.started = now();
  if (++serial_ == 0) {
    // Numbers of runs begin anew: no memo may hold one that comes again.
    for (auto& storage : storages_)
      for (uint32_t slot = 0; slot < storage->size(); ++slot) storage->memo(slot).reader = 0;
    serial_ = 1;
  }
  frame.serial = serial_;
  ++native_depth_;
  deepest_ = std::max(deepest_, native_depth_);
  return true;
}

void Evaluator::run_top() {
  auto top = static_cast<uint32_t>(frames_.size()) - 1;
  Ref ref = frames_[top].ref;
  if (!begin_run()) return;
  RunResult result = storage(ref.query()).run(*context_, ref.slot());
  --native_depth_;
  if (is_giving_up()) return note_abandoned(top);
  PEL_DCHECK(frames_.size() == top + 1);
  finish_run(result);
}

void Evaluator::note_abandoned(uint32_t index) {
  const Frame& frame = frames_[index];
  ++storage(frame.ref.query()).counters.abandoned;
  Reason reason = landing_.action == Landing::Action::Suspend ? Reason::Depth
                  : landing_.action == Landing::Action::Stop  ? Reason::Stopped
                                                              : Reason::CycleFound;
  emit(EventKind::Abandoned, reason, frame.ref, Ref(), parent_of(index), frame.started);
}

void Evaluator::finish_run(RunResult result) {
  const Frame frame = frames_.back();
  Memo& memo = *find(frame.ref);
  Counters& counters = storage(frame.ref.query()).counters;
  if (memo.grouped) leave_group(memo);
  memo.set_dependencies(std::span<const Ref>(reads_).subspan(frame.reads_begin));
  // A value that was evicted and whose dependencies are the same comes back as it was.
  bool is_back = result == RunResult::First && memo.verified_at == revision_;
  if (result != RunResult::Equal && !is_back) memo.changed_at = revision_;
  memo.set_durability(frame.durability);
  memo.verified_at = revision_;
  ++finished_;
  ++runs_;
  ++counters.run;
  if (result == RunResult::Equal) ++counters.cut_off;
  emit(result == RunResult::Equal ? EventKind::CutOff : EventKind::Ran, frame.reason, frame.ref, frame.cause,
       parent_of(static_cast<uint32_t>(frames_.size()) - 1), frame.started);
  pop();
}

// Events

Ref Evaluator::parent_of(uint32_t frame) const { return frame == 0 ? Ref() : frames_[frame - 1].ref; }

void Evaluator::emit(EventKind kind, Reason reason, Ref subject, Ref cause, Ref parent, uint64_t started,
                     uint32_t members, uint32_t rounds) {
  if (sink_ == nullptr) return;
  uint64_t time = now();
  Event event{};
  event.kind = kind;
  event.reason = reason;
  event.revision = revision_;
  event.subject = subject;
  event.cause = cause;
  event.parent = parent;
  event.time = started != 0 ? started : time;
  event.duration = time - event.time;
  event.members = members;
  event.rounds = rounds;
  sink_->on_event(event);
}

std::string Evaluator::describe(Ref ref) const {
  if (!ref.has_value()) return "";
  return std::string(storage(ref.query()).name()) + '(' + describe_key(ref) + ')';
}

std::string Evaluator::describe_key(Ref ref) const {
  return find(ref) != nullptr ? storage(ref.query()).describe(ref.slot()) : "?";
}

}  // namespace pellucid::query
