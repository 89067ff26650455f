// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/checksum.h"

#include <algorithm>
#include <cstdint>

#include <xxhash.h>

namespace lathe {

struct Checksum::State {
    XXH3_state_t* xxh = XXH3_createState();
    State() = default;
    State(const State&) = delete;
    State& operator=(const State&) = delete;
    ~State() { XXH3_freeState(xxh); }
};

Checksum::Checksum() : state_(std::make_unique<State>()) {
    XXH3_128bits_reset(state_->xxh);
}
Checksum::~Checksum() = default;
Checksum::Checksum(Checksum&&) noexcept = default;
Checksum& Checksum::operator=(Checksum&&) noexcept = default;

void Checksum::add(std::string_view bytes) {
    XXH3_128bits_update(state_->xxh, bytes.data(), bytes.size());
}

std::string Checksum::hex() const {
    XXH128_canonical_t canonical;
    XXH128_canonicalFromHash(&canonical, XXH3_128bits_digest(state_->xxh));
    constexpr std::string_view digits = "0123456789abcdef";
    std::string hex;
    for (const unsigned char byte : canonical.digest) {
        hex += digits[byte >> 4];
        hex += digits[byte & 15];
    }
    return hex;
}

std::string checksum_of(std::string_view bytes) {
    Checksum sum;
    sum.add(bytes);
    return sum.hex();
}

bool is_checksum(std::string_view text) {
    const auto is_digit_of_it = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); };
    return text.size() == 32 && std::ranges::all_of(text, is_digit_of_it);
}

}  // namespace lathe
