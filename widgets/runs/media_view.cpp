// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs/media_view.h"

#include <algorithm>

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QLabel>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include "widgets/common/theme.h"
#include "widgets/runs/audio_view.h"
#include "widgets/runs/histograms_view.h"
#include "widgets/runs/images_view.h"
#include "widgets/runs/texts_view.h"

namespace lathe::gui {

namespace {

template <class Recorded>
bool hasAny(const std::vector<MediaTrial>& trials, store::ByTag<Recorded> store::TrialMedia::*kind) {
    return std::ranges::any_of(trials,
                               [&](const MediaTrial& trial) { return trial.media && !((*trial.media).*kind).empty(); });
}

}  // namespace

MediaView::MediaView(QWidget* parent)
    : QWidget(parent),
      nothing_(new QLabel),
      notes_(new QLabel),
      stack_(new QStackedWidget),
      images_(new ImagesView),
      histograms_(new HistogramsView),
      audio_(new AudioView),
      texts_(new TextsView) {
    nothing_->setObjectName(QStringLiteral("mediaNothing"));
    nothing_->setAlignment(Qt::AlignCenter);
    nothing_->setWordWrap(true);
    nothing_->setForegroundRole(QPalette::PlaceholderText);
    notes_->setObjectName(QStringLiteral("mediaNotes"));
    notes_->setWordWrap(true);
    notes_->setTextFormat(Qt::PlainText);
    notes_->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    notes_->setForegroundRole(QPalette::PlaceholderText);
    images_->setObjectName(QStringLiteral("reviewImages"));
    histograms_->setObjectName(QStringLiteral("reviewHistograms"));
    audio_->setObjectName(QStringLiteral("reviewAudio"));
    texts_->setObjectName(QStringLiteral("reviewRecordedTexts"));
    for (QWidget* one : std::initializer_list<QWidget*>{images_, histograms_, audio_, texts_}) stack_->addWidget(one);
    auto* group = new QButtonGroup(this);
    auto* bar = new QHBoxLayout;
    bar->setSpacing(0);
    buttons_ = {makeButton(images, "mediaImages", tr("Images")),
                makeButton(histograms, "mediaHistograms", tr("Histograms")),
                makeButton(audio, "mediaAudio", tr("Audio")), makeButton(texts, "mediaTexts", tr("Texts"))};
    for (QToolButton* button : buttons_) {
        group->addButton(button);
        bar->addWidget(button);
    }
    bar->addStretch(1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(spacing, spacing, spacing, spacing);
    layout->setSpacing(spacing);
    layout->addLayout(bar);
    layout->addWidget(nothing_, 1);
    layout->addWidget(stack_, 1);
    layout->addWidget(notes_);
    connect(audio_, &AudioView::failed, this, &MediaView::failed);
    setTrials({});
}

QToolButton* MediaView::makeButton(Kind kind, const char* name, const QString& label) {
    auto* button = new QToolButton;
    button->setObjectName(QLatin1String(name));
    button->setText(label);
    button->setAccessibleName(label);
    button->setCheckable(true);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::StrongFocus);
    connect(button, &QToolButton::clicked, this, [this, kind] {
        chosen_ = kind;
        choose(kind);
    });
    return button;
}

void MediaView::choose(Kind kind) {
    stack_->setCurrentIndex(kind);
    buttons_[kind]->setChecked(true);
}

void MediaView::setTrials(const std::vector<MediaTrial>& trials, Reading reading) {
    images_->setTrials(trials);
    histograms_->setTrials(trials);
    audio_->setTrials(trials);
    texts_->setTrials(trials);
    const std::array<bool, kinds> there{
        hasAny(trials, &store::TrialMedia::images), hasAny(trials, &store::TrialMedia::histograms),
        hasAny(trials, &store::TrialMedia::audio), hasAny(trials, &store::TrialMedia::texts)};
    const auto first = std::ranges::find(there, true);
    const bool any = first != there.end();
    // One kind alone needs no choice.
    const bool several = std::ranges::count(there, true) > 1;
    for (int kind = 0; kind < kinds; ++kind)
        buttons_[static_cast<std::size_t>(kind)]->setVisible(several && there[static_cast<std::size_t>(kind)]);
    stack_->setVisible(any);
    nothing_->setVisible(!any);
    nothing_->setText(reading == Reading::done
                          ? tr("The selected trials have recorded no images, histograms, sounds or texts.\nWith "
                               "log.histograms a trial records its weights and gradients.")
                          : tr("Reading…"));
    if (any) choose(there[chosen_] ? chosen_ : static_cast<Kind>(first - there.begin()));
    tellNotes(trials);
}

void MediaView::tellNotes(const std::vector<MediaTrial>& trials) {
    QStringList all;
    for (const MediaTrial& trial : trials) {
        if (!trial.media) continue;
        for (const std::string& note : trial.media->notes)
            all << QStringLiteral("%1: %2").arg(trial.label, QString::fromStdString(note));
    }
    constexpr int most = 4;
    if (all.size() > most) {
        const auto more = all.size() - most;
        all = all.mid(0, most);
        all << tr("and %n more", nullptr, static_cast<int>(more));
    }
    notes_->setText(all.join(u'\n'));
    notes_->setVisible(!all.isEmpty());
}

}  // namespace lathe::gui
