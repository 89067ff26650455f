// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/install_on.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cerrno>
#include <chrono>
#include <filesystem>
#include <iostream>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "core/base/files.h"
#include "core/base/printable.h"
#include "core/base/system_error.h"
#include "core/base/temporary_folder.h"
#include "core/base/text.h"
#include "core/remote/connection.h"
#include "core/remote/host_shell.h"
#include "core/run/child_process.h"
#include "core/run/program/program_variables.h"

namespace lathe::ctl {

namespace {

constexpr std::chrono::milliseconds for_hello{30'000};

// Of either machine: hardware, and the release whose libraries it has; on a line of its own, behind whatever a login
// shell prints.
constexpr std::string_view kind_mark = "lathe-kind: ";
constexpr const char* kind_command =
    "sh -c '. /etc/os-release; echo; echo \"lathe-kind: $(uname -sm) $ID $VERSION_ID\"'";

// What was there before is put away only when the new folder is whole, and is taken back where an earlier one was cut
// off just then. Of a disk that is full nothing more is taken up, and tar's first word says why.
constexpr const char* unpack_command =
    "sh -c 'set -e; d=\"$HOME/.local/share/lathe\"; "
    "if test -e \"$d.old\"; then test -e \"$d\" || mv \"$d.old\" \"$d\"; fi; rm -rf \"$d.new\" \"$d.old\"; "
    "mkdir -p \"$d.new\" \"$HOME/.local/bin\"; why=$(tar -xzf - -C \"$d.new\" 2>&1) || "
    "{ rm -rf \"$d.new\"; echo \"$why\" | head -n 1 >&2; exit 1; }; "
    "test -x \"$d.new/bin/lathectl\"; if test -e \"$d\"; then mv \"$d\" \"$d.old\"; fi; mv \"$d.new\" \"$d\"; "
    "ln -sfn ../share/lathe/bin/lathectl \"$HOME/.local/bin/lathectl\"; rm -rf \"$d.old\"; "
    "\"$HOME/.local/bin/lathectl\" --version'";

// Runs a program of this machine; `out`: its standard output, or -1 for this one's.
Result<int> run_program(const std::string& name, const std::vector<std::string>& arguments, int out) {
    run::ChildStart start;
    start.program = name;
    start.arguments = arguments;
    start.variables = run::environment_with({});
    const int nothing = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
    start.descriptors = {nothing, out >= 0 ? out : STDOUT_FILENO, STDERR_FILENO};
    auto child = run::ChildProcess::start(start);
    ::close(nothing);
    if (!child) return fail(system_error("cannot be started", name, child.error()));
    const int status = child->wait();
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

Result<std::string> kind_of_this_machine() {
    int ends[2] = {-1, -1};
    if (::pipe2(ends, O_CLOEXEC) != 0) return fail(system_error("cannot be started", "sh", errno));
    const auto code = run_program("sh", {"-c", kind_command}, ends[1]);
    ::close(ends[1]);
    std::string text(4096, '\0');
    const ssize_t n = ::read(ends[0], text.data(), text.size());
    ::close(ends[0]);
    if (!code) return fail(code.error());
    text.resize(static_cast<std::size_t>(n > 0 ? n : 0));
    return text;
}

// Where Lathe's libraries are below the folder that it was installed in; nullopt: it is no such folder.
std::optional<fs::path> library_folder(const fs::path& prefix) {
    std::error_code code;
    const auto is_it = [&](const fs::path& folder) { return fs::exists(folder / "liblathe-core.so", code); };
    if (is_it(prefix / "lib" / "lathe")) return fs::path("lib") / "lathe";
    for (fs::directory_iterator it(prefix / "lib", code); !code && it != fs::directory_iterator(); it.increment(code))
        if (is_it(it->path() / "lathe")) return (it->path() / "lathe").lexically_relative(prefix);
    return std::nullopt;
}

// What is copied of an installed Lathe, relative to where it was installed.
Result<std::vector<std::string>> parts_of(const fs::path& prefix) {
    const auto libraries = library_folder(prefix);
    std::error_code code;
    if (!libraries || !fs::exists(prefix / "bin" / "lathectl", code))
        return fail(prefix.string() + " holds no installed lathectl",
                    "cmake --install BUILD --prefix DIR, and then --from DIR; or --from a .deb");
    std::vector<std::string> parts{"bin/lathectl", libraries->string()};
    for (const char* more : {"bin/lathe-supervise", "share/lathe", "lib/python3/dist-packages/lathe"})
        if (fs::exists(prefix / more, code)) parts.emplace_back(more);
    return parts;
}

// nullopt: it does not say.
std::optional<std::string> kind_in(std::string_view said) {
    const auto at = said.rfind(kind_mark);
    if (at == std::string_view::npos) return std::nullopt;
    said.remove_prefix(at + kind_mark.size());
    return printable(strip(said.substr(0, said.find('\n'))));
}

Result<void> check_same_kind(const std::string& host, const remote::Address& address) {
    const auto here = kind_of_this_machine();
    if (!here) return fail(here.error());
    const auto there = remote::run_on_host(address, kind_command);
    if (!there) return fail(there.error());
    const auto kind_here = kind_in(*here);
    const auto kind_there = kind_in(*there);
    if (kind_here && kind_here == kind_there) return {};
    return fail(fmt::format("{} is another kind of machine ({}) than this one ({})", host,
                            kind_there.value_or("it does not say which"), kind_here.value_or("unknown")),
                "build or install Lathe there");
}

bool wants(const std::string& question) {
    std::cerr << question << " [y/N] " << std::flush;
    std::string answer;
    std::getline(std::cin, answer);
    return answer == "y" || answer == "yes" || answer == "Y";
}

// Packs here and unpacks there; gives what lathectl there says of its version.
Result<std::string> copy(const fs::path& prefix, const std::vector<std::string>& parts,
                         const remote::Address& address) {
    int ends[2] = {-1, -1};
    if (::pipe2(ends, O_CLOEXEC) != 0) return fail(system_error("cannot be started", "tar", errno));
    run::ChildStart start;
    start.program = "tar";
    start.arguments = {"-C", prefix.string(), "--dereference", "-czf", "-"};
    start.arguments.insert(start.arguments.end(), parts.begin(), parts.end());
    start.variables = run::environment_with({});
    const int nothing = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
    start.descriptors = {nothing, ends[1], STDERR_FILENO};
    auto tar = run::ChildProcess::start(start);
    for (const int fd : {ends[1], nothing}) ::close(fd);
    auto said = tar ? remote::run_on_host(address, unpack_command, ends[0])
                    : Result<std::string>(fail(system_error("cannot be started", "tar", tar.error())));
    ::close(ends[0]);
    if (!said) {
        if (tar) tar->signal_group(SIGKILL);
        if (said.error().what.starts_with(address.destination + ": tar: "))
            said.error().hint = "is there room in the home folder there?";
        if (said.error().what.find("shared librar") != std::string::npos)
            said.error().hint = "what it lacks may be in Debian: the package lathe names the libraries that it needs";
        return said;
    }
    const int status = tar->wait();
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) return fail("tar " + run::describe_end(status));
    return said;
}

Result<void> install(const fs::path& prefix, const InstallOptions& options) {
    const auto address = remote::parse_address(options.host);
    if (!address) return fail(address.error());
    const auto parts = parts_of(prefix);
    if (!parts) return fail(parts.error());
    if (auto same = check_same_kind(options.host, *address); !same) return same;
    const std::string what = fmt::format(
        "copy lathectl of {} to ~/.local/share/lathe on {}, and link it into "
        "~/.local/bin there?",
        prefix.string(), options.host);
    if (!options.yes && !wants(what)) return fail("nothing was copied", "answer y, or give --yes");
    const auto version = copy(prefix, *parts, *address);
    if (!version) return fail(version.error());
    const auto connection = remote::Connection::open(*address, for_hello);
    if (!connection) return fail(connection.error());
    // Behind whatever a login shell has printed.
    const std::string_view said = strip(*version);
    std::cout << fmt::format("{}: {}\n", options.host, printable(said.substr(said.rfind('\n') + 1)));
    return {};
}

// What a .deb holds, unpacked here.
Result<void> install_package(const fs::path& package, const InstallOptions& options) {
    const auto folder = TemporaryFolder::make("lathe-install-");
    if (!folder) return fail(folder.error());
    const auto code = run_program("dpkg-deb", {"-x", package.string(), folder->path().string()}, -1);
    if (!code) return fail(code.error());
    if (*code != 0) return fail(package.string() + " cannot be unpacked", "is it a .deb?");
    return install(folder->path() / "usr", options);
}

}  // namespace

void install_on(Program& program, const InstallOptions& options) {
    std::error_code code;
    const fs::path own = fs::read_symlink("/proc/self/exe", code).parent_path().parent_path();
    const fs::path from = options.from.empty() ? own : fs::path(options.from);
    const auto done = from.extension() == ".deb" ? install_package(from, options) : install(from, options);
    if (!done) program.error(done.error(), 1);
}

}  // namespace lathe::ctl
