// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/queue/trial_table_model.h"

#include <algorithm>
#include <cmath>

#include <QApplication>
#include <QFont>
#include <QPalette>

#include "core/base/json.h"
#include "widgets/common/icons.h"
#include "widgets/common/theme.h"
#include "widgets/queue/trial_text.h"

namespace lathe::gui {
namespace {

// NaN is the same as NaN.
bool sameNumbers(const std::vector<double>& a, const std::vector<double>& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](double x, double y) { return x == y || (std::isnan(x) && std::isnan(y)); });
}

// Whether a row of the table would look the same.
bool same(const run::TrialStatus& a, const run::TrialStatus& b) {
    const auto seconds = [](std::chrono::milliseconds ms) { return ms.count() / 1000; };
    const auto left = [&](const run::TrialStatus& t) { return t.remaining ? seconds(*t.remaining) : -1; };
    return a.state == b.state && a.step == b.step && a.total_steps == b.total_steps && a.epoch == b.epoch &&
           a.total_epochs == b.total_epochs && a.objective == b.objective && sameNumbers(a.objectives, b.objectives) &&
           sameNumbers(a.constrained, b.constrained) && a.violation == b.violation && a.device == b.device &&
           a.waiting_for == b.waiting_for && a.error == b.error && seconds(a.elapsed) == seconds(b.elapsed) &&
           left(a) == left(b) && a.params == b.params;
}

QColor toneColor(IconTone tone, const ThemeColors& colors) {
    switch (tone) {
        case IconTone::accent: return colors.accent;
        case IconTone::good: return colors.good;
        case IconTone::warning: return colors.warning;
        case IconTone::bad: return colors.bad;
        default: return colors.mutedText;
    }
}

}  // namespace

void TrialTableModel::update(const run::SessionStatus& status) {
    if (status.trials.size() < trials_.size()) clear();
    addFurther(status);
    addParameters(status.trials);

    if (const QString metric = QString::fromStdString(status.metric); metric != metric_) {
        metric_ = metric;
        Q_EMIT headerDataChanged(Qt::Horizontal, Objective, Objective);
    }
    const auto best_before = std::move(best_);
    best_ = {status.pareto_front.begin(), status.pareto_front.end()};
    if (status.objectives.empty() && status.best_trial) best_.insert(*status.best_trial);

    const int old = static_cast<int>(trials_.size());
    for (int row = 0; row < old; ++row) {
        const bool star = best_before.contains(trials_[row].number) != best_.contains(trials_[row].number);
        if (!star && same(trials_[row], status.trials[row])) continue;
        trials_[row] = status.trials[row];
        Q_EMIT dataChanged(index(row, 0), index(row, columnCount() - 1));
    }
    if (status.trials.size() == trials_.size()) return;
    beginInsertRows({}, old, static_cast<int>(status.trials.size()) - 1);
    trials_.insert(trials_.end(), status.trials.begin() + old, status.trials.end());
    endInsertRows();
}

void TrialTableModel::addFurther(const run::SessionStatus& status) {
    QStringList names;
    for (std::size_t i = 1; i < status.objectives.size(); ++i)
        names << QString::fromStdString(status.objectives[i].metric);
    if (names == objectives_ && status.constraints == constraints_) return;
    beginResetModel();
    objectives_ = names;
    constraints_ = status.constraints;
    endResetModel();
}

bool TrialTableModel::isBroken(const run::TrialStatus& trial, int column) const {
    const auto value = column >= firstConstrained() ? objective(trial, column) : std::nullopt;
    return value && constraints_[static_cast<std::size_t>(column - firstConstrained())].excess(*value) > 0;
}

void TrialTableModel::addParameters(const std::vector<run::TrialStatus>& trials) {
    QStringList added;
    for (const auto& trial : trials) {
        if (!trial.params.is_dict()) continue;
        for (const auto& [key, value] : trial.params.as_dict())
            if (const QString name = QString::fromStdString(key); !parameters_.contains(name) && !added.contains(name))
                added << name;
    }
    if (added.isEmpty()) return;
    const int first = columnCount();
    beginInsertColumns({}, first, first + static_cast<int>(added.size()) - 1);
    parameters_ += added;
    endInsertColumns();
}

void TrialTableModel::clear() {
    beginResetModel();
    trials_.clear();
    parameters_.clear();
    objectives_.clear();
    constraints_.clear();
    best_.clear();
    highlighted_.reset();
    endResetModel();
}

const run::TrialStatus* TrialTableModel::trialAt(int row) const {
    return row >= 0 && row < rowCount() ? &trials_[row] : nullptr;
}

int TrialTableModel::rowOf(int trial) const {
    for (int row = 0; row < rowCount(); ++row)
        if (trials_[row].number == trial) return row;
    return -1;
}

void TrialTableModel::setHighlightedRun(std::optional<int> run) {
    if (highlighted_ == run) return;
    const auto before = std::exchange(highlighted_, run);
    for (const auto& changed : {before, run})
        if (const int row = changed ? rowOf(*changed) : -1; row >= 0)
            Q_EMIT dataChanged(index(row, 0), index(row, columnCount() - 1), {Qt::BackgroundRole});
}

int TrialTableModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(trials_.size());
}

int TrialTableModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : firstParameter() + static_cast<int>(parameters_.size());
}

const config::Value* TrialTableModel::parameter(const run::TrialStatus& trial, int column) const {
    return column < firstParameter() ? nullptr : trial.params.get(parameters_[column - firstParameter()].toStdString());
}

