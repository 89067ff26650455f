#include "app/ctl/space_commands_file.h"

#include "core/config/document.h"
#include "core/search/experiment.h"

namespace lathe::ctl {

tl::expected<space::Space, Errors> load_space_file(const std::string& file, const config::Catalog& catalog) {
    const auto document = config::Document::load(file);
    if (!document || !document->root().get("lathe")) return space::Space::load(file);
    auto experiment = search::parse_experiment(*document, catalog, {.require_complete = false});
    if (!experiment) return tl::make_unexpected(std::move(experiment.error()));
    return std::move(experiment->space);
}

}  // namespace lathe::ctl
