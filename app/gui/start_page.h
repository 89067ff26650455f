// SPDX-License-Identifier: GPL-3.0-or-later
// What an empty window offers: the example, a file, one opened before, or the runs of the past. GUI thread.
#pragma once

#include <QList>
#include <QStringList>
#include <QWidget>

class QAction;
class QListWidget;
class QLabel;

namespace lathe::gui {

class StartPage : public QWidget {
    Q_OBJECT

  public:
    // `actions` become large buttons, the first of them the primary one; not owned.
    explicit StartPage(const QList<QAction*>& actions, QWidget* parent = nullptr);

    void setRecentFiles(const QStringList& files);

  Q_SIGNALS:
    void fileChosen(const QString& file);

  private:
    QLabel* recentTitle_;
    QListWidget* recent_;
};

}  // namespace lathe::gui
