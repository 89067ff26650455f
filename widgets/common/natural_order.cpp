// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/natural_order.h"

#include <algorithm>

namespace lathe::gui {
namespace {

bool isDigit(QChar c) {
    return c >= u'0' && c <= u'9';
}

// The digits from `at` on.
QStringView digitsAt(const QString& text, qsizetype at) {
    qsizetype end = at;
    while (end < text.size() && isDigit(text[end])) ++end;
    return QStringView(text).mid(at, end - at);
}

// Below 0: a comes first. A zero in front is that of a fraction (0.05) or of a fixed width: digit by digit.
int compareDigits(QStringView a, QStringView b) {
    const bool byValue = !a.startsWith(u'0') && !b.startsWith(u'0');
    if (byValue && a.size() != b.size()) return a.size() < b.size() ? -1 : 1;
    return a.compare(b);
}

}  // namespace

bool NaturalOrder::operator()(const QString& a, const QString& b) const {
    // Names of a table share long beginnings. Where they part a number may be under way, which counts from its start.
    const auto parted = std::mismatch(a.begin(), a.end(), b.begin(), b.end()).first;
    qsizetype i = parted - a.begin();
    while (i > 0 && isDigit(a[i - 1])) --i;
    qsizetype j = i;
    while (i < a.size() && j < b.size()) {
        const QStringView left = digitsAt(a, i);
        const QStringView right = digitsAt(b, j);
        if (!left.isEmpty() && !right.isEmpty()) {
            if (const int order = compareDigits(left, right); order != 0) return order < 0;
            i += left.size();
            j += right.size();
            continue;
        }
        const QChar one = a[i++].toCaseFolded();
        const QChar other = b[j++].toCaseFolded();
        if (one != other) return one < other;
    }
    const bool bothEnd = i == a.size() && j == b.size();
    return bothEnd ? a < b : i == a.size();
}

}  // namespace lathe::gui
