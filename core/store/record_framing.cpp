// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/record_framing.h"

#include "core/base/crc32c.h"

namespace lathe::store {

namespace {

constexpr std::size_t head_size = 12;
constexpr std::size_t tail_size = 4;
constexpr std::uint64_t max_data_size = 1ull << 31;  // protobufs are smaller than that

template <class T>
void put_little_endian(char* out, T value) {
    for (std::size_t i = 0; i < sizeof(T); ++i) out[i] = static_cast<char>(value >> (8 * i) & 0xff);
}

template <class T>
T little_endian(std::string_view bytes) {
    T value = 0;
    for (std::size_t i = 0; i < sizeof(T); ++i)
        value |= static_cast<T>(static_cast<unsigned char>(bytes[i])) << (8 * i);
    return value;
}

}  // namespace

void append_record(std::string& out, std::string_view data) {
    char head[head_size];
    put_little_endian(head, static_cast<std::uint64_t>(data.size()));
    put_little_endian(head + 8, masked_crc32c(std::string_view(head, 8)));
    out.append(head, head_size);
    out += data;
    char tail[tail_size];
    put_little_endian(tail, masked_crc32c(data));
    out.append(tail, tail_size);
}

RecordView first_record(std::string_view bytes) {
    using Status = RecordView::Status;
    if (bytes.size() < head_size) return {Status::torn, {}, head_size + tail_size};
    const auto length = little_endian<std::uint64_t>(bytes);
    if (little_endian<std::uint32_t>(bytes.substr(8)) != masked_crc32c(bytes.substr(0, 8)) || length > max_data_size)
        return {Status::damaged, {}, 0};
    const std::uint64_t size = head_size + length + tail_size;
    if (bytes.size() < size) return {Status::torn, {}, size};
    const auto data = bytes.substr(head_size, length);
    if (little_endian<std::uint32_t>(bytes.substr(head_size + length)) != masked_crc32c(data))
        return {Status::damaged, {}, size};
    return {Status::whole, data, size};
}

}  // namespace lathe::store
