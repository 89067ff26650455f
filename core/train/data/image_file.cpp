#include "core/train/data/image_file.h"

#include <png.h>
#include <turbojpeg.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <memory>

#include "core/base/files.h"

namespace lathe::train {

namespace {

constexpr std::uint64_t max_file_size = 256ull << 20;
constexpr std::int64_t max_pixels = 1 << 28;

// Rows of `channels` bytes a pixel.
struct Decoded {
    std::int64_t height = 0;
    std::int64_t width = 0;
    std::vector<std::uint8_t> pixels;
};

tl::unexpected<Error> fail_in_image(const fs::path& path, std::string what) {
    Error error{std::move(what), "replace or remove the file"};
    error.file = path.string();
    return fail(std::move(error));
}

Result<Decoded> decode_png(const fs::path& path, const std::string& bytes, std::int64_t channels) {
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    const std::unique_ptr<png_image, void (*)(png_image*)> guard(&image, png_image_free);
    if (png_image_begin_read_from_memory(&image, bytes.data(), bytes.size()) == 0) {
        return fail_in_image(path, std::string("cannot be read as PNG: ") + image.message);
    }
    Decoded decoded{image.height, image.width, {}};
    if (decoded.height * decoded.width > max_pixels) return fail_in_image(path, "is larger than 16384x16384 pixels");
    image.format = channels == 1 ? PNG_FORMAT_GRAY : PNG_FORMAT_RGB;
    decoded.pixels.resize(PNG_IMAGE_SIZE(image));
    const png_color black{0, 0, 0};
    if (png_image_finish_read(&image, &black, decoded.pixels.data(), 0, nullptr) == 0) {
        return fail_in_image(path, std::string("cannot be read as PNG: ") + image.message);
    }
    return decoded;
}

Result<Decoded> decode_jpeg(const fs::path& path, const std::string& bytes, std::int64_t channels) {
    const std::unique_ptr<void, int (*)(void*)> decoder(tjInitDecompress(), tjDestroy);
    if (!decoder) return fail_in_image(path, "the JPEG library cannot be started");
    const auto* data = reinterpret_cast<const unsigned char*>(bytes.data());
    int width = 0;
    int height = 0;
    int subsampling = 0;
    int colours = 0;
    const auto size = static_cast<unsigned long>(bytes.size());
    const auto problem = [&] {
        return fail_in_image(path, std::string("cannot be read as JPEG: ") + tjGetErrorStr2(decoder.get()));
    };
    if (tjDecompressHeader3(decoder.get(), data, size, &width, &height, &subsampling, &colours) != 0) return problem();
    Decoded decoded{height, width, {}};
    if (decoded.height * decoded.width > max_pixels) return fail_in_image(path, "is larger than 16384x16384 pixels");
    decoded.pixels.resize(static_cast<std::size_t>(decoded.height * decoded.width * channels));
    const int format = channels == 1 ? TJPF_GRAY : TJPF_RGB;
    if (tjDecompress2(decoder.get(), data, size, decoded.pixels.data(), width, 0, height, format, TJFLAG_ACCURATEDCT) !=
        0) {
        return problem();
    }
    return decoded;
}

// Which old pixels make up a new one along an axis, and by how much: a triangle as wide as a new pixel, at least one
// old pixel to either side (bilinear when enlarging, free of aliases when shrinking).
struct Taps {
    std::int64_t first = 0;
    std::vector<float> weights;
};

std::vector<Taps> make_taps(std::int64_t from, std::int64_t to) {
    const double ratio = static_cast<double>(from) / static_cast<double>(to);
    const double reach = std::max(ratio, 1.0);
    std::vector<Taps> all(static_cast<std::size_t>(to));
    for (std::int64_t i = 0; i < to; ++i) {
        const double centre = (static_cast<double>(i) + 0.5) * ratio;
        const auto low = std::max<std::int64_t>(0, static_cast<std::int64_t>(std::floor(centre - reach)));
        const auto high = std::min(from, static_cast<std::int64_t>(std::ceil(centre + reach)));
        Taps& taps = all[static_cast<std::size_t>(i)];
        taps.first = low;
        double sum = 0;
        for (std::int64_t j = low; j < high; ++j) {
            const double weight = std::max(0.0, 1 - std::abs(static_cast<double>(j) + 0.5 - centre) / reach);
            taps.weights.push_back(static_cast<float>(weight));
            sum += weight;
        }
        for (float& weight : taps.weights) weight = static_cast<float>(weight / sum);
    }
    return all;
}

// Scales along both axes and puts the channels first.
std::vector<std::uint8_t> scale(const Decoded& from, const ImageShape& to) {
    const std::vector<Taps> columns = make_taps(from.width, to.width);
    const std::vector<Taps> rows = make_taps(from.height, to.height);
    std::vector<float> narrow(static_cast<std::size_t>(from.height * to.width));
    std::vector<std::uint8_t> result(static_cast<std::size_t>(to.size()));
    for (std::int64_t c = 0; c < to.channels; ++c) {
        for (std::int64_t y = 0; y < from.height; ++y) {
            const std::uint8_t* row = from.pixels.data() + y * from.width * to.channels + c;
            for (std::int64_t x = 0; x < to.width; ++x) {
                const Taps& taps = columns[static_cast<std::size_t>(x)];
                const std::uint8_t* pixel = row + taps.first * to.channels;
                float sum = 0;
                for (const float weight : taps.weights) {
                    sum += weight * static_cast<float>(*pixel);
                    pixel += to.channels;
                }
                narrow[static_cast<std::size_t>(y * to.width + x)] = sum;
            }
        }
        for (std::int64_t y = 0; y < to.height; ++y) {
            const Taps& taps = rows[static_cast<std::size_t>(y)];
            for (std::int64_t x = 0; x < to.width; ++x) {
                float sum = 0;
                std::int64_t at = taps.first * to.width + x;
                for (const float weight : taps.weights) {
                    sum += weight * narrow[static_cast<std::size_t>(at)];
                    at += to.width;
                }
                result[static_cast<std::size_t>(c * to.plane() + y * to.width + x)] =
                    static_cast<std::uint8_t>(std::clamp(std::lround(sum), 0L, 255L));
            }
        }
    }
    return result;
}

}  // namespace

bool is_image_file(const fs::path& path) {
    std::string extension = path.extension().string();
    std::transform(extension.begin(), extension.end(), extension.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return extension == ".png" || extension == ".jpg" || extension == ".jpeg";
}

Result<std::vector<std::uint8_t>> read_image_file(const fs::path& path, const ImageShape& shape) {
    const auto bytes = read_file(path, max_file_size);
    if (!bytes) return fail(bytes.error());
    // By what it is, not by what it is called.
    const bool png = bytes->starts_with("\x89PNG");
    const auto decoded = png ? decode_png(path, *bytes, shape.channels) : decode_jpeg(path, *bytes, shape.channels);
    if (!decoded) return fail(decoded.error());
    return scale(*decoded, shape);
}

Result<std::string> encode_png(const std::vector<std::uint8_t>& pixels, int width, int height) {
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    image.width = static_cast<png_uint_32>(width);
    image.height = static_cast<png_uint_32>(height);
    image.format = PNG_FORMAT_RGB;
    png_alloc_size_t size = 0;
    if (png_image_write_to_memory(&image, nullptr, &size, 0, pixels.data(), 0, nullptr) == 0)
        return fail(image.message);
    std::string bytes(size, '\0');
    if (png_image_write_to_memory(&image, bytes.data(), &size, 0, pixels.data(), 0, nullptr) == 0) {
        return fail(image.message);
    }
    bytes.resize(size);
    return bytes;
}

}  // namespace lathe::train
