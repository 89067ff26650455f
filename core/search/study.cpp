// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/study.h"

#include <algorithm>
#include <cmath>

namespace lathe::search {

namespace {

constexpr const char* first_key = "first";  // in a note: which of the first trials it is

void put_first(Suggestion& suggestion, const space::Params& first, std::size_t index) {
    for (const auto& [path, value] : first.as_dict()) {
        const auto same = std::ranges::find(suggestion.params.as_dict(), path, &config::Entry::first);
        if (same != suggestion.params.as_dict().end()) same->second = value;
    }
    if (!suggestion.note.is_dict()) suggestion.note = config::Value(config::Dict{});
    suggestion.note.set(first_key, static_cast<std::int64_t>(index));
}

}  // namespace

std::optional<std::int64_t> place_among_first(const config::Value& note) {
    const std::int64_t place = note.int_or(first_key, -1);
    return place >= 0 ? std::optional(place) : std::nullopt;
}

struct Study::State {
    State(space::Space space_, std::vector<Mode> modes, std::vector<Constraint> constraints)
        : space(std::move(space_)), layout(space) {
        history.mode = modes.front();
        if (modes.size() > 1) history.modes = std::move(modes);
        history.constraints = std::move(constraints);
    }

    space::Space space;
    space::Layout layout;
    History history;
    Observations observations{layout, history};
};

Study::Study(std::unique_ptr<State> state) : state_(std::move(state)) {}
Study::~Study() = default;
Study::Study(Study&&) noexcept = default;
Study& Study::operator=(Study&&) noexcept = default;

Result<Study> Study::make(space::Space space, Mode mode, const Algorithm& tuner,
                          const std::optional<Algorithm>& assessor) {
    return make(std::move(space), std::vector<Mode>{mode}, tuner, assessor);
}

Result<Study> Study::make(space::Space space, std::vector<Mode> modes, const Algorithm& tuner,
                          const std::optional<Algorithm>& assessor, std::vector<Constraint> constraints) {
    if (auto fine = check_objectives(tuner.name, modes.size()); !fine) return fail(std::move(fine.error()));
    Study study(std::make_unique<State>(std::move(space), std::move(modes), std::move(constraints)));
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

const History& Study::history() const {
    return state_->history;
}
const space::Space& Study::space() const {
    return state_->space;
}
const Observations& Study::observations() const {
    return state_->observations;
}

std::vector<int> Study::outside() const {
    std::vector<int> out;
    for (const Trial& trial : history().trials)
        if (!state_->layout.to_row(trial.params)) out.push_back(trial.number);
    return out;
}

void Study::set_max_trials(std::optional<int> count) {
    state_->history.max_trials = count;
}

const Trial* Study::ask() {
    auto suggestion = tuner_->suggest(state_->observations, static_cast<int>(history().trials.size()));
    if (!suggestion) return nullptr;
    if (tried_first_ < first_.size() && !suggestion->start_from)
        put_first(*suggestion, first_[tried_first_], tried_first_);
    return add(std::move(*suggestion));
}

const Trial* Study::add(Suggestion suggestion) {
    Trial trial;
    trial.number = static_cast<int>(history().trials.size());
    trial.row = state_->layout.to_row(suggestion.params).value_or(space::Row{});
    trial.params = std::move(suggestion.params);
    trial.budget = suggestion.budget;
    trial.start_from = suggestion.start_from;
    trial.note = std::move(suggestion.note);
    if (place_among_first(trial.note)) ++tried_first_;
    const Trial* added = &state_->history.trials.emplace_back(std::move(trial));
    state_->observations.update();
    return added;
}

Trial* Study::live(int number) {
    auto& trials = state_->history.trials;
    if (number < 0 || static_cast<std::size_t>(number) >= trials.size()) return nullptr;
    Trial& trial = trials[static_cast<std::size_t>(number)];
    return is_final(trial.state) ? nullptr : &trial;
}

void Study::start(int number) {
    if (Trial* trial = live(number)) trial->state = TrialState::running;
}

std::optional<std::string> Study::report(int number, std::int64_t step, double value) {
    if (!live(number)) return std::nullopt;
    replay_report(number, step, value);
    return assessor_ ? assessor_->should_stop(history(), number) : std::nullopt;
}

void Study::replay_report(int number, std::int64_t step, double value) {
    Trial* trial = live(number);
    if (!trial) return;
    const auto at = std::ranges::lower_bound(trial->reports, step, {}, &Report::step);
    if (at != trial->reports.end() && at->step == step) at->value = value;
    else trial->reports.insert(at, {step, value});
}

void Study::tell(int number, Outcome outcome) {
    Trial* trial = live(number);
    if (!trial || !is_final(outcome.state)) return;
    const auto& values = outcome.objectives;
    trial->state = outcome.state;
    trial->objective.reset();
    if (!values.empty() && (!std::isnan(values.front()) || history().modes.empty())) trial->objective = values.front();
    if (!history().modes.empty()) trial->objectives = std::move(outcome.objectives);
    trial->excesses = excesses_of(history().constraints, outcome.constrained);
    trial->violation = violation_of(trial->excesses);
    trial->error = std::move(outcome.error);
    state_->history.ended.push_back(number);
}

void Study::tell(int number, TrialState state, std::optional<double> objective, std::string error) {
    tell(number,
         Outcome{state, objective ? std::vector<double>{*objective} : std::vector<double>{}, {}, std::move(error)});
}

void Study::tell_all(int number, TrialState state, std::vector<double> objectives, std::string error) {
    tell(number, Outcome{state, std::move(objectives), {}, std::move(error)});
}

void Study::interrupt(int number) {
    Trial* trial = live(number);
    if (trial && trial->state == TrialState::running) trial->state = TrialState::waiting;
}

}  // namespace lathe::search
