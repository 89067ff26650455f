// SPDX-License-Identifier: GPL-3.0-or-later
// Reads every few seconds what the trials of this process use, on one thread of its own: a training never waits for it.
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <stop_token>
#include <thread>
#include <vector>

#include "core/run/usage/usage_record.h"

namespace lathe::run {

// Any thread.
class UsageSampler {
  public:
    // The thread starts with the first watch.
    explicit UsageSampler(device::UsageSources sources = device::UsageSources()) : sources_(std::move(sources)) {}
    ~UsageSampler();

    // Watches a trial until its destructor, which takes a last reading.
    class Watch {
      public:
        ~Watch();
        Watch(const Watch&) = delete;
        Watch& operator=(const Watch&) = delete;

      private:
        friend class UsageSampler;
        Watch(UsageSampler& sampler, UsageRecord* record) : sampler_(sampler), record_(record) {}
        UsageSampler& sampler_;
        UsageRecord* record_;
    };
    // `mailbox` and this outlive the watch.
    std::unique_ptr<Watch> watch(UsageSubject subject, Mailbox& mailbox);

  private:
    using Clock = UsageRecord::Clock;
    void end(UsageRecord* record);
    void run(std::stop_token stop);

    std::mutex mutex_;  // guards what follows; held while readings are taken
    std::condition_variable_any changed_;
    device::UsageSources sources_;
    std::vector<std::unique_ptr<UsageRecord>> records_;
    std::jthread thread_;  // from the first watch on; last: it uses all the others
};

}  // namespace lathe::run
