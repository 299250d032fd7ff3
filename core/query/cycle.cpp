#include "query/cycle.h"

#include <algorithm>

#include "query/evaluator.h"

namespace pellucid::query {

// Finding members

// The memo that is read is being worked on. Everything from there up to the reader stands in a circle, since
// each of these frames certainly reads the next: a run did so, and a verification knows that the run would,
// all that it would read before being the same. A group's verification knows no such thing, so it gives way.
void Evaluator::found_cycle(const Memo& memo) {
  bool is_member = memo.activity() == Activity::Member;
  // A member's run stands right above its solver. It leads to the circle, and need not be added to it.
  uint32_t landing = is_member ? solvers_[members_[memo.place].solver].frame + 1 : memo.place;
  for (uint32_t i = landing; i < frames_.size(); ++i)
    if (frames_[i].mode == Mode::VerifyGroup) return give_up(Landing::Action::Recompute, i);

  close_circle(landing);
}

// Gives up down to the frame `to`, with all that stands from there to the top. But if somebody in between is
// in the middle of a round, that round is finished first, since its other members may find more: only the
// member whose run led here is given up.
void Evaluator::close_circle(uint32_t to) {
  uint32_t from = to;
  for (uint32_t i = to + 1; i + 1 < frames_.size(); ++i)
    if (frames_[i].mode == Mode::Solve) from = i + 1;
  if (from != to) {
    Solver& inner = solvers_[frames_[from].solver];
    inner.below = std::min(inner.below, to);
  }
  give_up(frames_[from].mode == Mode::Member ? Landing::Action::Extend : Landing::Action::Solve, from);
  landing_.reads.assign(reads_.begin() + frames_[from].reads_begin, reads_.end());
  for (uint32_t i = from; i < frames_.size(); ++i) {
    const Frame& frame = frames_[i];
    landing_.members.push_back(frame.ref);
    if (frame.mode == Mode::Verify) {
      std::span<const Ref> looked_at = find(frame.ref)->dependencies().first(frame.next);
      landing_.reads.insert(landing_.reads.end(), looked_at.begin(), looked_at.end());
    } else if (frame.mode == Mode::Solve) {
      // A smaller circle within.
      const Solver& inner = solvers_[frame.solver];
      for (uint32_t m = inner.begin; m < inner.end; ++m) landing_.members.push_back(members_[m].ref);
      landing_.members.insert(landing_.members.end(), inner.found.begin(), inner.found.end());
      landing_.reads.insert(landing_.reads.end(), inner.outside.begin(), inner.outside.end());
    }
  }
}

// Members that are so already are left out.
void Evaluator::add_members(Solver& solver, const std::vector<Ref>& refs) {
  PEL_DCHECK(solver.end == members_.size());
  uint32_t index = frames_[solver.frame].solver;
  for (Ref ref : refs) {
    Memo& memo = *find(ref);
    if (memo.activity() == Activity::Member) continue;
    PEL_CHECK(storage(ref.query()).rule() != CycleRule::Forbidden,
              "a cycle through a query that states no rule for it: ", describe(ref));
    memo.set_activity(Activity::Member);
    memo.place = static_cast<uint32_t>(members_.size());
    members_.emplace_back();
    members_.back().ref = ref;
    members_.back().solver = index;
  }
  solver.end = static_cast<uint32_t>(members_.size());
}

void Evaluator::add_outside(Solver& solver, std::span<const Ref> reads) {
  for (Ref read : reads)
    if (solver.is_outside.insert(read.value()).second) solver.outside.push_back(read);
}

const Member* Evaluator::member_of(const Solver& solver, const Memo& memo) const {
  if (memo.activity() != Activity::Member) return nullptr;
  return memo.place >= solver.begin && memo.place < solver.end ? &members_[memo.place] : nullptr;
}

// Rounds

void Evaluator::begin_solve(uint32_t frame, const std::vector<Ref>& members, const std::vector<Ref>& reads) {
  auto begin = static_cast<uint32_t>(members_.size());
  Solver solver{};
  solver.frame = frame;
  solver.begin = solver.end = solver.next = begin;
  solver.started = now();
  frames_[frame].mode = Mode::Solve;
  frames_[frame].solver = static_cast<uint32_t>(solvers_.size());
  solvers_.push_back(std::move(solver));
  find(frames_[frame].ref)->set_activity(Activity::Idle);  // from in progress to member
  add_members(solvers_.back(), members);
  add_outside(solvers_.back(), reads);
  restart(solvers_.back());
}

void Evaluator::restart(Solver& solver) {
  for (uint32_t i = solver.begin; i < solver.end; ++i) {
    Ref ref = members_[i].ref;
    uint32_t index = members_[i].solver;
    members_[i] = Member();
    members_[i].ref = ref;
    members_[i].solver = index;
    members_[i].value = storage(ref.query()).begin_member(ref.slot());
    members_[i].is_fixed = storage(ref.query()).rule() == CycleRule::Fallback;
  }
  solver.round = 1;
  solver.next = solver.begin;
}

void Evaluator::step_solve() {
  Solver& solver = solvers_[frames_.back().solver];
  for (; solver.next < solver.end; ++solver.next) {
    const Member& member = members_[solver.next];
    if (member.is_due) return push(member.ref, *find(member.ref), Mode::Member, true, frames_.back().reason);
  }
  finish_round(solver);
}

void Evaluator::run_member() {
  auto top = static_cast<uint32_t>(frames_.size()) - 1;
  Ref ref = frames_[top].ref;
  uint32_t index = find(ref)->place;
  if (!begin_run()) return;
  // The members may move while it runs, and its value stays where it is.
  storage(ref.query()).run_member(*context_, ref.slot(), *members_[index].value);
  --native_depth_;
  if (is_giving_up()) return note_abandoned(top);
  PEL_DCHECK(frames_.size() == top + 1);

  Member& member = members_[index];
  Solver& solver = solvers_[member.solver];
  member.reads.assign(reads_.begin() + frames_[top].reads_begin, reads_.end());
  member.has_run = true;
  add_outside(solver, member.reads);
  ++storage(ref.query()).counters.run;
  ++runs_;
  ++solver.next;
  pop();
}

// Runs of one round see the same values whatever their order, so what they find is the same too: it is looked
// at when all have run.
void Evaluator::finish_round(Solver& solver) {
  if (solver.below != base::kNoneValue) return close_circle(solver.below);
  if (!solver.found.empty()) {
    std::vector<Ref> found = std::move(solver.found);
    solver.found.clear();
    add_members(solver, found);
    return restart(solver);
  }
  if (!advance_members(solver)) return finish_solve(solver);
  for (uint32_t i = solver.begin; i < solver.end; ++i) members_[i].is_due = is_due(members_[i]);
  ++solver.round;
  solver.next = solver.begin;
}

// Whether any value is another one now.
bool Evaluator::advance_members(Solver& solver) {
  bool has_moved = false;
  for (uint32_t i = solver.begin; i < solver.end; ++i) {
    Member& member = members_[i];
    member.has_changed = member.has_run && !member.is_fixed && member.value->advance();
    member.has_run = false;
    if (!member.has_changed) continue;
    has_moved = true;
    if (++member.changes > storage(member.ref.query()).max_changes()) {
      member.value->take_fallback();
      member.is_fixed = member.is_exhausted = true;
    }
  }
  return has_moved;
}

bool Evaluator::is_due(const Member& member) const {
  if (member.is_exhausted) return false;
  const Solver& solver = solvers_[member.solver];
  return std::any_of(member.reads.begin(), member.reads.end(), [&](Ref read) {
    const Member* other = member_of(solver, *find(read));
    return other != nullptr && other->has_changed;
  });
}

void Evaluator::finish_solve(Solver& solver) {
  uint32_t index = new_group();
  Group& group = groups_[index];
  group.verified_at = revision_;
  for (Ref read : solver.outside) {
    const Memo& memo = *find(read);
    if (member_of(solver, memo) != nullptr) continue;
    group.dependencies.push_back(read);
    group.durability = std::min(group.durability, memo.durability());
  }
  group.dependencies.shrink_to_fit();
  group.members.reserve(solver.end - solver.begin);
  for (uint32_t i = solver.begin; i < solver.end; ++i) finish_member(solver, members_[i], index);
  emit(EventKind::Cycle, Reason::None, frames_[solver.frame].ref, Ref(), parent_of(solver.frame),
       solver.started, solver.end - solver.begin, solver.round);
  pop();
}

void Evaluator::finish_member(const Solver& solver, Member& member, uint32_t index) {
  const Frame& first = frames_[solver.frame];
  Storage& stored = storage(member.ref.query());
  Memo& memo = *find(member.ref);
  if (memo.grouped) leave_group(memo);
  RunResult result = stored.store_member(member.ref.slot(), *member.value);
  bool is_back = result == RunResult::First && memo.verified_at == revision_;
  if (result != RunResult::Equal && !is_back) memo.changed_at = revision_;
  memo.join_group(index);
  groups_[index].members.push_back(member.ref);
  ++groups_[index].live;
  memo.set_durability(groups_[index].durability);
  memo.verified_at = revision_;
  ++finished_;
  ++stored.counters.cycle;
  if (result == RunResult::Equal) ++stored.counters.cut_off;
  emit(result == RunResult::Equal ? EventKind::CutOff : EventKind::Ran,
       member.is_exhausted ? Reason::Exhausted : Reason::Fixpoint, member.ref,
       member.ref == first.ref ? first.cause : Ref(),
       member.ref == first.ref ? parent_of(solver.frame) : first.ref);
}

void Evaluator::release_solver() {
  const Solver& solver = solvers_.back();
  for (uint32_t i = solver.begin; i < solver.end; ++i) find(members_[i].ref)->set_activity(Activity::Idle);
  members_.resize(solver.begin);
  solvers_.pop_back();
}

// Groups

uint32_t Evaluator::new_group() {
  if (free_groups_.empty()) {
    groups_.emplace_back();
    return static_cast<uint32_t>(groups_.size()) - 1;
  }
  uint32_t index = free_groups_.back();
  free_groups_.pop_back();
  return index;
}

void Evaluator::leave_group(Memo& memo) {
  uint32_t index = memo.group();
  memo.drop_dependencies();
  if (--groups_[index].live > 0) return;
  groups_[index] = Group();
  free_groups_.push_back(index);
}

void Evaluator::kill_group(uint32_t index, Ref cause) {
  groups_[index].is_dead = true;
  groups_[index].cause = cause;
}

// A member is forgotten: the others cannot be brought back one by one, not even within this revision.
void Evaluator::dissolve_group(uint32_t index, Ref cause) {
  kill_group(index, cause);
  for (Ref ref : groups_[index].members) {
    Memo* memo = find(ref);
    if (memo != nullptr && memo->grouped && memo->group() == index) memo->verified_at = kNever;
  }
}

Memory Evaluator::group_memory() const {
  Memory total;
  total.memos = groups_.capacity() * sizeof(Group) + free_groups_.capacity() * sizeof(uint32_t);
  for (const Group& group : groups_)
    total.dependencies += (group.dependencies.capacity() + group.members.capacity()) * sizeof(Ref);
  return total;
}

}  // namespace pellucid::query
