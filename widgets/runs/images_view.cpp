// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs/images_view.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

#include <QComboBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QSlider>
#include <QVBoxLayout>

#include "widgets/common/theme.h"

namespace lathe::gui {

namespace {

// The newest picture of the name that is not newer than the step.
const store::RecordedImage* imageAt(const std::shared_ptr<const store::ImagesByTag>& images, const std::string& name,
                                    std::int64_t step) {
    if (!images) return nullptr;
    const auto found = images->find(name);
    if (found == images->end()) return nullptr;
    const store::RecordedImage* newest = nullptr;
    for (const store::RecordedImage& image : found->second)
        if (image.step <= step) newest = &image;
    return newest;
}

}  // namespace

ImagesView::ImagesView(QWidget* parent)
    : QWidget(parent),
      names_(new QComboBox),
      slider_(new QSlider(Qt::Horizontal)),
      step_(new QLabel),
      nothing_(new QLabel(tr("The selected trials have recorded no images."))),
      area_(new QWidget),
      grid_(new QGridLayout(area_)) {
    names_->setObjectName(QStringLiteral("imageNames"));
    names_->setAccessibleName(tr("Which images"));
    slider_->setObjectName(QStringLiteral("imageSteps"));
    slider_->setAccessibleName(tr("Step of the images"));
    step_->setObjectName(QStringLiteral("imageStep"));
    nothing_->setAlignment(Qt::AlignCenter);
    auto* bar = new QHBoxLayout;
    bar->addWidget(names_);
    bar->addWidget(slider_, 1);
    bar->addWidget(step_);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(spacing, spacing, spacing, spacing);
    layout->addLayout(bar);
    layout->addWidget(nothing_, 1);
    layout->addWidget(area_, 1);
    connect(names_, &QComboBox::currentIndexChanged, this, &ImagesView::fillSteps);
    connect(slider_, &QSlider::valueChanged, this, &ImagesView::showStep);
    fillNames();
}

void ImagesView::setTrials(std::vector<Trial> trials) {
    trials_ = std::move(trials);
    fillNames();
}

void ImagesView::fillNames() {
    std::set<QString> names;
    for (const Trial& trial : trials_) {
        if (!trial.images) continue;
        for (const auto& [name, images] : *trial.images) names.insert(QString::fromStdString(name));
    }
    const QString before = names_->currentText();
    {
        const QSignalBlocker blocker(names_);
        names_->clear();
        for (const QString& name : names) names_->addItem(name);
        names_->setCurrentIndex(std::max(names_->findText(before), names.empty() ? -1 : 0));
    }
    for (QWidget* part : std::initializer_list<QWidget*>{names_, slider_, step_, area_})
        part->setVisible(!names.empty());
    nothing_->setVisible(names.empty());
    fillSteps();
}

std::vector<std::int64_t> ImagesView::steps() const {
    std::set<std::int64_t> all;
    const std::string name = names_->currentText().toStdString();
    for (const Trial& trial : trials_) {
        if (!trial.images || !trial.images->contains(name)) continue;
        for (const store::RecordedImage& image : trial.images->at(name)) all.insert(image.step);
    }
    return {all.begin(), all.end()};
}

void ImagesView::fillSteps() {
    const bool atEnd = slider_->value() == slider_->maximum();
    const auto before = steps_.empty() ? 0 : steps_[static_cast<std::size_t>(slider_->value())];
    steps_ = steps();
    {
        const QSignalBlocker blocker(slider_);
        const auto same = std::ranges::upper_bound(steps_, before) - steps_.begin() - 1;
        slider_->setRange(0, std::max(0, static_cast<int>(steps_.size()) - 1));
        slider_->setValue(atEnd ? slider_->maximum() : static_cast<int>(same));
    }
    showStep();
}

void ImagesView::showStep() {
    for (const Shown& one : shown_) one.picture->parentWidget()->deleteLater();
    shown_.clear();
    if (steps_.empty()) return step_->clear();
    const std::int64_t step = steps_[static_cast<std::size_t>(slider_->value())];
    step_->setText(tr("step %1").arg(step));
    const std::string name = names_->currentText().toStdString();
    const int columns = std::max(1, static_cast<int>(std::ceil(std::sqrt(static_cast<double>(trials_.size())))));
    for (const Trial& trial : trials_) {
        const store::RecordedImage* image = imageAt(trial.images, name, step);
        if (image == nullptr) continue;
        Shown one{new QLabel, {}};
        one.whole.loadFromData(reinterpret_cast<const uchar*>(image->png.data()), static_cast<uint>(image->png.size()));
        one.picture->setObjectName(QStringLiteral("image"));
        one.picture->setAccessibleName(
            tr("%1 of %2, step %3").arg(names_->currentText(), trial.label).arg(image->step));
        one.picture->setAlignment(Qt::AlignCenter);
        one.picture->setMinimumSize(1, 1);
        auto* cell = new QWidget;
        auto* layout = new QVBoxLayout(cell);
        layout->addWidget(
            new QLabel(image->step == step ? trial.label : tr("%1, step %2").arg(trial.label).arg(image->step)));
        layout->addWidget(one.picture, 1);
        const int place = static_cast<int>(shown_.size());
        grid_->addWidget(cell, place / columns, place % columns);
        shown_.push_back(std::move(one));
    }
    scalePictures();
}

// Small pictures in whole multiples, so that each of their pixels is a square.
void ImagesView::scalePictures() {
    if (shown_.empty()) return;
    const int columns = std::max(1, static_cast<int>(std::ceil(std::sqrt(static_cast<double>(trials_.size())))));
    const int rows = (static_cast<int>(shown_.size()) + columns - 1) / columns;
    const QSize room(std::max(32, area_->width() / columns - 4 * spacing),
                     std::max(32, area_->height() / rows - 8 * spacing));
    for (const Shown& one : shown_) {
        if (one.whole.isNull()) continue;
        const int times = std::min(room.width() / one.whole.width(), room.height() / one.whole.height());
        one.picture->setPixmap(times >= 1 ? one.whole.scaled(one.whole.size() * times)
                                          : one.whole.scaled(room, Qt::KeepAspectRatio, Qt::SmoothTransformation));
    }
}

void ImagesView::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    scalePictures();
}

}  // namespace lathe::gui
