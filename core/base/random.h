// SPDX-License-Identifier: GPL-3.0-or-later
// Random numbers that are the same on every platform and library version (std's distributions are not).
#pragma once

#include <array>
#include <cstdint>

namespace lathe {

// Next output of splitmix64 (Steele, Lea, Flood 2014) on `state`; also good for deriving one seed from others.
std::uint64_t splitmix64(std::uint64_t& state);
// A seed derived from two others, e.g. (study seed, trial number).
std::uint64_t mix_seeds(std::uint64_t a, std::uint64_t b);

// xoshiro256** 1.0 (Blackman, Vigna 2018). Not thread-safe: one per thread.
class Random {
  public:
    // The four words of its state are the next outputs of splitmix64 from `seed`.
    explicit Random(std::uint64_t seed);

    // 64 random bits.
    std::uint64_t next();
    // A number in [0, 1), all values of 53 bits equally likely.
    double uniform();
    // A number in [low, high), from one uniform().
    double uniform(double low, double high) { return low + (high - low) * uniform(); }
    // A whole number from 0 to n - 1, without bias (Lemire 2019); n > 0.
    std::uint64_t below(std::uint64_t n);
    // A draw from the normal distribution of mean 0 and standard deviation 1 (Marsaglia's polar method).
    double normal();

  private:
    std::array<std::uint64_t, 4> s_{};
    double spare_ = 0;
    bool has_spare_ = false;
};

}  // namespace lathe
