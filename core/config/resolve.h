// SPDX-License-Identifier: GPL-3.0-or-later
// From a raw config to the values that a run uses: defaults filled in, interpolations resolved, types converted.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/config/schema.h"
#include "core/config/value.h"

namespace lathe::config {

// A config as a run uses it.
struct Resolved {
    Value value;    // every option present (defaults filled in), interpolations replaced where they could be
    Errors errors;  // all of them, each with key, file, line and column; MISSING that nothing reads is not one
    std::vector<std::string> missing;  // paths that are still "???"
};

// Resolves `raw` against `schema`; an empty schema accepts every key and fills nothing in.
Resolved resolve(const Value& raw, const Schema& schema);

// Resolves `raw` against the schema that `catalog` composes for the config's own choices, which may be interpolations.
Resolved resolve(const Value& raw, const Catalog& catalog);

// A config resolved against a schema and kept, so that one changed value costs little: only it is checked, and only the
// interpolations are followed again. Gives what resolve() gives. Not synchronised.
class Resolution {
  public:
    Resolution() = default;
    // Resolves at once; `raw` is copied.
    Resolution(const Value& raw, Schema schema);

    const Schema& schema() const { return schema_; }  // that the config was resolved against

    // What resolve() gives, after the latest change().
    const Resolved& resolved() const { return resolved_; }
    // Paths of the values that hold interpolations.
    const std::vector<std::string>& references() const { return references_; }

    // The option at `path` is now `raw`, which came in the place of another scalar. False, and nothing has changed:
    // this is more than one plain value in the place of another, so make a new Resolution.
    bool change(std::string_view path, const Value& raw);

  private:
    void follow_references();

    Schema schema_;
    Value complete_;  // checked, defaults filled in, interpolations as they are
    Errors refused_;  // what the schema refuses, in order
    std::vector<std::string> references_;
    bool reachable_ = false;  // each by its path
    Resolved resolved_;
};

// One value of a raw config, interpolations followed; nullopt when nothing is there or it is MISSING.
Result<std::optional<Value>> select(const Value& raw, std::string_view path);

}  // namespace lathe::config
