// SPDX-License-Identifier: GPL-3.0-or-later
// What the window says in its banner, and where an error leads: one that names an option shows that option. GUI thread.
#pragma once

#include <QObject>
#include <QString>

#include "core/base/error.h"

namespace lathe::gui {

class Banner;

class WindowMessages : public QObject {
    Q_OBJECT

  public:
    // `banner` outlives this.
    explicit WindowMessages(Banner& banner, QObject* parent = nullptr);

    void tell(const QString& message);
    void warn(const QString& message);
    void showError(const QString& message);
    // The first, and how many more there are. None: what is shown stays.
    void showErrors(const Errors& errors);

    // "": there are none.
    static QString textOf(const Errors& errors);

  Q_SIGNALS:
    void keyNamed(const QString& key);  // by the first of the errors that are shown

  private:
    Banner& banner_;
};

}  // namespace lathe::gui
