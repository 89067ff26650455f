// SPDX-License-Identifier: GPL-3.0-or-later
// A value that was asked of a session: the session answers a moment later, and tells its old value until then.
#pragma once

#include <algorithm>
#include <optional>
#include <vector>

namespace lathe::gui {

template <class T>
class AskedValue {
  public:
    void ask(T value) { asked_.push_back(std::move(value)); }

    // What to show while the session tells `told`: the newest value asked for, until the session has taken it up or has
    // gone on to another that nobody asked for here.
    T shown(const T& told) {
        const auto last = std::find(asked_.rbegin(), asked_.rend(), told);
        if (last != asked_.rend()) asked_.erase(asked_.begin(), last.base());
        else if (!told_ || !(*told_ == told)) asked_.clear();  // T may itself be an optional
        told_ = told;
        return asked_.empty() ? told : asked_.back();
    }

  private:
    std::vector<T> asked_;
    std::optional<T> told_;
};

}  // namespace lathe::gui
