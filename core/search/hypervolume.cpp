#include "core/search/hypervolume.h"

#include <algorithm>
#include <numeric>
#include <optional>

#include "core/base/random.h"

namespace lathe::search {

namespace {

using Points = std::vector<std::vector<double>>;

constexpr double beyond_the_worst = 0.1;
constexpr int random_places = 4096;

// To [0, 1] in each objective; where all are equal, to 0. Halved first: losses may be as large as doubles are.
Points scaled_by_extent(const Points& front) {
    Points out = front;
    for (std::size_t k = 0; k < front.front().size(); ++k) {
        const auto by_loss = [k](const auto& a, const auto& b) { return a[k] < b[k]; };
        const auto [least, most] = std::ranges::minmax_element(front, by_loss);
        const double low = (*least)[k] / 2;
        const double extent = (*most)[k] / 2 - low;
        for (auto& point : out) point[k] = extent > 0 ? (point[k] / 2 - low) / extent : 0;
    }
    return out;
}

std::vector<double> of_two(const Points& points) {
    std::vector<std::size_t> order(points.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::sort(order, {}, [&](std::size_t i) { return points[i]; });
    std::vector<double> out(points.size());
    for (std::size_t i = 0; i < order.size(); ++i) {
        const auto& point = points[order[i]];
        const double right = i + 1 < order.size() ? points[order[i + 1]][0] : 1 + beyond_the_worst;
        const double above = i > 0 ? points[order[i - 1]][1] : 1 + beyond_the_worst;
        out[order[i]] = std::max(0.0, right - point[0]) * std::max(0.0, above - point[1]);
    }
    return out;
}

std::vector<double> of_many(const Points& points) {
    std::vector<double> out(points.size(), 0);
    Random random(0);
    std::vector<double> place(points.front().size());
    for (int i = 0; i < random_places; ++i) {
        for (double& x : place) x = random.uniform(0, 1 + beyond_the_worst);
        std::optional<std::size_t> only;
        bool by_several = false;
        for (std::size_t p = 0; p < points.size() && !by_several; ++p) {
            if (!std::ranges::equal(points[p], place, std::less_equal())) continue;
            by_several = only.has_value();
            only = p;
        }
        if (only && !by_several) out[*only] += 1.0 / random_places;
    }
    return out;
}

}  // namespace

std::vector<double> hypervolume_contributions(const Points& front) {
    if (front.empty()) return {};
    const Points points = scaled_by_extent(front);
    return points.front().size() == 2 ? of_two(points) : of_many(points);
}

}  // namespace lathe::search
