// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs/review_model.h"

#include <algorithm>
#include <set>
#include <utility>

#include <QFont>
#include <QGuiApplication>

#include "widgets/common/core_text.h"
#include "widgets/common/icons.h"
#include "widgets/common/theme.h"
#include "widgets/runs/record_display.h"
#include "widgets/runs/trial_style.h"

namespace lathe::gui {

namespace {

QStringList parametersOf(const std::vector<StudyPtr>& studies, QStringList names) {
    QSet<QString> seen(names.begin(), names.end());
    for (const auto& study : studies)
        for (const auto& trial : study->trials) {
            if (!trial.params.is_dict()) continue;
            for (const auto& [key, value] : trial.params.as_dict()) {
                const QString name = QString::fromStdString(key);
                if (seen.contains(name)) continue;
                seen.insert(name);
                names.append(name);
            }
        }
    return names;
}

// What a person called it, else its own name.
QString shownName(const store::StudyRecord& study) {
    return QString::fromStdString(study.marks.study.name.empty() ? study.name : study.marks.study.name);
}

QString spokenName(const store::StudyRecord& study, const store::TrialRecord& trial) {
    const std::string& given = study.marks.of_trial(trial.number).name;
    const QString text = ReviewModel::tr("Trial %1, %2").arg(trial.number).arg(nameOf(trial.state));
    return given.empty() ? text : QString::fromStdString(given) + QStringLiteral(", ") + text;
}

}  // namespace

ReviewModel::ReviewModel(QObject* parent) : QAbstractItemModel(parent) {}

void ReviewModel::setStudies(const std::vector<StudyPtr>& studies) {
    StudyNames names(studies, StudyNames::Own::experiment);
    const bool renames = names != names_;
    names_ = std::move(names);
    const QStringList parameters = parametersOf(studies, parameters_);
    if (parameters != parameters_) {
        beginResetModel();
        parameters_ = parameters;
        nodes_.clear();
        for (const auto& study : studies) nodes_.push_back({nextId_++, study, bestTrialsOf(*study)});
        endResetModel();
        return;
    }
    removeMissing(studies);
    for (std::size_t i = 0; i < studies.size(); ++i) {
        const int row = indexOfStudy(folderOf(studies[i])).row();
        if (row >= 0) {
            update(row, studies[i]);
            continue;
        }
        const int at = std::min(static_cast<int>(i), rowCount());
        beginInsertRows({}, at, at);
        nodes_.insert(nodes_.begin() + at, {nextId_++, studies[i], bestTrialsOf(*studies[i])});
        endInsertRows();
    }
    // Also a study that is as it was is called otherwise once there is another one of its name.
    if (renames && !nodes_.empty()) Q_EMIT dataChanged(index(0, Name), index(rowCount() - 1, Name));
}

void ReviewModel::removeMissing(const std::vector<StudyPtr>& studies) {
    QSet<QString> wanted;
    for (const auto& study : studies) wanted.insert(folderOf(study));
    for (int row = rowCount() - 1; row >= 0; --row) {
        if (wanted.contains(folderOf(nodes_[static_cast<std::size_t>(row)].study))) continue;
        beginRemoveRows({}, row, row);
        nodes_.erase(nodes_.begin() + row);
        endRemoveRows();
    }
}

void ReviewModel::update(int row, const StudyPtr& study) {
    Node& node = nodes_[static_cast<std::size_t>(row)];
    if (node.study == study) return;
    const QModelIndex parent = index(row, 0);
    const int before = static_cast<int>(node.study->trials.size());
    const int after = static_cast<int>(study->trials.size());
    if (after > before) {
        beginInsertRows(parent, before, after - 1);
        node.study = study;
        endInsertRows();
    } else if (after < before) {
        beginRemoveRows(parent, after, before - 1);
        node.study = study;
        endRemoveRows();
    } else {
        node.study = study;
    }
    node.best = bestTrialsOf(*study);
    Q_EMIT dataChanged(index(row, 0), index(row, columnCount() - 1));
    if (after > 0) Q_EMIT dataChanged(index(0, 0, parent), index(after - 1, columnCount() - 1, parent));
}

int ReviewModel::rowOfId(quintptr id) const {
    for (std::size_t i = 0; i < nodes_.size(); ++i)
        if (nodes_[i].id == id) return static_cast<int>(i);
    return -1;
}

const ReviewModel::Node* ReviewModel::nodeAt(const QModelIndex& index) const {
    if (!index.isValid()) return nullptr;
    const int row = index.internalId() == 0 ? index.row() : rowOfId(index.internalId());
    return row < 0 || row >= rowCount() ? nullptr : &nodes_[static_cast<std::size_t>(row)];
}

StudyPtr ReviewModel::studyAt(const QModelIndex& index) const {
    const Node* node = nodeAt(index);
    return node ? node->study : nullptr;
}

const store::TrialRecord* ReviewModel::trialAt(const QModelIndex& index) const {
    if (!index.isValid() || index.internalId() == 0) return nullptr;
    const StudyPtr study = studyAt(index);
    if (!study || index.row() >= static_cast<int>(study->trials.size())) return nullptr;
    return &study->trials[static_cast<std::size_t>(index.row())];
}

std::optional<TrialKey> ReviewModel::keyAt(const QModelIndex& index) const {
    const auto* trial = trialAt(index);
    if (!trial) return std::nullopt;
    return TrialKey{folderOf(studyAt(index)), trial->number};
}

MarkedRecord ReviewModel::recordAt(const QModelIndex& index) const {
    const StudyPtr study = studyAt(index);
    const auto* trial = trialAt(index);
    if (trial) return {{folderOf(study), trial->number}, study->marks.of_trial(trial->number)};
    return {{folderOf(study), std::nullopt}, study->marks.study};
}

QModelIndex ReviewModel::indexOfStudy(const QString& folder) const {
    for (int row = 0; row < rowCount(); ++row)
        if (folderOf(nodes_[static_cast<std::size_t>(row)].study) == folder) return index(row, 0);
    return {};
}

QModelIndex ReviewModel::indexOf(const TrialKey& key) const {
    const QModelIndex parent = indexOfStudy(key.folder);
    if (!parent.isValid()) return {};
    const auto& trials = studyAt(parent)->trials;
    for (std::size_t i = 0; i < trials.size(); ++i)
        if (trials[i].number == key.number) return index(static_cast<int>(i), 0, parent);
    return {};
}

QModelIndex ReviewModel::index(int row, int column, const QModelIndex& parent) const {
    if (!hasIndex(row, column, parent)) return {};
    return createIndex(row, column, parent.isValid() ? nodes_[static_cast<std::size_t>(parent.row())].id : 0);
}

QModelIndex ReviewModel::parent(const QModelIndex& child) const {
    if (!child.isValid() || child.internalId() == 0) return {};
    const int row = rowOfId(child.internalId());
    return row < 0 ? QModelIndex() : createIndex(row, 0, quintptr(0));
}

int ReviewModel::rowCount(const QModelIndex& parent) const {
    if (!parent.isValid()) return static_cast<int>(nodes_.size());
    if (parent.internalId() != 0 || parent.column() != 0) return 0;
    return static_cast<int>(nodes_[static_cast<std::size_t>(parent.row())].study->trials.size());
}

int ReviewModel::columnCount(const QModelIndex&) const {
    return fixedColumns + static_cast<int>(parameters_.size());
}

QVariant ReviewModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || (role != Qt::DisplayRole && role != Qt::ToolTipRole)) return {};
    switch (section) {
        case Name: return tr("Study");
        case State: return tr("State");
        case Objective: return tr("Objective");
        case Tags: return tr("Tags");
        case Trials: return tr("Trials");
        case Started: return tr("Started");
        case Duration: return tr("Duration");
        case Tuner: return tr("Tuner");
        default: return parameters_.value(section - fixedColumns);
    }
}

