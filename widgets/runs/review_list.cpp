// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs/review_list.h"

#include <algorithm>

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
#include <QShortcut>
#include <QStackedWidget>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>

#include "widgets/common/core_text.h"
#include "widgets/common/icons.h"
#include "widgets/common/overflow_row.h"
#include "widgets/common/plain_label.h"
#include "widgets/common/theme.h"
#include "widgets/runs/all_trials_table.h"
#include "widgets/runs/name_completer.h"
#include "widgets/runs/review_actions.h"
#include "widgets/runs/review_columns.h"
#include "widgets/runs/review_tree.h"
#include "widgets/runs/trial_subject.h"

namespace lathe::gui {

ReviewList::ReviewList(const ReviewActions& actions, QWidget* parent)
    : QWidget(parent),
      actions_(actions),
      filter_(new QLineEdit),
      filterError_(new QLabel),
      tree_(new ReviewTree),
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
    tree_->setObjectName(QStringLiteral("reviewTree"));
    tree_->setAccessibleName(tr("Studies and trials"));
    connect(tree_, &ReviewTree::renamed, this, &ReviewList::renamed);
    connect(tree_, &QWidget::customContextMenuRequested, this, [this](const QPoint& at) { showMenu(*tree_, at); });
    connect(tree_->header(), &QWidget::customContextMenuRequested, this, &ReviewList::showHeaderMenu);
    connect(tree_->selectionModel(), &QItemSelectionModel::selectionChanged, this, &ReviewList::selectionChanged);
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

void ReviewList::editName() {
    if (showsTrials()) {
        // Names are typed in the tree, where the studies stand, too.
        const auto trials = selectedTrials();
        showTrials(false);
        if (!trials.empty()) pointAt(trials.front().key);
    }
    tree_->editName();
}

void ReviewList::setShowArchived(bool show) {
    tree_->setShowArchived(show);
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
    tree_->setStudies(studies_);
    if (showsTrials()) table_->setStudies(studies_);
    const auto filter = filterTree();
    if (first && filter && !filter->empty()) tree_->expandAll();
    showCount();
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
    if (filter) tree_->setFilter(*filter);
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
    const int shown = showsTrials() ? table_->trialCount() : tree_->trialCount();
    // What lies in the trash is not left out by anything that one could change here.
    int all = 0;
    for (const StudyPtr& study : studies_)
        all += static_cast<int>(std::ranges::count_if(
            study->trials, [&](const auto& trial) { return !study->marks.of_trial(trial.number).deleted; }));
    const QString studies = tr("%n study(s)", nullptr, static_cast<int>(studies_.size()));
    count_->setText(shown == all ? studies + QStringLiteral(", ") + tr("%n trial(s)", nullptr, all)
                                 : tr("%1 of %n trial(s)", nullptr, all).arg(shown));
}

bool ReviewList::hasSelection() const {
    if (showsTrials()) return !table_->selectionModel()->selectedRows().isEmpty();
    return !tree_->selectionModel()->selectedRows().isEmpty();
}

StudyPtr ReviewList::currentStudy() const {
    if (!showsTrials()) return tree_->currentStudy();
    const auto trials = table_->selectedTrials();
    return trials.empty() ? nullptr : trials.front().study;
}

std::vector<SelectedTrial> ReviewList::selectedTrials() const {
    return showsTrials() ? table_->selectedTrials() : tree_->selectedTrials();
}

std::vector<StudyPtr> ReviewList::selectedStudies() const {
    return showsTrials() ? std::vector<StudyPtr>() : tree_->selectedStudies();
}

std::vector<MarkedRecord> ReviewList::selectedRecords() const {
    if (!showsTrials()) return tree_->selectedRecords();
    std::vector<MarkedRecord> marked;
    for (const auto& trial : table_->selectedTrials())
        marked.push_back({{trial.key.folder, trial.key.number}, trial.study->marks.of_trial(trial.key.number)});
    return marked;
}

void ReviewList::selectTrials(const QList<TrialKey>& trials) {
    if (showsTrials()) table_->selectTrials(trials);
    else tree_->selectTrials(trials);
}

void ReviewList::selectStudy(const QString& folder) {
    tree_->selectStudy(folder);
}

bool ReviewList::openStudy(const QString& folder) {
    showTrials(false);
    return tree_->openStudy(folder);
}

void ReviewList::openFirstStudy() {
    tree_->openFirstStudy();
}

void ReviewList::pointAt(const TrialKey& trial) {
    if (showsTrials()) table_->pointAt(trial);
    else tree_->pointAt(trial);
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
