// SPDX-License-Identifier: GPL-3.0-or-later
// Suggestions that were not made before.
#pragma once

#include <functional>
#include <optional>

#include "core/search/observations.h"

namespace lathe::search {

// The first of a few proposals that no trial has yet, snapped to what the space can give. When the proposals only
// repeat what was tried, a random configuration that is left; nullopt when a finite space is exhausted.
std::optional<space::Row> first_distinct(const Observations& seen, Random& random,
                                         const std::function<space::Row()>& propose);

// The suggestion that a row is; nullopt stays nullopt.
std::optional<Suggestion> as_suggestion(const space::Layout& layout, const std::optional<space::Row>& row);

}  // namespace lathe::search
