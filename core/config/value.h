// SPDX-License-Identifier: GPL-3.0-or-later
// A configuration value: null, bool, int, float, string, list or dict, with where it was written.
//
// A plain tree with value semantics: copying copies, reading never creates. Dicts keep the order of their keys. Raw
// trees hold interpolations ("${a.b}") and MISSING ("???") as strings; resolve() (resolve.h) replaces them.
// Not synchronised: share a const Value between threads, or give each its own copy.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "core/base/json.h"

namespace lathe::config {

// Deepest nesting of dicts and lists, in a file and by a key path: what walks a tree may recurse.
inline constexpr std::size_t max_depth = 256;

// Where a value was written. line and column from 1; 0: not from a file.
struct Mark {
    std::shared_ptr<const std::string> file;
    int line = 0;
    int column = 0;
};

// Where the value in force comes from.
enum class Origin : std::uint8_t { file, default_value, override_value, tuner };

class Value;
// The items of a list.
using List = std::vector<Value>;
// A key of a dict, and its value.
using Entry = std::pair<std::string, Value>;
// The entries of a dict, in the order in which they were written.
using Dict = std::vector<Entry>;

// One value with all that is in it.
class Value {
  public:
    // The types of values.
    enum class Kind : std::uint8_t { null, boolean, integer, floating, string, list, dict };

    Value() = default;
    // A boolean.
    Value(bool v) : data_(v) {}
    // An integer, kept with 64 bits.
    Value(int v) : data_(std::int64_t{v}) {}
    // An integer.
    Value(std::int64_t v) : data_(v) {}
    // A float.
    Value(double v) : data_(v) {}
    // A string, copied.
    Value(const char* v) : data_(std::string(v)) {}
    // A string.
    Value(std::string v) : data_(std::move(v)) {}
    // A list of any values.
    Value(List v) : data_(std::move(v)) {}
    // A dict; its keys must differ.
    Value(Dict v) : data_(std::move(v)) {}

    Kind kind() const { return static_cast<Kind>(data_.index()); }  // null when it was never set
    bool is_null() const { return kind() == Kind::null; }           // also when it was never set
    bool is_bool() const { return kind() == Kind::boolean; }        // 0 and 1 are integers
    bool is_int() const { return kind() == Kind::integer; }         // 1, but not 1.0
    bool is_float() const { return kind() == Kind::floating; }      // 1.0, but not 1
    bool is_number() const { return is_int() || is_float(); }       // integer or float
    bool is_string() const { return kind() == Kind::string; }       // also MISSING and interpolations
    bool is_list() const { return kind() == Kind::list; }           // items without keys
    bool is_container() const { return is_list() || is_dict(); }    // list or dict

    // Items with keys.
    bool is_dict() const { return kind() == Kind::dict; }
    // The string "???".
    bool is_missing() const;

    // The boolean. Asking a value of another kind for it is a bug (std::bad_variant_access), here and in the next ones.
    bool as_bool() const { return std::get<bool>(data_); }
    std::int64_t as_int() const { return std::get<std::int64_t>(data_); }  // for integers only
    double as_float() const { return std::get<double>(data_); }            // for floats only

    // The number, of an integer or a float.
    double as_number() const { return is_int() ? static_cast<double>(as_int()) : as_float(); }
    const std::string& as_string() const { return std::get<std::string>(data_); }  // for strings only
    const List& as_list() const { return std::get<List>(data_); }                  // for lists only
    List& as_list() { return std::get<List>(data_); }                              // for lists only, to change one
    const Dict& as_dict() const { return std::get<Dict>(data_); }                  // for dicts only
    Dict& as_dict() { return std::get<Dict>(data_); }                              // for dicts only, to change one

    // Child of a dict by its key; nullptr when there is none or this is no dict.
    const Value* get(std::string_view key) const;
    // The same, to change it.
    Value* get(std::string_view key);
    // Descendant by a key path such as "a.b[0].c" or "a.b.0.c"; "" is this value. nullptr: not there.
    const Value* find(std::string_view path) const;
    // Sets a descendant, making the dicts on the way; replaces what is there.
    void set(std::string_view path, Value value);
    // Takes a descendant out. False: there is none. "" takes nothing out.
    bool erase(std::string_view path);

    // The integer at `path`, or `fallback` when there is none: for code that runs after validation.
    std::int64_t int_or(std::string_view path, std::int64_t fallback) const;
    // The same for a float or an integer.
    double number_or(std::string_view path, double fallback) const;
    // The same for a boolean.
    bool bool_or(std::string_view path, bool fallback) const;
    // The same for a string.
    std::string string_or(std::string_view path, std::string fallback) const;

    Mark mark;
    Origin origin = Origin::file;
    // What the key of this value was written as when this is a value of a dict: YAML has int, float and bool keys.
    // Lathe keeps the key's text, so that paths stay simple, and writes it back as what it was.
    Kind key_kind = Kind::string;

    // Equal content; marks and origins do not count. NaN equals NaN, 1 does not equal 1.0.
    friend bool operator==(const Value& a, const Value& b);

  private:
    std::variant<std::monostate, bool, std::int64_t, double, std::string, List, Dict> data_;
};

// Keys in their order; NaN and infinities become strings (json_number). Marks and origins are left out.
Json to_json(const Value& value);
// An integer beyond 64 bits with a sign becomes its text; strings stay strings, also those that stand for NaN.
Value from_json(const Json& json);
// Block YAML that OmegaConf reads back to the same value; ends in a newline.
std::string to_yaml(const Value& value);
// One scalar or flow collection, as `to_yaml` would quote it: for messages, tables and edits. With a key of more than
// 1000 characters no reader takes it.
std::string to_yaml_inline(const Value& value);

// The keys of a path, as OmegaConf splits it: "a.b[0]" -> {"a", "b", "0"}. A key that holds dots is written in
// brackets: "[a.b].c".
std::vector<std::string> split_path(std::string_view path);
// Joins a path and a key, the inverse of split_path() a step at a time: "a" and "b" -> "a.b"; a key that holds dots or
// brackets is written in brackets.
std::string join_path(std::string_view parent, std::string_view key);
// The same with the index of a list: "a" and 0 -> "a[0]".
std::string join_path(std::string_view parent, std::size_t index);

// Deepest place of a value below the root of a config, which is recorded below other keys and has to leave them room.
inline constexpr std::size_t max_config_depth = 200;
// Refuses a value that stands at `path`, or holds values, deeper than that. Setting it would nest without a bound.
Result<void> check_depth(std::string_view path, const Value& value = {});

}  // namespace lathe::config
