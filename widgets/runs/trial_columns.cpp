// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs/trial_columns.h"

#include <cmath>

#include <QCoreApplication>
#include <QSet>
#include <QStringList>

#include "widgets/common/natural_order.h"
#include "widgets/runs/record_display.h"

namespace lathe::gui {

namespace {

class TrialColumnWords {
    Q_DECLARE_TR_FUNCTIONS(TrialColumns)
};

void addKeys(const config::Value& values, QSet<QString>& seen, QStringList& names) {
    if (!values.is_dict()) return;
    for (const auto& [key, value] : values.as_dict()) {
        const QString name = QString::fromStdString(key);
        if (seen.contains(name)) continue;
        seen.insert(name);
        names.append(name);
    }
}

SortValue sortNumber(std::optional<double> number) {
    if (!number) return {};
    return {std::isnan(*number) ? 2 : 0, *number, {}};
}

SortValue sortText(const QString& text) {
    return text.isEmpty() ? SortValue() : SortValue{1, 0, text};
}

}  // namespace

int SortValue::compare(const SortValue& other) const {
    if (rank == 0) return number < other.number ? -1 : number > other.number ? 1 : 0;
    if (rank != 1 || text == other.text) return 0;
    return NaturalOrder()(text, other.text) ? -1 : 1;
}

TrialColumns::TrialColumns(const std::vector<StudyPtr>& studies) : names_(studies, StudyNames::Own::experiment) {
    QSet<QString> seenParameters, seenMetrics;
    QStringList parameters, metrics;
    for (const StudyPtr& study : studies)
        for (const auto& trial : study->trials) {
            addKeys(trial.params, seenParameters, parameters);
            addKeys(trial.metrics, seenMetrics, metrics);
        }
    const auto add = [this](Kind kind, const char* name) { columns_.push_back({kind, QString::fromLatin1(name)}); };
    add(Kind::trial, "trial");
    add(Kind::objective, "objective");
    for (const QString& name : std::as_const(parameters)) columns_.push_back({Kind::parameter, name});
    for (const QString& name : std::as_const(metrics))
        if (!seenParameters.contains(name)) columns_.push_back({Kind::metric, name});
    add(Kind::state, "state");
    add(Kind::tags, "tags");
    add(Kind::started, "started");
    add(Kind::duration, "duration");
    add(Kind::study, "study");
}

QString TrialColumns::title(int column) const {
    const Column& one = columns_[static_cast<std::size_t>(column)];
    switch (one.kind) {
        case Kind::trial: return TrialColumnWords::tr("Trial");
        case Kind::objective: return TrialColumnWords::tr("Objective");
        case Kind::state: return TrialColumnWords::tr("State");
        case Kind::tags: return TrialColumnWords::tr("Tags");
        case Kind::started: return TrialColumnWords::tr("Started");
        case Kind::duration: return TrialColumnWords::tr("Duration");
        case Kind::study: return TrialColumnWords::tr("Study");
        case Kind::parameter:
        case Kind::metric: break;
    }
    return one.name;
}

int TrialColumns::find(const QString& name) const {
    for (int column = 0; column < size(); ++column)
        if (columns_[static_cast<std::size_t>(column)].name == name) return column;
    return -1;
}

bool TrialColumns::isNumeric(int column) const {
    const Kind kind = columns_[static_cast<std::size_t>(column)].kind;
    return kind == Kind::objective || kind == Kind::parameter || kind == Kind::metric || kind == Kind::duration;
}

const config::Value* TrialColumns::valueOf(const Column& column, const TrialRow& row) {
    const std::string name = column.name.toStdString();
    return column.kind == Kind::parameter ? row.trial->params.get(name) : row.trial->metrics.get(name);
}

QString TrialColumns::text(int column, const TrialRow& row) const {
    const Column& one = columns_[static_cast<std::size_t>(column)];
    const auto& trial = *row.trial;
    const auto& study = **row.study;
    const store::Marks& own = study.marks.of_trial(trial.number);
    switch (one.kind) {
        case Kind::trial:
            if (!own.name.empty()) return QString::fromStdString(own.name);
            return TrialColumnWords::tr("%1 · %2").arg(names_.of(study)).arg(trial.number);
        case Kind::objective: return trial.objective ? shortNumber(*trial.objective) : QString();
        case Kind::state: return nameOf(trial.state);
        case Kind::tags: {
            QStringList tags;
            for (const auto& tag : own.tags) tags << QString::fromStdString(tag);
            for (const auto& tag : study.marks.study.tags)
                if (!own.tags.contains(tag)) tags << QString::fromStdString(tag);
            return tags.join(QStringLiteral(", "));
        }
        case Kind::started: return timeText(trial.start);
        case Kind::duration: return durationText(secondsOf(trial.start, trial.end));
        case Kind::study: return QString::fromStdString(study.folder.filename().string());
        case Kind::parameter:
        case Kind::metric: break;
    }
    const config::Value* value = valueOf(one, row);
    if (!value) return {};
    return one.kind == Kind::metric && value->is_number() ? shortNumber(value->as_number()) : fullValue(*value);
}

std::optional<double> TrialColumns::number(int column, const TrialRow& row) const {
    const Column& one = columns_[static_cast<std::size_t>(column)];
    if (one.kind == Kind::objective) return row.trial->objective;
    if (one.kind == Kind::duration) return secondsOf(row.trial->start, row.trial->end);
    if (one.kind != Kind::parameter && one.kind != Kind::metric) return std::nullopt;
    const config::Value* value = valueOf(one, row);
    return value && value->is_number() ? std::optional(value->as_number()) : std::nullopt;
}

SortValue TrialColumns::sortValue(int column, const TrialRow& row) const {
    const Column& one = columns_[static_cast<std::size_t>(column)];
    if (one.kind == Kind::started)
        return row.trial->start ? sortNumber(to_unix_seconds(*row.trial->start)) : SortValue();
    if (const auto value = number(column, row)) return sortNumber(value);
    return sortText(text(column, row));
}

}  // namespace lathe::gui
