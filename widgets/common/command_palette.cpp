// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/command_palette.h"

#include <QAction>
#include <QApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPointer>
#include <QTimer>
#include <QTreeView>
#include <QVBoxLayout>

#include "widgets/common/command_model.h"
#include "widgets/common/empty_state.h"
#include "widgets/common/theme.h"

namespace lathe::gui {

CommandPalette::CommandPalette(QWidget* window)
    : QFrame(window),
      filter_(new QLineEdit(this)),
      list_(new QTreeView(this)),
      none_(new EmptyState(QStringLiteral("find"), QString(), QString(), this)),
      model_(new CommandModel(this)) {
    setObjectName(QStringLiteral("commandPalette"));
    setAccessibleName(tr("Command palette"));
    setFrameShape(QFrame::NoFrame);
    setAutoFillBackground(true);

    filter_->setObjectName(QStringLiteral("commandFilter"));
    filter_->setAccessibleName(tr("Find a command"));
    filter_->setPlaceholderText(tr("Type to find a command"));
    filter_->installEventFilter(this);

    list_->setObjectName(QStringLiteral("commandList"));
    list_->setAccessibleName(tr("Commands"));
    list_->setModel(model_);
    list_->setRootIsDecorated(false);
    list_->setUniformRowHeights(true);
    list_->setHeaderHidden(true);
    list_->setEditTriggers(QAbstractItemView::NoEditTriggers);
    list_->header()->setStretchLastSection(false);
    list_->header()->setSectionResizeMode(CommandModel::Name, QHeaderView::Stretch);
    list_->header()->setSectionResizeMode(CommandModel::Shortcut, QHeaderView::ResizeToContents);
    list_->installEventFilter(this);
    none_->setObjectName(QStringLiteral("commandNone"));

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(spacing, spacing, spacing, spacing);
    layout->setSpacing(spacing);
    layout->addWidget(filter_);
    layout->addWidget(list_, 1);
    layout->addWidget(none_, 1);

    connect(filter_, &QLineEdit::textChanged, this, &CommandPalette::showMatches);
    connect(list_, &QTreeView::clicked, this, &CommandPalette::triggerCurrent);
    window->installEventFilter(this);
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget*, QWidget* now) {
        if (isVisible() && now && now != this && !isAncestorOf(now)) hide();
    });
    hide();
}

void CommandPalette::open() {
    model_->collect(parentWidget());
    filter_->clear();
    showMatches();
    place();
    show();
    raise();
    filter_->setFocus();
}

void CommandPalette::place() {
    const QSize room = parentWidget()->size();
    const int width = std::min(70 * spacing, room.width() - 4 * spacing);
    const int height = std::min(50 * spacing, room.height() - 12 * spacing);
    setGeometry((room.width() - width) / 2, 8 * spacing, width, height);
}

// An empty list alone would leave open whether there are no commands or none of that name.
void CommandPalette::showMatches() {
    model_->setFilter(filter_->text());
    const bool none = model_->rowCount() == 0;
    const QString title = none ? tr("No command matches \u201c%1\u201d").arg(filter_->text().trimmed()) : QString();
    none_->setText(title, tr("Commands of other rooms are listed there. Fewer letters match more."));
    none_->setVisible(none);
    list_->setVisible(!none);
    filter_->setAccessibleDescription(title);  // the keys stay there
    selectFirst();
}

void CommandPalette::selectFirst() {
    for (int row = 0; row < model_->rowCount(); ++row) {
        const QModelIndex index = model_->index(row, 0);
        if (!(index.flags() & Qt::ItemIsEnabled)) continue;
        list_->setCurrentIndex(index);
        list_->scrollToTop();
        return;
    }
}

void CommandPalette::moveSelection(int by) {
    const int step = by > 0 ? 1 : -1;
    int row = list_->currentIndex().row();
    for (int left = std::abs(by); left > 0;) {
        row += step;
        if (row < 0 || row >= model_->rowCount()) return;
        if (!(model_->index(row, 0).flags() & Qt::ItemIsEnabled)) continue;
        list_->setCurrentIndex(model_->index(row, 0));
        --left;
    }
}

void CommandPalette::triggerCurrent() {
    const QPointer<QAction> action = model_->actionAt(list_->currentIndex().row());
    if (!action || !action->isEnabled()) return;
    hide();
    // After the palette has gone, so that the action sees the focus where it was.
    QTimer::singleShot(0, action, [action] { action->trigger(); });
}

bool CommandPalette::eventFilter(QObject* watched, QEvent* event) {
    if (watched == parentWidget()) {
        if (event->type() == QEvent::Resize && isVisible()) place();
        return QFrame::eventFilter(watched, event);
    }
    if (event->type() != QEvent::KeyPress) return QFrame::eventFilter(watched, event);
    switch (static_cast<QKeyEvent*>(event)->key()) {
        case Qt::Key_Escape:
            hide();
            parentWidget()->activateWindow();
            return true;
        case Qt::Key_Return:
        case Qt::Key_Enter: triggerCurrent(); return true;
        case Qt::Key_Down: moveSelection(1); return true;
        case Qt::Key_Up: moveSelection(-1); return true;
        case Qt::Key_PageDown: moveSelection(10); return true;
        case Qt::Key_PageUp: moveSelection(-10); return true;
        default: return QFrame::eventFilter(watched, event);
    }
}

}  // namespace lathe::gui
