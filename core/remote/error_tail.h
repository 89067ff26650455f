// SPDX-License-Identifier: GPL-3.0-or-later
// The last words of a process on its standard error, however much it says.
#pragma once

#include <string>

namespace lathe::remote {

// One thread at a time.
class ErrorTail {
  public:
    // Takes the descriptor: the reading end of a pipe.
    explicit ErrorTail(int fd);
    ErrorTail(const ErrorTail&) = delete;
    ErrorTail& operator=(const ErrorTail&) = delete;
    ~ErrorTail();

    // Takes what was said so far, so that the process never waits for its words to be read. Does not block.
    void drain();
    // The last line that is not blank, from which nothing steers a terminal; "": it has said nothing.
    std::string last_line() const;

  private:
    int fd_;
    std::string text_;  // its last few kilobytes
};

}  // namespace lathe::remote
