// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs/all_trials_model.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <set>
#include <utility>

#include <QFont>
#include <QGuiApplication>
#include <QHash>
#include <QSet>

#include "widgets/common/icons.h"
#include "widgets/common/theme.h"
#include "widgets/runs/record_display.h"
#include "widgets/runs/trial_style.h"
#include "widgets/runs/trial_subject.h"

namespace lathe::gui {

void AllTrialsModel::setStudies(const std::vector<StudyPtr>& studies) {
    if (studies == studies_) return;
    beginResetModel();
    rows_.clear();
    groups_.clear();
    studies_ = studies;
    columns_ = TrialColumns(studies_);
    refill();
    endResetModel();
}

void AllTrialsModel::setFilter(TrialFilter filter) {
    beginResetModel();
    filter_ = std::move(filter);
    refill();
    endResetModel();
}

void AllTrialsModel::setShowArchived(bool show) {
    if (show == showArchived_) return;
    beginResetModel();
    showArchived_ = show;
    refill();
    endResetModel();
}

void AllTrialsModel::setSortKeys(const QList<SortKey>& keys) {
    if (keys == sort_) return;
    beginResetModel();
    sort_ = keys;
    refill();
    endResetModel();
}

void AllTrialsModel::setGroupBy(const QString& column) {
    if (column == groupBy_) return;
    beginResetModel();
    groupBy_ = column;
    refill();
    endResetModel();
}

void AllTrialsModel::refill() {
    std::vector<TrialRow> rows = wantedRows();
    sortRows(rows);
    groups_ = groupsOf(rows);
    rows_ = std::move(rows);
}

std::vector<TrialRow> AllTrialsModel::wantedRows() const {
    std::vector<TrialRow> rows;
    for (const StudyPtr& study : studies_) {
        const auto& marks = study->marks;
        if (marks.study.archived && !showArchived_) continue;
        const std::set<int> best = bestTrialsOf(*study);
        for (const auto& trial : study->trials) {
            const store::Marks& own = marks.of_trial(trial.number);
            if (own.deleted || (own.archived && !showArchived_)) continue;
            if (!filter_.empty() && !filter_.matches(TrialSubject(*study, trial))) continue;
            rows.push_back({&study, &trial, best.contains(trial.number)});
        }
    }
    return rows;
}

// Values are taken once for each row: comparing asks for them many times.
void AllTrialsModel::sortRows(std::vector<TrialRow>& rows) const {
    std::vector<std::pair<int, Qt::SortOrder>> keys;
    for (const SortKey& key : sort_)
        if (const int column = columns_.find(key.column); column >= 0) keys.emplace_back(column, key.order);
    if (keys.empty()) return;
    std::vector<SortValue> values(rows.size() * keys.size());
    for (std::size_t i = 0; i < rows.size(); ++i)
        for (std::size_t k = 0; k < keys.size(); ++k)
            values[i * keys.size() + k] = columns_.sortValue(keys[k].first, rows[i]);
    std::vector<std::size_t> order(rows.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, [&](std::size_t a, std::size_t b) {
        for (std::size_t k = 0; k < keys.size(); ++k) {
            const SortValue& left = values[a * keys.size() + k];
            const SortValue& right = values[b * keys.size() + k];
            // What there is nothing to sort by comes last, whichever the direction.
            if (left.rank != right.rank) return left.rank < right.rank;
            const int sign = left.compare(right);
            if (sign != 0) return (sign < 0) == (keys[k].second == Qt::AscendingOrder);
        }
        return false;
    });
    std::vector<TrialRow> sorted;
    sorted.reserve(rows.size());
    for (const std::size_t i : order) sorted.push_back(rows[i]);
    rows = std::move(sorted);
}

// Groups stand where their first trial would, so that sorting by the loss puts the group with the best one first.
std::vector<AllTrialsModel::Group> AllTrialsModel::groupsOf(std::vector<TrialRow>& rows) const {
    const int column = groupBy_.isEmpty() ? -1 : columns_.find(groupBy_);
    if (column < 0) return {};
    QHash<QString, std::size_t> places;
    std::vector<std::pair<QString, std::vector<TrialRow>>> members;
    for (const TrialRow& row : rows) {
        const QString value = columns_.text(column, row);
        const auto place = places.constFind(value);
        if (place == places.constEnd()) {
            places.insert(value, members.size());
            members.push_back({value, {row}});
        } else {
            members[*place].second.push_back(row);
        }
    }
    std::vector<Group> groups;
    rows.clear();
    for (const auto& [value, trials] : members) {
        groups.push_back({value, static_cast<int>(rows.size()), static_cast<int>(trials.size())});
        rows.insert(rows.end(), trials.begin(), trials.end());
    }
    return groups;
}

QString AllTrialsModel::columnName(int column) const {
    return columns_.name(column);
}

int AllTrialsModel::columnOf(const QString& name) const {
    return columns_.find(name);
}

bool AllTrialsModel::isGroup(const QModelIndex& index) const {
    return index.isValid() && !groups_.empty() && index.internalId() == 0;
}

QString AllTrialsModel::groupValue(const QModelIndex& group) const {
    return groups_[static_cast<std::size_t>(group.row())].value;
}

const TrialRow* AllTrialsModel::rowAt(const QModelIndex& index) const {
    if (!index.isValid() || isGroup(index)) return nullptr;
    const int first = groups_.empty() ? 0 : groups_[static_cast<std::size_t>(index.internalId() - 1)].first;
    const auto at = static_cast<std::size_t>(first + index.row());
    return at < rows_.size() ? &rows_[at] : nullptr;
}

std::optional<SelectedTrial> AllTrialsModel::trialAt(const QModelIndex& index) const {
    const TrialRow* row = rowAt(index);
    if (!row) return std::nullopt;
    return SelectedTrial{{folderOf(*row->study), row->trial->number}, *row->study, row->trial};
}

QModelIndex AllTrialsModel::indexOf(const TrialKey& key) const {
    const auto found = std::ranges::find_if(rows_, [&](const TrialRow& row) {
        return row.trial->number == key.number && folderOf(*row.study) == key.folder;
    });
    if (found == rows_.end()) return {};
    const int at = static_cast<int>(found - rows_.begin());
    if (groups_.empty()) return index(at, 0);
    for (std::size_t i = 0; i < groups_.size(); ++i)
        if (at < groups_[i].first + groups_[i].count)
            return index(at - groups_[i].first, 0, index(static_cast<int>(i), 0));
    return {};
}

QModelIndexList AllTrialsModel::indexesOf(const QList<TrialKey>& keys) const {
    QHash<QString, QSet<int>> wanted;
    for (const TrialKey& key : keys) wanted[key.folder].insert(key.number);
    std::map<const StudyPtr*, const QSet<int>*> ofStudy;
    for (const StudyPtr& study : studies_)
        if (const auto found = wanted.constFind(folderOf(study)); found != wanted.constEnd())
            ofStudy.emplace(&study, &*found);
    QModelIndexList found;
    if (ofStudy.empty()) return found;
    std::size_t group = 0;
    for (std::size_t at = 0; at < rows_.size(); ++at) {
        const auto numbers = ofStudy.find(rows_[at].study);
        if (numbers == ofStudy.end() || !numbers->second->contains(rows_[at].trial->number)) continue;
        const int row = static_cast<int>(at);
        if (groups_.empty()) {
            found.append(index(row, 0));
            continue;
        }
        while (row >= groups_[group].first + groups_[group].count) ++group;
        found.append(index(row - groups_[group].first, 0, index(static_cast<int>(group), 0)));
    }
    return found;
}

QModelIndex AllTrialsModel::index(int row, int column, const QModelIndex& parent) const {
    if (!hasIndex(row, column, parent)) return {};
    return createIndex(row, column, parent.isValid() ? static_cast<quintptr>(parent.row()) + 1 : quintptr(0));
}

QModelIndex AllTrialsModel::parent(const QModelIndex& child) const {
    if (!child.isValid() || child.internalId() == 0) return {};
    return createIndex(static_cast<int>(child.internalId() - 1), 0, quintptr(0));
}

int AllTrialsModel::rowCount(const QModelIndex& parent) const {
    if (!parent.isValid()) return groups_.empty() ? trialCount() : static_cast<int>(groups_.size());
    if (!isGroup(parent) || parent.column() != 0) return 0;
    return groups_[static_cast<std::size_t>(parent.row())].count;
}

int AllTrialsModel::columnCount(const QModelIndex&) const {
    return columns_.size();
}

QVariant AllTrialsModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || (role != Qt::DisplayRole && role != Qt::ToolTipRole)) return {};
    const QString title = columns_.title(section);
    if (role == Qt::ToolTipRole)
        return tr("%1\nClick to sort by it, Shift+click to sort by it next; right click for columns and groups")
            .arg(title);
    for (int i = 0; i < sort_.size(); ++i) {
        if (sort_[i].column != columns_.name(section)) continue;
        const QString arrow = sort_[i].order == Qt::AscendingOrder ? QStringLiteral("▲") : QStringLiteral("▼");
        return sort_.size() == 1 ? QStringLiteral("%1 %2").arg(title, arrow)
                                 : QStringLiteral("%1 %2%3").arg(title, arrow).arg(i + 1);
    }
    return title;
}

