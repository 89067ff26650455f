// SPDX-License-Identifier: GPL-3.0-or-later
// What a path stands for that a person gives or drops on the window: an experiment's file, a study or one of its
// trials, what another tool recorded, or a workspace, and how it is opened. GUI thread.
#pragma once

#include <cstdint>

#include <QObject>
#include <QString>

namespace lathe::gui {

class Banner;
class ForeignImport;
class ReviewPage;
class ShownWorkspace;

// record: perhaps one of another tool's, which only its content tells.
enum class PathKind : std::uint8_t { address, file, study, record };
// By its form and what stands on the disk; reads no contents.
PathKind kindOfPath(const QString& path);

class PathOpener : public QObject {
    Q_OBJECT

  public:
    // All outlive this.
    struct Parts {
        Banner& banner;  // how far an import is
        ShownWorkspace& workspace;
        ReviewPage& review;
    };
    PathOpener(const Parts& parts, QObject* parent);

    // A study, or the folder of one of its trials, is shown in its workspace; what another tool recorded becomes
    // studies of the shown workspace; any other folder, or ssh://HOST/PATH, becomes the workspace.
    void open(const QString& path);
    bool isBusy() const;  // something is being imported

  Q_SIGNALS:
    void fileGiven(const QString& file);  // an experiment's, unless it is wrong
    void reviewWanted();                  // Review shows what was opened
    void imported(const QString& text);
    void failed(const QString& text);

  private:
    void openStudy(const QString& path);

    Parts parts_;
    ForeignImport* imports_;
};

}  // namespace lathe::gui
