// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bundle/archive_writer.h"

#include <unistd.h>
#include <optional>
#include <set>
#include <utility>

#include <archive.h>
#include <archive_entry.h>

#include "core/base/files.h"
#include "core/base/system_error.h"
#include "core/bundle/entry_name.h"

namespace lathe::bundle {

struct ArchiveWriter::State {
    fs::path file;
    fs::path temporary;
    std::optional<NewFile> out;
    std::optional<Error> error;  // of writing, in the words of the system
    archive* tar = nullptr;
    std::set<std::string> names;

    State() = default;
    State(const State&) = delete;
    State& operator=(const State&) = delete;
    ~State() {
        if (tar != nullptr) archive_write_free(tar);
        if (!temporary.empty()) ::unlink(temporary.c_str());
    }

    Error failure() const {
        if (error) return *error;
        Error of_library{archive_error_string(tar) != nullptr ? archive_error_string(tar) : "cannot be written",
                         "try another file"};
        of_library.file = file.string();
        return of_library;
    }
};

ArchiveWriter::ArchiveWriter(std::unique_ptr<State> state) : state_(std::move(state)) {}
ArchiveWriter::ArchiveWriter(ArchiveWriter&&) noexcept = default;
ArchiveWriter& ArchiveWriter::operator=(ArchiveWriter&&) noexcept = default;
ArchiveWriter::~ArchiveWriter() = default;

Result<ArchiveWriter> ArchiveWriter::create(const fs::path& file) {
    auto state = std::make_unique<State>();
    state->file = file;
    const fs::path temporary = name_beside(file);
    auto out = NewFile::create(temporary, false);
    if (!out) {
        out.error().file = file.string();  // not the name that nobody knows
        return fail(out.error());
    }
    state->temporary = temporary;
    state->out.emplace(std::move(*out));
    state->tar = archive_write_new();
    // GNU's tar takes names as bytes, where the newer kind asks the locale what they are.
    archive_write_set_format_gnutar(state->tar);
    archive_write_add_filter_zstd(state->tar);
    archive_write_set_options(state->tar, "zstd:compression-level=9");
    archive_write_set_bytes_in_last_block(state->tar, 1);  // no zeros after the compressed bytes
    const auto write_out = [](archive*, void* to, const void* bytes, std::size_t size) -> la_ssize_t {
        auto& self = *static_cast<State*>(to);
        auto written = self.out->append({static_cast<const char*>(bytes), size});
        if (written) return static_cast<la_ssize_t>(size);
        self.error = written.error();
        self.error->file = self.file.string();
        return -1;
    };
    if (archive_write_open(state->tar, state.get(), nullptr, write_out, nullptr) != ARCHIVE_OK)
        return fail(state->failure());
    return ArchiveWriter(std::move(state));
}

Result<void> ArchiveWriter::begin(const std::string& name, std::uint64_t size, bool executable) {
    auto refusal = refusal_of_name(name);
    if (!refusal && !state_->names.insert(name).second) refusal = "is there twice";
    if (refusal) {
        Error error{"the entry '" + name + "' " + *refusal, "rename what it is made of"};
        error.file = state_->file.string();
        return fail(std::move(error));
    }
    archive_entry* entry = archive_entry_new();
    archive_entry_set_pathname(entry, name.c_str());
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_perm(entry, executable ? 0755 : 0644);
    archive_entry_set_size(entry, static_cast<la_int64_t>(size));
    archive_entry_set_mtime(entry, 0, 0);
    archive_entry_set_uid(entry, 0);
    archive_entry_set_gid(entry, 0);
    const int code = archive_write_header(state_->tar, entry);
    archive_entry_free(entry);
    if (code != ARCHIVE_OK) return fail(state_->failure());
    return {};
}

Result<void> ArchiveWriter::write(std::string_view bytes) {
    while (!bytes.empty()) {
        const la_ssize_t n = archive_write_data(state_->tar, bytes.data(), bytes.size());
        if (n <= 0) return fail(state_->failure());
        bytes.remove_prefix(static_cast<std::size_t>(n));
    }
    return {};
}

Result<void> ArchiveWriter::add_text(const std::string& name, std::string_view bytes, bool executable) {
    return begin(name, bytes.size(), executable).and_then([&] { return write(bytes); });
}

Result<void> ArchiveWriter::add_file(const std::string& name, const fs::path& source, std::uint64_t size,
                                     bool executable, const Sink& seen) {
    if (auto begun = begin(name, size, executable); !begun) return begun;
    Error changed{"was changed while the bundle was being written", "write the bundle again when nobody writes to it"};
    changed.file = source.string();
    std::uint64_t left = size;
    const auto read = for_each_piece(source, [&](std::string_view piece) -> Result<void> {
        if (piece.size() > left) return fail(changed);
        left -= piece.size();
        return seen(piece).and_then([&] { return write(piece); });
    });
    if (!read) return fail(read.error());
    if (left > 0) return fail(changed);
    return {};
}

Result<void> ArchiveWriter::finish() {
    if (archive_write_close(state_->tar) != ARCHIVE_OK) return fail(state_->failure());
    if (auto closed = state_->out->close(); !closed) return closed;
    if (auto renamed = rename_durably(state_->temporary, state_->file); !renamed) return renamed;
    state_->temporary.clear();
    return {};
}

}  // namespace lathe::bundle
