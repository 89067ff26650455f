// SPDX-License-Identifier: GPL-3.0-or-later
// The filter of the Review room: `val_loss < 0.3 and opt.lr > 1e-3`, `state = FAILED`, `not adam`, or plain words.
//
//   filter     = or
//   or         = and { "or" and }
//   and        = not { ["and"] not }
//   not        = "not" not | "(" or ")" | term
//   term       = NAME ("<" | "<=" | ">" | ">=" | "=" | "==" | "!=" | "~") VALUE  |  WORD
//   NAME, VALUE, WORD: anything without spaces, brackets and operators, or quoted with ' or "
//
// A word matches when it occurs in any of the trial's texts; "~" when the value's text contains the other, both without
// regard to case. Of a list (tags) one element must be so, with "!=" none may be equal. A comparison with something
// that the trial does not have never holds (nor does "!="). A duration is in seconds, or has a unit (10m, 1.5h). No Qt;
// plain values; const access from any thread.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "core/config/value.h"

namespace lathe::gui {

// What a filter asks of a trial.
class FilterSubject {
  public:
    virtual ~FilterSubject() = default;
    // A parameter, metric or property ("state", "trial", "study", ...); nullopt: it has none of that name.
    virtual std::optional<config::Value> value(std::string_view name) const = 0;
    // Everything that can be read about it, lower case.
    virtual const std::string& text() const = 0;
};

class TrialFilter {
  public:
    // The empty text matches everything. The error's column (from 1, in bytes) says where the text goes wrong.
    static Result<TrialFilter> parse(std::string_view text);

    bool matches(const FilterSubject& subject) const { return !test_ || test_(subject); }
    bool empty() const { return !test_; }
    // That are compared with something, as they are written.
    const std::set<std::string>& names() const { return names_; }

    using Test = std::function<bool(const FilterSubject&)>;

  private:
    Test test_;
    std::set<std::string> names_;
};

}  // namespace lathe::gui
