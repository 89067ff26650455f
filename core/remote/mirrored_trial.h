// SPDX-License-Identifier: GPL-3.0-or-later
// The curves and the log of one trial of another machine, as far as a person looks at them: its folder here gets an
// event file with the points that a screen shows (trial_curves.h), and log.txt.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/remote/host.h"
#include "core/store/event_file.h"

namespace lathe::remote {

// One thread at a time; one of a folder.
class MirroredTrial {
  public:
    // `folder`: of the trial in its mirrored study. Curves that were kept there are forgotten.
    MirroredTrial(std::string study, int number, std::filesystem::path folder);

    // What has come since the last call, in so many columns a metric. Whether anything has.
    Result<bool> follow_curves(Host& host, int columns);
    // The log's end at first (256 KiB), then what is added.
    Result<bool> follow_log(Host& host);

  private:
    struct Points {
        std::string metric;
        std::vector<store::ScalarPoint> points;
    };
    Json request(int columns) const;
    Result<std::vector<Points>> points_of(const Json& answer) const;
    Result<void> write(const std::vector<Points>& all);
    void forget_curves();

    std::string study_;
    int number_;
    std::filesystem::path folder_;
    std::optional<std::uint64_t> generation_;
    std::map<std::string, std::int64_t> last_steps_;  // of the metrics that are known; -1: none has come
    std::optional<store::EventFileWriter> writer_;
    std::optional<std::uint64_t> log_;  // where the host's log has been read to
    std::string log_mark_;
};

}  // namespace lathe::remote
