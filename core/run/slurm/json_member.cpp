// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/slurm/json_member.h"

namespace lathe::run::slurm {

namespace {

const Json* member(const Json& json, const char* key) {
    if (!json.is_object()) return nullptr;
    const auto found = json.find(key);
    return found != json.end() ? &*found : nullptr;
}

}  // namespace

std::string text_member(const Json& json, const char* key) {
    const Json* found = member(json, key);
    return found != nullptr && found->is_string() ? found->get<std::string>() : std::string();
}

std::int64_t integer_member(const Json& json, const char* key, std::int64_t otherwise) {
    const Json* found = member(json, key);
    return found != nullptr ? integer_from_json(*found).value_or(otherwise) : otherwise;
}

bool is_true_member(const Json& json, const char* key) {
    const Json* found = member(json, key);
    return found != nullptr && found->is_boolean() && found->get<bool>();
}

}  // namespace lathe::run::slurm
