// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/study_record.h"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include <fmt/format.h>

#include "core/base/json_members.h"
#include "core/base/numbers.h"
#include "core/config/document.h"
#include "core/search/constraint_list.h"
#include "core/search/pareto.h"

namespace lathe::store {

namespace {

namespace fs = std::filesystem;

// Brings a StudyRecord up to date with one journal event after another.
class Replay {
  public:
    explicit Replay(StudyRecord& study) : study_(study) {}

    void take(const TimedEvent& timed) {
        time_ = timed.time;
        if (time_) study_.end = time_;
        std::visit([this](const auto& event) { (*this)(event); }, timed.event);
    }
    std::map<int, TrialRecord>& trials() { return trials_; }
    bool created() const { return created_; }

  private:
    TrialRecord& trial(int number) {
        auto& record = trials_[number];
        record.number = number;
        if (record.metric.empty()) record.metric = study_.metric;
        return record;
    }

    void operator()(const event::Created& e) {
        created_ = true;
        study_.name = e.name;
        study_.is_search = e.is_search;
        study_.metric = e.metric;
        study_.mode = e.mode;
        study_.tuner = e.tuner;
        study_.assessor = e.assessor;
        study_.objectives = e.objectives;
        study_.constraints = e.constraints;
        study_.max_trials = e.max_trials;
        study_.id = e.id;
        study_.from = e.from;
        study_.warm_start = e.warm_start;
        study_.start = time_;
    }
    void operator()(const event::Asked& e) {
        TrialRecord& record = trial(e.trial);
        record.params = e.params;
        record.budget = e.budget;
        record.start_from = e.start_from;
        record.from = e.from;
    }
    void operator()(const event::Started& e) {
        study_.state = StudyState::interrupted;
        TrialRecord& record = trial(e.trial);
        if (search::is_final(record.state)) return;
        record.state = search::TrialState::running;
        record.device = e.device;
        if (!record.start) record.start = time_;
    }
    void operator()(const event::Reported& e) {
        TrialRecord& record = trial(e.trial);
        record.objective_last = e.value;
        if (!record.objective_best || search::is_better(e.value, *record.objective_best, study_.mode))
            record.objective_best = e.value;
    }
    void operator()(const event::Finished& e) {
        TrialRecord& record = trial(e.trial);
        if (search::is_final(record.state)) return;
        record.state = e.state;
        record.objective = e.objective;
        record.objectives = e.objectives;
        record.constrained = e.constrained;
        record.error = e.error;
        record.end = time_;
    }
    void operator()(const event::Interrupted& e) {
        TrialRecord& record = trial(e.trial);
        if (!search::is_final(record.state)) record.state = search::TrialState::waiting;
    }
    void operator()(const event::Resumed&) { study_.state = StudyState::interrupted; }
    void operator()(const event::Edited& e) {
        JsonMembers changes(e.changes);
        study_.max_trials = changes.count_or_none("max_trials", study_.max_trials);
    }
    void operator()(const event::Ended& e) {
        study_.state = e.state;
        study_.message = e.message;
    }

