// How the Review room is laid out, its actions and menus.
#include <algorithm>

#include <QAction>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QShortcut>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>

#include "widgets/common/empty_state.h"
#include "widgets/common/icons.h"
#include "widgets/common/plain_label.h"
#include "widgets/common/theme.h"
#include "widgets/runs/review_details.h"
#include "widgets/runs/review_filter_model.h"
#include "widgets/runs/review_model.h"
#include "widgets/runs/review_page.h"
#include "widgets/runs/review_reader.h"

namespace lathe::gui {

void ReviewPage::buildActions() {
    const auto make = [this](const char* name, const char* iconName, const QString& text, const QKeySequence& keys) {
        auto* action = new QAction(icon(QString::fromLatin1(iconName)), text, this);
        action->setObjectName(QString::fromLatin1(name));
        action->setShortcut(keys);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        action->setToolTip(keys.isEmpty() ? text : tr("%1 (%2)").arg(text, keys.toString(QKeySequence::NativeText)));
        addAction(action);
        actions_.append(action);
        return action;
    };
    const auto experiment = [this] {
        const StudyPtr study = currentStudy();
        return study ? QString::fromStdString((study->folder / "experiment.yaml").string()) : QString();
    };
    refreshAction_ = make("reviewRefresh", "refresh", tr("Refresh"), QKeySequence::Refresh);
    connect(refreshAction_, &QAction::triggered, this, &ReviewPage::refresh);
    openAction_ = make("reviewOpenExperiment", "edit", tr("Open experiment"), {});
    connect(openAction_, &QAction::triggered, this, [=, this] { Q_EMIT openExperimentRequested(experiment()); });
    runAgainAction_ = make("reviewRunAgain", "rerun", tr("Run again"), {});
    connect(runAgainAction_, &QAction::triggered, this, [=, this] { Q_EMIT runAgainRequested(experiment()); });
    folderAction_ = make("reviewShowInFolder", "folder", tr("Show in folder"), {});
    connect(folderAction_, &QAction::triggered, this, [this] {
        const auto trials = selectedTrials();
        const StudyPtr study = currentStudy();
        if (!study) return;
        const auto path = trials.size() == 1
                              ? store::trial_folder(trials.front().study->folder, trials.front().key.number)
                              : study->folder;
        Q_EMIT showInFolderRequested(QString::fromStdString(path.string()));
    });
    copyAction_ = make("reviewCopyParameters", "copy", tr("Copy parameters"), {});
    copyAction_->setToolTip(tr("Copy the parameters of the selected trials as JSON"));
    connect(copyAction_, &QAction::triggered, this, &ReviewPage::copyParameters);
}

QWidget* ReviewPage::buildEmptyState() {
    empty_ = new EmptyState(QStringLiteral("review"), tr("No studies here yet"),
                            tr("Every run and search is kept here with its curves, config and log. Run the example, or "
                               "open a workspace that holds past runs."));
    auto* open = new QAction(icon(QStringLiteral("open")), tr("Open workspace…"), this);
    open->setObjectName(QStringLiteral("reviewOpenWorkspace"));
    connect(open, &QAction::triggered, this, &ReviewPage::openWorkspaceRequested);
    auto* example = new QAction(icon(QStringLiteral("run")), tr("Open the example"), this);
    example->setObjectName(QStringLiteral("reviewExample"));
    connect(example, &QAction::triggered, this, &ReviewPage::exampleRequested);
    empty_->addAction(example);
    empty_->addAction(open);
    return empty_;
}

QWidget* ReviewPage::buildList() {
    filter_ = new QLineEdit;
    filter_->setObjectName(QStringLiteral("reviewFilter"));
    filter_->setAccessibleName(tr("Filter trials"));
    filter_->setPlaceholderText(tr("Filter: val_loss < 0.3 and opt.lr > 1e-3"));
    filter_->setToolTip(
        tr("Words, or comparisons of parameters, metrics, state, trial, duration … with < <= > >= = != ~,"
           " joined by and, or, not and brackets"));
    filter_->setClearButtonEnabled(true);
    filter_->addAction(icon(QStringLiteral("filter"), IconTone::muted), QLineEdit::LeadingPosition);
    connect(filter_, &QLineEdit::textChanged, this, &ReviewPage::applyFilter);
    auto* find = new QShortcut(QKeySequence::Find, this, nullptr, nullptr, Qt::WidgetWithChildrenShortcut);
    connect(find, &QShortcut::activated, filter_, [this] {
        filter_->setFocus(Qt::ShortcutFocusReason);
        filter_->selectAll();
    });
    filterError_ = new QLabel;
    filterError_->setObjectName(QStringLiteral("reviewFilterError"));
    filterError_->setAccessibleName(tr("What is wrong with the filter"));
    filterError_->setWordWrap(true);
    filterError_->hide();

    auto* bar = new QHBoxLayout;
    bar->setSpacing(spacing / 2);
    bar->addWidget(filter_, 1);
    for (QAction* action : std::as_const(actions_)) {
        auto* button = new QToolButton;
        button->setObjectName(action->objectName() + QStringLiteral("Button"));
        setPlainAction(*button, *action);
        button->setAutoRaise(true);
        button->setFocusPolicy(Qt::TabFocus);
        bar->addWidget(button);
    }

    tree_ = new QTreeView;
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
    connect(tree_, &QWidget::customContextMenuRequested, this, &ReviewPage::showTreeMenu);
    connect(tree_->header(), &QWidget::customContextMenuRequested, this, &ReviewPage::showHeaderMenu);
    connect(tree_, &QTreeView::activated, this, [this](const QModelIndex& index) {
        if (!index.parent().isValid()) tree_->setExpanded(index, !tree_->isExpanded(index));
    });

    count_ = new QLabel;
    count_->setObjectName(QStringLiteral("reviewCount"));
    count_->setForegroundRole(QPalette::PlaceholderText);

    auto* left = new QWidget;
    auto* column = new QVBoxLayout(left);
    column->setContentsMargins(spacing, spacing, spacing / 2, spacing);
    column->setSpacing(spacing);
    column->addLayout(bar);
    column->addWidget(filterError_);
    column->addWidget(tree_, 1);
    column->addWidget(count_);

    details_ = new ReviewDetails;
    connect(details_, &ReviewDetails::trialsPicked, this, &ReviewPage::selectTrials);
    connect(details_, &ReviewDetails::trialPointedAt, this, [this](const TrialKey& key) {
        const QModelIndex index = proxy_->mapFromSource(model_->indexOf(key));
        if (index.isValid()) tree_->selectionModel()->setCurrentIndex(index, QItemSelectionModel::NoUpdate);
    });
    connect(details_, &ReviewDetails::fileActivated, this, &ReviewPage::showInFolderRequested);

    auto* splitter = new QSplitter;
    splitter->setObjectName(QStringLiteral("reviewSplitter"));
    splitter->addWidget(left);
    splitter->addWidget(details_);
    splitter->setSizes({600, 760});
    splitter->setStretchFactor(0, 0);
    splitter->setStretchFactor(1, 1);
    splitter->setChildrenCollapsible(false);
    return splitter;
}

void ReviewPage::showTreeMenu(const QPoint& at) {
    QMenu menu(this);
    menu.addActions({openAction_, runAgainAction_, folderAction_, copyAction_});
    menu.addSeparator();
    menu.addAction(tr("Expand all"), tree_, &QTreeView::expandAll);
    menu.addAction(tr("Collapse all"), tree_, &QTreeView::collapseAll);
    menu.exec(tree_->viewport()->mapToGlobal(at));
}

void ReviewPage::showHeaderMenu(const QPoint& at) {
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
