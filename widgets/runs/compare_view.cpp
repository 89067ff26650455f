#include "widgets/runs/compare_view.h"

#include <utility>

#include <QCheckBox>
#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLabel>
#include <QShortcut>
#include <QTableView>
#include <QVBoxLayout>

#include "widgets/common/theme.h"

namespace lathe::gui {

CompareView::CompareView(const QString& name, const QString& title, QWidget* parent)
    : QWidget(parent),
      model_(new CompareModel(this)),
      table_(new QTableView),
      onlyDifferences_(new QCheckBox(tr("Only what differs"))),
      hint_(new QLabel(tr("Select trials to see them side by side."))) {
    table_->setObjectName(name);
    table_->setAccessibleName(title);
    table_->setModel(model_);
    table_->setAlternatingRowColors(true);
    table_->setShowGrid(false);
    table_->setWordWrap(false);
    table_->setFrameShape(QFrame::NoFrame);
    table_->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    table_->verticalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    // The theme's padding of headers is made for the horizontal one; here it would cut the names.
    table_->verticalHeader()->setStyleSheet(QStringLiteral("QHeaderView::section { padding: 0 8px; border: none; }"));
    onlyDifferences_->setObjectName(name + QStringLiteral("Differences"));
    onlyDifferences_->setAccessibleName(onlyDifferences_->text());
    hint_->setAlignment(Qt::AlignCenter);
    hint_->setForegroundRole(QPalette::PlaceholderText);

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(spacing, spacing, spacing, spacing);
    layout->setSpacing(spacing);
    layout->addWidget(onlyDifferences_);
    layout->addWidget(table_, 1);
    layout->addWidget(hint_, 1);
    connect(onlyDifferences_, &QCheckBox::toggled, this, &CompareView::hideEqualRows);
    auto* copy = new QShortcut(QKeySequence::Copy, table_, nullptr, nullptr, Qt::WidgetShortcut);
    connect(copy, &QShortcut::activated, this, &CompareView::copySelection);
    setRows({}, {});
}

void CompareView::setRows(const QStringList& trials, std::vector<CompareRow> rows) {
    model_->setRows(trials, std::move(rows));
    const bool any = model_->rowCount() > 0 && !trials.isEmpty();
    table_->setVisible(any);
    hint_->setVisible(!any);
    onlyDifferences_->setVisible(any && trials.size() > 1);
    table_->resizeColumnsToContents();
    for (int column = 0; column < model_->columnCount(); ++column)
        table_->setColumnWidth(column, std::clamp(table_->columnWidth(column) + 2 * spacing, 96, 320));
    hideEqualRows();
}

void CompareView::hideEqualRows() {
    const bool hide = onlyDifferences_->isChecked() && model_->columnCount() > 1;
    for (int row = 0; row < model_->rowCount(); ++row) table_->setRowHidden(row, hide && !model_->differs(row));
}

void CompareView::copySelection() {
    QGuiApplication::clipboard()->setText(model_->asText());
}

}  // namespace lathe::gui
