// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs/config_view.h"

#include <utility>

#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QSignalBlocker>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

#include "widgets/common/theme.h"
#include "widgets/config/diff_model.h"
#include "widgets/runs/diff_highlighter.h"
#include "widgets/runs/line_diff.h"
#include "widgets/runs/origin_text.h"
#include "widgets/runs/record_text_edit.h"

namespace lathe::gui {

namespace {

enum Form { linesForm, ancestorForm };

}  // namespace

ConfigView::ConfigView(QWidget* parent)
    : QWidget(parent),
      bar_(new QWidget),
      form_(new QComboBox),
      summary_(new QLabel),
      stack_(new QStackedWidget),
      text_(new RecordTextEdit(QStringLiteral("reviewConfig"), tr("Config"))),
      highlighter_(new DiffHighlighter(text_->document())),
      model_(new DiffModel(this)),
      table_(new QTableView) {
    form_->setObjectName(QStringLiteral("reviewConfigForm"));
    form_->setAccessibleName(tr("How the two configs are compared"));
    form_->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    form_->addItem(tr("Lines that differ"));
    form_->addItem(QString());
    summary_->setObjectName(QStringLiteral("reviewAncestorSummary"));
    summary_->setWordWrap(true);
    table_->setObjectName(QStringLiteral("reviewAncestorTable"));
    table_->setAccessibleName(tr("What each of the two changed against what both came from"));
    table_->setModel(model_);
    table_->setSelectionBehavior(QAbstractItemView::SelectRows);
    table_->setTextElideMode(Qt::ElideMiddle);
    table_->setAlternatingRowColors(true);
    table_->setShowGrid(false);
    table_->setTabKeyNavigation(false);
    table_->setFrameShape(QFrame::NoFrame);
    table_->verticalHeader()->hide();
    table_->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    table_->horizontalHeader()->setHighlightSections(false);
    auto* row = new QHBoxLayout(bar_);
    row->setContentsMargins(spacing, spacing, spacing, 0);
    row->setSpacing(spacing);
    row->addWidget(form_);
    row->addWidget(summary_, 1);
    stack_->addWidget(text_);
    stack_->addWidget(table_);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(spacing / 2);
    layout->addWidget(bar_);
    layout->addWidget(stack_, 1);
    connect(form_, &QComboBox::currentIndexChanged, this, &ConfigView::showForm);
    connect(form_, &QComboBox::activated, this, [this] { changedByPerson_ = true; });
    setFocusProxy(text_);
    setAncestor({});
}

void ConfigView::setAncestor(const QString& name) {
    bar_->setVisible(!name.isEmpty());
    form_->setItemText(ancestorForm, tr("Against %1").arg(name));
    showForm();
}

void ConfigView::showForm() {
    const bool against = !bar_->isHidden() && form_->currentIndex() == ancestorForm;
    stack_->setCurrentIndex(against ? ancestorForm : linesForm);
    summary_->setVisible(against);
    setFocusProxy(against ? static_cast<QWidget*>(table_) : text_);
}

void ConfigView::showText(const QString& text) {
    text_->setLineWrapMode(QPlainTextEdit::NoWrap);
    showOne(text);
}

void ConfigView::showHint(const QString& hint) {
    text_->setLineWrapMode(QPlainTextEdit::WidgetWidth);
    showOne(hint);
}

void ConfigView::showOne(const QString& text) {
    shown_.reset();
    highlighter_->setActive(false);
    text_->setTextKeepingPlace(text);
    setAncestor({});
}

bool ConfigView::Pair::isSame(const Pair& other) const {
    const auto same = [](const Config& x, const Config& y) { return x.label == y.label && x.text == y.text; };
    if (!same(a, other.a) || !same(b, other.b) || ancestor.has_value() != other.ancestor.has_value()) return false;
    if (!ancestor) return true;
    const auto &base = ancestor->config, &otherBase = other.ancestor->config;
    return ancestor->name == other.ancestor->name && (base == otherBase || (base && otherBase && *base == *otherBase));
}

void ConfigView::showPair(const Config& a, const Config& b, const std::optional<CommonAncestor>& ancestor) {
    // What is read again each second is mostly the same: who reads the table stays where they are.
    Pair pair{a, b, ancestor};
    if (shown_ && shown_->isSame(pair)) return;
    shown_ = std::move(pair);
    const std::string diff =
        unified_diff(a.text.toStdString(), b.text.toStdString(), a.label.toStdString(), b.label.toStdString());
    highlighter_->setActive(true);
    text_->setLineWrapMode(QPlainTextEdit::NoWrap);
    text_->setTextKeepingPlace(diff.empty() ? tr("The two configs are equal.") : QString::fromStdString(diff));
    if (!ancestor || !ancestor->config || !a.values || !b.values) return setAncestor({});
    const QString name = nameOf(ancestor->name);
    model_->setTitles(name, a.label, b.label);
    model_->setVersions(*ancestor->config, *a.values, b.values.get());
    const int conflicts = model_->conflicts();
    QString text = tr("%n key(s) changed since", nullptr, model_->rowCount());
    if (conflicts > 0) text += QStringLiteral(", ") + tr("%n of them differently in both", nullptr, conflicts);
    summary_->setText(text);
    // What both came from says more than lines, unless somebody wants those.
    if (!changedByPerson_) {
        const QSignalBlocker quiet(form_);
        form_->setCurrentIndex(ancestorForm);
    }
    setAncestor(name);
}

}  // namespace lathe::gui
