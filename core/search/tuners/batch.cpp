// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <string>
#include <unordered_set>
#include <vector>

#include "core/base/json.h"
#include "core/search/tuners/kinds.h"

namespace lathe::search {

namespace {

// The same text for equal parameters, in whatever order their keys are.
std::string text_of_parameters(const config::Value& value) {
    std::string out;
    if (value.is_dict()) {
        std::vector<std::string> entries;
        for (const auto& [key, one] : value.as_dict())
            entries.push_back(dump_json(Json(key)) + ':' + text_of_parameters(one));
        std::ranges::sort(entries);
        for (const std::string& one : entries) out += one + ',';
        return '{' + out + '}';
    }
    if (value.is_list()) {
        for (const config::Value& one : value.as_list()) out += text_of_parameters(one) + ',';
        return '[' + out + ']';
    }
    return dump_json(config::to_json(value));
}

// NNI's BatchTuner: the listed configurations, in order. Without `configurations` the space must be a single choice,
// whose values are taken in order.
class BatchTuner final : public Tuner {
  public:
    explicit BatchTuner(const config::Value& arguments) {
        const config::Value* listed = arguments.get("configurations");
        if (listed && listed->is_list()) configurations_ = listed->as_list();
    }

    std::optional<Suggestion> suggest(const Observations& seen, int) override {
        if (walked_ != seen.id()) begin(seen);
        const auto& trials = seen.history().trials;
        for (; taken_ < trials.size(); ++taken_) tried_.insert(text_of_parameters(trials[taken_].params));
        while (next_ < texts_.size() && tried_.contains(texts_[next_])) ++next_;
        if (next_ == texts_.size()) return std::nullopt;
        return Suggestion{listed_[next_], {}, {}, {}};
    }

  private:
    void begin(const Observations& seen) {
        listed_ = configurations_.empty() ? from_choice(seen.layout()) : configurations_;
        texts_.clear();
        for (const space::Params& params : listed_) texts_.push_back(text_of_parameters(params));
        tried_.clear();
        taken_ = next_ = 0;
        walked_ = seen.id();
    }

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
    // Where the walk stands: what was tried before stays tried.
    std::uint64_t walked_ = 0;
    config::List listed_;
    std::vector<std::string> texts_;
    std::unordered_set<std::string> tried_;
    std::size_t taken_ = 0;  // trials
    std::size_t next_ = 0;   // of the list
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
