// SPDX-License-Identifier: GPL-3.0-or-later
// Notices that the open experiment, or a file that it reads, was changed by another program, and brings both versions
// together. GUI thread.
#pragma once

#include <string>
#include <vector>

#include <QObject>
#include <QStringList>

#include "widgets/config/experiment_document.h"

class QFileSystemWatcher;
class QTimer;

namespace lathe::gui {

class Banner;

class OutsideChanges : public QObject {
    Q_OBJECT

  public:
    // Both must outlive it; messages and choices are shown on the banner.
    OutsideChanges(ExperimentDocument& document, Banner& banner, QObject* parent = nullptr);

    // Follows the files of what is open now.
    void watch();
    // Tells of a save that met another program's changes; a conflict asks to compare.
    void tell(const SaveEnd& end);
    // The person has decided about the keys that both changed; the file holds `text`.
    void decide(const std::string& text, ExperimentDocument::Conflicts whose);

  Q_SIGNALS:
    void compareRequested();

  private:
    QStringList libraries() const;
    void fileChanged();
    void look();
    void missing(const QString& what);
    void take(const std::string& text);
    void offer(const std::string& text, const std::vector<std::string>& conflicts);
    void offerApart(const std::string& text, const Error& reason);
    void say(const QString& text);

    ExperimentDocument& document_;
    Banner& banner_;
    QFileSystemWatcher* watcher_;
    QStringList watched_;  // libraries
    QTimer* later_;        // a program that saves may take the file away for a moment
    QTimer* reread_;       // a program that builds a library writes it piece by piece
};

}  // namespace lathe::gui
