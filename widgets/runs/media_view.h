// SPDX-License-Identifier: GPL-3.0-or-later
// What the selected trials have recorded beside numbers: images, histograms, audio, texts; one kind at a time. GUI
// thread.
#pragma once

#include <array>
#include <vector>

#include <QWidget>

#include "widgets/runs/media_trial.h"

class QLabel;
class QStackedWidget;
class QToolButton;

namespace lathe::gui {

class AudioView;
class HistogramsView;
class ImagesView;
class TextsView;

class MediaView : public QWidget {
    Q_OBJECT

  public:
    explicit MediaView(QWidget* parent = nullptr);

    enum class Reading { done, goesOn };
    // The kind that is looked at stays, as long as there is something of it. `reading`: whether more is to come.
    void setTrials(const std::vector<MediaTrial>& trials, Reading reading = Reading::done);

  Q_SIGNALS:
    void failed(const QString& text);  // something could not be handed to the player

  private:
    enum Kind { images, histograms, audio, texts, kinds };
    QToolButton* makeButton(Kind kind, const char* name, const QString& label);
    void choose(Kind kind);
    void tellNotes(const std::vector<MediaTrial>& trials);

    std::array<QToolButton*, kinds> buttons_{};
    QLabel* nothing_;
    QLabel* notes_;
    QStackedWidget* stack_;
    ImagesView* images_;
    HistogramsView* histograms_;
    AudioView* audio_;
    TextsView* texts_;
    Kind chosen_ = images;  // by the person
};

}  // namespace lathe::gui
