// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/parallel_range_dialog.h"

#include <algorithm>
#include <cmath>

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QVBoxLayout>

#include "widgets/charts/number_text.h"
#include "widgets/charts/parallel_editor.h"
#include "widgets/common/theme.h"

namespace lathe::gui {

ParallelRangeDialog::ParallelRangeDialog(ParallelEditor& editor, QWidget* parent)
    : QDialog(parent),
      editor_(editor),
      axis_(editor.model().axis(editor.focusedAxis()).name()),
      problem_(new QLabel(this)) {
    setObjectName(QStringLiteral("parallelRangeDialog"));
    setModal(false);
    setWindowTitle(tr("Brush %1").arg(axis_));
    problem_->setObjectName(QStringLiteral("parallelRangeProblem"));
    problem_->setProperty("bad", true);
    problem_->setWordWrap(true);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    buttons->button(QDialogButtonBox::Cancel)->setObjectName(QStringLiteral("parallelRangeCancel"));
    auto* brush = buttons->addButton(tr("&Brush"), QDialogButtonBox::AcceptRole);
    brush->setObjectName(QStringLiteral("parallelRangeApply"));
    brush->setProperty("primary", true);
    connect(buttons, &QDialogButtonBox::accepted, this, &ParallelRangeDialog::take);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    const bool numbers = editor.model().axis(editor.focusedAxis()).kind() != ParallelAxis::categorical;
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(2 * spacing, 2 * spacing, 2 * spacing, 2 * spacing);
    layout->setSpacing(spacing);
    layout->addWidget(numbers ? makeNumbers() : makeCategories());
    layout->addWidget(problem_);
    layout->addWidget(buttons);
}

QWidget* ParallelRangeDialog::makeNumbers() {
    const ParallelAxisState& axis = editor_.model().axis(editor_.focusedAxis());
    auto* page = new QWidget(this);
    auto* form = new QFormLayout(page);
    form->setContentsMargins(0, 0, 0, 0);
    const auto [least, most] = axis.valuesOf({0, 1, 0});
    const auto field = [&](const char* name, const QString& label, double end) {
        auto* edit = new QLineEdit(page);
        edit->setObjectName(QLatin1String(name));
        edit->setAccessibleName(label);
        edit->setFont(monospaceFont());
        edit->setPlaceholderText(numberText(end, 6));
        form->addRow(label, edit);
        return edit;
    };
    low_ = field("parallelRangeLow", tr("From"), least);
    high_ = field("parallelRangeHigh", tr("To"), most);
    if (axis.brushes.empty() || !axis.brushes[editor_.activeBrush()].hasSpan()) return page;
    const auto [low, high] = axis.valuesOf(axis.brushes[editor_.activeBrush()]);
    low_->setText(numberText(low, 6));
    high_->setText(numberText(high, 6));
    low_->selectAll();
    return page;
}

QWidget* ParallelRangeDialog::makeCategories() {
    const ParallelAxisState& axis = editor_.model().axis(editor_.focusedAxis());
    categories_ = new QListWidget(this);
    categories_->setObjectName(QStringLiteral("parallelRangeCategories"));
    categories_->setAccessibleName(tr("Values of %1").arg(axis_));
    for (int i = 0; i < axis.categories().size(); ++i) {
        auto* item = new QListWidgetItem(axis.categories()[i], categories_);
        item->setFlags(item->flags() | Qt::ItemIsUserCheckable);
        const bool covered = std::any_of(axis.brushes.begin(), axis.brushes.end(),
                                         [&](const ParallelBrush& brush) { return axis.covers(brush, i); });
        item->setCheckState(covered ? Qt::Checked : Qt::Unchecked);
    }
    if (categories_->count() > 0) categories_->setCurrentRow(0);
    return categories_;
}

void ParallelRangeDialog::take() {
    const int index = editor_.focusedAxis();
    if (index < 0 || editor_.model().axis(index).name() != axis_) return reject();
    const ParallelAxisState& axis = editor_.model().axis(index);
    if (categories_) {
        std::vector<int> chosen;
        for (int row = 0; row < categories_->count(); ++row)
            if (categories_->item(row)->checkState() == Qt::Checked) chosen.push_back(row);
        editor_.brushFocused(axis.brushesOver(chosen));
        return accept();
    }
    // An empty field is the end of the axis.
    bool fine[2] = {true, true};
    const auto [least, most] = axis.valuesOf({0, 1, 0});
    const double low = low_->text().trimmed().isEmpty() ? least : low_->text().trimmed().toDouble(&fine[0]);
    const double high = high_->text().trimmed().isEmpty() ? most : high_->text().trimmed().toDouble(&fine[1]);
    if (!fine[0] || !fine[1] || std::isnan(low) || std::isnan(high))
        return problem_->setText(tr("a number is expected"));
    ParallelBrush brush = axis.brushOver(low, high);
    if (low_->text().trimmed().isEmpty()) brush.low = 0;
    if (high_->text().trimmed().isEmpty()) brush.high = 1;
    editor_.brushFocused({brush});
    accept();
}

}  // namespace lathe::gui
