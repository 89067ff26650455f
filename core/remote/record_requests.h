// SPDX-License-Identifier: GPL-3.0-or-later
// What a client asks of the studies of a workspace: which there are, their files, and their curves.
//
//   studies {since}                          {changed: [{name, mark, holder?}], gone: [name], upto, more}
//   files   {study, since}                   {changed: [{name, mark}], gone: [name], upto, more}
//   read    {study, file, from}              {from, size, mark, bytes}: at most piece_bytes of them
//   curves  {study, trial, ranges}           {generation, metrics: {name: {points, first, last, value}},
//            ranges: [{metric, from, to, columns}]      curves: [{metric, steps, times, values}]}
//
// `since` and `upto` are numbers of this connection's changes: 0 asks for all. Times are in seconds since 1970.
#pragma once

#include <cstdint>
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

    explicit RecordRequests(const std::filesystem::path& workspace);
    // Valid as long as this.
    void add_to(Handlers& handlers);

  private:
    Result<Json> studies(const Json& request);
    Result<Json> files(const Json& request);
    Result<Json> read(const Json& request) const;
    Result<Json> curves(const Json& request);
    Result<TrialCurves*> curves_of(const std::string& study, int trial);

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
