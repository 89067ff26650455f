#include "core/base/files.h"
#include "core/base/json.h"
#include "core/config/document.h"
#include "core/space/space.h"

namespace lathe::space {

tl::expected<Space, Errors> Space::load(const std::string& file) {
    const auto document = config::Document::load(file);
    if (document) return parse(document->root());
    // JSON is YAML but for a few corners (tabs as indentation, surrogate pairs): those files are read without marks.
    const auto text = read_file(file);
    const auto json = text ? parse_json(*text, file) : Result<Json>(tl::make_unexpected(text.error()));
    if (!json) return tl::make_unexpected(Errors{document.error()});
    return parse(config::from_json(*json)).map_error([&](Errors errors) {
        for (Error& error : errors) error.file = file;
        return errors;
    });
}

}  // namespace lathe::space
