// SPDX-License-Identifier: GPL-3.0-or-later
// Changes given on the command line: OmegaConf's dotlist and Hydra's grammar on top.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/config/schema.h"
#include "core/config/sweep.h"
#include "core/config/value.h"

namespace lathe::config {

// One change as it was written.
struct Override {
    // What is done with the key.
    enum class Operation : std::uint8_t { set, add, set_or_add, erase };
    Operation operation = Operation::set;
    std::string key;
    Value value;                       // read as YAML; origin override_value
    std::string text;                  // the value as written
    bool has_value = false;            // there was a '='
    std::optional<Sweep> sweep;        // when the text can be read as one
    std::optional<Error> sweep_error;  // when it is a wrong call of choice, range, interval or tag
};

// Whether an argument of a command is an override rather than a file: it begins with "~" or holds "=".
bool looks_like_override(std::string_view argument);
// The error: the change is of a key, and gives it no value ("x" without "="), where a person may have meant a file.
Result<void> require_value(const Override& change);
// Reads "k=v", "+k=v", "++k=v", "~k" or "~k=v". The error: it names no key, or its value is not YAML.
Result<Override> parse_override(std::string_view argument);

// Which keys an override may name where no schema says it.
struct KeyRule {
    bool may_be_new = true;             // k=v sets or adds, as OmegaConf's dotlist; else +k=v adds, as in Hydra
    std::vector<std::string> known;     // that count as the config's own all the same
    std::vector<std::string> sections;  // that stand beside the config: what begins with one is meant for it

    // The key of those that was meant by `key`; "": none is near.
    std::string nearest(const Value& config, const std::string& key) const;
};

// Applies one override. With a schema that holds options, it says which keys exist; without, `rule` does.
Result<void> apply_override(Value& config, const Override& change, const Schema& schema = {}, const KeyRule& rule = {});

// The value that an override gives an option. "1_1" is an integer in YAML; where the option's choices hold the text as
// it was typed, that text is meant.
Value value_for(const Override& change, const Option* option);

// What to do with a sweep. Without a schema `refuse` takes it as text, as OmegaConf does; `refuse_always` refuses it
// there as well, as Hydra does.
enum class Sweeps : std::uint8_t { refuse, refuse_always, collect };

// What became of a list of overrides.
struct Applied {
    Errors errors;
    std::vector<std::string> dropped;  // paths of values that a newly chosen variant does not have
    std::vector<Override> sweeps;      // Sweeps::collect: not applied, for the search space
};

// Applies all of them in order, those that choose a variant ("network.name=resnet") first: values of the config that
// the other variant does not have are dropped. Reports every error.
Applied apply_overrides(Value& config, const std::vector<std::string>& arguments, const Catalog& catalog,
                        Sweeps sweeps = Sweeps::refuse, const KeyRule& rule = {});

}  // namespace lathe::config
