// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "core/search/tuners/kinds.h"

namespace lathe::search {

namespace {

// NNI's BatchTuner: the listed configurations, in order. Without `configurations` the space must be a single choice,
// whose values are taken in order.
class BatchTuner final : public Tuner {
  public:
    explicit BatchTuner(const config::Value& arguments) {
        const config::Value* listed = arguments.get("configurations");
        if (listed && listed->is_list()) configurations_ = listed->as_list();
    }

    std::optional<Suggestion> suggest(const Observations& seen, int) override {
        for (const space::Params& params : configurations_.empty() ? from_choice(seen.layout()) : configurations_) {
            const auto is_it = [&](const Trial& trial) { return trial.params == params; };
            if (std::ranges::none_of(seen.history().trials, is_it)) return Suggestion{params, {}, {}, {}};
        }
        return std::nullopt;
    }

  private:
    static config::List from_choice(const space::Layout& layout) {
        config::List out;
        if (layout.roots().size() != 1) return out;
        const space::Column& only = layout.columns()[layout.roots().front()];
        if (only.distribution.kind != space::Kind::choice || only.distribution.is_nested()) return out;
        for (const space::Branch& branch : only.distribution.branches)
            out.emplace_back(config::Dict{{only.path, branch.value}});
        return out;
    }

    config::List configurations_;
};

}  // namespace

TunerKind batch_kind() {
    return {"Batch",
            "Runs listed configurations in order",
            {config::option("configurations", config::Type::list, config::List{},
                            "Mappings from path to value; without them, the values of the space's only choice")},
            [](const config::Value& arguments) -> std::unique_ptr<Tuner> {
                return std::make_unique<BatchTuner>(arguments);
            },
            Feedback::none,
            Objectives::several,
            Repeats::never,
            Source::list};
}

}  // namespace lathe::search
