// SPDX-License-Identifier: GPL-3.0-or-later
// Options declared once, beside the struct they fill: the same `fields()` gives the schema (type, default, range, doc)
// and reads a validated config back into the struct. No torch here.
//
//   struct MlpOptions {
//       double dropout = 0;
//       void fields(Fields& f) {
//           f("network.dropout", dropout, "Chance that a hidden unit is dropped").at_least(0).below(1);
//       }
//   };
//   declare<MlpOptions>()        -> std::vector<config::Option>
//   read<MlpOptions>(config)     -> MlpOptions
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/config/schema.h"

namespace lathe::train {

// Refines the option that was declared last.
class Field {
  public:
    // `option` belongs to the Fields that declared it, and moves with its next declaration.
    explicit Field(config::Option& option) : option_(option) {}

    Field& at_least(double v);                    // lowest value, itself allowed; in a list that of each item
    Field& above(double v);                       // lower bound, itself not allowed
    Field& at_most(double v);                     // highest value, itself allowed
    Field& below(double v);                       // upper bound, itself not allowed
    Field& one_of(std::vector<config::Value> v);  // no other values; in the order in which they are offered
    Field& in(std::string unit);                  // shown behind the value; nothing is converted
    Field& as_dict();                             // a mapping of any keys
    Field& as_path();                             // a file or folder; the window offers a picker
    Field& as_paths();                            // a list of them
    Field& required();                            // no default: ??? until the person gives it

  private:
    config::Option& option_;
};

// What `fields()` of a struct is given. Each call declares an option: `key` is its whole name ("network.dropout"), the
// value of `member` its default, `doc` its sentence for a person. When reading, `member` then takes the config's value;
// it stays where the config has none, null or "???".
class Fields {
  public:
    Fields() = default;                                               // declares
    explicit Fields(const config::Value& config) : from_(&config) {}  // declares and reads

    // true or false.
    Field operator()(const char* key, bool& member, const char* doc);
    // A whole number.
    Field operator()(const char* key, std::int64_t& member, const char* doc);
    // A number, given with or without a fraction.
    Field operator()(const char* key, double& member, const char* doc);
    // A text.
    Field operator()(const char* key, std::string& member, const char* doc);
    // A whole number or null.
    Field operator()(const char* key, std::optional<std::int64_t>& member, const char* doc);
    // A number or null.
    Field operator()(const char* key, std::optional<double>& member, const char* doc);
    // A text or null.
    Field operator()(const char* key, std::optional<std::string>& member, const char* doc);
    // A list of whole numbers.
    Field operator()(const char* key, std::vector<std::int64_t>& member, const char* doc);
    // A list of numbers.
    Field operator()(const char* key, std::vector<double>& member, const char* doc);
    // A list of texts.
    Field operator()(const char* key, std::vector<std::string>& member, const char* doc);
    // A mapping from texts to texts: "{age: number, zip: category}".
    Field operator()(const char* key, std::map<std::string, std::string>& member, const char* doc);
    // A mapping from texts to numbers: "{network.head.*: 10}".
    Field operator()(const char* key, std::map<std::string, double>& member, const char* doc);
    // A mapping from whole numbers to whole numbers: "{0: 1, 4: 8}". Keys that are none are passed over.
    Field operator()(const char* key, std::map<std::int64_t, std::int64_t>& member, const char* doc);
    // Either an int or a float, kept as written: where 1 (one batch) and 1.0 (all of them) differ.
    Field operator()(const char* key, config::Value& member, const char* doc);

    // The options in the order in which they were declared; none are left here.
    std::vector<config::Option> take() { return std::move(options_); }

  private:
    config::Option& add(const char* key, config::Type type, config::Value fallback, const char* doc);
    // The config's value at `key`; nullptr when declaring, absent, null or "???".
    const config::Value* value(const char* key) const;

    const config::Value* from_ = nullptr;
    std::vector<config::Option> options_;
};

// The options of a struct, with the values of a new one as defaults.
template <class T>
std::vector<config::Option> declare() {
    T options;
    Fields fields;
    options.fields(fields);
    return fields.take();
}

// Reads the options of a struct. `config` has been validated; what is absent keeps the struct's default.
template <class T>
T read(const config::Value& config) {
    T options;
    Fields fields(config);
    options.fields(fields);
    return options;
}

}  // namespace lathe::train
