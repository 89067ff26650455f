// SPDX-License-Identifier: GPL-3.0-or-later
// The pictures that the selected trials have recorded: one name at a time, through the steps. GUI thread.
#pragma once

#include <vector>

#include <QImage>
#include <QWidget>

#include "widgets/runs/media_trial.h"

class QGridLayout;
class QLabel;

namespace lathe::gui {

class StepChooser;

class ImagesView : public QWidget {
    Q_OBJECT

  public:
    explicit ImagesView(QWidget* parent = nullptr);

    void setTrials(std::vector<MediaTrial> trials);

  protected:
    void resizeEvent(QResizeEvent* event) override;

  private:
    struct Shown {
        QLabel* picture;
        QLabel* caption;
        QImage whole;
        std::string bytes;  // of the file
    };
    void showStep();
    void showPicture(std::size_t place, const MediaTrial& trial, const store::RecordedImage& image);
    void take(QLabel* picture, int ticket, const QImage& whole, const QString& problem);
    void offer(QLabel* picture, const QPoint& at);
    int columns() const;
    void scalePictures();

    StepChooser* chooser_;
    QWidget* area_;
    QGridLayout* grid_;
    std::vector<MediaTrial> trials_;
    std::vector<Shown> shown_;
    int ticket_ = 0;  // of what is shown: what was decoded for something else comes too late
};

}  // namespace lathe::gui
