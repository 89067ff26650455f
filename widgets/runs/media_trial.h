// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include <QString>

#include "core/store/trial_media.h"

namespace lathe::gui {

// A selected trial, with the media that it has recorded.
struct MediaTrial {
    QString label;
    std::shared_ptr<const store::TrialMedia> media;  // null: it is being read

    friend bool operator==(const MediaTrial&, const MediaTrial&) = default;
};

// What is to be seen at a step: the newest that is not newer. nullptr: there is nothing yet.
template <class Recorded>
const Recorded* recordedAt(const store::ByTag<Recorded>& all, const std::string& tag, std::int64_t step) {
    const auto found = all.find(tag);
    if (found == all.end()) return nullptr;
    const Recorded* newest = nullptr;
    for (const Recorded& one : found->second)
        if (one.step <= step) newest = &one;
    return newest;
}

}  // namespace lathe::gui
