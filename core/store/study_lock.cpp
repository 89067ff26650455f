#include "core/store/study_lock.h"

#include <fcntl.h>
#include <unistd.h>
#include <cerrno>
#include <utility>

#include <fmt/format.h>

#include "core/base/files.h"
#include "core/base/json.h"
#include "core/base/system_error.h"

namespace lathe::store {

namespace {

std::string host_name() {
    char name[256] = {};
    if (::gethostname(name, sizeof name - 1) != 0) return "unknown";
    return name;
}

struct flock whole_file(short type) {
    struct flock range {};
    range.l_type = type;
    range.l_whence = SEEK_SET;
    return range;
}

LockHolder read_holder(const std::filesystem::path& file) {
    LockHolder holder;
    const auto text = read_file(file, 4096);
    if (!text) return holder;
    const auto json = parse_json(*text);
    if (!json || !json->is_object()) return holder;
    if (const auto pid = json->find("pid"); pid != json->end() && pid->is_number_integer())
        holder.pid = pid->get<long>();
    if (const auto host = json->find("host"); host != json->end() && host->is_string())
        holder.host = host->get<std::string>();
    return holder;
}

Error lock_error(const std::filesystem::path& file, int code) {
    Error error{fmt::format("the study cannot be locked: {}", system_message(code)),
                "check the permissions of the folder"};
    error.file = file.string();
    return error;
}

Error held_error(const std::filesystem::path& folder, const LockHolder& holder) {
    std::string who = holder.pid > 0 ? fmt::format("process {}", holder.pid) : "another process";
    if (!holder.host.empty()) who += fmt::format(" on {}", holder.host);
    Error error{fmt::format("the study is being run by {}", who), "wait until it ends, or stop it first"};
    error.file = folder.string();
    return error;
}

}  // namespace

Result<StudyLock> StudyLock::try_lock(const std::filesystem::path& study_folder) {
    const auto file = study_folder / "lock";
    const int fd = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (fd < 0) return fail(lock_error(file, errno));
    StudyLock lock(fd);
    struct flock range = whole_file(F_WRLCK);
    if (::fcntl(fd, F_OFD_SETLK, &range) != 0) {
        const int code = errno;
        if (code == EAGAIN || code == EACCES) return fail(held_error(study_folder, read_holder(file)));
        return fail(lock_error(file, code));
    }
    // For people and error messages only; the lock itself is what counts, so a full disk does not matter here.
    const std::string text = dump_json({{"pid", static_cast<long>(::getpid())}, {"host", host_name()}}) + "\n";
    if (::ftruncate(fd, 0) == 0) [[maybe_unused]]
        const auto written = ::pwrite(fd, text.data(), text.size(), 0);
    return lock;
}

StudyLock::StudyLock(StudyLock&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}

StudyLock& StudyLock::operator=(StudyLock&& other) noexcept {
    if (this != &other) {
        if (fd_ >= 0) ::close(fd_);
        fd_ = std::exchange(other.fd_, -1);
    }
    return *this;
}

StudyLock::~StudyLock() {
    if (fd_ >= 0) ::close(fd_);
}

std::optional<LockHolder> lock_holder(const std::filesystem::path& study_folder) {
    const auto file = study_folder / "lock";
    const int fd = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
    if (fd < 0) return std::nullopt;
    struct flock range = whole_file(F_RDLCK);
    const bool asked = ::fcntl(fd, F_OFD_GETLK, &range) == 0;
    ::close(fd);
    if (!asked || range.l_type == F_UNLCK) return std::nullopt;
    return read_holder(file);
}

}  // namespace lathe::store
