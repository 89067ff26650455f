// Trials and the history that tuners and assessors learn from. Plain values.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/space/layout.h"
#include "core/space/space.h"

namespace lathe::search {

// NNI's names. A trial in a final state never changes.
enum class TrialState : std::uint8_t {
    waiting,
    running,
    succeeded,
    failed,
    early_stopped,
    user_canceled,
    sys_canceled
};
std::string_view name_of(TrialState state);  // "WAITING", "RUNNING", "SUCCEEDED", ...
std::optional<TrialState> state_from_name(std::string_view name);
inline bool is_final(TrialState state) {
    return state >= TrialState::succeeded;
}

// An intermediate value of the objective: the step is a counter of reports (an epoch, for the Trainer).
struct Report {
    std::int64_t step = 0;
    double value = 0;
};

struct Trial {
    int number = 0;
    TrialState state = TrialState::waiting;
    space::Params params;
    space::Row row;  // params as space::Layout puts them; filled in by Study, empty when they lie outside the space
    std::vector<Report> reports;  // by step
    std::optional<double> objective;
    std::string error;  // why it failed or was stopped
};

enum class Mode : std::uint8_t { minimize, maximize };

struct History {
    Mode mode = Mode::minimize;
    std::vector<Trial> trials;  // by number

    // Whether a is better than b; NaN is worse than everything.
    bool better(double a, double b) const;
    // The best succeeded (or early-stopped) trial; nullptr when there is none.
    const Trial* best() const;
};

}  // namespace lathe::search
