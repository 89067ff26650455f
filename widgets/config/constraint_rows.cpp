// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/config/constraint_rows.h"

#include <algorithm>

#include <QComboBox>
#include <QHBoxLayout>
#include <QToolButton>
#include <QVBoxLayout>

#include "core/config/schema.h"
#include "widgets/common/icons.h"
#include "widgets/common/theme.h"
#include "widgets/config/config_edits.h"
#include "widgets/config/edit_draft.h"
#include "widgets/config/objective_rows.h"
#include "widgets/config/search_setting.h"
#include "widgets/config/value_editor.h"
#include "widgets/space/number_edit.h"

namespace lathe::gui {

QString ConstraintRows::Limit::place() const {
    return QStringLiteral("constraints[%1]").arg(entry);
}

ConstraintRows::ConstraintRows(ExperimentDocument& document, QWidget* parent)
    : QWidget(parent), document_(document), layout_(new QVBoxLayout(this)), add_(new QToolButton(this)) {
    setObjectName("constraintRows");
    setAccessibleName(tr("Constraints"));
    layout_->setContentsMargins(0, 0, 0, 0);
    layout_->setSpacing(spacing);
    add_->setObjectName("addConstraint");
    add_->setText(tr("Add a constraint"));
    add_->setToolTip(tr("A limit that a metric has to keep: the best trial keeps all of them"));
    add_->setAccessibleName(add_->text());
    add_->setAccessibleDescription(add_->toolTip());
    add_->setIcon(icon("add"));
    add_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    add_->setAutoRaise(true);
    add_->setFocusPolicy(Qt::StrongFocus);
    layout_->addWidget(add_, 0, Qt::AlignLeft);
    connect(add_, &QToolButton::clicked, this, &ConstraintRows::add);
}

// An entry without any bound has a row, too, so that one can be given.
std::vector<ConstraintRows::Limit> ConstraintRows::written() const {
    std::vector<Limit> limits;
    const config::Value* list = document_.document().root().find("search.constraints");
    if (!list || !list->is_list()) return limits;
    int entry = 0;
    for (const config::Value& one : list->as_list()) {
        const bool most = one.is_dict() && one.find("max");
        const bool least = one.is_dict() && one.find("min");
        if (most || !least) limits.push_back({entry, true, !least});
        if (least) limits.push_back({entry, false, !most});
        ++entry;
    }
    return limits;
}

ConstraintRows::Row ConstraintRows::makeRow(int index) {
    Row row{new QWidget(this), nullptr, nullptr, nullptr};
    row.metric = makeMetricCombo(row.whole);
    row.metric->setObjectName(QStringLiteral("constraintMetric_%1").arg(index));
    row.metric->setAccessibleName(tr("Metric of constraint %1").arg(index + 1));
    row.side = new QComboBox(row.whole);
    row.side->setObjectName(QStringLiteral("constraintSide_%1").arg(index));
    row.side->setAccessibleName(tr("Comparison of constraint %1").arg(index + 1));
    row.side->addItem(tr("at most"), true);
    row.side->addItem(tr("at least"), false);
    row.bound = new NumberEdit(config::option("limit", config::Type::floating, config::Value(1.0), {}), row.whole);
    row.bound->setObjectName(QStringLiteral("constraintBound_%1").arg(index));
    row.bound->setAccessibleName(tr("Bound of constraint %1").arg(index + 1));
    auto* away = new QToolButton(row.whole);
    away->setObjectName(QStringLiteral("removeConstraint_%1").arg(index));
    away->setIcon(icon("remove"));
    away->setToolTip(tr("Remove this constraint"));
    away->setAccessibleName(tr("Remove constraint %1").arg(index + 1));
    away->setAutoRaise(true);
    away->setFocusPolicy(Qt::StrongFocus);
    auto* line = new QHBoxLayout(row.whole);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(spacing);
    line->addWidget(row.metric, 2);
    line->addWidget(row.side, 1);
    line->addWidget(row.bound, 1);
    line->addWidget(away);

    const auto at = static_cast<std::size_t>(index);
    onValueEdited(row.metric, this, [this, at](const QString& text, bool) { setMetric(at, text); });
    onValueEdited(row.bound, this, [this, at](const QString& text, bool step) { setBound(at, text, step); });
    connect(row.side, &QComboBox::activated, this,
            [this, at, side = row.side] { setSide(at, side->currentData().toBool()); });
    connect(away, &QToolButton::clicked, this, [this, at] { remove(at); });
    return row;
}

void ConstraintRows::refresh() {
    limits_ = written();
    while (rows_.size() > limits_.size()) {
        // The button that was pressed may be in it.
        QWidget* whole = rows_.back().whole;
        rows_.pop_back();
        whole->hide();
        whole->deleteLater();
    }
    while (rows_.size() < limits_.size()) {
        const int index = static_cast<int>(rows_.size());
        rows_.push_back(makeRow(index));
        layout_->insertWidget(index, rows_.back().whole);
    }
    for (std::size_t i = 0; i < rows_.size(); ++i) {
        const Limit& limit = limits_[i];
        rows_[i].metric->setEditText(settingText(document_, (limit.place() + ".metric").toStdString()));
        rows_[i].side->setCurrentIndex(limit.isMost ? 0 : 1);
        rows_[i].side->setEnabled(limit.isAlone);
        rows_[i].side->setToolTip(limit.isAlone ? QString() : tr("This metric has both bounds, in one entry"));
        rows_[i].side->setAccessibleDescription(rows_[i].side->toolTip());
        rows_[i].bound->setText(settingText(document_, limit.bound().toStdString()));
    }
}

// Of a metric that is none of the objectives and has no limit yet, with a bound to begin from.
void ConstraintRows::add() {
    std::vector<QString> taken;
    taken.push_back(settingText(document_, "objective.metric"));
    for (int i = 0; i < objectiveCount(document_); ++i)
        taken.push_back(settingText(document_, (objectivePath(document_, i) + ".metric").toStdString()));
    for (const Limit& limit : limits_)
        taken.push_back(settingText(document_, (limit.place() + ".metric").toStdString()));
    QString metric;
    for (const char* offered : {"val_acc", "train_loss", "val_loss"}) {
        metric = QString::fromLatin1(offered);
        if (std::find(taken.begin(), taken.end(), metric) == taken.end()) break;
    }
    const bool more = metric.endsWith(QLatin1String("acc"));
    const QString entry =
        QStringLiteral("{metric: %1, %2}").arg(metric, more ? QStringLiteral("min: 0.9") : QStringLiteral("max: 1.0"));
    const config::Value* list = document_.document().root().find("search.constraints");
    const std::size_t count = list && list->is_list() ? list->as_list().size() : 0;
    const bool added = count == 0 ? setSearchText(document_, QStringLiteral("constraints"), "[" + entry + "]")
                                  : setSearchText(document_, QStringLiteral("constraints[%1]").arg(count), entry);
    if (added && !rows_.empty()) rows_.back().metric->setFocus();
}

// Rows may have gone since a field of theirs was left.
void ConstraintRows::setMetric(std::size_t row, const QString& text) {
    if (row >= limits_.size()) return;
    const QString path = limits_[row].place() + ".metric";
    if (!text.isEmpty() && text != settingText(document_, path.toStdString())) setSearchText(document_, path, text);
}

void ConstraintRows::setBound(std::size_t row, const QString& text, bool step) {
    if (row >= limits_.size()) return;
    const QString path = limits_[row].bound();
    if (text.trimmed().isEmpty()) return refresh();
    if (text != settingText(document_, path.toStdString()))
        setSearchText(document_, path, text, step ? "search:" + path : QString());
}

void ConstraintRows::setSide(std::size_t row, bool isMost) {
    if (row >= limits_.size() || limits_[row].isMost == isMost || !limits_[row].isAlone) return;
    const Limit limit = limits_[row];
    const std::string before = "search." + limit.bound().toStdString();
    const std::string after = "search." + Limit{limit.entry, isMost, true}.bound().toStdString();
    const std::string text = settingText(document_, limit.bound().toStdString()).toStdString();
    document_.edit(tr("side of a constraint"), [&](EditDraft& draft) -> Result<void> {
        if (auto set = draft.setText(after, text.empty() ? "0.0" : text); !set) return set;
        return draft.contains(before) ? draft.erase(before) : Result<void>{};
    });
}

void ConstraintRows::remove(std::size_t row) {
    if (row >= limits_.size()) return;
    const Limit limit = limits_[row];
    if (!limit.isAlone) setSearchText(document_, limit.bound(), {});
    else if (limits_.size() == 1) setSearchText(document_, QStringLiteral("constraints"), {});
    else setSearchText(document_, limit.place(), {});
}

}  // namespace lathe::gui
