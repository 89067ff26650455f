// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/data/picture_decoder.h"

#include <cstring>
#include <string_view>

#include "core/train/data/magick.h"
#include "core/train/data/picture_format.h"
#include "core/train/data/picture_frames.h"
#include "core/train/data/png_chunk.h"
#include "core/train/data/tiff_fields.h"

namespace lathe::train {

namespace {

// value * 255 / 65535, rounded.
std::uint32_t to_8_bits(std::uint32_t value) {
    value += 128;
    return (value - (value >> 8)) >> 8;
}

// a * b / 255, rounded.
std::uint32_t part_of(std::uint32_t a, std::uint32_t b) {
    const std::uint32_t product = a * b + 128;
    return (product + (product >> 8)) >> 8;
}

struct Colour {
    std::uint32_t r, g, b;
};

// How the library's pixels become ours.
struct Conversion {
    PicturePolicy policy;
    bool cmyk = false;
    bool has_alpha = false;
    bool high_bytes = false;  // 16-bit numbers that were made of 8-bit ones, by shifting

    std::uint32_t level(Quantum value) const { return high_bytes ? value >> 8u : to_8_bits(value); }

    Colour colour(const PixelPacket& pixel) const {
        Colour c{level(pixel.red), level(pixel.green), level(pixel.blue)};
        if (cmyk) {
            const std::uint32_t light = 255 - level(pixel.opacity);  // the place of K
            c = {light - part_of(c.r, light), light - part_of(c.g, light), light - part_of(c.b, light)};
        } else if (has_alpha && policy.alpha != PicturePolicy::Alpha::drop) {
            const std::uint32_t ground = policy.alpha == PicturePolicy::Alpha::white ? 255 : 0;
            const std::uint32_t clear = to_8_bits(pixel.opacity);  // 0: opaque
            const auto lay = [&](std::uint32_t v) {
                const std::uint32_t sum = v * (255 - clear) + ground * clear + 128;
                return (sum + (sum >> 8)) >> 8;
            };
            c = {lay(c.r), lay(c.g), lay(c.b)};
        }
        return c;
    }

