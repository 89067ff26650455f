// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/value_error.h"

#include <utility>

namespace lathe::config {

void set_place(Error& error, const Mark& mark) {
    if (mark.file) error.file = *mark.file;
    error.line = mark.line;
    error.column = mark.column;
}

Error error_at(const Value& value, std::string key, std::string what, std::string hint) {
    return error_at(value.mark, std::move(key), std::move(what), std::move(hint));
}

Error error_at(const Mark& mark, std::string key, std::string what, std::string hint) {
    Error error{std::move(what), std::move(hint), {}, std::move(key)};
    set_place(error, mark);
    return error;
}

}  // namespace lathe::config
