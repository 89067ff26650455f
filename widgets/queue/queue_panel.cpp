// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/queue/queue_panel.h"

#include <algorithm>

#include <QAction>
#include <QHeaderView>
#include <QItemSelection>
#include <QLabel>
#include <QSpinBox>
#include <QStackedWidget>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>

#include "widgets/common/icons.h"
#include "widgets/common/panel_header.h"
#include "widgets/common/plain_label.h"
#include "widgets/common/theme.h"
#include "widgets/queue/progress_delegate.h"
#include "widgets/queue/queue_model.h"

namespace lathe::gui {
namespace {

bool canBeHeld(const queue::ItemStanding& one) {
    using enum queue::ItemState;
    return one.item.state == waiting || one.item.state == interrupted ||
           (one.item.is_stopping && one.item.state == running);
}

bool canBeReleased(const queue::ItemStanding& one) {
    return one.item.state == queue::ItemState::held || one.item.state == queue::ItemState::failed;
}

// One that is damaged is deleted, and its process needs its folder. One that was removed is there while it stops.
bool canBeRemoved(const queue::ItemStanding& one) {
    if (one.item.state == queue::ItemState::removed) return false;
    return one.item.state != queue::ItemState::damaged || !one.item.is_locked;
}

bool isThere(const queue::ItemStanding&) {
    return true;
}

}  // namespace

QueuePanel::QueuePanel(QWidget* parent)
    : QFrame(parent),
      model_(new QueueModel(this)),
      header_(new PanelHeader(tr("Queue"), this)),
      summary_(new QLabel(this)),
      stack_(new QStackedWidget(this)),
      empty_(new QLabel(this)),
      table_(new QTreeView(this)),
      atOnce_(new QSpinBox(this)) {
    setObjectName(QStringLiteral("queuePanel"));
    setProperty("panel", true);
    buildActions();
    buildTable();

    summary_->setObjectName(QStringLiteral("queueSummary"));
    summary_->setProperty("muted", true);
    atOnce_->setObjectName(QStringLiteral("queueAtOnce"));
    atOnce_->setAccessibleName(tr("Experiments of the queue at once"));
    atOnce_->setToolTip(tr("How many experiments of the queue run at the same time"));
    atOnce_->setRange(1, 64);
    atOnce_->setSuffix(tr(" at once"));
    header_->addWidget(summary_, OverflowRow::Keep::longer);
    for (QAction* action : {up_, down_, hold_, release_, remove_, open_, clear_}) header_->addAction(action);
    header_->addWidget(atOnce_, OverflowRow::Keep::longer);
    for (QAction* action : {run_, stop_}) {
        auto* button = new QToolButton(header_);
        button->setObjectName(action->objectName() + QStringLiteral("Button"));
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        setPlainAction(*button, *action);
        button->setFocusPolicy(Qt::TabFocus);
        button->setIconSize(QSize(2 * spacing, 2 * spacing));
        header_->addWidget(button, OverflowRow::Keep::longer);
    }

    empty_->setObjectName(QStringLiteral("queueEmpty"));
    empty_->setTextFormat(Qt::PlainText);
    empty_->setProperty("muted", true);
    empty_->setWordWrap(true);
    empty_->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    empty_->setContentsMargins(2 * spacing, 0, 2 * spacing, spacing);
    stack_->addWidget(empty_);
    stack_->addWidget(table_);

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(header_);
    column->addWidget(stack_, 1);
    setStanding({});
}

QAction* QueuePanel::makeAction(const char* name, const char* iconName, const QString& text, const QString& tip,
                                const QKeySequence& shortcut) {
    auto* action = new QAction(icon(QLatin1String(iconName)), text, this);
    action->setObjectName(QLatin1String(name));
    action->setShortcut(shortcut);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);  // Delete means something else elsewhere
    const QString keys = shortcut.toString(QKeySequence::NativeText);
    action->setToolTip(keys.isEmpty() ? tip : QStringLiteral("%1 (%2)").arg(tip, keys));
    return action;
}

