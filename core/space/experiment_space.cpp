#include "core/space/experiment_space.h"

#include "core/config/document.h"

namespace lathe::space {

Space space_of_experiment(const std::filesystem::path& file) {
    const auto document = config::Document::load(file.string());
    if (!document) return {};
    if (const auto* written = document->root().get("space")) {
        auto space = Space::parse(*written);
        return space ? std::move(*space) : Space();
    }
    const std::string other = document->root().string_or("space_file", "");
    if (other.empty()) return {};
    auto space = Space::load((file.parent_path() / other).string());
    return space ? std::move(*space) : Space();
}

}  // namespace lathe::space
