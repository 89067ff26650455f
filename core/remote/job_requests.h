// SPDX-License-Identifier: GPL-3.0-or-later
// What a client asks of commands that run for it (job.h), and of files that go both ways.
//
//   start     {job, arguments, output_name?, upload?: {checksum, argument}}     {}
//                                       with a name the command gets --output, and the file is there to fetch
//   output    {job, out, err, wait}     {state, exit_code?, out: {from, size, bytes}, err: {...}}
//                                       waits at most so many milliseconds for something new; `out` and `err` say what
//                                       the client has
//   interrupt {job, count}              {}
//   fetch     {job, from}               {size, bytes, checksum?}: of the file that the command wrote
//   forget    {job}                     {}
//   send      {checksum, size}          {have}
//   piece     {checksum, size, from, bytes}     {have, bundle?: {name, data: [{path, place}]}} once it is whole
//
// Every one of them may be asked again. Only the commands of remote_commands.h are started.
#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include "core/remote/request.h"
#include "core/remote/upload_folder.h"

namespace lathe::remote {

// One thread at a time.
class JobRequests {
  public:
    // `program`: lathectl. `is_waited_for`: whether the client has asked for something else, which ends a wait.
    JobRequests(const std::filesystem::path& workspace, std::string program, std::function<bool()> is_waited_for);
    // Valid as long as this.
    void add_to(Handlers& handlers);

  private:
    Result<Json> start(const Json& request) const;
    Result<Json> output(const Json& request) const;
    Result<Json> interrupt(const Json& request) const;
    Result<Json> fetch(const Json& request) const;
    Result<Json> forget(const Json& request) const;
    Result<Json> send(const Json& request) const;
    Result<Json> piece(const Json& request) const;

    std::filesystem::path workspace_;
    std::filesystem::path jobs_;
    UploadFolder uploads_;
    std::string program_;
    std::function<bool()> is_waited_for_;
};

}  // namespace lathe::remote
