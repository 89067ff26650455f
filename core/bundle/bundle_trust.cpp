// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bundle/bundle_trust.h"

#include <algorithm>

#include "core/base/files.h"
#include "core/base/trust_file.h"
#include "core/bundle/file_checksum.h"
#include "core/bundle/manifest.h"

namespace lathe::bundle {

namespace {

Result<void> check_id(const std::string& id) {
    if (!is_checksum(id)) return fail("'" + id + "' is not the id of a bundle", "give the file: NAME.lathe.tar.zst");
    return {};
}

}  // namespace

Result<std::vector<std::string>> trusted_bundles() {
    const auto lines = trusted_lines();
    if (!lines) return fail(lines.error());
    const std::string_view prefix = trusted_bundle_prefix;
    std::vector<std::string> ids;
    for (const std::string& line : *lines)
        if (line.starts_with(prefix)) ids.push_back(line.substr(prefix.size()));
    return ids;
}

Result<bool> is_trusted_bundle(const std::string& id) {
    return trusted_bundles().map([&](const auto& ids) { return std::ranges::find(ids, id) != ids.end(); });
}

Result<void> trust_bundle(const std::string& id) {
    return check_id(id).and_then([&] { return add_trusted_line(trusted_bundle_prefix + id); });
}

Result<void> distrust_bundle(const std::string& id) {
    if (auto good = check_id(id); !good) return good;
    const auto removed = remove_trusted_line(trusted_bundle_prefix + id);
    if (!removed) return fail(removed.error());
    if (!*removed) return fail("the bundle is not among the trusted ones", "see lathectl trust --list");
    return {};
}

Result<bool> is_trusted_code(const fs::path& given) {
    std::error_code code;
    const fs::path file = fs::canonical(given, code);
    if (code) return false;
    for (fs::path folder = file.parent_path();; folder = folder.parent_path()) {
        if (fs::is_regular_file(folder / manifest_name, code)) {
            const auto text = read_file(folder / manifest_name);
            if (!text) return fail(text.error());
            const auto trusted = is_trusted_bundle(checksum_of(*text));
            if (!trusted) return trusted;
            if (!*trusted) return false;
            const auto manifest = read_manifest(*text, (folder / manifest_name).string());
            if (!manifest) return fail(manifest.error());
            const std::string name = file.lexically_relative(folder).generic_string();
            const auto entry = std::ranges::find(manifest->files, name, &ManifestFile::path);
            if (entry == manifest->files.end() || std::ranges::find(manifest->code, name) == manifest->code.end())
                return false;
            return checksum_of_file(file).map([&](const FileChecksum& sum) { return sum.hex == entry->xxh3; });
        }
        if (folder == folder.root_path()) return false;
    }
}

}  // namespace lathe::bundle
