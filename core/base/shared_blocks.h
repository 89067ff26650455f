// SPDX-License-Identifier: GPL-3.0-or-later
// Large blocks of bytes that the processes of one session share: who needs one first makes it, the others map the same
// memory. Read only for all.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

#include "core/base/error.h"

namespace lathe {

// Any thread.
class SharedBlocks {
  public:
    // What a maker gives.
    struct Made {
        std::string head;                        // what the others are
        std::vector<std::uint8_t> bytes;         // may be empty
        std::vector<std::int64_t> numbers = {};  // the same
    };
    // What the processes share, as one of them sees it.
    struct Block {
        std::string head;
        std::span<const std::uint8_t> bytes;
        std::span<const std::int64_t> numbers;
        std::shared_ptr<const void> memory;  // keeps bytes and numbers
    };
    // Makes a block that is not there yet.
    using Maker = std::function<Made()>;

    // In memory without a name in any file system: it goes when the last process that has the descriptor has ended,
    // however it ends.
    static Result<std::unique_ptr<SharedBlocks>> create();
    // Takes the descriptor over from the process that created it.
    explicit SharedBlocks(int descriptor);
    ~SharedBlocks();
    SharedBlocks(const SharedBlocks&) = delete;
    SharedBlocks& operator=(const SharedBlocks&) = delete;
    // The descriptor, for handing it to a child process; stays this object's.
    int descriptor() const { return descriptor_; }

    // The block of that name, made by `make` when nobody has made it. While another thread or process makes it, this
    // one waits, unless `stop` says otherwise: nullopt then. Throws what `make` throws. Where there is no room to share
    // it (half of the memory that there is, memory_limit()), the block is this process's own.
    std::optional<Block> get(const std::string& name, const Maker& make, const std::stop_token& stop = {});

    // Those that this process was given by its session; nullptr: it shares with nobody. Set before threads start.
    static SharedBlocks* of_process();
    // Replaces the one of_process() gives.
    static void set_of_process(std::unique_ptr<SharedBlocks> blocks);

  private:
    class Turn;
    std::optional<Block> find(const std::string& name);
    std::optional<Block> add(const std::string& name, const Made& made);

    int descriptor_;
    // Record locks exclude other processes only; of this one's threads the mutex excludes the others from the index,
    // and `making_` from a block.
    std::mutex mutex_;
    std::set<std::int64_t> making_;  // the bytes of the locks that threads of this process hold
    std::condition_variable_any made_;
};

// The block of that name from the blocks of this process (of_process()), as SharedBlocks::get() gives it; where the
// process shares with nobody, `make` makes it for this process alone.
std::optional<SharedBlocks::Block> shared_block(const std::string& name, const SharedBlocks::Maker& make,
                                                const std::stop_token& stop = {});

}  // namespace lathe
