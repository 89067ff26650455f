// SPDX-License-Identifier: GPL-3.0-or-later
// What a config may hold: each option's type, default, range, choices, unit and one line of documentation.
//
// Options are declared once, beside the struct that uses them (a network's beside the network). A Catalog groups the
// declarations; composing it with a config's choices gives the Schema of that config.
// All types here are plain values; const access from any thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/config/value.h"

namespace lathe::config {

// What an option holds.
enum class Type : std::uint8_t { any, boolean, integer, floating, string, path, list, dict };
// The name of a type in messages and schema files: "int", "float", "bool", "str", "path", "list", "dict", "any".
std::string_view name_of(Type type);

// One option as it is declared.
struct Option {
    std::string key;  // dotted, e.g. "opt.lr"
    Type type = Type::any;
    Value fallback;             // the default; "???" when it must be given
    bool optional = false;      // null is allowed
    Type element = Type::any;   // of a list or dict
    std::optional<double> low;  // numbers: smallest and largest value
    std::optional<double> high;
    bool low_open = false;  // low itself is not allowed
    bool high_open = false;
    bool finite = true;          // numbers: refuse inf and nan
    std::vector<Value> choices;  // when not empty: one of these
    std::string unit;
    std::string doc;  // one line

    // The option of one item of a list or dict.
    Option item() const;

    // At least `v`. For declarations in one line: option("opt.lr", Type::floating, 1e-3, "Learning rate").at_least(0)
    Option at_least(double v) &&;
    // Larger than `v`.
    Option above(double v) &&;
    // At most `v`.
    Option at_most(double v) &&;
    // Smaller than `v`.
    Option below(double v) &&;
    // One of these values and no other.
    Option one_of(std::vector<Value> v) &&;
    // Null is allowed, too.
    Option or_null() &&;
    Option of(Type v) &&;  // the type of a list's or dict's items
};

// An option without bounds. `fallback` is its default; `doc` is one line for a person.
Option option(std::string key, Type type, Value fallback, std::string doc);

// The options of one config, by their keys.
class Schema {
  public:
    // A later option with the same key replaces the earlier one.
    void add(Option option);
    // Adds each in turn, as if one by one.
    void add(const std::vector<Option>& options);

    // The option with this key; an item of a list or dict option is found under its own path as well.
    const Option* find(std::string_view key) const;
    const std::vector<Option>& options() const { return options_; }  // in order of declaration

    // True without options; then every key is allowed.
    bool empty() const { return options_.empty(); }
    // "opt" is a group when some option's key starts with "opt.".
    bool is_group(std::string_view key) const;
    // Whether keys that no option names are allowed below `key` (an option of type dict or any).
    bool is_open(std::string_view key) const;
    // Keys of the options and groups directly below a group ("" is the root), in order of declaration.
    std::vector<std::string> children(std::string_view group) const;
    // Known key nearest to `key` by edit distance, or "" when none is near.
    std::string nearest(std::string_view key) const;

    // `value` converted to the option's type by OmegaConf's rules (omegaconf.md, "Typed conversion") and checked
    // against range and choices. Interpolations and "???" pass unchanged.
    Result<Value> convert(const Option& option, const Value& value) const;

  private:
    std::vector<Option> options_;
    std::map<std::string, std::size_t, std::less<>> index_;
};

// The name nearest to `name` by edit distance, or "" when none is near enough to be a slip of the keyboard.
std::string nearest_name(std::string_view name, const std::vector<std::string>& names);

// What an option accepts, for messages and help: "int from 1", "float above 0 and at most 1", "one of Adam, SGD".
std::string expectation(const Option& option);

// The options that depend on a choice: group "network", selector "network.name", one set for each variant.
struct Variant {
    std::string name;  // "lenet"
    std::string doc;
    std::vector<Option> options;  // keys are full: "network.version"
};

// All options that Lathe and its plug-ins know.
class Catalog {
  public:
    // Options that every config has, whatever it chooses.
    void add_common(std::vector<Option> options);
    // The selector becomes an option whose choices are the variants' names. `fallback`: the default choice.
    void add_group(std::string selector, std::string doc, std::string fallback, std::vector<Variant> variants);
    // One more variant of a group that exists, or another one in place of that with the same name.
    void add_variant(std::string_view selector, Variant variant);
    // The group may have variants that nobody knows: another name is allowed, with any options.
    void open_group(std::string_view selector);

    // Adds to a catalog what a config names, e.g. the options of its plug-ins; `folder` is what relative paths mean.
    using Extension = std::function<void(Catalog& to, const Value& config, const std::filesystem::path& folder)>;
    // Replaces the one that was set before.
    void set_extension(Extension extension) { extension_ = std::move(extension); }
    // This catalog and what its extension adds for `config`.
    Catalog extended(const Value& config, const std::filesystem::path& folder) const;

    // The schema that a config's choices give; an unknown choice falls back to the default one (validation reports it),
    // unless the group is open.
    Schema compose(const Value& config) const;

    // A choice with its variants.
    struct Group {
        std::string selector;
        std::string doc;
        std::string fallback;
        std::vector<Variant> variants;
        bool is_open = false;

        // The group of the selector: "network" of "network.name".
        std::string prefix() const { return selector.substr(0, selector.rfind('.')); }
        const Variant* variant(std::string_view name) const;  // null: there is none of that name
    };
    // In the order in which they were added.
    const std::vector<Group>& groups() const { return groups_; }
    // The group with this selector, e.g. "network.name"; nullptr: there is none.
    const Group* group(std::string_view selector) const;
    // Every option there is, those of all variants included.
    std::vector<const Option*> all_options() const;

  private:
    Group& known_group(std::string_view selector);

    std::vector<Option> common_;
    std::vector<Group> groups_;
    Extension extension_;
};

}  // namespace lathe::config
