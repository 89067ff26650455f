// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs/review_tree.h"

#include <algorithm>
#include <utility>

#include <QHeaderView>
#include <QItemSelectionModel>
#include <QScrollBar>

#include "widgets/common/column_widths.h"
#include "widgets/common/end_cut_delegate.h"
#include "widgets/common/fitting_width.h"
#include "widgets/common/theme.h"
#include "widgets/runs/review_filter_model.h"
#include "widgets/runs/review_model.h"

namespace lathe::gui {

ReviewTree::ReviewTree(QWidget* parent)
    : QTreeView(parent), model_(new ReviewModel(this)), proxy_(new ReviewFilterModel(model_, this)) {
    setModel(proxy_);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setUniformRowHeights(true);
    setAlternatingRowColors(true);
    // In the middle: two numbers may differ in nothing but their last digits, or in the exponent behind them.
    setTextElideMode(Qt::ElideMiddle);
    setItemDelegateForColumn(ReviewModel::Name, new EndCutDelegate(EndCutDelegate::Rows::belowOthers, this));
    setFrameShape(QFrame::NoFrame);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setContextMenuPolicy(Qt::CustomContextMenu);
    header()->setContextMenuPolicy(Qt::CustomContextMenu);
    header()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    header()->setStretchLastSection(false);
    const int widths[ReviewModel::fixedColumns] = {184, 112, 136, 96, 64, 136, 96, 96};
    for (int column = 0; column < ReviewModel::fixedColumns; ++column) setColumnWidth(column, widths[column]);
    // Sorted by nothing at first: the model's order is newest first. A click on a header sorts.
    header()->setSortIndicator(-1, Qt::AscendingOrder);
    setSortingEnabled(true);
    connect(model_, &ReviewModel::renamed, this, &ReviewTree::renamed);
    connect(model_, &QAbstractItemModel::modelReset, this, &ReviewTree::placeColumns);
    connect(this, &QTreeView::activated, this, [this](const QModelIndex& index) {
        if (!index.parent().isValid()) setExpanded(index, !isExpanded(index));
    });
}

// What was searched over and what came out stand first; the model has its fixed columns before the parameters.
void ReviewTree::placeColumns() {
    const QVariantMap& chosen = ColumnWidths::of(header())->widths();
    for (int i = 0; i < model_->parameters().size(); ++i) {
        const int column = ReviewModel::fixedColumns + i;
        header()->moveSection(header()->visualIndex(column), ReviewModel::Objective + 1 + i);
        if (!chosen.contains(proxy_->headerData(column, Qt::Horizontal).toString()))
            setColumnWidth(column, fittingWidth(*this, column, 8 * spacing, 22 * spacing));
    }
}

// A new parameter resets the model: what is open and in sight stays so all the same.
void ReviewTree::setStudies(const std::vector<StudyPtr>& studies) {
    std::vector<QString> opened;
    for (int row = 0; row < proxy_->rowCount(); ++row)
        if (const QModelIndex study = proxy_->index(row, 0); isExpanded(study))
            opened.push_back(folderOf(model_->studyAt(proxy_->mapToSource(study))));
    const int place = verticalScrollBar()->value();
    bool wasReset = false;
    const auto watch = connect(model_, &QAbstractItemModel::modelReset, this, [&wasReset] { wasReset = true; });
    model_->setStudies(studies);
    disconnect(watch);
    if (!wasReset) return;
    for (const QString& folder : opened)
        if (const QModelIndex study = proxy_->mapFromSource(model_->indexOfStudy(folder)); study.isValid())
            expand(study);
    verticalScrollBar()->setValue(place);
}

void ReviewTree::setFilter(TrialFilter filter) {
    proxy_->setFilter(std::move(filter));
}

void ReviewTree::setShowArchived(bool show) {
    proxy_->setShowArchived(show);
}

int ReviewTree::trialCount() const {
    int trials = 0;
    for (int row = 0; row < proxy_->rowCount(); ++row) trials += proxy_->rowCount(proxy_->index(row, 0));
    return trials;
}

StudyPtr ReviewTree::currentStudy() const {
    const QModelIndexList rows = selectionModel()->selectedRows();
    if (rows.isEmpty()) return nullptr;
    const QModelIndex current = currentIndex();
    const bool currentIsSelected = selectionModel()->isSelected(current);
    return model_->studyAt(proxy_->mapToSource(currentIsSelected ? current : rows.front()));
}

std::vector<SelectedTrial> ReviewTree::selectedTrials() const {
    QModelIndexList rows = selectionModel()->selectedRows();
    std::sort(rows.begin(), rows.end(), [](const QModelIndex& a, const QModelIndex& b) {
        return std::pair(a.parent().row(), a.row()) < std::pair(b.parent().row(), b.row());
    });
    std::vector<SelectedTrial> trials;
    for (const QModelIndex& row : std::as_const(rows)) {
        const QModelIndex index = proxy_->mapToSource(row);
        if (const auto key = model_->keyAt(index))
            trials.push_back({*key, model_->studyAt(index), model_->trialAt(index)});
    }
    return trials;
}

std::vector<StudyPtr> ReviewTree::selectedStudies() const {
    std::vector<StudyPtr> studies;
    QModelIndexList rows = selectionModel()->selectedRows();
    std::ranges::sort(rows, {}, &QModelIndex::row);
    for (const QModelIndex& row : std::as_const(rows))
        if (!row.parent().isValid()) studies.push_back(model_->studyAt(proxy_->mapToSource(row)));
    return studies;
}

std::vector<MarkedRecord> ReviewTree::selectedRecords() const {
    QModelIndexList rows = selectionModel()->selectedRows();
    // A study (no parent) comes before its trials.
    std::ranges::sort(rows, {}, [](const QModelIndex& row) {
        const bool trial = row.parent().isValid();
        return std::pair(trial ? row.parent().row() : row.row(), trial ? row.row() : -1);
    });
    std::vector<MarkedRecord> records;
    for (const QModelIndex& row : std::as_const(rows)) records.push_back(model_->recordAt(proxy_->mapToSource(row)));
    return records;
}

void ReviewTree::selectTrials(const QList<TrialKey>& trials) {
    QItemSelection selection;
    QModelIndex first;
    for (const TrialKey& key : trials) {
        const QModelIndex index = proxy_->mapFromSource(model_->indexOf(key));
        if (!index.isValid()) continue;
        if (!first.isValid()) first = index;
        selection.select(index, index);
    }
    if (!first.isValid()) return;
    selectionModel()->setCurrentIndex(first, QItemSelectionModel::NoUpdate);
    selectionModel()->select(selection, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    scrollTo(first);
}

// Where it is gone, keys go on from the row that Qt found beside it.
void ReviewTree::selectStudy(const QString& folder) {
    const QModelIndex study = proxy_->mapFromSource(model_->indexOfStudy(folder));
    if (study.isValid()) setCurrentIndex(study);
}

bool ReviewTree::openStudy(const QString& folder) {
    const QModelIndex study = proxy_->mapFromSource(model_->indexOfStudy(folder));
    if (study.isValid()) open(study);
    return study.isValid();
}

void ReviewTree::openFirstStudy() {
    open(proxy_->index(0, 0));
}

void ReviewTree::open(const QModelIndex& study) {
    setCurrentIndex(study);
    expand(study);
}

void ReviewTree::pointAt(const TrialKey& trial) {
    const QModelIndex index = proxy_->mapFromSource(model_->indexOf(trial));
    if (index.isValid()) selectionModel()->setCurrentIndex(index, QItemSelectionModel::NoUpdate);
}

void ReviewTree::editName() {
    if (const QModelIndex current = currentIndex(); current.isValid()) edit(current.siblingAtColumn(ReviewModel::Name));
}

}  // namespace lathe::gui
