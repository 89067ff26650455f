// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/event_stream.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <algorithm>
#include <cerrno>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "core/base/system_error.h"
#include "core/store/record_framing.h"
#include "core/store/tensorboard.pb.h"

namespace lathe::store {

namespace {

constexpr std::size_t chunk_size = 1 << 20;
// Larger than any picture, sound or histogram that a person looks at: it is not read into memory.
constexpr std::uint64_t largest_record = 256u << 20;

// Reads on from `offset`, a chunk at a time.
class ForwardReader {
  public:
    ForwardReader(int fd, std::uint64_t offset) : fd_(fd), offset_(offset) {}
    ~ForwardReader() { ::close(fd_); }
    ForwardReader(const ForwardReader&) = delete;
    ForwardReader& operator=(const ForwardReader&) = delete;

    std::string_view bytes() const { return std::string_view(buffer_).substr(used_); }
    void consume(std::size_t n) { used_ += n; }
    // Past so many bytes that have not been read yet.
    void skip(std::uint64_t n) {
        offset_ += n - bytes().size();
        buffer_.clear();
        used_ = 0;
    }
    // Reads until bytes() holds at least `wanted`; false when the file ends before.
    bool fill(std::size_t wanted) {
        buffer_.erase(0, std::exchange(used_, 0));
        while (buffer_.size() < wanted) {
            const std::size_t have = buffer_.size();
            buffer_.resize(have + chunk_size);
            const ssize_t n = ::pread(fd_, buffer_.data() + have, chunk_size, static_cast<off_t>(offset_));
            buffer_.resize(have + static_cast<std::size_t>(std::max<ssize_t>(n, 0)));
            if (n < 0 && errno == EINTR) continue;
            if (n <= 0) return false;
            offset_ += static_cast<std::uint64_t>(n);
        }
        return true;
    }

  private:
    int fd_;
    std::uint64_t offset_;
    std::string buffer_;
    std::size_t used_ = 0;
};

}  // namespace

void EventStream::poll(const std::function<void(const tensorboard::Event&)>& take) {
    std::error_code code;
    for (std::filesystem::directory_iterator it(folder_, code), end; !code && it != end; it.increment(code)) {
        const std::string name = it->path().filename().string();
        if (name.find("tfevents") != std::string::npos) files_.try_emplace(name);
    }
    for (auto& [name, file] : files_)
        if (!file.ended) read_more(folder_ / name, file, take);
}

void EventStream::read_more(const std::filesystem::path& path, File& file,
                            const std::function<void(const tensorboard::Event&)>& take) {
    const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    struct stat info {};
    if (fd < 0 || ::fstat(fd, &info) != 0 || !S_ISREG(info.st_mode)) {
        warnings_.push_back(fmt::format("{}: cannot be read: {}", path.string(),
                                        fd < 0 ? system_message(errno) : "is not a regular file"));
        if (fd >= 0) ::close(fd);
        file.ended = true;
        return;
    }
    ForwardReader in(fd, file.offset);
    tensorboard::Event event;
    while (true) {
        RecordView record = first_record(in.bytes());
        if (record.status == RecordView::Status::torn) {
            // What is not there yet waits for the next poll.
            if (file.offset + record.size > static_cast<std::uint64_t>(info.st_size)) return;
            if (record.size > largest_record) {
                warnings_.push_back(fmt::format("{}: the record at byte {} holds {} MB and was left out", path.string(),
                                                file.offset, record.size / 1'000'000));
                in.skip(record.size);
                file.offset += record.size;
                continue;
            }
            if (!in.fill(record.size)) return;
            record = first_record(in.bytes());
            if (record.status == RecordView::Status::torn) continue;
        }
        if (record.status == RecordView::Status::damaged ||
            !event.ParseFromArray(record.data.data(), static_cast<int>(record.data.size()))) {
            warnings_.push_back(fmt::format("{}: the record at byte {} is damaged; the rest of the file was left out",
                                            path.string(), file.offset));
            file.ended = true;
            return;
        }
        take(event);
        in.consume(record.size);
        file.offset += record.size;
    }
}

}  // namespace lathe::store
