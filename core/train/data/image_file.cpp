// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/data/image_file.h"

#include "core/base/files.h"
#include "core/train/data/image_scale.h"
#include "core/train/data/picture_decoder.h"

namespace lathe::train {

namespace {

constexpr std::uint64_t max_file_size = 256ull << 20;

}  // namespace

Result<Picture> read_picture(const fs::path& path, const PicturePolicy& policy) {
    const auto bytes = read_file(path, max_file_size);
    if (!bytes) return fail(bytes.error());
    auto picture = decode_picture(*bytes, policy);
    if (picture) return picture;
    Error error = std::move(picture).error();
    error.file = path.string();
    if (error.hint.empty()) error.hint = "replace or remove the file";
    return fail(std::move(error));
}

Result<std::vector<std::uint8_t>> read_image_file(const fs::path& path, const ImageShape& shape,
                                                  const PicturePolicy& policy) {
    const auto picture = read_picture(path, policy);
    if (!picture) return fail(picture.error());
    std::vector<std::uint8_t> pixels(static_cast<std::size_t>(shape.size()));
    scale(*picture, shape, pixels.data());
    return pixels;
}

}  // namespace lathe::train
