// SPDX-License-Identifier: GPL-3.0-or-later
// The files that were opened before, in the menu and on the start page. Remembered between starts. GUI thread.
#pragma once

#include <QObject>
#include <QString>
#include <QStringList>

#include "app/gui/background_work.h"

class QMenu;

namespace lathe::gui {

class StartPage;

class RecentFiles : public QObject {
    Q_OBJECT

  public:
    // Both outlive this, and show the files from now on.
    RecentFiles(StartPage& page, QMenu& menu, QObject* parent = nullptr);

    void add(const QString& file);
    // Files may be gone meanwhile: that is looked up on another thread, as a disk far away may let one wait.
    void refresh();

  Q_SIGNALS:
    void chosen(const QString& file);  // in the menu

  private:
    void show();

    StartPage& page_;
    QMenu& menu_;
    QStringList gone_;  // as far as is known
    BackgroundWork work_;
};

}  // namespace lathe::gui
