// SPDX-License-Identifier: GPL-3.0-or-later
#include <array>

#include "core/space/space.h"

namespace lathe::space {

namespace {

constexpr std::array<std::string_view, 10> kind_names = {"choice",     "randint",     "uniform", "quniform",
                                                         "loguniform", "qloguniform", "normal",  "qnormal",
                                                         "lognormal",  "qlognormal"};

}  // namespace

std::string_view name_of(Kind kind) {
    return kind_names[static_cast<std::size_t>(kind)];
}

std::optional<Kind> kind_from_name(std::string_view name) {
    for (std::size_t i = 0; i < kind_names.size(); ++i)
        if (kind_names[i] == name) return static_cast<Kind>(i);
    return std::nullopt;
}

bool is_log(Kind kind) {
    return kind == Kind::loguniform || kind == Kind::qloguniform || kind == Kind::lognormal || kind == Kind::qlognormal;
}

bool is_quantised(Kind kind) {
    return kind == Kind::quniform || kind == Kind::qloguniform || kind == Kind::qnormal || kind == Kind::qlognormal;
}

bool is_bounded(Kind kind) {
    return kind == Kind::randint || kind == Kind::uniform || kind == Kind::quniform || kind == Kind::loguniform ||
           kind == Kind::qloguniform;
}

}  // namespace lathe::space
