// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/export/text_output.h"

#include <utility>

namespace lathe::store {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t written_at_once = 1u << 20;

}  // namespace

Result<TextOutput> TextOutput::open(const fs::path& path) {
    TextOutput output;
    if (is_output_stream(path)) {
        auto stream = OutputStream::open(path);
        if (!stream) return fail(std::move(stream.error()));
        output.stream_.emplace(std::move(*stream));
        return output;
    }
    std::error_code code;
    if (fs::is_directory(path, code)) {
        Error error{"is a folder", "name a file in it"};
        error.file = path.string();
        return fail(std::move(error));
    }
    // A link is followed rather than replaced.
    output.path_ = fs::is_symlink(path, code) ? fs::weakly_canonical(path, code) : path;
    output.hidden_ = name_beside(output.path_);
    auto file = AppendFile::open(output.hidden_);
    if (!file) {
        output.hidden_.clear();
        Error error = file.error();
        error.file = path.string();
        return fail(std::move(error));
    }
    output.file_ = std::move(*file);
    return output;
}

TextOutput::TextOutput(TextOutput&& other) noexcept
    : path_(std::move(other.path_)),
      hidden_(std::exchange(other.hidden_, {})),
      file_(std::move(other.file_)),
      stream_(std::move(other.stream_)),
      buffer_(std::move(other.buffer_)) {}

TextOutput::~TextOutput() {
    std::error_code code;
    if (!hidden_.empty()) fs::remove(hidden_, code);
}

Result<void> TextOutput::add(std::string_view text) {
    buffer_ += text;
    return buffer_.size() >= written_at_once ? flush() : Result<void>();
}

Result<void> TextOutput::flush() {
    auto written = stream_ ? stream_->write(buffer_) : file_.append(buffer_);
    buffer_.clear();
    return written;
}

Result<void> TextOutput::finish() {
    if (auto done = flush(); !done || stream_) return done;
    if (auto done = file_.flush_to_disk(); !done) return done;
    std::error_code code;
    const auto before = fs::status(path_, code);
    if (!code && fs::is_regular_file(before)) fs::permissions(hidden_, before.permissions(), code);
    auto renamed = rename_durably(hidden_, path_);
    if (renamed) hidden_.clear();
    return renamed;
}

}  // namespace lathe::store
