// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/data/picture_format.h"

#include <algorithm>
#include <array>
#include <string>

namespace lathe::train {

namespace {

std::string extension_of(const std::filesystem::path& path) {
    std::string extension = path.extension().string();
    for (char& c : extension) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return extension;
}

template <std::size_t count>
bool is_among(const std::string& text, const std::array<std::string_view, count>& all) {
    return std::find(all.begin(), all.end(), text) != all.end();
}

}  // namespace

PictureFormat picture_format(std::string_view bytes) {
    using std::string_view_literals::operator""sv;
    if (bytes.starts_with("\x89PNG\r\n\x1a\n"sv)) return PictureFormat::png;
    if (bytes.starts_with("\xff\xd8\xff"sv)) return PictureFormat::jpeg;
    if (bytes.starts_with("GIF87a"sv) || bytes.starts_with("GIF89a"sv)) return PictureFormat::gif;
    if (bytes.starts_with("RIFF"sv) && bytes.size() >= 12 && bytes.substr(8, 4) == "WEBP"sv) return PictureFormat::webp;
    for (const auto start : {"II*\0"sv, "MM\0*"sv, "II+\0"sv, "MM\0+"sv}) {
        if (bytes.starts_with(start)) return PictureFormat::tiff;
    }
    // Two letters alone are too few: text may begin with them. The reserved bytes of the header are 0, mostly; the
    // size of the second header is below 256, always.
    if (bytes.starts_with("BM"sv) && bytes.size() >= 16 && bytes.substr(15, 1) == "\0"sv && bytes[14] >= 12) {
        return PictureFormat::bmp;
    }
    if (bytes.size() >= 4 && bytes[0] == 'P' && bytes[1] >= '1' && bytes[1] <= '6' &&
        (bytes[2] == '\n' || bytes[2] == ' ' || bytes[2] == '\t' || bytes[2] == '\r') &&
        (bytes[3] == '#' || (bytes[3] >= '0' && bytes[3] <= '9'))) {
        return PictureFormat::pnm;
    }
    return PictureFormat::none;
}

const char* format_name(PictureFormat format) {
    switch (format) {
        case PictureFormat::png: return "PNG";
        case PictureFormat::jpeg: return "JPEG";
        case PictureFormat::gif: return "GIF";
        case PictureFormat::webp: return "WEBP";
        case PictureFormat::bmp: return "BMP";
        case PictureFormat::tiff: return "TIFF";
        case PictureFormat::pnm: return "PNM";
        case PictureFormat::none: break;
    }
    return "";
}

bool has_readable_extension(const std::filesystem::path& path) {
    static constexpr std::array<std::string_view, 14> readable{".png",  ".jpg",  ".jpeg", ".jpe", ".jfif",
                                                               ".gif",  ".webp", ".bmp",  ".dib", ".tif",
                                                               ".tiff", ".ppm",  ".pgm",  ".pbm"};
    return is_among(extension_of(path), readable);
}

bool has_picture_extension(const std::filesystem::path& path) {
    static constexpr std::array<std::string_view, 17> others{".avif", ".heic", ".heif", ".jxl",  ".jp2", ".j2k",
                                                             ".psd",  ".tga",  ".ico",  ".pcx",  ".svg", ".exr",
                                                             ".hdr",  ".dds",  ".xcf",  ".apng", ".pnm"};
    return has_readable_extension(path) || is_among(extension_of(path), others);
}

}  // namespace lathe::train
