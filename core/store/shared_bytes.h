// SPDX-License-Identifier: GPL-3.0-or-later
// Bytes that never change, and that copies share: what a trial has recorded is handed on at each change of it. Any
// thread.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <utility>

namespace lathe::store {

class SharedBytes {
  public:
    SharedBytes() = default;
    // Both ways without a word: it stands where a string stood.
    SharedBytes(std::string bytes) : bytes_(std::make_shared<const std::string>(std::move(bytes))) {}
    SharedBytes(const char* text) : SharedBytes(std::string(text)) {}
    operator const std::string&() const { return str(); }

    const std::string& str() const {
        static const std::string none;
        return bytes_ ? *bytes_ : none;
    }
    std::size_t size() const { return str().size(); }

    friend bool operator==(const SharedBytes& a, const SharedBytes& b) {
        return a.bytes_ == b.bytes_ || a.str() == b.str();
    }

  private:
    std::shared_ptr<const std::string> bytes_;
};

}  // namespace lathe::store
