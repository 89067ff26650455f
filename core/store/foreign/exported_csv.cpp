// SPDX-License-Identifier: GPL-3.0-or-later
// Reads the tables that core/store/export/csv_export.cpp writes.
#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "core/base/csv.h"
#include "core/base/files.h"
#include "core/base/numbers.h"
#include "core/base/plural.h"
#include "core/base/text.h"
#include "core/store/foreign/foreign_readers.h"
#include "core/store/foreign/value_text.h"

namespace lathe::store {

namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t largest_exported_csv = 8ull << 30;
constexpr std::string_view params_prefix = "params.";
constexpr std::string_view metrics_prefix = "metrics.";
constexpr std::array<std::string_view, 16> own_columns{
    "study", "number", "state",  "objective", "objective_last", "objective_best", "steps", "epochs",
    "start", "end",    "device", "error",     "feasible",       "name",           "tags",  "note"};

// A study's name within its folder's name: "fashion-lenet-20261124-100203" is of fashion-lenet.
std::string without_stamp(const std::string& folder) {
    constexpr std::string_view shape = "-00000000-000000";
    if (folder.size() <= shape.size()) return folder;
    const auto tail = std::string_view(folder).substr(folder.size() - shape.size());
    for (std::size_t i = 0; i < shape.size(); ++i)
        if (shape[i] == '0' ? !is_digit(tail[i]) : tail[i] != shape[i]) return folder;
    return folder.substr(0, folder.size() - shape.size());
}

Error in_line(const fs::path& file, int line, std::string what, std::string hint) {
    Error error{std::move(what), std::move(hint)};
    error.file = file.string();
    error.line = line;
    return error;
}

// The records of a table, each as the cells of its columns by name.
class TableRows {
  public:
    static Result<TableRows> open(const fs::path& file) {
        auto text = read_file(file, largest_exported_csv);
        if (!text) return fail(text.error());
        return TableRows(file, std::move(*text));
    }
    TableRows(const fs::path& file, std::string text)
        : file_(file), text_(std::make_unique<std::string>(std::move(text))), reader_(*text_) {}

    // False: there are no more.
    Result<bool> next() {
        while (!reader_.at_end()) {
            line_ = reader_.line();
            auto cells = reader_.next();
            if (!cells) return fail(in_line(file_, line_, cells.error().what, cells.error().hint));
            if (cells->size() == 1 && cells->front().empty()) continue;
            if (header_.empty()) {
                header_ = std::move(*cells);
                for (std::size_t i = 0; i < header_.size(); ++i) columns_.emplace(header_[i], i);
                continue;
            }
            if (cells->size() != header_.size())
                return fail(in_line(
                    file_, line_,
                    fmt::format("has {} where the header has {}", counted(cells->size(), "cell"), header_.size()),
                    "put the file back as it was written"));
            cells_ = std::move(*cells);
            return true;
        }
        return false;
    }

    const std::vector<std::string>& header() const { return header_; }
    const std::string& cell(std::size_t column) const { return cells_[column]; }
    // "" when there is no such column.
    const std::string& cell(const char* column) const {
        static const std::string none;
        const auto found = columns_.find(column);
        return found == columns_.end() ? none : cells_[found->second];
    }
    // nullopt: the cell is empty. The error: it is no number.
    template <class T>
    Result<std::optional<T>> number(const char* column) const {
        const std::string& text = cell(column);
        if (text.empty()) return std::optional<T>();
        const auto number = parse_number<T>(text);
        if (!number) return fail(problem(fmt::format("\"{}\" in column {} is no number", text, column)));
        return std::optional<T>(*number);
    }
    Error problem(std::string what) const {
        return in_line(file_, line_, std::move(what), "put the file back as it was written");
    }

  private:
    fs::path file_;
    std::unique_ptr<std::string> text_;
    CsvReader reader_;
    std::vector<std::string> header_;
    std::map<std::string, std::size_t> columns_;
    std::vector<std::string> cells_;
    int line_ = 1;
};

using TrialOfStudy = std::pair<std::string, int>;  // the study's cell, the trial's number

class ExportedTable {
  public:
    ExportedTable(const fs::path& file, const ForeignObjective& objective) : file_(file), objective_(objective) {}

