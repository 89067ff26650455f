// From a raw config to the values that a run uses: defaults filled in, interpolations resolved, types converted.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/config/schema.h"
#include "core/config/value.h"

namespace lathe::config {

struct Resolved {
    Value value;    // every option present (defaults filled in), interpolations replaced where they could be
    Errors errors;  // all of them, each with key, file, line and column; MISSING that nothing reads is not one
    std::vector<std::string> missing;  // paths that are still "???"
};

// Resolves `raw` against `schema`; an empty schema accepts every key and fills nothing in.
Resolved resolve(const Value& raw, const Schema& schema);

// As resolve(), composing the schema from the config's own choices first (choices may be interpolations).
Resolved resolve(const Value& raw, const Catalog& catalog);

// One value of a raw config, interpolations followed; nullopt when nothing is there or it is MISSING.
Result<std::optional<Value>> select(const Value& raw, std::string_view path);

}  // namespace lathe::config
