// SPDX-License-Identifier: GPL-3.0-or-later
// The values that only a run of Hydra knows, ${now:FORMAT} and ${hydra:KEY}, answered for a composed config.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/clock.h"
#include "core/config/value.h"

namespace lathe::config {

// What becomes of the values that only a run knows.
enum class RunValues : std::uint8_t {
    answered,  // what Hydra would say if it ran the config here and now
    kept,      // ${hydra:...} stays, as text, for a program that runs under Hydra and gives the answer itself; so do
               // variables of the environment that are not set here, as such a program sets some itself
    open       // as it is written, to be answered later
};

// Answers such calls for one composition.
class HydraValues {
  public:
    // Whether `value`, or anything in it, is an interpolation that is answered here.
    static bool are_in(const Value& value);
    // The same for one text.
    static bool are_in_text(std::string_view text);

    // `node`: the composed `hydra`. `config`: what that may refer to. `file`: that the composition starts from.
    // `overrides`: those of the command line that are not for Hydra.
    // `moment`: when the run began, for ${now:FORMAT}, which is one and the same everywhere in it.
    HydraValues(Value node, const Value& config, const std::string& file, const std::vector<std::string>& overrides,
                RunValues values, Time moment);

    // Puts the answers in. What has none stays as it is.
    void fill(Value& value) const;
    // The same for one text, which stays a text. Escaped interpolations stay escaped.
    std::string filled(std::string_view text) const;

  private:
    struct Call {
        std::string name;
        std::string argument;
        std::size_t size = 0;  // of its text
    };
    static std::optional<Call> call_at(std::string_view text, std::size_t at);

    std::optional<Value> answer(const Call& call) const;
    enum class Fate : std::uint8_t { answered, kept, left };
    Fate fate_of(const Call& call) const;
    const Value& node() const { return whole_.as_dict().front().second; }
    Value& node() { return whole_.as_dict().front().second; }

    Value whole_;  // {hydra: node}, and the config beside it
    Time moment_;
    RunValues values_ = RunValues::answered;
};

}  // namespace lathe::config
