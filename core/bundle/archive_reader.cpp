// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bundle/archive_reader.h"

#include <cerrno>
#include <unordered_set>
#include <utility>
#include <vector>

#include <archive.h>
#include <archive_entry.h>

#include "core/base/files.h"
#include "core/base/json.h"
#include "core/base/system_error.h"
#include "core/bundle/entry_name.h"

namespace lathe::bundle {

namespace {

constexpr const char* made_by_hand = "Lathe writes no such bundle: ask who made it for another";

// What makes an entry none that may be unpacked; nullopt: nothing.
std::optional<std::string> refusal_of_kind(archive_entry* entry) {
    if (archive_entry_hardlink(entry) != nullptr) return "is a hard link";
    switch (archive_entry_filetype(entry)) {
        case AE_IFREG: return std::nullopt;
        case AE_IFLNK: return "is a symbolic link";
        case AE_IFCHR:
        case AE_IFBLK: return "is a device";
        case AE_IFIFO: return "is a named pipe";
        case AE_IFDIR: return "is a folder of its own";
        default: return "is not a regular file";
    }
}

// A name in a message: one line, whatever it holds.
std::string shown(const std::string& name) {
    std::string text = dump_json(Json(name.substr(0, 200)));
    return "'" + text.substr(1, text.size() - 2) + "'";
}

}  // namespace

struct ArchiveReader::State {
    fs::path file;
    archive* tar = nullptr;
    std::string entry;  // the name of the present one
    std::uint64_t size = 0;
    std::unordered_set<std::string> names;

    State() = default;
    State(const State&) = delete;
    State& operator=(const State&) = delete;
    ~State() {
        if (tar != nullptr) archive_read_free(tar);
    }
};

ArchiveReader::ArchiveReader(std::unique_ptr<State> state) : state_(std::move(state)) {}
ArchiveReader::ArchiveReader(ArchiveReader&&) noexcept = default;
ArchiveReader& ArchiveReader::operator=(ArchiveReader&&) noexcept = default;
ArchiveReader::~ArchiveReader() = default;

Result<ArchiveReader> ArchiveReader::open(const fs::path& file) {
    std::error_code code;
    const auto status = fs::status(file, code);
    Error error{"", "name a bundle: NAME.lathe.tar.zst"};
    error.file = file.string();
    if (!fs::exists(status)) error.what = "does not exist";
    else if (!fs::is_regular_file(status)) error.what = "is not a file";
    if (!error.what.empty()) return fail(std::move(error));

    auto state = std::make_unique<State>();
    state->file = file;
    state->tar = archive_read_new();
    // Only what Lathe writes: every further format would be another reader to trust.
    archive_read_support_filter_zstd(state->tar);
    archive_read_support_format_tar(state->tar);
    constexpr std::size_t block = 1u << 16;
    if (archive_read_open_filename(state->tar, file.c_str(), block) != ARCHIVE_OK) {
        const int problem = archive_errno(state->tar);  // EILSEQ: the format of the file is none that it knows
        if (problem > 0 && problem != EILSEQ) return fail(system_error("cannot be read", file, problem));
        error.what = "is not a bundle: it is no tar archive that zstd compressed";
        return fail(std::move(error));
    }
    return ArchiveReader(std::move(state));
}

Error ArchiveReader::error(std::string what, std::string hint) const {
    Error error{state_->entry.empty() ? std::move(what) : "the entry " + shown(state_->entry) + " " + std::move(what),
                std::move(hint)};
    error.file = state_->file.string();
    return error;
}

Error ArchiveReader::failure() const {
    const char* said = archive_error_string(state_->tar);
    const std::string why = said != nullptr ? " (" + std::string(said) + ")" : "";
    if (state_->names.empty()) {
        Error error{"is not a bundle, or only a piece of one" + why, "copy it again from where it was made"};
        error.file = state_->file.string();
        return error;
    }
    return error("cannot be read: the bundle is damaged or cut off" + why, "copy it again from where it was made");
}

Result<std::optional<ArchiveEntry>> ArchiveReader::next() {
    archive_entry* header = nullptr;
    const int code = archive_read_next_header(state_->tar, &header);
    if (code == ARCHIVE_EOF) {
        if (state_->names.empty()) return fail(failure());
        return std::nullopt;
    }
    // A warning is about a name or an attribute that could not be understood.
    if (code != ARCHIVE_OK && code != ARCHIVE_WARN) return fail(failure());
    const char* name = archive_entry_pathname(header);
    if (name == nullptr || code == ARCHIVE_WARN) {
        state_->entry.clear();
        return fail(error("holds an entry whose name cannot be read", made_by_hand));
    }
    state_->entry = name;
    auto refusal = refusal_of_kind(header);
    if (!refusal) refusal = refusal_of_name(state_->entry);
    if (!refusal && (archive_entry_size_is_set(header) == 0 || archive_entry_size(header) < 0)) refusal = "has no size";
    if (!refusal && !state_->names.insert(state_->entry).second) refusal = "is there twice";
    if (refusal) return fail(error(*refusal + ", which no bundle may hold", made_by_hand));
    if (state_->names.size() > most_entries) return fail(error("is one too many: more than a million", made_by_hand));
    state_->size = static_cast<std::uint64_t>(archive_entry_size(header));
    return ArchiveEntry{state_->entry, state_->size, (archive_entry_perm(header) & 0100) != 0};
}

Result<void> ArchiveReader::read(const Sink& sink) {
    std::vector<char> piece(1u << 18);
    std::uint64_t left = state_->size;
    while (left > 0) {
        const la_ssize_t n = archive_read_data(state_->tar, piece.data(), std::min<std::uint64_t>(piece.size(), left));
        if (n <= 0) return fail(failure());
        left -= static_cast<std::uint64_t>(n);
        if (auto taken = sink({piece.data(), static_cast<std::size_t>(n)}); !taken) return taken;
    }
    return {};
}

}  // namespace lathe::bundle
