// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/space/check_entries.h"

#include "core/space/space.h"

namespace lathe::space {

Errors check_entries(const config::Value& written, const config::Value& config, const config::Catalog& catalog) {
    Errors errors;
    if (!written.is_dict()) return errors;
    const config::Schema schema = catalog.compose(config);
    for (const auto& [path, entry] : written.as_dict()) {
        auto one = Space::parse(config::Dict{{path, entry}});
        if (!one && !schema.find(path) && !schema.is_group(path) && !config.find(path)) {
            // Anything that can be read stands for it: the key alone is looked at.
            config::Value any(config::Dict{{"_type", "choice"}, {"_value", config::List{config::Value()}}});
            any.mark = entry.mark;
            one = Space::parse(config::Dict{{path, std::move(any)}});
        }
        if (!one) continue;
        for (Error& error : one->check(config, catalog)) errors.push_back(std::move(error));
    }
    return errors;
}

}  // namespace lathe::space
