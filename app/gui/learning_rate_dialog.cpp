// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/learning_rate_dialog.h"

#include <QComboBox>

#include "widgets/charts/analysis/charts.h"
#include "widgets/charts/chart_canvas.h"
#include "widgets/charts/chart_menu.h"
#include "widgets/charts/learning_rate_picture.h"
#include "widgets/space/number_edit.h"

namespace lathe::gui {

LearningRateDialog::LearningRateDialog(const FinderSource& source, QWidget* parent)
    : FinderDialog(QStringLiteral("findLr"), QStringLiteral("opt.lr"), source, parent),
      spacing_(new QComboBox(this)),
      chart_(new ChartCanvas(this)) {
    using config::option;
    using config::Type;
    const train::LearningRateFinderOptions preset;
    first_ = addNumber(tr("First rate"), QStringLiteral("First"),
                       option("first", Type::floating, preset.min_lr, {}).above(0));
    last_ =
        addNumber(tr("Last rate"), QStringLiteral("Last"), option("last", Type::floating, preset.max_lr, {}).above(0));
    steps_ = addNumber(tr("Steps"), QStringLiteral("Steps"),
                       option("steps", Type::integer, preset.steps, {}).at_least(2).at_most(1'000'000));
    spacing_->addItems({tr("exponential"), tr("linear")});
    addOption(tr("Spacing"), QStringLiteral("Spacing"), spacing_);
    stopAt_ = addNumber(tr("Stop at loss \u00d7"), QStringLiteral("StopAt"),
                        option("stop_at", Type::floating, *preset.stop_at, {}).at_least(0));
    chart_->setObjectName(QStringLiteral("findLrChart"));
    chart_->setAccessibleName(tr("Loss over the learning rate"));
    new ChartMenu(*chart_, [this](QMenu& menu) {
        ChartMenu::addExport(menu, *chart_, QStringLiteral("learning-rate"), [this] { return exported(); });
    });
    build(tr("Find a learning rate"),
          tr("Trains a new network for some steps while the learning rate rises, and suggests the rate at which the "
             "loss falls fastest. It stops early when the loss is so many times the best (0: never). Nothing of this "
             "training is kept."),
          chart_);
    clear();
}

ChartExport LearningRateDialog::exported() const {
    const QSize size = chart_->size();
    return {chart_->accessibleName(), size, [this, size](QPaintDevice* device) { chart_->paintPicture(device, size); },
            [this] { return chartNumbers(chart_->picture()); }};
}

bool LearningRateDialog::exponential() const {
    return spacing_->currentIndex() == 0;
}

Result<FinderJob::Options> LearningRateDialog::options() const {
    const auto first = numberIn(first_);
    const auto last = numberIn(last_);
    const auto steps = numberIn(steps_);
    const auto stop = numberIn(stopAt_);
    for (const auto* number : {&first, &last, &steps, &stop})
        if (!*number) return fail(number->error());
    train::LearningRateFinderOptions options;
    options.min_lr = *first;
    options.max_lr = *last;
    options.steps = static_cast<int>(*steps);
    options.exponential = exponential();
    options.stop_at = *stop > 0 ? std::optional(*stop) : std::nullopt;
    if (const auto checked = check(options); !checked) return fail(checked.error());
    return options;
}

void LearningRateDialog::clear() {
    points_.clear();
    log_ = exponential();
    draw({}, ChartCanvas::Zoom::reset);
}

void LearningRateDialog::draw(std::optional<double> suggestion, ChartCanvas::Zoom zoom) {
    chart_->setPicture(learningRatePicture(points_, suggestion, log_), zoom);
}

void LearningRateDialog::add(const FinderJob::News& news) {
    if (news.steps.empty()) return;
    points_.insert(points_.end(), news.steps.begin(), news.steps.end());
    draw({}, ChartCanvas::Zoom::keep);
}

Result<config::Value> LearningRateDialog::finish(const FinderJob::Answer& answer) {
    const auto& curve = std::get<train::LearningRateCurve>(answer);
    draw(curve.suggestion, ChartCanvas::Zoom::keep);
    return suggestion(curve);
}

}  // namespace lathe::gui
