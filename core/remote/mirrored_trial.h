// SPDX-License-Identifier: GPL-3.0-or-later
// The curves and the log of one trial of another machine, as far as a person looks at them: its folder here gets an
// event file with the points that a screen shows (trial_curves.h), and log.txt. What was taken once is not taken again.
//
// Where points come in between, or the trial went on from a checkpoint, the event file is another one from then on, and
// begins with TensorBoard's mark of a restart: readers give all that they had away and read anew.
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

// A part of a curve that is shown in so many columns: steps from `from` to `to`, both included.
struct CurvePart {
    std::string metric;
    std::int64_t from = 0;
    std::int64_t to = 0;
    int columns = 0;
};

// One thread at a time; one of a folder.
class MirroredTrial {
  public:
    // `folder`: of the trial in its mirrored study; what was kept there is gone on with.
    MirroredTrial(std::string study, int number, std::filesystem::path folder);

    // What is asked of `follow` (record_requests.h) for what has come since, in so many columns a metric.
    Json request(int columns) const;
    // Takes what it answered for this trial; whether anything is new. The error: it makes no sense, or the host does
    // not give it.
    Result<bool> take(const Json& answer);
    // Asks for the points of these parts in more columns than they came in; whether there are more. The error as
    // Host::request() has it, or the answer makes no sense.
    Result<bool> refine(Host& host, const std::vector<CurvePart>& parts);

    // All of a trial that has ended is here: nothing more is asked for, here and in later windows.
    bool is_whole() const { return is_whole_; }
    // Remembers on the disk, too, that the trial is whole.
    void set_whole();
    // What was taken is not here any more: the study was removed there, and then its copy.
    bool was_removed() const;
    // Forgets what was taken; where the study comes back, all of it comes again.
    void begin_anew();

  private:
    struct Points {
        std::string metric;
        std::vector<store::ScalarPoint> points;
    };
    using Series = std::map<std::string, std::vector<store::ScalarPoint>>;

    Result<std::vector<Points>> points_of(const Json& answer) const;
    Result<void> write(const std::vector<Points>& all);
    Result<bool> take_log(const Json& log);
    Result<void> begin_file(bool restarts);
    Result<void> rewrite(const Series& all);
    bool merge(Series& all, const std::string& metric, const std::vector<store::ScalarPoint>& points) const;
    bool is_known(const CurvePart& part) const;
    void forget_curves();
    bool recall();
    void remember();

    std::string study_;
    int number_;
    std::filesystem::path folder_;
    std::optional<std::uint64_t> generation_;
    bool is_whole_ = false;
    std::map<std::string, std::int64_t> last_steps_;          // of the metrics that are here
    std::map<std::string, std::vector<CurvePart>> complete_;  // parts of which no point is missing
    std::optional<store::EventFileWriter> writer_;
    bool has_given_ = false;            // a reader may have points of a file that is gone
    bool is_remembered_ = false;        // on the disk
    std::uint64_t log_start_ = 0;       // where the log that is here begins there
    std::optional<std::uint64_t> log_;  // and where it ends
    std::string log_mark_;              // which file that is
};

}  // namespace lathe::remote
