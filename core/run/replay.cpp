// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/replay.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <variant>

#include "core/run/trial_objective.h"
#include "core/run/warm_start.h"
#include "core/store/study_journal.h"
#include "core/store/study_record.h"

namespace lathe::run {

namespace {

using store::TrialRecord;

class Replay {
  public:
    Replay(search::Study study, const search::Experiment& experiment, fs::path folder)
        : out_{.study = std::move(study), .limits = limits_of(experiment), .lacks_created = true},
          experiment_(experiment),
          folder_(std::move(folder)) {}

    // Of a study that begins now.
    Replayed begin() && {
        out_.lacks_created = false;
        out_.study.set_max_trials(out_.limits.max_trials);
        return std::move(out_);
    }

    // All events of the journal, before the first is taken; they outlive this.
    void expect(const std::vector<store::TimedEvent>& events) {
        for (const auto& timed : events) {
            if (const auto* asked = std::get_if<store::event::Asked>(&timed.event)) asked_.emplace(asked->trial, asked);
            if (const auto* started = std::get_if<store::event::Started>(&timed.event)) touched_.insert(started->trial);
            if (const auto* one = std::get_if<store::event::Reported>(&timed.event)) touched_.insert(one->trial);
            if (const auto* one = std::get_if<store::event::Finished>(&timed.event)) touched_.insert(one->trial);
        }
    }

    Result<void> take(const store::TimedEvent& timed) {
        keep_time(timed);
        return std::visit([this](const auto& event) { return apply(event); }, timed.event);
    }

    // After the last event: the trials that only their folders know, in order. One between them that has none was asked
    // for but not begun; the tuner gives its parameters anew.
    Result<void> take_the_unrecorded() {
        const auto kind = experiment_.purpose;
        const int end = std::max(kind == search::Purpose::trial ? 1 : 0, end_of_folders());
        while (static_cast<int>(out_.records.size()) < end) {
            const auto taken = take_from_folder();
            if (!taken) return fail(taken.error());
            if (*taken) continue;
            if (kind == search::Purpose::trial) add({config::Value(config::Dict{}), {}, {}, {}}, {});
            else if (++missing_ > most_missing) return fail(too_far(end - 1));
            else if (!ask_anew()) return fail(lacks(static_cast<int>(out_.records.size())));
        }
        for (int number = 0; number < static_cast<int>(out_.records.size()); ++number)
            if (!recorded_.contains(number)) out_.unrecorded.push_back(number);
        return {};
    }

    Replayed finish() && {
        out_.limits_differ = recorded_trials_ && *recorded_trials_ != out_.limits.max_trials;
        out_.study.set_max_trials(out_.limits.max_trials);
        for (auto& record : out_.records) finish_or_enqueue(record);
        // Interrupted trials go on before new ones begin.
        std::stable_partition(out_.waiting.begin(), out_.waiting.end(),
                              [this](int number) { return out_.begun.contains(number); });
        return std::move(out_);
    }

  private:
    // More trials than this are not asked for at once and then lost: the numbers of the folders are wrong.
    static constexpr int most_missing = 1000;

    // One more than the highest number of a trial whose folder tells of it.
    int end_of_folders() const {
        int end = 0;
        std::error_code code;
        for (fs::directory_iterator it(folder_ / "trials", code), last; !code && it != last; it.increment(code)) {
            const auto number = store::trial_number(it->path());
            if (!number || *number < end) continue;
            if (const auto witness = store::read_trial_witness(it->path()); !witness || *witness) end = *number + 1;
        }
        return end;
    }

    bool known(int trial) const { return trial >= 0 && trial < static_cast<int>(out_.records.size()); }
    const search::Trial& of(int trial) const { return out_.study.history().trials[static_cast<std::size_t>(trial)]; }

    Error lacks(int trial) const {
        return {"the journal lacks the parameters of trial " + std::to_string(trial) + ", and its folder too",
                "its lines are damaged: start the search anew"};
    }
    static Error too_far(int trial) {
        return {"the folder of trial " + std::to_string(trial) + " is there, but not those of many trials before it",
                "move it away if it does not belong to this study"};
    }
    Error contradicts(int trial) const {
        return {"trial " + std::to_string(trial) + " has other parameters in the journal than in its folder",
                "put back the file that was changed: params.json and trial.json of the trial, or the journal"};
    }

