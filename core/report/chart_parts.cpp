// SPDX-License-Identifier: GPL-3.0-or-later
// The parts of a report that are charts of a study's trials: history, importance, parallel coordinates, parameters.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "core/base/plural.h"
#include "core/base/text.h"
#include "core/report/parameter_axis.h"
#include "core/report/report_parts.h"
#include "core/search/analysis/best_so_far.h"
#include "core/search/importance/importance.h"

namespace lathe::report {

namespace {

constexpr std::size_t most_axes = 10;
constexpr std::size_t most_panels = 12;
constexpr std::size_t most_marks = 2000;  // lines or dots of a chart; more of them are one area, and a large file
constexpr std::size_t most_emphasised = 10;

Ink series(int number) {
    return {Ink::series, number};
}

std::string better_word(const store::StudyRecord& study) {
    return study.mode == search::Mode::minimize ? "less is better" : "more is better";
}

// The best tenth, one at least.
std::size_t emphasised(const ReportStudy& study) {
    return std::min(most_emphasised, std::max<std::size_t>(1, study.ranked.size() / 10));
}

// Of one objective; of several `place` says which.
std::vector<double> objectives_of(const store::StudyRecord& study, std::size_t place) {
    std::vector<double> values;
    for (const auto& trial : study.trials) {
        const bool ended = search::has_result(trial.state, trial.objective);
        const double value = place < trial.objectives.size() ? trial.objectives[place] : trial.objective.value_or(NAN);
        values.push_back(ended ? value : NAN);
    }
    return values;
}

// What breaks a constraint is no best.
std::vector<double> best_of_those_that_count(const store::StudyRecord& study, std::vector<double> values,
                                             search::Mode mode) {
    for (std::size_t i = 0; i < values.size(); ++i)
        if (study.trials[i].violation > 0) values[i] = NAN;
    return search::best_so_far(values, mode);
}

FigurePanel history_panel(const store::StudyRecord& study, const std::string& metric, const std::vector<double>& values,
                          const std::vector<double>& so_far) {
    std::vector<double> numbers;
    for (const auto& trial : study.trials) numbers.push_back(trial.number);
    FigurePanel panel;
    panel.x = axis_around("trial", numbers);
    panel.y = axis_around(metric, values);
    FigureLine best{{}, series(0), 2, true};
    for (std::size_t i = 0; i < values.size(); ++i) {
        best.points.push_back({numbers[i], so_far[i]});
        if (std::isfinite(values[i])) panel.dots.push_back({{numbers[i], values[i]}, {Ink::faint}, false});
    }
    panel.lines.push_back(std::move(best));
    return panel;
}

Block history_of(const ReportStudy& study) {
    auto objectives = study.record.objectives;
    if (objectives.empty()) objectives.emplace_back(study.record.metric, study.record.mode);
    Chart chart;
    chart.figure.title = study.label + ": the objective, trial by trial";
    chart.figure.keys = {{series(0), "the best so far"}, {{Ink::faint}, "a trial"}};
    Table& numbers = chart.numbers;
    numbers.caption = "Trials that were better than all before them";
    numbers.header = {"Trial"};
    std::string said;
    for (std::size_t place = 0; place < objectives.size(); ++place) {
        const auto& [metric, mode] = objectives[place];
        const auto values = objectives_of(study.record, place);
        const auto so_far = best_of_those_that_count(study.record, values, mode);
        chart.figure.panels.push_back(history_panel(study.record, metric, values, so_far));
        if (place == 0) {
            numbers.header.push_back(metric);
            numbers.numeric = {false, true};
            for (std::size_t i = 0; i < so_far.size(); ++i)
                if (std::isfinite(so_far[i]) && (i == 0 || so_far[i] != so_far[i - 1]))
                    numbers.rows.push_back({std::to_string(study.record.trials[i].number), number_text(so_far[i])});
        }
        said += fmt::format("{}{} over {}", said.empty() ? "" : "; ", metric, counted(values.size(), "trial"));
        if (!so_far.empty() && std::isfinite(so_far.back())) said += "; the best is " + number_text(so_far.back());
    }
    chart.figure.description = said;
    const auto without = static_cast<std::size_t>(std::ranges::count_if(
        study.record.trials, [](const auto& trial) { return !search::has_result(trial.state, trial.objective); }));
    if (without > 0)
        chart.note =
            fmt::format("{} without a result {} not drawn.", counted(without, "trial"), without == 1 ? "is" : "are");
    return chart;
}

std::vector<search::Importance> importance_of(const ReportStudy& study) {
    search::History history;
    history.mode = study.record.mode;
    for (const auto& record : study.record.trials) {
        search::Trial trial;
        trial.number = static_cast<int>(history.trials.size());
        trial.state = record.state;
        trial.params = record.params;
        trial.objective = record.objective;
        trial.violation = record.violation;
        history.trials.push_back(std::move(trial));
    }
    const space::Layout layout(study.space);
    const search::Observations seen(layout, history);
    auto all = search::ped_anova(seen);
    std::ranges::stable_sort(all, [](const auto& a, const auto& b) { return a.value > b.value; });
    if (std::ranges::all_of(all, [](const auto& one) { return !(one.value > 0); })) all.clear();
    return all;
}

Block parallel_of(const ReportStudy& study, const std::vector<ParameterAxis>& axes, std::size_t left_out) {
    Chart chart;
    FigurePanel panel;
    panel.x.low = -0.35;
    panel.x.high = static_cast<double>(axes.size()) - 0.65;
    panel.y.low = -0.02;
    panel.y.high = 1.12;
    panel.x.hidden = panel.y.hidden = true;
    const std::size_t drawn = std::min(most_marks, study.ranked.size());
    const std::size_t best = emphasised(study);
    const auto line_of = [&](std::size_t rank) {
        FigureLine line{
            {}, rank < best ? series(static_cast<int>(rank)) : Ink{Ink::faint}, rank < best ? 2.0 : 1.0, false};
        for (std::size_t i = 0; i < axes.size(); ++i)
            line.points.push_back({static_cast<double>(i), axes[i].share(rank).value_or(NAN)});
        return line;
    };
    for (std::size_t rank = drawn; rank-- > 0;) panel.lines.push_back(line_of(rank));  // the best on top
    for (std::size_t i = 0; i < axes.size(); ++i) {
        const auto& axis = axes[i].axis();
        const double x = static_cast<double>(i);
        panel.lines.push_back({{{x, 0}, {x, 1}}, {Ink::text}, 1, false});
        panel.texts.push_back({{x, i % 2 == 0 ? 1.0 : 1.07}, axis.label, FigureText::above});
        if (axes[i].is_category()) {
            const double span = axis.high - axis.low;
            for (std::size_t k = 0; k < axis.categories.size() && axis.categories.size() <= 10; ++k)
                panel.texts.push_back(
                    {{x, (static_cast<double>(k) - axis.low) / span},
                     axis.categories[k].size() <= 16 ? axis.categories[k] : shortened(axis.categories[k], 13),
                     FigureText::right});
            continue;
        }
        panel.texts.push_back({{x, 0.97}, number_text(axis.high), FigureText::right});
        panel.texts.push_back({{x, 0.03}, number_text(axis.low), FigureText::right});
    }
    chart.figure.panels = {std::move(panel)};
    chart.figure.panel_height = 340;
    chart.figure.title = study.label + ": parameters and objective";
    chart.figure.description = fmt::format("One line a trial over {} axes; the best {} in colour", axes.size(), best);
    for (std::size_t rank = 0; rank < best; ++rank)
        chart.figure.keys.push_back(
            {series(static_cast<int>(rank)),
             fmt::format("trial {}: {}", study.ranked[rank]->number, number_text(*study.ranked[rank]->objective))});
    std::vector<std::string> notes;
    if (study.ranked.size() > drawn)
        notes.push_back(fmt::format("The best {} of {} trials.", drawn, study.ranked.size()));
    if (left_out > 0) notes.push_back(counted(left_out, "parameter is", "parameters are") + " not shown.");
    chart.note = fmt::format("{}", fmt::join(notes, " "));
    return chart;
}

FigurePanel parameter_panel(const ReportStudy& study, const ParameterAxis& parameter, const ParameterAxis& objective) {
    FigurePanel panel;
    panel.x = parameter.axis();
    panel.y = objective.axis();
    panel.y.label.clear();
    panel.title = parameter.axis().label;
    panel.x.label.clear();
    const std::size_t best = emphasised(study);
    for (std::size_t rank = std::min(most_marks, study.ranked.size()); rank-- > 0;) {
        const auto x = parameter.value(rank), y = objective.value(rank);
        if (!x || !y) continue;
        panel.dots.push_back({{*x, *y}, rank < best ? series(1) : series(0), false});
        if (rank == 0) panel.dots.push_back({{*x, *y}, {Ink::text}, true});
    }
    return panel;
}

}  // namespace

std::vector<Block> history_part(const ReportStudies& studies) {
    std::vector<Block> blocks;
    for (const ReportStudy& study : studies.all())
        if (study.ranked.size() > 1) blocks.push_back(history_of(study));
    return blocks;
}

std::vector<Block> importance_part(const ReportStudies& studies) {
    std::vector<Block> blocks;
    for (const ReportStudy& study : studies.all()) {
        if (study.space.empty() || study.ranked.size() < search::min_importance_trials) continue;
        const auto all = importance_of(study);
        if (all.empty()) continue;
        Chart chart;
        chart.numbers = {"How much each parameter matters", {"Parameter", "Share"}, {false, true}, {}, true, ""};
        FigurePanel panel;
        panel.x = {
            "share of what makes the best tenth of the trials differ", 0, all.front().value * 1.05, false, {}, false};
        for (std::size_t i = all.size(); i-- > 0;) {  // the first at the top
            panel.bars.push_back({static_cast<double>(panel.y.categories.size()), all[i].value, series(0)});
            panel.y.categories.push_back(all[i].path);
        }
        for (const auto& one : all) chart.numbers.rows.push_back({one.path, fmt::format("{:.1f} %", 100 * one.value)});
        panel.y.low = -0.6;
        panel.y.high = static_cast<double>(all.size()) - 0.4;
        chart.figure.title = study.label + ": what matters";
        chart.figure.description =
            fmt::format("{} matters most, with {:.0f} %", all.front().path, 100 * all.front().value);
        chart.figure.panel_height = 60 + 26 * static_cast<double>(all.size());
        chart.figure.panels = {std::move(panel)};
        chart.note = "By PED-ANOVA: where the best tenth of the trials lies, compared with all of them.";
        blocks.emplace_back(std::move(chart));
    }
    return blocks;
}

std::vector<Block> parallel_part(const ReportStudies& studies) {
    std::vector<Block> blocks;
    for (const ReportStudy& study : studies.all()) {
        std::vector<ParameterAxis> axes;
        std::size_t left_out = 0;
        for (const auto& name : parameter_names(study)) {
            ParameterAxis axis(study, name);
            if (!axis.varies()) continue;
            if (axes.size() + 1 < most_axes) axes.push_back(std::move(axis));
            else ++left_out;
        }
        if (axes.empty() || study.ranked.size() < 2) continue;
        axes.emplace_back(study);
        blocks.push_back(parallel_of(study, axes, left_out));
    }
    return blocks;
}

std::vector<Block> parameters_part(const ReportStudies& studies) {
    std::vector<Block> blocks;
    for (const ReportStudy& study : studies.all()) {
        if (study.ranked.size() < 2) continue;
        const ParameterAxis objective(study);
        Chart chart;
        std::size_t left_out = 0;
        for (const auto& name : parameter_names(study)) {
            const ParameterAxis axis(study, name);
            if (!axis.varies()) continue;
            if (chart.figure.panels.size() < most_panels)
                chart.figure.panels.push_back(parameter_panel(study, axis, objective));
            else ++left_out;
        }
        if (chart.figure.panels.empty()) continue;
        chart.figure.title =
            fmt::format("{}: {} over each parameter ({})", study.label, study.record.metric, better_word(study.record));
        chart.figure.description = "A dot a trial; the best ones in another colour, and the best with a ring";
        chart.figure.columns = 3;
        chart.figure.panel_width = 320;
        chart.figure.panel_height = 210;
        chart.figure.keys = {{series(1), fmt::format("the best {}", emphasised(study))}, {series(0), "the others"}};
        if (left_out > 0) chart.note = counted(left_out, "parameter is", "parameters are") + " not shown.";
        blocks.emplace_back(std::move(chart));
    }
    return blocks;
}

}  // namespace lathe::report
