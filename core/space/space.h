// SPDX-License-Identifier: GPL-3.0-or-later
// The search space: which options are tuned, and over what. NNI's types and semantics (reference: NNI 3.0).
// Plain values; const access from any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/random.h"
#include "core/config/schema.h"
#include "core/config/value.h"

namespace lathe::space {

// The types of NNI's search spaces.
enum class Kind : std::uint8_t {
    choice,
    randint,
    uniform,
    quniform,
    loguniform,
    qloguniform,
    normal,
    qnormal,
    lognormal,
    qlognormal
};
// The name of a type in NNI's "_type".
std::string_view name_of(Kind kind);
// The type that name_of() writes so; nullopt: NNI has no such type.
std::optional<Kind> kind_from_name(std::string_view name);
// Whether it is the logarithm of the value that is uniform or normal.
bool is_log(Kind kind);
// Whether values are rounded to multiples of q: the four kinds whose names begin with "q". A randint is none of them.
bool is_quantised(Kind kind);
// Whether values lie between a and b: randint and the uniform kinds. Not the normal kinds, and not choice.
bool is_bounded(Kind kind);

struct Parameter;

// One branch of a choice. A branch with a name is a nested choice: it gives {"_name": name, children...}.
struct Branch {
    config::Value value;              // for a plain choice
    std::string name;                 // for a nested one
    std::vector<Parameter> children;  // sampled only when the branch is chosen
};

// What the values of one parameter are drawn from.
struct Distribution {
    Kind kind = Kind::uniform;
    double a = 0;  // low, or mu
    double b = 1;  // high (exclusive for randint), or sigma
    double q = 0;  // step of the quantised kinds
    std::vector<Branch> branches;

    // Whether it is a choice whose branches have names and children of their own.
    bool is_nested() const { return !branches.empty() && !branches.front().name.empty(); }

    // Draws a value by NNI's pipeline: sample -> exp if log -> round(x/q)*q (half to even) if q -> clip if bounded.
    config::Value sample(Random& random) const;
    // The position of a value in [0, 1] under the distribution's CDF; of a choice the middle of its branch's equal
    // share, by index. A value that is not of the distribution's type gives some position, no error: ask contains()
    // first.
    double to_unit(const config::Value& value) const;
    // The value at a position of [0, 1]; what lies outside is clipped, and NaN is the middle. The children of a nested
    // choice are each at their middle.
    config::Value from_unit(double u) const;
    // Whether the value can come out, the children of a nested choice included. Values of quantised kinds may be off
    // their grid by rounding errors.
    bool contains(const config::Value& value) const;
    // A value that can come out, and its probability.
    struct Reachable {
        config::Value value;
        double probability;
    };
    // The values that can come out: numbers ascending, choices in the order of their branches, each of equal ones once,
    // nested ones by name. Empty when there are more than `limit`, and for kinds with infinitely many.
    std::vector<Reachable> reachable(std::size_t limit) const;
};

// One option that is tuned.
struct Parameter {
    std::string path;  // config path, e.g. "opt.lr"; for a child of a nested choice its name within the branch
    Distribution distribution;
    config::Mark mark;
};

// What a tuner chose: a dict from path to value; a nested choice's value is a dict with "_name".
using Params = config::Value;

// The parameters of a search, in the order in which they were written.
class Space {
  public:
    // Reads a space, {"path": {"_type": T, "_value": [...]}}. Reports every error at once, each with key and mark.
    static tl::expected<Space, Errors> parse(const config::Value& value);
    // The same from a file of JSON or YAML.
    static tl::expected<Space, Errors> load(const std::string& file);
    // The space as parse() reads it.
    config::Value to_value() const;

    // The parameters in the order of the file, nested ones in their branches.
    const std::vector<Parameter>& parameters() const { return parameters_; }
    // The parameter at this path that is nobody's child; nullptr: there is none. Owned by the space.
    const Parameter* find(std::string_view path) const;
    // Whether nothing is tuned.
    bool empty() const { return parameters_.empty(); }
    // Number of distinct configurations; nullopt when infinite or beyond 2^53.
    std::optional<std::uint64_t> cardinality() const;

    // Draws every parameter by itself from its distribution; of a nested choice the children of the drawn branch.
    Params sample(Random& random) const;
    // Whether `params` are a dict of exactly these parameters, each with a value that can come out.
    bool contains(const Params& params) const;

    // Checks the space against a config and its schema: errors for paths that do not exist, and values that the schema
    // refuses.
    Errors check(const config::Value& config, const config::Schema& schema) const;
    // The same, composing the schema anew for each branch of a nested choice: its children belong to that variant.
    Errors check(const config::Value& config, const config::Catalog& catalog) const;

  private:
    std::vector<Parameter> parameters_;
};

// The config with the chosen values set. A nested choice {_name: X, child: v} at `path` chooses a variant of a group:
//   path is a group ("network")          -> network.name = X, network.child = v
//   path is a selector ("network.name",
//   or an option that holds a scalar)    -> network.name = X, and the children beside it: network.child = v
// Children may be dotted ("sched.gamma") and nested choices themselves. Other keys of the group stay as they are; what
// the new variant does not know is dropped by Experiment::trial_config, which has the schema.
config::Value apply(const config::Value& config, const Params& params);

// Where apply() puts the name of a nested choice at `path`: "network.name" for "network".
std::string selector_of_nested(const config::Value& config, const std::string& path);
// Where apply() puts the children of a nested choice at `path`: the group, "" for the root.
std::string group_of_nested(const config::Value& config, const std::string& path);

}  // namespace lathe::space
