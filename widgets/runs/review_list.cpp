#include "widgets/runs/review_list.h"

#include <algorithm>
#include <utility>

#include <QAction>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QItemSelectionModel>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QShortcut>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>

#include "widgets/common/icons.h"
#include "widgets/common/plain_label.h"
#include "widgets/common/theme.h"
#include "widgets/runs/review_actions.h"
#include "widgets/runs/review_filter_model.h"
#include "widgets/runs/review_model.h"

namespace lathe::gui {

ReviewList::ReviewList(const ReviewActions& actions, QWidget* parent)
    : QWidget(parent),
      actions_(actions),
      model_(new ReviewModel(this)),
      proxy_(new ReviewFilterModel(model_, this)),
      filter_(new QLineEdit),
      filterError_(new QLabel),
      tree_(new QTreeView),
      count_(new QLabel) {
    QLayout* bar = makeBar();
    makeTree();
    count_->setObjectName(QStringLiteral("reviewCount"));
    count_->setForegroundRole(QPalette::PlaceholderText);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(spacing, spacing, spacing / 2, spacing);
    column->setSpacing(spacing);
    column->addLayout(bar);
    column->addWidget(filterError_);
    column->addWidget(tree_, 1);
    column->addWidget(count_);
}

QLayout* ReviewList::makeBar() {
    filter_->setObjectName(QStringLiteral("reviewFilter"));
    filter_->setAccessibleName(tr("Filter trials"));
    filter_->setPlaceholderText(tr("Filter: val_loss < 0.3 and opt.lr > 1e-3"));
    filter_->setToolTip(
        tr("Words, or comparisons of parameters, metrics, state, trial, duration … with < <= > >= = != ~,"
           " joined by and, or, not and brackets"));
    filter_->setClearButtonEnabled(true);
    filter_->addAction(icon(QStringLiteral("filter"), IconTone::muted), QLineEdit::LeadingPosition);
    connect(filter_, &QLineEdit::textChanged, this, &ReviewList::applyFilter);
    filterError_->setObjectName(QStringLiteral("reviewFilterError"));
    filterError_->setAccessibleName(tr("What is wrong with the filter"));
    filterError_->setWordWrap(true);
    filterError_->hide();

    auto* bar = new QHBoxLayout;
    bar->setSpacing(spacing / 2);
    bar->addWidget(filter_, 1);
    for (QAction* action : actions_.all()) {
        if (action == actions_.openBest) continue;  // in the menu
        auto* button = new QToolButton;
        button->setObjectName(action->objectName() + QStringLiteral("Button"));
        setPlainAction(*button, *action);
        button->setAutoRaise(true);
        button->setFocusPolicy(Qt::TabFocus);
        bar->addWidget(button);
    }
    return bar;
}

void ReviewList::makeTree() {
    tree_->setObjectName(QStringLiteral("reviewTree"));
    tree_->setAccessibleName(tr("Studies and trials"));
    tree_->setModel(proxy_);
    tree_->setSelectionMode(QAbstractItemView::ExtendedSelection);
    tree_->setUniformRowHeights(true);
    tree_->setAlternatingRowColors(true);
    tree_->setFrameShape(QFrame::NoFrame);
    tree_->setEditTriggers(QAbstractItemView::NoEditTriggers);
    tree_->setContextMenuPolicy(Qt::CustomContextMenu);
    tree_->header()->setContextMenuPolicy(Qt::CustomContextMenu);
    tree_->header()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    tree_->header()->setStretchLastSection(false);
    const int widths[ReviewModel::fixedColumns] = {168, 112, 112, 64, 136, 96, 96};
    for (int column = 0; column < ReviewModel::fixedColumns; ++column) tree_->setColumnWidth(column, widths[column]);
    // Sorted by nothing at first: the model's order is newest first. A click on a header sorts.
    tree_->header()->setSortIndicator(-1, Qt::AscendingOrder);
    tree_->setSortingEnabled(true);
    connect(tree_, &QWidget::customContextMenuRequested, this, &ReviewList::showTreeMenu);
    connect(tree_->header(), &QWidget::customContextMenuRequested, this, &ReviewList::showHeaderMenu);
    connect(tree_, &QTreeView::activated, this, [this](const QModelIndex& index) {
        if (!index.parent().isValid()) tree_->setExpanded(index, !tree_->isExpanded(index));
    });
    connect(tree_->selectionModel(), &QItemSelectionModel::selectionChanged, this, &ReviewList::selectionChanged);
}

void ReviewList::focusFilter() {
    filter_->setFocus(Qt::ShortcutFocusReason);
    filter_->selectAll();
}

void ReviewList::setStudies(const std::vector<StudyPtr>& studies) {
    model_->setStudies(studies);
    applyFilter();
}

void ReviewList::applyFilter() {
    auto filter = TrialFilter::parse(filter_->text().toStdString());
    filterError_->setVisible(!filter);
    filterError_->setText(
        filter ? QString()
               : tr("Character %1: %2").arg(filter.error().column).arg(QString::fromStdString(filter.error().what)));
    if (filter) {
        const bool active = !filter->empty();
        proxy_->setFilter(std::move(*filter));
        if (active) tree_->expandAll();
    }
    showCount();
}

void ReviewList::showCount() {
    const auto trialsOf = [](const QAbstractItemModel& model) {
        int trials = 0;
        for (int row = 0; row < model.rowCount(); ++row) trials += model.rowCount(model.index(row, 0));
        return trials;
    };
    const int shown = trialsOf(*proxy_);
    const int all = trialsOf(*model_);
    const QString studies = tr("%n study(s)", nullptr, model_->rowCount());
    count_->setText(shown == all ? studies + QStringLiteral(", ") + tr("%n trial(s)", nullptr, all)
                                 : tr("%1 of %n trial(s)", nullptr, all).arg(shown));
}

bool ReviewList::hasSelection() const {
    return !tree_->selectionModel()->selectedRows().isEmpty();
}

StudyPtr ReviewList::currentStudy() const {
    const QModelIndexList rows = tree_->selectionModel()->selectedRows();
    if (rows.isEmpty()) return nullptr;
    const QModelIndex current = tree_->currentIndex();
    const bool currentIsSelected = tree_->selectionModel()->isSelected(current);
    return model_->studyAt(proxy_->mapToSource(currentIsSelected ? current : rows.front()));
}

std::vector<SelectedTrial> ReviewList::selectedTrials() const {
    QModelIndexList rows = tree_->selectionModel()->selectedRows();
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

void ReviewList::selectTrials(const QList<TrialKey>& trials) {
    QItemSelection selection;
    QModelIndex first;
    for (const TrialKey& key : trials) {
        const QModelIndex index = proxy_->mapFromSource(model_->indexOf(key));
        if (!index.isValid()) continue;
        if (!first.isValid()) first = index;
        selection.select(index, index);
    }
    if (!first.isValid()) return;
    tree_->selectionModel()->setCurrentIndex(first, QItemSelectionModel::NoUpdate);
    tree_->selectionModel()->select(selection, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    tree_->scrollTo(first);
}

void ReviewList::selectStudy(const QString& folder) {
    tree_->setCurrentIndex(proxy_->mapFromSource(model_->indexOfStudy(folder)));
}

bool ReviewList::openStudy(const QString& folder) {
    const QModelIndex study = proxy_->mapFromSource(model_->indexOfStudy(folder));
    if (study.isValid()) open(study);
    return study.isValid();
}

void ReviewList::openFirstStudy() {
    open(proxy_->index(0, 0));
}

void ReviewList::open(const QModelIndex& study) {
    tree_->setCurrentIndex(study);
    tree_->expand(study);
}

void ReviewList::pointAt(const TrialKey& trial) {
    const QModelIndex index = proxy_->mapFromSource(model_->indexOf(trial));
    if (index.isValid()) tree_->selectionModel()->setCurrentIndex(index, QItemSelectionModel::NoUpdate);
}

void ReviewList::showTreeMenu(const QPoint& at) {
    QMenu menu(this);
    menu.setObjectName(QStringLiteral("reviewMenu"));
    menu.setToolTipsVisible(true);
    menu.addActions({actions_.open, actions_.openBest, actions_.runAgain, actions_.resume, actions_.reproduce});
    menu.addSeparator();
    menu.addActions({actions_.test, actions_.exportModel});
    menu.addActions({actions_.exportHeadless, actions_.showInFolder, actions_.copyParameters});
    menu.addSeparator();
    menu.addAction(tr("Expand all"), tree_, &QTreeView::expandAll);
    menu.addAction(tr("Collapse all"), tree_, &QTreeView::collapseAll);
    menu.exec(tree_->viewport()->mapToGlobal(at));
}

void ReviewList::showHeaderMenu(const QPoint& at) {
    QMenu menu(this);
    for (int column = 1; column < model_->columnCount(); ++column) {
        auto* action = menu.addAction(model_->headerData(column, Qt::Horizontal).toString());
        action->setCheckable(true);
        action->setChecked(!tree_->isColumnHidden(column));
        connect(action, &QAction::toggled, tree_, [this, column](bool on) { tree_->setColumnHidden(column, !on); });
    }
    menu.exec(tree_->header()->mapToGlobal(at));
}

}  // namespace lathe::gui
