#include "core/train/plugin/trust.h"

#include <algorithm>
#include <cstdlib>

#include "core/base/files.h"

namespace lathe::train {

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

Result<void> write(std::vector<fs::path> paths) {
    std::sort(paths.begin(), paths.end());
    paths.erase(std::unique(paths.begin(), paths.end()), paths.end());
    std::string text;
    for (const fs::path& path : paths) text += path.string() + '\n';
    const fs::path file = trust_file();
    return make_folders(file.parent_path()).and_then([&] { return write_file_atomically(file, text); });
}

bool lies_in(const fs::path& path, const fs::path& folder) {
    return std::mismatch(folder.begin(), folder.end(), path.begin(), path.end()).first == folder.end();
}

}  // namespace

fs::path trust_file() {
    if (const char* folder = std::getenv("XDG_CONFIG_HOME"); folder != nullptr && *folder != '\0') {
        return fs::path(folder) / "lathe" / "trusted";
    }
    const char* home = std::getenv("HOME");
    return fs::path(home != nullptr ? home : "/") / ".config" / "lathe" / "trusted";
}

Result<std::vector<fs::path>> trusted_paths() {
    std::vector<fs::path> paths;
    std::error_code ignored;
    if (!fs::exists(trust_file(), ignored)) return paths;
    const auto text = read_file(trust_file());
    if (!text) return fail(text.error());
    for (std::size_t start = 0; start < text->size();) {
        const std::size_t end = std::min(text->find('\n', start), text->size());
        if (end > start) paths.emplace_back(text->substr(start, end - start));
        start = end + 1;
    }
    return paths;
}

Result<void> trust(const fs::path& path) {
    const auto real = real_path(path);
    if (!real) return fail(real.error());
    if (real->string().find('\n') != std::string::npos)
        return fail_in_path(*real, "its name holds a line break", "rename it");
    auto paths = trusted_paths();
    if (!paths) return fail(paths.error());
    paths->push_back(*real);
    return write(std::move(*paths));
}

Result<void> distrust(const fs::path& path) {
    auto paths = trusted_paths();
    if (!paths) return fail(paths.error());
    std::error_code code;
    const fs::path real = fs::weakly_canonical(path, code);  // it may be gone by now
    if (std::erase(*paths, real) == 0)
        return fail_in_path(path, "is not among the trusted paths", "see lathectl trust --list");
    return write(std::move(*paths));
}

Result<fs::path> require_trusted(const fs::path& path) {
    const auto real = real_path(path);
    if (!real) return fail(real.error());
    const auto paths = trusted_paths();
    if (!paths) return fail(paths.error());
    for (const fs::path& trusted : *paths) {
        if (lies_in(*real, trusted)) return *real;
    }
    return fail_in_path(*real, "holds code, and you have not said that you trust it",
                        "if you know who made it: lathectl trust " + real->string());
}

}  // namespace lathe::train
