// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/schema_file.h"
#include "core/base/numbers.h"
#include "core/config/value_error.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

namespace lathe::config {

namespace {

constexpr std::array types = {Type::any,    Type::boolean, Type::integer, Type::floating,
                              Type::string, Type::path,    Type::list,    Type::dict};

std::optional<Type> type_named(std::string_view name) {
    const auto found = std::find_if(types.begin(), types.end(), [&](Type type) { return name_of(type) == name; });
    return found == types.end() ? std::nullopt : std::optional(*found);
}

// Whether `key` stands above or below `other`, which then cannot be a value.
bool is_above(std::string_view key, std::string_view other) {
    return other.size() > key.size() && other.starts_with(key) && other[key.size()] == '.';
}

class OptionsReader {
  public:
    explicit OptionsReader(const Catalog& known) : known_(known) {}

    std::vector<Option> options;
    Errors errors;

    void group(const Value& value, const std::string& path) {
        for (const auto& [key, item] : value.as_dict()) {
            const auto below = path.empty() ? key : path + "." + key;
            const Value* type = item.get("type");
            if (item.is_string()) {
                Option short_form = option(below, Type::any, Value("???"), {});
                if (set_type(item, item, short_form)) keep(item, std::move(short_form));
            } else if (item.is_dict() && type != nullptr && type->is_string()) {
                read(item, below);
            } else if (item.is_dict() && !item.as_dict().empty() && depth_ < 32) {
                ++depth_;
                group(item, below);
                --depth_;
            } else {
                refuse(item, below, "expected an option such as {type: int, default: 1}, found " + to_yaml_inline(item),
                       "give its type, or options below it");
            }
        }
    }

    void refuse(const Value& at, const std::string& key, std::string what, std::string hint) {
        Error error = error_at(at, key.empty() ? "schema" : "schema." + key, std::move(what), std::move(hint));
        error.kind = "ConfigValueError";
        errors.push_back(std::move(error));
    }

  private:
    bool set_type(const Value& at, const Value& written, Option& out) {
        const std::string& whole = written.as_string();
        const auto bracket = whole.ends_with(']') ? whole.find('[') : std::string::npos;
        const auto type = type_named(std::string_view(whole).substr(0, bracket));
        const bool has_items = bracket != std::string::npos;
        const auto element =
            has_items ? type_named(std::string_view(whole).substr(bracket + 1, whole.size() - bracket - 2)) : Type::any;
        if (!type || !element || (has_items && *type != Type::list && *type != Type::dict)) {
            std::vector<std::string> names;
            for (const auto one : types) names.emplace_back(name_of(one));
            const auto near = nearest_name(whole, names);
            refuse(at, out.key, "there is no type '" + whole + "'",
                   near.empty() ? "types are str, int, float, bool, path, list, dict, any, list[TYPE] and dict[TYPE]"
                                : "did you mean " + near + "?");
            return false;
        }
        out.type = *type;
        out.element = *element;
        return true;
    }

    void read(const Value& entry, const std::string& key) {
        Option out = option(key, Type::any, Value("???"), {});
        const auto before = errors.size();
        for (const auto& [name, value] : entry.as_dict()) field(name, value, out);
        if (errors.size() == before && out.low && out.high && *out.low > *out.high)
            refuse(entry, key, "no number lies between its limits", "the lower limit comes first");
        if (errors.size() == before) keep(entry, std::move(out));
    }

    void field(const std::string& name, const Value& value, Option& out) {
        static const std::vector<std::string> names = {"type",  "default", "optional", "low", "high",  "above",
                                                       "below", "choices", "unit",     "doc", "finite"};
        if (name == "type") set_type(value, value, out);
        else if (name == "default") out.fallback = value;
        else if (name == "optional") flag(value, out, out.optional);
        else if (name == "finite") flag(value, out, out.finite);
        else if (name == "low" || name == "above") limit(value, out, name, out.low, out.low_open);
        else if (name == "high" || name == "below") limit(value, out, name, out.high, out.high_open);
        else if (name == "choices") choices(value, out);
        else if (name == "unit") text(value, out, name, out.unit);
        else if (name == "doc") text(value, out, name, out.doc);
        else {
            const auto near = nearest_name(name, names);
            refuse(value, out.key, "an option has no '" + name + "'",
                   near.empty() ? "it has type, default, optional, low, high, above, below, choices, unit, doc, finite"
                                : "did you mean " + near + "?");
        }
    }

    void flag(const Value& value, const Option& out, bool& target) {
        if (value.is_bool()) target = value.as_bool();
        else refuse(value, out.key, "expected true or false, found " + to_yaml_inline(value), "write true or false");
    }

    void limit(const Value& value, const Option& out, const std::string& name, std::optional<double>& target,
               bool& open) {
        if (!value.is_number())
            return refuse(value, out.key, "expected a number for '" + name + "', found " + to_yaml_inline(value),
                          "give the limit as a number");
        if (target)
            return refuse(value, out.key, "this limit is given twice", "give one of low and above, high and below");
        target = value.as_number();
        open = name == "above" || name == "below";
    }

    void choices(const Value& value, Option& out) {
        if (!value.is_list() || value.as_list().empty())
            return refuse(value, out.key, "expected a list of choices, found " + to_yaml_inline(value),
                          "write choices: [a, b]");
        out.choices = value.as_list();
    }

