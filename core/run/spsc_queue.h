// SPDX-License-Identifier: GPL-3.0-or-later
// A queue between one producing and one consuming thread, without locks. It grows by chunks, so that the producer never
// waits for a consumer that lags for a while; `limit` bounds its memory. (Debian's readerwriterqueue either takes all
// of that memory at once or grows without a bound, and never gives any back.)
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <utility>

namespace lathe::run {

template <class T, std::size_t chunk_size = 4096>
class SpscQueue {
  public:
    // At least `limit` values may wait, at most two chunks more.
    explicit SpscQueue(std::size_t limit)
        : limit_((limit + chunk_size - 1) / chunk_size + 1), tail_(new Chunk), head_(tail_) {}
    SpscQueue(const SpscQueue&) = delete;
    SpscQueue& operator=(const SpscQueue&) = delete;
    ~SpscQueue() {
        for (Chunk* chunk = head_; chunk != nullptr;) delete std::exchange(chunk, chunk->next.load());
    }

    // Called by the producer: adds a value; false: the queue is full.
    bool push(const T& value) {
        std::size_t count = tail_->count.load(std::memory_order_relaxed);
        if (count == chunk_size) {
            if (chunks_.load(std::memory_order_relaxed) >= limit_) return false;
            chunks_.fetch_add(1, std::memory_order_relaxed);
            auto* next = new Chunk;
            tail_->next.store(next, std::memory_order_release);
            tail_ = next;
            count = 0;
        }
        tail_->values[count] = value;
        tail_->count.store(count + 1, std::memory_order_release);
        return true;
    }

    // Called by the consumer: calls use(value) for all that is there; gives how many.
    template <class Use>
    std::size_t consume(Use use) {
        std::size_t used = 0;
        for (;;) {
            const std::size_t count = head_->count.load(std::memory_order_acquire);
            used += count - taken_;
            for (; taken_ < count; ++taken_) use(head_->values[taken_]);
            Chunk* next = count == chunk_size ? head_->next.load(std::memory_order_acquire) : nullptr;
            if (next == nullptr) return used;
            delete std::exchange(head_, next);
            taken_ = 0;
            chunks_.fetch_sub(1, std::memory_order_relaxed);
        }
    }

  private:
    struct Chunk {
        std::atomic<std::size_t> count = 0;
        std::atomic<Chunk*> next = nullptr;
        std::array<T, chunk_size> values;
    };
    static constexpr std::size_t line = 64;  // bytes of a cache line
    const std::size_t limit_;
    std::atomic<std::size_t> chunks_ = 1;  // the consumer frees a chunk only when there is a next one
    alignas(line) Chunk* tail_;            // the producer's
    alignas(line) Chunk* head_;            // the consumer's
    std::size_t taken_ = 0;                // values of the head that were consumed
};

}  // namespace lathe::run
