// SPDX-License-Identifier: GPL-3.0-or-later
// The sounds that the selected trials have recorded: how they go, opened with the desktop's player, saved. GUI thread.
#pragma once

#include <memory>
#include <vector>

#include <QTemporaryDir>
#include <QWidget>

#include "core/store/wave.h"
#include "widgets/runs/media_trial.h"

class QLabel;
class QToolButton;
class QVBoxLayout;

namespace lathe::gui {

class StepChooser;
class WavePicture;

class AudioView : public QWidget {
    Q_OBJECT

  public:
    explicit AudioView(QWidget* parent = nullptr);

    void setTrials(std::vector<MediaTrial> trials);

  Q_SIGNALS:
    void failed(const QString& text);  // a sound could not be handed to the player

  private:
    struct Shown {
        QWidget* row;
        QLabel* caption;
        QLabel* facts;
        WavePicture* wave;
        QToolButton* play;
        QToolButton* save;
        store::SharedBytes bytes;
        QString name;  // for who cannot see it
        int ticket;    // of the bytes: what was read of others comes too late
    };
    void showStep();
    void makeRow();
    void fillRow(Shown& shown, const MediaTrial& trial, const store::RecordedAudio& audio);
    void take(const QWidget* row, int ticket, const Result<store::Wave>& wave);
    void play(const std::string& bytes);
    void save(const std::string& bytes);

    StepChooser* chooser_;
    QVBoxLayout* rows_;
    std::vector<MediaTrial> trials_;
    std::vector<Shown> shown_;
    std::unique_ptr<QTemporaryDir> played_;  // files that were handed to the player
    int count_ = 0;
    int ticket_ = 0;  // the newest
};

}  // namespace lathe::gui
