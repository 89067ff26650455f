// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/table_dialog.h"

#include <QAction>
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

#include "app/gui/experiment_files.h"
#include "app/gui/histogram_delegate.h"
#include "app/gui/table_columns_model.h"
#include "app/table_request.h"
#include "widgets/config/configure_page.h"

namespace lathe::gui {

TableDialog::TableDialog(ExperimentSource experiment, const config::Catalog& catalog, QWidget* parent)
    : QDialog(parent),
      experiment_(std::move(experiment)),
      catalog_(catalog),
      model_(new TableColumnsModel(this)),
      view_(new QTableView(this)),
      message_(new QLabel(this)),
      notes_(new QPlainTextEdit(this)),
      again_(new QPushButton(tr("&Read again"), this)) {
    setObjectName(QStringLiteral("tableDialog"));
    setWindowTitle(tr("The table"));
    resize(980, 620);
    message_->setObjectName(QStringLiteral("tableMessage"));
    message_->setWordWrap(true);
    message_->setTextFormat(Qt::PlainText);
    view_->setObjectName(QStringLiteral("tableColumns"));
    view_->setAccessibleName(tr("Columns of the table"));
    view_->setModel(model_);
    view_->setItemDelegateForColumn(TableColumnsModel::Histogram, new HistogramDelegate(view_));
    view_->setSelectionBehavior(QAbstractItemView::SelectRows);
    view_->setSelectionMode(QAbstractItemView::SingleSelection);
    view_->setAlternatingRowColors(true);
    view_->setTabKeyNavigation(false);
    view_->verticalHeader()->hide();
    view_->horizontalHeader()->setStretchLastSection(true);
    notes_->setObjectName(QStringLiteral("tableNotes"));
    notes_->setAccessibleName(tr("What is left out, and why"));
    notes_->setReadOnly(true);
    notes_->setTabChangesFocus(true);
    again_->setObjectName(QStringLiteral("tableReadAgain"));
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    buttons->addButton(again_, QDialogButtonBox::ActionRole);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(again_, &QPushButton::clicked, this, &TableDialog::readAgain);

    auto* layout = new QVBoxLayout(this);
    layout->addWidget(message_);
    layout->addWidget(view_, 3);
    layout->addWidget(notes_, 1);
    layout->addWidget(buttons);
}

void TableDialog::openTable() {
    show();
    raise();
    activateWindow();
    readAgain();
}

void TableDialog::say(const QString& text, Tone tone) {
    message_->setText(text);
    message_->setAccessibleDescription(tone == Tone::problem ? tr("Mistake") : QString());
}

void TableDialog::readAgain() {
    const auto experiment = experiment_();
    if (!experiment) return showAnswer(tl::make_unexpected(experiment.error()));
    say(tr("Reading the table\u2026"));
    again_->setEnabled(false);
    ++reading_;
    work_.run(
        [experiment = *experiment, &catalog = catalog_]() -> Answer {
            const auto options = table_options(experiment, catalog);
            if (!options) return tl::make_unexpected(Errors{options.error()});
            auto table = train::describe_table(*options);
            if (!table) return tl::make_unexpected(Errors{table.error()});
            return std::move(*table);
        },
        [this](const Answer& answer) {
            --reading_;
            again_->setEnabled(reading_ == 0);
            showAnswer(answer);
        });
}

void TableDialog::showAnswer(const Answer& answer) {
    if (!answer) {
        QStringList errors;
        for (const Error& error : answer.error()) errors << QString::fromStdString(error.str());
        model_->setTable({});
        notes_->clear();
        return say(errors.join(QLatin1Char('\n')), Tone::problem);
    }
    model_->setTable(*answer);
    view_->resizeColumnsToContents();
    QStringList notes;
    for (const std::string& note : answer->notes) notes << QString::fromStdString(note);
    notes_->setPlainText(notes.join(QLatin1Char('\n')));
    notes_->setVisible(!notes.isEmpty());
    const QString mark = answer->mark == train::DecimalMark::comma ? tr("comma") : tr("point");
    const QString delimiter =
        answer->delimiter == '\t' ? tr("tab") : QStringLiteral("\u201c%1\u201d").arg(QLatin1Char(answer->delimiter));
    say(tr("%1: %2 rows, %3 columns. Encoding %4, cells divided by %5, decimal %6.")
            .arg(QString::fromStdString(answer->file))
            .arg(answer->rows)
            .arg(answer->columns.size())
            .arg(QString::fromStdString(answer->encoding), delimiter, mark));
}

void connectTableDialog(QAction* action, ConfigurePage& page, ExperimentFiles& files, const config::Catalog& catalog,
                        QWidget* window) {
    // Made when it is first opened.
    QObject::connect(action, &QAction::triggered, window, [&page, &files, &catalog, window] {
        auto* dialog = window->findChild<TableDialog*>(QString(), Qt::FindDirectChildrenOnly);
        if (!dialog) {
            dialog = new TableDialog([&page] { return page.experiment(); }, catalog, window);
            QObject::connect(&files, &ExperimentFiles::opened, dialog, &QWidget::hide);
        }
        dialog->openTable();
    });
    page.addKeyAction(QStringLiteral("data.file"), action);
}

}  // namespace lathe::gui
