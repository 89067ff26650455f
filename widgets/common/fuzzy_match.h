// SPDX-License-Identifier: GPL-3.0-or-later
// Matching of a few typed letters against a longer text, for the command palette. Any thread.
#pragma once

#include <optional>

#include <QString>

namespace lathe::gui {

// How well `pattern` matches `text`; nullopt when its letters do not occur in that order. Case and spaces of the
// pattern do not count. Larger is better: letters that follow each other or begin a word score more, a shorter text
// scores more. An empty pattern matches everything with 0.
std::optional<int> fuzzyScore(const QString& pattern, const QString& text);

}  // namespace lathe::gui
