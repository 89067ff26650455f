// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <optional>
#include <sstream>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include "core/base/files.h"
#include "core/base/numbers.h"
#include "core/base/plural.h"
#include "core/config/document.h"
#include "core/store/foreign/foreign_readers.h"
#include "core/store/foreign/mlflow_tags.h"
#include "core/store/foreign/value_text.h"

namespace lathe::store {

namespace {

namespace fs = std::filesystem;

// Files below a folder by their relative names: MLflow makes folders of slashes in names.
std::vector<std::pair<std::string, fs::path>> named_files(const fs::path& folder) {
    std::vector<std::pair<std::string, fs::path>> files;
    std::error_code code;
    for (fs::recursive_directory_iterator it(folder, code), end; !code && it != end; it.increment(code)) {
        std::error_code ignored;
        if (it->is_regular_file(ignored) && !it->is_symlink(ignored))
            files.emplace_back(it->path().lexically_relative(folder).string(), it->path());
    }
    std::ranges::sort(files);
    return files;
}

std::string text_of(const fs::path& file) {
    auto text = read_file(file);
    if (!text) return {};
    while (text->ends_with('\n')) text->pop_back();
    return *text;
}

// "1700000000000 0.25 3": time in milliseconds, value, step (older files have no step).
std::vector<ScalarPoint> points_of(const fs::path& file, std::vector<std::string>& notes) {
    std::vector<ScalarPoint> points;
    const auto text = read_file(file);
    if (!text) {
        notes.push_back(text.error().str());
        return points;
    }
    std::istringstream lines(*text);
    int bad = 0;
    for (std::string line; std::getline(lines, line);) {
        std::istringstream parts(line);
        std::string time, value, step;
        parts >> time >> value >> step;
        const auto milliseconds = parse_number<double>(time);
        const auto number = parse_number<double>(value);
        const auto at = step.empty() ? std::optional<std::int64_t>(static_cast<std::int64_t>(points.size()))
                                     : parse_number<std::int64_t>(step);
        if (milliseconds && number && at) points.push_back({*at, *milliseconds / 1000, *number});
        else ++bad;
    }
    if (bad > 0)
        notes.push_back(fmt::format("{}: {} no \"TIME VALUE STEP\"; left out", file.string(),
                                    counted(bad, "line is", "lines are")));
    std::ranges::stable_sort(points, {}, &ScalarPoint::step);
    return points;
}

std::optional<Time> time_of(const config::Value& meta, const char* key) {
    const config::Value* milliseconds = meta.get(key);
    if (!milliseconds || !milliseconds->is_number()) return std::nullopt;
    return from_unix_seconds(milliseconds->as_number() / 1000);
}

// MLflow's RunStatus: RUNNING 1, SCHEDULED 2, FINISHED 3, FAILED 4, KILLED 5.
search::TrialState state_of(const config::Value& meta) {
    const config::Value* status = meta.get("status");
    const bool number = status && status->is_number();
    const int code = number ? static_cast<int>(status->as_number()) : 3;
    const std::string word = status && status->is_string() ? status->as_string() : std::string();
    if (code == 4 || word == "FAILED") return search::TrialState::failed;
    if (code == 5 || word == "KILLED") return search::TrialState::user_canceled;
    return search::TrialState::succeeded;
}

std::vector<double> numbers_in(const std::string& text) {
    std::vector<double> numbers;
    const auto json = parse_json(text);
    if (!json || !json->is_array()) return numbers;
    for (const auto& one : *json)
        if (const auto number = number_from_json(one)) numbers.push_back(*number);
    return numbers;
}

// One experiment of a folder of MLflow's.
class ExperimentReader {
  public:
    ExperimentReader(const fs::path& folder, const ForeignObjective& objective, const ForeignProgress& progress,
                     std::size_t before)
        : folder_(folder), objective_(objective), progress_(progress), before_(before) {}

    // nullopt: the folder is no experiment of MLflow's, or nothing in it can be read.
    Result<std::optional<ForeignStudy>> run() {
        std::error_code code;
        if (!fs::exists(folder_ / "meta.yaml", code)) return std::optional<ForeignStudy>();
        const auto meta = config::Document::load((folder_ / "meta.yaml").string());
        study_.tool = "mlflow";
        study_.source = folder_;
        study_.name = folder_.filename().string();
        if (meta && (!meta->root().get("experiment_id") || meta->root().get("run_id")))
            return std::optional<ForeignStudy>();
        if (meta) study_.name = meta->root().string_or("name", study_.name);
        else study_.notes.push_back(meta.error().str() + "; the experiment is called after its folder");
        read_objective();
        if (auto done = read_runs(); !done) return fail(done.error());
        // As they were numbered, where Lathe numbered them; else as they began.
        std::ranges::stable_sort(runs_, {}, [](const Run& run) {
            return std::tuple(run.number.value_or(0), run.trial.start.value_or(Time::max()), run.trial.marks.name);
        });
        for (Run& run : runs_) study_.trials.push_back(std::move(run.trial));
        return std::optional(std::move(study_));
    }

  private:
    void read_objective() {
        const fs::path tags = folder_ / "tags";
        study_.metric = objective_.metric;
        study_.mode = objective_.mode;
        study_.marks.note = text_of(tags / "mlflow.note.content");
        if (!study_.metric.empty()) return;
        study_.metric = text_of(tags / mlflow_tag::objective);
        if (study_.metric.empty()) return;
        study_.mode = mode_of(text_of(tags / mlflow_tag::mode));
        const auto several = parse_json(text_of(tags / mlflow_tag::objectives));
        if (!several || !several->is_array()) return;
        for (const auto& one : *several)
            if (one.is_array() && one.size() == 2 && one[0].is_string() && one[1].is_string())
                study_.objectives.emplace_back(one[0].get<std::string>(), mode_of(one[1].get<std::string>()));
    }

