// SPDX-License-Identifier: GPL-3.0-or-later
// Ask and tell: the state of a search without threads. The caller serialises access.
#pragma once

#include <memory>
#include <optional>

#include "core/search/experiment.h"
#include "core/search/tuner.h"

namespace lathe::search {

// The place of a trial among those of Study::try_first(), by its note; nullopt: it is none of them.
std::optional<std::int64_t> place_among_first(const config::Value& note);

// A search as it goes on: its space, its tuner, its assessor and the trials so far. Trials are numbered from 0 in the
// order in which they are added; the study owns them, and they keep their addresses.
class Study {
  public:
    // A search for one objective, without constraints. Fails when the tuner or the assessor is not known or has wrong
    // arguments.
    static Result<Study> make(space::Space space, Mode mode, const Algorithm& tuner,
                              const std::optional<Algorithm>& assessor);
    // A search for several objectives, with their directions. The assessor, and whoever wants one number, look at the
    // first. Fails as the other make() does, and for several objectives with a tuner that searches for one.
    static Result<Study> make(space::Space space, std::vector<Mode> modes, const Algorithm& tuner,
                              const std::optional<Algorithm>& assessor, std::vector<Constraint> constraints = {});
    ~Study();
    Study(Study&&) noexcept;
    Study& operator=(Study&&) noexcept;

    // Parameters, perhaps only some of them, that trials shall have before the tuner chooses freely: each is tried
    // once, in this order, and the tuner chooses what it leaves out. Those that the history has already count.
    void try_first(std::vector<space::Params> first) { first_ = std::move(first); }
    // How many trials there may be in all, from now on; the tuner may plan by it, and is not held to it.
    void set_max_trials(std::optional<int> count);
    // Asks the tuner for a new trial, which is WAITING; nullptr when the tuner's space is exhausted.
    const Trial* ask();
    // Adds a WAITING trial with given parameters: a clone, or one from a journal.
    const Trial* add(space::Params params) { return add(Suggestion{std::move(params), {}, {}, {}}); }
    // Adds a WAITING trial as a tuner once suggested it, budget, checkpoint and note included. Parameters outside the
    // space are kept as they are, but nothing is learned from them.
    const Trial* add(Suggestion suggestion);
    // Moves the trial to RUNNING; ignored when there is no such trial or it is final.
    void start(int number);
    // Records an intermediate value (a step reported again replaces the former value); the reason when the assessor
    // wants the trial stopped.
    std::optional<std::string> report(int number, std::int64_t step, double value);
    // Records an intermediate value without asking the assessor: for replaying a journal.
    void replay_report(int number, std::int64_t step, double value);
    // How a trial ended.
    struct Outcome {
        TrialState state = TrialState::succeeded;
        std::vector<double> objectives;   // in the order of the experiment; NaN, or left out: not reported
        std::vector<double> constrained;  // what the metrics of the constraints came to, likewise
        std::string error;
    };
    // Moves the trial to a final state; ignored when it is final already.
    void tell(int number, Outcome outcome);
    // The same where there are no constraints, with one objective; nullopt: none was reported.
    void tell(int number, TrialState state, std::optional<double> objective, std::string error = {});
    // The same where there are no constraints, with several objectives in the order of the experiment; NaN: not
    // reported.
    void tell_all(int number, TrialState state, std::vector<double> objectives, std::string error = {});
    // Puts a RUNNING trial back to WAITING: it was interrupted and will be resumed.
    void interrupt(int number);

    // All trials, by number. The reference stays good while the study lives, also when the study is moved.
    const History& history() const;
    // The space as it was given to make().
    const space::Space& space() const;
    // The trials that lie in the space, as rows of numbers; up to date after each call of add() or ask().
    const Observations& observations() const;
    // The trials that lie outside the space, because it was edited between runs: kept, but not learned from.
    std::vector<int> outside() const;

  private:
    struct State;  // at a fixed address, as its parts refer to each other
    explicit Study(std::unique_ptr<State> state);
    Trial* live(int number);  // nullptr when there is no such trial or it is final

    std::unique_ptr<State> state_;
    std::unique_ptr<Tuner> tuner_;
    std::unique_ptr<Assessor> assessor_;
    std::vector<space::Params> first_;
    std::size_t tried_first_ = 0;
};

}  // namespace lathe::search