void QueuePanel::buildActions() {
    run_ = makeAction("queueRunAction", "run", tr("&Run queue"),
                      tr("Run what waits, in processes that outlive this window"));
    stop_ = makeAction("queueStopAction", "stop", tr("&Stop queue"),
                       tr("Stop what runs of the queue; it goes on later at its place"));
    up_ = makeAction("queueUpAction", "arrow-up", tr("Move &up in the queue"), tr("Run it one place earlier"),
                     QKeySequence(Qt::ALT | Qt::Key_Up));
    down_ = makeAction("queueDownAction", "arrow-down", tr("Move &down in the queue"), tr("Run it one place later"),
                       QKeySequence(Qt::ALT | Qt::Key_Down));
    hold_ = makeAction("queueHoldAction", "pause", tr("&Hold in the queue"), tr("Do not begin these until released"));
    release_ = makeAction("queueReleaseAction", "resume", tr("R&elease in the queue"),
                          tr("Let held experiments run, and failed ones go on"));
    remove_ = makeAction("queueRemoveAction", "delete", tr("Re&move from the queue"),
                         tr("Take these out of the queue; what runs is stopped, and studies stay"),
                         QKeySequence(Qt::Key_Delete));
    open_ = makeAction("queueOpenAction", "review", tr("Show its stud&y"),
                       tr("Show the study of the selected experiment, live while it runs"));
    clear_ = makeAction("queueClearAction", "check", tr("&Clear what is over"),
                        tr("Forget the experiments that are done or have failed; their studies stay"));
    connect(run_, &QAction::triggered, this, [this] { Q_EMIT runRequested(atOnce_->value()); });
    connect(stop_, &QAction::triggered, this, &QueuePanel::stopRequested);
    connect(up_, &QAction::triggered, this, [this] { moveBy(-1); });
    connect(down_, &QAction::triggered, this, [this] { moveBy(1); });
    connect(hold_, &QAction::triggered, this, [this] { Q_EMIT holdRequested(selectedWhere(canBeHeld)); });
    connect(release_, &QAction::triggered, this, [this] { Q_EMIT releaseRequested(selectedWhere(canBeReleased)); });
    connect(remove_, &QAction::triggered, this, [this] { Q_EMIT removeRequested(selectedWhere(canBeRemoved)); });
    connect(open_, &QAction::triggered, this, &QueuePanel::openStudy);
    connect(clear_, &QAction::triggered, this, &QueuePanel::clearRequested);
}

QList<QAction*> QueuePanel::actions() const {
    return {run_, stop_, hold_, release_, open_, clear_};
}

void QueuePanel::buildTable() {
    table_->setObjectName(QStringLiteral("queueTable"));
    table_->setAccessibleName(tr("Queue"));
    table_->setModel(model_);
    table_->setItemDelegateForColumn(QueueModel::Progress, new ProgressDelegate(QueueModel::ProgressRole, table_));
    table_->setRootIsDecorated(false);
    table_->setUniformRowHeights(true);
    table_->setAllColumnsShowFocus(true);
    table_->setSelectionMode(QAbstractItemView::ExtendedSelection);
    table_->setTextElideMode(Qt::ElideMiddle);
    table_->setDragDropMode(QAbstractItemView::InternalMove);
    table_->setDropIndicatorShown(true);
    constexpr int widths[] = {40, 240, 128, 160, 104, 136};
    for (int i = 0; i < QueueModel::Note; ++i) table_->setColumnWidth(i, widths[i]);
    // Why something waits is never cut: the table scrolls.
    table_->header()->setStretchLastSection(false);
    table_->header()->setSectionResizeMode(QueueModel::Note, QHeaderView::ResizeToContents);
    table_->setContextMenuPolicy(Qt::ActionsContextMenu);
    table_->addActions({up_, down_, hold_, release_, remove_, open_, clear_});
    connect(model_, &QueueModel::moveRequested, this, &QueuePanel::moveRequested);
    connect(table_, &QTreeView::activated, this, &QueuePanel::openStudy);
    connect(table_->selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] {
        refreshActions();
        tellSelection();
    });
}

void QueuePanel::setTitle(const QString& title) {
    const QString text = title.isEmpty() ? tr("Queue") : title;
    header_->setTitle(text);
    table_->setAccessibleName(text);
}

void QueuePanel::setAddAction(QAction* action) {
    header_->addAction(action, OverflowRow::Keep::longer);
}

