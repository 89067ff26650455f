// Makes a manifest on a thread of its own, at the lowest priority of CPU and disk, while trials train.
#pragma once

#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>

#include "core/provenance/manifest.h"

namespace lathe::provenance {

class ManifestJob {
  public:
    // Begins at once. `cache` must outlive the job.
    explicit ManifestJob(fs::path path, ChecksumCache& cache = ChecksumCache::of_process(),
                         std::int64_t most_files = default_most_files);
    // Cancels, and waits until the buffer that is being read is done.
    ~ManifestJob() = default;
    ManifestJob(const ManifestJob&) = delete;
    ManifestJob& operator=(const ManifestJob&) = delete;

    // All from any thread.
    const ManifestProgress& progress() const { return progress_; }
    void cancel() { thread_.request_stop(); }
    std::optional<Result<Manifest>> result() const;  // nullopt: not done yet
    Result<Manifest> wait() const;

  private:
    void run(const std::stop_token& stop, const fs::path& path, ChecksumCache& cache, std::int64_t most_files);

    ManifestProgress progress_;
    mutable std::mutex mutex_;
    mutable std::condition_variable done_;
    std::optional<Result<Manifest>> result_;
    std::jthread thread_;  // last: it uses all of the above
};

}  // namespace lathe::provenance
