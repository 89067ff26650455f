// SPDX-License-Identifier: GPL-3.0-or-later
// A space against the config that it varies: do the paths exist, would the schema accept what comes out.
#include <cmath>
#include <functional>
#include <map>

#include <fmt/format.h>

#include "core/config/value_error.h"
#include "core/space/pipeline.h"
#include "core/space/space.h"

namespace lathe::space {

namespace {

using Compose = std::function<config::Schema(const config::Value& config)>;

bool is_whole(double x) {
    return x == std::floor(x);
}

class Checker {
  public:
    explicit Checker(Compose compose) : compose_(std::move(compose)) {}

    // `taken`: the options that entries around these set, and by which entry.
    void check(const std::vector<Parameter>& parameters, const config::Value& config, const std::string& group,
               std::map<std::string, std::string> taken = {}) {
        const config::Schema schema = compose_(config);
        const auto path_of = [&](const Parameter& parameter) {
            return group.empty() ? parameter.path : group + "." + parameter.path;
        };
        for (const Parameter& parameter : parameters) {
            const std::string path = path_of(parameter);
            const std::string sets = parameter.distribution.is_nested() ? selector_of_nested(config, path) : path;
            const auto [first, is_new] = taken.emplace(sets, path);
            if (!is_new)
                complain(parameter.mark, sets,
                         fmt::format("two entries of the space set this option: '{}' and '{}'", first->second, path),
                         "keep one of them");
        }
        for (const Parameter& parameter : parameters) {
            const std::string path = path_of(parameter);
            if (parameter.distribution.is_nested()) check_nested(parameter, config, path, schema, taken);
            else check_one(parameter, config, path, schema);
        }
    }

    Errors errors;

  private:
    void complain(const config::Mark& mark, const std::string& key, std::string what, std::string hint) {
        errors.push_back(config::error_at(mark, key, std::move(what), std::move(hint)));
    }

    void refuse_unknown(const Parameter& parameter, const std::string& path, const config::Schema& schema) {
        const std::string nearest = schema.nearest(path);
        std::string hint =
            nearest.empty() ? "keys of `space` are paths in `config`" : fmt::format("did you mean '{}'?", nearest);
        complain(parameter.mark, path, "no such key in the config", std::move(hint));
    }

    void check_one(const Parameter& parameter, const config::Value& config, const std::string& path,
                   const config::Schema& schema) {
        const Distribution& d = parameter.distribution;
        const config::Option* option = schema.find(path);
        if (!option) {
            const config::Value* now = config.find(path);
            if (schema.is_group(path) || (now && now->is_dict()))
                complain(parameter.mark, path, "this key is a group, not an option",
                         "tune one of its options, or list branches with _name");
            else if (!now && !schema.is_open(path)) refuse_unknown(parameter, path, schema);
            return;
        }
        if (d.kind == Kind::choice) {
            for (const Branch& branch : d.branches)
                accept(*option, branch.value, branch.value.mark.line > 0 ? branch.value.mark : parameter.mark, path,
                       schema);
            return;
        }
        check_range(parameter, *option, path, schema);
    }

    void check_range(const Parameter& parameter, const config::Option& option, const std::string& path,
                     const config::Schema& schema) {
        const Distribution& d = parameter.distribution;
        const bool numeric = option.type == config::Type::integer || option.type == config::Type::floating;
        if (!numeric && option.type != config::Type::any) {
            complain(
                parameter.mark, path,
                fmt::format("{} gives numbers, but the option is a {}", name_of(d.kind), config::name_of(option.type)),
                "use choice");
            return;
        }
        if (option.type == config::Type::integer && !gives_integers(d)) {
            complain(parameter.mark, path, fmt::format("{} gives fractions, but the option is an int", name_of(d.kind)),
                     "use randint, or a q kind whose low, high and q are whole numbers");
            return;
        }
        check_end(d, option, lowest(d), parameter, path, schema);
        check_end(d, option, highest(d), parameter, path, schema);
    }

    static bool gives_integers(const Distribution& d) {
        if (d.kind == Kind::randint) return true;
        if (!is_quantised(d.kind) || !is_whole(d.q)) return false;
        return !is_bounded(d.kind) || (is_whole(lowest(d)) && is_whole(highest(d)));
    }

    void check_end(const Distribution& d, const config::Option& option, double end, const Parameter& parameter,
                   const std::string& path, const config::Schema& schema) {
        if (!std::isfinite(end) || (!is_bounded(d.kind) && end == 0)) {
            check_open_end(d, option, end, parameter, path);
            return;
        }
        const config::Value value =
            option.type == config::Type::integer ? config::Value(static_cast<std::int64_t>(end)) : config::Value(end);
        accept(option, value, parameter.mark, path, schema);
    }

    // An end that is approached but not reached: infinity, or 0 for the lognormal kinds (qlognormal does reach 0).
    void check_open_end(const Distribution& d, const config::Option& option, double end, const Parameter& parameter,
                        const std::string& path) {
        const bool below = end <= 0;
        const auto& bound = below ? option.low : option.high;
        if (!bound) return;
        const bool reaches_zero = d.kind == Kind::qlognormal && end == 0 && option.low_open && *bound == 0;
        if (end == 0 && *bound <= 0 && !reaches_zero) return;
        complain(parameter.mark, path,
                 fmt::format("{} can give values {} {}, which the option refuses", name_of(d.kind),
                             below ? "below" : "above", *bound),
                 "use a bounded kind, such as uniform or loguniform");
    }

    void accept(const config::Option& option, const config::Value& value, const config::Mark& mark,
                const std::string& path, const config::Schema& schema) {
        auto converted = schema.convert(option, value);
        if (converted) return;
        Error error = std::move(converted.error());
        error.key = path;
        error.file = mark.file ? *mark.file : std::string();
        error.line = mark.line;
        error.column = mark.column;
        errors.push_back(std::move(error));
    }

    void check_nested(const Parameter& parameter, const config::Value& config, const std::string& path,
                      const config::Schema& schema, const std::map<std::string, std::string>& taken) {
        const std::string selector = selector_of_nested(config, path);
        const config::Option* option = schema.find(selector);
        if (!option && !schema.is_open(selector) && !config.find(selector)) {
            refuse_unknown(parameter, selector, schema);
            return;
        }
        for (const Branch& branch : parameter.distribution.branches) {
            const std::size_t before = errors.size();
            if (option) accept(*option, branch.name, parameter.mark, selector, schema);
            if (errors.size() != before) continue;
            config::Value chosen = config;
            chosen.set(selector, branch.name);
            check(branch.children, chosen, group_of_nested(config, path), taken);
        }
    }

    Compose compose_;
};

}  // namespace

Errors Space::check(const config::Value& config, const config::Schema& schema) const {
    Checker checker([&](const config::Value&) { return schema; });
    checker.check(parameters_, config, {});
    return std::move(checker.errors);
}

Errors Space::check(const config::Value& config, const config::Catalog& catalog) const {
    Checker checker([&](const config::Value& chosen) { return catalog.compose(chosen); });
    checker.check(parameters_, config, {});
    return std::move(checker.errors);
}

}  // namespace lathe::space
