// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/hypervolume.h"

#include <algorithm>
#include <bitset>
#include <functional>
#include <numeric>

#include "core/base/random.h"

namespace lathe::search {

namespace {

using Points = std::vector<std::vector<double>>;

constexpr double reference = 1.1;  // of scaled objectives
constexpr std::size_t random_places = 4096;
constexpr std::size_t fewest_places = 256;
constexpr std::size_t most_compared = 1024 * random_places;  // points with places
constexpr std::size_t most_chosen = 256;

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

// What a point adds to the chosen ones, for two objectives: a rectangle up to its chosen neighbours on the front.
class Rectangles {
  public:
    explicit Rectangles(const Points& points)
        : points_(points), right_(points.size(), reference), above_(points.size(), reference) {}
    double gain(std::size_t i) const {
        return std::max(0.0, right_[i] - points_[i][0]) * std::max(0.0, above_[i] - points_[i][1]);
    }
    void choose(std::size_t chosen) {
        for (std::size_t i = 0; i < points_.size(); ++i) {
            if (points_[i][0] <= points_[chosen][0]) right_[i] = std::min(right_[i], points_[chosen][0]);
            else above_[i] = std::min(above_[i], points_[chosen][1]);
        }
    }

  private:
    const Points& points_;
    std::vector<double> right_;  // the first objective of the chosen neighbour that is worse in it
    std::vector<double> above_;  // the second objective of the other
};

// The same for more objectives, as a number of random places.
class Places {
  public:
    explicit Places(const Points& points) : dominated_(points.size()) {
        Random random(0);
        std::vector<double> place(points.front().size());
        const std::size_t places = std::clamp(most_compared / points.size(), fewest_places, random_places);
        for (std::size_t at = 0; at < places; ++at) {
            for (double& x : place) x = random.uniform(0, reference);
            for (std::size_t i = 0; i < points.size(); ++i)
                dominated_[i][at] = std::ranges::equal(points[i], place, std::less_equal());
        }
    }
    double gain(std::size_t i) const { return static_cast<double>((dominated_[i] & ~covered_).count()); }
    void choose(std::size_t chosen) { covered_ |= dominated_[chosen]; }

  private:
    std::vector<std::bitset<random_places>> dominated_;
    std::bitset<random_places> covered_;
};

template <class Volume>
std::vector<std::size_t> greedy_order(std::size_t count, Volume volume) {
    std::vector<std::size_t> order(count);
    std::iota(order.begin(), order.end(), std::size_t{0});
    const auto gain = [&](std::size_t i) { return volume.gain(i); };
    for (auto next = order.begin(); next != order.begin() + static_cast<std::ptrdiff_t>(std::min(count, most_chosen));
         ++next) {
        const auto best = std::ranges::max_element(next, order.end(), {}, gain);
        std::rotate(next, best, best + 1);  // the others stay in their order
        volume.choose(*next);
    }
    if (count > most_chosen)
        std::stable_sort(order.begin() + most_chosen, order.end(),
                         [&](std::size_t a, std::size_t b) { return gain(a) > gain(b); });
    return order;
}

}  // namespace

std::vector<std::size_t> hypervolume_order(const Points& front, const std::vector<double>& worst) {
    if (front.empty()) return {};
    Points points = front;
    if (!worst.empty()) points.push_back(worst);
    points = scaled_by_extent(points);
    points.resize(front.size());
    if (points.front().size() == 2) return greedy_order(points.size(), Rectangles(points));
    return greedy_order(points.size(), Places(points));
}

}  // namespace lathe::search
