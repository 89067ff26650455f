// @NAME@: data for Lathe. Its options show under `data`. For samples that do not fit into memory, implement Dataset
// (core/train/data/dataset.h) instead of filling tensors.
#include <cmath>

#include <lathe/plugin.h>

using namespace lathe::train;

namespace {

struct Options {
    std::int64_t samples = 1024;
    double noise = 0.1;

    void fields(Fields& f) {
        f("samples", samples, "Samples to train on").at_least(1);
        f("noise", noise, "Standard deviation of what is added to each point").at_least(0);
    }
};

// Points of two half circles that reach into each other.
std::shared_ptr<const Dataset> moons(std::int64_t count, double noise, std::uint64_t seed) {
    constexpr double pi = 3.14159265358979323846;
    lathe::Random random(seed);
    torch::Tensor x = torch::empty({count, 2});
    torch::Tensor y = torch::empty({count}, torch::kInt64);
    for (std::int64_t i = 0; i < count; ++i) {
        const bool lower = random.below(2) == 1;
        const double angle = pi * random.uniform();
        x[i][0] = (lower ? 1 - std::cos(angle) : std::cos(angle)) + noise * random.normal();
        x[i][1] = (lower ? 0.5 - std::sin(angle) : std::sin(angle)) + noise * random.normal();
        y[i] = lower ? 1 : 0;
    }
    return std::make_shared<TensorSet>(x, y);
}

DataSets load(const Options& options, const DataSetup& setup) {
    DataSets sets;
    sets.train = moons(options.samples, options.noise, setup.seed);
    sets.val = moons(256, options.noise, setup.seed + 1);
    sets.test = moons(256, options.noise, setup.seed + 2);
    sets.input.channels = 2;  // columns
    sets.input.classes = 2;
    sets.input.kind = SampleKind::table;
    return sets;
}

}  // namespace

LATHE_PLUGIN(registry) {
    registry.data<Options>("@NAME@", "Points of two half circles", load);
}
