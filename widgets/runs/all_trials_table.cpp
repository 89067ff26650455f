// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs/all_trials_table.h"

#include <algorithm>
#include <unordered_set>
#include <utility>

#include <QActionGroup>
#include <QGuiApplication>
#include <QHeaderView>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMenu>
#include <QScrollBar>

#include "widgets/common/fitting_width.h"
#include "widgets/common/plain_label.h"
#include "widgets/runs/all_trials_model.h"

namespace lathe::gui {

namespace {

constexpr int firstWidth = 176;
constexpr int leastWidth = 88;
constexpr int mostWidth = 176;

}  // namespace

AllTrialsTable::AllTrialsTable(QWidget* parent) : QTreeView(parent), model_(new AllTrialsModel(this)) {
    setObjectName(QStringLiteral("reviewTrials"));
    setAccessibleName(tr("Trials of all studies"));
    setModel(model_);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setUniformRowHeights(true);
    setAlternatingRowColors(true);
    // In the middle: two numbers may differ in nothing but their last digits, or in the exponent behind them.
    setTextElideMode(Qt::ElideMiddle);
    setFrameShape(QFrame::NoFrame);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setContextMenuPolicy(Qt::CustomContextMenu);
    header()->setContextMenuPolicy(Qt::CustomContextMenu);
    header()->setStretchLastSection(false);
    header()->setSectionsClickable(true);
    header()->setSectionsMovable(true);
    header()->setFirstSectionMovable(false);
    connect(header(), &QHeaderView::sectionClicked, this, &AllTrialsTable::sortByClick);
    connect(header(), &QWidget::customContextMenuRequested, this, &AllTrialsTable::showHeaderMenu);
    connect(header(), &QHeaderView::sectionResized, this, [this](int column, int, int width) {
        if (!placing_ && width > 0) widths_[model_->columnName(column)] = width;
    });
    connect(header(), &QHeaderView::sectionMoved, this, [this] {
        if (placing_) return;
        order_.clear();
        for (int at = 0; at < header()->count(); ++at) order_ << model_->columnName(header()->logicalIndex(at));
    });
    connect(selectionModel(), &QItemSelectionModel::selectionChanged, this, &AllTrialsTable::selectedTrialsChanged);
    applyColumns();
}

// What is selected, open and in sight stays so, whatever comes or goes. Keys go on from the row where they were, or
// from the one in its place.
template <class Change>
void AllTrialsTable::keepingPlace(const Change& change) {
    QList<TrialKey> selected;
    for (const auto& trial : selectedTrials()) selected.append(trial.key);
    const QSet<QString> open = openGroups();
    const int place = verticalScrollBar()->value();
    const int row = currentIndex().row();
    const auto current = model_->trialAt(currentIndex());
    const bool blocked = blockSignals(true);
    change();
    if (columnNames() != columns_) applyColumns();
    expandLike(open);
    const auto focus = hasFocus();
    if (!selected.isEmpty()) selectTrials(selected);
    if (QModelIndex now = current ? model_->indexOf(current->key) : QModelIndex(); now.isValid() || row >= 0) {
        if (!now.isValid()) now = model_->index(std::min(row, model_->rowCount() - 1), 0);
        // Going there would open a group that the person has closed.
        if (now.parent().isValid() && !isExpanded(now.parent())) now = now.parent();
        selectionModel()->setCurrentIndex(now, QItemSelectionModel::NoUpdate);
    }
    verticalScrollBar()->setValue(place);
    blockSignals(blocked);
    if (focus) setFocus();
    setRootIsDecorated(!model_->groupBy().isEmpty());
    if (static_cast<int>(selectedTrials().size()) != selected.size()) Q_EMIT selectedTrialsChanged();
}

void AllTrialsTable::setStudies(const std::vector<StudyPtr>& studies) {
    keepingPlace([&] { model_->setStudies(studies); });
}

void AllTrialsTable::setFilter(const TrialFilter& filter) {
    keepingPlace([&] { model_->setFilter(filter); });
}

void AllTrialsTable::setShowArchived(bool show) {
    keepingPlace([&] { model_->setShowArchived(show); });
}

void AllTrialsTable::setGroupBy(const QString& column) {
    keepingPlace([&] { model_->setGroupBy(column); });
}

int AllTrialsTable::trialCount() const {
    return model_->trialCount();
}

// Up, down, not at all; with Shift after those that are there.
void AllTrialsTable::sortByClick(int column) {
    const QString name = model_->columnName(column);
    QList<AllTrialsModel::SortKey> keys = model_->sortKeys();
    const auto found = std::find_if(keys.begin(), keys.end(), [&](const auto& key) { return key.column == name; });
    const bool add = QGuiApplication::keyboardModifiers().testFlag(Qt::ShiftModifier);
    if (!add) {
        const bool was = keys.size() == 1 && found != keys.end();
        if (was && found->order == Qt::DescendingOrder) keys.clear();
        else keys = {{name, was ? Qt::DescendingOrder : Qt::AscendingOrder}};
    } else if (found == keys.end()) {
        keys.append({name, Qt::AscendingOrder});
    } else if (found->order == Qt::AscendingOrder) {
        found->order = Qt::DescendingOrder;
    } else {
        keys.erase(found);
    }
    keepingPlace([&] { model_->setSortKeys(keys); });
}

QStringList AllTrialsTable::columnNames() const {
    QStringList names;
    for (int column = 0; column < model_->columnCount(); ++column) names << model_->columnName(column);
    return names;
}

// Everything that the header knows belongs to a number; what a person set belongs to a name, and other columns may have
// come in the place of those that were there.
void AllTrialsTable::applyColumns() {
    placing_ = true;
    columns_ = columnNames();
    int at = 0;
    for (const QString& name : order_ + columns_) {
        const int column = model_->columnOf(name);
        if (column >= 0 && header()->visualIndex(column) >= at)
            header()->moveSection(header()->visualIndex(column), at++);
    }
    for (int column = 0; column < model_->columnCount(); ++column) {
        const QString& name = columns_[column];
        const bool hidden = hidden_.contains(name);
        setColumnHidden(column, hidden);
        if (hidden) continue;  // it has its width when it is shown
        setColumnWidth(column, widths_.contains(name) ? widths_.value(name)
                               : column == 0          ? firstWidth
                                                      : fittingWidth(*this, column, leastWidth, mostWidth));
    }
    placing_ = false;
}

std::vector<SelectedTrial> AllTrialsTable::selectedTrials() const {
    QModelIndexList rows = selectionModel()->selectedRows();
    std::ranges::sort(rows, {}, [](const QModelIndex& row) {
        const bool inGroup = row.parent().isValid();
        return std::pair(inGroup ? row.parent().row() : row.row(), inGroup ? row.row() : -1);
    });
    std::vector<SelectedTrial> trials;
    std::unordered_set<const store::TrialRecord*> known;  // a trial and its group may both be selected
    const auto add = [&](const QModelIndex& row) {
        auto trial = model_->trialAt(row);
        if (trial && known.insert(trial->trial).second) trials.push_back(std::move(*trial));
    };
    for (const QModelIndex& row : std::as_const(rows)) {
        if (!model_->isGroup(row)) add(row);
        else
            for (int i = 0; i < model_->rowCount(row); ++i) add(model_->index(i, 0, row));
    }
    return trials;
}

void AllTrialsTable::selectTrials(const QList<TrialKey>& trials) {
    const QModelIndexList rows = model_->indexesOf(trials);
    if (rows.isEmpty()) return;
    // Neighbours as one range: Qt compares the ranges of a selection each with each.
    QItemSelection selection;
    for (qsizetype first = 0, last = 0; first < rows.size(); first = ++last) {
        while (last + 1 < rows.size() && rows[last + 1] == rows[last].siblingAtRow(rows[last].row() + 1)) ++last;
        selection.append(QItemSelectionRange(rows[first], rows[last]));
    }
    selectionModel()->setCurrentIndex(rows.front(), QItemSelectionModel::NoUpdate);
    selectionModel()->select(selection, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    scrollTo(rows.front());
}

void AllTrialsTable::pointAt(const TrialKey& trial) {
    const QModelIndex index = model_->indexOf(trial);
    if (index.isValid()) selectionModel()->setCurrentIndex(index, QItemSelectionModel::NoUpdate);
}

QSet<QString> AllTrialsTable::openGroups() const {
    QSet<QString> open;
    for (int row = 0; row < model_->rowCount(); ++row) {
        const QModelIndex index = model_->index(row, 0);
        if (model_->isGroup(index) && isExpanded(index)) open.insert(model_->groupValue(index));
    }
    return open;
}

void AllTrialsTable::expandLike(const QSet<QString>& open) {
    if (open.isEmpty()) return;
    for (int row = 0; row < model_->rowCount(); ++row) {
        const QModelIndex index = model_->index(row, 0);
        if (model_->isGroup(index) && open.contains(model_->groupValue(index))) expand(index);
    }
}

QByteArray AllTrialsTable::saveView() const {
    QJsonArray sort;
    for (const auto& key : model_->sortKeys())
        sort.append(QJsonObject{{QStringLiteral("column"), key.column},
                                {QStringLiteral("descending"), key.order == Qt::DescendingOrder}});
    QJsonObject widths;
    for (auto it = widths_.cbegin(); it != widths_.cend(); ++it) widths[it.key()] = it.value();
    return QJsonDocument(QJsonObject{{QStringLiteral("sort"), sort},
                                     {QStringLiteral("group"), model_->groupBy()},
                                     {QStringLiteral("hidden"), QJsonArray::fromStringList(hidden_.values())},
                                     {QStringLiteral("order"), QJsonArray::fromStringList(order_)},
                                     {QStringLiteral("widths"), widths}})
        .toJson(QJsonDocument::Compact);
}

void AllTrialsTable::restoreView(const QByteArray& view) {
    const QJsonObject json = QJsonDocument::fromJson(view).object();
    const auto texts = [&](const char* key) {
        QStringList out;
        for (const auto& one : json[QLatin1String(key)].toArray()) out << one.toString();
        return out;
    };
    const QStringList hidden = texts("hidden");
    hidden_ = QSet<QString>(hidden.begin(), hidden.end());
    order_ = texts("order");
    widths_.clear();
    const QJsonObject widths = json[QLatin1String("widths")].toObject();
    for (auto it = widths.begin(); it != widths.end(); ++it) widths_[it.key()] = std::clamp(it->toInt(), 24, 2000);
    QList<AllTrialsModel::SortKey> keys;
    for (const auto& one : json[QLatin1String("sort")].toArray()) {
        const QJsonObject key = one.toObject();
        keys.append({key[QLatin1String("column")].toString(),
                     key[QLatin1String("descending")].toBool() ? Qt::DescendingOrder : Qt::AscendingOrder});
    }
    keepingPlace([&] {
        model_->setSortKeys(keys);
        model_->setGroupBy(json[QLatin1String("group")].toString());
    });
    applyColumns();
}

void AllTrialsTable::fillColumnMenu(QMenu& menu) {
    auto* groups = menu.addMenu(tr("Group by"));
    auto* choice = new QActionGroup(groups);
    const auto addGroup = [&](const QString& title, const QString& column) {
        auto* action = groups->addAction(menuText(title));
        action->setCheckable(true);
        action->setChecked(model_->groupBy() == column);
        choice->addAction(action);
        connect(action, &QAction::triggered, this, [this, column] { setGroupBy(column); });
    };
    addGroup(tr("Nothing"), QString());
    for (int column = 1; column < model_->columnCount(); ++column)
        addGroup(model_->columnTitle(column), model_->columnName(column));
    fillSortMenu(*menu.addMenu(tr("Sort by")), false);
    fillSortMenu(*menu.addMenu(tr("Then by")), true);
    menu.addSeparator();
    for (int column = 1; column < model_->columnCount(); ++column) {
        const QString name = model_->columnName(column);
        auto* action = menu.addAction(menuText(model_->columnTitle(column)));
        action->setCheckable(true);
        action->setChecked(!hidden_.contains(name));
        connect(action, &QAction::toggled, this, [this, name](bool on) {
            if (on) hidden_.remove(name);
            else hidden_.insert(name);
            applyColumns();
        });
    }
}

// What clicks on the headers do, for the keyboard.
void AllTrialsTable::fillSortMenu(QMenu& menu, bool add) {
    const auto addChoice = [&](const QString& title, const QString& column, Qt::SortOrder order) {
        auto* action = menu.addAction(menuText(title));
        const AllTrialsModel::SortKey key{column, order};
        action->setCheckable(true);
        action->setChecked(model_->sortKeys().contains(key));
        connect(action, &QAction::triggered, this, [this, key, add] {
            auto keys = add ? model_->sortKeys() : QList<AllTrialsModel::SortKey>();
            keys.removeIf([&](const auto& one) { return one.column == key.column; });
            if (!key.column.isEmpty()) keys.append(key);
            keepingPlace([&] { model_->setSortKeys(keys); });
        });
    };
    if (!add) addChoice(tr("Newest first"), QString(), Qt::AscendingOrder);
    for (int column = 0; column < model_->columnCount(); ++column) {
        addChoice(tr("%1, upwards").arg(model_->columnTitle(column)), model_->columnName(column), Qt::AscendingOrder);
        addChoice(tr("%1, downwards").arg(model_->columnTitle(column)), model_->columnName(column),
                  Qt::DescendingOrder);
    }
}

void AllTrialsTable::showHeaderMenu(const QPoint& at) {
    QMenu menu(this);
    fillColumnMenu(menu);
    menu.exec(header()->mapToGlobal(at));
}

}  // namespace lathe::gui
