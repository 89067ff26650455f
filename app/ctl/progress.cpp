// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/progress.h"

#include <unistd.h>
#include <algorithm>
#include <cstdio>

#include <fmt/format.h>

#include "app/ctl/terminal.h"
#include "core/base/clock.h"
#include "core/base/plural.h"
#include "core/run/usage/usage_meter.h"

namespace lathe::ctl {

namespace {

constexpr int bar_width = 20;
constexpr int usual_width = 80;

std::string bar(double part) {
    const int full = static_cast<int>(std::clamp(part, 0.0, 1.0) * bar_width + 0.5);
    return "[" + std::string(static_cast<std::size_t>(full), '#') +
           std::string(static_cast<std::size_t>(bar_width - full), '.') + "]";
}

bool is_search(const run::SessionStatus& status) {
    return status.limits.max_trials != 1 || status.trials.size() > 1;
}

std::string left(const std::optional<std::chrono::milliseconds>& remaining) {
    return remaining ? "  " + format_duration(*remaining) + " left" : "";
}

bool is_shown_metric(const std::string& name) {
    return name != "epoch" && name != "lr";
}

bool is_test_metric(const std::string& name) {
    return name.starts_with("test_");
}

std::string params_of(const run::TrialStatus& trial) {
    std::string text;
    if (!trial.params.is_dict()) return text;
    for (const auto& [path, value] : trial.params.as_dict())
        text += "  " + path + " " + (value.is_float() ? short_number(value.as_float()) : config::to_yaml_inline(value));
    return text;
}

}  // namespace

std::string short_number(double value) {
    return fmt::format("{:.4g}", value);
}

std::string fit(const std::string& line, std::size_t width) {
    const auto starts_character = [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; };
    const auto characters = static_cast<std::size_t>(std::count_if(line.begin(), line.end(), starts_character));
    if (characters <= width) return line;
    const std::size_t keep = width > 3 ? width - 3 : 0;
    std::size_t seen = 0;
    std::size_t end = 0;
    while (end < line.size() && !(starts_character(line[end]) && seen++ == keep)) ++end;
    return line.substr(0, end) + std::string(std::min<std::size_t>(3, width), '.');
}

ProgressView::ProgressView(bool terminal) : terminal_(terminal) {}

ProgressView::~ProgressView() {
    if (drawn_) std::fputs("\r\x1b[K", stderr);
    std::fflush(stderr);
}

void ProgressView::say(const std::string& line) {
    if (drawn_) std::fputs("\r\x1b[K", stderr);
    drawn_ = false;
    std::fprintf(stderr, "%s\n", line.c_str());
}

std::string ProgressView::metrics_of(int trial, bool (*wanted)(const std::string& name)) const {
    std::string text;
    const auto it = latest_.find(trial);
    if (it == latest_.end()) return text;
    for (const auto& [name, value] : it->second)
        if (wanted(name)) text += "  " + name + " " + short_number(value);
    return text;
}

std::string ProgressView::epoch_line(const run::SessionStatus& status, int number) const {
    const auto& trial = status.trials.at(static_cast<std::size_t>(number));
    std::string line = is_search(status) ? fmt::format("trial {}  ", number) : "";
    if (const auto metrics = latest_.at(number); metrics.contains("epoch") && trial.total_epochs > 0)
        line += fmt::format("epoch {:.0f}/{}", metrics.at("epoch") + 1, trial.total_epochs);
    const auto of_epoch = [](const std::string& name) { return is_shown_metric(name) && !is_test_metric(name); };
    return line + metrics_of(number, of_epoch) + left(trial.remaining);
}

// A validation ends with its metrics: a line for each.
void ProgressView::take_points(const run::SessionStatus& status, const run::Mailbox::Batch& batch) {
    // By trial and step, in order, so that a line shows what was known at that step.
    std::map<std::pair<int, std::int64_t>, Metrics> rows;
    for (const auto& [key, points] : batch.points) {
        if (key.metric.starts_with(run::usage_prefix)) continue;
        for (const auto& point : points) rows[{key.trial, point.step}][key.metric] = point.value;
    }
    for (const auto& [at, metrics] : rows) {
        const int trial = at.first;
        for (const auto& [name, value] : metrics) latest_[trial][name] = value;
        const bool validated = std::any_of(metrics.begin(), metrics.end(),
                                           [](const auto& metric) { return metric.first.starts_with("val_"); });
        if (validated && static_cast<std::size_t>(trial) < status.trials.size()) say(epoch_line(status, trial));
    }
}

void ProgressView::take_ends(const run::SessionStatus& status) {
    for (const auto& trial : status.trials) {
        const auto before = shown_states_.find(trial.number);
        if (before != shown_states_.end() && before->second == trial.state) continue;
        shown_states_[trial.number] = trial.state;
        if (!is_final(trial.state)) continue;
        if (!is_search(status)) {
            // All of them are here by now, while they may come in pieces, with or after the last epoch's.
            if (const auto tested = metrics_of(trial.number, is_test_metric); !tested.empty()) say("tested" + tested);
            continue;
        }
        std::string line = fmt::format("trial {}  {}", trial.number, search::name_of(trial.state));
        if (trial.objective) line += fmt::format("  {} {}", status.metric, short_number(*trial.objective));
        line += params_of(trial) + "  " + format_duration(trial.elapsed);
        if (!trial.error.empty()) line += "  " + trial.error;
        say(line);
    }
}

std::string ProgressView::bar_line(const run::SessionStatus& status) const {
    std::string line;
    const auto done = std::count_if(status.trials.begin(), status.trials.end(),
                                    [](const auto& trial) { return is_final(trial.state); });
    if (is_search(status)) {
        const auto& most = status.limits.max_trials;
        line = most ? fmt::format("{}/{}", done,
                                  counted(std::max(static_cast<std::size_t>(*most), status.trials.size()), "trial"))
                    : counted(done, "trial");
        line += left(status.remaining);
    }
    for (const auto& trial : status.trials) {
        if (trial.state == search::TrialState::waiting && !trial.waiting_for.empty() && line.empty())
            line = trial.waiting_for;
        if (trial.state != search::TrialState::running) continue;
        if (!line.empty()) line += "  | ";
        if (is_search(status)) line += fmt::format("trial {} ", trial.number);
        if (trial.total_steps > 0)
            line += bar(static_cast<double>(trial.step) / static_cast<double>(trial.total_steps)) +
                    fmt::format(" {}/{}", trial.step, trial.total_steps);
        else line += fmt::format("step {}", trial.step);
        if (trial.steps_per_second > 0) line += fmt::format("  {:.1f}/s", trial.steps_per_second);
        line += left(trial.remaining) + metrics_of(trial.number, is_shown_metric);
    }
    return line;
}

void ProgressView::update(const run::SessionStatus& status, const run::Mailbox::Batch& batch) {
    take_points(status, batch);
    take_ends(status);
    if (!terminal_) {
        std::fflush(stderr);
        return;
    }
    const std::string line = bar_line(status);
    const auto width = static_cast<std::size_t>(terminal_width(STDERR_FILENO).value_or(usual_width));
    std::fprintf(stderr, "\r%s\x1b[K", fit(line, width - 1).c_str());
    std::fflush(stderr);
    drawn_ = true;
}

}  // namespace lathe::ctl
