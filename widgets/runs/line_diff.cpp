// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs/line_diff.h"

#include <algorithm>
#include <vector>

#include <fmt/format.h>

namespace lathe::gui {

namespace {

using Lines = std::vector<std::string_view>;

struct Step {
    char kind;  // ' ' in both, '-' in a only, '+' in b only
    std::string_view line;
};

Lines lines_of(std::string_view text) {
    Lines lines;
    while (!text.empty()) {
        const auto end = text.find('\n');
        lines.push_back(text.substr(0, end));
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
    return lines;
}

// Furthest x reached on each diagonal k = x - y, for every number of edits until both texts are used up.
std::vector<std::vector<int>> trace_of(const Lines& a, const Lines& b) {
    const int n = static_cast<int>(a.size()), m = static_cast<int>(b.size()), offset = n + m + 1;
    std::vector<int> furthest(static_cast<std::size_t>(2 * offset + 1), 0);
    const auto at = [&](int k) -> int& { return furthest[static_cast<std::size_t>(k + offset)]; };
    std::vector<std::vector<int>> trace;
    for (int d = 0; d <= n + m; ++d) {
        trace.emplace_back(furthest.begin() + offset - d - 1, furthest.begin() + offset + d + 2);
        for (int k = -d; k <= d; k += 2) {
            int x = k == -d || (k != d && at(k - 1) < at(k + 1)) ? at(k + 1) : at(k - 1) + 1;
            while (x < n && x - k < m && a[static_cast<std::size_t>(x)] == b[static_cast<std::size_t>(x - k)]) ++x;
            at(k) = x;
            if (x >= n && x - k >= m) return trace;
        }
    }
    return trace;
}

std::vector<Step> edit_script(const Lines& a, const Lines& b) {
    const auto trace = trace_of(a, b);
    std::vector<Step> steps;
    int x = static_cast<int>(a.size()), y = static_cast<int>(b.size());
    for (int d = static_cast<int>(trace.size()) - 1; d >= 0; --d) {
        // trace[d] holds diagonals -d-1 .. d+1
        const auto at = [&](int k) { return trace[static_cast<std::size_t>(d)][static_cast<std::size_t>(k + d + 1)]; };
        const int k = x - y;
        const bool down = k == -d || (k != d && at(k - 1) < at(k + 1));
        const int from_x = d == 0 ? 0 : at(down ? k + 1 : k - 1);
        const int from_y = d == 0 ? 0 : from_x - (down ? k + 1 : k - 1);
        while (x > from_x && y > from_y) {
            steps.push_back({' ', a[static_cast<std::size_t>(--x)]});
            --y;
        }
        if (d == 0) break;
        if (down) steps.push_back({'+', b[static_cast<std::size_t>(--y)]});
        else steps.push_back({'-', a[static_cast<std::size_t>(--x)]});
    }
    std::reverse(steps.begin(), steps.end());
    return steps;
}

std::string hunk_text(const std::vector<Step>& steps, std::size_t begin, std::size_t end, int line_a, int line_b) {
    int count_a = 0, count_b = 0;
    std::string body;
    for (std::size_t i = begin; i < end; ++i) {
        count_a += steps[i].kind != '+';
        count_b += steps[i].kind != '-';
        body += steps[i].kind;
        body += steps[i].line;
        body += '\n';
    }
    return fmt::format("@@ -{},{} +{},{} @@\n{}", count_a == 0 ? line_a - 1 : line_a, count_a,
                       count_b == 0 ? line_b - 1 : line_b, count_b, body);
}

}  // namespace

std::string unified_diff(std::string_view a, std::string_view b, std::string_view name_a, std::string_view name_b,
                         int context) {
    if (a == b) return {};
    const auto steps = edit_script(lines_of(a), lines_of(b));
    std::string out = fmt::format("--- {}\n+++ {}\n", name_a, name_b);
    const auto around = static_cast<std::size_t>(std::max(context, 0));
    std::size_t next = 0;
    int line_a = 1, line_b = 1;
    const auto advance_to = [&](std::size_t end) {
        for (; next < end; ++next) {
            line_a += steps[next].kind != '+';
            line_b += steps[next].kind != '-';
        }
    };
    while (true) {
        std::size_t change = next;
        while (change < steps.size() && steps[change].kind == ' ') ++change;
        if (change == steps.size()) return out;
        advance_to(change > next + around ? change - around : next);
        // The hunk goes on while the next change is near enough for their contexts to meet.
        std::size_t last = change;
        for (std::size_t i = change; i < steps.size() && i <= last + 2 * around + 1; ++i)
            if (steps[i].kind != ' ') last = i;
        const std::size_t end = std::min(steps.size(), last + 1 + around);
        out += hunk_text(steps, next, end, line_a, line_b);
        advance_to(end);
    }
}

}  // namespace lathe::gui
