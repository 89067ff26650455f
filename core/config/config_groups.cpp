// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/config_groups.h"

#include <algorithm>

#include "core/config/defaults_node.h"
#include "core/config/hydra_files.h"

namespace lathe::config {

namespace {

namespace fs = std::filesystem;

bool has_yaml_suffix(const fs::path& path) {
    return path.extension() == ".yaml" || path.extension() == ".yml";
}

std::string normal(const fs::path& path) {
    return path.lexically_normal().string();
}

}  // namespace

ConfigGroups::ConfigGroups(fs::path root) : roots_{std::move(root)} {}

std::string ConfigGroups::found(const std::string& path) const {
    if (path.starts_with('/')) return {};  // it would leave the folders of the configs
    std::error_code ignored;
    for (const auto& root : roots_) {
        const auto base = root / path;
        if (has_yaml_suffix(base) && fs::is_regular_file(base, ignored)) return normal(base);
        for (const char* suffix : {".yaml", ".yml"})
            if (const fs::path file(base.string() + suffix); fs::is_regular_file(file, ignored)) return normal(file);
    }
    return {};
}

Result<const GroupFile*> ConfigGroups::load(const std::string& path) {
    if (const auto known = files_.find(path); known != files_.end()) return known->second.get();
    auto file = std::make_unique<GroupFile>();
    const auto own = hydra_file(path);
    const auto name = found(path);
    if (path == "hydra/config" && !name.empty())
        return fail(Error{"stands where Hydra has a file of its own, and would replace all of it",
                          "write its keys under `hydra:` in the file that all starts from",
                          {},
                          {},
                          name});
    if (own && (name.empty() || hydra_file_comes_first(path))) {
        file->value = *own;
        if (path != "hydra/config") file->header = "_global_.hydra";
    } else if (!name.empty()) {
        auto document = Document::load(name);
        if (!document) {
            Error error = std::move(document.error());
            if (error.file.empty()) error.file = name;
            return fail(std::move(error));
        }
        *file = {document->root(), name, package_header(document->text()), document->text().size()};
    } else {
        file.reset();
    }
    return (files_[path] = std::move(file)).get();
}

std::string ConfigGroups::hidden_by_hydra(const std::string& path) const {
    return hydra_file(path) && hydra_file_comes_first(path) ? found(path) : std::string();
}

std::vector<std::string> ConfigGroups::options_of(const std::string& group) const {
    std::vector<std::string> names;
    if (group.starts_with('/')) return names;
    for (const auto& root : roots_) {
        std::error_code code;
        for (fs::directory_iterator each(root / group, code), end; !code && each != end; each.increment(code))
            if (has_yaml_suffix(each->path())) names.push_back(each->path().stem().string());
    }
    for (auto& name : hydra_options(group)) names.push_back(std::move(name));
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    return names;
}

std::string ConfigGroups::shown_path(const std::string& path) const {
    return normal(roots_.front() / path);
}

}  // namespace lathe::config
