// SPDX-License-Identifier: GPL-3.0-or-later
// lathectl log, stop: a study that another process runs.
#include <signal.h>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <memory>
#include <optional>
#include <string>
#include <thread>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "app/ctl/commands.h"
#include "app/ctl/stop_text.h"
#include "core/base/files.h"
#include "core/base/host.h"
#include "core/queue/process_identity.h"
#include "core/queue/queue.h"
#include "core/store/study_lock.h"
#include "core/store/study_record.h"
#include "core/store/workspace.h"

namespace lathe::ctl {

namespace {

constexpr std::chrono::milliseconds look_again{200};
constexpr std::size_t chunk_bytes = 65536;

Error about(const fs::path& path, std::string what, std::string hint) {
    Error error{std::move(what), std::move(hint)};
    error.file = path.string();
    return error;
}

// Of a trial, or of the study's last one that has a log.
Result<fs::path> log_file(const fs::path& folder) {
    const auto place = store::place_of(folder);
    std::error_code code;
    if (place.trial) {
        const fs::path file = folder / "log.txt";
        if (fs::exists(file, code)) return file;
        return fail(about(file, "is not there: the trial has not begun", "lathectl show its study"));
    }
    const auto study = store::read_study(place.study);
    if (!study) return fail(study.error());
    for (auto trial = study->trials.rbegin(); trial != study->trials.rend(); ++trial) {
        const fs::path file = store::trial_folder(study->folder, trial->number) / "log.txt";
        if (fs::exists(file, code)) return file;
    }
    return fail(about(place.study, "no trial of this study has a log yet", "lathectl show it"));
}

// What stands behind the first `from` bytes; gives where it ends.
std::uint64_t print_from(const fs::path& file, std::uint64_t from) {
    std::ifstream in(file, std::ios::binary);
    in.seekg(static_cast<std::streamoff>(from));
    std::string chunk(chunk_bytes, '\0');
    while (in.read(chunk.data(), static_cast<std::streamsize>(chunk.size())) || in.gcount() > 0) {
        std::fwrite(chunk.data(), 1, static_cast<std::size_t>(in.gcount()), stdout);
        from += static_cast<std::uint64_t>(in.gcount());
    }
    std::fflush(stdout);
    return from;
}

void print_log(Program& program, const std::string& name, bool follow) {
    const auto folder = store::Workspace(program.workspace).find(name);
    if (!folder) return program.error(folder.error());
    const auto file = log_file(*folder);
    if (!file) return program.error(file.error());
    std::uint64_t printed = 0;
    while (true) {
        // Asked first: what is written before it ends is printed.
        const bool goes_on = follow && store::is_locked(store::place_of(*folder).study);
        printed = print_from(*file, printed);
        if (!goes_on) return;
        std::this_thread::sleep_for(look_again);
    }
}

// Also when its file was replaced since, by a newer one.
bool is_lathectl(long pid) {
    std::error_code code;
    const fs::path program = fs::read_symlink(fmt::format("/proc/{}/exe", pid), code);
    return program.filename().string().starts_with("lathectl");
}

Result<void> stop_study(const fs::path& study) {
    const auto holder = store::lock_holder(study);
    if (!holder) return fail(about(study, "nobody runs this study", "lathectl show it"));
    const std::string who = fmt::format("process {} on {}", holder->pid, holder->host);
    if (holder->host != host_name())
        return fail(about(study, "is being run by " + who,
                          "stop it there: lathectl --on " + holder->host + " stop " + study.filename().string()));
    const int pid = static_cast<int>(holder->pid);
    const auto process = queue::identity_of(pid);
    if (!is_lathectl(holder->pid))
        return fail(about(study, "is being run by " + who + ", which is not lathectl", "stop it in the window"));
    // Looked at again: had it ended meanwhile, another process could have its number.
    const auto still = store::lock_holder(study);
    if (process && still && still->pid == holder->pid && queue::send_signal(*process, SIGTERM)) return {};
    return fail(about(study, who + " cannot be stopped", "has it ended, or is it another person's?"));
}

// The item of the queue that runs this study.
std::optional<int> running_item_of(const fs::path& study) {
    const auto items = queue::Queue(queue::default_queue_folder()).list();
    if (!items) return std::nullopt;
    std::error_code code;
    for (const auto& item : *items)
        if (item.state == queue::ItemState::running && !item.study.empty() &&
            fs::equivalent(item.study_folder(), study, code))
            return item.number;
    return std::nullopt;
}

// Held, as who runs the queue would go on with it at once.
Result<void> stop_item(int number) {
    return queue::Queue(queue::default_queue_folder()).hold({number}, queue::Queue::IfRunning::stop).map([](auto&&) {});
}

void stop_by_name(Program& program, const std::string& name) {
    const auto folder = store::Workspace(program.workspace).find(name);
    if (!folder) return program.error(folder.error());
    const fs::path study = store::place_of(*folder).study;
    const std::string stops = stop_text_of_study(study, *program.catalog);
    const auto item = running_item_of(study);
    if (const auto done = item ? stop_item(*item) : stop_study(study); !done) return program.error(done.error());
    if (item)
        fmt::print(stderr, "it stops {}, and its item of the queue is held: lathectl queue release {}\n", stops, *item);
    else fmt::print(stderr, "it stops {}: lathectl resume {}\n", stops, study.filename().string());
}

}  // namespace

void add_follow_commands(CLI::App& app, Program& program) {
    const auto name = std::make_shared<std::string>();
    const auto follow = std::make_shared<bool>(false);
    auto* log = app.add_subcommand("log", "Print the log of a trial, or of a study's last one");
    log->add_option("study", *name, "Folder, or name within the workspace (NAME or NAME/trials/0003)")
        ->required()
        ->type_name("DIR");
    log->add_flag("-f,--follow", *follow, "Go on while the study is being run");
    log->callback([&program, name, follow] { print_log(program, *name, *follow); });

    auto* stopping = app.add_subcommand("stop", "Stop a study that another lathectl runs; it can be resumed");
    stopping->add_option("study", *name, "Folder, or name within the workspace")->required()->type_name("DIR");
    stopping->callback([&program, name] { stop_by_name(program, *name); });
}

}  // namespace lathe::ctl