    Result<void> read_trials() {
        auto rows = TableRows::open(file_);
        if (!rows) return fail(rows.error());
        for (auto more = rows->next();; more = rows->next()) {
            if (!more) return fail(more.error());
            if (!*more) return {};
            if (auto done = take_trial(*rows); !done) return done;
        }
    }

    Result<void> read_points(const fs::path& points) {
        auto rows = TableRows::open(points);
        if (!rows) return fail(rows.error());
        std::set<std::pair<TrialOfStudy, std::string>> begun;
        for (auto more = rows->next();; more = rows->next()) {
            if (!more) return fail(more.error());
            if (!*more) return {};
            const auto number = rows->number<int>("trial");
            const auto step = rows->number<std::int64_t>("step");
            const auto time = rows->number<double>("wall_time");
            const auto value = rows->number<double>("value");
            for (const Error* error : {number ? nullptr : &number.error(), step ? nullptr : &step.error(),
                                       time ? nullptr : &time.error(), value ? nullptr : &value.error()})
                if (error) return fail(*error);
            if (!*number || !*step || !*value) return fail(rows->problem("is no point of a trial"));
            const TrialOfStudy trial{rows->cell("study"), **number};
            const auto place = places_.find(trial);
            if (place == places_.end()) {
                ++lost_points_;
                continue;
            }
            auto& metrics = studies_[place->second.first].trials[place->second.second].metrics;
            const std::string& tag = rows->cell("metric");
            if (begun.insert({trial, tag}).second) metrics[tag].clear();
            metrics[tag].push_back({**step, time->value_or(0), **value});
        }
    }

    Result<std::vector<ForeignStudy>> finish() {
        std::vector<ForeignStudy> studies;
        for (auto& study : studies_) {
            guess_objective(study);
            if (!study.trials.empty()) studies.push_back(std::move(study));
        }
        if (studies.empty()) return fail(in_line(file_, 1, "has no trial that has ended", "a row is a trial"));
        if (unfinished_ > 0)
            studies.front().notes.push_back(fmt::format(
                "{} that had not ended {} left out", counted(unfinished_, "trial"), unfinished_ == 1 ? "was" : "were"));
        if (lost_points_ > 0)
            studies.front().notes.push_back(fmt::format("{} of trials that are not taken from the table {} left out",
                                                        counted(lost_points_, "point"),
                                                        lost_points_ == 1 ? "was" : "were"));
        return studies;
    }

  private:
    ForeignStudy& study_called(const std::string& cell) {
        const auto [place, is_new] = by_name_.try_emplace(cell, studies_.size());
        if (is_new) {
            ForeignStudy study;
            study.name = cell.empty() ? file_.stem().string() : without_stamp(cell);
            study.tool = "csv";
            study.source = file_;
            study.metric = objective_.metric;
            study.mode = objective_.mode;
            studies_.push_back(std::move(study));
        }
        return studies_[place->second];
    }

    Result<void> take_trial(const TableRows& rows) {
        const auto number = rows.number<int>("number");
        if (!number) return fail(number.error());
        const auto state = search::state_from_name(rows.cell("state"));
        if (!state) return fail(rows.problem(fmt::format("\"{}\" is no state of a trial", rows.cell("state"))));
        if (!search::is_final(*state)) {
            ++unfinished_;
            return {};
        }
        ForeignTrial trial;
        trial.state = *state;
        trial.error = rows.cell("error");
        trial.device = rows.cell("device");
        trial.start = from_iso8601(rows.cell("start"));
        trial.end = from_iso8601(rows.cell("end"));
        trial.marks.name = rows.cell("name");
        trial.marks.note = rows.cell("note");
        trial.marks.tags = words_of(rows.cell("tags"));
        if (auto done = take_numbers(rows, trial); !done) return done;
        if (auto done = take_values(rows, trial); !done) return done;
        ForeignStudy& study = study_called(rows.cell("study"));
        places_[{rows.cell("study"), number->value_or(0)}] = {static_cast<std::size_t>(&study - studies_.data()),
                                                              study.trials.size()};
        study.trials.push_back(std::move(trial));
        return {};
    }

