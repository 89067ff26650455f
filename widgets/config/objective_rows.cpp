// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/config/objective_rows.h"

#include <algorithm>

#include <QComboBox>
#include <QHBoxLayout>
#include <QToolButton>

#include "widgets/common/icons.h"
#include "widgets/common/theme.h"
#include "widgets/config/config_edits.h"
#include "widgets/config/search_setting.h"
#include "widgets/config/value_editor.h"

namespace lathe::gui {

QComboBox* makeMetricCombo(QWidget* parent) {
    auto* combo = new QComboBox(parent);
    combo->setEditable(true);
    combo->setInsertPolicy(QComboBox::NoInsert);
    combo->addItems({"val_loss", "val_acc", "train_loss"});
    return combo;
}

QComboBox* makeModeCombo(QWidget* parent) {
    auto* combo = new QComboBox(parent);
    combo->addItem(ObjectiveRows::tr("minimize"), "minimize");
    combo->addItem(ObjectiveRows::tr("maximize"), "maximize");
    return combo;
}

ObjectiveRows::ObjectiveRows(ExperimentDocument& document, QWidget* parent)
    : QWidget(parent), document_(document), layout_(new QVBoxLayout(this)), add_(new QToolButton(this)) {
    layout_->setContentsMargins(0, 0, 0, 0);
    layout_->setSpacing(spacing);
    add_->setObjectName("addObjective");
    add_->setText(tr("Add an objective"));
    add_->setToolTip(tr("Search for the Pareto front of several objectives"));
    add_->setAccessibleName(add_->text());
    add_->setIcon(icon("add"));
    add_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    add_->setAutoRaise(true);
    add_->setFocusPolicy(Qt::StrongFocus);
    layout_->addWidget(add_, 0, Qt::AlignLeft);
    connect(add_, &QToolButton::clicked, this, [this] { addObjective(document_); });
}

ObjectiveRows::Row ObjectiveRows::makeRow(int index) {
    Row row{new QWidget(this), nullptr, nullptr};
    row.metric = makeMetricCombo(row.whole);
    row.metric->setObjectName(QStringLiteral("metricCombo_%1").arg(index));
    row.metric->setAccessibleName(tr("Metric of objective %1").arg(index + 1));
    row.mode = makeModeCombo(row.whole);
    row.mode->setObjectName(QStringLiteral("modeCombo_%1").arg(index));
    row.mode->setAccessibleName(tr("Goal of objective %1").arg(index + 1));
    auto* away = new QToolButton(row.whole);
    away->setObjectName(QStringLiteral("removeObjective_%1").arg(index));
    away->setIcon(icon("remove"));
    away->setToolTip(tr("Remove this objective"));
    away->setAccessibleName(tr("Remove objective %1").arg(index + 1));
    away->setAutoRaise(true);
    away->setFocusPolicy(Qt::StrongFocus);
    auto* line = new QHBoxLayout(row.whole);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(spacing);
    line->addWidget(row.metric, 1);
    line->addWidget(row.mode, 1);
    line->addWidget(away);

    const QString path = QStringLiteral("objectives[%1]").arg(index);
    onValueEdited(row.metric, this, [this, path](const QString& text, bool) {
        if (!text.isEmpty() && text != settingText(document_, (path + ".metric").toStdString()))
            setSearchText(document_, path + ".metric", text);
    });
    connect(row.mode, &QComboBox::activated, this, [this, path, mode = row.mode] {
        setSearchText(document_, path + ".mode", mode->currentData().toString());
    });
    connect(away, &QToolButton::clicked, this, [this, path] { setSearchText(document_, path, {}); });
    return row;
}

void ObjectiveRows::refresh() {
    const auto further = static_cast<std::size_t>(std::max(0, objectiveCount(document_) - 1));
    while (rows_.size() > further) {
        // The button that was pressed may be in it.
        rows_.back().whole->hide();
        rows_.back().whole->deleteLater();
        rows_.pop_back();
    }
    while (rows_.size() < further) {
        const int index = static_cast<int>(rows_.size()) + 1;
        rows_.push_back(makeRow(index));
        layout_->insertWidget(index - 1, rows_.back().whole);
    }
    for (std::size_t i = 0; i < rows_.size(); ++i) {
        const std::string path = "objectives[" + std::to_string(i + 1) + "].";
        const QString mode = settingText(document_, path + "mode");
        rows_[i].metric->setEditText(settingText(document_, path + "metric"));
        rows_[i].mode->setCurrentIndex(rows_[i].mode->findData(mode.isEmpty() ? "minimize" : mode));
    }
}

}  // namespace lathe::gui
