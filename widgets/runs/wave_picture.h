// SPDX-License-Identifier: GPL-3.0-or-later
// How a sound goes: its least and largest samples over its length. GUI thread.
#pragma once

#include <QWidget>

#include "core/store/wave.h"

namespace lathe::gui {

class WavePicture : public QWidget {
    Q_OBJECT

  public:
    explicit WavePicture(QWidget* parent = nullptr);
    void setWave(store::Wave wave);
    const store::Wave& wave() const { return wave_; }

    QSize sizeHint() const override { return {480, 96}; }
    QSize minimumSizeHint() const override { return {120, 48}; }

  protected:
    void paintEvent(QPaintEvent* event) override;

  private:
    store::Wave wave_;
};

}  // namespace lathe::gui
