// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/data/picture_frames.h"

#include "core/train/data/png_chunk.h"
#include "core/train/data/tiff_fields.h"

namespace lathe::train {

namespace {

std::size_t little_endian(std::string_view bytes, std::size_t at, std::size_t size) {
    std::size_t number = 0;
    for (std::size_t i = size; i-- > 0;) {
        number = number << 8 | (at + i < bytes.size() ? static_cast<std::uint8_t>(bytes[at + i]) : 0);
    }
    return number;
}

std::string little_endian_bytes(std::size_t number, std::size_t size) {
    std::string bytes;
    for (std::size_t i = 0; i < size; ++i) bytes += static_cast<char>(number >> 8 * i & 0xff);
    return bytes;
}

// Past the blocks of data that begin at `at`, each behind its length, to the one of length 0.
std::size_t skip_gif_blocks(std::string_view bytes, std::size_t at) {
    while (at < bytes.size() && bytes[at] != 0) at += 1 + static_cast<std::uint8_t>(bytes[at]);
    return at + 1;
}

bool has_two_gif_pictures(std::string_view bytes) {
    const auto colours = [&](std::size_t flags_at) -> std::size_t {
        const std::size_t flags = little_endian(bytes, flags_at, 1);
        return (flags & 0x80) != 0 ? std::size_t{3} << ((flags & 7) + 1) : 0;
    };
    std::size_t at = 13 + colours(10);
    int pictures = 0;
    while (at < bytes.size()) {
        if (bytes[at] == '!') {
            at = skip_gif_blocks(bytes, at + 2);
        } else if (bytes[at] == ',') {
            if (++pictures == 2) return true;
            at = skip_gif_blocks(bytes, at + 11 + colours(at + 9));
        } else {
            return false;
        }
    }
    return false;
}

bool is_animated_png(std::string_view bytes) {
    const auto control = png_chunk(bytes, "acTL");
    // How many pictures, big-endian.
    return control && control->substr(0, 4) > std::string_view("\0\0\0\1", 4);
}

}  // namespace

bool has_further_pictures(PictureFormat format, std::string_view bytes) {
    switch (format) {
        case PictureFormat::gif: return has_two_gif_pictures(bytes);
        case PictureFormat::tiff: return TiffFields(bytes).has_next();
        case PictureFormat::png: return is_animated_png(bytes);
        case PictureFormat::webp: {
            const auto first = bytes.find("ANMF");
            return first_webp_frame(bytes).has_value() && bytes.find("ANMF", first + 4) != std::string_view::npos;
        }
        default: return false;
    }
}

std::optional<WebpFrame> first_webp_frame(std::string_view bytes) {
    constexpr std::size_t head = 12;  // RIFF, size, WEBP
    if (bytes.size() < head + 18 || bytes.substr(head, 4) != "VP8X") return std::nullopt;
    const std::size_t flags = little_endian(bytes, head + 8, 1);
    if ((flags & 0x02) == 0) return std::nullopt;
    WebpFrame frame;
    frame.width = static_cast<std::int64_t>(little_endian(bytes, head + 12, 3)) + 1;
    frame.height = static_cast<std::int64_t>(little_endian(bytes, head + 15, 3)) + 1;
    for (std::size_t at = head; at + 8 <= bytes.size();) {
        const std::size_t size = little_endian(bytes, at + 4, 4);
        if (size > bytes.size() - at - 8) return std::nullopt;
        if (bytes.substr(at, 4) == "ANMF" && size > 16) {
            const std::string_view data = bytes.substr(at + 8, size);
            frame.x = 2 * static_cast<std::int64_t>(little_endian(data, 0, 3));
            frame.y = 2 * static_cast<std::int64_t>(little_endian(data, 3, 3));
            std::string body = "WEBPVP8X" + little_endian_bytes(10, 4) + little_endian_bytes(flags & 0x10, 4);
            body += data.substr(6, 6);  // its own width and height
            body += data.substr(16);
            frame.bytes = "RIFF" + little_endian_bytes(body.size(), 4) + body;
            return frame;
        }
        at += 8 + size + size % 2;
    }
    return std::nullopt;
}

}  // namespace lathe::train
