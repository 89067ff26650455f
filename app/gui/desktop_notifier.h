// SPDX-License-Identifier: GPL-3.0-or-later
// Tells the desktop that something has ended while the person looked elsewhere. GUI thread.
#pragma once

#include <QObject>
#include <QString>

class QSystemTrayIcon;
class QWidget;

namespace lathe::gui {

class BackgroundWork;

class DesktopNotifier : public QObject {
    Q_OBJECT

  public:
    explicit DesktopNotifier(QWidget* window);

    // Whether the person wants it; kept in the settings.
    static bool isWanted();
    static void setWanted(bool wanted);

    // Returns at once. Nothing while the window is the active one, or when it is not wanted. Others may read it over
    // the person's shoulder: only the name is told, not why something failed.
    void notifyEnd(const QString& name, bool done);

  Q_SIGNALS:
    void notified(const QString& title);

  private:
    void tell(const QString& title, const QString& text);
    void tellInTray(const QString& title, const QString& text);

    QWidget* window_;
    BackgroundWork* work_;
    QSystemTrayIcon* tray_ = nullptr;  // where no service for notifications is there
};

}  // namespace lathe::gui
