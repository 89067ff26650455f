// SPDX-License-Identifier: GPL-3.0-or-later
// A style whose standard icons, those of dialogs and messages, are Lathe's own. GUI thread.
#pragma once

#include <QProxyStyle>

namespace lathe::gui {

class IconStyle : public QProxyStyle {
    Q_OBJECT

  public:
    // All else is as `base` has it; owned.
    explicit IconStyle(QStyle* base) : QProxyStyle(base) {}

    QIcon standardIcon(StandardPixmap which, const QStyleOption* option = nullptr,
                       const QWidget* widget = nullptr) const override;
};

}  // namespace lathe::gui
