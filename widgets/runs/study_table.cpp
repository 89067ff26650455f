// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs/study_table.h"

#include <optional>
#include <utility>
#include <vector>

#include <QStringList>

#include "widgets/runs/record_display.h"

namespace lathe::gui {

namespace {

ParallelTable tableFromParams(const QString& metric, const std::vector<ParallelTrial>& trials) {
    ParallelTable table;
    QStringList names;
    for (const auto& trial : trials) {
        if (!trial.params.is_dict()) continue;
        for (const auto& [key, value] : trial.params.as_dict()) {
            const QString name = QString::fromStdString(key);
            auto at = names.indexOf(name);
            if (at < 0) {
                at = names.size();
                names.append(name);
                table.axes.push_back({.name = name});
            }
            auto& axis = table.axes[static_cast<std::size_t>(at)];
            if (!value.is_number()) axis.kind = ParallelAxis::categorical;
            if (const QString text = fullValue(value); !axis.categories.contains(text)) axis.categories.append(text);
        }
    }
    for (auto& axis : table.axes)
        if (axis.kind == ParallelAxis::numeric) axis.categories.clear();
    for (const auto& trial : trials) {
        ParallelRow row{trial.run, {}};
        for (const auto& axis : table.axes) {
            const auto* value = trial.params.get(axis.name.toStdString());
            if (!value) row.cells.emplace_back();
            else if (axis.kind == ParallelAxis::numeric)
                row.cells.push_back(ParallelCell::ofNumber(value->as_number()));
            else
                row.cells.push_back(
                    ParallelCell::ofCategory(static_cast<int>(axis.categories.indexOf(fullValue(*value)))));
        }
        row.cells.push_back(trial.objective ? ParallelCell::ofNumber(*trial.objective) : ParallelCell());
        table.rows.push_back(std::move(row));
    }
    table.axes.push_back({.name = metric, .isMetric = true});
    return table;
}

}  // namespace

ParallelTable tableOfStudy(const store::StudyRecord& study, const space::Space& space, RunIds& ids) {
    const QString folder = QString::fromStdString(study.folder.string());
    std::vector<ParallelTrial> rows;
    for (const auto& trial : study.trials)
        rows.push_back({ids.idOf({folder, trial.number}), trial.params, trial.objective});
    const QString metric = QString::fromStdString(study.metric);
    ParallelTable table = space.empty() ? tableFromParams(metric, rows) : makeParallelTable(space, metric, rows);
    for (std::size_t i = 1; i < study.objectives.size(); ++i) {
        std::vector<std::optional<double>> values;
        for (const auto& trial : study.trials)
            values.push_back(i < trial.objectives.size() ? std::optional(trial.objectives[i]) : std::nullopt);
        const auto& [name, mode] = study.objectives[i];
        addObjectiveAxis(table, QString::fromStdString(name), mode == search::Mode::minimize, values);
    }
    return table;
}

}  // namespace lathe::gui
