// SPDX-License-Identifier: GPL-3.0-or-later
// Files that are either written whole and renamed into place, or only appended to.
// All functions may be called from any thread; paths are UTF-8.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/error.h"

namespace lathe {

namespace fs = std::filesystem;

// Largest file read into memory unless the caller says otherwise, in bytes.
inline constexpr std::uint64_t default_max_file_size = 64ull << 20;

// The bytes of a regular file. Refuses directories, sockets and files larger than `max_size`; a file that shrinks while
// it is read gives what was there.
Result<std::string> read_file(const fs::path& path, std::uint64_t max_size = default_max_file_size);

// Writes beside `path`, flushes to the disk and renames over it: readers see the old bytes or the new, never a mixture.
// The folder is flushed, too, so that the new name outlasts a crash. The mode of an existing file is kept, a new one
// has what the umask leaves of 0666, and a symbolic link is followed rather than replaced. The error: also where a pipe
// or a device has that name.
Result<void> write_file_atomically(const fs::path& path, std::string_view bytes);

// The same for a file that others may write, too: only while it still holds `expected` (nullopt: while there is none).
// That is looked at last, when the new bytes are on the disk already and only the rename is left. False: it holds
// something else, and stays as it is. Fails where it cannot be read or is no file.
Result<bool> replace_file(const fs::path& path, const std::optional<std::string>& expected, std::string_view bytes);

// What a file holds; nullopt: there is none.
Result<std::optional<std::string>> read_file_if_there(const fs::path& path,
                                                      std::uint64_t max_size = default_max_file_size);

// A copy of a regular file, with its mode, that appears whole under the name `to` or not at all.
Result<void> copy_file_atomically(const fs::path& from, const fs::path& to);

// A folder with all those above it that are missing; what is there already is no error.
Result<void> make_folders(const fs::path& path);

// One folder, whose name outlasts a crash. False: something has this name already.
Result<bool> make_folder_durably(const fs::path& path);

// What a symbolic link leads to, whether that exists or not; any other path as it is.
fs::path without_links(fs::path path);

// A name beside `path` that nothing has yet and that no other thread or process is likely to take: for what becomes
// `path` when it is whole.
fs::path name_beside(const fs::path& path);

// Gives a file or folder another name in the same file system, so that the new name outlasts a crash. The bytes of
// `from` must be on the disk already. A file takes the place of a file; a folder only that of an empty folder.
Result<void> rename_durably(const fs::path& from, const fs::path& to);

// A file that only grows. Each append is one write(2), so that a reader sees whole records but for a torn last one.
class AppendFile {
  public:
    // Creates the file when it is missing. `keep_bytes` truncates to that length first (to drop a torn tail).
    static Result<AppendFile> open(const fs::path& path, std::uint64_t keep_bytes = UINT64_MAX);

    AppendFile() = default;
    AppendFile(AppendFile&& other) noexcept;
    AppendFile& operator=(AppendFile&& other) noexcept;
    AppendFile(const AppendFile&) = delete;
    AppendFile& operator=(const AppendFile&) = delete;
    ~AppendFile();

    // After an error (a full disk) the file is cut back to its last whole record.
    Result<void> append(std::string_view bytes);
    // Waits until all that was appended is on the disk.
    Result<void> flush_to_disk();
    std::uint64_t size() const { return size_; }    // in bytes, as of the last append
    bool is_open() const { return fd_ >= 0; }       // false of a default-made one
    const fs::path& path() const { return path_; }  // that open() was given

  private:
    int fd_ = -1;
    std::uint64_t size_ = 0;
    fs::path path_;
};

}  // namespace lathe
