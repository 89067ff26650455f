#pragma once

#include <atomic>
#include <cstdint>

namespace lathe::provenance {

// How far a manifest is; the totals are 0 until the files are listed. Written by one thread, read by any.
struct ManifestProgress {
    std::atomic<std::uint64_t> bytes_done = 0;
    std::atomic<std::uint64_t> bytes_total = 0;
    std::atomic<std::int64_t> files_done = 0;
    std::atomic<std::int64_t> files_total = 0;
};

}  // namespace lathe::provenance
