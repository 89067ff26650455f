// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs/descent_view.h"

#include <algorithm>
#include <functional>

#include <QFileInfo>
#include <QHeaderView>
#include <QLabel>
#include <QSplitter>
#include <QTreeWidget>
#include <QVBoxLayout>

#include "widgets/common/theme.h"
#include "widgets/runs/origin_text.h"
#include "widgets/runs/record_display.h"

namespace lathe::gui {

namespace {

enum Column { recordColumn, howColumn, objectiveColumn, changedColumn, columnCount };

constexpr int mostChanges = 3;  // in the line of a record

QString shownValue(const std::optional<config::Value>& value) {
    return value ? fullValue(*value) : QStringLiteral("–");
}

QString changesText(const std::vector<config::Change>& changes) {
    QStringList parts;
    for (std::size_t i = 0; i < changes.size() && i < mostChanges; ++i)
        parts << QStringLiteral("%1 %2 → %3")
                     .arg(QString::fromStdString(changes[i].path), shownValue(changes[i].left),
                          shownValue(changes[i].right));
    QString text = parts.join(QStringLiteral(", "));
    const int more = static_cast<int>(changes.size()) - mostChanges;
    if (more > 0) text += QStringLiteral(" ") + DescentView::tr("and %n more", nullptr, more);
    return text;
}

QString labelOfRow(const DescentRow& row) {
    if (!row.key) return DescentView::tr("%1 (not in this workspace)").arg(nameOf(row.name));
    const QString own =
        row.key->trial ? DescentView::tr("Trial %1").arg(*row.key->trial) : QFileInfo(row.key->study).fileName();
    return row.ownName.isEmpty() ? own : QStringLiteral("%1 · %2").arg(row.ownName, own);
}

const DescentRow* askedIn(const DescentRow& row) {
    if (row.asked) return &row;
    for (const DescentRow& child : row.children)
        if (const DescentRow* found = askedIn(child)) return found;
    return nullptr;
}

// Rows are told apart by their places: the items of the tree stand as the rows do.
QList<int> placeOf(const QTreeWidgetItem* item) {
    QList<int> place;
    for (; item && item->parent(); item = item->parent())
        place.prepend(item->parent()->indexOfChild(const_cast<QTreeWidgetItem*>(item)));
    return place;
}

}  // namespace

DescentView::DescentView(QWidget* parent)
    : QWidget(parent),
      tree_(new QTreeWidget),
      changes_(new QTreeWidget),
      hint_(new QLabel),
      splitter_(new QSplitter(Qt::Vertical)) {
    setObjectName(QStringLiteral("reviewDescent"));
    tree_->setObjectName(QStringLiteral("reviewDescentTree"));
    tree_->setAccessibleName(tr("Who came from whom"));
    tree_->setHeaderLabels({tr("Record"), tr("How it came about"), tr("Objective"), tr("What changed")});
    changes_->setObjectName(QStringLiteral("reviewDescentChanges"));
    changes_->setAccessibleName(tr("What the selected record changed"));
    changes_->setHeaderLabels({tr("Key"), tr("Before"), tr("After")});
    changes_->setRootIsDecorated(false);
    for (QTreeWidget* one : {tree_, changes_}) {
        one->setFrameShape(QFrame::NoFrame);
        one->setUniformRowHeights(true);
        one->setAlternatingRowColors(true);
        one->setTextElideMode(Qt::ElideMiddle);
        one->header()->setStretchLastSection(true);
        one->header()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    }
    tree_->setToolTip(tr("Enter shows the record in the list"));
    hint_->setObjectName(QStringLiteral("reviewDescentHint"));
    hint_->setAlignment(Qt::AlignCenter);
    hint_->setWordWrap(true);
    hint_->setForegroundRole(QPalette::PlaceholderText);
    hint_->setContentsMargins(3 * spacing, spacing, 3 * spacing, spacing);
    splitter_->setObjectName(QStringLiteral("reviewDescentSplitter"));
    splitter_->setChildrenCollapsible(false);
    splitter_->setHandleWidth(1);
    splitter_->addWidget(tree_);
    splitter_->addWidget(changes_);
    splitter_->setSizes({300, 200});
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(spacing, spacing, spacing, spacing);
    layout->addWidget(splitter_, 1);
    layout->addWidget(hint_, 1);
    connect(tree_, &QTreeWidget::currentItemChanged, this, &DescentView::showChanges);
    connect(tree_, &QTreeWidget::itemActivated, this, [this](const QTreeWidgetItem* item) {
        const DescentRow* row = rowOf(item);
        if (row && row->key) Q_EMIT recordChosen(*row->key);
    });
    setFocusProxy(tree_);
    setFamily(nullptr);
}

void DescentView::setFamily(const std::shared_ptr<const DescentRow>& family) {
    const QList<int> place = placeOf(tree_->currentItem());
    const DescentRow* before = family_ ? askedIn(*family_) : nullptr;
    const DescentRow* now = family ? askedIn(*family) : nullptr;
    const bool sameRecord = before && now && before->key == now->key;
    family_ = family;
    tree_->clear();
    const bool any = family_ && !family_->children.empty();
    splitter_->setVisible(any);
    hint_->setVisible(!any);
    hint_->setText(!family_ ? tr("Select a study or a trial to see who it came from.")
                            : tr("It came from no other record, and none came from it. What is run again, opened as an "
                                 "experiment, cloned, or begun with what another study found, is shown here with what "
                                 "it changed."));
    if (!any) return showChanges();
    add(*family_, nullptr);
    tree_->expandAll();
    for (int column = 0; column < changedColumn; ++column) {
        tree_->resizeColumnToContents(column);
        tree_->setColumnWidth(column, std::min(tree_->columnWidth(column) + spacing, 360));
    }
    // Read again each second while something runs: who looks at a row goes on doing so.
    if (!sameRecord) return;
    QTreeWidgetItem* item = tree_->topLevelItem(0);
    for (const int at : place)
        if (item) item = item->child(at);
    if (item) tree_->setCurrentItem(item);
}

void DescentView::setReading() {
    setFamily(nullptr);
    hint_->setText(tr("Reading\u2026"));
}

void DescentView::add(const DescentRow& row, QTreeWidgetItem* parent) {
    auto* item = parent ? new QTreeWidgetItem(parent) : new QTreeWidgetItem(tree_);
    item->setText(recordColumn, labelOfRow(row));
    item->setToolTip(recordColumn, row.key ? row.key->study : nameOf(row.name));
    item->setText(howColumn, row.how ? howText(*row.how) : QString());
    if (row.objective)
        item->setText(objectiveColumn, QStringLiteral("%1 %2").arg(row.metric, shortNumber(*row.objective)).trimmed());
    item->setText(changedColumn, row.shownElsewhere ? tr("shown above") : changesText(row.changes));
    item->setToolTip(changedColumn, item->text(changedColumn));
    if (!row.key) item->setForeground(recordColumn, palette().placeholderText());
    if (row.asked) {
        QFont bold = font();
        bold.setBold(true);
        for (int column = 0; column < columnCount; ++column) item->setFont(column, bold);
    }
    for (const DescentRow& child : row.children) add(child, item);
    if (row.asked) tree_->setCurrentItem(item);
}

const DescentRow* DescentView::rowOf(const QTreeWidgetItem* item) const {
    if (!item || !family_) return nullptr;
    const DescentRow* row = family_.get();
    for (const int at : placeOf(item)) row = &row->children[static_cast<std::size_t>(at)];
    return row;
}

void DescentView::showChanges() {
    changes_->clear();
    const DescentRow* row = rowOf(tree_->currentItem());
    if (!row) return;
    for (const config::Change& change : row->changes) {
        auto* item = new QTreeWidgetItem(
            changes_, {QString::fromStdString(change.path), shownValue(change.left), shownValue(change.right)});
        for (int column = 0; column < 3; ++column) item->setToolTip(column, item->text(column));
    }
    for (int column = 0; column < 2; ++column) {
        changes_->resizeColumnToContents(column);
        changes_->setColumnWidth(column, std::clamp(changes_->columnWidth(column) + spacing, 96, 280));
    }
}

}  // namespace lathe::gui
