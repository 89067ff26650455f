// SPDX-License-Identifier: GPL-3.0-or-later
// The queue of another machine in the panel of the Train room, in the place of this one's: shows how it stands, and has
// it changed there. GUI thread.
#pragma once

#include <map>
#include <memory>
#include <vector>

#include <QObject>
#include <QString>

#include "core/queue/standing.h"

class QAction;

namespace lathe::gui {

class HostCommands;
class HostWorkspace;
class QueuePanel;

class HostQueue : public QObject {
    Q_OBJECT

  public:
    // All outlive this.
    HostQueue(QueuePanel& panel, HostCommands& commands, const HostWorkspace& workspace, QObject* parent);

    // From now on the panel is this queue's, and until close().
    void open();
    void close();
    // Where the workspace lies there.
    void setFolderThere(const QString& folder) { folderThere_ = folder; }
    void show(const std::shared_ptr<const queue::Standing>& standing);
    // Tells begun() of this item once its study is in the copy.
    void await(int item);
    // Something in the copy is new.
    void look();

  Q_SIGNALS:
    // Of the copy: to be shown.
    void studyRequested(const QString& studyFolder);
    void begun(const QString& studyFolder);
    void said(const QString& text, const QList<QAction*>& actions);
    void failed(const lathe::Errors& errors);
    void ended(const QString& name, bool done);

  private:
    void connectPanel();
    void remove(const std::vector<int>& items);
    void ask(const std::vector<std::string>& what, const std::vector<int>& items = {});
    // "": its study is not in the copy.
    QString studyInCopy(const queue::Item& item) const;
    void openStudy(const QString& workspaceThere, const QString& studyThere);

    QueuePanel& panel_;
    HostCommands& commands_;
    const HostWorkspace& workspace_;
    QString folderThere_;
    std::shared_ptr<const queue::Standing> standing_;
    std::map<int, queue::ItemState> states_;
    int awaited_ = 0;
    std::vector<int> removed_;
    QAction* undo_;
};

}  // namespace lathe::gui
