#pragma once

// How values come to be as of now, without their types: verification, runs, cycles, giving up. engine.h is
// the door; nothing outside this room uses an Evaluator.
//
// What is being worked on is a stack of frames that is the engine's own. Verification pushes and pops frames
// in a loop. Only `compute` nests on the machine's stack: it reads through its context, which drives the loop
// from there until the key it reads is as of now.
//
// Three things end runs before their time: a cycle, too deep a nesting, a spent budget. Without exceptions, a
// run is given up thus: `landing_` is set, every read returns a placeholder at once, so that computes return
// one after the other, their values unused, until the loop that owns the frame to land on takes over.

#include <atomic>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "query/cycle.h"
#include "query/event.h"
#include "query/storage.h"

namespace pellucid::query {

// What one call may spend.
struct Budget {
  static constexpr uint64_t kUnbounded = ~uint64_t{0};
  uint64_t deadline = kUnbounded;  // by the engine's clock; without one it never comes
  uint64_t runs = kUnbounded;
  bool heeds_stop = true;  // whether request_stop() ends it
};

class Evaluator {
 public:
  // Nested computes, not frames: with what an ordinary compute needs, far from the 3,000 frames of a browser.
  static constexpr uint32_t kDefaultDepth = 64;

  Evaluator();
  Evaluator(const Evaluator&) = delete;
  ~Evaluator();

  // Queries

  Storage* storage_of_type(uint32_t number) const {
    return number < by_type_.size() ? by_type_[number] : nullptr;
  }
  Storage& add(uint32_t type_number, std::unique_ptr<Storage> storage);
  Storage& storage(QueryIndex query) const { return *storages_[query.value()]; }
  uint32_t query_count() const { return static_cast<uint32_t>(storages_.size()); }
  // Null if the key was forgotten.
  Memo* find(Ref ref) const {
    Memo& memo = storage(ref.query()).memo(ref.slot());
    return memo.generation == ref.generation() && memo.live ? &memo : nullptr;
  }

  // Changes; never while something is computed

  Revision revision() const { return revision_; }
  // To be called before a change: begins a revision if something was asked for in this one.
  void begin_change();
  // Of an input that is `durability` from now on; notes both, and when.
  void input_changed(Ref input, Durability durability, Reason reason);
  bool evict(Ref ref);
  void forget(Ref ref);
  void collect(Revision since);
  void collect_absent_inputs();
  void note_offer() { offers_pending_ = true; }
  void drop_offers();

  std::vector<Ref> dependencies(Ref ref) const;

  // Asking

  // From outside: false if the budget was spent first.
  bool bring_up(Ref ref, const Budget& budget);

  enum class Answer : uint8_t { Ready, Provisional, GivenUp };
  // From the compute on top.
  Answer ask(Ref ref);
  bool is_ready(const Memo& memo) const {
    return memo.verified_at == revision_ && memo.has_value && memo.activity_bits == 0;
  }
  void note_read(Ref ref, Memo& memo) {
    Frame& frame = frames_.back();
    if (memo.reader == frame.serial) return;
    memo.reader = frame.serial;
    if (memo.durability() < frame.durability) frame.durability = memo.durability();
    reads_.push_back(ref);
  }
  Provisional& provisional(const Memo& memo) { return *members_[memo.place].value; }
  bool is_computing() const { return native_depth_ > 0; }
  bool is_giving_up() const { return landing_.action != Landing::Action::None; }
  bool should_stop();
  bool is_past(const Budget& budget) {
    return budget.deadline != Budget::kUnbounded && clock_ != nullptr && clock_->now() >= budget.deadline;
  }
  // Of the last call from outside.
  uint64_t runs() const { return runs_; }

  void request_stop() { stop_requested_.store(true, std::memory_order_relaxed); }
  void set_depth_limit(uint32_t depth) { depth_limit_ = depth; }
  uint32_t deepest() const { return deepest_; }
  // For what must not be called from within a compute.
  void check_idle() const {
    PEL_CHECK(frames_.empty(), "called from within a compute");
    PEL_DCHECK(std::this_thread::get_id() == owner_, "an engine has one thread");
  }

  // Watching

  void set_sink(EventSink* sink) { sink_ = sink; }
  void set_clock(Clock* clock) { clock_ = clock; }
  Memory group_memory() const;
  std::string describe(Ref ref) const;
  std::string describe_key(Ref ref) const;
  uint32_t whole(Ref ref) const {
    return find(ref) != nullptr ? storage(ref.query()).whole(ref.slot()) : base::kNoneValue;
  }

  // Of whoever owns the engine, for computes; one of each type.
  struct Host {
    const void* type;
    void* object;
  };
  std::vector<Host> hosts;

 private:
  enum class Mode : uint8_t {
    Verify,       // going through the dependencies of the last run
    VerifyGroup,  // the same for the cycle that the memo was computed in
    Compute,
    Solve,   // the cycle that was found under this frame; its memo is a member
    Member,  // one run of a member, above its Solve frame
  };