QVariant AllTrialsModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(
            Qt::Alignment(Qt::AlignVCenter | (columns_.isNumeric(index.column()) ? Qt::AlignRight : Qt::AlignLeft)));
    if (isGroup(index)) return groupData(groups_[static_cast<std::size_t>(index.row())], index.column(), role);
    const TrialRow* row = rowAt(index);
    if (!row) return {};
    if (role == Qt::DisplayRole) return columns_.text(index.column(), *row);
    const store::Marks& marks = (*row->study)->marks.of_trial(row->trial->number);
    const bool archived = marks.archived || (*row->study)->marks.study.archived;
    if (role == Qt::ForegroundRole)
        return archived ? QVariant(themeColors(QGuiApplication::palette()).mutedText) : QVariant();
    if (role == Qt::AccessibleTextRole && index.column() == 0)
        return columns_.text(0, *row) + spokenMarks(marks.starred, archived);
    if (role == Qt::ToolTipRole && index.column() == 0)
        return QString::fromStdString(
            store::trial_folder((*row->study)->folder.filename(), row->trial->number).string());
    if (role == Qt::ToolTipRole) return columns_.text(index.column(), *row);
    if (role == Qt::FontRole && row->best) {
        QFont font;
        font.setBold(true);
        return font;
    }
    if (role == Qt::DecorationRole && columns_.name(index.column()) == QStringLiteral("state"))
        return iconOf(row->trial->state);
    if (role == Qt::DecorationRole && index.column() == 0) {
        if (marks.starred) return icon(QStringLiteral("star"), IconTone::accent);
        return swatchOf(**row->study, row->trial->number);
    }
    return {};
}

