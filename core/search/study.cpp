#include "core/search/study.h"

#include <algorithm>

namespace lathe::search {

Study::Study(space::Space space, Mode mode) : space_(std::move(space)), layout_(space_) {
    history_.mode = mode;
}

Result<Study> Study::make(space::Space space, Mode mode, const Algorithm& tuner,
                          const std::optional<Algorithm>& assessor) {
    Study study(std::move(space), mode);
    auto made = make_tuner(tuner.name, tuner.args);
    if (!made) return fail(std::move(made.error()));
    study.tuner_ = std::move(*made);
    if (assessor) {
        auto stopper = make_assessor(assessor->name, assessor->args);
        if (!stopper) return fail(std::move(stopper.error()));
        study.assessor_ = std::move(*stopper);
    }
    return study;
}

const Trial* Study::ask() {
    auto params = tuner_->suggest(space_, history_, static_cast<int>(history_.trials.size()));
    return params ? add(std::move(*params)) : nullptr;
}

const Trial* Study::add(space::Params params) {
    Trial trial;
    trial.number = static_cast<int>(history_.trials.size());
    trial.row = layout_.to_row(params).value_or(space::Row{});
    trial.params = std::move(params);
    return &history_.trials.emplace_back(std::move(trial));
}

Trial* Study::live(int number) {
    if (number < 0 || static_cast<std::size_t>(number) >= history_.trials.size()) return nullptr;
    Trial& trial = history_.trials[static_cast<std::size_t>(number)];
    return is_final(trial.state) ? nullptr : &trial;
}

void Study::start(int number) {
    if (Trial* trial = live(number)) trial->state = TrialState::running;
}

std::optional<std::string> Study::report(int number, std::int64_t step, double value) {
    if (!live(number)) return std::nullopt;
    replay_report(number, step, value);
    return assessor_ ? assessor_->should_stop(history_, number) : std::nullopt;
}

void Study::replay_report(int number, std::int64_t step, double value) {
    Trial* trial = live(number);
    if (!trial) return;
    const auto at = std::ranges::lower_bound(trial->reports, step, {}, &Report::step);
    if (at != trial->reports.end() && at->step == step) at->value = value;
    else trial->reports.insert(at, {step, value});
}

void Study::tell(int number, TrialState state, std::optional<double> objective, std::string error) {
    Trial* trial = live(number);
    if (!trial || !is_final(state)) return;
    trial->state = state;
    trial->objective = objective;
    trial->error = std::move(error);
}

void Study::interrupt(int number) {
    Trial* trial = live(number);
    if (trial && trial->state == TrialState::running) trial->state = TrialState::waiting;
}

}  // namespace lathe::search
