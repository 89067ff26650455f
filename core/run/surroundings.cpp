#include "core/run/surroundings.h"

#include <algorithm>
#include <utility>

namespace lathe::run {

Surroundings surroundings_of(const search::Experiment& experiment, const config::Catalog& catalog) {
    Surroundings out;
    out.source = experiment.source;
    if (!experiment.source.empty()) out.code.emplace_back(experiment.source);
    const auto resolved = experiment.trial_config(catalog, config::Value(config::Dict{}));
    const config::Schema schema = experiment.extended(catalog).compose(experiment.config);
    for (const config::Option& option : schema.options()) {
        if (option.type != config::Type::path) continue;
        const std::string named = resolved.value.string_or(option.key, "");
        std::error_code code;
        if (named.empty() || !std::filesystem::exists(named, code)) continue;
        auto& list = option.key.starts_with("data.") ? out.data : out.code;
        if (std::ranges::find(list, std::filesystem::path(named)) == list.end()) list.emplace_back(named);
    }
    return out;
}

std::vector<std::filesystem::path> Surroundings::inputs() const {
    std::vector<std::filesystem::path> all = data;
    for (const auto& path : code)
        if (path != source) all.push_back(path);
    return all;
}

Result<provenance::Manifest> manifest_of(const std::vector<std::filesystem::path>& paths, const std::stop_token& stop) {
    auto& cache = provenance::ChecksumCache::of_process();
    if (paths.size() == 1) return provenance::make_manifest(paths.front(), cache, provenance::default_most_files, stop);
    provenance::Manifest all;
    all.folder = "/";
    for (const auto& path : paths) {
        auto one = provenance::make_manifest(path, cache, provenance::default_most_files, stop);
        if (!one) return one;
        for (auto& file : one->files) {
            file.path = (std::filesystem::path(one->folder) / file.path).relative_path().string();
            all.files.push_back(std::move(file));
        }
        all.files_left_out += one->files_left_out;
        all.unread.insert(all.unread.end(), one->unread.begin(), one->unread.end());
    }
    std::ranges::sort(all.files, {}, &provenance::ManifestFile::path);
    return all;
}

}  // namespace lathe::run
