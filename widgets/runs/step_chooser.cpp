// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs/step_chooser.h"

#include <algorithm>

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QSlider>

#include "widgets/common/natural_order.h"
#include "widgets/common/theme.h"

namespace lathe::gui {

StepChooser::StepChooser(const QString& part, const QString& names, const QString& steps, QWidget* parent)
    : QWidget(parent), names_(new QComboBox), slider_(new QSlider(Qt::Horizontal)), label_(new QLabel) {
    names_->setObjectName(part + QStringLiteral("Names"));
    names_->setAccessibleName(names);
    names_->setToolTip(names);
    // Names may be long: the slider must not go because of them.
    names_->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    names_->setMinimumWidth(16 * spacing);
    names_->setMaximumWidth(48 * spacing);
    slider_->setObjectName(part + QStringLiteral("Steps"));
    slider_->setAccessibleName(steps);
    slider_->setToolTip(steps);
    slider_->setMinimumWidth(10 * spacing);
    slider_->setRange(0, 0);  // so that it stands at its end, and stays there when steps come
    label_->setObjectName(part + QStringLiteral("Step"));
    auto* bar = new QHBoxLayout(this);
    bar->setContentsMargins(0, 0, 0, 0);
    bar->setSpacing(spacing);
    bar->addWidget(names_);
    bar->addWidget(slider_, 1);
    bar->addWidget(label_);
    connect(names_, &QComboBox::currentIndexChanged, this, [this] {
        showTag();
        Q_EMIT chosen();
    });
    connect(slider_, &QSlider::valueChanged, this, [this] {
        tell();
        Q_EMIT chosen();
    });
}

void StepChooser::setSteps(const StepsByTag& steps) {
    steps_ = steps;
    QStringList tags;
    for (const auto& [tag, all] : steps_) tags << QString::fromStdString(tag);
    std::ranges::sort(tags, NaturalOrder());
    const QString before = names_->currentText();
    {
        const QSignalBlocker blocker(names_);
        names_->clear();
        names_->addItems(tags);
        names_->setCurrentIndex(std::max(names_->findText(before), tags.isEmpty() ? -1 : 0));
    }
    showTag();
    Q_EMIT chosen();
}

std::string StepChooser::tag() const {
    return names_->currentText().toStdString();
}

std::int64_t StepChooser::step() const {
    return shown_.empty() ? 0 : shown_[static_cast<std::size_t>(slider_->value())];
}

void StepChooser::showStep(std::int64_t step) {
    const auto at = std::ranges::lower_bound(shown_, step) - shown_.begin();
    slider_->setValue(static_cast<int>(std::min<std::ptrdiff_t>(at, slider_->maximum())));
}

void StepChooser::showTag() {
    const bool atEnd = slider_->value() == slider_->maximum();
    const std::int64_t before = step();
    const auto found = steps_.find(tag());
    shown_.clear();
    if (found != steps_.end()) shown_.assign(found->second.begin(), found->second.end());
    {
        const QSignalBlocker blocker(slider_);
        const auto same = std::ranges::upper_bound(shown_, before) - shown_.begin() - 1;
        slider_->setRange(0, std::max(0, static_cast<int>(shown_.size()) - 1));
        slider_->setValue(atEnd ? slider_->maximum() : static_cast<int>(std::max<std::ptrdiff_t>(0, same)));
    }
    slider_->setEnabled(shown_.size() > 1);
    label_->setMinimumWidth(shown_.empty() ? 0
                                           : label_->fontMetrics().horizontalAdvance(tr("step %1").arg(shown_.back())));
    tell();
}

void StepChooser::tell() {
    label_->setText(shown_.empty() ? QString() : tr("step %1").arg(step()));
}

}  // namespace lathe::gui
