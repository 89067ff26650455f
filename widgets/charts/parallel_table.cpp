// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/parallel_table.h"

#include <algorithm>
#include <functional>

namespace lathe::gui {

namespace {

using config::Value;
using space::Distribution;
using space::Kind;
using space::Parameter;

// Where one axis finds its value in a trial's params: nullptr when the trial has none.
using Lookup = std::function<const Value*(const Value& params)>;

struct Column {
    ParallelAxis axis;
    Lookup lookup;
    std::vector<Value> values;  // of a choice: what each category stands for
};

const Value* pickedName(const Value* value) {
    return value ? value->get("_name") : nullptr;
}

QString categoryText(const Value& value) {
    return QString::fromStdString(value.is_string() ? value.as_string() : config::to_yaml_inline(value));
}

void addColumns(const QString& name, const Distribution& distribution, const Lookup& lookup,
                std::vector<Column>& columns);

void addChoice(const QString& name, const Distribution& choice, const Lookup& lookup, std::vector<Column>& columns) {
    Column column{{name, ParallelAxis::categorical, {}, false}, lookup, {}};
    const bool nested = choice.is_nested();
    if (nested) column.lookup = [lookup](const Value& params) { return pickedName(lookup(params)); };
    for (const space::Branch& branch : choice.branches) {
        column.values.push_back(nested ? Value(branch.name) : branch.value);
        column.axis.categories << categoryText(column.values.back());
    }
    // "1" and 1 read the same; what is not a plain word is then quoted.
    for (int i = 0; i < column.axis.categories.size(); ++i) {
        if (column.axis.categories.count(column.axis.categories[i]) < 2) continue;
        for (int k = i; k < column.axis.categories.size(); ++k) {
            column.axis.categories[k] =
                QString::fromStdString(config::to_yaml_inline(column.values[static_cast<std::size_t>(k)]));
        }
    }
    columns.push_back(std::move(column));
    if (!nested) return;
    for (const space::Branch& branch : choice.branches) {
        for (const Parameter& child : branch.children) {
            const auto inBranch = [lookup, picked = branch.name,
                                   path = child.path](const Value& params) -> const Value* {
                const Value* value = lookup(params);
                const Value* at = pickedName(value);
                if (!at || !at->is_string() || at->as_string() != picked) return nullptr;
                return value->get(path);
            };
            addColumns(QStringLiteral("%1:%2.%3")
                           .arg(name, QString::fromStdString(branch.name), QString::fromStdString(child.path)),
                       child.distribution, inBranch, columns);
        }
    }
}

void addColumns(const QString& name, const Distribution& distribution, const Lookup& lookup,
                std::vector<Column>& columns) {
    if (distribution.kind == Kind::choice) return addChoice(name, distribution, lookup, columns);
    const auto kind = space::is_log(distribution.kind) ? ParallelAxis::log : ParallelAxis::numeric;
    columns.push_back({{.name = name, .kind = kind}, lookup, {}});
}

bool sameChoice(const Value& a, const Value& b) {
    if (a == b) return true;
    return a.is_number() && b.is_number() && a.as_number() == b.as_number();
}

ParallelCell cellOf(Column& column, const Value& params) {
    const Value* value = column.lookup(params);
    if (!value || value->is_null()) {
        // null is a choice like any other where the space lists it.
        const bool listed =
            value && std::find(column.values.begin(), column.values.end(), *value) != column.values.end();
        if (!listed) return {};
    }
    if (column.axis.kind != ParallelAxis::categorical) {
        if (value->is_number()) return ParallelCell::ofNumber(value->as_number());
        return {};
    }
    auto found =
        std::find_if(column.values.begin(), column.values.end(), [&](const Value& v) { return sameChoice(v, *value); });
    if (found == column.values.end()) {
        column.values.push_back(*value);
        column.axis.categories << categoryText(*value);
        found = column.values.end() - 1;
    }
    return ParallelCell::ofCategory(static_cast<int>(found - column.values.begin()));
}

}  // namespace

ParallelTable makeParallelTable(const space::Space& space, const QString& metric,
                                const std::vector<ParallelTrial>& trials) {
    std::vector<Column> columns;
    for (const Parameter& parameter : space.parameters()) {
        const auto lookup = [path = parameter.path](const Value& params) { return params.get(path); };
        addColumns(QString::fromStdString(parameter.path), parameter.distribution, lookup, columns);
    }
    ParallelTable table;
    for (const ParallelTrial& trial : trials) {
        ParallelRow row{trial.run, {}};
        for (Column& column : columns) row.cells.push_back(cellOf(column, trial.params));
        row.cells.push_back(trial.objective ? ParallelCell::ofNumber(*trial.objective) : ParallelCell{});
        table.rows.push_back(std::move(row));
    }
    for (Column& column : columns) table.axes.push_back(std::move(column.axis));
    table.axes.push_back({.name = metric, .isMetric = true});
    return table;
}

void addObjectiveAxis(ParallelTable& table, const QString& metric, bool lessIsBetter,
                      const std::vector<std::optional<double>>& values) {
    for (std::size_t i = 0; i < table.rows.size() && i < values.size(); ++i) {
        table.rows[i].cells.resize(table.axes.size());
        table.rows[i].cells.push_back(values[i] ? ParallelCell::ofNumber(*values[i]) : ParallelCell{});
    }
    table.axes.push_back({.name = metric, .isMetric = true, .lessIsBetter = lessIsBetter});
}

}  // namespace lathe::gui
