// SPDX-License-Identifier: GPL-3.0-or-later
// A command of lathectl that runs on another machine, followed from here: what it prints comes once and in order,
// however often the connection is lost. See job_requests.h.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/remote/host.h"

namespace lathe::remote {

// One thread at a time.
class HostJob {
  public:
    // What is to be run.
    struct Start {
        std::vector<std::string> arguments;  // of lathectl
        std::string output_name;             // of the file that it gets with --output, to be fetched afterwards

        // A file that was sent before takes the place of one of the arguments.
        struct Upload {
            std::string checksum;
            std::size_t argument = 0;
        };
        std::optional<Upload> upload;
    };
    // What came since the last call.
    struct News {
        std::string out;
        std::string err;
        bool is_over = false;          // and all that it printed has come
        std::optional<int> exit_code;  // nullopt though it is over: nobody knows how it ended
    };

    // `host` outlives this. The job has a new id.
    explicit HostJob(Host& host);

    // Starts the command there; asking again starts no second one. The error: the connection, or what the other machine
    // refuses.
    Result<void> start(const Start& start);
    // Waits on the other machine for something new, at most so long, and gives what the command printed since the last
    // call and whether it has ended.
    Result<News> follow(std::chrono::milliseconds wait);
    // Sends SIGINT to the command; the first asks it to stop, as Ctrl+C does here.
    Result<void> interrupt();
    // The file that it wrote; appears whole or not at all. `progress`: as SendProgress, of the fetching.
    using FetchProgress = std::function<Result<void>(std::uint64_t done, std::uint64_t of)>;
    // Fetches the file that the command wrote; waits until all of it is here. The error: it cannot be written here,
    // what came is not what its checksum says, or `progress` gave an error.
    Result<void> fetch(const std::filesystem::path& file, const FetchProgress& progress = {});
    // Removes all files of the job on the other machine, when nothing more is wanted of it.
    Result<void> forget();

    // The id of the job on the other machine: 32 hexadecimal digits.
    const std::string& id() const { return id_; }

  private:
    Host& host_;
    std::string id_;
    std::uint64_t out_ = 0;  // bytes that have come
    std::uint64_t err_ = 0;
    int interrupts_ = 0;
};

}  // namespace lathe::remote
