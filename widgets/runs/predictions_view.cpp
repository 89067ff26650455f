// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs/predictions_view.h"

#include <algorithm>

#include <QHeaderView>
#include <QLabel>
#include <QSortFilterProxyModel>
#include <QSplitter>
#include <QTableView>
#include <QVBoxLayout>

#include "widgets/charts/number_text.h"
#include "widgets/common/theme.h"
#include "widgets/runs/class_scores_model.h"
#include "widgets/runs/confusion_model.h"
#include "widgets/runs/shaded_delegate.h"
#include "widgets/runs/wrong_samples_model.h"

namespace lathe::gui {

PredictionsView::PredictionsView(QWidget* parent)
    : QWidget(parent),
      worst_(new WrongSamplesModel(this)),
      confusion_(new ConfusionModel(this)),
      scores_(new ClassScoresModel(this)),
      summary_(new QLabel),
      hint_(new QLabel),
      worstTable_(makeTable(QStringLiteral("reviewWorst"), tr("The samples that were most wrong, the worst first"))),
      classes_(makeClasses()),
      content_(new QSplitter(Qt::Horizontal)) {
    summary_->setObjectName(QStringLiteral("reviewTestSummary"));
    summary_->setWordWrap(true);
    summary_->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    hint_->setObjectName(QStringLiteral("reviewTestHint"));
    hint_->setAlignment(Qt::AlignCenter);
    hint_->setWordWrap(true);
    hint_->setForegroundRole(QPalette::PlaceholderText);
    worstTable_->setModel(worst_);
    worstTable_->verticalHeader()->hide();
    worstTable_->setSelectionBehavior(QAbstractItemView::SelectRows);
    worstTable_->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    content_->addWidget(worstTable_);
    content_->addWidget(classes_);
    content_->setChildrenCollapsible(false);
    connect(content_, &QSplitter::splitterMoved, this, [this] { isDivided_ = true; });
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(spacing, spacing, spacing, spacing);
    layout->setSpacing(spacing);
    layout->addWidget(summary_);
    layout->addWidget(content_, 1);
    layout->addWidget(hint_, 1);
    showNothing({});
}

QTableView* PredictionsView::makeTable(const QString& name, const QString& title) {
    auto* table = new QTableView;
    table->setObjectName(name);
    table->setAccessibleName(title);
    table->setFrameShape(QFrame::NoFrame);
    table->setShowGrid(false);
    table->setWordWrap(false);
    return table;
}

QWidget* PredictionsView::makeClasses() {
    confusionTable_ = makeTable(QStringLiteral("reviewConfusion"),
                                tr("Confusion matrix: a row for each true class, a column for each predicted one"));
    confusionTable_->setModel(confusion_);
    confusionTable_->setShowGrid(true);
    confusionTable_->setItemDelegate(new ShadedDelegate(confusionTable_));
    confusionTable_->verticalHeader()->setDefaultAlignment(Qt::AlignCenter);
    for (QHeaderView* header : {confusionTable_->horizontalHeader(), confusionTable_->verticalHeader()})
        header->setSectionResizeMode(QHeaderView::ResizeToContents);
    // The theme's padding of headers is made for the horizontal one; here it would cut the names.
    confusionTable_->verticalHeader()->setStyleSheet(
        QStringLiteral("QHeaderView::section { padding: 0 8px; border: none; }"));
    scoresTable_ = makeTable(QStringLiteral("reviewClassScores"), tr("Scores of each class"));
    auto* sorted = new QSortFilterProxyModel(scores_);
    sorted->setSourceModel(scores_);
    sorted->setSortRole(ClassScoresModel::sortRole);
    scoresTable_->setModel(sorted);
    scoresTable_->setSortingEnabled(true);
    scoresTable_->horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder);  // as the classes come
    scoresTable_->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    scoresTable_->verticalHeader()->hide();
    auto* both = new QSplitter(Qt::Vertical);
    both->addWidget(confusionTable_);
    both->addWidget(scoresTable_);
    both->setChildrenCollapsible(false);
    return both;
}

QString PredictionsView::summary(const store::TestRecord& record) const {
    QStringList parts{tr("%1 samples of %2").arg(QString::number(record.samples), QString::fromStdString(record.part))};
    for (const auto& [name, value] : record.metrics)
        parts.append(QStringLiteral("%1 %2").arg(QString::fromStdString(name), numberText(value)));
    parts.append(tr("weights of %1").arg(QString::fromStdString(record.checkpoint)));
    return parts.join(QStringLiteral("  ·  "));
}

void PredictionsView::showNothing(const QString& why) {
    facts_ = {};
    hint_->setText(why);
    hint_->show();
    summary_->hide();
    content_->hide();
}

void PredictionsView::setFacts(const TestFacts& facts) {
    if (!facts.error.isEmpty()) return showNothing(facts.error);
    if (!facts.record) return showNothing(tr("No test of this trial is recorded. Test it to see what it gets wrong."));
    if (facts == facts_) return;
    facts_ = facts;
    worst_->setFacts(facts);
    confusion_->setFacts(facts);
    scores_->setFacts(facts);
    worstTable_->setColumnHidden(WrongSamplesModel::probabilityColumn, facts.record->classes.empty());
    const int side = worst_->pictureSide();
    worstTable_->setIconSize({side, side});
    worstTable_->verticalHeader()->setDefaultSectionSize(side > 0 ? side + spacing : fontMetrics().height() + spacing);
    classes_->setVisible(!facts.record->confusion.empty());
    worstTable_->setVisible(!facts.record->worst.empty());
    summary_->setText(summary(*facts.record));
    const bool any = !facts.record->confusion.empty() || !facts.record->worst.empty();
    hint_->setText(tr("Of this kind of task a test records neither single samples nor classes."));
    hint_->setVisible(!any);
    summary_->show();
    content_->setVisible(any);
    divide();
}

// The samples get the room that their columns need, so that none is cut where there is room; until the person divides
// it.
void PredictionsView::divide() {
    // Side by side neither would have room for its columns.
    constexpr int narrow = 75 * spacing;
    content_->setOrientation(width() < narrow ? Qt::Vertical : Qt::Horizontal);
    if (content_->orientation() == Qt::Vertical) return;
    if (isDivided_ || !facts_.record || facts_.record->worst.empty() || facts_.record->confusion.empty()) return;
    const int wanted = worstTable_->horizontalHeader()->length() + 3 * spacing;
    const int all = content_->width();
    const int samples = std::clamp(wanted, all / 4, std::max(all / 4, 2 * all / 3));
    content_->setSizes({samples, all - samples});
}

void PredictionsView::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    divide();
}

}  // namespace lathe::gui
