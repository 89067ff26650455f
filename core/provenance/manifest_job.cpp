#include "core/provenance/manifest_job.h"

#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>
#include <utility>

namespace lathe::provenance {

namespace {

// Both belong to a thread on Linux. Refusal harms nobody.
void give_way_to_training() {
    constexpr int nicest = 19;
    ::setpriority(PRIO_PROCESS, static_cast<id_t>(::syscall(SYS_gettid)), nicest);
    // The C library has no ioprio_set(2). Class best effort, lowest level: the class idle would starve beside training.
    constexpr int this_thread = 1;  // IOPRIO_WHO_PROCESS
    constexpr int best_effort = 2 << 13;
    constexpr int lowest = 7;
    ::syscall(SYS_ioprio_set, this_thread, 0, best_effort | lowest);
}

}  // namespace

ManifestJob::ManifestJob(fs::path path, ChecksumCache& cache, std::int64_t most_files)
    : thread_([this, path = std::move(path), &cache, most_files](const std::stop_token& stop) {
          run(stop, path, cache, most_files);
      }) {}

void ManifestJob::run(const std::stop_token& stop, const fs::path& path, ChecksumCache& cache,
                      std::int64_t most_files) {
    give_way_to_training();
    auto manifest = make_manifest(path, cache, most_files, stop, &progress_);
    const std::lock_guard lock(mutex_);
    result_ = std::move(manifest);
    done_.notify_all();
}

std::optional<Result<Manifest>> ManifestJob::result() const {
    const std::lock_guard lock(mutex_);
    return result_;
}

Result<Manifest> ManifestJob::wait() const {
    std::unique_lock lock(mutex_);
    done_.wait(lock, [this] { return result_.has_value(); });
    return *result_;
}

}  // namespace lathe::provenance
