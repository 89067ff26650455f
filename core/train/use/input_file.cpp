// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/use/input_file.h"

#include <filesystem>
#include <system_error>

#include "core/base/files.h"
#include "core/base/input.h"

namespace lathe::train {

namespace {

constexpr std::uint64_t most_stream_bytes = std::uint64_t{8} << 30;

}  // namespace

InputFile::InputFile(const std::string& given) : name_(given), path_(given) {
    if (inherited_descriptor(given)) {
        Input input = value_or_throw(read_input(given, most_stream_bytes));
        folder_ = std::make_shared<const TemporaryFolder>(value_or_throw(TemporaryFolder::make("lathe-input-")));
        name_ = std::move(input.name);
        path_ = (folder_->path() / name_).string();
        value_or_throw(write_file_atomically(path_, input.text));
        return;
    }
    std::error_code ignored;
    if (!std::filesystem::exists(given, ignored))
        throw TrainError(Error{"there is no such file or folder", "check the path", {}, {}, given});
}

}  // namespace lathe::train
