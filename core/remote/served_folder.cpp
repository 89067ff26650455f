// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/remote/served_folder.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cerrno>
#include <optional>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "core/base/files.h"
#include "core/base/system_error.h"
#include "core/remote/record_files.h"
#include "core/store/study_record.h"
#include "core/store/study_summary.h"

namespace lathe::remote {

namespace {

constexpr std::size_t most_files_listed = 1'000'000;  // of a study

// A descriptor that closes itself.
class Opened {
  public:
    explicit Opened(int fd) : fd_(fd) {}
    Opened(Opened&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
    Opened& operator=(Opened&& other) noexcept {
        std::swap(fd_, other.fd_);
        return *this;
    }
    ~Opened() {
        if (fd_ >= 0) ::close(fd_);
    }
    int get() const { return fd_; }

  private:
    int fd_;
};

// Opens `name` below `folder`, each part of it without following a link; -1, and errno says why, where that cannot be.
Opened open_below(const fs::path& folder, std::string_view name) {
    Opened at(::open(folder.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
    while (at.get() >= 0) {
        const auto slash = name.find('/');
        const std::string part(name.substr(0, slash));
        const bool is_last = slash == std::string_view::npos;
        const int kind = is_last ? O_RDONLY | O_NONBLOCK : O_PATH | O_DIRECTORY;
        Opened next(::openat(at.get(), part.c_str(), kind | O_NOFOLLOW | O_CLOEXEC));
        if (next.get() < 0 || is_last) return next;
        at = std::move(next);
        name.remove_prefix(slash + 1);
    }
    return at;
}

// With the time of its birth, where the file system knows it: a file that replaces another one often gets its number.
std::string mark_of(int fd, const struct stat& about) {
    struct statx more {};
    const bool is_known = ::statx(fd, "", AT_EMPTY_PATH, STATX_BTIME, &more) == 0 && (more.stx_mask & STATX_BTIME) != 0;
    const auto born = is_known ? fmt::format("{}.{:09}", more.stx_btime.tv_sec, more.stx_btime.tv_nsec) : std::string();
    return fmt::format("{}-{}-{}", about.st_dev, about.st_ino, born);
}

std::string version_of(const struct stat& about) {
    return fmt::format("{}-{}-{}.{:09}", about.st_ino, about.st_size, about.st_mtim.tv_sec, about.st_mtim.tv_nsec);
}

tl::unexpected<Error> refused(const std::string& what) {
    return fail(what, "ask for a study of the workspace, and a file of its record");
}

// Of what of a study's record its signature leaves out.
std::string versions_of_the_rest(const fs::path& study) {
    std::string versions;
    for (const char* name : {"experiment.yaml", "notes.json", "source", "provenance"}) {
        struct stat about {};
        if (::lstat((study / name).c_str(), &about) == 0) versions += " " + version_of(about);
    }
    return versions;
}

bool is_link(const fs::path& path) {
    std::error_code code;
    return fs::is_symlink(fs::symlink_status(path, code));
}

// Adds the files of one folder, and with `deep` of those below it, to `found`.
void collect(const fs::path& study, const fs::path& folder, bool deep, std::map<std::string, std::string>& found) {
    std::error_code code;
    for (fs::directory_iterator it(folder, code); !code && it != fs::directory_iterator(); it.increment(code)) {
        if (found.size() >= most_files_listed) return;
        struct stat about {};
        if (::lstat(it->path().c_str(), &about) != 0) continue;
        if (S_ISDIR(about.st_mode) && deep) collect(study, it->path(), deep, found);
        if (!S_ISREG(about.st_mode) || static_cast<std::uint64_t>(about.st_size) > most_record_bytes) continue;
        const std::string name = it->path().lexically_relative(study).generic_string();
        if (record_file(name) && !is_log(name)) found[name] = version_of(about);
    }
}

void collect_trials(const fs::path& study, std::map<std::string, std::string>& found) {
    std::error_code code;
    if (is_link(study / "trials")) return;
    for (fs::directory_iterator it(study / "trials", code); !code && it != fs::directory_iterator(); it.increment(code))
        if (!is_link(it->path())) collect(study, it->path(), false, found);
}

}  // namespace

Result<fs::path> ServedFolder::study(const std::string& name) const {
    if (!is_study_name(name)) return refused(fmt::format("'{}' is no name of a study", name));
    const fs::path folder = workspace_ / name;
    if (is_link(folder) || !store::is_study_folder(folder))
        return refused(fmt::format("there is no study '{}' in {}", name, workspace_.string()));
    return folder;
}

Result<fs::path> ServedFolder::trial(const std::string& study_name, int number) const {
    const auto folder = study(study_name);
    if (!folder) return fail(folder.error());
    const fs::path trial = store::trial_folder(*folder, number);
    std::error_code code;
    const bool is_there =
        number >= 0 && !is_link(*folder / "trials") && !is_link(trial) && fs::is_directory(trial, code);
    if (!is_there) return refused(fmt::format("'{}' has no trial {}", study_name, number));
    return trial;
}

Result<FilePiece> ServedFolder::read(const std::string& study_name, const std::string& file, std::uint64_t from,
                                     std::size_t most) const {
    const auto folder = study(study_name);
    if (!folder) return fail(folder.error());
    if (!record_file(file)) return refused(fmt::format("'{}' is no file of a study's record", file));
    const Opened opened = open_below(*folder, file);
    if (opened.get() < 0 && errno == ENOENT) return FilePiece{from, 0, {}, {}};
    if (opened.get() < 0) return fail(system_error("cannot be read", *folder / file, errno));
    struct stat about {};
    if (::fstat(opened.get(), &about) != 0 || !S_ISREG(about.st_mode))
        return refused(fmt::format("'{}' is no regular file", file));
    FilePiece piece{from, static_cast<std::uint64_t>(about.st_size), mark_of(opened.get(), about), {}};
    if (from >= piece.size) return piece;
    piece.bytes.resize(std::min<std::uint64_t>(most, piece.size - from));
    const ssize_t n = ::pread(opened.get(), piece.bytes.data(), piece.bytes.size(), static_cast<off_t>(from));
    if (n < 0) return fail(system_error("cannot be read", *folder / file, errno));
    piece.bytes.resize(static_cast<std::size_t>(n));
    return piece;
}

Result<std::map<std::string, std::string>> ServedFolder::files(const std::string& study_name) const {
    const auto folder = study(study_name);
    if (!folder) return fail(folder.error());
    std::map<std::string, std::string> found;
    collect(*folder, *folder, false, found);
    for (const char* deep : {"source", "provenance"})
        if (!is_link(*folder / deep)) collect(*folder, *folder / deep, true, found);
    collect_trials(*folder, found);
    return found;
}

Result<std::map<std::string, std::string>> ServedFolder::studies() const {
    std::map<std::string, std::string> found;
    std::error_code code;
    fs::directory_iterator it(workspace_, code);
    if (code == std::errc::no_such_file_or_directory) return found;
    for (; !code && it != fs::directory_iterator(); it.increment(code)) {
        const std::string name = it->path().filename().string();
        if (study(name)) found[name] = store::study_signature(it->path()) + versions_of_the_rest(it->path());
    }
    if (code) return fail(system_error("cannot be read", workspace_, code.value()));
    return found;
}

}  // namespace lathe::remote
