// SPDX-License-Identifier: GPL-3.0-or-later
// Finds out, beside the training, in what environment a session runs, and writes it into the study's provenance folder:
// one record a session, which its trials name.
#pragma once

#include <chrono>
#include <condition_variable>
#include <filesystem>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

#include "core/device/device.h"
#include "core/provenance/provenance.h"
#include "core/run/surroundings.h"

namespace lathe::run {

// Writes one record of provenance while a session trains.
class ProvenanceCapture {
  public:
    // Tells the environment of the program that is the trial; empty: there is none. Called on a thread of the capture;
    // it may wait, and sees by `stop` when nobody waits for it any more.
    using OfProgram = std::function<config::Value(const std::stop_token& stop)>;
    // Is told, on that thread, what of the data and code is not as it was when the study ran before.
    using OnChanged = std::function<void(const std::vector<std::string>& changes)>;
    // Begins at once, on threads of its own. `name`: of the record, as new_name() gives it.
    ProvenanceCapture(std::filesystem::path study_folder, std::string name, Surroundings surroundings,
                      std::vector<device::Device> devices, OfProgram of_program, OnChanged on_changed);
    // Gives up checksums that are not done, and soon the program's environment; all else is written.
    ~ProvenanceCapture();

    // The engine is loaded: the environment is looked at again, with its libraries. Only the first call counts. Returns
    // at once; any thread.
    void engine_is_loaded(config::Value torch);

    // Waits, at most this long, until it is known what has changed since the study ran before; returns at once where it
    // did not.
    void wait_for_comparison(std::chrono::milliseconds longest);

    // A name for the record of a session that begins now.
    static std::string new_name(const std::filesystem::path& study_folder);

  private:
    void capture(const std::stop_token& stop);
    void make_checksums(const std::stop_token& stop);
    void compare_with_last_time(const std::stop_token& stop) const;
    config::Value environment(const config::Value& torch) const;
    void save() const;

    const std::filesystem::path study_folder_;
    const std::string name_;
    const Surroundings surroundings_;
    const std::vector<device::Device> devices_;
    const OfProgram of_program_;
    const OnChanged on_changed_;
    provenance::Provenance record_;  // of the thread
    config::Value program_;          // of the thread: what of_program_ told

    std::mutex mutex_;
    std::condition_variable_any changed_;
    std::optional<config::Value> torch_;  // guarded by mutex_
    bool torch_is_taken_ = false;
    std::optional<std::map<std::string, provenance::Manifest>> inputs_;  // guarded by mutex_; once all are made
    bool inputs_are_taken_ = false;
    bool is_compared_ = false;  // guarded by mutex_

    // Last: they use all the others.
    std::jthread checksums_;
    std::jthread thread_;
};

}  // namespace lathe::run
