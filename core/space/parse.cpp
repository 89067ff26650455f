// SPDX-License-Identifier: GPL-3.0-or-later
// Space::parse: every error of a space at once.
#include <algorithm>
#include <cmath>
#include <set>

#include <fmt/format.h>

#include "core/base/numbers.h"
#include "core/config/value_error.h"
#include "core/space/space.h"

namespace lathe::space {

namespace {

constexpr int deepest_nesting = 64;
constexpr std::string_view all_kinds =
    "choice, randint, uniform, quniform, loguniform, qloguniform, normal, qnormal, lognormal, qlognormal";

class Parser {
  public:
    std::vector<Parameter> parameters(const config::Dict& entries, const std::string& prefix, int depth) {
        std::vector<Parameter> out;
        for (const auto& [key, spec] : entries) {
            if (depth > 0 && key == "_name") continue;
            const std::string full = prefix.empty() ? key : prefix + "." + key;
            if (const auto fine = config::check_depth(full); !fine)
                complain(spec, fine.error().key, fine.error().what, fine.error().hint);
            else if (auto distribution = parse_distribution(spec, full, depth))
                out.push_back({key, std::move(*distribution), spec.mark});
        }
        return out;
    }

    void complain(const config::Value& at, const std::string& key, std::string what, std::string hint) {
        errors.push_back(config::error_at(at, key, std::move(what), std::move(hint)));
    }

    Errors errors;

  private:
    std::optional<Distribution> parse_distribution(const config::Value& spec, const std::string& key, int depth) {
        if (!spec.is_dict()) {
            complain(spec, key, "expected a mapping with _type and _value, found " + config::to_yaml_inline(spec),
                     "write {_type: uniform, _value: [0, 1]}");
            return std::nullopt;
        }
        const config::Value* type = spec.get("_type");
        const config::Value* value = spec.get("_value");
        if (!type) complain(spec, key, "_type is missing", fmt::format("add one of {}", all_kinds));
        if (!value) complain(spec, key, "_value is missing", "add the list of values, e.g. _value: [0, 1]");
        for (const auto& [name, unused] : spec.as_dict())
            if (name != "_type" && name != "_value")
                complain(unused, key, fmt::format("unknown key '{}' beside _type and _value", name), "remove it");
        const auto kind = type ? parse_kind(*type, key) : std::nullopt;
        if (!kind || !value) return std::nullopt;
        if (!value->is_list()) {
            complain(*value, key, "expected a list in _value, found " + config::to_yaml_inline(*value),
                     "write the values in [brackets]");
            return std::nullopt;
        }
        return *kind == Kind::choice ? parse_choice(*value, key, depth) : parse_numeric(*kind, *value, key);
    }

    std::optional<Kind> parse_kind(const config::Value& type, const std::string& key) {
        if (type.is_string())
            if (const auto kind = kind_from_name(type.as_string())) return kind;
        std::vector<std::string> known;
        for (int kind = 0; kind <= static_cast<int>(Kind::qlognormal); ++kind)
            known.emplace_back(name_of(static_cast<Kind>(kind)));
        const std::string near = type.is_string() ? config::nearest_name(type.as_string(), known) : std::string();
        complain(type, key, "unknown _type " + config::to_yaml_inline(type),
                 near.empty() ? fmt::format("use one of {}", all_kinds) : fmt::format("did you mean '{}'?", near));
        return std::nullopt;
    }

    std::optional<Distribution> parse_numeric(Kind kind, const config::Value& value, const std::string& key) {
        const config::List& numbers = value.as_list();
        const std::size_t wanted = is_quantised(kind) ? 3 : 2;
        const std::string form = form_of(kind);
        if (numbers.size() != wanted) {
            complain(value, key,
                     fmt::format("{} takes {} numbers in _value, found {}", name_of(kind), wanted, numbers.size()),
                     "write _value: " + form);
            return std::nullopt;
        }
        const std::size_t before = errors.size();
        for (const config::Value& number : numbers) check_number(kind, number, key, form);
        if (errors.size() != before) return std::nullopt;
        Distribution d{kind,
                       numbers[0].as_number(),
                       numbers[1].as_number(),
                       is_quantised(kind) ? numbers[2].as_number() : 0.0,
                       {}};
        check_ranges(d, value, key);
        return errors.size() == before ? std::optional(d) : std::nullopt;
    }

    static std::string form_of(Kind kind) {
        std::string form = is_bounded(kind) ? "[low, high" : "[mu, sigma";
        return form + (is_quantised(kind) ? ", q]" : "]");
    }

