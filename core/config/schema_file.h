// SPDX-License-Identifier: GPL-3.0-or-later
// Options that an experiment declares itself, for scripts and plug-ins: `schema:` or the file that `schema_file:`
// names.
//
//   schema:
//     opt.clip: {type: float, default: 1.0, above: 0, doc: Largest norm of the gradient}
//     script.mode: {type: str, choices: [fast, exact], default: fast}
//     script.layers: {type: "list[int]", default: [64, 32], low: 1, high: 4096, unit: neurons}
//     script.cache: {type: path, optional: true, default: null}
//     script.token: str                     short for {type: str}: it must be given
//
// type: str, int, float, bool, path, list, dict, any, list[TYPE] or dict[TYPE] (of items). Without a default the option
// must be given. low and high are allowed themselves, above and below are not; of lists and dicts they bind the items.
// finite: false allows inf and nan. A mapping without a `type` is a group: {opt: {clip: {type: float}}}.
#pragma once

#include <vector>

#include "core/config/schema.h"

namespace lathe::config {

// Reads the options that a schema declares. Every error at once, each with its place; `known` are the options that may
// not be declared again.
tl::expected<std::vector<Option>, Errors> parse_options(const Value& schema, const Catalog& known);

// The same options as a schema that parse_options reads back.
Value to_value(const std::vector<Option>& options);

}  // namespace lathe::config