    void row(const PixelPacket* from, std::int64_t count, std::uint8_t* to) const {
        const bool plain = !cmyk && !high_bytes && (!has_alpha || policy.alpha == PicturePolicy::Alpha::drop);
        if (plain && policy.channels == 3) {  // nearly all: no questions for each pixel
            for (std::int64_t i = 0; i < count; ++i) {
                to[3 * i] = static_cast<std::uint8_t>(to_8_bits(from[i].red));
                to[3 * i + 1] = static_cast<std::uint8_t>(to_8_bits(from[i].green));
                to[3 * i + 2] = static_cast<std::uint8_t>(to_8_bits(from[i].blue));
            }
            return;
        }
        for (const PixelPacket* end = from + count; from != end; ++from) {
            const Colour c = colour(*from);
            if (policy.channels == 1) {
                *to++ = static_cast<std::uint8_t>((c.r * 19595 + c.g * 38470 + c.b * 7471 + 0x8000) >> 16);
            } else {
                *to++ = static_cast<std::uint8_t>(c.r);
                *to++ = static_cast<std::uint8_t>(c.g);
                *to++ = static_cast<std::uint8_t>(c.b);
            }
        }
    }
};

// Where a picture lies on a larger area.
struct Place {
    std::int64_t x = 0, y = 0, width = 0, height = 0;
};

Result<Picture> convert(Image& image, const Conversion& conversion, const Place& place) {
    const auto columns = static_cast<std::int64_t>(image.columns);
    const auto rows = static_cast<std::int64_t>(image.rows);
    if (place.x < 0 || place.y < 0 || place.x + columns > place.width || place.y + rows > place.height)
        return fail("its first picture does not lie on its area");
    if (place.width * place.height > std::int64_t{1} << 28) return fail("is larger than 16384 x 16384 pixels");
    MagickReport report;
    const PixelPacket* pixels = AcquireImagePixels(&image, 0, 0, image.columns, image.rows, report.get());
    if (pixels == nullptr) return fail(report.text());
    Picture picture{place.height, place.width, conversion.policy.channels, {}, {}};
    // Outside of the first picture of an animation there is nothing: transparent black.
    const bool white = conversion.policy.alpha == PicturePolicy::Alpha::white;
    picture.pixels.resize(static_cast<std::size_t>(place.height * place.width * picture.channels), white ? 255 : 0);
    for (std::int64_t y = 0; y < rows; ++y) {
        conversion.row(pixels + y * columns, columns,
                       picture.pixels.data() + ((place.y + y) * place.width + place.x) * picture.channels);
    }
    picture.traits.alpha = columns < place.width || rows < place.height;
    for (std::int64_t i = 0; conversion.has_alpha && !picture.traits.alpha && i < rows * columns; ++i)
        picture.traits.alpha = pixels[i].opacity != OpaqueOpacity;
    picture.traits.cmyk = conversion.cmyk;
    return picture;
}

std::uint32_t orientation_of(const Image& image, PictureFormat format, std::string_view bytes) {
    // The library leaves this chunk out.
    if (const auto exif = format == PictureFormat::png ? png_chunk(bytes, "eXIf") : std::nullopt)
        return TiffFields(*exif).number(TiffFields::orientation).value_or(1);
    if (image.orientation != UndefinedOrientation) return static_cast<std::uint32_t>(image.orientation);
    std::size_t size = 0;
    const unsigned char* exif = GetImageProfile(&image, "EXIF", &size);
    if (exif == nullptr) return 1;
    const TiffFields fields(std::string_view(reinterpret_cast<const char*>(exif), size));
    return fields.number(TiffFields::orientation).value_or(1);
}

Result<void> check_tiff(const TiffFields& fields) {
    const std::uint32_t format = fields.number(TiffFields::sample_format).value_or(1);
    const std::uint32_t bits = fields.number(TiffFields::bits_per_sample).value_or(1);
    const char* const kind = format == 2 ? "signed " : format == 3 ? "floating-point " : format > 4 ? "complex " : "";
    if (format == 2 || format == 3 || format > 4 || bits > 16)  // 4: it does not say; they are whole
        return fail("holds " + std::string(kind) + "numbers of " + std::to_string(bits) + " bits",
                    "give whole numbers of 8 or 16 bits");
    return {};
}

}  // namespace

Result<Picture> decode_picture(const std::string& bytes, const PicturePolicy& policy) {
    if (bytes.empty()) return fail("is empty");
    const PictureFormat format = picture_format(bytes);
    if (format == PictureFormat::none) return fail("is no picture of a format that is read");
    start_magick();
    const std::string name = format_name(format);
    Conversion conversion{policy};
    if (format == PictureFormat::tiff) {
        const TiffFields fields(bytes);
        if (auto good = check_tiff(fields); !good) return fail(good.error());
        conversion.high_bytes = fields.number(TiffFields::photometric) == 3u;  // the colours of its palette
    }
    const auto frame = format == PictureFormat::webp ? first_webp_frame(bytes) : std::nullopt;
    const std::string& data = frame ? frame->bytes : bytes;
    MagickReport report;
    const MagickInfo info = magick_info(name.c_str());
    const MagickImage image(BlobToImage(info.get(), data.data(), data.size(), report.get()));
    // Of what the library calls a warning this one means that pixels are missing.
    const bool cut = report.text().find("Premature end") != std::string::npos;
    if (!image || report.is_error() || cut) {
        const std::string reason = report.text();
        return fail("cannot be read as " + name + (reason.empty() ? "" : ": " + reason));
    }
    conversion.cmyk = IsCMYKColorspace(image->colorspace);
    conversion.has_alpha = image->matte != 0 && !conversion.cmyk;
    if (!conversion.cmyk && !IsRGBCompatibleColorspace(image->colorspace) && !IsGrayColorspace(image->colorspace))
        return fail("has colours that are neither grey, RGB nor CMYK", "convert it to RGB");
    Place place{0, 0, static_cast<std::int64_t>(image->columns), static_cast<std::int64_t>(image->rows)};
    if (frame) place = {frame->x, frame->y, frame->width, frame->height};
    if (format == PictureFormat::gif && image->page.width != 0 && image->page.height != 0) {
        place = {image->page.x, image->page.y, static_cast<std::int64_t>(image->page.width),
                 static_cast<std::int64_t>(image->page.height)};
    }
    auto picture = convert(*image, conversion, place);
    if (!picture) return picture;
    picture->traits.deep = image->depth > 8 && !conversion.high_bytes;
    picture->traits.further = has_further_pictures(format, bytes);
    picture->traits.warning = report.text();
    const std::uint32_t orientation = orientation_of(*image, format, bytes);
    picture->traits.turned = orientation >= 2 && orientation <= 8;
    if (policy.orientation) *picture = upright(std::move(*picture), orientation);
    return picture;
}

Result<std::string> encode_png(const std::vector<std::uint8_t>& pixels, int width, int height) {
    start_magick();
    MagickReport report;
    const MagickImage image(ConstituteImage(static_cast<unsigned long>(width), static_cast<unsigned long>(height),
                                            "RGB", CharPixel, pixels.data(), report.get()));
    if (!image) return fail(report.text());
    const MagickInfo info = magick_info("PNG");
    std::strncpy(image->magick, "PNG", sizeof image->magick - 1);
    std::size_t size = 0;
    const std::unique_ptr<void, void (*)(void*)> data(ImageToBlob(info.get(), image.get(), &size, report.get()),
                                                      MagickFree);
    if (!data) return fail(report.text());
    return std::string(static_cast<const char*>(data.get()), size);
}

}  // namespace lathe::train
