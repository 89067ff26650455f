// SPDX-License-Identifier: GPL-3.0-or-later
// Wires the floors together for both programs: the catalog of options, the devices, and the training engine, which is
// loaded when the first trial starts (LibTorch takes longer to load than listing runs or opening the window may).
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "core/run/session.h"
#include "core/train/engine.h"

namespace lathe {

class Services {
  public:
    Services();
    ~Services();
    Services(const Services&) = delete;
    Services& operator=(const Services&) = delete;

    // Variables that libraries read while they are loaded. Call first in main(), before other threads start.
    static void prepare_environment();

    // What can be configured, with what the plug-ins of a config add (config::Catalog::extended). Empty, so that every
    // key is allowed, in a build without the engine.
    static const config::Catalog& catalog();

    // The options of plug-ins that the catalog has not seen are looked for in the background from now on, rather than
    // waited for; `learned` is called on another thread when it knows more. For the window.
    static void look_at_plugins_in_background(std::function<void()> learned);

    // The engine, loaded at the first call: liblathe-train.so, or the library that LATHE_ENGINE names. Any thread.
    Result<const train::Engine*> engine();

    // Ends the check of a trial that reads data just now, and those that follow, with an error. Any thread.
    void stop_checks() { checks_.request_stop(); }

    // For run::Session; valid as long as this object.
    const run::SessionServices& run() const { return run_; }
    // The same for a session that has more to say at its beginning.
    run::SessionServices run_with(const std::vector<std::string>& notices) const;

  private:
    std::mutex mutex_;
    std::stop_source checks_;
    std::optional<Result<const train::Engine*>> engine_;
    std::unique_ptr<device::Inventory> inventory_;
    run::SessionServices run_;
};

}  // namespace lathe