    void text(const Value& value, const Option& out, const std::string& name, std::string& target) {
        if (!value.is_string())
            return refuse(value, out.key, "expected text for '" + name + "', found " + to_yaml_inline(value),
                          "quote it");
        target = value.as_string();
    }

    // Choices and default must be what the option accepts; nothing may be declared twice.
    void keep(const Value& at, Option out) {
        if (const auto fine = check_depth(out.key, out.fallback); !fine)
            return refuse(at, fine.error().key, fine.error().what, fine.error().hint);
        if (!fits_beside_known(at, out)) return;
        const bool of_items = out.type == Type::list || out.type == Type::dict;
        if (!out.choices.empty() && !convert_choices(of_items ? out.item() : out, out)) return;
        const bool absent = out.fallback.is_null() && out.optional;
        if (!out.fallback.is_missing() && !absent) {
            auto converted = Schema().convert(out, out.fallback);
            if (!converted)
                return refuse(out.fallback, out.key, "the default does not fit: " + converted.error().what,
                              converted.error().hint);
            out.fallback = std::move(*converted);
        }
        set_default(out.fallback);
        keys_.emplace(out.key, out.type == Type::dict || out.type == Type::any);
        options.push_back(std::move(out));
    }

    bool convert_choices(Option one, Option& out) {
        one.choices.clear();
        for (auto& choice : out.choices) {
            auto converted = Schema().convert(one, choice);
            if (!converted) {
                refuse(choice, out.key, "a choice does not fit: " + converted.error().what, converted.error().hint);
                return false;
            }
            choice = std::move(*converted);
        }
        return true;
    }

    bool fits_beside_known(const Value& at, const Option& out) {
        const auto clashes = [&](const Option& other) {
            const bool open = other.type == Type::dict || other.type == Type::any;
            return other.key == out.key || is_above(out.key, other.key) || (is_above(other.key, out.key) && !open);
        };
        for (const Option* other : known_.all_options()) {
            if (!clashes(*other)) continue;
            refuse(at, out.key, "'" + other->key + "' is an option of Lathe already", "choose another key");
            return false;
        }
        for (const auto& group : known_.groups()) {
            if (group.selector != out.key && !is_above(out.key, group.selector)) continue;
            refuse(at, out.key, "'" + group.selector + "' is an option of Lathe already", "choose another key");
            return false;
        }
        if (const auto* other = own_clash(out.key)) {
            refuse(at, out.key, "'" + *other + "' is declared already", "remove one of the two");
            return false;
        }
        return true;
    }

    // A declared key that is this one, stands below it, or stands above it as a value.
    const std::string* own_clash(const std::string& key) const {
        const auto at = keys_.lower_bound(key);
        if (at != keys_.end() && at->first == key) return &at->first;
        if (const auto below = keys_.lower_bound(key + "."); below != keys_.end() && is_above(key, below->first))
            return &below->first;
        for (auto dot = key.rfind('.'); dot != std::string::npos && dot > 0; dot = key.rfind('.', dot - 1))
            if (const auto above = keys_.find(key.substr(0, dot)); above != keys_.end() && !above->second)
                return &above->first;
        return nullptr;
    }

    static void set_default(Value& value) {
        value.origin = Origin::default_value;
        if (value.is_list())
            for (auto& item : value.as_list()) set_default(item);
        if (value.is_dict())
            for (auto& [key, item] : value.as_dict()) set_default(item);
    }

    const Catalog& known_;
    std::map<std::string, bool> keys_;  // declared here; whether keys may stand below
    int depth_ = 0;
};

Value number(double x) {
    const auto whole = static_cast<std::int64_t>(x);
    return std::abs(x) < exact_integers && static_cast<double>(whole) == x ? Value(whole) : Value(x);
}

}  // namespace

tl::expected<std::vector<Option>, Errors> parse_options(const Value& schema, const Catalog& known) {
    OptionsReader reader(known);
    if (schema.is_null()) return reader.options;
    if (schema.is_dict()) reader.group(schema, "");
    else
        reader.refuse(schema, "", "expected a mapping from keys to options, found " + to_yaml_inline(schema),
                      "write KEY: {type: int, default: 1}");
    if (!reader.errors.empty()) return tl::make_unexpected(std::move(reader.errors));
    return std::move(reader.options);
}

Value to_value(const std::vector<Option>& options) {
    Dict out;
    for (const auto& one : options) {
        Dict entry;
        auto type = std::string(name_of(one.type));
        if (one.element != Type::any) type += "[" + std::string(name_of(one.element)) + "]";
        entry.emplace_back("type", type);
        entry.emplace_back("default", one.fallback);
        if (one.optional) entry.emplace_back("optional", true);
        if (one.low) entry.emplace_back(one.low_open ? "above" : "low", number(*one.low));
        if (one.high) entry.emplace_back(one.high_open ? "below" : "high", number(*one.high));
        if (!one.finite) entry.emplace_back("finite", false);
        if (!one.choices.empty()) entry.emplace_back("choices", List(one.choices));
        if (!one.unit.empty()) entry.emplace_back("unit", one.unit);
        if (!one.doc.empty()) entry.emplace_back("doc", one.doc);
        out.emplace_back(one.key, std::move(entry));
    }
    return out;
}

}  // namespace lathe::config