void QueuePanel::setStanding(queue::Standing standing) {
    runners_ = std::move(standing.runners);
    const auto chosen = selected();
    const int place = table_->currentIndex().row();
    const bool hasCurrent = model_->at(place) != nullptr;
    const int current = hasCurrent ? model_->at(place)->item.number : 0;
    isUpdating_ = true;
    model_->setItems(std::move(standing.items));
    select(chosen);
    // Keys go on from where they were, or from what came in the place of what was removed.
    if (hasCurrent) {
        const int found = model_->rowOf(current);
        const int now = found >= 0 ? found : std::min(place, model_->rowCount() - 1);
        table_->selectionModel()->setCurrentIndex(model_->index(now, 0), QItemSelectionModel::NoUpdate);
    }
    isUpdating_ = false;
    empty_->setText(
        tr("Nothing is queued. Add the open experiment, and it runs here after those before it, in a "
           "process of its own: also when this window is closed."));
    stack_->setCurrentIndex(model_->rowCount() > 0 ? 1 : 0);
    stack_->setMinimumHeight(model_->rowCount() > 0 ? 14 * spacing : 0);
    if (!runners_.empty()) atOnce_->setValue(runners_.front().at_once);
    int waiting = 0;
    int running = 0;
    for (int row = 0; row < model_->rowCount(); ++row) {
        const auto& item = model_->at(row)->item;
        // One that is being stopped takes its slot until its process has ended.
        if (item.state == queue::ItemState::running || item.is_stopping) ++running;
        else if (item.state == queue::ItemState::waiting || item.state == queue::ItemState::interrupted) ++waiting;
    }
    if (waiting + running == 0) summary_->clear();
    else if (runners_.empty() && running == 0)
        summary_->setText(tr("%n waiting, nobody runs the queue", nullptr, waiting));
    else summary_->setText(tr("%1 running, %2 waiting").arg(running).arg(waiting));
    refreshActions();
}

void QueuePanel::setProblem(const QString& problem) {
    setStanding({});
    empty_->setText(problem);
}

std::vector<int> QueuePanel::selected() const {
    return selectedWhere(isThere);
}

std::vector<int> QueuePanel::selectedWhere(bool (*fits)(const queue::ItemStanding&)) const {
    std::vector<int> items;
    for (const QModelIndex& index : table_->selectionModel()->selectedRows())
        if (const auto* one = model_->at(index.row()); one && fits(*one)) items.push_back(one->item.number);
    return items;
}

void QueuePanel::select(const std::vector<int>& items) {
    QItemSelection selection;
    for (const int item : items)
        if (const int row = model_->rowOf(item); row >= 0)
            selection.select(model_->index(row, 0), model_->index(row, 0));
    table_->selectionModel()->select(selection, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    if (!selection.isEmpty() && !table_->currentIndex().isValid())
        table_->selectionModel()->setCurrentIndex(selection.indexes().front(), QItemSelectionModel::NoUpdate);
}

void QueuePanel::refreshActions() {
    const auto items = selected();
    const auto* only = items.size() == 1 ? model_->at(model_->rowOf(items.front())) : nullptr;
    int places = 0;
    bool over = false;
    bool unfinished = false;
    for (int row = 0; row < model_->rowCount(); ++row) {
        places = std::max(places, model_->at(row)->place);
        over = over || model_->at(row)->item.is_over();
        unfinished =
            unfinished || model_->at(row)->item.state == queue::ItemState::waiting || model_->at(row)->item.is_begun();
    }
    run_->setEnabled(runners_.empty() && unfinished);
    stop_->setEnabled(!runners_.empty());
    atOnce_->setEnabled(runners_.empty());
    up_->setEnabled(only && only->place > 1);
    down_->setEnabled(only && only->place > 0 && only->place < places);
    hold_->setEnabled(!selectedWhere(canBeHeld).empty());
    release_->setEnabled(!selectedWhere(canBeReleased).empty());
    remove_->setEnabled(!selectedWhere(canBeRemoved).empty());
    open_->setEnabled(only && !only->item.study.empty());
    clear_->setEnabled(over);
}

void QueuePanel::moveBy(int places) {
    const auto items = selected();
    const auto* one = items.size() == 1 ? model_->at(model_->rowOf(items.front())) : nullptr;
    if (!one || one->place == 0) return;
    Q_EMIT moveRequested(one->item.number, {queue::Place::Kind::number, one->place + places});
}

void QueuePanel::tellSelection() {
    if (isUpdating_) return;
    const auto items = selected();
    const auto* one = items.size() == 1 ? model_->at(model_->rowOf(items.front())) : nullptr;
    if (one && !one->item.study.empty())
        Q_EMIT studySelected(QString::fromStdString(one->item.study_folder().string()));
}

void QueuePanel::openStudy() {
    const auto items = selected();
    const auto* one = items.size() == 1 ? model_->at(model_->rowOf(items.front())) : nullptr;
    if (!one || one->item.study.empty()) return;
    Q_EMIT studyRequested(QString::fromStdString(one->item.workspace.string()),
                          QString::fromStdString(one->item.study_folder().string()));
}

}  // namespace lathe::gui