  struct Frame {
    Ref ref;
    Ref cause;
    uint64_t started;
    uint32_t reads_begin;  // into reads_; up to where the next frame's begin
    uint32_t serial;       // of the run
    uint32_t next;         // Verify: how many dependencies are known to be the same
    uint32_t solver;
    Mode mode;
    Reason reason;
    Durability durability;  // the least of what was read
    bool need_value;        // or only whether it has changed
  };

  // Where giving up ends.
  struct Landing {
    enum class Action : uint8_t {
      None,
      Suspend,    // keep all frames, and start the topmost again on an empty machine stack
      Stop,       // drop all frames
      Recompute,  // a group's verification was overtaken: compute instead
      Solve,      // the frame is the first of a cycle
      Extend,     // the member's run found more members
    };
    Action action = Action::None;
    uint32_t frame = 0;
    std::vector<Ref> members;
    std::vector<Ref> reads;  // by which they were found
  };

  // Brings the target up to now; false if a landing lies below, or the budget is spent.
  bool drive(Ref target, bool need_value);
  bool is_landing_from(uint32_t base) const;
  bool land();
  void enter(Ref ref, bool need_value);
  void push(Ref ref, Memo& memo, Mode mode, bool need_value, Reason reason, Ref cause = Ref());
  void pop();
  void truncate(uint32_t size);
  void give_up(Landing::Action action, uint32_t frame);
  void found_cycle(const Memo& memo);
  void close_circle(uint32_t to);

  void step();
  void step_verify();
  void step_verify_group();
  // Pending: a frame was pushed, which must be done with first, or the run was given up.
  enum class Verdict : uint8_t { Same, Pending, Changed, Gone };
  Verdict look_at(Ref dependency, Revision since);
  // Goes on from the topmost frame's `next`. Same: to the end.
  Verdict look_at_all(std::span<const Ref> dependencies, Revision since);
  void settle(Ref ref, Memo& memo, uint32_t asked_by, Reason reason);
  void compute_instead(Memo& memo, Reason reason, Ref cause);
  void run_top();
  bool begin_run();
  void note_abandoned(uint32_t frame);
  void finish_run(RunResult result);
  void check_budget_of_steps();
  bool is_over_budget();
  bool is_durable(Durability durability, Revision since) const {
    return last_changed_[static_cast<uint32_t>(durability)] <= since;
  }

  // cycle.cpp
  void begin_solve(uint32_t frame, const std::vector<Ref>& members, const std::vector<Ref>& reads);
  void add_members(Solver& solver, const std::vector<Ref>& refs);
  void restart(Solver& solver);
  void add_outside(Solver& solver, std::span<const Ref> reads);
  void step_solve();
  void run_member();
  void finish_round(Solver& solver);
  bool advance_members(Solver& solver);
  bool is_due(const Member& member) const;
  void finish_solve(Solver& solver);
  void finish_member(const Solver& solver, Member& member, uint32_t group);
  void release_solver();
  uint32_t new_group();
  void leave_group(Memo& memo);
  void kill_group(uint32_t group, Ref cause);
  void dissolve_group(uint32_t group, Ref cause);

  // The member that the memo is in this solver, or null.
  const Member* member_of(const Solver& solver, const Memo& memo) const;

  void collect_memos(Revision since);
  uint64_t now() { return clock_ != nullptr ? clock_->now() : 0; }
  void emit(EventKind kind, Reason reason, Ref subject, Ref cause, Ref parent, uint64_t started = 0,
            uint32_t members = 0, uint32_t rounds = 0);
  // Who asked for what the frame stands for.
  Ref parent_of(uint32_t frame) const;

  std::vector<std::unique_ptr<Storage>> storages_;
  std::vector<Storage*> by_type_;  // by the number of the declaring type, of all engines

  Revision revision_{1};
  Revision last_changed_[kDurabilities] = {Revision(1), Revision(1), Revision(1)};
  bool revision_asked_ = false;
  bool offers_pending_ = false;

  std::vector<Frame> frames_;
  std::vector<Ref> reads_;
  Landing landing_;
  uint32_t serial_ = 0;
  uint32_t native_depth_ = 0;
  uint32_t depth_limit_ = kDefaultDepth;
  uint32_t deepest_ = 0;

  std::vector<Solver> solvers_;
  std::vector<Member> members_;  // of all solvers, one after the other
  std::vector<Group> groups_;
  std::vector<uint32_t> free_groups_;

  Budget budget_;
  uint64_t finished_ = 0;  // memos brought up to now within this call
  uint64_t runs_ = 0;      // within this call
  uint32_t steps_ = 0;
  std::atomic<bool> stop_requested_ = false;

  EventSink* sink_ = nullptr;
  Clock* clock_ = nullptr;
  std::unique_ptr<Context> context_;
  std::thread::id owner_ = std::this_thread::get_id();
};

}  // namespace pellucid::query
