// SPDX-License-Identifier: GPL-3.0-or-later
// Writes event files as other programs do, byte by byte: nothing of core/ is used.
#pragma once

#include <cstdint>
#include <cstring>
#include <initializer_list>
#include <string>
#include <vector>

namespace plain_events {

inline std::string little_endian(std::uint64_t value, int size) {
    std::string out;
    for (int i = 0; i < size; ++i) out += static_cast<char>(value >> (8 * i) & 0xff);
    return out;
}

inline std::string varint(std::uint64_t value) {
    std::string out;
    for (; value >= 0x80; value >>= 7) out += static_cast<char>(value | 0x80);
    return out + static_cast<char>(value);
}

// Fields of a message, by their numbers.
inline std::string number(int field, std::uint64_t value) {
    return varint(static_cast<std::uint64_t>(field) << 3) + varint(value);
}
inline std::string real(int field, double value) {
    std::uint64_t bits = 0;
    std::memcpy(&bits, &value, sizeof bits);
    return varint(static_cast<std::uint64_t>(field) << 3 | 1) + little_endian(bits, 8);
}
inline std::string bytes(int field, const std::string& value) {
    return varint(static_cast<std::uint64_t>(field) << 3 | 2) + varint(value.size()) + value;
}

inline std::uint32_t masked_crc32c(const std::string& text) {
    std::uint32_t crc = 0xffffffffu;
    for (const char c : text) {
        crc ^= static_cast<unsigned char>(c);
        for (int bit = 0; bit < 8; ++bit) crc = (crc & 1) ? (crc >> 1) ^ 0x82f63b78u : crc >> 1;
    }
    crc = ~crc;
    return ((crc >> 15) | (crc << 17)) + 0xa282ead8u;
}

inline std::string head(std::uint64_t length) {
    const std::string size = little_endian(length, 8);
    return size + little_endian(masked_crc32c(size), 4);
}
inline std::string record(const std::string& data) {
    return head(data.size()) + data + little_endian(masked_crc32c(data), 4);
}

// A record with one value of a summary. `plugin`: "" leaves its metadata out, as writers do but in a tag's first
// record.
inline std::string summary(std::int64_t step, const std::string& tag, const std::string& value,
                           const std::string& plugin = {}) {
    std::string body = bytes(1, tag) + value;
    if (!plugin.empty()) body += bytes(9, bytes(1, bytes(1, plugin)));
    return record(real(1, 1.7e9) + number(2, static_cast<std::uint64_t>(step)) + bytes(5, bytes(1, body)));
}

// TensorFlow 1 and torch.utils.tensorboard.
inline std::string histo(double low, double high, const std::vector<double>& limits,
                         const std::vector<double>& counts) {
    std::string packed_limits, packed_counts;
    const auto pack = [](std::string& to, double value) {
        std::uint64_t bits = 0;
        std::memcpy(&bits, &value, sizeof bits);
        to += little_endian(bits, 8);
    };
    for (const double limit : limits) pack(packed_limits, limit);
    for (const double count : counts) pack(packed_counts, count);
    return bytes(5, real(1, low) + real(2, high) + bytes(6, packed_limits) + bytes(7, packed_counts));
}
inline std::string image(const std::string& file) {
    return bytes(4, number(1, 1) + number(2, 1) + number(3, 3) + bytes(4, file));
}
inline std::string audio(const std::string& file) {
    return bytes(6, number(2, 1) + bytes(4, file) + bytes(5, "audio/wav"));
}

// TensorFlow 2.
inline std::string shape(std::initializer_list<int> sizes) {
    std::string dims;
    for (const int size : sizes) dims += bytes(2, number(1, static_cast<std::uint64_t>(size)));
    return bytes(2, dims);
}
inline std::string doubles(std::initializer_list<int> sizes, const std::vector<double>& values) {
    std::string raw;
    for (const double value : values) {
        std::uint64_t bits = 0;
        std::memcpy(&bits, &value, sizeof bits);
        raw += little_endian(bits, 8);
    }
    return bytes(8, number(1, 2) + shape(sizes) + bytes(4, raw));
}
inline std::string texts(std::initializer_list<int> sizes, const std::vector<std::string>& values) {
    std::string body = number(1, 7) + shape(sizes);
    for (const std::string& value : values) body += bytes(8, value);
    return bytes(8, body);
}

}  // namespace plain_events
