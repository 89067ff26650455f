// SPDX-License-Identifier: GPL-3.0-or-later
// What a client asks of the studies of a workspace: which there are, their files, and their curves.
//
//   studies {since}                          {changed: [{name, mark, holder?}], gone: [name], upto, more}
//   files   {study, since}                   {changed: [{name, mark}], gone: [name], upto, more}
//   read    {study, file, from}              {from, size, mark, bytes}: at most piece_bytes of them
//   curves  {study, trial, ranges}           {generation, metrics: {name: {points, first, last, value}},
//            ranges: [{metric, from, to, columns}]      curves: [{metric, steps, times, values, whole}]}
//   follow  {trials: [{study, trial,         {trials: [{generation, curves, log: {from, size, mark, bytes}} or
//   {error}]}
//            generation?, known: {metric: step},        in their order: what lies behind `known` in so many columns a
//            columns, log?: {from}}], wait}             metric, and the log from there on, or its end
//
// A curve is `whole` where no point of its range was left out. Where the generation is not the client's, all comes
// anew. `follow` waits at most so many milliseconds for something new. `since` and `upto` are numbers of this
// connection's changes: 0 asks for all. Times are in seconds since 1970.
#pragma once

#include <cstdint>
#include <functional>
#include <list>
#include <map>
#include <string>

#include "core/remote/change_list.h"
#include "core/remote/request.h"
#include "core/remote/served_folder.h"
#include "core/remote/trial_curves.h"

namespace lathe::remote {

// One thread at a time.
class RecordRequests {
  public:
    static constexpr std::size_t piece_bytes = std::size_t{256} << 10;  // of a file, in one answer
    static constexpr std::size_t most_names = 500;                      // in one answer
    static constexpr int most_columns = 4000;                           // of all ranges of one request together

    static constexpr int most_followed = 32;  // trials in one request

    // `is_waited_for`: waits a moment for the client's next request, which ends a wait; true: it has come.
    RecordRequests(const std::filesystem::path& workspace, std::function<bool()> is_waited_for);
    // Valid as long as this.
    void add_to(Handlers& handlers);

  private:
    Result<Json> studies(const Json& request);
    Result<Json> files(const Json& request);
    Result<Json> read(const Json& request) const;
    Result<Json> curves(const Json& request);
    Result<Json> follow(const Json& request);
    struct FollowedTrial;
    static Result<std::vector<FollowedTrial>> followed_trials(const Json& request);
    Result<Json> news_of(const FollowedTrial& trial, int columns, std::size_t log_bytes, bool& has_news);
    Result<TrialCurves*> curves_of(const std::string& study, int trial);

    std::function<bool()> is_waited_for_;
    ServedFolder folder_;
    ChangeList studies_;
    std::map<std::string, ChangeList> files_;  // study -> its files
    // The trials whose curves were asked for last, the newest first.
    struct Kept {
        std::filesystem::path folder;
        TrialCurves curves;
    };
    std::list<Kept> kept_;
};

}  // namespace lathe::remote
