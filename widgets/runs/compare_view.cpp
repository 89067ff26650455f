// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs/compare_view.h"

#include <algorithm>
#include <utility>

#include <QAction>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QScrollBar>
#include <QSignalBlocker>
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
      sections_(new QComboBox),
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
    table_->setTabKeyNavigation(false);
    table_->setFrameShape(QFrame::NoFrame);
    table_->setTextElideMode(Qt::ElideMiddle);
    table_->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    table_->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    table_->horizontalHeader()->setHighlightSections(false);
    table_->verticalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    table_->verticalHeader()->setHighlightSections(false);
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
    sections_->setObjectName(name + QStringLiteral("Section"));
    sections_->setAccessibleName(tr("Section: %1").arg(title));
    sections_->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    filter_->setObjectName(name + QStringLiteral("Filter"));
    filter_->setAccessibleName(tr("Filter: %1").arg(title));
    filter_->setPlaceholderText(tr("Filter"));
    filter_->setClearButtonEnabled(true);
    onlyDifferences_->setObjectName(name + QStringLiteral("Differences"));
    onlyDifferences_->setAccessibleName(onlyDifferences_->text());
    onlyDifferences_->setChecked(true);
    auto* copy =
        makeCopy(name + QStringLiteral("Copy"), tr("Copy the table: %1").arg(title), CompareModel::Form::table);
    copy->setShortcut(QKeySequence::Copy);
    copy->setShortcutContext(Qt::WidgetShortcut);
    copy->setToolTip(tr("Copy the rows that are shown, for a spreadsheet"));
    auto* csv = makeCopy(name + QStringLiteral("CopyCsv"), tr("Copy as CSV: %1").arg(title), CompareModel::Form::csv);
    table_->setContextMenuPolicy(Qt::ActionsContextMenu);
    auto* menu = new QMenu(bar);
    menu->addAction(csv);
    auto* button = new QToolButton;
    button->setDefaultAction(copy);
    button->setObjectName(name + QStringLiteral("CopyButton"));
    button->setAccessibleName(copy->text());
    button->setFocusPolicy(Qt::TabFocus);
    button->setMenu(menu);
    button->setPopupMode(QToolButton::MenuButtonPopup);
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(spacing);
    row->addWidget(sections_);
    row->addWidget(filter_, 1);
    row->addWidget(onlyDifferences_);
    row->addWidget(button);
    connect(filter_, &QLineEdit::textChanged, this, &CompareView::refresh);
    connect(onlyDifferences_, &QCheckBox::toggled, this, &CompareView::refresh);
    connect(sections_, &QComboBox::currentIndexChanged, this, &CompareView::refresh);
    return bar;
}

QAction* CompareView::makeCopy(const QString& name, const QString& text, CompareModel::Form form) {
    auto* copy = new QAction(icon(QStringLiteral("copy")), text, table_);
    copy->setObjectName(name);
    table_->addAction(copy);
    connect(copy, &QAction::triggered, this,
            [this, form] { QGuiApplication::clipboard()->setText(model_->asText(shownRows(), form)); });
    return copy;
}

void CompareView::focusTable() {
    table_->setFocus(Qt::OtherFocusReason);
    if (!table_->currentIndex().isValid() && !shownRows().isEmpty())
        table_->setCurrentIndex(model_->index(shownRows().front(), 0));
}

void CompareView::setNote(const QString& note) {
    note_->setText(note);
    note_->setVisible(!note.isEmpty());
}

