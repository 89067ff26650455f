// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/export/text_output.h"

#include <utility>

namespace lathe::store {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t written_at_once = 1u << 20;

}  // namespace

Result<TextOutput> TextOutput::open(const fs::path& path) {
    if (auto may = check_output(path); !may) return fail(std::move(may.error()));
    TextOutput output;
    if (is_output_stream(path)) {
        auto stream = OutputStream::open(path);
        if (!stream) return fail(std::move(stream.error()));
        output.stream_.emplace(std::move(*stream));
    } else {
        auto file = WholeFile::begin(path);
        if (!file) return fail(std::move(file.error()));
        output.file_.emplace(std::move(*file));
    }
    return output;
}

Result<void> TextOutput::add(std::string_view text) {
    if (file_) return file_->append(text);
    buffer_ += text;
    return buffer_.size() >= written_at_once ? flush() : Result<void>();
}

Result<void> TextOutput::flush() {
    auto written = stream_->write(buffer_);
    buffer_.clear();
    return written;
}

Result<void> TextOutput::finish() {
    return file_ ? file_->finish() : flush();
}

}  // namespace lathe::store
