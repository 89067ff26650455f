// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/provenance_capture.h"

#include <utility>

#include <fmt/format.h>

#include "core/base/clock.h"
#include "core/provenance/environment.h"
#include "core/run/changed_inputs.h"
#include "core/run/priority.h"

namespace lathe::run {

ProvenanceCapture::ProvenanceCapture(std::filesystem::path study_folder, std::string name, Surroundings surroundings,
                                     std::vector<device::Device> devices, OfProgram of_program, OnChanged on_changed)
    : study_folder_(std::move(study_folder)),
      name_(std::move(name)),
      surroundings_(std::move(surroundings)),
      devices_(std::move(devices)),
      of_program_(std::move(of_program)),
      on_changed_(std::move(on_changed)),
      checksums_([this](const std::stop_token& stop) { make_checksums(stop); }),
      thread_([this](const std::stop_token& stop) { capture(stop); }) {}

ProvenanceCapture::~ProvenanceCapture() {
    checksums_.request_stop();
    checksums_.join();  // so that what was done in time is written, too
    thread_.request_stop();
    thread_.join();
}

void ProvenanceCapture::engine_is_loaded(config::Value torch) {
    const std::lock_guard lock(mutex_);
    if (torch_) return;
    torch_ = std::move(torch);
    changed_.notify_all();
}

void ProvenanceCapture::make_checksums(const std::stop_token& stop) {
    give_way_to_training();
    std::map<std::string, provenance::Manifest> made;
    const auto add = [&](const std::string& option, const std::filesystem::path& path, const std::stop_token& until) {
        auto manifest =
            provenance::make_manifest(path, provenance::ChecksumCache::of_process(), provenance::default_most_files,
                                      until, provenance::Pace::beside_training);
        if (manifest) made.emplace(option, std::move(*manifest));
    };
    // A script is small: it is recorded however short the session is.
    if (const auto script = surroundings_.inputs.find(script_input); script != surroundings_.inputs.end())
        add(script->first, script->second, {});
    for (const auto& [option, path] : surroundings_.inputs) {
        if (stop.stop_requested()) break;
        if (option != script_input) add(option, path, stop);
    }
    {
        const std::lock_guard lock(mutex_);
        inputs_ = std::move(made);
        changed_.notify_all();
    }
    compare_with_last_time(stop);
    const std::lock_guard lock(mutex_);
    is_compared_ = true;
    changed_.notify_all();
}

void ProvenanceCapture::wait_for_comparison(std::chrono::milliseconds longest) {
    if (provenance::last_record(study_folder_, name_).empty()) return;
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, longest, [this] { return is_compared_; });
}

void ProvenanceCapture::compare_with_last_time(const std::stop_token& stop) const {
    const std::string last = provenance::last_record(study_folder_, name_);
    if (last.empty()) return;
    const auto before = provenance::Provenance::load(study_folder_, last);
    if (!before) return;
    const auto changes = changed_inputs(before->inputs, surroundings_, stop);
    if (!changes.empty()) on_changed_(changes);
}

void ProvenanceCapture::capture(const std::stop_token& stop) {
    yield_to_the_window();
    record_.environment = environment({});
    record_.repositories = provenance::read_repositories(surroundings_.code());
    save();
    if (of_program_) {
        program_ = of_program_(stop);
        record_.environment = environment({});
        save();
    }
    while (true) {
        std::unique_lock lock(mutex_);
        const auto has_news = [this] { return (torch_ && !torch_is_taken_) || (inputs_ && !inputs_are_taken_); };
        changed_.wait(lock, stop, has_news);
        if (!has_news()) return;
        const bool engine = torch_ && !std::exchange(torch_is_taken_, true);
        if (inputs_ && !std::exchange(inputs_are_taken_, true)) record_.inputs = *inputs_;
        const config::Value torch = torch_.value_or(config::Value());
        lock.unlock();
        if (engine) record_.environment = environment(torch);
        save();
    }
}

config::Value ProvenanceCapture::environment(const config::Value& torch) const {
    provenance::EnvironmentSources sources;
    sources.variables = provenance::process_variables();
    sources.torch = torch;
    sources.devices = devices_;
    auto all = provenance::capture_environment(sources);
    if (program_.is_dict())
        for (const auto& [key, facts] : program_.as_dict()) all.as_dict().emplace_back(key, facts);
    return all;
}

// On a full disk the record goes without it: the session says itself what it cannot write.
void ProvenanceCapture::save() const {
    static_cast<void>(record_.save(study_folder_, name_));
}

std::string ProvenanceCapture::new_name(const std::filesystem::path& study_folder) {
    const std::string stamp = to_folder_stamp(now());
    std::error_code code;
    for (int suffix = 1;; ++suffix) {
        std::string name = suffix == 1 ? stamp : fmt::format("{}-{}", stamp, suffix);
        if (!std::filesystem::exists(study_folder / "provenance" / (name + ".json"), code)) return name;
    }
}

}  // namespace lathe::run