    void keep(const search::Trial& trial, TrialRecord record) {
        record.number = trial.number;
        record.params = trial.params;
        record.budget = trial.budget;
        record.start_from = trial.start_from;
        record.note = trial.note;
        out_.records.push_back(std::move(record));
    }
    void add(search::Suggestion suggestion, TrialRecord record) {
        keep(*out_.study.add(std::move(suggestion)), std::move(record));
    }
    // The next trial, which the journal does not have (yet). False: its folder does not tell of it either.
    Result<bool> take_from_folder() {
        const int number = static_cast<int>(out_.records.size());
        auto witness = store::read_trial_witness(store::trial_folder(folder_, number));
        if (!witness) return fail(witness.error());
        if (!*witness) return false;
        const TrialRecord& record = **witness;
        add({record.params, record.budget, record.start_from, record.note}, record);
        return true;
    }
    bool ask_anew() {
        const search::Trial* trial = out_.study.ask();
        if (trial) keep(*trial, {});
        return trial != nullptr;
    }
    // Whether an event of this trial can be taken; the lines of trials before it may be lost.
    Result<bool> find(int trial) {
        while (trial >= static_cast<int>(out_.records.size())) {
            const auto taken = take_from_folder();
            if (!taken) return fail(taken.error());
            if (!*taken) return false;
        }
        return known(trial);
    }

    // The next trial, whose line is damaged and which has no folder, while the lines of later ones are whole. An
    // earlier resume may have written it again, further down. One that was never begun is given anew: nothing of it is
    // lost.
    Result<void> fill_the_gap() {
        const int number = static_cast<int>(out_.records.size());
        if (const auto later = asked_.find(number); later != asked_.end()) {
            const auto& event = *later->second;
            TrialRecord record;
            record.from = event.from;
            add({event.params, event.budget, event.start_from, event.note}, std::move(record));
            return {};
        }
        if (touched_.contains(number) || ++missing_ > most_missing || !ask_anew()) return fail(lacks(number));
        return {};
    }

    Result<void> apply(const store::event::Asked& event) {
        recorded_.insert(event.trial);
        while (static_cast<int>(out_.records.size()) < event.trial) {
            const auto taken = take_from_folder();
            if (!taken) return fail(taken.error());
            if (*taken) continue;
            if (auto filled = fill_the_gap(); !filled) return filled;
        }
        if (known(event.trial))  // taken from its folder before, and written into the journal since
            return of(event.trial).params == event.params ? Result<void>() : fail(contradicts(event.trial));
        auto witness = store::read_trial_witness(store::trial_folder(folder_, event.trial));
        if (!witness) return fail(witness.error());
        if (*witness && !((*witness)->params == event.params)) return fail(contradicts(event.trial));
        // trial.json outranks the journal.
        TrialRecord record = witness->value_or(TrialRecord{});
        if (!record.from) record.from = event.from;
        add({event.params, event.budget, event.start_from, event.note}, std::move(record));
        return {};
    }
    Result<void> apply(const store::event::Started& event) {
        const auto found = find(event.trial);
        if (!found) return fail(found.error());
        if (*found) {
            out_.begun.insert(event.trial);
            out_.study.start(event.trial);
        }
        return {};
    }
    Result<void> apply(const store::event::Reported& event) {
        const auto found = find(event.trial);
        if (!found) return fail(found.error());
        if (*found) out_.study.replay_report(event.trial, event.step, event.value);
        return {};
    }
    Result<void> apply(const store::event::Finished& event) {
        const auto found = find(event.trial);
        if (!found) return fail(found.error());
        if (!*found) return {};
        auto& record = out_.records[static_cast<std::size_t>(event.trial)];
        const bool file_says = record.start.has_value() || is_final(record.state);
        if (!file_says) {  // there is no trial.json that can be read
            record.state = event.state;
            record.objective = event.objective;
            record.objectives = event.objectives;
            record.constrained = event.constrained;
            record.error = event.error;
        }
        tell(record);
        return {};
    }
    Result<void> apply(const store::event::Interrupted& event) {
        if (known(event.trial)) out_.study.interrupt(event.trial);
        return {};
    }
    // Limits in force stand in experiment.yaml; the journal tells when they were changed.
    Result<void> apply(const store::event::Edited& event) {
        const auto it = event.changes.find("max_trials");
        if (!recorded_trials_ || it == event.changes.end()) return {};
        if (it->is_number_integer()) recorded_trials_ = it->get<int>();
        else if (it->is_null()) recorded_trials_.emplace(std::nullopt);
        out_.study.set_max_trials(*recorded_trials_);
        return {};
    }
    Result<void> apply(const store::event::Resumed&) { return {}; }
    Result<void> apply(const store::event::Created& event) {
        out_.lacks_created = false;
        if (event.is_search) {
            recorded_trials_.emplace(event.max_trials);
            out_.study.set_max_trials(event.max_trials);
        }
        if (event.is_search != (experiment_.purpose == search::Purpose::search))
            return fail(changed_since_begun(folder_));
        if (event.config_crc32c && *event.config_crc32c != checksum_of_config(experiment_))
            return fail(changed_since_begun(folder_));
        return {};
    }
    Result<void> apply(const store::event::Ended&) { return {}; }

