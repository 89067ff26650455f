// SPDX-License-Identifier: GPL-3.0-or-later
// The workspace of another machine in the window: a copy that Review and Train read is kept in step in the background,
// and the curves of what is looked at follow. GUI thread.
#pragma once

#include <map>
#include <memory>
#include <thread>
#include <vector>

#include <QObject>
#include <QString>

#include "core/base/error.h"
#include "core/queue/standing.h"
#include "core/remote/address.h"
#include "core/remote/connection.h"
#include "core/remote/curve_loop.h"

namespace lathe::gui {

class HostWorkspace : public QObject {
    Q_OBJECT

  public:
    explicit HostWorkspace(QObject* parent = nullptr);
    ~HostWorkspace() override;

    // "ssh://HOST/PATH" or "HOST:PATH". Returns at once; signals tell what becomes of it. The error: it is no address.
    // `first`: a connection to it that is there already; null: there is none.
    Result<void> open(const QString& address, std::unique_ptr<remote::Connection> first = nullptr);
    // The same again, after cannotConnect().
    void reopen();
    void close();
    bool isOpen() const { return mirror_.joinable(); }
    const remote::Address& address() const { return address_; }
    QString name() const;    // "ssh://HOST/PATH"
    QString host() const;    // the machine alone
    QString folder() const;  // of the copy on this machine
    // Whether a folder, of a study or a trial, is of the copy; and its name there ("NAME", "NAME/trials/0003").
    bool owns(const QString& folder) const;
    QString recordOf(const QString& folder) const;

    // Trials whose curves and logs are wanted from now on, and parts of curves that are shown larger.
    void lookAt(std::vector<remote::LookedAt> trials);
    void refine(std::map<remote::TrialPlace, std::vector<remote::CurvePart>> parts);

  Q_SIGNALS:
    // For the status bar: "gpu1: connected".
    void stateChanged(const QString& text);
    void connected(const QString& folderThere);  // for the first time
    void filled();                               // the copy holds what is there
    // It is given up: ssh does not get in, or what answers makes no sense.
    void cannotConnect(const QString& why);
    void changed();  // something in the folder is new
    void pointsCame(const QString& studyFolder, int trial);
    void queueChanged(const std::shared_ptr<const lathe::queue::Standing>& standing);

  private:
    void begin(std::unique_ptr<remote::Connection> first);

    remote::Address address_;
    std::shared_ptr<remote::CurveLoop> curveLoop_;
    std::jthread mirror_;
    std::jthread curves_;
};

}  // namespace lathe::gui
