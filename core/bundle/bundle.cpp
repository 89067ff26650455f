// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bundle/bundle.h"

#include <algorithm>
#include <functional>
#include <map>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "core/base/checksum.h"
#include "core/base/files.h"
#include "core/base/plural.h"
#include "core/base/system_error.h"
#include "core/bundle/archive_reader.h"
#include "core/bundle/archive_writer.h"
#include "core/bundle/file_bytes.h"

namespace lathe::bundle {

namespace {

constexpr std::uint64_t largest_manifest = 64u << 20;  // bytes
constexpr const char* copy_again = "copy it again from where it was made";

tl::unexpected<Error> fail_in(const fs::path& file, std::string what, std::string hint) {
    Error error{std::move(what), std::move(hint)};
    error.file = file.string();
    return fail(std::move(error));
}

// A bundle of which bundle.json has been read.
struct Begun {
    ArchiveReader reader;
    Manifest manifest;
    std::string text;  // of bundle.json, as it is in there: its checksum is the id
};

Result<Begun> begin_reading(const fs::path& file) {
    auto reader = ArchiveReader::open(file);
    if (!reader) return fail(reader.error());
    const auto first = reader->next();
    if (!first) return fail(first.error());
    if (!*first || (*first)->name != manifest_name)
        return fail_in(file, fmt::format("is not a bundle: it does not begin with {}", manifest_name),
                       "write it with: lathectl export EXPERIMENT --to bundle");
    if ((*first)->size > largest_manifest) return fail(reader->error("is too large", "ask who made it for another"));
    std::string text;
    const auto read = reader->read([&](std::string_view piece) -> Result<void> {
        text += piece;
        return {};
    });
    if (!read) return fail(read.error());
    auto manifest = read_manifest(text, file.string());
    if (!manifest) return fail(manifest.error());
    return Begun{std::move(*reader), std::move(*manifest), std::move(text)};
}

// Of a bundle that was opened before.
Result<Begun> begin_again(const fs::path& file, const std::string& id) {
    auto begun = begin_reading(file);
    if (begun && checksum_of(begun->text) != id)
        return fail_in(file, "is another bundle than it was a moment ago", "open it again");
    return begun;
}

// Where the bytes of a file go; nullopt: they are only checked.
using Place = std::function<Result<std::optional<NewFile>>(const ManifestFile&)>;

Result<void> read_one(ArchiveReader& reader, const ManifestFile& file, const Place& place) {
    auto out = place(file);
    if (!out) return fail(out.error());
    Checksum sum;
    auto read = reader.read([&](std::string_view piece) -> Result<void> {
        sum.add(piece);
        return *out ? (*out)->append(piece) : Result<void>{};
    });
    if (!read) return read;
    if (sum.hex() != file.xxh3)
        return fail(
            reader.error("is damaged: its checksum is not the one in " + std::string(manifest_name), copy_again));
    return *out ? (*out)->close() : Result<void>{};
}

// Reads the files of `begun`: exactly those that its bundle.json lists. Sizes are compared before a byte is
// decompressed, so that nothing can unpack to more than was said.
Result<void> read_files(Begun& begun, const fs::path& file, const Place& place) {
    std::map<std::string_view, const ManifestFile*> left;
    for (const ManifestFile& one : begun.manifest.files) left[one.path] = &one;
    for (;;) {
        const auto entry = begun.reader.next();
        if (!entry) return fail(entry.error());
        if (!*entry) break;
        const auto listed = left.find((*entry)->name);
        if (listed == left.end())
            return fail(begun.reader.error(fmt::format("is not listed in {}", manifest_name),
                                           "somebody added it: ask who made the bundle for another"));
        if ((*entry)->size != listed->second->size)
            return fail(begun.reader.error(
                fmt::format("is {} bytes, where {} says {}", (*entry)->size, manifest_name, listed->second->size),
                copy_again));
        if (auto read = read_one(begun.reader, *listed->second, place); !read) return read;
        left.erase(listed);
    }
    if (!left.empty())
        return fail_in(file,
                       left.size() == 1 ? fmt::format("is cut off: '{}' is missing", left.begin()->first)
                                        : fmt::format("is cut off: '{}' and {} missing", left.begin()->first,
                                                      counted(left.size() - 1, "more file is", "more files are")),
                       copy_again);
    return {};
}

Result<void> unpack_into(Begun& begun, const fs::path& file, const fs::path& folder) {
    auto written = read_files(begun, file, [&](const ManifestFile& one) -> Result<std::optional<NewFile>> {
        const fs::path path = folder / one.path;
        if (auto made = make_folders(path.parent_path()); !made) return fail(made.error());
        auto made = NewFile::create(path, one.executable);
        if (!made) return fail(made.error());
        return std::optional<NewFile>(std::move(*made));
    });
    if (!written) return written;
    return write_file_atomically(folder / manifest_name, begun.text);
}

// How far the writing is: every file passes twice, for its checksum and into the archive.
class Pace {
  public:
    Pace(const BundlePlan& plan, const WriteProgress& progress) : progress_(progress), of_(2 * plan.total_size()) {}
    Result<void> add(std::uint64_t bytes) {
        done_ += bytes;
        return progress_ ? progress_(std::min(done_, of_), of_) : Result<void>{};
    }

