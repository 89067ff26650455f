// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/queue/runners.h"

#include <signal.h>

#include "core/base/files.h"
#include "core/base/json_members.h"

namespace lathe::queue {

namespace {

fs::path folder_of(const fs::path& queue_folder) {
    return queue_folder / "runners";
}

fs::path file_of(const fs::path& queue_folder, const ProcessIdentity& process) {
    return folder_of(queue_folder) / std::to_string(process.pid);
}

std::optional<RunnerInfo> read_runner(const fs::path& file) {
    const auto text = read_file(file, 4096);
    const auto json = text ? parse_json(*text) : Result<Json>(fail(text.error()));
    if (!json || !json->is_object()) return std::nullopt;
    JsonMembers in(*json);
    const Json* process = in.find("process");
    const auto identity = process ? process_from_json(*process) : std::nullopt;
    if (!identity) return std::nullopt;
    RunnerInfo info{*identity, in.count("at_once", JsonMembers::Need::optional, 1), in.boolean("stays")};
    if (in.bad()) return std::nullopt;
    return info;
}

}  // namespace

Result<RunnerMark> RunnerMark::leave(const fs::path& queue_folder, const RunnerInfo& info) {
    const fs::path folder = folder_of(queue_folder);
    if (auto made = make_folders(folder); !made) return fail(made.error());
    // What killed ones have left.
    std::error_code code;
    for (fs::directory_iterator it(folder, code), end; !code && it != end; it.increment(code))
        if (const auto other = read_runner(it->path()); other && !is_alive(other->process)) {
            std::error_code ignored;
            fs::remove(it->path(), ignored);
        }
    const fs::path file = file_of(queue_folder, info.process);
    const std::string text =
        dump_json({{"process", to_json(info.process)}, {"at_once", info.at_once}, {"stays", info.stays}}) + "\n";
    if (auto written = write_file_atomically(file, text); !written) return fail(written.error());
    return RunnerMark(file);
}

RunnerMark::~RunnerMark() {
    std::error_code ignored;
    if (!file_.empty()) fs::remove(file_, ignored);
}

std::vector<RunnerInfo> living_runners(const fs::path& queue_folder) {
    std::vector<RunnerInfo> runners;
    std::error_code code;
    for (fs::directory_iterator it(folder_of(queue_folder), code), end; !code && it != end; it.increment(code))
        if (const auto runner = read_runner(it->path()); runner && is_alive(runner->process))
            runners.push_back(*runner);
    return runners;
}

bool tell_to_stop(const fs::path& queue_folder, const RunnerInfo& runner) {
    if (!send_signal(runner.process, SIGTERM)) return false;
    std::error_code ignored;
    fs::remove(file_of(queue_folder, runner.process), ignored);
    return true;
}

}  // namespace lathe::queue
