// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/fuzzy_match.h"

#include <algorithm>
#include <vector>

namespace lathe::gui {
namespace {

constexpr int each = 1;
constexpr int afterPrevious = 5;
constexpr int wordStart = 8;
constexpr int none = -1'000'000;

bool startsWord(const QString& text, int i) {
    return i == 0 || !text[i - 1].isLetterOrNumber() || (text[i].isUpper() && text[i - 1].isLower());
}

}  // namespace

std::optional<int> fuzzyScore(const QString& pattern, const QString& text) {
    QString letters = pattern.toLower();
    letters.remove(QLatin1Char(' '));
    if (letters.isEmpty()) return 0;
    const QString lower = text.toLower();
    if (text.isEmpty() || lower.size() != text.size()) return std::nullopt;
    const int n = static_cast<int>(text.size());

    // best[i]: the best score of a match of the letters so far whose last letter is at i. One row a letter.
    std::vector<int> best(n, none);
    for (int p = 0; p < letters.size(); ++p) {
        std::vector<int> next(n, none);
        int before = p == 0 ? 0 : none;  // the best score that ends anywhere before i
        for (int i = 0; i < n; ++i) {
            if (lower[i] == letters[p] && before > none) {
                next[i] = before + each + (startsWord(text, i) ? wordStart : 0);
                if (p > 0 && i > 0 && best[i - 1] > none)
                    next[i] = std::max(next[i], best[i - 1] + each + afterPrevious);
            }
            if (p > 0) before = std::max(before, best[i]);
        }
        best = std::move(next);
    }
    const int top = *std::max_element(best.begin(), best.end());
    if (top == none) return std::nullopt;
    return top * 100 - n;
}

}  // namespace lathe::gui
