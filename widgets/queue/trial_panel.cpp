// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/queue/trial_panel.h"

#include <algorithm>

#include <QAction>
#include <QEvent>
#include <QHeaderView>
#include <QItemSelection>
#include <QSortFilterProxyModel>
#include <QStyledItemDelegate>
#include <QTableView>
#include <QVBoxLayout>

#include "widgets/common/panel_header.h"
#include "widgets/common/theme.h"
#include "widgets/queue/progress_delegate.h"
#include "widgets/queue/trial_order.h"
#include "widgets/queue/trial_table_model.h"

namespace lathe::gui {

TrialPanel::TrialPanel(const QList<QAction*>& actions, QWidget* parent)
    : QFrame(parent), model_(new TrialTableModel(this)), sorted_(new TrialOrder(this)), table_(new QTableView(this)) {
    setProperty("panel", true);
    auto* header = new PanelHeader(tr("Trials"), this);
    for (QAction* action : actions) header->addAction(action);

    sorted_->setSourceModel(model_);
    table_->setObjectName(QStringLiteral("trialTable"));
    table_->setAccessibleName(tr("Trials"));
    table_->setModel(sorted_);
    table_->setItemDelegateForColumn(TrialTableModel::Progress,
                                     new ProgressDelegate(TrialTableModel::ProgressRole, table_));
    table_->setSelectionBehavior(QAbstractItemView::SelectRows);
    table_->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table_->setTabKeyNavigation(false);
    table_->setShowGrid(false);
    table_->setWordWrap(false);
    table_->setMouseTracking(true);
    table_->setSortingEnabled(true);
    table_->sortByColumn(TrialTableModel::Number, Qt::AscendingOrder);
    table_->setTextElideMode(Qt::ElideMiddle);
    table_->verticalHeader()->hide();
    table_->verticalHeader()->setDefaultSectionSize(4 * spacing);
    table_->horizontalHeader()->setHighlightSections(false);
    table_->horizontalHeader()->setSectionsMovable(true);
    constexpr int widths[] = {56, 120, 184, 128, 96, 72};
    for (int i = 0; i < TrialTableModel::firstFurther; ++i) table_->setColumnWidth(i, widths[i]);
    connect(table_->horizontalHeader(), &QHeaderView::sectionMoved, this, [this] { placed_ = placed_ || !placing_; });
    connect(table_->horizontalHeader(), &QHeaderView::sectionResized, this, [this](int column) {
        if (column == TrialTableModel::Progress) fit_.start();
    });
    for (const auto changed : {&QAbstractItemModel::columnsInserted, &QAbstractItemModel::rowsInserted})
        connect(sorted_, changed, this, [this] {
            placeColumns();
            fit_.start();
        });
    connect(sorted_, &QAbstractItemModel::modelReset, this, &TrialPanel::placeColumns);
    connect(sorted_, &QAbstractItemModel::layoutChanged, &fit_, qOverload<>(&QTimer::start));
    connect(sorted_, &QAbstractItemModel::dataChanged, &fit_, qOverload<>(&QTimer::start));
    fit_.setSingleShot(true);
    fit_.setInterval(0);
    connect(&fit_, &QTimer::timeout, this, &TrialPanel::fitRows);
    placeColumns();
    setFocusProxy(table_);
    table_->setContextMenuPolicy(Qt::ActionsContextMenu);
    table_->addActions(actions);
    table_->viewport()->installEventFilter(this);
    connect(table_, &QTableView::entered, this,
            [this](const QModelIndex& index) { Q_EMIT runHovered(index.data(TrialTableModel::RunRole).toInt()); });
    connect(table_->selectionModel(), &QItemSelectionModel::selectionChanged, this, &TrialPanel::selectionChanged);

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(header);
    layout->addWidget(table_, 1);
}

// What was searched over and what came out stand first.
void TrialPanel::placeColumns() {
    if (placed_) return;
    placing_ = true;
    QHeaderView* header = table_->horizontalHeader();
    int to = header->visualIndex(TrialTableModel::State) + 1;
    const auto place = [&](int column) { header->moveSection(header->visualIndex(column), to++); };
    place(TrialTableModel::Objective);
    for (int column = TrialTableModel::firstFurther; column < model_->columnCount(); ++column) place(column);
    placing_ = false;
}

// Why a trial waits or has failed is read in the table, whatever the width of its column.
void TrialPanel::fitRows() {
    const int usual = table_->verticalHeader()->defaultSectionSize();
    QStyleOptionViewItem option;
    option.initFrom(table_);
    option.rect.setWidth(table_->columnWidth(TrialTableModel::Progress));
    const auto* delegate = table_->itemDelegateForColumn(TrialTableModel::Progress);
    for (int row = 0; row < sorted_->rowCount(); ++row) {
        const QModelIndex index = sorted_->index(row, TrialTableModel::Progress);
        const auto* trial = model_->trialAt(sorted_->mapToSource(index).row());
        const bool tells = trial->state == search::TrialState::waiting || trial->state == search::TrialState::failed;
        const int height = tells ? std::max(usual, delegate->sizeHint(option, index).height()) : usual;
        if (table_->rowHeight(row) != height) table_->setRowHeight(row, height);
    }
}

void TrialPanel::update(const run::SessionStatus& status) {
    model_->update(status);
}

void TrialPanel::clear() {
    model_->clear();
}

void TrialPanel::setHighlightedRun(std::optional<int> run) {
    model_->setHighlightedRun(run);
}

void TrialPanel::setSelectedRuns(const QSet<int>& runs) {
    selecting_ = true;
    QItemSelection selection;
    for (const int run : runs)
        if (const int row = model_->rowOf(run); row >= 0) {
            const QModelIndex index = sorted_->mapFromSource(model_->index(row, 0));
            selection.select(index, index);
        }
    table_->selectionModel()->select(selection, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    selecting_ = false;
}

void TrialPanel::selectionChanged() {
    if (selecting_) return;
    QSet<int> runs;
    for (const auto* trial : selectedTrials()) runs << trial->number;
    Q_EMIT selectedRunsChanged(runs);
}

std::vector<const run::TrialStatus*> TrialPanel::selectedTrials() const {
    std::vector<const run::TrialStatus*> trials;
    for (const QModelIndex& index : table_->selectionModel()->selectedRows())
        if (const auto* trial = model_->trialAt(sorted_->mapToSource(index).row())) trials.push_back(trial);
    return trials;
}

std::vector<const run::TrialStatus*> TrialPanel::allTrials() const {
    std::vector<const run::TrialStatus*> trials;
    for (int row = 0; row < model_->rowCount(); ++row) trials.push_back(model_->trialAt(row));
    return trials;
}

bool TrialPanel::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::Leave) Q_EMIT runHovered(-1);
    return QFrame::eventFilter(watched, event);
}

}  // namespace lathe::gui
