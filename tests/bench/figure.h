// SPDX-License-Identifier: GPL-3.0-or-later
// How a benchmark prints a figure: one line, with its limit. Use as the last thing of a program:
//   return bench::report({{"epoch over a bare loop", ratio, 1.05, "x"}});
#pragma once

#include <algorithm>
#include <cstdio>
#include <string>
#include <vector>

namespace bench {

struct Figure {
    std::string name;
    double value;
    double limit;  // largest value that is good; negative: at least -limit
    std::string unit;
};

inline double median(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    const auto n = values.size();
    return n % 2 ? values[n / 2] : (values[n / 2 - 1] + values[n / 2]) / 2;
}

inline int report(const std::vector<Figure>& figures) {
    int status = 0;
    for (const auto& f : figures) {
        const bool good = f.limit < 0 ? f.value >= -f.limit : f.value <= f.limit;
        std::printf("  %-58s %10.4g %-4s %s %-8.4g %s\n", f.name.c_str(), f.value, f.unit.c_str(),
                    f.limit < 0 ? "at least" : "at most ", f.limit < 0 ? -f.limit : f.limit, good ? "ok" : "OVER");
        if (!good) status = 1;
    }
    std::fflush(stdout);
    return status;
}

}  // namespace bench
