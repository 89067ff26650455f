// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/study_reader.h"

#include <algorithm>
#include <fstream>

#include <fmt/format.h>

#include "core/run/study_experiment.h"
#include "core/run/waiting_reasons.h"
#include "core/search/chosen_tuner.h"
#include "core/space/experiment_space.h"
#include "core/store/study_summary.h"

namespace lathe::run {

namespace {

constexpr int most_followed = 500;
constexpr std::uint64_t log_at_once = 64u << 10;

SessionState state_of(store::StudyState state) {
    switch (state) {
        case store::StudyState::running: return SessionState::running;
        case store::StudyState::finished: return SessionState::finished;
        case store::StudyState::failed: return SessionState::failed;
        case store::StudyState::interrupted: break;
    }
    return SessionState::stopped;
}

// Not below 0 where the clock was set back, or that of the machine that runs the study is ahead.
std::chrono::milliseconds between(const std::optional<Time>& start, const std::optional<Time>& end) {
    if (!start) return {};
    const auto time = std::chrono::duration_cast<std::chrono::milliseconds>(end.value_or(now()) - *start);
    return std::max(time, std::chrono::milliseconds(0));
}

TrialStatus status_of(const store::TrialRecord& record) {
    TrialStatus trial;
    trial.number = record.number;
    trial.state = record.state;
    trial.params = record.params;
    trial.device = record.device;
    trial.objective = record.objective;
    trial.objectives = record.objectives;
    trial.constrained = record.constrained;
    trial.violation = record.violation;
    trial.error = record.error;
    trial.start = record.start;
    trial.end = record.end;
    trial.step = record.steps;
    trial.epoch = record.epochs;
    trial.elapsed = between(record.start, record.end);
    return trial;
}

// A trial that was interrupted waits, and has points all the same.
bool has_begun(const store::TrialRecord& record) {
    return record.state != search::TrialState::waiting || record.start.has_value();
}

SessionStatus status_of(const store::StudyRecord& study, const Limits& limits) {
    SessionStatus status;
    status.state = state_of(study.state);
    status.folder = study.folder;
    if (study.is_search) status.limits = {study.max_trials, limits.concurrency, limits.max_duration};
    status.metric = study.metric;
    status.mode = study.mode;
    for (const auto& [metric, mode] : study.objectives) status.objectives.push_back({metric, mode});
    status.constraints = study.constraints;
    if (const auto* best = study.best()) status.best_trial = best->number;
    status.pareto_front = study.pareto_front();
    status.message = study.message;
    status.notices = study.warnings;
    status.tuner = search::newest_choice(study.trials);
    const bool runs = status.state == SessionState::running;
    status.elapsed = between(study.start, runs ? std::nullopt : study.end);
    for (const auto& record : study.trials) {
        TrialStatus& trial = status.trials.emplace_back(status_of(record));
        if (trial.state != search::TrialState::waiting) continue;
        trial.waiting_for = runs                ? waiting::for_its_turn
                            : has_begun(record) ? fmt::format(waiting::interrupted, record.steps)
                                                : waiting::at_rest;
    }
    return status;
}

}  // namespace

Result<StudyNews> StudyReader::read() {
    if (auto done = read_record(); !done) return fail(done.error());
    StudyNews news;
    news.status = status_of(study_, limits_);
    news.status.version = version_;
    news.space = space_;
    const auto count = static_cast<int>(study_.trials.size());
    for (int i = std::max(0, count - most_followed); i < count; ++i) {
        const auto& record = study_.trials[static_cast<std::size_t>(i)];
        if (!has_begun(record) || read_whole_.contains(record.number)) continue;
        follow(record, news);
        if (const auto trial = followed_.find(record.number); trial != followed_.end() && !is_final(record.state))
            news.status.trials[static_cast<std::size_t>(i)].step = trial->second.last_step;
    }
    return news;
}

Result<void> StudyReader::read_record() {
    // The lock is no file that changes.
    const std::string signature = store::study_signature(folder_) + (store::is_locked(folder_) ? " runs" : "");
    if (signature == signature_) return {};
    auto study = store::read_study(folder_);
    if (!study) return fail(study.error());
    study_ = std::move(*study);
    if (study_.is_search) {
        space_ = space::space_of_experiment(folder_ / "experiment.yaml");
        limits_ = read_study_limits(folder_);
    }
    signature_ = signature;
    ++version_;
    return {};
}

void StudyReader::follow(const store::TrialRecord& record, StudyNews& news) {
    const fs::path folder = store::trial_folder(folder_, record.number);
    const auto found = followed_.try_emplace(record.number, Followed{store::TrialCurvesReader(folder)}).first;
    Followed& trial = found->second;
    auto series = trial.events.poll();
    if (trial.events.restarted_at() && trial.has_given) {
        // It went on from a checkpoint: all of it is read again, as what came after that counts no more.
        trial.events = store::TrialCurvesReader(folder);
        series = trial.events.poll();
        trial.last_step = 0;
        news.restarted.push_back(record.number);
    }
    bool is_new = false;
    for (auto& [metric, points] : series) {
        if (points.empty()) continue;
        is_new = trial.has_given = true;
        trial.last_step = std::max(trial.last_step, points.back().step);
        news.batch.points[{record.number, metric}] = std::move(points);
    }
    read_log(record.number, trial, news.batch);
    const bool is_over = is_final(record.state);
    if (is_over && trial.was_final && !is_new) {
        read_whole_.insert(record.number);
        return;
    }
    trial.was_final = is_over;
}

void StudyReader::read_log(int number, Followed& trial, Mailbox::Batch& batch) const {
    const fs::path file = store::trial_folder(folder_, number) / "log.txt";
    std::error_code code;
    if (!fs::is_regular_file(file, code)) return;
    const auto size = fs::file_size(file, code);
    if (!code && size < trial.log_offset) trial.log_offset = 0;  // another file by now
    if (code || size <= trial.log_offset) return;
    const bool skips = size - trial.log_offset > log_at_once;
    const std::uint64_t from = skips ? size - log_at_once : trial.log_offset;
    std::string text(static_cast<std::size_t>(size - from), '\0');
    std::ifstream in(file, std::ios::binary);
    in.seekg(static_cast<std::streamoff>(from));
    in.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(in.gcount()));
    std::size_t at = skips ? text.find('\n') + 1 : 0;  // 0 where there is none
    for (auto end = text.find('\n', at); end != std::string::npos; end = text.find('\n', at)) {
        batch.log.emplace_back(number, text.substr(at, end - at));
        at = end + 1;
    }
    trial.log_offset = from + at;
}

}  // namespace lathe::run
