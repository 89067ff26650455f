// SPDX-License-Identifier: GPL-3.0-or-later
// Reads studies for the Review room on a thread of its own: the window never waits for a disk.
//
// A newer request of a kind makes the older ones of that kind void: only the newest result arrives.
#pragma once

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <string>

#include <QObject>
#include <QThread>

#include "core/store/trash.h"
#include "widgets/runs/review_data.h"

namespace lathe::gui {

class ReviewReader : public QObject {
    Q_OBJECT

  public:
    explicit ReviewReader(QObject* parent = nullptr);
    ~ReviewReader() override;  // waits for the read that is under way

    // Called on the reader's thread from now on.
    void setReproductionText(const ReproductionText& text);
    // GUI thread; all return at once, the answers come as signals.
    void readWorkspace(const QString& folder);
    void readDetails(const WantedDetails& wanted);
    // From now on a trial's test is what `folder` has, rather than the trial's own folder.
    void setTestFolder(const TrialKey& trial, const QString& folder);
    // The trials whose points are wanted; those that were wanted before go on where they were. Gives the number that
    // marks the points of the trials that are new (TrialPoints::since): points with another number are of an earlier
    // time.
    int follow(const QList<TrialKey>& trials);
    // What was appended to the followed trials since.
    void poll();
    void readTrash(const QString& workspace);
    // Work that changes files: done one after the other, before any later read. None is left out, also when this ends.
    void write(const std::function<Result<void>()>& work);

  Q_SIGNALS:
    void workspaceRead(const std::shared_ptr<const lathe::gui::WorkspaceSnapshot>& snapshot);
    void detailsRead(const std::shared_ptr<const lathe::gui::Details>& details);
    void trashRead(const QString& workspace,
                   const std::shared_ptr<const std::vector<lathe::store::TrashEntry>>& entries);
    // Of one write(); "": it is done.
    void written(const QString& error);
    // One signal for all followed trials; also when nothing is new (then empty).
    void pointsRead(const std::shared_ptr<const std::vector<lathe::gui::TrialPoints>>& points);

  private:
    class Worker;
    QThread thread_;
    Worker* worker_;
    std::atomic<int> newestWorkspace_ = 0;
    std::atomic<int> newestDetails_ = 0;
    std::atomic<int> newestFollow_ = 0;
};

}  // namespace lathe::gui
