// Notices that the open experiment, or a file that it reads, was changed by another program, and brings both versions
// together. GUI thread.
#pragma once

#include <string>
#include <vector>

#include <QObject>

class QFileSystemWatcher;

namespace lathe::gui {

class Banner;
class ExperimentDocument;

class OutsideChanges : public QObject {
    Q_OBJECT

  public:
    // Both must outlive it; messages and choices are shown on the banner.
    OutsideChanges(ExperimentDocument& document, Banner& banner, QObject* parent = nullptr);

    // Follows the files of what is open now.
    void watch();

  Q_SIGNALS:
    void compareRequested();

  private:
    void fileChanged();
    void take(const std::string& text);
    void offer(const std::string& text, const std::vector<std::string>& conflicts);

    ExperimentDocument& document_;
    Banner& banner_;
    QFileSystemWatcher* watcher_;
};

}  // namespace lathe::gui
