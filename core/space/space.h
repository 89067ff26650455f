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
std::string_view name_of(Kind kind);  // NNI's "_type"
std::optional<Kind> kind_from_name(std::string_view name);
bool is_log(Kind kind);
bool is_quantised(Kind kind);
bool is_bounded(Kind kind);

struct Parameter;

// One branch of a choice. A branch with a name is a nested choice: it gives {"_name": name, children...}.
struct Branch {
    config::Value value;              // for a plain choice
    std::string name;                 // for a nested one
    std::vector<Parameter> children;  // sampled only when the branch is chosen
};

struct Distribution {
    Kind kind = Kind::uniform;
    double a = 0;  // low, or mu
    double b = 1;  // high (exclusive for randint), or sigma
    double q = 0;  // step of the quantised kinds
    std::vector<Branch> branches;

    bool is_nested() const { return !branches.empty() && !branches.front().name.empty(); }

    // NNI's pipeline: sample -> exp if log -> round(x/q)*q (half to even) if q -> clip if bounded.
    config::Value sample(Random& random) const;
    // Position in [0,1] of a value under the distribution's CDF, and back; choices by index.
    double to_unit(const config::Value& value) const;
    config::Value from_unit(double u) const;
    bool contains(const config::Value& value) const;
    // Values that can come out, in order, with their probabilities; empty when there are more than `limit`.
    struct Reachable {
        config::Value value;
        double probability;
    };
    std::vector<Reachable> reachable(std::size_t limit) const;
};

struct Parameter {
    std::string path;  // config path, e.g. "opt.lr"; for a child of a nested choice its name within the branch
    Distribution distribution;
    config::Mark mark;
};

// What a tuner chose: a dict from path to value; a nested choice's value is a dict with "_name".
using Params = config::Value;

class Space {
  public:
    // From {"path": {"_type": T, "_value": [...]}}. Reports every error at once, each with key and mark.
    static tl::expected<Space, Errors> parse(const config::Value& value);
    static tl::expected<Space, Errors> load(const std::string& file);  // JSON or YAML
    config::Value to_value() const;

    const std::vector<Parameter>& parameters() const { return parameters_; }
    const Parameter* find(std::string_view path) const;
    bool empty() const { return parameters_.empty(); }
    // Number of distinct configurations; nullopt when infinite or beyond 2^53.
    std::optional<std::uint64_t> cardinality() const;

    Params sample(Random& random) const;
    bool contains(const Params& params) const;

    // Against a config and its schema: paths that do not exist, values that the schema refuses.
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

// The two halves of that rule: where the name goes, and where the children go ("" is the root).
std::string selector_of_nested(const config::Value& config, const std::string& path);
std::string group_of_nested(const config::Value& config, const std::string& path);

}  // namespace lathe::space
