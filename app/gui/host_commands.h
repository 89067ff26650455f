// SPDX-License-Identifier: GPL-3.0-or-later
// Commands of lathectl on another machine, one after another, over a connection that stays for the next. GUI thread.
#pragma once

#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

#include <QObject>

#include "app/gui/background_work.h"
#include "core/base/error.h"
#include "core/remote/host.h"

namespace lathe::gui {

class HostCommands : public QObject {
    Q_OBJECT

  public:
    explicit HostCommands(QObject* parent = nullptr);
    ~HostCommands() override;  // ends what is under way

    // The machine, from now on; what was asked of the one before is let go of.
    void open(const remote::Address& address);
    void close();

    // To its end; `then` is called with what it printed.
    void run(const std::vector<std::string>& arguments, std::function<void(const std::string& out)> then = {});
    // One that goes on there by itself; `then` once it has begun.
    void start(const std::vector<std::string>& arguments, std::function<void()> then = {});
    // Several requests as one piece of work, on another thread.
    using Work = std::function<Result<std::string>(remote::Host& host)>;
    void work(Work work, std::function<void(const std::string& answer)> then);

  Q_SIGNALS:
    void failed(const lathe::Errors& errors);

  private:
    std::shared_ptr<remote::Host> host_;  // used on the other thread
    std::stop_source stop_;
    BackgroundWork* pool_;
};

}  // namespace lathe::gui
