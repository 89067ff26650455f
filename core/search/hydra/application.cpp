// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/hydra/application.h"

#include <algorithm>
#include <optional>
#include <string_view>

#include "core/base/files.h"

namespace lathe::search {

namespace {

namespace fs = std::filesystem;

constexpr int max_depth_of_programs = 3;
constexpr std::uint64_t max_program_size = 1u << 20;
constexpr std::size_t max_call_size = 1000;

// The text behind "NAME =" in a call: config_path="../conf".
std::optional<std::string> text_argument(std::string_view call, std::string_view name) {
    auto at = call.find(name);
    if (at == std::string_view::npos) return std::nullopt;
    at = call.find_first_not_of(" \t\r\n", at + name.size());
    if (at == std::string_view::npos || call[at] != '=') return std::nullopt;
    at = call.find_first_not_of(" \t\r\n", at + 1);
    if (at == std::string_view::npos || (call[at] != '"' && call[at] != '\'')) return std::nullopt;
    const auto end = call.find(call[at], at + 1);
    if (end == std::string_view::npos) return std::nullopt;
    return std::string(call.substr(at + 1, end - at - 1));
}

void read_python_file(const fs::path& file, const fs::path& configs, std::vector<HydraProgram>& out) {
    const auto text = lathe::read_file(file, max_program_size);
    if (!text) return;
    constexpr std::string_view word = "hydra.main(";
    const auto at = text->find(word);
    if (at == std::string::npos) return;
    const auto call = std::string_view(*text).substr(at + word.size(), max_call_size);
    const auto path = text_argument(call, "config_path");
    const auto name = text_argument(call, "config_name");
    std::error_code code;
    if (!path || !name || fs::weakly_canonical(file.parent_path() / *path, code) != configs) return;
    fs::path config(*name);
    if (config.extension() == ".yaml") config.replace_extension();
    out.push_back({file, config.string()});
}

}  // namespace

HydraPrograms find_hydra_programs(const fs::path& configs, int max_files) {
    HydraPrograms programs;
    std::error_code code;
    const auto folder = fs::weakly_canonical(configs, code);
    int files = 0;
    for (fs::recursive_directory_iterator each(folder.parent_path(), code), end; !code && each != end;
         each.increment(code)) {
        if (++files > max_files) {
            programs.is_complete = false;
            break;
        }
        const auto& path = each->path();
        const bool is_hidden = path.filename().string().starts_with('.');
        if (each->is_directory(code)) {
            if (is_hidden || path == folder || each.depth() >= max_depth_of_programs) each.disable_recursion_pending();
        } else if (path.extension() == ".py" && !is_hidden) {
            read_python_file(path, folder, programs.found);
        }
    }
    std::ranges::sort(programs.found, {}, &HydraProgram::file);
    return programs;
}

}  // namespace lathe::search
