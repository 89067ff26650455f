// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/remote/upload_folder.h"

#include <algorithm>
#include <limits>

#include <fmt/format.h>

#include "core/base/checksum.h"
#include "core/base/file_lock.h"
#include "core/base/files.h"
#include "core/bundle/file_checksum.h"

namespace lathe::remote {

namespace {

Result<void> check_upload(const UploadFolder::Upload& upload) {
    if (is_checksum(upload.checksum) && upload.size > 0) return {};
    return fail("a file that is sent has no checksum or no size", "send both");
}

std::uint64_t size_of(const fs::path& file) {
    std::error_code code;
    const auto size = fs::file_size(file, code);
    return code ? 0 : size;
}

// Bytes that may still be written below a folder, which need not be there yet.
std::uint64_t room_at(fs::path folder) {
    std::error_code code;
    while (!fs::exists(folder, code) && folder.has_relative_path()) folder = folder.parent_path();
    const auto space = fs::space(folder, code);
    return code ? std::numeric_limits<std::uint64_t>::max() : static_cast<std::uint64_t>(space.available);
}

}  // namespace

Result<std::uint64_t> UploadFolder::have(const Upload& upload) const {
    if (const auto good = check_upload(upload); !good) return fail(good.error());
    if (find(upload.checksum)) return upload.size;
    const std::uint64_t here = std::min(size_of(partial(upload.checksum)), upload.size - 1);
    if (const std::uint64_t room = room_at(folder_); upload.size - here > room)
        return fail(
            fmt::format("the disk there has room for {} bytes, and {} are to be sent", room, upload.size - here),
            "make room there, or name another workspace (HOST:PATH)");
    return here;
}

Result<std::uint64_t> UploadFolder::add(const Upload& upload, std::uint64_t from, std::string_view bytes) const {
    if (const auto good = check_upload(upload); !good) return fail(good.error());
    if (auto made = make_folders(folder_); !made) return fail(made.error());
    const auto lock = FileLock::take(folder_ / "lock");
    if (!lock) return fail(lock.error());
    std::error_code code;
    if (fs::exists(whole(upload.checksum), code)) return upload.size;
    auto file = AppendFile::open(partial(upload.checksum));
    if (!file) return fail(file.error());
    const std::uint64_t here = file->size();
    // All may be here already, where a process ended before it gave the file its name.
    if (here < upload.size) {
        if (from > here || from + bytes.size() > upload.size)
            return fail(fmt::format("a piece from byte {} does not follow the {} that are here", from, here),
                        "ask how many are here, and send on from there");
        const std::uint64_t known = std::min<std::uint64_t>(here - from, bytes.size());
        if (auto added = file->append(bytes.substr(known)); !added) return fail(added.error());
        if (file->size() < upload.size) return file->size();
    }
    if (auto flushed = file->flush_to_disk(); !flushed) return fail(flushed.error());
    if (auto done = finish(upload); !done) return fail(done.error());
    return upload.size;
}

Result<void> UploadFolder::finish(const Upload& upload) const {
    const fs::path from = partial(upload.checksum);
    const auto sum = bundle::checksum_of_file(from);
    if (!sum) return fail(sum.error());
    if (sum->hex == upload.checksum) return rename_durably(from, whole(upload.checksum));
    std::error_code code;
    fs::remove(from, code);
    return fail("what was sent is not what its checksum says", "send it again");
}

Result<fs::path> UploadFolder::find(const std::string& checksum) const {
    std::error_code code;
    if (is_checksum(checksum) && fs::exists(whole(checksum), code)) {
        fs::last_write_time(whole(checksum), fs::file_time_type::clock::now(), code);
        return whole(checksum);
    }
    return fail("no file with the checksum '" + checksum + "' was sent", "send it first");
}

}  // namespace lathe::remote
