// SPDX-License-Identifier: GPL-3.0-or-later
// The pictures that the selected trials have recorded: one name at a time, through the steps. GUI thread.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include <QPixmap>
#include <QString>
#include <QWidget>

#include "core/store/event_images.h"

class QComboBox;
class QGridLayout;
class QLabel;
class QSlider;

namespace lathe::gui {

class ImagesView : public QWidget {
    Q_OBJECT

  public:
    struct Trial {
        QString label;
        std::shared_ptr<const store::ImagesByTag> images;  // null: none
    };

    explicit ImagesView(QWidget* parent = nullptr);

    // What is looked at stays: the name, and the step; who looks at the newest goes on seeing the newest.
    void setTrials(std::vector<Trial> trials);

  protected:
    void resizeEvent(QResizeEvent* event) override;

  private:
    void fillNames();
    void fillSteps();
    void showStep();
    void scalePictures();
    std::vector<std::int64_t> steps() const;

    QComboBox* names_;
    QSlider* slider_;
    QLabel* step_;
    QLabel* nothing_;
    QWidget* area_;
    QGridLayout* grid_;

    std::vector<Trial> trials_;
    std::vector<std::int64_t> steps_;  // of the chosen name, of all trials
    struct Shown {
        QLabel* picture;
        QPixmap whole;
    };
    std::vector<Shown> shown_;
};

}  // namespace lathe::gui
