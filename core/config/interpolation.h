// SPDX-License-Identifier: GPL-3.0-or-later
// The grammar of interpolations: "${a.b}", "v${x}", "${oc.env:HOME,none}", as OmegaConf 2.2's ANTLR grammar defines it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/config/value.h"

namespace lathe::config {

// Whether a value is a text that holds "${", which makes it an interpolation (possibly an escaped one).
inline bool is_interpolation(const Value& value) {
    return value.is_string() && value.as_string().find("${") != std::string::npos;
}

// A parsed expression.
struct Element {
    // What an element is.
    enum class Kind : std::uint8_t {
        constant,  // `constant`
        text,      // the parts' texts one after the other; a sole node or resolver keeps its type
        quoted,    // as text, but always a string
        node,      // ${key}: the parts give the key, its dots and brackets included
        resolver,  // ${name:arguments}: `name` gives the name, the parts are the arguments
        list,      // the parts are the items
        dict       // `keys` and parts
    };
    Kind kind = Kind::constant;
    Value constant;
    std::vector<Element> parts;
    std::vector<Element> name;
    std::vector<std::pair<std::string, Value::Kind>> keys;

    // Whether it is ${key} or ${name:arguments}, whose value stands elsewhere or is worked out.
    bool is_reference() const { return kind == Kind::node || kind == Kind::resolver; }
};

// A config value that holds "${". Errors have the kind GrammarParseError.
Result<Element> parse_interpolation(std::string_view text);

// One element, as oc.decode reads it: 1, [a, b], {a: 1}, 'quoted', ${x}.
Result<Element> parse_element(std::string_view text);

}  // namespace lathe::config