  private:
    const WriteProgress& progress_;
    std::uint64_t of_;
    std::uint64_t done_ = 0;
};

Result<ManifestFile> listed(const PlannedFile& file, Pace& pace) {
    if (file.source.empty()) return ManifestFile{file.path, file.text.size(), checksum_of(file.text), file.executable};
    Checksum sum;
    const auto size = for_each_piece(file.source, [&](std::string_view piece) {
        sum.add(piece);
        return pace.add(piece.size());
    });
    if (!size) return fail(size.error());
    return ManifestFile{file.path, *size, sum.hex(), file.executable};
}

Result<void> write_one(ArchiveWriter& writer, const PlannedFile& file, const ManifestFile& entry, Pace& pace) {
    if (file.source.empty()) return writer.add_text(file.path, file.text, file.executable);
    Checksum sum;
    auto added = writer.add_file(file.path, file.source, entry.size, file.executable, [&](std::string_view piece) {
        sum.add(piece);
        return pace.add(piece.size());
    });
    if (added && sum.hex() != entry.xxh3)
        return fail_in(file.source, "was changed while the bundle was being written",
                       "write the bundle again when nobody writes to it");
    return added;
}

}  // namespace

bool is_bundle_name(const fs::path& file) {
    return file.string().ends_with(".tar.zst");
}

Result<std::string> Bundle::write(const BundlePlan& plan, const fs::path& file, const WriteProgress& progress) {
    Pace pace(plan, progress);
    std::vector<const PlannedFile*> files;
    for (const PlannedFile& one : plan.files) files.push_back(&one);
    std::ranges::sort(files, {}, &PlannedFile::path);

    Manifest manifest{LATHE_VERSION, plan.kind, plan.name, {}, plan.code, plan.data};
    std::ranges::sort(manifest.code);
    for (const PlannedFile* one : files) {
        auto entry = listed(*one, pace);
        if (!entry) return fail(entry.error());
        manifest.files.push_back(std::move(*entry));
    }
    const std::string text = manifest_text(manifest);
    // What could not be read again is not written.
    if (const auto readable = read_manifest(text, file.string()); !readable) return fail(readable.error());

    auto writer = ArchiveWriter::create(file);
    if (!writer) return fail(writer.error());
    auto done = writer->add_text(manifest_name, text);
    for (std::size_t i = 0; i < files.size() && done; ++i)
        done = write_one(*writer, *files[i], manifest.files[i], pace);
    if (done) done = writer->finish();
    if (!done) return fail(done.error());
    return checksum_of(text);
}

Result<Bundle> Bundle::open(const fs::path& file) {
    auto begun = begin_reading(file);
    if (!begun) return fail(begun.error());
    const auto nowhere = [](const ManifestFile&) -> Result<std::optional<NewFile>> { return std::nullopt; };
    if (auto read = read_files(*begun, file, nowhere); !read) return fail(read.error());
    Bundle bundle;
    bundle.file_ = file;
    bundle.manifest_ = std::move(begun->manifest);
    bundle.id_ = checksum_of(begun->text);
    return bundle;
}

Result<std::string> Bundle::text_of(const std::string& name) const {
    auto begun = begin_again(file_, id_);
    if (!begun) return fail(begun.error());
    const auto& files = begun->manifest.files;
    const auto listed = std::ranges::find(files, name, &ManifestFile::path);
    while (listed != files.end()) {
        const auto entry = begun->reader.next();
        if (!entry) return fail(entry.error());
        if (!*entry) break;
        if ((*entry)->name != name) continue;
        if ((*entry)->size != listed->size || listed->size > default_max_file_size)
            return fail(begun->reader.error("is damaged, or too large for a text", copy_again));
        std::string text;
        const auto read = begun->reader.read([&](std::string_view piece) -> Result<void> {
            text += piece;
            return {};
        });
        if (!read) return fail(read.error());
        if (checksum_of(text) != listed->xxh3) return fail(begun->reader.error("is damaged", copy_again));
        return text;
    }
    return fail_in(file_, fmt::format("holds no {}", name), copy_again);
}

Result<void> Bundle::unpack(const fs::path& given) const {
    const fs::path folder = given.has_filename() ? given : given.parent_path();  // "a/" is a
    std::error_code code;
    if (fs::symlink_status(folder, code).type() != fs::file_type::not_found)
        return fail_in(folder, "is there already", "name a new folder");
    auto begun = begin_again(file_, id_);
    if (!begun) return fail(begun.error());
    if (auto made = make_folders(fs::absolute(folder, code).parent_path()); !made) return made;
    const auto space = fs::space(fs::absolute(folder, code).parent_path(), code);
    if (!code && space.available < manifest_.total_size())
        return fail_in(folder,
                       fmt::format("cannot be unpacked: it takes {} bytes, and the disk has {} left",
                                   manifest_.total_size(), space.available),
                       "make room, or unpack it elsewhere");

    const fs::path temporary = name_beside(folder);
    if (!fs::create_directory(temporary, code))
        return fail(system_error("the folder cannot be made", folder, code.value()));
    auto done = unpack_into(*begun, file_, temporary);
    if (done) done = rename_durably(temporary, folder);
    if (!done) fs::remove_all(temporary, code);
    return done;
}

}  // namespace lathe::bundle
