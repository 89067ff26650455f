// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/device/machine_leases.h"

#include <fcntl.h>
#include <pwd.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <optional>
#include <random>
#include <system_error>
#include <thread>
#include <utility>

#include <fmt/format.h>

#include "core/base/clock.h"
#include "core/base/files.h"
#include "core/base/json.h"
#include "core/base/system_error.h"

namespace lathe::device {

namespace {

constexpr const char* lease_suffix = ".lease";
constexpr std::uint64_t longest_lease = 4096;            // bytes; files of others are not trusted
constexpr std::chrono::milliseconds longest_turn{2000};  // of another process: it takes well below a millisecond

Error folder_error(const std::filesystem::path& path, int code) {
    Error error = system_error("GPU leases cannot be kept", path, code);
    error.hint = "let LATHE_LEASES name a folder that every user of this machine may write to";
    return error;
}

std::string user_name() {
    std::array<char, 4096> buffer{};
    passwd entry{};
    passwd* found = nullptr;
    if (::getpwuid_r(::getuid(), &entry, buffer.data(), buffer.size(), &found) == 0 && found != nullptr)
        return found->pw_name;
    return std::to_string(::getuid());
}

// Text of another user, to be shown: bounded, and without control characters.
std::string shown(const std::string& text) {
    constexpr std::size_t longest = 200;
    std::string out = text.substr(0, longest);
    for (char& c : out)
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = '?';
    return out;
}

std::string text_of(const Json& json, const char* key) {
    const auto it = json.find(key);
    return it != json.end() && it->is_string() ? shown(it->get<std::string>()) : std::string();
}

// nullopt: this is no lease.
std::optional<MachineLease> parse(const std::string& text) {
    const auto json = parse_json(text);
    if (!json || !json->is_object()) return std::nullopt;
    MachineLease lease;
    lease.gpu = text_of(*json, "gpu");
    const auto share = json->find("share");
    if (lease.gpu.empty() || share == json->end() || !share->is_number()) return std::nullopt;
    lease.share = share->get<double>();
    if (!(lease.share > 0) || lease.share > 1) return std::nullopt;
    if (const auto pid = json->find("pid"); pid != json->end() && pid->is_number_integer()) lease.pid = pid->get<int>();
    lease.user = text_of(*json, "user");
    lease.study = text_of(*json, "study");
    lease.holder = text_of(*json, "holder");
    lease.since = text_of(*json, "since");
    return lease;
}

// The text of a lease that somebody holds; nullopt: nobody does.
std::optional<std::string> read_if_held(const std::filesystem::path& file) {
    // A link, a pipe or a device that somebody put here must neither be followed nor block us.
    const int fd = ::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    if (fd < 0) return std::nullopt;
    std::optional<std::string> text;
    if (::flock(fd, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK) {
        std::array<char, longest_lease> bytes{};
        const auto n = ::pread(fd, bytes.data(), bytes.size(), 0);
        if (n > 0) text.emplace(bytes.data(), static_cast<std::size_t>(n));
    }
    ::close(fd);
    return text;
}

// Every user writes here and nobody removes what is another's, as in /tmp; whatever the umask is.
Result<void> make_shared_folder(const std::filesystem::path& folder) {
    constexpr mode_t for_all = 01777;
    if (::mkdir(folder.c_str(), for_all) == 0) {
        if (::chmod(folder.c_str(), for_all) != 0) return fail(folder_error(folder, errno));
    } else if (errno != EEXIST) {
        return fail(folder_error(folder, errno));
    }
    return {};
}

// Opens a file that several users lock; nobody writes into it.
int open_to_lock(const std::filesystem::path& file) {
    // Without O_CREAT first: in a folder as /tmp the kernel refuses to "create" what is another's already
    // (fs.protected_regular).
    int fd = ::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (fd < 0 && errno == ENOENT) {
        fd = ::open(file.c_str(), O_RDONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0644);
        if (fd >= 0) ::fchmod(fd, 0644);
        else if (errno == EEXIST) fd = ::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    }
    return fd;
}

std::vector<std::filesystem::path> lease_files(const std::filesystem::path& folder) {
    std::vector<std::filesystem::path> files;
    std::error_code code;
    for (std::filesystem::directory_iterator it(folder, code), end; !code && it != end; it.increment(code))
        if (it->path().extension() == lease_suffix) files.push_back(it->path());
    return files;
}

}  // namespace

std::string MachineLease::who() const {
    std::string text = holder.empty() ? "a trial" : holder;
    if (!study.empty()) text += " of " + study;
    text += fmt::format(" (process {}", pid);
    if (!user.empty()) text += ", user " + user;
    return text + ")";
}

HeldLease::HeldLease(HeldLease&& other) noexcept : file_(std::move(other.file_)), fd_(std::exchange(other.fd_, -1)) {}

HeldLease& HeldLease::operator=(HeldLease&& other) noexcept {
    std::swap(file_, other.file_);
    std::swap(fd_, other.fd_);
    return *this;
}

HeldLease::~HeldLease() {
    if (fd_ < 0) return;
    ::unlink(file_.c_str());
    ::close(fd_);
}

std::filesystem::path MachineLeases::default_folder() {
    if (const char* given = std::getenv("LATHE_LEASES"); given != nullptr && *given != '\0') return given;
    // Not by whether this user may write there: all users must come to the same folder.
    std::error_code code;
    const bool has_run_lock = std::filesystem::is_directory("/run/lock", code);
    return has_run_lock ? "/run/lock/lathe" : "/tmp/lathe-leases";
}

MachineLeases::MachineLeases(std::filesystem::path folder, std::string study)
    : folder_(std::move(folder)), study_(std::move(study)) {}

MachineLeases::Turn::Turn(Turn&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}

MachineLeases::Turn::~Turn() {
    if (fd_ >= 0) ::close(fd_);
}

Result<MachineLeases::Turn> MachineLeases::take_turn() const {
    if (auto made = make_shared_folder(folder_); !made) return fail(made.error());
    const auto file = folder_ / "turn";
    const int fd = open_to_lock(file);
    if (fd < 0) return fail(folder_error(file, errno));
    Turn turn(fd);
    // A process that was stopped (SIGSTOP) in the middle of its turn must not hang this one.
    const auto until = std::chrono::steady_clock::now() + longest_turn;
    while (::flock(fd, LOCK_EX | LOCK_NB) != 0) {
        if (errno != EWOULDBLOCK && errno != EINTR) return fail(folder_error(file, errno));
        if (std::chrono::steady_clock::now() > until)
            return fail(fmt::format("another process keeps its turn to choose a GPU ({})", file.string()),
                        "is one of Lathe's processes stopped? `fuser` names who has the file open");
        std::this_thread::sleep_for(std::chrono::microseconds(200));
    }
    return turn;
}

std::vector<MachineLease> MachineLeases::list() const {
    std::vector<MachineLease> leases;
    for (const auto& file : lease_files(folder_)) {
        const auto text = read_if_held(file);
        if (!text) continue;
        if (auto lease = parse(*text)) {
            lease->file = file.filename().string();
            leases.push_back(std::move(*lease));
        }
    }
    return leases;
}

void MachineLeases::remove_leftovers(const Turn&) const {
    for (const auto& file : lease_files(folder_))
        if (!read_if_held(file)) ::unlink(file.c_str());
}

Result<HeldLease> MachineLeases::hold(const Turn&, const std::string& gpu, double share,
                                      const std::string& holder) const {
    // Not by the process id alone: containers that share the folder have ids of their own.
    const auto file = folder_ / fmt::format("{}-{:08x}{}", ::getpid(), std::random_device{}(), lease_suffix);
    const int fd = ::open(file.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0644);
    if (fd < 0) return fail(folder_error(file, errno));
    HeldLease held(file, fd);
    ::fchmod(fd, 0644);  // others read it, whatever the umask is
    // Somebody who lists may look at the file just now, and lock it for that moment.
    while (::flock(fd, LOCK_EX) != 0)
        if (errno != EINTR) return fail(folder_error(file, errno));
    const std::string text = dump_json({{"gpu", gpu},
                                        {"share", share},
                                        {"pid", static_cast<int>(::getpid())},
                                        {"user", user_name()},
                                        {"study", study_},
                                        {"holder", holder},
                                        {"since", to_iso8601(now())}});
    const auto written = ::write(fd, text.data(), text.size());
    if (written != static_cast<ssize_t>(text.size())) return fail(folder_error(file, written < 0 ? errno : ENOSPC));
    return held;
}

}  // namespace lathe::device
