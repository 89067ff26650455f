// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/plugin_inspector.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/mman.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <thread>

#include <fmt/format.h>

#include "core/base/json.h"
#include "core/base/system_error.h"
#include "core/run/child_process.h"
#include "core/run/program/program_variables.h"

namespace lathe {

namespace {

constexpr std::chrono::seconds longest_look{60};

// A file without a name, for what the process writes.
class Output {
  public:
    Output() : descriptor_(::memfd_create("lathe-plugin", MFD_CLOEXEC)) {}
    ~Output() {
        if (descriptor_ >= 0) ::close(descriptor_);
    }
    Output(const Output&) = delete;
    Output& operator=(const Output&) = delete;

    int descriptor() const { return descriptor_; }
    // The last line: before it stands what the plug-in itself may have printed.
    std::string last_line() const {
        std::string text;
        std::array<char, 65536> part{};
        for (ssize_t got = 0;
             (got = ::pread(descriptor_, part.data(), part.size(), static_cast<off_t>(text.size()))) > 0;)
            text.append(part.data(), static_cast<std::size_t>(got));
        while (!text.empty() && text.back() == '\n') text.pop_back();
        const auto line = text.rfind('\n');
        return line == std::string::npos ? text : text.substr(line + 1);
    }

  private:
    int descriptor_;
};

Error inspection_error(const std::filesystem::path& file, std::string what) {
    Error error{std::move(what), "lathectl plugin check FILE says more"};
    error.file = file.string();
    return error;
}

Result<std::vector<train::PluginDeclaration>> read_answer(const std::filesystem::path& file, const std::string& line) {
    const auto json = parse_json(line);
    if (!json || !json->is_object()) return fail(inspection_error(file, "says nothing of what it brings"));
    if (json->contains("declarations")) return train::declarations_from_json(json->at("declarations"));
    return fail(inspection_error(file, json->value("error", "cannot be used")));
}

}  // namespace

Result<std::vector<train::PluginDeclaration>> inspect_plugin(const std::string& lathectl,
                                                             const std::filesystem::path& file,
                                                             const std::stop_token& stop) {
    if (lathectl.empty()) return fail("there is no lathectl beside this program", "install it");
    const Output output;
    if (output.descriptor() < 0) return fail(system_error("its options cannot be read", file.string(), errno));
    run::ChildStart start;
    start.program = lathectl;
    start.arguments = {"plugin", "options", "--inside", file.string()};
    start.variables = run::environment_with({});
    const int nothing = ::open("/dev/null", O_RDWR | O_CLOEXEC);
    start.descriptors = {nothing, output.descriptor(), nothing};
    auto child = run::ChildProcess::start(start);
    if (nothing >= 0) ::close(nothing);
    if (!child) return fail(system_error("its options cannot be read", file.string(), child.error()));
    const auto begun = std::chrono::steady_clock::now();
    while (!child->has_ended()) {
        if (stop.stop_requested() || std::chrono::steady_clock::now() - begun > longest_look) {
            child->signal_group(SIGKILL);
            return fail(inspection_error(file, fmt::format("was not loaded within {} s", longest_look.count())));
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    const int status = child->wait();
    if (status != 0) return fail(inspection_error(file, "the process that loaded it " + run::describe_end(status)));
    return read_answer(file, output.last_line());
}

}  // namespace lathe
