// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/use/input_file.h"

#include <cstdint>
#include <filesystem>
#include <system_error>

#include "core/base/input.h"

namespace lathe::train {

namespace {

constexpr std::uint64_t most_stream_bytes = std::uint64_t{8} << 30;

}  // namespace

InputFile::InputFile(const std::string& given) : name_(given), path_(given) {
    if (inherited_descriptor(given)) {
        auto copy = std::make_shared<const StreamFile>(value_or_throw(copy_stream(given, most_stream_bytes)));
        name_ = copy->name;
        path_ = copy->path;
        stream_ = std::move(copy);
        return;
    }
    std::error_code ignored;
    if (!std::filesystem::exists(given, ignored))
        throw TrainError(Error{"there is no such file or folder", "check the path", {}, {}, given});
}

}  // namespace lathe::train