    void tell(const TrialRecord& record) {
        if (!is_final(record.state)) return;
        out_.study.tell(record.number, outcome_of(record));
    }

    // After the last event: the trial is final, or it waits to go on.
    void finish_or_enqueue(TrialRecord& record) {
        tell(record);
        if (is_final(of(record.number).state)) return;
        if (of(record.number).state == search::TrialState::running) out_.study.interrupt(record.number);
        record.state = search::TrialState::waiting;
        out_.waiting.push_back(record.number);
        // Its line "started" may be lost. What it has trained is in its folder, and must not be trained over.
        std::error_code ignored;
        if (fs::exists(store::trial_folder(folder_, record.number) / "trial.json", ignored))
            out_.begun.insert(record.number);
    }

    // Each process's share of the elapsed time is from its first event to its last, but for where its clock was set
    // back.
    void keep_time(const store::TimedEvent& timed) {
        if (std::holds_alternative<store::event::Resumed>(timed.event)) last_.reset();
        if (!timed.time) return;
        if (last_ && *timed.time > *last_)
            out_.elapsed += std::chrono::duration_cast<std::chrono::milliseconds>(*timed.time - *last_);
        last_ = timed.time;
    }

    static Limits limits_of(const search::Experiment& experiment) {
        const auto& search = experiment.search;
        if (experiment.purpose == search::Purpose::trial) return {1, 1, search.max_duration};
        return {search.max_trials, search.concurrency, search.max_duration};
    }

    Replayed out_;
    const search::Experiment& experiment_;
    fs::path folder_;
    // max_trials of a search as the journal last tells it; nullopt: it does not tell.
    std::optional<std::optional<int>> recorded_trials_;
    std::set<int> recorded_;  // trials whose parameters the journal has
    std::map<int, const store::event::Asked*> asked_;
    std::set<int> touched_;  // trials that the journal says more of than that they were asked for
    int missing_ = 0;        // trials that were given anew
    std::optional<Time> last_;
};

Result<search::Study> make_study(const search::Experiment& experiment) {
    const auto& search = experiment.search;
    if (experiment.purpose == search::Purpose::trial)
        return search::Study::make({}, search.modes(), {"Random", config::Value(config::Dict{})}, std::nullopt);
    return search::Study::make(experiment.space, search.modes(), experiment.tuner(), search.assessor,
                               search.constraints);
}

// Gives where those that were learned come from.
std::map<std::int64_t, search::Origin> try_first(search::Study& study, const search::Experiment& experiment,
                                                 const std::vector<Learned>& learned) {
    std::map<std::int64_t, search::Origin> origins;
    auto first = experiment.search.first;
    for (const Learned& one : learned) {
        if (std::ranges::find(first, one.params) != first.end()) continue;  // a person wants it tried, too
        origins.emplace(static_cast<std::int64_t>(first.size()), one.from);
        first.push_back(one.params);
    }
    study.try_first(std::move(first));
    return origins;
}

}  // namespace

Result<Replayed> new_study(const search::Experiment& experiment) {
    auto study = make_study(experiment);
    if (!study) return fail(study.error());
    const auto learned = warm_start(experiment);
    if (!learned) return fail(learned.error());
    auto origins = try_first(*study, experiment, *learned);
    Replayed begun = Replay(std::move(*study), experiment, {}).begin();
    begun.origins_of_first = std::move(origins);
    return begun;
}

Result<Replayed> replay(const search::Experiment& experiment, const fs::path& study_folder) {
    auto study = make_study(experiment);
    if (!study) return fail(study.error());
    // Earlier studies may be gone by now: what was taken from them is in the journal.
    auto origins = try_first(*study, experiment, warm_start(experiment).value_or(std::vector<Learned>{}));
    const auto journal = store::read_study_journal(study_folder);
    if (!journal) return fail(journal.error());
    Replay replaying(std::move(*study), experiment, study_folder);
    replaying.expect(journal->events);
    for (const auto& event : journal->events)
        if (auto done = replaying.take(event); !done) {
            Error error = done.error();
            if (error.file.empty()) error.file = store::journal_path(study_folder).string();
            return fail(std::move(error));
        }
    if (auto done = replaying.take_the_unrecorded(); !done) return fail(done.error());
    Replayed replayed = std::move(replaying).finish();
    replayed.origins_of_first = std::move(origins);
    return replayed;
}

}  // namespace lathe::run
