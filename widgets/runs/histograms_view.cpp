// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs/histograms_view.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <QGridLayout>
#include <QLabel>
#include <QVBoxLayout>

#include "widgets/charts/number_text.h"
#include "widgets/charts/ridge_chart.h"
#include "widgets/common/theme.h"
#include "widgets/runs/step_chooser.h"

namespace lathe::gui {

namespace {

constexpr std::size_t bins = 60;
constexpr std::size_t mostRidges = 80;  // more would hide each other

const std::vector<store::RecordedHistogram>* histogramsOf(const MediaTrial& trial, const std::string& tag) {
    if (!trial.media) return nullptr;
    const auto found = trial.media->histograms.find(tag);
    return found == trial.media->histograms.end() ? nullptr : &found->second;
}

}  // namespace

HistogramsView::HistogramsView(QWidget* parent)
    : QWidget(parent),
      chooser_(new StepChooser(QStringLiteral("histogram"), tr("Which histograms"), tr("Step that stands out"))),
      area_(new QWidget),
      grid_(new QGridLayout(area_)) {
    grid_->setContentsMargins(0, 0, 0, 0);
    grid_->setSpacing(spacing);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(spacing);
    layout->addWidget(chooser_);
    layout->addWidget(area_, 1);
    connect(chooser_, &StepChooser::chosen, this, &HistogramsView::showStep);
}

void HistogramsView::setTrials(std::vector<MediaTrial> trials) {
    if (trials == trials_) return;
    trials_ = std::move(trials);
    drawn_.clear();
    chooser_->setSteps(stepsOf(trials_, &store::TrialMedia::histograms));
}

HistogramsView::Shown& HistogramsView::chartAt(std::size_t place) {
    if (place < shown_.size()) return shown_[place];
    auto* cell = new QWidget;
    Shown one{new RidgeChart, new QLabel};
    one.caption->setTextFormat(Qt::PlainText);
    one.caption->setAlignment(Qt::AlignCenter);
    auto* layout = new QVBoxLayout(cell);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(spacing / 2);
    layout->addWidget(one.chart, 1);
    layout->addWidget(one.caption);
    connect(one.chart, &RidgeChart::stepChosen, chooser_, &StepChooser::showStep);
    shown_.push_back(one);
    return shown_.back();
}

// Another step only stands out; another name is drawn anew.
void HistogramsView::showStep() {
    const std::string tag = chooser_->tag();
    if (!tag.empty() && tag == drawn_) {
        for (const Shown& one : shown_) one.chart->setStep(chooser_->step());
        return;
    }
    drawn_ = tag;
    std::vector<std::pair<const MediaTrial*, const std::vector<store::RecordedHistogram>*>> wanted;
    std::optional<ValueRange> range;
    for (const MediaTrial& trial : trials_) {
        const auto* all = histogramsOf(trial, tag);
        const auto own = all ? rangeOf(*all) : std::nullopt;
        if (!own) continue;
        wanted.emplace_back(&trial, all);
        range = range ? ValueRange{std::min(range->first, own->first), std::max(range->second, own->second)} : *own;
    }
    const int columns = std::max(1, static_cast<int>(std::ceil(std::sqrt(static_cast<double>(wanted.size())))));
    for (std::size_t place = 0; place < wanted.size(); ++place) {
        const auto& [trial, all] = wanted[place];
        Shown& one = chartAt(place);
        const int at = static_cast<int>(place);
        grid_->addWidget(one.chart->parentWidget(), at / columns, at % columns);
        one.chart->setRidges(ridgesOf(*all, bins, mostRidges, *range));
        one.chart->setTitle(tr("%1 of %2").arg(QString::fromStdString(tag), trial->label));
        one.chart->setStep(chooser_->step());
        one.chart->setAccessibleName(tr("%1 of %2 from step %3 to %4, values from %5 to %6")
                                         .arg(QString::fromStdString(tag), trial->label)
                                         .arg(all->front().step)
                                         .arg(all->back().step)
                                         .arg(numberText(range->first), numberText(range->second)));
        one.caption->setText(all->size() > mostRidges
                                 ? tr("%1, %2 of %3 steps").arg(trial->label).arg(mostRidges).arg(all->size())
                                 : trial->label);
    }
    while (shown_.size() > wanted.size()) {
        delete shown_.back().chart->parentWidget();
        shown_.pop_back();
    }
}

}  // namespace lathe::gui
