// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/configurations.h"

#include "core/config/value_error.h"
#include "core/space/space.h"

namespace lathe::search {

Errors check_configurations(const config::Value& arguments, const config::Value& config,
                            const config::Catalog& catalog) {
    Errors errors;
    const config::Value* listed = arguments.get("configurations");
    if (!listed || !listed->is_list()) return errors;
    const config::Schema schema = catalog.compose(config);
    for (std::size_t i = 0; i < listed->as_list().size(); ++i) {
        const config::Value& one = listed->as_list()[i];
        const std::string place = config::join_path("configurations", i);
        if (!one.is_dict()) {
            errors.push_back(error_at(one, place, "expected a mapping, found " + config::to_yaml_inline(one),
                                      "write {opt.lr: 1e-3, ...}"));
            continue;
        }
        for (const auto& [path, value] : one.as_dict()) {
            if (value.get("_name")) continue;  // a nested choice: its trial says what does not fit
            // A value is refused as one of a choice would be.
            config::Value entry{config::Dict{{"_type", "choice"}, {"_value", config::List{value}}}};
            entry.mark = value.mark;
            const auto space = space::Space::parse(config::Value(config::Dict{{path, std::move(entry)}}));
            if (!space) continue;
            for (Error& error : space->check(config, schema)) {
                error.key = place + "." + error.key;
                errors.push_back(std::move(error));
            }
        }
    }
    return errors;
}

}  // namespace lathe::search
