// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provenance/manifest.h"

#include <algorithm>
#include <functional>
#include <limits>
#include <set>
#include <string_view>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "core/base/checksum.h"
#include "core/base/json.h"
#include "core/provenance/data_files.h"
#include "core/provenance/record_reader.h"

namespace lathe::provenance {

namespace {

constexpr const char* algorithm = "xxh3-128";

using config::Dict;
using config::List;
using config::Value;

bool is_data_file(const fs::path& path) {
    std::error_code code;
    return !fs::is_directory(path, code);
}

// A name as the record can hold it: JSON is UTF-8, where a file's name may be any bytes.
std::string recorded_name(const std::string& name) {
    const auto is_ascii = [](char c) { return static_cast<unsigned char>(c) < 0x80; };
    if (std::ranges::all_of(name, is_ascii)) return name;
    const Json text(name);
    if (parse_json(dump_json(text)).value_or(Json()) == text) return name;
    std::string escaped;
    for (const char c : name)
        escaped += is_ascii(c) ? std::string(1, c) : fmt::format("\\x{:02x}", static_cast<unsigned char>(c));
    return escaped;
}

// `cancelled` is an error; a file that cannot be read is told of in the manifest.
Result<void> add_file(Manifest& manifest, const DataFile& file, ChecksumCache& cache, const std::stop_token& stop,
                      Pace pace) {
    auto entry = cache.checksum(fs::path(manifest.folder) / file.path, stop, pace);
    if (entry) manifest.files.push_back({recorded_name(file.path), entry->size, std::move(entry->checksum)});
    else if (entry.error().kind == cancelled) return fail(std::move(entry.error()));
    else manifest.unread.push_back(recorded_name(file.path));
    return {};
}

// Whether a file, or a folder around it, could not be read when the record was made: nobody knows what it was.
bool was_unread(const std::set<std::string, std::less<>>& unread, std::string_view name) {
    if (unread.empty()) return false;
    for (;;) {
        if (unread.contains(name)) return true;
        const auto slash = name.rfind('/');
        if (slash == name.npos) return unread.contains(".");
        name = name.substr(0, slash);
    }
}

// A record must not have files looked at that are none of the data.
bool is_below_folder(const fs::path& path) {
    return path.is_relative() && std::ranges::find(path, "..") == path.end();
}

}  // namespace

Result<Manifest> make_manifest(const fs::path& path, ChecksumCache& cache, std::int64_t most_files,
                               const std::stop_token& stop, Pace pace) {
    auto found = list_data_files(path, most_files, stop);
    if (!found) return fail(std::move(found.error()));
    Manifest manifest;
    manifest.folder = found->folder.string();
    manifest.is_file = is_data_file(path);
    manifest.files_left_out = found->left_out;
    for (const auto& folder : found->unread) manifest.unread.push_back(recorded_name(folder));
    for (const auto& file : found->files)
        if (auto done = add_file(manifest, file, cache, stop, pace); !done) return fail(std::move(done.error()));
    std::ranges::sort(manifest.files, {}, &ManifestFile::path);
    std::ranges::sort(manifest.unread);
    return manifest;
}

ManifestDifferences compare(const Manifest& before, const Manifest& after) {
    ManifestDifferences differences;
    auto a = before.files.begin();
    auto b = after.files.begin();
    while (a != before.files.end() || b != after.files.end()) {
        if (b == after.files.end() || (a != before.files.end() && a->path < b->path)) {
            differences.missing.push_back((a++)->path);
        } else if (a == before.files.end() || b->path < a->path) {
            differences.added.push_back((b++)->path);
        } else {
            if (*a != *b) differences.changed.push_back(a->path);
            ++a;
            ++b;
        }
    }
    return differences;
}

Result<ManifestDifferences> verify(const Manifest& manifest, const fs::path& path, ChecksumCache& cache,
                                   const std::stop_token& stop) {
    fs::path place = path;
    if (manifest.is_file && manifest.files.size() == 1 && !is_data_file(path)) place /= manifest.files.front().path;
    std::error_code code;
    if (manifest.is_file && !fs::exists(place, code)) {
        ManifestDifferences differences;
        for (const auto& file : manifest.files) differences.missing.push_back(file.path);
        return differences;
    }
    // Without a limit: which files one leaves out would depend on those that were added.
    auto found = list_data_files(place, std::numeric_limits<std::int64_t>::max(), stop);
    if (!found) return fail(std::move(found.error()));

    // One file may be called otherwise today.
    const bool renamed = manifest.is_file && manifest.files.size() == 1 && found->files.size() == 1;
    const std::set<std::string, std::less<>> unread(manifest.unread.begin(), manifest.unread.end());
    Manifest now;
    now.folder = found->folder.string();
    for (const auto& file : found->files) {
        // Without a checksum: of another size, new, or not to be read any more.
        ManifestFile is{renamed ? manifest.files.front().path : recorded_name(file.path), file.size, {}};
        const auto known = std::ranges::lower_bound(manifest.files, is.path, {}, &ManifestFile::path);
        const bool was_there = known != manifest.files.end() && known->path == is.path;
        if (!was_there && was_unread(unread, is.path)) continue;
        if (was_there && known->size == file.size) {
            auto entry = cache.checksum(found->folder / file.path, stop);
            if (!entry && entry.error().kind == cancelled) return fail(std::move(entry.error()));
            if (entry) is = {is.path, entry->size, std::move(entry->checksum)};
        }
        now.files.push_back(std::move(is));
    }
    std::ranges::sort(now.files, {}, &ManifestFile::path);
    auto differences = compare(manifest, now);
    if (manifest.files_left_out > 0) differences.added.clear();  // who is new among them is not known
    return differences;
}

Value to_value(const Manifest& manifest) {
    List files;
    files.reserve(manifest.files.size());
    for (const auto& file : manifest.files)
        files.emplace_back(
            Dict{{"path", file.path}, {"size", static_cast<std::int64_t>(file.size)}, {"xxh3", file.checksum}});
    Dict value{{"folder", manifest.folder}, {"is_file", manifest.is_file}, {"algorithm", algorithm}};
    value.emplace_back("files", std::move(files));
    if (manifest.files_left_out > 0) value.emplace_back("files_left_out", manifest.files_left_out);
    if (!manifest.unread.empty()) value.emplace_back("unread", List(manifest.unread.begin(), manifest.unread.end()));
    return value;
}

Result<Manifest> manifest_from_value(const Value& value) {
    RecordReader reader("manifest", value);
    Manifest manifest;
    manifest.folder = reader.text("folder");
    manifest.is_file = reader.boolean("is_file");
    if (reader.text("algorithm") != algorithm) reader.refuse("algorithm");
    manifest.files_left_out = reader.count("files_left_out");
    manifest.unread = reader.texts("unread");
    for (const auto& item : reader.items("files")) {
        RecordReader file("manifest", item);
        ManifestFile one{file.text("path"), static_cast<std::uint64_t>(file.count("size")), file.text("xxh3")};
        if (one.path.empty() || !is_below_folder(one.path)) file.refuse("path");
        if (!is_checksum(one.checksum)) file.refuse("xxh3");
        if (auto good = file.check(); !good) return fail(std::move(good.error()));
        manifest.files.push_back(std::move(one));
    }
    if (auto good = reader.check(); !good) return fail(std::move(good.error()));
    std::ranges::sort(manifest.files, {}, &ManifestFile::path);
    return manifest;
}

}  // namespace lathe::provenance
