// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/program/metric_values.h"

namespace lathe::run {

std::optional<double> metric_value(const Json& json) {
    if (json.is_boolean()) return json.get<bool>() ? 1.0 : 0.0;
    if (const auto number = number_from_json(json)) return number;
    const Json* inner = &json;
    if (json.is_object()) {
        for (const char* key : {"__numpy__", "__ndarray__", "__np__"})
            if (const auto found = json.find(key); found != json.end()) {
                inner = &*found;
                break;
            }
    }
    while (inner->is_array() && inner->size() == 1) inner = &inner->front();
    return inner == &json ? std::nullopt : number_from_json(*inner);
}

}  // namespace lathe::run
