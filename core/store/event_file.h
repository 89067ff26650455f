// TensorBoard event files (TFRecord framing, Event protobufs): the metrics themselves. Any TensorBoard opens them.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "core/base/files.h"

namespace lathe::store {

struct ScalarPoint {
    std::int64_t step = 0;  // global optimizer step
    double wall_time = 0;   // seconds since 1970, UTC
    double value = 0;       // TensorBoard stores 32-bit floats; metrics.csv keeps all digits
};

// Appends to events.out.tfevents.<seconds>.<host>.<pid>.<n> in a folder. One thread.
class EventFileWriter {
  public:
    static Result<EventFileWriter> create(const std::filesystem::path& folder);

    void add_scalar(const std::string& tag, const ScalarPoint& point);  // buffered
    Result<void> flush();                                               // one write of everything buffered
    const std::filesystem::path& path() const { return file_.path(); }

  private:
    AppendFile file_;
    std::string buffer_;
};

using ScalarSeries = std::map<std::string, std::vector<ScalarPoint>>;  // tag -> points in file order

// Reads event files incrementally: each poll() gives what was appended since the last one. A torn last record waits for
// its rest; a record with a wrong checksum ends that file, with a warning.
class EventFolderReader {
  public:
    explicit EventFolderReader(std::filesystem::path folder);
    ScalarSeries poll();
    const std::vector<std::string>& warnings() const { return warnings_; }

  private:
    std::filesystem::path folder_;
    std::map<std::string, std::uint64_t> offsets_;
    std::vector<std::string> warnings_;
};

}  // namespace lathe::store
