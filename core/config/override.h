// Changes given on the command line: OmegaConf's dotlist and Hydra's grammar on top.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/config/schema.h"
#include "core/config/value.h"

namespace lathe::config {

// Several values for one option: "a=1,2,3", "choice(a,b)", "range(0,10,2)" (stop exclusive), "interval(0,1)", and
// "tag(log,interval(1e-4,1e-1))" around them.
struct Sweep {
    enum class Kind : std::uint8_t { choice, range, interval };
    Kind kind = Kind::choice;
    List values;       // choice; of a range, the values it holds
    double start = 0;  // range, interval
    double stop = 0;
    double step = 1;                // range
    bool integers = false;          // the bounds were written as integers
    std::vector<std::string> tags;  // "log", "int", ...
    bool has_tag(std::string_view tag) const;
};

struct Override {
    enum class Operation : std::uint8_t { set, add, set_or_add, erase };  // k=v  +k=v  ++k=v  ~k
    Operation operation = Operation::set;
    std::string key;
    Value value;                 // read as YAML; origin override_value
    std::string text;            // the value as written
    bool has_value = false;      // there was a '='
    std::optional<Sweep> sweep;  // when the text can be read as one
};

// Whether an argument is an override rather than a file.
bool looks_like_override(std::string_view argument);
Result<Override> parse_override(std::string_view argument);
std::optional<Sweep> parse_sweep(std::string_view text);

// Applies one override. Without a schema, k=v sets or adds; with one, the schema says which keys exist.
Result<void> apply_override(Value& config, const Override& change, const Schema& schema = {});

// The value that an override gives an option. "1_1" is an integer in YAML; where the option's choices hold the text as
// it was typed, that text is meant.
Value value_for(const Override& change, const Option* option);

// Applies all of them in order, those that choose a variant ("network.name=resnet") first: values of the config that
// the other variant does not have are dropped. Reports every error.
Errors apply_overrides(Value& config, const std::vector<std::string>& arguments, const Catalog& catalog);

}  // namespace lathe::config
