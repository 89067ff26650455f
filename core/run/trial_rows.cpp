// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/trial_rows.h"

#include <cassert>
#include <utility>

namespace lathe::run {

TrialRow& TrialRows::edit(int number) {
    changed_.insert(number);
    return rows_[static_cast<std::size_t>(number)];
}

void TrialRows::add(TrialRow row) {
    assert(row.record.number == size());
    changed_.insert(row.record.number);
    rows_.push_back(std::move(row));
}

void TrialRows::enqueue(int number, QueueEnd end) {
    end == QueueEnd::first ? waiting_.push_front(number) : waiting_.push_back(number);
}

bool TrialRows::dequeue(int number) {
    return std::erase(waiting_, number) > 0;
}

void TrialRows::set_running(int number, std::unique_ptr<RunningTrial> trial) {
    edit(number).progress = trial->progress();
    running_[number] = std::move(trial);
}

void TrialRows::clear_running(int number) {
    running_.erase(number);
    changed_.insert(number);
}

std::set<int> TrialRows::take_changed() {
    return std::exchange(changed_, {});
}

}  // namespace lathe::run
