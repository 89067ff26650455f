// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs/texts_view.h"

#include <utility>

#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

#include "widgets/common/theme.h"
#include "widgets/runs/safe_text_browser.h"
#include "widgets/runs/step_chooser.h"

namespace lathe::gui {

TextsView::TextsView(QWidget* parent)
    : QWidget(parent),
      chooser_(new StepChooser(QStringLiteral("text"), tr("Which texts"), tr("Step of the texts"))),
      columns_(new QHBoxLayout) {
    columns_->setSpacing(spacing);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(spacing);
    layout->addWidget(chooser_);
    layout->addLayout(columns_, 1);
    connect(chooser_, &StepChooser::chosen, this, &TextsView::showStep);
}

void TextsView::setTrials(std::vector<MediaTrial> trials) {
    if (trials == trials_) return;
    trials_ = std::move(trials);
    chooser_->setSteps(stepsOf(trials_, &store::TrialMedia::texts));
}

TextsView::Shown& TextsView::columnAt(std::size_t place) {
    if (place < shown_.size()) return shown_[place];
    auto* cell = new QWidget;
    Shown one{new SafeTextBrowser, new QLabel, {}};
    one.browser->setObjectName(QStringLiteral("recordedText"));
    one.browser->document()->setDocumentMargin(2 * spacing);
    one.caption->setTextFormat(Qt::PlainText);
    auto* column = new QVBoxLayout(cell);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(spacing / 2);
    column->addWidget(one.caption);
    column->addWidget(one.browser, 1);
    columns_->addWidget(cell, 1);
    shown_.push_back(std::move(one));
    return shown_.back();
}

void TextsView::showStep() {
    std::size_t place = 0;
    for (const MediaTrial& trial : trials_) {
        const store::RecordedText* text =
            trial.media ? recordedAt(trial.media->texts, chooser_->tag(), chooser_->step()) : nullptr;
        if (text == nullptr) continue;
        Shown& one = columnAt(place++);
        one.caption->setText(text->step == chooser_->step() ? trial.label
                                                            : tr("%1, step %2").arg(trial.label).arg(text->step));
        one.browser->setAccessibleName(
            tr("%1 of %2, step %3").arg(QString::fromStdString(chooser_->tag()), trial.label).arg(text->step));
        if (one.markdown == text->markdown) continue;
        one.markdown = text->markdown;
        one.browser->setSafeMarkdown(QString::fromStdString(text->markdown));
    }
    while (shown_.size() > place) {
        delete shown_.back().browser->parentWidget();
        shown_.pop_back();
    }
}

}  // namespace lathe::gui
