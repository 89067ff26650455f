// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bundle/named_files.h"

#include <algorithm>
#include <array>
#include <utility>

#include "core/base/files.h"
#include "core/base/plural.h"
#include "core/bundle/data_manifest.h"
#include "core/bundle/entry_name.h"
#include "core/bundle/file_checksum.h"
#include "core/bundle/folder_files.h"

namespace lathe::bundle {

namespace {

bool is_data_key(const std::string& key) {
    return key.starts_with("data.");
}

bool has_extension(const fs::path& path, std::initializer_list<std::string_view> known) {
    return std::ranges::find(known, path.extension().string()) != known.end();
}

// Files that run when they are loaded or built. A library may be named libx.so.1.
bool is_code(const std::string& key, const fs::path& path) {
    return key == "network.path" || path.filename().string().find(".so") != std::string::npos ||
           has_extension(path, {".pt", ".pth", ".ts", ".py", ".sh", ".cpp", ".cc", ".cu", ".h", ".hpp"});
}

bool is_source(const std::string& name) {
    return has_extension(name, {".cpp", ".cc", ".cxx", ".c", ".cu", ".h", ".hpp", ".cuh", ".cmake", ".txt", ".in",
                                ".py", ".yaml", ".yml", ".md"});
}

// The folder of the project that built a plug-in: the plug-in's own, or the one around its build folder.
std::optional<fs::path> project_of(const fs::path& plugin) {
    std::error_code code;
    for (const fs::path& folder : {plugin.parent_path(), plugin.parent_path().parent_path()})
        if (fs::is_regular_file(folder / "CMakeLists.txt", code)) return folder;
    return std::nullopt;
}

}  // namespace

NamedFiles::NamedFiles(BundlePlan& plan, fs::path folder, PlanOptions options)
    : plan_(plan), folder_(std::move(folder)), options_(options) {}

Result<void> NamedFiles::take(const std::string& key, const std::string& original) {
    std::error_code code;
    const fs::path path = fs::canonical(folder_ / original, code);
    if (code && options_.with_data && is_data_key(key))
        return fail(key + ": there is no " + original + " here, and the bundle was to hold it",
                    "put it back, or write the bundle without data");
    if (code) {
        warn(key + ": there is no " + original + " here; the bundle goes without it");
        // It may be where the bundle is going, which is asked whether it is.
        if (is_data_key(key) && fs::path(original).is_absolute())
            plan_.data.push_back({fs::path(original).lexically_normal().string(), "", Json::object()});
        return {};
    }
    const auto known = places_.find(path);
    auto inside =
        known != places_.end() ? Result<std::optional<std::string>>(known->second) : place_of(key, original, path);
    if (!inside) return fail(inside.error());
    places_[path] = *inside;
    if (*inside) plan_.paths.push_back({key, original, **inside});
    // Data that stay here are named by where they lie: that is where the other machine needs them.
    else if (is_data_key(key)) plan_.paths.push_back({key, original, path.string()});
    return {};
}

Result<std::optional<std::string>> NamedFiles::place_of(const std::string& key, const std::string& original,
                                                        const fs::path& path) {
    if (is_data_key(key)) return add_data(original, path);
    std::error_code code;
    if (!fs::is_regular_file(path, code)) {
        warn(key + ": " + original + " is not a file; the bundle goes without it");
        return std::nullopt;
    }
    return add_program(path, is_code(key, path)).map([](std::string name) { return std::optional(std::move(name)); });
}

// "files/net", or "files/net-2" where that is another file's; "files/net-source" is free then, too.
std::string NamedFiles::free_stem(const std::string& wanted) {
    std::string stem = wanted;
    for (int i = 2; stems_.contains(stem) || stems_.contains(stem + "-source"); ++i)
        stem = wanted + "-" + std::to_string(i);
    stems_.insert({stem, stem + "-source"});
    return stem;
}

Result<std::string> NamedFiles::add_program(const fs::path& path, bool is_code) {
    const std::string stem = free_stem("files/" + as_entry_name(path.stem().string()));
    const std::string extension = path.extension().string();
    std::string name = stem + (extension.empty() ? "" : as_entry_name(extension));
    if (auto added = plan_.add_file(name, path); !added) return fail(added.error());
    if (!is_code) return name;
    plan_.add_code(name);
    // The options of a network that is a TorchScript file are declared beside it.
    fs::path declared = path;
    declared.replace_extension(".yaml");
    std::error_code code;
    if (declared != path && fs::is_regular_file(declared, code))
        if (auto added = plan_.add_file(stem + ".yaml", declared); !added) return fail(added.error());
    if (const auto project =
            path.filename().string().find(".so") != std::string::npos ? project_of(path) : std::nullopt)
        if (auto added = add_sources(*project, stem); !added) return fail(added.error());
    return name;
}

Result<void> NamedFiles::add_sources(const fs::path& folder, const std::string& stem) {
    const auto enter = [](const std::string& name) {
        const std::string last = fs::path(name).filename().string();
        return !last.starts_with('.') && !last.starts_with("build") && last != "CMakeFiles";
    };
    const auto found = files_of_folder(folder, enter);
    if (!found) return fail(found.error());
    std::set<std::string> names;
    for (const FolderFile& file : found->files) {
        if (!is_source(file.name) || file.name == "CMakeCache.txt") continue;
        if (refusal_of_name(file.name)) {
            warn((folder / file.name).string() + ": has a name that no bundle can hold; left out");
            continue;
        }
        const std::string name = stem + "-source/" + file.name;
        if (auto added = plan_.add_file(name, folder / file.name); !added) return fail(added.error());
        plan_.add_code(name);
    }
    return {};
}

Result<std::optional<std::string>> NamedFiles::add_data(const std::string& original, const fs::path& path) {
    std::error_code code;
    const bool is_folder = fs::is_directory(path, code);
    const auto read = files_of_data(path);
    if (!read) return fail(read.error());
    const FolderFiles& found = *read;
    if (found.left_out > 0)
        warn(original + ": " + counted(found.left_out, "link") + " and the like in it are left out");
    // As the bundle's experiment names them, which the other machine looks for.
    ManifestData data{path.string(), "", data_manifest(found)};
    if (!options_.with_data) {
        warn(original + " is data and stays here: the other machine needs it at the same place, or export with data");
        plan_.data.push_back(std::move(data));
        return std::nullopt;
    }
    data.as = free_stem("data/" + as_entry_name((is_folder ? path.filename() : path.stem()).string()));
    if (!is_folder && path.has_extension()) data.as += as_entry_name(path.extension().string());
    for (const FolderFile& file : found.files) {
        const std::string name = is_folder ? data.as + "/" + file.name : data.as;
        if (refusal_of_name(name)) {
            warn((path / file.name).string() + ": has a name that no bundle can hold; left out");
            continue;
        }
        if (auto added = plan_.add_file(name, is_folder ? path / file.name : path); !added) return fail(added.error());
    }
    plan_.data.push_back(data);
    return data.as;
}

}  // namespace lathe::bundle