    static std::set<std::string> words_of(const std::string& text) {
        std::set<std::string> words;
        for (std::size_t begin = 0; begin < text.size();) {
            const auto end = std::min(text.find(' ', begin), text.size());
            if (end > begin) words.insert(text.substr(begin, end - begin));
            begin = end + 1;
        }
        return words;
    }

    static Result<void> take_numbers(const TableRows& rows, ForeignTrial& trial) {
        const auto objective = rows.number<double>("objective");
        const auto last = rows.number<double>("objective_last");
        const auto best = rows.number<double>("objective_best");
        const auto steps = rows.number<std::int64_t>("steps");
        const auto epochs = rows.number<std::int64_t>("epochs");
        for (const Error* error :
             {objective ? nullptr : &objective.error(), last ? nullptr : &last.error(), best ? nullptr : &best.error(),
              steps ? nullptr : &steps.error(), epochs ? nullptr : &epochs.error()})
            if (error) return fail(*error);
        if (*objective) trial.objectives = {**objective};
        trial.objective_last = *last;
        trial.objective_best = *best;
        trial.steps = *steps;
        trial.epochs = epochs->value_or(0);
        return {};
    }

    static Result<void> take_values(const TableRows& rows, ForeignTrial& trial) {
        const double when = trial.end ? to_unix_seconds(*trial.end) : 0;
        for (std::size_t i = 0; i < rows.header().size(); ++i) {
            const std::string& column = rows.header()[i];
            const std::string& cell = rows.cell(i);
            if (cell.empty()) continue;
            if (column.starts_with(params_prefix)) {
                trial.params.emplace_back(column.substr(params_prefix.size()), value_from_text(cell));
            } else if (column.starts_with(metrics_prefix)) {
                const auto number = parse_number<double>(cell);
                if (!number) return fail(rows.problem(fmt::format("\"{}\" in column {} is no number", cell, column)));
                trial.metrics[column.substr(metrics_prefix.size())] = {{trial.steps.value_or(0), when, *number}};
            }
        }
        return {};
    }

    // The table does not say which metric the objective was; its values may.
    void guess_objective(ForeignStudy& study) const {
        if (!study.metric.empty()) return;
        std::optional<std::set<std::string>> fitting;
        for (const auto& trial : study.trials) {
            if (trial.objectives.empty()) continue;
            std::set<std::string> same;
            for (const auto& [name, points] : trial.metrics)
                if (!points.empty() && points.back().value == trial.objectives.front() &&
                    (!fitting || fitting->contains(name)))
                    same.insert(name);
            fitting = std::move(same);
        }
        if (!fitting) return;
        study.metric = fitting->size() == 1 ? *fitting->begin() : "objective";
        study.notes.push_back(fmt::format("{}: its objective is taken to be {}, and {} of it to be better", study.name,
                                          study.metric, study.mode == search::Mode::minimize ? "less" : "more"));
    }

    const fs::path& file_;
    const ForeignObjective& objective_;
    std::vector<ForeignStudy> studies_;
    std::map<std::string, std::size_t> by_name_;
    std::map<TrialOfStudy, std::pair<std::size_t, std::size_t>> places_;  // study, trial
    std::size_t unfinished_ = 0;
    std::size_t lost_points_ = 0;
};

}  // namespace

bool is_exported_csv(const std::vector<std::string>& header) {
    const auto has = [&](std::string_view name) { return std::ranges::find(header, name) != header.end(); };
    return has("number") && has("state") && has("objective_best") &&
           std::ranges::all_of(header, [](const std::string& name) {
               return name.starts_with(params_prefix) || name.starts_with(metrics_prefix) ||
                      std::ranges::find(own_columns, name) != own_columns.end();
           });
}

Result<std::vector<ForeignStudy>> read_exported_csv(const fs::path& file, const fs::path& points,
                                                    const ForeignObjective& objective) {
    ExportedTable table(file, objective);
    if (auto done = table.read_trials(); !done) return fail(done.error());
    if (!points.empty())
        if (auto done = table.read_points(points); !done) return fail(done.error());
    return table.finish();
}

}  // namespace lathe::store