    StudyRecord& study_;
    std::map<int, TrialRecord> trials_;
    std::optional<Time> time_;
    bool created_ = false;
};

// What the lost "created" event said, from experiment.yaml.
void read_experiment_name(StudyRecord& study) {
    const auto document = config::Document::load((study.folder / "experiment.yaml").string());
    study.name = study.folder.filename().string();
    if (!document) return;
    const config::Value& root = document->root();
    study.name = root.string_or("name", study.name);
    study.metric = root.string_or("search.objective.metric", "");
    if (root.string_or("search.objective.mode", "") == "maximize") study.mode = search::Mode::maximize;
    if (const config::Value* constraints = root.find("search.constraints"))
        study.constraints = search::read_constraints(*constraints, "search.constraints").constraints;
    study.tuner = root.string_or("search.tuner.name", "");
    study.is_search = root.string_or("purpose", study.metric.empty() ? "trial" : "search") == "search";
}

// trial.json outranks the journal.
void read_trial_files(StudyRecord& study, std::map<int, TrialRecord>& trials) {
    std::error_code code;
    for (fs::directory_iterator it(study.folder / "trials", code), end; !code && it != end; it.increment(code)) {
        const auto number = trial_number(it->path());
        std::error_code ignored;
        if (!number || !fs::exists(it->path() / "trial.json", ignored)) continue;
        auto record = read_trial_record(it->path());
        if (!record) {
            study.warnings.push_back(record.error().str());
            continue;
        }
        if (record->number != *number) {
            study.warnings.push_back(fmt::format("{}: says it is trial {}; the folder's number counts",
                                                 (it->path() / "trial.json").string(), record->number));
            record->number = *number;
        }
        trials.insert_or_assign(*number, std::move(*record));
    }
}

// A search in which nothing came out is not done, whatever its journal says.
bool all_failed(const std::vector<TrialRecord>& trials) {
    return !trials.empty() && std::all_of(trials.begin(), trials.end(), [](const TrialRecord& trial) {
        return trial.state == search::TrialState::failed;
    });
}

// Nobody is at it, whatever its last words were: it waits to be resumed.
void settle(StudyRecord& study) {
    for (TrialRecord& trial : study.trials)
        if (trial.state == search::TrialState::running) trial.state = search::TrialState::waiting;
}

}  // namespace

std::vector<int> StudyRecord::pareto_front() const {
    if (objectives.empty()) return {};
    search::History history;
    for (const auto& one : objectives) history.modes.push_back(one.second);
    for (const TrialRecord& record : trials) {
        search::Trial trial;
        trial.number = record.number;
        trial.state = record.state;
        trial.objectives = record.objectives;
        trial.violation = record.violation;
        history.trials.push_back(std::move(trial));
    }
    return search::pareto_front(history);
}

const TrialRecord* StudyRecord::nearest_to_feasible() const {
    const TrialRecord* nearest = nullptr;
    for (const TrialRecord& trial : trials) {
        if (!search::has_result(trial.state, trial.objective)) continue;
        if (!(trial.violation > 0)) return nullptr;
        if (nearest == nullptr || trial.violation < nearest->violation) nearest = &trial;
    }
    return nearest;
}

std::string StudyRecord::broken_by(const TrialRecord& trial) const {
    std::string out;
    if (!search::has_result(trial.state, trial.objective)) return out;
    const auto excesses = search::excesses_of(constraints, trial.constrained);
    for (std::size_t i = 0; i < excesses.size(); ++i)
        if (excesses[i] > 0) out += (out.empty() ? "" : ", ") + search::text_of(constraints[i]);
    return out;
}

int StudyRecord::finished() const {
    return static_cast<int>(std::count_if(trials.begin(), trials.end(),
                                          [](const TrialRecord& trial) { return search::is_final(trial.state); }));
}

Result<StudyRecord> read_study(const fs::path& folder) {
    StudyRecord study;
    study.folder = folder;
    std::error_code code;
    if (!is_study_folder(folder)) {
        Error error{fs::exists(folder, code) ? "is not the folder of a study: it has no study.jsonl" : "no such folder",
                    "`lathectl runs` lists the studies of a workspace"};
        error.file = folder.string();
        return fail(std::move(error));
    }
    study.holder = lock_holder(folder);

    Replay replay(study);
    const auto journal = read_study_journal(folder);
    if (journal) {
        study.warnings = journal->warnings;
        if (journal->torn && !study.holder)
            study.warnings.push_back(
                fmt::format("{}: the last line was cut short and was left out", journal_path(folder).string()));
        for (const TimedEvent& event : journal->events) replay.take(event);
    } else {
        study.warnings.push_back(journal.error().str());
    }
    if (!replay.created()) read_experiment_name(study);

    if (auto marks = read_marks(folder)) study.marks = std::move(*marks);
    else study.warnings.push_back(marks.error().str());
    read_trial_files(study, replay.trials());
    for (auto& [number, trial] : replay.trials()) {
        if (search::is_final(trial.state))
            trial.violation = search::violation_of(search::excesses_of(study.constraints, trial.constrained));
        study.trials.push_back(std::move(trial));
    }
    if (study.holder) {
        study.state = StudyState::running;
        study.end.reset();
    } else {
        settle(study);
        if (study.state == StudyState::finished && all_failed(study.trials)) study.state = StudyState::failed;
    }
    return study;
}

bool is_study_folder(const fs::path& folder) {
    std::error_code code;
    return fs::exists(journal_path(folder), code) ||
           (fs::exists(folder / "experiment.yaml", code) && fs::is_directory(folder / "trials", code));
}

bool is_of_record(std::string_view name) {
    return std::ranges::any_of(
        std::array{"study.jsonl", "notes.json", marks_name, "trials/", "provenance/", "source/"},
        [&](std::string_view one) { return one.ends_with('/') ? name.starts_with(one) : name == one; });
}

fs::path trial_folder(const fs::path& study, int number) {
    return study / "trials" / fmt::format("{:04}", number);
}

std::optional<int> trial_number(const fs::path& folder) {
    const std::string name = folder.filename().string();
    const auto number = parse_number<int>(name);
    return number && *number >= 0 && fmt::format("{:04}", *number) == name ? number : std::nullopt;
}

RecordPlace place_of(const fs::path& given) {
    const fs::path folder = given.has_filename() ? given : given.parent_path();
    const fs::path trials = folder.parent_path();
    if (trials.filename() != "trials" || !is_study_folder(trials.parent_path())) return {folder, std::nullopt};
    const auto number = trial_number(folder);
    return number ? RecordPlace{trials.parent_path(), number} : RecordPlace{folder, std::nullopt};
}

search::Origin origin_of(const StudyRecord& study, std::optional<int> trial,
                         const std::optional<search::Origin>& written) {
    const bool unpacked = written && written != study.from;
    const std::string name = unpacked ? written->study : study.folder.filename().string();
    return {search::Origin::How::derived, name, unpacked ? written->id : study.id, trial};
}

Json to_json(const StudyRecord& study) {
    const TrialRecord* best = study.best();
    Json json;
    json["name"] = study.name;
    json["folder"] = study.folder.string();
    json["state"] = name_of(study.state);
    json["message"] = study.message.empty() ? Json() : Json(study.message);
    json["search"] = study.is_search;
    json["objective"] = {{"metric", study.metric},
                         {"mode", study.mode == search::Mode::minimize ? "minimize" : "maximize"}};
    if (!study.objectives.empty()) {
        for (const auto& [metric, mode] : study.objectives)
            json["objectives"].push_back(
                {{"metric", metric}, {"mode", mode == search::Mode::minimize ? "minimize" : "maximize"}});
        json["pareto_front"] = study.pareto_front();
    }
    if (!study.constraints.empty()) json["constraints"] = config::to_json(search::to_value(study.constraints));
    json["tuner"] = study.tuner.empty() ? Json() : Json(study.tuner);
    json["assessor"] = study.assessor.empty() ? Json() : Json(study.assessor);
    json["start"] = study.start ? Json(to_iso8601(*study.start)) : Json();
    json["end"] = study.end ? Json(to_iso8601(*study.end)) : Json();
    json["process"] = Json();
    if (study.holder) json["process"] = {{"pid", study.holder->pid}, {"host", study.holder->host}};
    json["max_trials"] = study.max_trials ? Json(*study.max_trials) : Json();
    json["finished"] = study.finished();
    json["best_trial"] = best ? Json(best->number) : Json();
    json["best_objective"] = best ? json_number(*best->objective) : Json();
    json["best_params"] = best ? config::to_json(best->params) : Json();
    json["id"] = study.id.empty() ? Json() : Json(study.id);
    json["from"] = study.from ? search::to_json(*study.from) : Json();
    for (const auto& one : study.warm_start) json["warm_start"].push_back(search::to_json(one));
    json["marks"] = to_json(study.marks.study);
    json["trials"] = Json::array();
    for (const TrialRecord& trial : study.trials) {
        json["trials"].push_back(to_json(trial));
        if (!study.constraints.empty() && search::has_result(trial.state, trial.objective))
            json["trials"].back()["feasible"] = !(trial.violation > 0);
        if (const Marks& marks = study.marks.of_trial(trial.number); marks != Marks())
            json["trials"].back()["marks"] = to_json(marks);
    }
    json["warnings"] = study.warnings;
    return json;
}

}  // namespace lathe::store
