// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/chart_table.h"

#include <algorithm>

#include <QDialog>
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QPushButton>
#include <QTabWidget>
#include <QTableView>
#include <QVBoxLayout>

#include "core/base/csv.h"
#include "widgets/common/theme.h"

namespace lathe::gui {

namespace {

QStringList cellsOf(const std::vector<std::string>& record) {
    QStringList cells;
    for (const auto& cell : record) cells << QString::fromStdString(cell);
    return cells;
}

QTableView* makeTable(const ChartTable& table, QWidget* parent) {
    auto* view = new QTableView(parent);
    view->setObjectName(QStringLiteral("chartTable"));
    view->setAccessibleName(table.name);
    view->setModel(new ChartTableModel(table.csv, view));
    view->setSelectionBehavior(QAbstractItemView::SelectRows);
    view->setTabKeyNavigation(false);
    view->setWordWrap(false);
    view->verticalHeader()->hide();
    view->verticalHeader()->setDefaultSectionSize(3 * spacing);
    view->horizontalHeader()->setHighlightSections(false);
    view->resizeColumnsToContents();
    if (view->model()->rowCount() > 0) view->setCurrentIndex(view->model()->index(0, 0));
    return view;
}

}  // namespace

ChartTableModel::ChartTableModel(const QString& csv, QObject* parent) : QAbstractTableModel(parent) {
    const std::string text = csv.toStdString();
    CsvReader reader(text);
    if (reader.at_end()) return;
    if (const auto first = reader.next()) header_ = cellsOf(*first);
    while (!reader.at_end()) {
        const auto record = reader.next();
        if (!record) return;
        rows_.push_back(cellsOf(*record));
    }
}

int ChartTableModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(rows_.size());
}

int ChartTableModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(header_.size());
}

QVariant ChartTableModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const QString cell = rows_[static_cast<std::size_t>(index.row())].value(index.column());
    if (role == Qt::DisplayRole) return cell;
    // Read with what it is, as one hears no header.
    if (role == Qt::AccessibleTextRole) return QStringLiteral("%1: %2").arg(header_[index.column()], cell);
    return {};
}

QVariant ChartTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    return header_.value(section);
}

void showChartTables(QWidget* parent, const QString& title, const std::vector<ChartTable>& tables) {
    auto* dialog = new QDialog(parent);
    dialog->setObjectName(QStringLiteral("chartTableDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setModal(false);
    dialog->setWindowTitle(title);
    dialog->resize(90 * spacing, 60 * spacing);
    auto* layout = new QVBoxLayout(dialog);
    layout->setContentsMargins(2 * spacing, 2 * spacing, 2 * spacing, 2 * spacing);
    if (tables.size() == 1) {
        layout->addWidget(makeTable(tables.front(), dialog), 1);
    } else {
        auto* tabs = new QTabWidget(dialog);
        tabs->setObjectName(QStringLiteral("chartTableTabs"));
        tabs->setAccessibleName(title);
        tabs->setDocumentMode(true);
        for (const ChartTable& table : tables) tabs->addTab(makeTable(table, tabs), table.name);
        layout->addWidget(tabs, 1);
    }
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, dialog);
    buttons->button(QDialogButtonBox::Close)->setObjectName(QStringLiteral("chartTableClose"));
    QObject::connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::reject);
    layout->addWidget(buttons);
    dialog->show();
    if (auto* table = dialog->findChild<QTableView*>()) table->setFocus();
}

}  // namespace lathe::gui