void CompareView::setRows(const std::vector<CompareColumn>& trials, std::vector<CompareRow> rows) {
    // What is read again each second is mostly the same.
    if (trials == trials_ && rows == rows_ && !hint_->text().isEmpty()) return;
    trials_ = trials;
    rows_ = rows;
    // Who reads it stays where they are.
    const QModelIndex current = table_->currentIndex();
    const QString name = model_->headerData(current.row(), Qt::Vertical).toString();
    const int place = table_->verticalScrollBar()->value();
    const int before = model_->columnCount();
    model_->setRows(trials_, std::move(rows));
    table_->clearSpans();
    for (int row = 0; row < model_->rowCount(); ++row)
        if (model_->isSection(row) && model_->columnCount() > 1) table_->setSpan(row, 0, 1, model_->columnCount());
    onlyDifferences_->setVisible(trials.size() > 1);
    if (before != model_->columnCount() || !current.isValid()) fitColumns();
    fillSections();
    refresh();
    for (int row = 0; current.isValid() && row < model_->rowCount(); ++row)
        if (!model_->isSection(row) && model_->headerData(row, Qt::Vertical).toString() == name) {
            table_->setCurrentIndex(model_->index(row, std::min(current.column(), model_->columnCount() - 1)));
            break;
        }
    table_->verticalScrollBar()->setValue(place);
}

void CompareView::fitColumns() {
    table_->resizeColumnsToContents();
    for (int column = 0; column < model_->columnCount(); ++column)
        table_->setColumnWidth(column, std::clamp(table_->columnWidth(column) + 2 * spacing, 96, 320));
    // One trial has the room: what it has is read, not compared.
    table_->horizontalHeader()->setStretchLastSection(model_->columnCount() == 1);
}

// The one that was chosen stays, also while it has no rows.
void CompareView::fillSections() {
    QStringList names;
    for (int row = 0; row < model_->rowCount(); ++row)
        if (model_->isSection(row)) names << model_->section(row);
    const QString chosen = sections_->currentData().toString();
    const QSignalBlocker quiet(sections_);
    sections_->clear();
    sections_->addItem(tr("All sections"), QString());
    if (!chosen.isEmpty() && !names.contains(chosen)) names << chosen;
    for (const QString& name : std::as_const(names)) sections_->addItem(name, name);
    sections_->setCurrentIndex(std::max(0, sections_->findData(chosen)));
    sections_->setVisible(sections_->count() > 1);
}

bool CompareView::isWanted(int row) const {
    const QString section = sections_->currentData().toString();
    if (!section.isEmpty() && model_->section(row) != section) return false;
    const bool onlyDifferences = onlyDifferences_->isChecked() && model_->columnCount() > 1;
    return (!onlyDifferences || model_->differs(row)) && model_->matches(row, filter_->text());
}

void CompareView::refresh() {
    int shown = 0, rows = 0;
    int heading = -1;  // the section's own row, which shows when one of its rows does
    for (int row = 0; row < model_->rowCount(); ++row) {
        if (model_->isSection(row)) {
            heading = row;
            table_->setRowHidden(row, true);
            continue;
        }
        const bool show = isWanted(row);
        table_->setRowHidden(row, !show);
        if (show && heading >= 0) table_->setRowHidden(std::exchange(heading, -1), false);
        shown += show ? 1 : 0;
        ++rows;
    }
    model_->setMarksDifferences(!onlyDifferences_->isChecked());
    const bool any = rows > 0 && model_->columnCount() > 0;
    bar_->setVisible(any);
    table_->setVisible(shown > 0 && any);
    hint_->setVisible(shown == 0 || !any);
    hint_->setText(whyNothing(any ? rows : 0));
}

QString CompareView::whyNothing(int rows) const {
    if (rows == 0) return tr("Select trials to see them side by side.");
    if (!filter_->text().isEmpty()) return tr("Nothing here has \u201c%1\u201d in it.").arg(filter_->text());
    return tr("No difference: all %n value(s) are the same.", nullptr, rows);
}

QList<int> CompareView::shownRows() const {
    QList<int> rows;
    for (int row = 0; row < model_->rowCount(); ++row)
        if (!table_->isRowHidden(row) && !model_->isSection(row)) rows << row;
    return rows;
}

}  // namespace lathe::gui
