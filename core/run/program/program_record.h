// What a program says of its training, in one of several protocols.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace lathe::run {

// Metrics that belong together. One named "default" is the objective of the search.
struct ProgramRecord {
    std::optional<std::int64_t> step;  // nullopt: the program counts nothing
    std::map<std::string, double> metrics;
    bool is_final = false;  // the result of the trial
};

// Follows what a program writes. One thread.
class ProgramRecords {
  public:
    virtual ~ProgramRecords() = default;
    // What has come since the last call; a record that is not whole yet waits for its rest.
    virtual std::vector<ProgramRecord> poll() = 0;
    // What could not be understood since the last call, a sentence each.
    virtual std::vector<std::string> take_problems() = 0;
    // The program has ended: says of a record that will never be whole.
    virtual void end() {}
};

}  // namespace lathe::run