    void check_number(Kind kind, const config::Value& number, const std::string& key, const std::string& form) {
        const std::string found = config::to_yaml_inline(number);
        if (!number.is_number()) {
            complain(number, key, fmt::format("expected a number, found {}", found),
                     fmt::format("{} takes {}, without quotes", name_of(kind), form));
        } else if (!std::isfinite(number.as_number())) {
            complain(number, key, fmt::format("expected a finite number, found {}", found), "give a finite bound");
        } else if (kind == Kind::randint && number.as_number() != std::floor(number.as_number())) {
            complain(number, key, fmt::format("randint takes whole numbers, found {}", found),
                     "use quniform for steps that are no integers");
        } else if (kind == Kind::randint && std::abs(number.as_number()) > exact_integers) {
            complain(number, key, fmt::format("randint takes numbers up to 2^53, found {}", found), "narrow the range");
        }
    }

    void check_ranges(const Distribution& d, const config::Value& value, const std::string& key) {
        const config::List& at = value.as_list();
        if (is_bounded(d.kind) && d.a >= d.b)
            complain(at[0], key, fmt::format("low ({}) must be below high ({})", d.a, d.b),
                     d.kind == Kind::randint ? "high itself is never drawn: [0, 2] gives 0 and 1" : "swap them");
        if (is_bounded(d.kind) && is_log(d.kind) && d.a <= 0)
            complain(at[0], key, fmt::format("{} needs low above 0, found {}", name_of(d.kind), d.a),
                     "use a small positive low, or uniform");
        if (!is_bounded(d.kind) && d.b <= 0)
            complain(at[1], key, fmt::format("sigma must be above 0, found {}", d.b), "give a positive spread");
        if (is_quantised(d.kind) && d.q <= 0)
            complain(at[2], key, fmt::format("q must be above 0, found {}", d.q), "give the distance between values");
    }

    std::optional<Distribution> parse_choice(const config::Value& value, const std::string& key, int depth) {
        const config::List& list = value.as_list();
        if (list.empty()) {
            complain(value, key, "a choice needs at least one value", "list the values to choose from");
            return std::nullopt;
        }
        const auto has_name = [](const config::Value& v) { return v.get("_name") != nullptr; };
        const auto named = static_cast<std::size_t>(std::ranges::count_if(list, has_name));
        Distribution d{Kind::choice, 0, 1, 0, {}};
        if (named == 0) {
            for (const config::Value& one : list) d.branches.push_back({one, {}, {}});
            return d;
        }
        if (depth >= deepest_nesting) {
            complain(value, key, fmt::format("choices are nested deeper than {} levels", deepest_nesting),
                     "flatten them");
            return std::nullopt;
        }
        const std::size_t before = errors.size();
        std::set<std::string> names;
        for (const config::Value& one : list)
            if (auto branch = parse_branch(one, key, names, depth)) d.branches.push_back(std::move(*branch));
        return errors.size() == before ? std::optional(std::move(d)) : std::nullopt;
    }

    std::optional<Branch> parse_branch(const config::Value& value, const std::string& key, std::set<std::string>& names,
                                       int depth) {
        const config::Value* name = value.get("_name");
        if (!name) {
            complain(value, key,
                     "a nested choice needs _name in each of its values, found " + config::to_yaml_inline(value),
                     "give every value a _name, or none");
            return std::nullopt;
        }
        if (!name->is_string() || name->as_string().empty()) {
            complain(*name, key, "_name must be text, found " + config::to_yaml_inline(*name), "put it in quotes");
            return std::nullopt;
        }
        if (!names.insert(name->as_string()).second) {
            complain(*name, key, fmt::format("the branch '{}' is there twice", name->as_string()), "rename one");
            return std::nullopt;
        }
        return Branch{{}, name->as_string(), parameters(value.as_dict(), key + "." + name->as_string(), depth + 1)};
    }
};

}  // namespace

tl::expected<Space, Errors> Space::parse(const config::Value& value) {
    Parser parser;
    Space space;
    if (value.is_null()) return space;
    if (!value.is_dict()) {
        parser.complain(value, {},
                        "expected a mapping from config paths to distributions, found " + config::to_yaml_inline(value),
                        "write {opt.lr: {_type: loguniform, _value: [1e-4, 1e-1]}}");
        return tl::make_unexpected(std::move(parser.errors));
    }
    space.parameters_ = parser.parameters(value.as_dict(), {}, 0);
    if (!parser.errors.empty()) return tl::make_unexpected(std::move(parser.errors));
    return space;
}

}  // namespace lathe::space
