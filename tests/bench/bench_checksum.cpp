// SPDX-License-Identifier: GPL-3.0-or-later
// What a checksum costs over reading the same file from the page cache with read(2), and what the facts of a run cost
// before its first trial.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>

#include <fcntl.h>
#include <unistd.h>

#include "core/provenance/checksum_cache.h"
#include "core/provenance/environment.h"
#include "tests/bench/figure.h"

namespace fs = std::filesystem;
using namespace lathe;

namespace {

constexpr std::size_t buffer_size = std::size_t{1} << 20;
constexpr std::size_t buffers = 256;

template <class Work>
double seconds(Work work) {
    const auto start = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

void read_bare(const fs::path& file) {
    std::vector<char> buffer(buffer_size);
    const int fd = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
    while (::read(fd, buffer.data(), buffer.size()) > 0) {}
    ::close(fd);
}

}  // namespace

int main() {
    const fs::path file = fs::temp_directory_path() / ("lathe-bench-" + std::to_string(::getpid()));
    {
        std::ofstream out(file, std::ios::binary);
        std::string buffer(buffer_size, '\0');
        for (std::size_t i = 0; i < buffer.size(); ++i) buffer[i] = static_cast<char>(i * 2654435761u >> 13);
        for (std::size_t i = 0; i < buffers; ++i) out << buffer;
    }
    std::vector<double> ratios;
    for (int turn = 0; turn < 5; ++turn) {
        provenance::ChecksumCache cache;  // a new one: nothing is known
        const double bare = seconds([&] { read_bare(file); });
        ratios.push_back(seconds([&] { static_cast<void>(cache.checksum(file)); }) / bare);
    }
    fs::remove(file);
    provenance::EnvironmentSources sources;
    sources.variables = provenance::process_variables();
    const double first = seconds([&] { provenance::capture_environment(sources); });
    const double again = seconds([&] { provenance::capture_environment(sources); });
    return bench::report({{"checksum of 256 MB over reading it (page cache)", bench::median(ratios), 2.5, "x"},
                          {"the environment, the first time in a process", 1e3 * first, 100, "ms"},
                          {"the environment, again", 1e3 * again, 20, "ms"}});
}
