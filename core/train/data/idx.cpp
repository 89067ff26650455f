// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/data/idx.h"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <memory>

namespace lathe::train {

namespace {

constexpr std::int64_t max_values = std::int64_t{1} << 36;

tl::unexpected<Error> fail_in_idx(const std::filesystem::path& path, std::string what, std::string hint = {}) {
    Error error;
    error.file = path.string();
    error.what = std::move(what);
    error.hint = std::move(hint);
    return fail(std::move(error));
}

struct Close {
    void operator()(gzFile_s* file) const { gzclose(file); }
};
using File = std::unique_ptr<gzFile_s, Close>;

// Number of bytes read, less than `size` at the end of the file; -1 on a damaged stream.
std::int64_t read_fully(gzFile_s* file, std::uint8_t* to, std::int64_t size) {
    constexpr std::int64_t piece = 1 << 26;
    std::int64_t done = 0;
    while (done < size) {
        const int got = gzread(file, to + done, static_cast<unsigned>(std::min(piece, size - done)));
        if (got < 0) return -1;
        if (got == 0) break;
        done += got;
    }
    return done;
}

}  // namespace

Result<IdxArray> read_idx(const std::filesystem::path& path, int rank) {
    std::error_code ignored;
    if (!std::filesystem::is_regular_file(path, ignored)) {
        return fail_in_idx(path,
                           std::filesystem::exists(path, ignored) ? "is not a regular file" : "the file is missing");
    }
    const File file(gzopen(path.c_str(), "rb"));
    if (!file) return fail_in_idx(path, "the file cannot be opened", "check that you may read it");
    gzbuffer(file.get(), 1 << 18);

    std::array<std::uint8_t, 4> magic{};
    if (read_fully(file.get(), magic.data(), 4) != 4) return fail_in_idx(path, "is too short for an IDX file");
    if (magic[0] != 0 || magic[1] != 0 || magic[2] != 8 || magic[3] != rank) {
        return fail_in_idx(path,
                           "is not an IDX file of unsigned bytes with " + std::to_string(rank) +
                               (rank == 1 ? " dimension" : " dimensions"),
                           "its first four bytes should be 0 0 8 " + std::to_string(rank));
    }
    IdxArray array;
    std::int64_t count = 1;
    for (int i = 0; i < rank; ++i) {
        std::array<std::uint8_t, 4> b{};
        if (read_fully(file.get(), b.data(), 4) != 4) return fail_in_idx(path, "is truncated within its header");
        const std::int64_t size = (std::int64_t{b[0]} << 24) | (b[1] << 16) | (b[2] << 8) | b[3];
        if (size == 0 || size > max_values / count) {
            return fail_in_idx(path, "its header gives an impossible size, " + std::to_string(size));
        }
        array.shape.push_back(size);
        count *= size;
    }
    // Grows with what is really there, so that a false header cannot ask for all memory.
    constexpr std::int64_t piece = 1 << 24;
    while (static_cast<std::int64_t>(array.values.size()) < count) {
        const auto before = static_cast<std::int64_t>(array.values.size());
        const std::int64_t want = std::min(piece, count - before);
        array.values.resize(static_cast<std::size_t>(before + want));
        const std::int64_t got = read_fully(file.get(), array.values.data() + before, want);
        if (got != want) {
            return fail_in_idx(path,
                               got < 0 ? "the gzip stream is damaged after " + std::to_string(before) + " bytes"
                                       : "is truncated: " + std::to_string(before + got) + " of " +
                                             std::to_string(count) + " values are there",
                               "fetch the file again");
        }
    }
    // Reads to the end of the stream, where gzip keeps its checksum.
    std::uint8_t extra = 0;
    const std::int64_t rest = read_fully(file.get(), &extra, 1);
    int status = Z_OK;
    gzerror(file.get(), &status);
    if (rest < 0 || (status != Z_OK && status != Z_STREAM_END)) {
        return fail_in_idx(path, "the gzip stream is damaged", "fetch the file again");
    }
    if (rest > 0) return fail_in_idx(path, "has more bytes than its header announces", "fetch the file again");
    return array;
}

}  // namespace lathe::train