QVariant ReviewModel::data(const QModelIndex& index, int role) const {
    const Node* node = nodeAt(index);
    if (!node) return {};
    const auto* trial = trialAt(index);
    if (role == IsTrialRole) return trial != nullptr;
    if (role == Qt::TextAlignmentRole) {
        const int column = index.column();
        const bool number = column == Objective || column == Trials || column == Duration || column >= fixedColumns;
        return QVariant::fromValue(Qt::Alignment(Qt::AlignVCenter | (number ? Qt::AlignRight : Qt::AlignLeft)));
    }
    const store::Marks& marks = trial ? node->study->marks.of_trial(trial->number) : node->study->marks.study;
    const bool archived = marks.archived || node->study->marks.study.archived;
    if (role == Qt::ForegroundRole)
        return archived ? QVariant(themeColors(QGuiApplication::palette()).mutedText) : QVariant();
    if (role == Qt::AccessibleTextRole && index.column() == Name)
        return (trial ? spokenName(*node->study, *trial)
                      : tr("Study %1, %2").arg(names_.of(*node->study), nameOf(node->study->state))) +
               spokenMarks(marks.starred, archived);
    if (!trial && role == Qt::DisplayRole && index.column() == Name) return names_.of(*node->study);
    if (trial && role == Qt::DecorationRole && index.column() == Name && !marks.starred)
        return swatchOf(*node->study, trial->number);
    if (const QVariant marked = markData(marks, index.column(), role); marked.isValid()) return marked;
    return trial ? trialData(*node, *trial, index.column(), role) : studyData(*node->study, index.column(), role);
}

// What people said of it outranks what the record says; invalid: they said nothing of this.
QVariant ReviewModel::markData(const store::Marks& marks, int column, int role) {
    const QString name = QString::fromStdString(marks.name);
    if (column == Tags && (role == Qt::DisplayRole || role == SortRole)) {
        QStringList tags;
        for (const auto& tag : marks.tags) tags << QString::fromStdString(tag);
        return tags.join(QStringLiteral(", "));
    }
    if (column != Name) return {};
    if (role == Qt::DecorationRole && marks.starred) return icon(QStringLiteral("star"), IconTone::accent);
    if (role == Qt::DecorationRole && !marks.color.empty()) return QColor(QString::fromStdString(marks.color));
    const bool shown = role == Qt::DisplayRole || role == Qt::EditRole;
    return shown && !name.isEmpty() ? QVariant(name) : QVariant();
}

