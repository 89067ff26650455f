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
        store::SharedBytes bytes;  // of the file
        QString problem;           // as DecodedPicture
        int ticket;                // of the bytes: what was decoded of others comes too late
    };
    void showStep();
    void showPicture(std::size_t place, const MediaTrial& trial, const store::RecordedImage& image);
    void take(QLabel* picture, int ticket, const QImage& whole, const QString& problem);
    static void tellProblem(const Shown& shown);
    void offer(QLabel* picture, const QPoint& at);
    int columns() const;
    void scalePictures();

    StepChooser* chooser_;
    QWidget* area_;
    QGridLayout* grid_;
    std::vector<MediaTrial> trials_;
    std::vector<Shown> shown_;
    int ticket_ = 0;  // the newest
};

}  // namespace lathe::gui
