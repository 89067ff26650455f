#include <algorithm>

#include "core/config/resolve.h"
#include "core/config/schema.h"

namespace lathe::config {

namespace {

// The name that a config chooses; it may be an interpolation.
std::optional<std::string> chosen_name(const Value& config, const std::string& selector) {
    const auto chosen = select(config, selector);
    if (!chosen || !*chosen || !(*chosen)->is_string()) return std::nullopt;
    return (*chosen)->as_string();
}

}  // namespace

void Catalog::add_common(std::vector<Option> options) {
    for (auto& one : options) common_.push_back(std::move(one));
}

void Catalog::add_group(std::string selector, std::string doc, std::string fallback, std::vector<Variant> variants) {
    groups_.push_back({std::move(selector), std::move(doc), std::move(fallback), std::move(variants)});
}

const Catalog::Group* Catalog::group(std::string_view selector) const {
    const auto found =
        std::find_if(groups_.begin(), groups_.end(), [&](const Group& g) { return g.selector == selector; });
    return found == groups_.end() ? nullptr : &*found;
}

std::vector<const Option*> Catalog::all_options() const {
    std::vector<const Option*> out;
    for (const auto& one : common_) out.push_back(&one);
    for (const auto& group : groups_)
        for (const auto& variant : group.variants)
            for (const auto& one : variant.options) out.push_back(&one);
    return out;
}

Schema Catalog::compose(const Value& config) const {
    Schema schema;
    schema.add(common_);
    for (const auto& group : groups_) {
        std::vector<Value> names;
        for (const auto& variant : group.variants) names.emplace_back(variant.name);
        schema.add(option(group.selector, Type::string, group.fallback.empty() ? Value("???") : Value(group.fallback),
                          group.doc)
                       .one_of(std::move(names)));
        const auto chosen = chosen_name(config, group.selector);
        const auto by_name = [&](const std::string& name) {
            return std::find_if(group.variants.begin(), group.variants.end(),
                                [&](const Variant& variant) { return variant.name == name; });
        };
        auto found = chosen ? by_name(*chosen) : group.variants.end();
        if (found == group.variants.end()) found = by_name(group.fallback);
        if (found != group.variants.end()) schema.add(found->options);
    }
    return schema;
}

}  // namespace lathe::config
