// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs/review_list.h"

#include <algorithm>
#include <utility>

#include <QAction>
#include <QActionGroup>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QItemSelectionModel>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QScrollBar>
#include <QShortcut>
#include <QStackedWidget>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>

#include "widgets/common/column_widths.h"
#include "widgets/common/core_text.h"
#include "widgets/common/icons.h"
#include "widgets/common/overflow_row.h"
#include "widgets/common/plain_label.h"
#include "widgets/common/theme.h"
#include "widgets/runs/all_trials_table.h"
#include "widgets/runs/name_completer.h"
#include "widgets/runs/review_actions.h"
#include "widgets/runs/review_columns.h"
#include "widgets/runs/review_filter_model.h"
#include "widgets/runs/review_model.h"
#include "widgets/runs/trial_subject.h"

namespace lathe::gui {

ReviewList::ReviewList(const ReviewActions& actions, QWidget* parent)
    : QWidget(parent),
      actions_(actions),
      model_(new ReviewModel(this)),
      proxy_(new ReviewFilterModel(model_, this)),
      filter_(new QLineEdit),
      filterError_(new QLabel),
      tree_(new QTreeView),
      table_(new AllTrialsTable),
      views_(new QStackedWidget),
      studiesView_(new QAction(tr("Studies"), this)),
      trialsView_(new QAction(tr("Trials"), this)),
      columns_(new ReviewColumns(
          *tree_, *table_, [this] { return showsTrials(); }, this)),
      viewsMenu_(new QMenu(this)),
      completer_(new NameCompleter(filter_)),
      count_(new QLabel) {
    QLayout* bar = makeBar();
    makeTree();
    views_->addWidget(tree_);
    views_->addWidget(table_);
    connect(table_, &AllTrialsTable::selectedTrialsChanged, this, &ReviewList::selectionChanged);
    connect(table_, &QWidget::customContextMenuRequested, this, [this](const QPoint& at) { showMenu(*table_, at); });
    count_->setObjectName(QStringLiteral("reviewCount"));
    count_->setForegroundRole(QPalette::PlaceholderText);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(spacing, spacing, spacing / 2, spacing);
    column->setSpacing(spacing);
    column->addLayout(bar);
    column->addWidget(views_, 1);
    // Below the list, where what it says moves nothing.
    auto* foot = new QHBoxLayout;
    foot->addWidget(count_);
    foot->addWidget(filterError_, 1);
    column->addLayout(foot);
    setFocusProxy(tree_);
}

QLayout* ReviewList::makeBar() {
    filter_->setObjectName(QStringLiteral("reviewFilter"));
    filter_->setAccessibleName(tr("Filter trials"));
    filter_->setPlaceholderText(tr("Filter: val_loss < 0.3 and opt.lr > 1e-3"));
    filter_->setToolTip(
        tr("Words, or comparisons of parameters, metrics, state, trial, duration … with < <= > >= = != ~,"
           " joined by and, or, not and brackets. Quote what has spaces. For example: started > 2026-11-01 and"
           " duration > 10m"));
    filter_->setClearButtonEnabled(true);
    filter_->addAction(icon(QStringLiteral("filter"), IconTone::muted), QLineEdit::LeadingPosition);
    connect(filter_, &QLineEdit::textChanged, this, &ReviewList::applyFilter);
    filterError_->setObjectName(QStringLiteral("reviewFilterError"));
    filterError_->setAccessibleName(tr("What is wrong with the filter"));
    filterError_->setWordWrap(true);
    filterError_->hide();

    auto* bar = new OverflowRow;
    bar->addWidget(makeSwitch(), OverflowRow::Keep::always);
    bar->addStretch();
    bar->addWidget(columns_->button(), OverflowRow::Keep::longer);
    auto* views = new QToolButton;
    views->setObjectName(QStringLiteral("reviewViewsButton"));
    views->setIcon(icon(QStringLiteral("save")));
    views->setToolTip(tr("Saved views: filter, columns, sorting and grouping"));
    views->setAccessibleName(tr("Saved views"));
    views->setAutoRaise(true);
    views->setPopupMode(QToolButton::InstantPopup);
    views->setMenu(viewsMenu_);
    views->setFocusPolicy(Qt::TabFocus);
    bar->addWidget(views, OverflowRow::Keep::longer);
    for (QAction* action : actions_.ofBar()) {
        auto* button = new QToolButton;
        button->setObjectName(action->objectName() + QStringLiteral("Button"));
        setPlainAction(*button, *action);
        button->setAutoRaise(true);
        button->setFocusPolicy(Qt::TabFocus);
        bar->addWidget(button);
    }
    // A line of its own: what is typed there is long.
    auto* lines = new QVBoxLayout;
    lines->setSpacing(spacing / 2);
    lines->addWidget(bar);
    lines->addWidget(filter_);
    return lines;
}

QWidget* ReviewList::makeSwitch() {
    auto* both = new QWidget;
    auto* layout = new QHBoxLayout(both);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    auto* group = new QActionGroup(this);
    studiesView_->setObjectName(QStringLiteral("reviewStudiesView"));
    studiesView_->setToolTip(tr("Studies with their trials"));
    trialsView_->setObjectName(QStringLiteral("reviewTrialsView"));
    trialsView_->setToolTip(tr("All trials of all studies as one table"));
    for (QAction* action : {studiesView_, trialsView_}) {
        action->setCheckable(true);
        group->addAction(action);
        auto* button = new QToolButton;
        button->setObjectName(action->objectName() + QStringLiteral("Button"));
        button->setDefaultAction(action);
        button->setAccessibleName(action->toolTip());
        button->setToolButtonStyle(Qt::ToolButtonTextOnly);
        button->setFocusPolicy(Qt::TabFocus);
        layout->addWidget(button);
    }
    studiesView_->setChecked(true);
    connect(group, &QActionGroup::triggered, this,
            [this](const QAction* chosen) { showTrials(chosen == trialsView_); });
    return both;
}

void ReviewList::showTrials(bool flat) {
    if (flat == showsTrials()) return;
    QList<TrialKey> selected;
    for (const auto& trial : selectedTrials()) selected.append(trial.key);
    (flat ? trialsView_ : studiesView_)->setChecked(true);
    // It costs nothing while it is not looked at.
    if (flat) table_->setStudies(studies_);
    views_->setCurrentWidget(flat ? static_cast<QWidget*>(table_) : tree_);
    selectTrials(selected);
    showCount();
    Q_EMIT selectionChanged();
}

bool ReviewList::showsTrials() const {
    return views_->currentWidget() == table_;
}

QList<QAction*> ReviewList::viewActions() const {
    return {studiesView_, trialsView_, columns_->action()};
}

QByteArray ReviewList::saveView() const {
    return QJsonDocument(QJsonObject{{QStringLiteral("trials"), showsTrials()},
                                     {QStringLiteral("filter"), filter_->text()},
                                     {QStringLiteral("table"), QString::fromUtf8(table_->saveView())}})
        .toJson(QJsonDocument::Compact);
}

void ReviewList::restoreView(const QByteArray& view) {
    const QJsonObject json = QJsonDocument::fromJson(view).object();
    table_->restoreView(json[QLatin1String("table")].toString().toUtf8());
    showTrials(json[QLatin1String("trials")].toBool());
    filter_->setText(json[QLatin1String("filter")].toString());
}

void ReviewList::makeTree() {
    tree_->setObjectName(QStringLiteral("reviewTree"));
    tree_->setAccessibleName(tr("Studies and trials"));
    tree_->setModel(proxy_);
    tree_->setSelectionMode(QAbstractItemView::ExtendedSelection);
    tree_->setUniformRowHeights(true);
    tree_->setAlternatingRowColors(true);
    // In the middle: two numbers may differ in nothing but their last digits, or in the exponent behind them.
    tree_->setTextElideMode(Qt::ElideMiddle);
    tree_->setFrameShape(QFrame::NoFrame);
    tree_->setEditTriggers(QAbstractItemView::NoEditTriggers);
    tree_->setContextMenuPolicy(Qt::CustomContextMenu);
    tree_->header()->setContextMenuPolicy(Qt::CustomContextMenu);
    tree_->header()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    tree_->header()->setStretchLastSection(false);
    const int widths[ReviewModel::fixedColumns] = {168, 112, 136, 96, 64, 136, 96, 96};
    for (int column = 0; column < ReviewModel::fixedColumns; ++column) tree_->setColumnWidth(column, widths[column]);
    // Sorted by nothing at first: the model's order is newest first. A click on a header sorts.
    tree_->header()->setSortIndicator(-1, Qt::AscendingOrder);
    tree_->setSortingEnabled(true);
    connect(model_, &ReviewModel::renamed, this, &ReviewList::renamed);
    connect(model_, &QAbstractItemModel::modelReset, this, &ReviewList::placeColumns);
    connect(tree_, &QWidget::customContextMenuRequested, this, [this](const QPoint& at) { showMenu(*tree_, at); });
    connect(tree_->header(), &QWidget::customContextMenuRequested, this, &ReviewList::showHeaderMenu);
    connect(tree_, &QTreeView::activated, this, [this](const QModelIndex& index) {
        if (!index.parent().isValid()) tree_->setExpanded(index, !tree_->isExpanded(index));
    });
    connect(tree_->selectionModel(), &QItemSelectionModel::selectionChanged, this, &ReviewList::selectionChanged);
}

// What was searched over and what came out stand first; the model has its fixed columns before the parameters.
void ReviewList::placeColumns() {
    QHeaderView* header = tree_->header();
    const QVariantMap& chosen = ColumnWidths::of(header)->widths();
    for (int i = 0; i < model_->parameters().size(); ++i) {
        const int column = ReviewModel::fixedColumns + i;
        header->moveSection(header->visualIndex(column), ReviewModel::Objective + 1 + i);
        if (!chosen.contains(proxy_->headerData(column, Qt::Horizontal).toString()))
            tree_->setColumnWidth(column, fittingWidth(*tree_, column, 8 * spacing, 22 * spacing));
    }
}

void ReviewList::editName() {
    if (showsTrials()) {
        // Names are typed in the tree, where the studies stand, too.
        const auto trials = selectedTrials();
        showTrials(false);
        if (!trials.empty()) pointAt(trials.front().key);
    }
    const QModelIndex current = tree_->currentIndex();
    if (current.isValid()) tree_->edit(current.siblingAtColumn(ReviewModel::Name));
}

void ReviewList::setShowArchived(bool show) {
    proxy_->setShowArchived(show);
    table_->setShowArchived(show);
    showCount();
}

void ReviewList::focusFilter() {
    filter_->setFocus(Qt::ShortcutFocusReason);
    filter_->selectAll();
}

void ReviewList::setStudies(const std::vector<StudyPtr>& studies) {
    const bool first = studies_.empty();
    studies_ = studies;
    names_ = TrialSubject::names(studies);
    completer_->setNames(names_);
    setStudiesOfTree();
    if (showsTrials()) table_->setStudies(studies_);
    const auto filter = filterTree();
    if (first && filter && !filter->empty()) tree_->expandAll();
    showCount();
}

// A new parameter resets the model: what is open and in sight stays so all the same.
void ReviewList::setStudiesOfTree() {
    std::vector<QString> open;
    for (int row = 0; row < proxy_->rowCount(); ++row)
        if (const QModelIndex study = proxy_->index(row, 0); tree_->isExpanded(study))
            open.push_back(folderOf(model_->studyAt(proxy_->mapToSource(study))));
    const int place = tree_->verticalScrollBar()->value();
    bool wasReset = false;
    const auto watch = connect(model_, &QAbstractItemModel::modelReset, this, [&wasReset] { wasReset = true; });
    model_->setStudies(studies_);
    disconnect(watch);
    if (!wasReset) return;
    for (const QString& folder : open)
        if (const QModelIndex study = proxy_->mapFromSource(model_->indexOfStudy(folder)); study.isValid())
            tree_->expand(study);
    tree_->verticalScrollBar()->setValue(place);
}

void ReviewList::applyFilter() {
    if (const auto filter = filterTree()) {
        if (!filter->empty()) tree_->expandAll();
        table_->setFilter(*filter);
    }
    showCount();
}

// Also after the records changed, which the table sees to by itself. The filter, or what is wrong with its text.
Result<TrialFilter> ReviewList::filterTree() {
    auto filter = TrialFilter::parse(filter_->text().toStdString());
    showFilterProblem(filter);
    if (filter) proxy_->setFilter(*filter);
    return filter;
}

// A filter that cannot be read, or one that asks for what no trial has: then nothing passes it.
void ReviewList::showFilterProblem(const Result<TrialFilter>& filter) {
    QString problem;
    if (!filter) {
        // The error counts bytes.
        const QByteArray before = filter_->text().toUtf8().left(filter.error().column - 1);
        problem = tr("Character %1: %2").arg(QString::fromUtf8(before).size() + 1).arg(coreText(filter.error().what));
    }
    if (filter)
        for (const auto& name : filter->names())
            if (problem.isEmpty() && !names_.contains(name))
                problem = tr("No trial has \u201c%1\u201d.").arg(QString::fromStdString(name));
    filterError_->setVisible(!problem.isEmpty());
    filterError_->setText(problem);
    QPalette colors = palette();
    colors.setColor(QPalette::WindowText, themeColors(colors).bad);
    filterError_->setPalette(colors);
}

void ReviewList::showCount() {
    const auto trialsOf = [](const QAbstractItemModel& model) {
        int trials = 0;
        for (int row = 0; row < model.rowCount(); ++row) trials += model.rowCount(model.index(row, 0));
        return trials;
    };
    const int shown = showsTrials() ? table_->trialCount() : trialsOf(*proxy_);
    int all = trialsOf(*model_);
    // What lies in the trash is not left out by anything that one could change here.
    for (const StudyPtr& study : studies_)
        all -= static_cast<int>(std::ranges::count_if(
            study->trials, [&](const auto& trial) { return study->marks.of_trial(trial.number).deleted; }));
    const QString studies = tr("%n study(s)", nullptr, model_->rowCount());
    count_->setText(shown == all ? studies + QStringLiteral(", ") + tr("%n trial(s)", nullptr, all)
                                 : tr("%1 of %n trial(s)", nullptr, all).arg(shown));
}

bool ReviewList::hasSelection() const {
    if (showsTrials()) return !table_->selectionModel()->selectedRows().isEmpty();
    return !tree_->selectionModel()->selectedRows().isEmpty();
}

StudyPtr ReviewList::currentStudy() const {
    if (showsTrials()) {
        const auto trials = table_->selectedTrials();
        return trials.empty() ? nullptr : trials.front().study;
    }
    const QModelIndexList rows = tree_->selectionModel()->selectedRows();
    if (rows.isEmpty()) return nullptr;
    const QModelIndex current = tree_->currentIndex();
    const bool currentIsSelected = tree_->selectionModel()->isSelected(current);
    return model_->studyAt(proxy_->mapToSource(currentIsSelected ? current : rows.front()));
}

std::vector<SelectedTrial> ReviewList::selectedTrials() const {
    return showsTrials() ? table_->selectedTrials() : selectedInTree();
}

std::vector<SelectedTrial> ReviewList::selectedInTree() const {
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

std::vector<StudyPtr> ReviewList::selectedStudies() const {
    std::vector<StudyPtr> studies;
    if (showsTrials()) return studies;
    QModelIndexList rows = tree_->selectionModel()->selectedRows();
    std::ranges::sort(rows, {}, &QModelIndex::row);
    for (const QModelIndex& row : std::as_const(rows))
        if (!row.parent().isValid()) studies.push_back(model_->studyAt(proxy_->mapToSource(row)));
    return studies;
}

std::vector<MarkedRecord> ReviewList::selectedRecords() const {
    if (showsTrials()) {
        std::vector<MarkedRecord> marked;
        for (const auto& trial : table_->selectedTrials())
            marked.push_back({{trial.key.folder, trial.key.number}, trial.study->marks.of_trial(trial.key.number)});
        return marked;
    }
    QModelIndexList rows = tree_->selectionModel()->selectedRows();
    // A study (no parent) comes before its trials.
    std::ranges::sort(rows, {}, [](const QModelIndex& row) {
        const bool trial = row.parent().isValid();
        return std::pair(trial ? row.parent().row() : row.row(), trial ? row.row() : -1);
    });
    std::vector<MarkedRecord> records;
    for (const QModelIndex& row : std::as_const(rows)) records.push_back(model_->recordAt(proxy_->mapToSource(row)));
    return records;
}

void ReviewList::selectTrials(const QList<TrialKey>& trials) {
    if (showsTrials()) return table_->selectTrials(trials);
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

// Where it is gone, keys go on from the row that Qt found beside it.
void ReviewList::selectStudy(const QString& folder) {
    const QModelIndex study = proxy_->mapFromSource(model_->indexOfStudy(folder));
    if (study.isValid()) tree_->setCurrentIndex(study);
}

bool ReviewList::openStudy(const QString& folder) {
    showTrials(false);
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
    if (showsTrials()) return table_->pointAt(trial);
    const QModelIndex index = proxy_->mapFromSource(model_->indexOf(trial));
    if (index.isValid()) tree_->selectionModel()->setCurrentIndex(index, QItemSelectionModel::NoUpdate);
}

void ReviewList::showMenu(QTreeView& view, const QPoint& at) {
    QMenu menu(this);
    menu.setObjectName(QStringLiteral("reviewMenu"));
    menu.setToolTipsVisible(true);
    menu.addAction(actions_.compare);
    menu.addActions({actions_.open, actions_.openBest, actions_.runAgain, actions_.resume, actions_.reproduce});
    menu.addSeparator();
    menu.addActions({actions_.test, actions_.exportModel});
    menu.addActions({actions_.exportRecords, actions_.report, actions_.exportHeadless, actions_.showInFolder,
                     actions_.copyParameters});
    menu.addSeparator();
    menu.addActions({actions_.rename, actions_.tags, actions_.note, actions_.color, actions_.noColor, actions_.star,
                     actions_.archive, actions_.remove});
    menu.addSeparator();
    menu.addActions({actions_.showArchived, actions_.trash});
    menu.addAction(tr("Expand all"), &view, &QTreeView::expandAll);
    menu.addAction(tr("Collapse all"), &view, &QTreeView::collapseAll);
    menu.exec(view.viewport()->mapToGlobal(at));
}

void ReviewList::showHeaderMenu(const QPoint& at) {
    QMenu menu(this);
    columns_->fillTreeMenu(menu);
    menu.exec(tree_->header()->mapToGlobal(at));
}

}  // namespace lathe::gui
