// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs/compare_view.h"

#include <algorithm>
#include <utility>

#include <QAction>
#include <QCheckBox>
#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

#include "widgets/common/icons.h"
#include "widgets/common/theme.h"

namespace lathe::gui {

CompareView::CompareView(const QString& name, const QString& title, QWidget* parent)
    : QWidget(parent),
      model_(new CompareModel(this)),
      table_(new QTableView),
      filter_(new QLineEdit),
      onlyDifferences_(new QCheckBox(tr("Only what differs"))),
      bar_(makeBar(name, title)),
      hint_(new QLabel),
      note_(new QLabel) {
    table_->setObjectName(name);
    table_->setAccessibleName(title);
    table_->setModel(model_);
    table_->setAlternatingRowColors(true);
    table_->setShowGrid(false);
    table_->setWordWrap(false);
    table_->setFrameShape(QFrame::NoFrame);
    table_->setTextElideMode(Qt::ElideMiddle);
    table_->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    table_->verticalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    // The theme's padding of headers is made for the horizontal one; here it would cut the names.
    table_->verticalHeader()->setStyleSheet(QStringLiteral("QHeaderView::section { padding: 0 8px; border: none; }"));
    hint_->setObjectName(name + QStringLiteral("Hint"));
    hint_->setAlignment(Qt::AlignCenter);
    hint_->setWordWrap(true);
    hint_->setForegroundRole(QPalette::PlaceholderText);
    note_->setObjectName(name + QStringLiteral("Note"));
    note_->setWordWrap(true);
    note_->hide();

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(spacing, spacing, spacing, spacing);
    layout->setSpacing(spacing);
    layout->addWidget(bar_);
    layout->addWidget(table_, 1);
    layout->addWidget(hint_, 1);
    layout->addWidget(note_);
    setRows({}, {});
}

QWidget* CompareView::makeBar(const QString& name, const QString& title) {
    auto* bar = new QWidget;
    filter_->setObjectName(name + QStringLiteral("Filter"));
    filter_->setAccessibleName(tr("Filter: %1").arg(title));
    filter_->setPlaceholderText(tr("Filter"));
    filter_->setClearButtonEnabled(true);
    onlyDifferences_->setObjectName(name + QStringLiteral("Differences"));
    onlyDifferences_->setAccessibleName(onlyDifferences_->text());
    auto* copy = new QAction(icon(QStringLiteral("copy")), tr("Copy the table: %1").arg(title), table_);
    copy->setObjectName(name + QStringLiteral("Copy"));
    copy->setShortcut(QKeySequence::Copy);
    copy->setShortcutContext(Qt::WidgetShortcut);
    copy->setToolTip(tr("Copy the rows that are shown, for a spreadsheet"));
    table_->addAction(copy);
    table_->setContextMenuPolicy(Qt::ActionsContextMenu);
    auto* button = new QToolButton;
    button->setDefaultAction(copy);
    button->setObjectName(name + QStringLiteral("CopyButton"));
    button->setAccessibleName(copy->text());
    button->setFocusPolicy(Qt::TabFocus);
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(spacing);
    row->addWidget(filter_, 1);
    row->addWidget(onlyDifferences_);
    row->addWidget(button);
    connect(filter_, &QLineEdit::textChanged, this, &CompareView::refresh);
    connect(onlyDifferences_, &QCheckBox::toggled, this, &CompareView::refresh);
    connect(copy, &QAction::triggered, this, &CompareView::copyRows);
    return bar;
}

void CompareView::showOnlyDifferences() {
    onlyDifferences_->setChecked(true);
}

void CompareView::setNote(const QString& note) {
    note_->setText(note);
    note_->setVisible(!note.isEmpty());
}

void CompareView::setRows(const QStringList& trials, std::vector<CompareRow> rows) {
    model_->setRows(trials, std::move(rows));
    onlyDifferences_->setVisible(trials.size() > 1);
    table_->resizeColumnsToContents();
    for (int column = 0; column < model_->columnCount(); ++column)
        table_->setColumnWidth(column, std::clamp(table_->columnWidth(column) + 2 * spacing, 96, 320));
    // One trial has the room: what it has is read, not compared.
    table_->horizontalHeader()->setStretchLastSection(trials.size() == 1);
    refresh();
}

void CompareView::refresh() {
    const bool onlyDifferences = onlyDifferences_->isChecked() && model_->columnCount() > 1;
    int shown = 0;
    for (int row = 0; row < model_->rowCount(); ++row) {
        const bool differs = !onlyDifferences || model_->differs(row);
        const bool show = differs && model_->matches(row, filter_->text());
        table_->setRowHidden(row, !show);
        shown += show ? 1 : 0;
    }
    const bool any = model_->rowCount() > 0 && model_->columnCount() > 0;
    bar_->setVisible(any);
    table_->setVisible(shown > 0 && any);
    hint_->setVisible(shown == 0 || !any);
    hint_->setText(whyNothing(any ? model_->rowCount() : 0));
}

QString CompareView::whyNothing(int rows) const {
    if (rows == 0) return tr("Select trials to see them side by side.");
    if (!filter_->text().isEmpty()) return tr("Nothing here has \u201c%1\u201d in it.").arg(filter_->text());
    return tr("No difference: all %n value(s) are the same.", nullptr, rows);
}

QList<int> CompareView::shownRows() const {
    QList<int> rows;
    for (int row = 0; row < model_->rowCount(); ++row)
        if (!table_->isRowHidden(row)) rows << row;
    return rows;
}

void CompareView::copyRows() {
    QGuiApplication::clipboard()->setText(model_->asText(shownRows()));
}

}  // namespace lathe::gui
