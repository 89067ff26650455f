// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/batch_size_dialog.h"

#include <QComboBox>
#include <QHeaderView>
#include <QTableWidget>

#include "widgets/common/icons.h"
#include "widgets/common/theme.h"
#include "widgets/space/number_edit.h"

namespace lathe::gui {

namespace {

QTableWidgetItem* number(const QString& text) {
    auto* item = new QTableWidgetItem(text);
    item->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
    item->setFont(monospaceFont());
    return item;
}

}  // namespace

BatchSizeDialog::BatchSizeDialog(const FinderSource& source, QWidget* parent)
    : FinderDialog(QStringLiteral("findBatch"), QStringLiteral("train.batch_size"), source, parent),
      mode_(new QComboBox(this)),
      table_(new QTableWidget(0, 3, this)) {
    using config::option;
    using config::Type;
    const train::BatchSizeFinderOptions preset;
    first_ = addNumber(tr("First size"), QStringLiteral("First"),
                       option("first", Type::integer, preset.first, {}).at_least(1));
    steps_ = addNumber(tr("Steps of each"), QStringLiteral("Steps"),
                       option("steps", Type::integer, preset.steps, {}).at_least(1).at_most(1'000'000));
    most_ = addNumber(tr("Most sizes"), QStringLiteral("Most"),
                      option("most", Type::integer, preset.max_trials, {}).at_least(1).at_most(1000));
    mode_->addItems({tr("double"), tr("double, then bisect")});
    addOption(tr("Next size"), QStringLiteral("Mode"), mode_);
    table_->setObjectName(QStringLiteral("findBatchTable"));
    table_->setAccessibleName(tr("Batch sizes that were tried"));
    table_->setProperty("boxed", true);
    table_->setHorizontalHeaderLabels({tr("batch size"), tr("fits"), tr("samples/s")});
    for (const int column : {0, 2})
        table_->horizontalHeaderItem(column)->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
    table_->horizontalHeaderItem(1)->setTextAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    table_->verticalHeader()->hide();
    table_->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    table_->horizontalHeader()->setHighlightSections(false);
    table_->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table_->setSelectionBehavior(QAbstractItemView::SelectRows);
    table_->setShowGrid(false);
    table_->setTabKeyNavigation(false);
    build(tr("Find a batch size"),
          tr("Trains a new network for some steps at larger and larger batch sizes, and suggests the largest that fits "
             "into memory. Faster is not always better: compare the samples per second. Nothing of this training is "
             "kept."),
          table_);
}

Result<FinderJob::Options> BatchSizeDialog::options() const {
    const auto first = numberIn(first_);
    const auto steps = numberIn(steps_);
    const auto most = numberIn(most_);
    for (const auto* each : {&first, &steps, &most})
        if (!*each) return fail(each->error());
    train::BatchSizeFinderOptions options;
    options.first = static_cast<std::int64_t>(*first);
    options.steps = static_cast<int>(*steps);
    options.max_trials = static_cast<int>(*most);
    options.binary = mode_->currentIndex() == 1;
    return options;
}

void BatchSizeDialog::clear() {
    table_->setRowCount(0);
}

void BatchSizeDialog::add(const FinderJob::News& news) {
    for (const auto& trial : news.sizes) {
        const int row = table_->rowCount();
        table_->insertRow(row);
        table_->setItem(row, 0, number(QString::number(trial.size)));
        auto* fits = new QTableWidgetItem(
            trial.fits ? icon(QStringLiteral("check"), IconTone::good) : icon(QStringLiteral("error"), IconTone::bad),
            trial.fits ? tr("yes") : tr("no: out of memory"));
        table_->setItem(row, 1, fits);
        table_->setItem(row, 2,
                        number(trial.fits ? QString::number(trial.samples_per_second, 'f', 0) : QString(u'\u2013')));
        table_->scrollToBottom();
    }
}

Result<config::Value> BatchSizeDialog::finish(const FinderJob::Answer& answer) {
    const auto value = suggestion(std::get<train::BatchSizeSearch>(answer));
    if (!value) return value;
    for (int row = 0; row < table_->rowCount(); ++row)
        if (table_->item(row, 0)->text().toStdString() == config::to_yaml_inline(*value)) table_->selectRow(row);
    return value;
}

}  // namespace lathe::gui
