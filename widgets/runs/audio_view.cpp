// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs/audio_view.h"

#include <algorithm>
#include <utility>

#include <QCoreApplication>
#include <QDesktopServices>
#include <QFile>
#include <QHBoxLayout>
#include <QLabel>
#include <QPointer>
#include <QScrollArea>
#include <QThreadPool>
#include <QToolButton>
#include <QUrl>
#include <QVBoxLayout>

#include "widgets/charts/number_text.h"
#include "widgets/common/icons.h"
#include "widgets/common/theme.h"
#include "widgets/runs/saved_bytes.h"
#include "widgets/runs/step_chooser.h"
#include "widgets/runs/wave_picture.h"

namespace lathe::gui {

namespace {

constexpr std::size_t peaks = 2000;  // more than a screen has pixels

// How the name of a file of these bytes ends; empty: they are no sound that players know, and nothing is started for
// them.
QString suffixOf(const std::string& bytes) {
    const auto begins = [&](const char* with) {
        return bytes.compare(0, std::char_traits<char>::length(with), with) == 0;
    };
    if (begins("RIFF") && bytes.size() >= 12 && bytes.compare(8, 4, "WAVE") == 0) return QStringLiteral("wav");
    if (begins("fLaC")) return QStringLiteral("flac");
    if (begins("OggS")) return QStringLiteral("ogg");
    if (begins("ID3") || begins("\xff\xfb") || begins("\xff\xf3")) return QStringLiteral("mp3");
    return {};
}

QToolButton* makeAudioButton(const char* name, const QString& iconName) {
    auto* button = new QToolButton;
    button->setObjectName(QLatin1String(name));
    button->setIcon(icon(iconName));
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setFocusPolicy(Qt::StrongFocus);
    return button;
}

}  // namespace

AudioView::AudioView(QWidget* parent)
    : QWidget(parent),
      chooser_(new StepChooser(QStringLiteral("audio"), tr("Which sounds"), tr("Step of the sounds"))),
      rows_(new QVBoxLayout) {
    auto* inner = new QWidget;
    auto* column = new QVBoxLayout(inner);
    column->setContentsMargins(0, 0, 0, 0);
    column->addLayout(rows_);
    column->addStretch(1);
    rows_->setSpacing(2 * spacing);
    auto* area = new QScrollArea;
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setWidget(inner);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(spacing);
    layout->addWidget(chooser_);
    layout->addWidget(area, 1);
    connect(chooser_, &StepChooser::chosen, this, &AudioView::showStep);
}

void AudioView::setTrials(std::vector<MediaTrial> trials) {
    if (trials == trials_) return;
    trials_ = std::move(trials);
    chooser_->setSteps(stepsOf(trials_, &store::TrialMedia::audio));
}

void AudioView::makeRow() {
    Shown one{new QWidget,
              new QLabel,
              new QLabel,
              new WavePicture,
              makeAudioButton("audioPlay", QStringLiteral("run")),
              makeAudioButton("audioSave", QStringLiteral("save")),
              {},
              {},
              0};
    one.caption->setTextFormat(Qt::PlainText);
    one.facts->setObjectName(QStringLiteral("audioFacts"));
    one.facts->setForegroundRole(QPalette::PlaceholderText);
    one.play->setText(tr("Play"));
    one.save->setText(tr("Save…"));
    const std::size_t place = shown_.size();
    connect(one.play, &QToolButton::clicked, this, [this, place] { play(shown_[place].bytes); });
    connect(one.save, &QToolButton::clicked, this, [this, place] { save(shown_[place].bytes); });
    auto* head = new QHBoxLayout;
    head->addWidget(one.caption);
    head->addWidget(one.facts, 1);
    head->addWidget(one.play);
    head->addWidget(one.save);
    auto* column = new QVBoxLayout(one.row);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(spacing / 2);
    column->addLayout(head);
    column->addWidget(one.wave);
    rows_->addWidget(one.row);
    shown_.push_back(std::move(one));
}

void AudioView::showStep() {
    std::size_t place = 0;
    for (const MediaTrial& trial : trials_) {
        const store::RecordedAudio* audio =
            trial.media ? recordedAt(trial.media->audio, chooser_->tag(), chooser_->step()) : nullptr;
        if (audio == nullptr) continue;
        if (place == shown_.size()) makeRow();
        fillRow(shown_[place++], trial, *audio);
    }
    while (shown_.size() > place) {
        delete shown_.back().row;
        shown_.pop_back();
    }
}

void AudioView::fillRow(Shown& shown, const MediaTrial& trial, const store::RecordedAudio& audio) {
    const QString name =
        tr("%1 of %2, step %3").arg(QString::fromStdString(chooser_->tag()), trial.label).arg(audio.step);
    shown.caption->setText(audio.step == chooser_->step() ? trial.label
                                                          : tr("%1, step %2").arg(trial.label).arg(audio.step));
    shown.play->setAccessibleName(tr("Play %1").arg(name));
    shown.play->setToolTip(tr("Open it with the desktop's player"));
    shown.save->setAccessibleName(tr("Save %1").arg(name));
    if (shown.bytes == audio.bytes) return;
    shown.bytes = audio.bytes;
    shown.name = name;
    shown.ticket = ++ticket_;
    shown.play->setEnabled(!suffixOf(audio.bytes).isEmpty());
    shown.facts->setText(tr("Reading…"));
    shown.wave->setWave({});
    QThreadPool::globalInstance()->start(
        [self = QPointer(this), row = shown.row, ticket = shown.ticket, bytes = audio.bytes] {
            const auto wave = std::make_shared<const Result<store::Wave>>(store::read_wave(bytes.str(), peaks));
            // Whether the view is still there, its own thread alone can tell.
            QMetaObject::invokeMethod(qApp, [self, row, ticket, wave] {
                if (self) self->take(row, ticket, *wave);
            });
        });
}

void AudioView::take(const QWidget* row, int ticket, const Result<store::Wave>& wave) {
    const auto found = std::ranges::find_if(shown_, [row](const Shown& one) { return one.row == row; });
    if (found == shown_.end() || found->ticket != ticket) return;
    Shown& shown = *found;
    shown.wave->setVisible(wave.has_value());
    if (!wave) {
        const QString suffix = suffixOf(shown.bytes);
        shown.facts->setText(suffix.isEmpty() ? QString::fromStdString(wave.error().what)
                                              : tr("%1, %2 kB").arg(suffix.toUpper()).arg(shown.bytes.size() / 1000));
        return;
    }
    //: Of a sound: its length, how many samples a second it has, and how many channels
    shown.facts->setText(
        tr("%1 s, %2 Hz, %n channel(s)", nullptr, wave->channels).arg(numberText(wave->seconds(), 3)).arg(wave->rate));
    shown.wave->setAccessibleName(tr("%1, %2 s").arg(shown.name, numberText(wave->seconds(), 3)));
    shown.wave->setWave(*wave);
}

// A copy, because players read files; it stays until the window goes, as nobody says when the player is done.
void AudioView::play(const std::string& bytes) {
    if (!played_) played_ = std::make_unique<QTemporaryDir>();
    const QString path = played_->filePath(QStringLiteral("sound-%1.%2").arg(count_++).arg(suffixOf(bytes)));
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes.data(), static_cast<qint64>(bytes.size())) < 0 ||
        !file.flush()) {
        Q_EMIT failed(QStringLiteral("%1: %2").arg(path, file.errorString()));
        return;
    }
    file.close();
    QDesktopServices::openUrl(QUrl::fromLocalFile(path));
}

void AudioView::save(const std::string& bytes) {
    askAndSaveBytes(*this, tr("Save the sound"), suffixOf(bytes), bytes);
}

}  // namespace lathe::gui
