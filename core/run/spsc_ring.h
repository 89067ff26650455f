// A bounded queue between one producing and one consuming thread, without locks (Lamport 1983; each side keeps a copy
// of the other's index, so that it touches the shared cache line seldom).
#pragma once

#include <atomic>
#include <cstddef>
#include <vector>

namespace lathe::run {

template <class T>
class SpscRing {
  public:
    // `capacity` must be a power of two.
    explicit SpscRing(std::size_t capacity) : mask_(capacity - 1), slots_(capacity) {}

    // The producer. False: full.
    bool push(const T& value) {
        const std::size_t head = head_.load(std::memory_order_relaxed);
        if (head - seen_tail_ > mask_) {
            seen_tail_ = tail_.load(std::memory_order_acquire);
            if (head - seen_tail_ > mask_) return false;
        }
        slots_[head & mask_] = value;
        head_.store(head + 1, std::memory_order_release);
        return true;
    }

    // The consumer: calls `use(value)` for all that is there; gives how many.
    template <class Use>
    std::size_t consume(Use use) {
        const std::size_t head = head_.load(std::memory_order_acquire);
        std::size_t tail = tail_.load(std::memory_order_relaxed);
        const std::size_t n = head - tail;
        for (; tail != head; ++tail) {
            use(slots_[tail & mask_]);
            if ((tail & 1023) == 1023) tail_.store(tail + 1, std::memory_order_release);  // room early
        }
        tail_.store(tail, std::memory_order_release);
        return n;
    }

  private:
    static constexpr std::size_t line = 64;  // bytes of a cache line
    const std::size_t mask_;
    std::vector<T> slots_;
    alignas(line) std::atomic<std::size_t> head_ = 0;
    std::size_t seen_tail_ = 0;
    alignas(line) std::atomic<std::size_t> tail_ = 0;
};

}  // namespace lathe::run
