// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cassert>

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

Catalog::Group& Catalog::known_group(std::string_view selector) {
    const auto found = std::ranges::find(groups_, selector, &Group::selector);
    assert(found != groups_.end());
    return *found;
}

void Catalog::add_variant(std::string_view selector, Variant variant) {
    auto& variants = known_group(selector).variants;
    const auto same = std::ranges::find(variants, variant.name, &Variant::name);
    if (same == variants.end()) variants.push_back(std::move(variant));
    else *same = std::move(variant);
}

void Catalog::open_group(std::string_view selector) {
    known_group(selector).is_open = true;
}

Catalog Catalog::extended(const Value& config, const std::filesystem::path& folder) const {
    Catalog out = *this;
    if (extension_) extension_(out, config, folder);
    return out;
}

const Variant* Catalog::Group::variant(std::string_view name) const {
    const auto found = std::ranges::find(variants, name, &Variant::name);
    return found == variants.end() ? nullptr : &*found;
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
        Option selector = option(group.selector, Type::string,
                                 group.fallback.empty() ? Value("???") : Value(group.fallback), group.doc);
        if (!group.is_open)
            for (const auto& variant : group.variants) selector.choices.emplace_back(variant.name);
        schema.add(std::move(selector));
        const auto chosen = chosen_name(config, group.selector);
        const Variant* variant = chosen ? group.variant(*chosen) : nullptr;
        if (variant == nullptr && chosen && group.is_open)
            schema.add(option(group.prefix(), Type::dict, Dict{}, group.doc));
        else if (variant == nullptr) variant = group.variant(group.fallback);
        if (variant != nullptr) schema.add(variant->options);
    }
    return schema;
}

}  // namespace lathe::config
