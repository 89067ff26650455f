// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/shared_blocks.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>
#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <utility>

#include "core/base/memory_limit.h"
#include "core/base/system_error.h"

// The layout: the offset at which the last block ends, then, each beginning at a page, the blocks: the lengths of name,
// head, numbers and bytes, name, head, and from the next page on the numbers, and from the page after them the bytes.
// The offset is written last, so that a process that is killed while it adds a block leaves none.

namespace lathe {

namespace {

using Sizes = std::array<std::uint64_t, 4>;  // of name, head, numbers and bytes, in bytes

std::uint64_t page_size() {
    return static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
}

std::uint64_t whole_pages(std::uint64_t size) {
    return (size + page_size() - 1) / page_size() * page_size();
}

std::uint64_t most_shared() {
    return memory_limit() / 2;
}

std::uint64_t head_pages(const Sizes& sizes) {
    return whole_pages(sizeof(Sizes) + sizes[0] + sizes[1]);
}

bool read_at(int fd, std::uint64_t offset, void* to, std::size_t size) {
    auto* at = static_cast<char*>(to);
    while (size > 0) {
        const ssize_t got = ::pread(fd, at, size, static_cast<off_t>(offset));
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) return false;
        at += got;
        offset += static_cast<std::uint64_t>(got);
        size -= static_cast<std::size_t>(got);
    }
    return true;
}

bool write_at(int fd, std::uint64_t offset, const void* from, std::size_t size) {
    const auto* at = static_cast<const char*>(from);
    while (size > 0) {
        const ssize_t put = ::pwrite(fd, at, size, static_cast<off_t>(offset));
        if (put < 0 && errno == EINTR) continue;
        if (put <= 0) return false;
        at += put;
        offset += static_cast<std::uint64_t>(put);
        size -= static_cast<std::size_t>(put);
    }
    return true;
}

std::uint64_t end_of_blocks(int fd) {
    std::uint64_t end = 0;
    return read_at(fd, 0, &end, sizeof end) ? end : page_size();
}

// A record lock on one byte of the descriptor; a process that ends gives it up.
class ByteLock {
  public:
    ByteLock(int fd, off_t byte) : fd_(fd), byte_(byte) {}
    ~ByteLock() {
        if (held_) set(F_UNLCK, F_SETLK);
    }
    ByteLock(const ByteLock&) = delete;
    ByteLock& operator=(const ByteLock&) = delete;

    void wait() {
        while (!set(F_WRLCK, F_SETLKW) && errno == EINTR) {}
        held_ = true;
    }
    bool try_once() { return held_ = set(F_WRLCK, F_SETLK); }

  private:
    bool set(short type, int command) const {
        struct flock lock {};
        lock.l_type = type;
        lock.l_whence = SEEK_SET;
        lock.l_start = byte_;
        lock.l_len = 1;
        return ::fcntl(fd_, command, &lock) == 0;
    }

    int fd_;
    off_t byte_;
    bool held_ = false;
};

constexpr off_t index_byte = 0;
// Who makes a block holds a byte that its name says, far beyond all blocks.
off_t byte_of(const std::string& name) {
    constexpr off_t begin = off_t{1} << 50;
    return begin + static_cast<off_t>(std::hash<std::string>{}(name) % 65536);
}

// False: somebody asked to stop meanwhile.
bool wait_for(ByteLock& lock, const std::stop_token& stop) {
    constexpr std::chrono::milliseconds between{20};
    std::mutex mutex;
    std::condition_variable_any never;
    std::unique_lock waiting(mutex);
    while (!lock.try_once())
        if (never.wait_for(waiting, stop, between, [] { return false; }); stop.stop_requested()) return false;
    return true;
}

SharedBlocks::Block own_block(SharedBlocks::Made made) {
    const auto kept = std::make_shared<const SharedBlocks::Made>(std::move(made));
    return {kept->head, kept->bytes, kept->numbers, kept};
}

std::unique_ptr<SharedBlocks>& process_blocks() {
    static std::unique_ptr<SharedBlocks> blocks;
    return blocks;
}

}  // namespace

// Of the threads of this process that want to make a block, one holds its lock at a time.
class SharedBlocks::Turn {
  public:
    Turn(SharedBlocks& blocks, std::int64_t byte) : blocks_(blocks), byte_(byte) {}
    ~Turn() {
        if (!held_) return;
        {
            const std::lock_guard lock(blocks_.mutex_);
            blocks_.making_.erase(byte_);
        }
        blocks_.made_.notify_all();
    }
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;

    // False: somebody asked to stop meanwhile.
    bool wait(const std::stop_token& stop) {
        std::unique_lock lock(blocks_.mutex_);
        held_ = blocks_.made_.wait(lock, stop, [this] { return !blocks_.making_.contains(byte_); });
        if (held_) blocks_.making_.insert(byte_);
        return held_;
    }

  private:
    SharedBlocks& blocks_;
    std::int64_t byte_;
    bool held_ = false;
};