std::optional<double> TrialTableModel::objective(const run::TrialStatus& trial, int column) const {
    if (column == Objective) return trial.objective;
    if (column < firstFurther || column >= firstParameter()) return {};
    const bool isConstrained = column >= firstConstrained();
    const auto& values = isConstrained ? trial.constrained : trial.objectives;
    const auto index =
        static_cast<std::size_t>(isConstrained ? column - firstConstrained() : column - firstFurther + 1);
    return index < values.size() ? std::optional(values[index]) : std::nullopt;
}

QString TrialTableModel::text(const run::TrialStatus& trial, int column) const {
    switch (column) {
        case Number: return QString::number(trial.number);
        case State: return stateText(trial.state);
        case Progress: return activityText(trial);
        case Time:
            if (trial.state == search::TrialState::waiting) return {};
            if (trial.remaining) return remainingText(*trial.remaining);
            return durationText(trial.elapsed);
        case Device: return QString::fromStdString(trial.device);
        default: break;
    }
    if (const auto value = objective(trial, column)) return metricText(*value);
    if (column < firstParameter()) return {};
    const config::Value* value = parameter(trial, column);
    return value ? valueText(*value) : QString();
}

QVariant TrialTableModel::sortKey(const run::TrialStatus& trial, int column) const {
    switch (column) {
        case Number: return trial.number;
        case State: return static_cast<int>(trial.state);
        case Progress: return progressOf(trial).value_or(-1);
        case Time: return static_cast<qlonglong>(trial.elapsed.count());
        case Device: break;
        default:
            if (const auto value = objective(trial, column)) return *value;
            if (column < firstParameter()) return {};
            if (const config::Value* value = parameter(trial, column); value && value->is_number())
                return value->as_number();
    }
    return text(trial, column);
}

QVariant TrialTableModel::data(const QModelIndex& index, int role) const {
    const run::TrialStatus* trial = index.isValid() ? trialAt(index.row()) : nullptr;
    if (!trial || index.column() >= columnCount()) return {};
    const int column = index.column();
    const ThemeColors& colors = themeColors(QApplication::palette());
    switch (role) {
        case Qt::DisplayRole: return text(*trial, column);
        case Qt::AccessibleTextRole:
        case Qt::ToolTipRole: {
            if (column == State) return stateText(trial->state) + QStringLiteral(": ") + activityText(*trial);
            if (isBroken(*trial, column))
                return tr("%1: breaks %2")
                    .arg(text(*trial, column),
                         QString::fromStdString(
                             search::text_of(constraints_[static_cast<std::size_t>(column - firstConstrained())])));
            return text(*trial, column);
        }
        case SortRole: return sortKey(*trial, column);
        case RunRole: return trial->number;
        case ProgressRole:
            if (column == Progress && trial->state == search::TrialState::running)
                return progressOf(*trial).value_or(0);
            return {};
        case Qt::DecorationRole:
            if (column == State) return icon(stateIconName(trial->state), stateTone(trial->state));
            if (column == Number && best_.contains(trial->number))
                return icon(QStringLiteral("star"), IconTone::warning);
            return {};
        case Qt::ForegroundRole:
            if (column == State) return toneColor(stateTone(trial->state), colors);
            if (isBroken(*trial, column)) return colors.bad;
            if (column == Progress) return trial->state == search::TrialState::failed ? colors.bad : colors.mutedText;
            return {};
        case Qt::BackgroundRole:
            if (highlighted_ == trial->number) return colors.hover;
            return {};
        case Qt::FontRole:
            if (column == Objective || column >= firstFurther) return monospaceFont();
            return {};
        case Qt::TextAlignmentRole:
            if (column == Number || column == Time || column == Objective ||
                (column >= firstFurther && column < firstParameter()))
                return int(Qt::AlignRight | Qt::AlignVCenter);
            return int(Qt::AlignLeft | Qt::AlignVCenter);
        default: return {};
    }
}

QVariant TrialTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section >= columnCount()) return {};
    if (role == Qt::TextAlignmentRole) return data(index(0, section), role).value<int>();
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole) return {};
    switch (section) {
        case Number: return tr("#");
        case State: return tr("State");
        case Progress: return tr("Progress");
        case Time: return tr("Time");
        case Objective: return metric_.isEmpty() ? tr("Objective") : metric_;
        case Device: return tr("Device");
        default: break;
    }
    if (section >= firstParameter()) return parameters_[section - firstParameter()];
    if (section < firstConstrained()) return objectives_[section - firstFurther];
    const auto& constraint = constraints_[static_cast<std::size_t>(section - firstConstrained())];
    return QString::fromStdString(role == Qt::ToolTipRole ? search::text_of(constraint) : constraint.metric);
}

QString trialsAsJson(const std::vector<const run::TrialStatus*>& trials) {
    Json list = Json::array();
    for (const auto* trial : trials) {
        Json one;
        one["number"] = trial->number;
        one["state"] = std::string(search::name_of(trial->state));
        one["params"] = config::to_json(trial->params);
        one["objective"] = trial->objective ? json_number(*trial->objective) : Json();
        for (const double value : trial->objectives) one["objectives"].push_back(json_number(value));
        for (const double value : trial->constrained) one["constraints"].push_back(json_number(value));
        one["device"] = trial->device;
        one["steps"] = trial->step;
        one["epochs"] = trial->epoch;
        one["error"] = trial->error;
        list.push_back(std::move(one));
    }
    return QString::fromStdString(dump_json(list, 2));
}

}  // namespace lathe::gui
