// Ask and tell: the state of a search without threads. The caller serialises access.
#pragma once

#include <memory>
#include <optional>

#include "core/search/experiment.h"
#include "core/search/tuner.h"

namespace lathe::search {

class Study {
  public:
    static Result<Study> make(space::Space space, Mode mode, const Algorithm& tuner,
                              const std::optional<Algorithm>& assessor);

    // A new WAITING trial; nullptr when the tuner's space is exhausted.
    const Trial* ask();
    // A WAITING trial with given parameters (a clone, or one from a journal); numbers must go up by one.
    const Trial* add(space::Params params);
    void start(int number);
    // Records an intermediate value (a step reported again replaces the former value); the reason when the assessor
    // wants the trial stopped.
    std::optional<std::string> report(int number, std::int64_t step, double value);
    // As report(), without asking the assessor: for replaying a journal.
    void replay_report(int number, std::int64_t step, double value);
    // Moves the trial to a final state; ignored when it is final already.
    void tell(int number, TrialState state, std::optional<double> objective, std::string error = {});
    // Puts a RUNNING trial back to WAITING: it was interrupted and will be resumed.
    void interrupt(int number);

    const History& history() const { return history_; }
    const space::Space& space() const { return space_; }

  private:
    Study(space::Space space, Mode mode);
    Trial* live(int number);  // nullptr when there is no such trial or it is final

    space::Space space_;
    space::Layout layout_;
    History history_;
    std::unique_ptr<Tuner> tuner_;
    std::unique_ptr<Assessor> assessor_;
};

}  // namespace lathe::search