Result<std::unique_ptr<SharedBlocks>> SharedBlocks::create() {
    const int fd = ::memfd_create("lathe-data", MFD_CLOEXEC);
    if (fd < 0) return fail(system_error("memory to share cannot be had", "lathe-data", errno));
    auto blocks = std::make_unique<SharedBlocks>(fd);
    const std::uint64_t end = page_size();
    if (!write_at(fd, 0, &end, sizeof end))
        return fail(system_error("memory to share cannot be had", "lathe-data", errno));
    return blocks;
}

SharedBlocks::SharedBlocks(int descriptor) : descriptor_(descriptor) {
    ::fcntl(descriptor_, F_SETFD, FD_CLOEXEC);
}

SharedBlocks::~SharedBlocks() {
    ::close(descriptor_);
}

SharedBlocks* SharedBlocks::of_process() {
    return process_blocks().get();
}

void SharedBlocks::set_of_process(std::unique_ptr<SharedBlocks> blocks) {
    process_blocks() = std::move(blocks);
}

std::optional<SharedBlocks::Block> SharedBlocks::get(const std::string& name, const Maker& make,
                                                     const std::stop_token& stop) {
    if (auto found = find(name)) return found;
    Turn turn(*this, byte_of(name));
    if (!turn.wait(stop)) return std::nullopt;
    ByteLock making(descriptor_, byte_of(name));
    if (!wait_for(making, stop)) return std::nullopt;
    if (auto found = find(name)) return found;  // who held the lock has made it
    Made made = make();
    if (auto added = add(name, made)) return added;
    return own_block(std::move(made));
}

std::optional<SharedBlocks::Block> SharedBlocks::find(const std::string& name) {
    std::uint64_t end = 0;
    {
        const std::lock_guard guard(mutex_);
        ByteLock lock(descriptor_, index_byte);
        lock.wait();
        end = end_of_blocks(descriptor_);
    }
    for (std::uint64_t at = page_size(); at < end;) {
        Sizes sizes{};
        if (!read_at(descriptor_, at, sizes.data(), sizeof sizes)) return std::nullopt;
        const std::uint64_t begin = at + head_pages(sizes);
        std::string its_name(sizes[0], '\0');
        Block block;
        block.head.resize(sizes[1]);
        if (!read_at(descriptor_, at + sizeof sizes, its_name.data(), sizes[0]) ||
            !read_at(descriptor_, at + sizeof sizes + sizes[0], block.head.data(), sizes[1]))
            return std::nullopt;
        const std::uint64_t bytes_from = whole_pages(sizes[2]);
        at = begin + bytes_from + whole_pages(sizes[3]);
        if (its_name != name) continue;
        const std::uint64_t length = bytes_from + sizes[3];
        if (length == 0) return block;
        void* mapped = ::mmap(nullptr, length, PROT_READ, MAP_SHARED, descriptor_, static_cast<off_t>(begin));
        if (mapped == MAP_FAILED) return std::nullopt;
        block.numbers = {static_cast<const std::int64_t*>(mapped), sizes[2] / sizeof(std::int64_t)};
        block.bytes = {static_cast<const std::uint8_t*>(mapped) + bytes_from, sizes[3]};
        block.memory = std::shared_ptr<const void>(mapped, [length](void* it) { ::munmap(it, length); });
        return block;
    }
    return std::nullopt;
}

std::optional<SharedBlocks::Block> SharedBlocks::add(const std::string& name, const Made& made) {
    const Sizes sizes{name.size(), made.head.size(), made.numbers.size() * sizeof(std::int64_t), made.bytes.size()};
    {
        const std::lock_guard guard(mutex_);
        ByteLock lock(descriptor_, index_byte);
        lock.wait();
        const std::uint64_t at = end_of_blocks(descriptor_);
        const std::uint64_t numbers_at = at + head_pages(sizes);
        const std::uint64_t bytes_at = numbers_at + whole_pages(sizes[2]);
        const std::uint64_t end = bytes_at + whole_pages(sizes[3]);
        if (end > most_shared() || ::ftruncate(descriptor_, static_cast<off_t>(end)) != 0) return std::nullopt;
        const std::string names = name + made.head;
        if (!write_at(descriptor_, at, sizes.data(), sizeof sizes) ||
            !write_at(descriptor_, at + sizeof sizes, names.data(), names.size()) ||
            !write_at(descriptor_, numbers_at, made.numbers.data(), sizes[2]) ||
            !write_at(descriptor_, bytes_at, made.bytes.data(), made.bytes.size()) ||
            !write_at(descriptor_, 0, &end, sizeof end))
            return std::nullopt;
    }
    return find(name);
}

std::optional<SharedBlocks::Block> shared_block(const std::string& name, const SharedBlocks::Maker& make,
                                                const std::stop_token& stop) {
    if (auto* blocks = SharedBlocks::of_process()) return blocks->get(name, make, stop);
    return own_block(make());
}

}  // namespace lathe
