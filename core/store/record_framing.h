// SPDX-License-Identifier: GPL-3.0-or-later
// TFRecord framing: 8 bytes of length (little-endian), masked CRC-32C of those, the data, masked CRC-32C of the data.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace lathe::store {

// Appends `data` with its frame to `out`.
void append_record(std::string& out, std::string_view data);

// One record within the bytes of a file.
struct RecordView {
    // Whether the record can be used; damaged: a checksum is wrong.
    enum class Status : std::uint8_t { whole, torn, damaged };
    Status status = Status::torn;
    std::string_view data;
    std::uint64_t size =
        0;  // of the record with its frame; torn: how much it will take, 16 while the length is unknown
};
// The record at the start of `bytes`. A torn one is cut short by the end of `bytes`.
RecordView first_record(std::string_view bytes);

}  // namespace lathe::store
