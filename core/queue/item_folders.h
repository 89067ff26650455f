// SPDX-License-Identifier: GPL-3.0-or-later
// The folders of a queue's items, each named by its number, and hidden ones that are about to be items or were. Nothing
// is kept in memory; whoever makes or removes one holds the queue's lock.
#pragma once

#include <filesystem>
#include <vector>

#include "core/base/error.h"
#include "core/base/temporary_folder.h"

namespace lathe::queue {

// Finds and makes the folders of one queue's items.
class ItemFolders {
  public:
    // `queue`: the folder of the queue, which need not be there yet.
    explicit ItemFolders(std::filesystem::path queue) : queue_(std::move(queue)) {}

    // Whether the folders can be used. The error: something stands in the way of them. That there are none yet is no
    // error.
    Result<void> check() const;
    // The folder that holds those of all items; it need not be there yet.
    std::filesystem::path parent() const { return queue_ / "items"; }
    // The folder of this item, whether it is there or not.
    std::filesystem::path of(int number) const;
    // The folders of all items, in any order; hidden ones are left out. None where the queue has no folder yet.
    Result<std::vector<std::filesystem::path>> list() const;

    // The highest number that any item ever had, removed ones included; 0: there was none.
    Result<int> highest_number() const;
    // To be called before items are deleted: remembers the highest number, so that a number which was given once is not
    // given again and never means another item than a person saw.
    Result<void> prepare_removal() const;

    // A new folder that listings do not show, beside those of the items: it becomes an item when it is renamed.
    Result<TemporaryFolder> make_hidden() const;
    // The hidden folder to which an item is renamed that is being deleted.
    std::filesystem::path hidden(int number) const;

    // Removes hidden folders, which a process that crashed has left: under the queue's lock nobody is making one.
    void remove_hidden() const;

  private:
    std::filesystem::path queue_;
};

}  // namespace lathe::queue
