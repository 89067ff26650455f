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
    // Takes the bytes over; converts by itself, so that it stands where a string stood.
    SharedBytes(std::string bytes) : bytes_(std::make_shared<const std::string>(std::move(bytes))) {}
    // Copies a text that ends in NUL.
    SharedBytes(const char* text) : SharedBytes(std::string(text)) {}
    // The same as str(), by itself.
    operator const std::string&() const { return str(); }

    // The bytes; empty where none were given. Valid as long as a copy of this lives.
    const std::string& str() const {
        static const std::string none;
        return bytes_ ? *bytes_ : none;
    }
    // The number of bytes.
    std::size_t size() const { return str().size(); }

    // Whether both hold the same bytes.
    friend bool operator==(const SharedBytes& a, const SharedBytes& b) {
        return a.bytes_ == b.bytes_ || a.str() == b.str();
    }

  private:
    std::shared_ptr<const std::string> bytes_;
};

}  // namespace lathe::store
