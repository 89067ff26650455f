// SPDX-License-Identifier: GPL-3.0-or-later
// The workspace of another machine in the window: a copy that Review reads is kept in step in the background, and what
// is started goes into the queue there.
#pragma once

#include <memory>
#include <thread>

#include <QObject>
#include <QString>

#include "app/gui/background_work.h"
#include "core/base/error.h"
#include "core/config/schema.h"
#include "core/remote/address.h"
#include "core/search/experiment.h"

namespace lathe::gui {

// GUI thread.
class HostWorkspace : public QObject {
    Q_OBJECT

  public:
    explicit HostWorkspace(const config::Catalog& catalog, QObject* parent = nullptr);
    ~HostWorkspace() override;

    // "ssh://HOST/PATH" or "HOST:PATH". Returns at once; signals tell what becomes of it. The error: it is no address.
    Result<void> open(const QString& address);
    void close();
    bool isOpen() const { return loop_.joinable(); }
    QString name() const;    // "ssh://HOST/PATH"
    QString folder() const;  // of the copy on this machine

    // Sends the experiment with its data's names, adds it to the queue there, and has the queue run.
    void add(search::Experiment experiment);

  Q_SIGNALS:
    // For the status bar: "gpu1: connected".
    void stateChanged(const QString& text);
    void changed();  // something in the folder is new
    void added(const QString& text, bool isWarning);
    void failed(const Errors& errors);

  private:
    const config::Catalog& catalog_;
    remote::Address address_;
    std::jthread loop_;  // of the MirrorLoop
    BackgroundWork work_;
};

}  // namespace lathe::gui