    static search::Mode mode_of(const std::string& text) {
        return text == "maximize" ? search::Mode::maximize : search::Mode::minimize;
    }

    Result<void> read_runs() {
        int deleted = 0, unreadable = 0;
        std::error_code code;
        for (fs::directory_iterator it(folder_, code), end; !code && it != end; it.increment(code)) {
            std::error_code ignored;
            if (!it->is_directory(ignored) || it->path().filename() == "tags") continue;
            const auto run = config::Document::load((it->path() / "meta.yaml").string());
            const bool is_run = run && (run->root().get("run_id") || run->root().get("run_uuid"));
            if (!is_run && (fs::exists(it->path() / "params", ignored) || fs::exists(it->path() / "metrics", ignored)))
                ++unreadable;
            if (!is_run) continue;
            if (run->root().string_or("lifecycle_stage", "active") == "deleted") {
                ++deleted;
                continue;
            }
            if (runs_.size() == most_foreign_trials) {
                study_.notes.push_back(fmt::format("only the first {} runs were taken", most_foreign_trials));
                break;
            }
            runs_.push_back(read_run(it->path(), run->root()));
            if (progress_)
                if (auto go_on = progress_(before_ + runs_.size()); !go_on) return go_on;
        }
        if (deleted > 0)
            study_.notes.push_back(
                fmt::format("{}: {} {} left out", study_.name, counted(deleted, "deleted run"), were(deleted)));
        if (unreadable > 0)
            study_.notes.push_back(fmt::format("{}: {} without a readable meta.yaml {} left out", study_.name,
                                               counted(unreadable, "run"), were(unreadable)));
        return {};
    }

    static const char* were(int count) { return count == 1 ? "was" : "were"; }

    struct Run {
        ForeignTrial trial;
        std::optional<int> number;  // that Lathe gave it
    };

    Run read_run(const fs::path& run, const config::Value& meta) {
        Run read;
        ForeignTrial& trial = read.trial;
        trial.start = time_of(meta, "start_time");
        trial.end = time_of(meta, "end_time");
        trial.state = state_of(meta);
        for (const auto& [name, file] : named_files(run / "params"))
            trial.params.emplace_back(name, value_from_text(text_of(file)));
        for (const auto& [name, file] : named_files(run / "metrics"))
            if (auto points = points_of(file, study_.notes); !points.empty()) trial.metrics[name] = std::move(points);
        trial.marks.name = meta.string_or("run_name", text_of(run / "tags" / "mlflow.runName"));
        if (trial.marks.name.empty()) trial.marks.name = run.filename().string();
        trial.marks.note = text_of(run / "tags" / "mlflow.note.content");
        read_tags(run / "tags", read);
        if (trial.state == search::TrialState::failed && trial.error.empty())
            trial.error = "MLflow says that the run failed";
        return read;
    }

    // Tags that say no more than that they are there, and what Lathe itself wrote.
    static void read_tags(const fs::path& folder, Run& run) {
        ForeignTrial& trial = run.trial;
        bool named = false;
        for (const auto& [name, file] : named_files(folder)) {
            const std::string text = text_of(file);
            if (name == mlflow_tag::number) run.number = parse_number<int>(text);
            else if (name == mlflow_tag::named) named = true;
            else if (name == mlflow_tag::state) trial.state = search::state_from_name(text).value_or(trial.state);
            else if (name == mlflow_tag::error) trial.error = text;
            else if (name == mlflow_tag::device) trial.device = text;
            else if (name == mlflow_tag::epochs) trial.epochs = parse_number<std::int64_t>(text).value_or(0);
            else if (name == mlflow_tag::steps) trial.steps = parse_number<std::int64_t>(text);
            else if (name == mlflow_tag::results) trial.objectives = numbers_in(text);
            else if (text == "true" && !name.starts_with("mlflow.")) trial.marks.tags.insert(name);
        }
        if (run.number && !named) trial.marks.name.clear();
    }

    const fs::path& folder_;
    const ForeignObjective& objective_;
    const ForeignProgress& progress_;
    std::size_t before_;  // trials of the experiments that were read before
    ForeignStudy study_;
    std::vector<Run> runs_;
};

}  // namespace

Result<std::vector<ForeignStudy>> read_mlflow_folder(const fs::path& given, const ForeignObjective& objective,
                                                     const ForeignProgress& progress) {
    std::error_code code;
    const fs::path folder = fs::absolute(given, code).lexically_normal();
    std::vector<ForeignStudy> studies;
    std::size_t trials = 0;
    const auto take = [&](const fs::path& one) -> Result<void> {
        auto study = ExperimentReader(one, objective, progress, trials).run();
        if (!study) return fail(study.error());
        if (!*study || (*study)->trials.empty()) return {};
        trials += (*study)->trials.size();
        studies.push_back(std::move(**study));
        return {};
    };
    if (auto done = take(folder); !done) return fail(done.error());
    for (fs::directory_iterator it(folder, code), end; !code && it != end; it.increment(code)) {
        std::error_code ignored;
        if (!it->is_directory(ignored) || it->path().filename() == ".trash") continue;
        if (auto done = take(it->path()); !done) return fail(done.error());
    }
    if (studies.empty()) {
        Error error{"holds no runs of MLflow (no meta.yaml with experiment_id and runs below it)",
                    "name the folder mlruns, or one experiment in it"};
        error.file = folder.string();
        return fail(std::move(error));
    }
    std::ranges::sort(studies, {}, &ForeignStudy::name);
    return studies;
}

}  // namespace lathe::store
