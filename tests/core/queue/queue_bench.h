// SPDX-License-Identifier: GPL-3.0-or-later
// A queue in a folder of its own, and what tests do with it.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include <QTemporaryDir>

#include "core/base/files.h"
#include "core/queue/queue.h"

namespace lathe::queue {

class QueueBench {
  public:
    QueueBench();

    Queue queue() const { return Queue(root() / "queue"); }
    fs::path root() const { return dir_->path().toStdString(); }
    fs::path workspace() const { return root() / "runs"; }

    static search::Experiment experiment(const std::string& name = "quadratic");
    int add(int priority = 0, const std::string& name = "quadratic") const;
    TakenItem take(int at_once = 1) const;  // there must be one
    // The study of a taken item, from where it stands to its end; fails where somebody else has it.
    static Result<void> train(const Item& item);

    std::vector<Item> items() const { return queue().list().value(); }
    std::vector<int> pending() const;  // their numbers, in order
    ItemState state(int number) const { return queue().find(number).value().state; }
    std::vector<fs::path> studies() const;  // folders of the workspace that hold one

  private:
    std::unique_ptr<QTemporaryDir> dir_;
};

// Runs `work` in a process of its own, which is killed before the `n`-th of its system calls that change anything, from
// 1. False: it came to its end before that. nullopt: processes may not be traced here.
std::optional<bool> killed_at_call(int n, const std::function<void()>& work);

}  // namespace lathe::queue
