// SPDX-License-Identifier: GPL-3.0-or-later
// Closing the window without losing anything: it asks about unsaved edits, about what is being sent to another machine,
// imported or exported, and about a study that runs, which may be stopped or handed over to a process without a window.
// GUI thread.
#pragma once

#include <functional>

#include <QObject>

#include "core/base/error.h"

class QWidget;

namespace lathe::gui {

class ConfigurePage;
class ExperimentFiles;
class SessionController;
class TransferBar;

class WindowCloser : public QObject {
    Q_OBJECT

  public:
    // Whether something is being imported or exported.
    using IsWriting = std::function<bool()>;

    // All outlive this; `window` is closed when everything is decided, and is the parent of the dialog.
    WindowCloser(const ConfigurePage& page, ExperimentFiles& files, SessionController& controller,
                 const TransferBar& transfers, IsWriting isWriting, QWidget& window);

    // Nothing would be lost, or the person has decided.
    bool mayClose() const;
    // Begins to ask; closes the window in the end unless the person cancels.
    void ask();
    // The study that ran has ended, perhaps because this stopped it.
    void studyOver();

  Q_SIGNALS:
    // The window stays open.
    void handOverFailed(const lathe::Error& error);

  private:
    enum class WhenOver { nothing, close, handOver };

    void askAboutTransfer();
    void askAboutWriting();
    void askAboutStudy();
    void leave(WhenOver then);
    void closeNow();

    const ConfigurePage& page_;
    ExperimentFiles& files_;
    SessionController& controller_;
    const TransferBar& transfers_;
    IsWriting isWriting_;
    QWidget& window_;
    WhenOver whenOver_ = WhenOver::nothing;
    bool decided_ = false;
};

}  // namespace lathe::gui
