// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/study_recorder.h"

#include <random>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "core/base/files.h"
#include "core/run/trial_folder.h"
#include "core/run/trial_objective.h"
#include "core/store/study_record.h"
#include "core/store/workspace.h"

namespace lathe::run {

namespace {

// 64 random bits: no two studies of anybody have the same.
std::string new_study_id() {
    std::random_device random;
    return fmt::format("{:08x}{:08x}", random(), random());
}

store::event::Created created_event(const search::Experiment& experiment) {
    const auto& search = experiment.search;
    const auto objective = trial_objective(experiment.purpose, search);
    const bool is_search = experiment.purpose == search::Purpose::search;
    store::event::Created event{experiment.name,
                                is_search,
                                objective.metric,
                                objective.mode,
                                objective.use_best,
                                {},
                                {},
                                1,
                                {},
                                checksum_of_config(experiment),
                                {},
                                new_study_id(),
                                experiment.from,
                                {}};
    if (is_search) {
        event.tuner = search.tuner.name;
        if (search.assessor) event.assessor = search.assessor->name;
        event.max_trials = search.max_trials;
        for (const auto& one : search.objectives) event.objectives.emplace_back(one.metric, one.mode);
        event.constraints = search.constraints;
    }
    return event;
}

store::event::Finished finished_event(const store::TrialRecord& trial) {
    return {trial.number, trial.state, trial.objective, trial.error, trial.objectives, trial.constrained};
}

std::string cannot_be_written(const Error& error) {
    return "the record cannot be written: " + error.str();
}

}  // namespace

StudyRecorder::StudyRecorder(fs::path folder, store::Journal journal, store::StudyLock lock)
    : folder_(std::move(folder)), journal_(std::move(journal)), lock_(std::move(lock)) {}

Result<StudyRecorder> StudyRecorder::create(const fs::path& workspace, const search::Experiment& experiment,
                                            const std::string& reserved,
                                            const std::vector<search::Origin>& warm_start) {
    const auto fill = [&](const fs::path& made) -> Result<void> {
        if (auto done = save_study_experiment(made, experiment); !done) return done;
        auto journal = store::Journal::open(store::journal_path(made));
        if (!journal) return fail(journal.error());
        auto created = created_event(experiment);
        created.warm_start = warm_start;
        return journal->append(store::to_json(created)).and_then([&] { return journal->flush_to_disk(); });
    };
    const store::Workspace studies(workspace);
    const auto folder =
        reserved.empty() ? studies.add_study(experiment.name, fill) : studies.add_reserved_study(reserved, fill);
    if (!folder) return fail(folder.error());
    auto lock = store::StudyLock::try_lock(*folder);
    if (!lock) return fail(lock.error());
    return open(*folder, std::move(*lock));
}

Result<StudyRecorder> StudyRecorder::open(const fs::path& study_folder, store::StudyLock lock) {
    auto journal = store::Journal::open(store::journal_path(study_folder));
    if (!journal) return fail(journal.error());
    return StudyRecorder(study_folder, std::move(*journal), std::move(lock));
}

Result<void> StudyRecorder::record_resumed(const search::Experiment& experiment, const Replayed& replayed) {
    std::vector<store::StudyEvent> events{store::event::Resumed{}};
    if (replayed.lacks_created) events.emplace_back(created_event(experiment));
    for (const int number : replayed.unrecorded) {
        const auto& trial = replayed.records[static_cast<std::size_t>(number)];
        events.emplace_back(
            store::event::Asked{number, trial.params, trial.budget, trial.start_from, trial.note, trial.from});
        if (replayed.begun.contains(number) || is_final(trial.state))
            events.emplace_back(store::event::Started{number, trial.device});
        if (is_final(trial.state)) events.emplace_back(finished_event(trial));
    }
    for (const auto& event : events)
        if (auto done = append(event); !done) return done;
    // A new first line tells the limits of the start; those in force follow it.
    if (replayed.lacks_created || replayed.limits_differ) unsaved_limits_ = replayed.limits;
    return append_limits();
}

fs::path StudyRecorder::trial_folder(int number) const {
    return store::trial_folder(folder_, number);
}

std::uintmax_t StudyRecorder::journal_size() const {
    std::error_code ignored;
    return fs::file_size(store::journal_path(folder_), ignored);
}

void StudyRecorder::report_failure(const Error& error) const {
    if (on_broken_) on_broken_(cannot_be_written(error));
}

void StudyRecorder::check(const Result<void>& written) const {
    if (!written) report_failure(written.error());
}

void StudyRecorder::write(const store::StudyEvent& event) {
    check(append(event));
}

bool StudyRecorder::begin_trial(const store::TrialRecord& trial, const config::Value& resolved,
                                std::optional<int> checkpoint_of) {
    const fs::path place = trial_folder(trial.number);
    auto done = prepare_trial_folder(place, resolved, trial.params);
    if (done && checkpoint_of) done = copy_checkpoint(trial_folder(*checkpoint_of), place);
    if (done) done = store::write_trial_record(place, trial);
    if (done) done = append(store::event::Started{trial.number, trial.device});
    check(done);
    return done.has_value();
}

void StudyRecorder::finish_trial(const store::TrialRecord& trial) {
    const fs::path place = trial_folder(trial.number);
    // trial.json first: it outranks the journal.
    if (auto done = make_folders(place).and_then([&] { return store::write_trial_record(place, trial); }); !done)
        return check(done);
    write(finished_event(trial));
    check(journal_.flush_to_disk());
}

void StudyRecorder::interrupt_trial(const store::TrialRecord& trial) {
    static_cast<void>(store::write_trial_record(trial_folder(trial.number), trial));
    write(store::event::Interrupted{trial.number});
}

void StudyRecorder::save_limits(const Limits& limits) {
    unsaved_limits_ = limits;
    if (!is_at_rest()) check(append_limits());
}

Result<void> StudyRecorder::append_limits() {
    if (!unsaved_limits_) return {};
    const Limits& limits = *unsaved_limits_;
    if (auto done = save_study_limits(folder_, limits); !done) return done;
    Json changes;
    changes["max_trials"] = limits.max_trials ? Json(*limits.max_trials) : Json();
    changes["concurrency"] = limits.concurrency;
    changes["max_duration_ms"] = limits.max_duration ? Json(limits.max_duration->count()) : Json();
    if (auto done = append(store::event::Edited{std::move(changes)}); !done) return done;
    unsaved_limits_.reset();
    return {};
}

void StudyRecorder::rest(store::StudyState state, const std::string& message) {
    write(store::event::Ended{state, message});
    static_cast<void>(journal_.flush_to_disk());
    let_go();
}

void StudyRecorder::let_go() {
    size_at_rest_ = journal_size();
    lock_.reset();
}

Result<void> StudyRecorder::take_up_again() {
    auto lock = store::StudyLock::try_lock(folder_);
    if (!lock) return fail(lock.error());
    if (journal_size() != size_at_rest_) return fail("another process has gone on with this study", "open it anew");
    lock_ = std::move(*lock);
    auto done = append(store::event::Resumed{}).and_then([&] { return append_limits(); });
    if (done) return {};
    let_go();
    return fail(cannot_be_written(done.error()));
}

}  // namespace lathe::run
