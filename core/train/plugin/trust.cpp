// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/plugin/trust.h"

#include <algorithm>

#include "core/base/trust_file.h"
#include "core/bundle/bundle_trust.h"

namespace lathe::train {

namespace fs = std::filesystem;

namespace {

tl::unexpected<Error> fail_in_path(const fs::path& path, std::string what, std::string hint) {
    Error error{std::move(what), std::move(hint)};
    error.file = path.string();
    return fail(std::move(error));
}

Result<fs::path> real_path(const fs::path& path) {
    std::error_code code;
    const fs::path real = fs::canonical(path, code);
    if (code) return fail_in_path(path, "there is no such file", "check the path");
    return real;
}

bool lies_in(const fs::path& path, const fs::path& folder) {
    return std::mismatch(folder.begin(), folder.end(), path.begin(), path.end()).first == folder.end();
}

}  // namespace

fs::path trust_file() {
    return lathe::trust_file();
}

Result<std::vector<fs::path>> trusted_paths() {
    const auto lines = trusted_lines();
    if (!lines) return fail(lines.error());
    std::vector<fs::path> paths;
    for (const std::string& line : *lines)
        if (!line.starts_with(bundle::trusted_bundle_prefix)) paths.emplace_back(line);
    return paths;
}

Result<void> trust(const fs::path& path) {
    const auto real = real_path(path);
    if (!real) return fail(real.error());
    if (real->string().find('\n') != std::string::npos)
        return fail_in_path(*real, "its name holds a line break", "rename it");
    return add_trusted_line(real->string());
}

Result<void> distrust(const fs::path& path) {
    std::error_code code;
    const fs::path real = fs::weakly_canonical(path, code);  // it may be gone by now
    const auto removed = remove_trusted_line(real.string());
    if (!removed) return fail(removed.error());
    if (!*removed) return fail_in_path(path, "is not among the trusted paths", "see lathectl trust --list");
    return {};
}

Result<fs::path> require_trusted(const fs::path& path) {
    const auto real = real_path(path);
    if (!real) return fail(real.error());
    const auto paths = trusted_paths();
    if (!paths) return fail(paths.error());
    for (const fs::path& trusted : *paths) {
        if (lies_in(*real, trusted)) return *real;
    }
    const auto of_bundle = bundle::is_trusted_code(*real);
    if (!of_bundle) return fail(of_bundle.error());
    if (*of_bundle) return *real;
    return fail_in_path(*real, "holds code, and you have not said that you trust it",
                        "if you know who made it: lathectl trust " + real->string());
}

}  // namespace lathe::train
