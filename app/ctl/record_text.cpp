// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/record_text.h"

#include <algorithm>
#include <ctime>
#include <optional>
#include <sstream>

#include <fmt/format.h>

#include "app/ctl/descent_text.h"
#include "app/ctl/text_table.h"
#include "core/base/clock.h"
#include "core/base/plural.h"
#include "core/base/printable.h"

namespace lathe::ctl {

namespace {

using Align = TextTable::Align;

std::string short_number(const std::optional<double>& value) {
    return value ? fmt::format("{:.6g}", *value) : "-";
}

std::string local_time_text(const std::optional<Time>& time) {
    if (!time) return "-";
    const std::time_t seconds = std::chrono::floor<std::chrono::seconds>(*time).time_since_epoch().count();
    std::tm parts{};
    ::localtime_r(&seconds, &parts);
    return fmt::format("{:04}-{:02}-{:02} {:02}:{:02}:{:02}", parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday,
                       parts.tm_hour, parts.tm_min, parts.tm_sec);
}

std::string duration_text(const std::optional<Time>& start, const std::optional<Time>& end) {
    if (!start || !end) return "-";
    return format_duration(std::chrono::duration_cast<std::chrono::milliseconds>(*end - *start));
}

std::string value_text(const config::Value* value) {
    return value ? config::to_yaml_inline(*value) : "-";
}

std::string line(const std::string& label, const std::string& value) {
    return fmt::format("{:<10} {}\n", label, printable(value));
}

// Parameter names in the order in which trials first have them.
std::vector<std::string> parameter_names(const store::StudyRecord& study) {
    std::vector<std::string> names;
    for (const auto& trial : study.trials) {
        if (!trial.params.is_dict()) continue;
        for (const auto& [name, value] : trial.params.as_dict())
            if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
    }
    return names;
}

std::string params_text(const config::Value& params) {
    std::string out;
    if (!params.is_dict()) return out;
    for (const auto& [name, value] : params.as_dict())
        out += fmt::format("  {} = {}\n", printable(name), printable(config::to_yaml_inline(value)));
    return out;
}

std::string trials_table(const store::StudyRecord& study) {
    const auto names = parameter_names(study);
    const store::TrialRecord* best = study.objectives.empty() ? study.best() : nullptr;
    const auto front = study.pareto_front();
    TextTable table;
    table.add_column("#", Align::right);
    table.add_column("STATE");
    table.add_column(study.metric.empty() ? "OBJECTIVE" : study.metric, Align::right);
    for (std::size_t i = 1; i < study.objectives.size(); ++i) table.add_column(study.objectives[i].first, Align::right);
    for (const auto& one : study.constraints) table.add_column(one.metric, Align::right);
    for (const auto& name : names) table.add_column(name, Align::right);
    table.add_column("STEPS", Align::right);
    table.add_column("EPOCHS", Align::right);
    table.add_column("DURATION", Align::right);
    table.add_column("DEVICE");
    table.add_column("NOTE");
    for (const auto& trial : study.trials) {
        if (study.marks.of_trial(trial.number).deleted) continue;
        std::vector<std::string> cells{std::to_string(trial.number), std::string(search::name_of(trial.state)),
                                       short_number(trial.objective)};
        for (std::size_t i = 1; i < study.objectives.size(); ++i)
            cells.push_back(
                short_number(i < trial.objectives.size() ? std::optional(trial.objectives[i]) : std::nullopt));
        for (std::size_t i = 0; i < study.constraints.size(); ++i)
            cells.push_back(
                short_number(i < trial.constrained.size() ? std::optional(trial.constrained[i]) : std::nullopt));
        for (const auto& name : names) cells.push_back(value_text(trial.params.get(name)));
        cells.push_back(std::to_string(trial.steps));
        cells.push_back(std::to_string(trial.epochs));
        cells.push_back(duration_text(trial.start, trial.end));
        cells.push_back(trial.device);
        const bool on_front = std::ranges::find(front, trial.number) != front.end();
        std::string note = trial.error;
        if (const auto broken = study.broken_by(trial); !broken.empty())
            note += (note.empty() ? "" : "; ") + ("breaks " + broken);
        cells.push_back(!note.empty() ? note : &trial == best ? "best" : on_front ? "front" : "");
        table.add_row(std::move(cells));
    }
    return table.str();
}

std::string marks_text(const store::Marks& marks) {
    std::string out;
    if (!marks.name.empty()) out += line("name", marks.name);
    if (!marks.tags.empty()) out += line("tags", fmt::format("{}", fmt::join(marks.tags, ", ")));
    if (marks.starred) out += line("starred", "yes");
    if (marks.archived) out += line("archived", "yes");
    if (marks.deleted) out += line("deleted", "its files are in the trash");
    if (marks.note.empty()) return out;
    out += "note\n";
    std::istringstream lines(marks.note);
    for (std::string text; std::getline(lines, text);) out += "  " + printable(text) + "\n";
    return out;
}

}  // namespace

std::string studies_text(const std::vector<store::StudySummary>& studies, std::optional<int> room) {
    TextTable table;
    table.add_column("STUDY");
    table.add_column("STATE");
    table.add_column("TRIALS", Align::right);
    table.add_column("OBJECTIVE");
    table.add_column("BEST", Align::right);
    table.add_column("TRIAL", Align::right);
    table.add_column("TUNER");
    table.add_column("STARTED");
    table.add_column("DURATION", Align::right);
    const bool named = std::ranges::any_of(studies, [](const auto& study) { return !study.marks.name.empty(); });
    const bool tagged = std::ranges::any_of(studies, [](const auto& study) { return !study.marks.tags.empty(); });
    if (named) table.add_column("NAME");
    if (tagged) table.add_column("TAGS");
    // The time is in most names, too. What a person has said goes late.
    for (const char* title : {"TUNER", "TRIAL", "STARTED", "DURATION", "TAGS", "OBJECTIVE", "NAME"})
        table.may_leave_out(title);
    table.may_cut_beginnings("STUDY");
    for (const auto& study : studies) {
        std::vector<std::string> row = {study.folder.filename().string(),
                                        std::string(name_of(study.state)),
                                        fmt::format("{}/{}", study.finished, study.trials),
                                        study.metric.empty() ? "-" : study.metric,
                                        short_number(study.best_objective),
                                        study.best_trial ? std::to_string(*study.best_trial) : "-",
                                        study.is_search ? study.tuner : "-",
                                        local_time_text(study.start),
                                        duration_text(study.start, study.end)};
        if (named) row.push_back(study.marks.name);
        if (tagged) row.push_back(fmt::format("{}", fmt::join(study.marks.tags, ", ")));
        table.add_row(row);
    }
    return table.str(room);
}

std::string front_text(const store::StudyRecord& study) {
    const std::vector<int> front = study.pareto_front();
    if (front.empty()) return "none";
    return fmt::format("{} {}", front.size() == 1 ? "trial" : "trials", fmt::join(front, ", "));
}

std::string study_text(const store::StudyRecord& study) {
    std::string state(name_of(study.state));
    if (study.holder) state += fmt::format(" (process {} on {})", study.holder->pid, study.holder->host);
    if (!study.message.empty()) state += ": " + study.message;
    std::string out = line("study", study.name);
    out += line("folder", study.folder.string());
    out += line("state", state);
    if (!study.metric.empty())
        out += line("objective",
                    fmt::format("{} {}", study.mode == search::Mode::minimize ? "minimize" : "maximize", study.metric));
    for (std::size_t i = 1; i < study.objectives.size(); ++i)
        out += line("and",
                    fmt::format("{} {}", study.objectives[i].second == search::Mode::minimize ? "minimize" : "maximize",
                                study.objectives[i].first));
    for (const auto& one : study.constraints) out += line("constraint", search::text_of(one));
    if (study.from) out += line("from", search::text_of(*study.from));
    for (const auto& one : study.warm_start) out += line("warm start", search::text_of(one));
    if (study.is_search) out += line("tuner", study.tuner);
    if (!study.assessor.empty()) out += line("assessor", study.assessor);
    out += line("started", local_time_text(study.start));
    out += line("ended", local_time_text(study.end));
    out += line("trials", fmt::format("{} of {} finished", study.finished(), study.trials.size()));
    if (!study.objectives.empty()) {
        out += line("front", front_text(study));
    } else if (const auto* best = study.best()) {
        out +=
            line("best", fmt::format("trial {}, {} = {}", best->number, study.metric, short_number(best->objective)));
        out += params_text(best->params);
    }
    if (const auto* nearest = study.nearest_to_feasible())
        out += line("best", fmt::format("none: no trial keeps the constraints; nearest is trial {}, which breaks {}",
                                        nearest->number, study.broken_by(*nearest)));
    out += marks_text(study.marks.study);
    if (!study.trials.empty()) out += "\n" + trials_table(study);
    return out;
}

std::string trial_text(const store::StudyRecord& study, const store::TrialRecord& trial) {
    std::string out = line("trial", fmt::format("{} of {}", trial.number, study.name));
    out += line("state", std::string(search::name_of(trial.state)) + (&trial == study.best() ? " (best)" : ""));
    if (!trial.error.empty()) out += line("error", trial.error);
    if (trial.objective) {
        out += line("objective", fmt::format("{} = {} (last {}, best {})", trial.metric, short_number(trial.objective),
                                             short_number(trial.objective_last), short_number(trial.objective_best)));
    }
    for (std::size_t i = 0; i < std::min(study.constraints.size(), trial.constrained.size()); ++i)
        out += line(i == 0 ? "constraint" : "",
                    fmt::format("{}: {}{}", search::text_of(study.constraints[i]), short_number(trial.constrained[i]),
                                study.constraints[i].excess(trial.constrained[i]) > 0 ? " (broken)" : ""));
    out += line("steps", fmt::format("{} in {}", trial.steps, counted(trial.epochs, "epoch")));
    out += line("started", local_time_text(trial.start));
    out += line("ended", fmt::format("{} ({})", local_time_text(trial.end), duration_text(trial.start, trial.end)));
    out += line("device", trial.device);
    if (trial.start_from) out += line("from", fmt::format("the checkpoint of trial {}", *trial.start_from));
    if (trial.from)
        out += line("from", fmt::format("{} ({})", search::text_of(*trial.from), how_text(trial.from->how)));
    out += marks_text(study.marks.of_trial(trial.number));
    if (const auto params = params_text(trial.params); !params.empty()) out += "parameters\n" + params;
    if (const auto metrics = params_text(trial.metrics); !metrics.empty()) out += "metrics\n" + metrics;
    if (const auto facts = params_text(trial.facts); !facts.empty()) out += "environment\n" + facts;
    return out;
}

}  // namespace lathe::ctl