Qt::ItemFlags ReviewModel::flags(const QModelIndex& index) const {
    const auto flags = QAbstractItemModel::flags(index);
    return index.column() == Name ? flags | Qt::ItemIsEditable : flags;
}

bool ReviewModel::setData(const QModelIndex& index, const QVariant& value, int role) {
    if (!index.isValid() || index.column() != Name || role != Qt::EditRole) return false;
    if (value.toString() == data(index, Qt::EditRole).toString()) return false;
    Q_EMIT renamed(recordAt(index), value.toString().trimmed());
    return true;
}

QVariant ReviewModel::studyData(const store::StudyRecord& study, int column, int role) const {
    const auto* best = study.best();
    const auto seconds = secondsOf(study.start, study.end);
    if (role == SortRole) {
        switch (column) {
            case Name: return shownName(study);
            case State: return nameOf(study.state);
            case Objective: return best ? QVariant(*best->objective) : QVariant();
            case Trials: return static_cast<int>(study.trials.size());
            case Started: return localTime(study.start);
            case Duration: return seconds ? QVariant(*seconds) : QVariant();
            case Tuner: return QString::fromStdString(study.tuner);
            default: return {};
        }
    }
    if (role == Qt::DecorationRole && column == State) return iconOf(study.state);
    if (role == Qt::ToolTipRole && column == Name) {
        QStringList lines{QString::fromStdString(study.folder.filename().string())};
        for (const auto& warning : study.warnings) lines << QString::fromStdString(warning);
        return lines.join(u'\n');
    }
    if (role == Qt::ToolTipRole && column == State) return coreText(study.message);
    if (role == Qt::EditRole && column == Name) return QString::fromStdString(study.name);
    if (role != Qt::DisplayRole) return {};
    switch (column) {
        case State: return nameOf(study.state);
        case Objective:
            return best ? tr("%1 %2").arg(QString::fromStdString(study.metric), shortNumber(*best->objective))
                        : QString();
        case Trials:  // as the Train room counts: of those that were asked for
            if (study.is_search && !study.max_trials) return QString::number(study.finished());
            return tr("%1 of %2")
                .arg(study.finished())
                .arg(std::max(static_cast<int>(study.trials.size()), study.is_search ? *study.max_trials : 0));
        case Started: return timeText(study.start);
        case Duration: return durationText(seconds);
        case Tuner: return study.is_search ? QString::fromStdString(study.tuner) : tr("single run");
        default: return {};
    }
}

QVariant ReviewModel::trialData(const Node& node, const store::TrialRecord& trial, int column, int role) const {
    const bool best = node.best.contains(trial.number);
    const auto seconds = secondsOf(trial.start, trial.end);
    const config::Value* param =
        column >= fixedColumns ? trial.params.get(parameters_[column - fixedColumns].toStdString()) : nullptr;
    if (role == SortRole) {
        switch (column) {
            case Name:
            case Trials: return trial.number;
            case State: return nameOf(trial.state);
            case Objective: return trial.objective ? QVariant(*trial.objective) : QVariant();
            case Started: return localTime(trial.start);
            case Duration: return seconds ? QVariant(*seconds) : QVariant();
            default: return param ? sortableValue(*param) : QVariant();
        }
    }
    if (role == Qt::DecorationRole && column == State) return iconOf(trial.state);
    if (role == Qt::FontRole && best) {
        QFont font;
        font.setBold(true);
        return font;
    }
    if (role == Qt::ToolTipRole && !trial.error.empty()) return QString::fromStdString(trial.error);
    if (const std::string broken = node.study->broken_by(trial); role == Qt::ToolTipRole && !broken.empty())
        return tr("It breaks %1").arg(QString::fromStdString(broken));
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole) return {};
    switch (column) {
        case Name:
            if (best && trial.objectives.size() > 1) return tr("Trial %1 (Pareto front)").arg(trial.number);
            if (trial.violation > 0 && search::has_result(trial.state, trial.objective))
                return tr("Trial %1 (breaks a constraint)").arg(trial.number);
            return best ? tr("Trial %1 (best)").arg(trial.number) : tr("Trial %1").arg(trial.number);
        case State: return nameOf(trial.state);
        case Objective: {
            if (trial.objectives.size() < 2) return trial.objective ? shortNumber(*trial.objective) : QString();
            QStringList all;
            for (const double value : trial.objectives) all << shortNumber(value);
            return all.join(QStringLiteral(" · "));
        }
        case Started: return timeText(trial.start);
        case Duration: return durationText(seconds);
        default: return param ? fullValue(*param) : QString();
    }
}

}  // namespace lathe::gui
