// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/data_file.h"
#include "core/space/space.h"

namespace lathe::space {

tl::expected<Space, Errors> Space::load(const std::string& file) {
    auto value = config::load_data_file(file);
    if (!value) return tl::make_unexpected(Errors{std::move(value.error())});
    return parse(*value).map_error([&](Errors errors) {
        for (Error& error : errors) error.file = file;
        return errors;
    });
}

}  // namespace lathe::space