QVariant AllTrialsModel::groupData(const Group& group, int column, int role) const {
    if (role == Qt::FontRole) {
        QFont font;
        font.setBold(column == 0);
        return font;
    }
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole) return {};
    if (column != 0) return summaryOf(group, column);
    const QString value = group.value.isEmpty() ? tr("none") : group.value;
    return tr("%1 = %2 (%3)").arg(columns_.title(columns_.find(groupBy_)), value).arg(group.count);
}

// Mean and standard deviation (with n - 1) of the trials that have a finite number there; the value where all have the
// same.
QString AllTrialsModel::summaryOf(const Group& group, int column) const {
    if (!columns_.isNumeric(column)) return {};
    double sum = 0, squares = 0, first = 0;
    int count = 0;
    bool same = true;
    for (int i = group.first; i < group.first + group.count; ++i) {
        const auto number = columns_.number(column, rows_[static_cast<std::size_t>(i)]);
        if (!number || !std::isfinite(*number)) continue;
        if (count++ == 0) first = *number;
        same = same && *number == first;
        // Relative to the first, so that large equal numbers do not drown the deviation.
        sum += *number - first;
        squares += (*number - first) * (*number - first);
    }
    if (count == 0) return {};
    const double mean = first + sum / count;
    if (same) return shortNumber(mean);
    const double variance = std::max(0.0, (squares - sum * sum / count) / (count - 1));
    return tr("%1 ± %2").arg(shortNumber(mean), QString::number(std::sqrt(variance), 'g', 2));
}

}  // namespace lathe::gui
