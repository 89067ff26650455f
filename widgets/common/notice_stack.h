// SPDX-License-Identifier: GPL-3.0-or-later
// Messages over a widget, at its lower edge: they lie upon what is there instead of pushing it away, so that nothing
// moves under the pointer. Where the pointer is just there, they come at the upper edge. GUI thread.
#pragma once

#include <QWidget>

class QVBoxLayout;

namespace lathe::gui {

class NoticeStack : public QWidget {
    Q_OBJECT

  public:
    // Covers parts of `under`, whose child it is.
    explicit NoticeStack(QWidget* under);

    // Shown and hidden by itself; the last one is nearest to the edge.
    void addNotice(QWidget* notice);

  protected:
    bool event(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

  private:
    enum class Edge { lower, upper };

    bool isEmpty() const;
    void place();

    QVBoxLayout* column_;
    Edge edge_ = Edge::lower;
    bool shown_ = false;
};

}  // namespace lathe::gui
