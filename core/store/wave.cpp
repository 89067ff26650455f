// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/wave.h"

#include <algorithm>
#include <bit>
#include <cmath>

#include <fmt/format.h>

namespace lathe::store {

namespace {

template <class T>
T little_endian(std::string_view bytes) {
    T value = 0;
    for (std::size_t i = 0; i < sizeof(T) && i < bytes.size(); ++i)
        value |= static_cast<T>(static_cast<unsigned char>(bytes[i])) << (8 * i);
    return value;
}

struct Format {
    int kind = 0;  // 1: PCM, 3: float
    int channels = 0;
    int rate = 0;
    std::size_t bytes = 0;  // of one sample

    bool is_known() const {
        const bool pcm = kind == 1 && bytes >= 1 && bytes <= 4;
        return (pcm || (kind == 3 && (bytes == 4 || bytes == 8))) && channels > 0 && channels <= 256 && rate > 0;
    }
};

Format format_of(std::string_view chunk) {
    constexpr int extensible = 0xfffe;  // what it is stands at the head of an identifier behind
    Format format;
    if (chunk.size() < 16) return format;
    format.kind = little_endian<std::uint16_t>(chunk);
    if (format.kind == extensible && chunk.size() >= 26) format.kind = little_endian<std::uint16_t>(chunk.substr(24));
    format.channels = little_endian<std::uint16_t>(chunk.substr(2));
    const auto rate = little_endian<std::uint32_t>(chunk.substr(4));
    format.rate = rate <= 10'000'000 ? static_cast<int>(rate) : 0;
    format.bytes = (little_endian<std::uint16_t>(chunk.substr(14)) + 7) / 8;
    return format;
}

float sample_of(const Format& format, std::string_view at) {
    if (format.kind == 3) {
        const double value = format.bytes == 4 ? std::bit_cast<float>(little_endian<std::uint32_t>(at))
                                               : std::bit_cast<double>(little_endian<std::uint64_t>(at));
        return std::isfinite(value) ? static_cast<float>(std::clamp(value, -1.0, 1.0)) : 0;
    }
    if (format.bytes == 1) return static_cast<float>(static_cast<unsigned char>(at[0]) - 128) / 128;
    // The sign is the uppermost bit, of whatever width.
    const auto raw = little_endian<std::uint32_t>(at.substr(0, format.bytes)) << (8 * (4 - format.bytes));
    return static_cast<float>(static_cast<double>(static_cast<std::int32_t>(raw)) / 2147483648.0);
}

void find_peaks(const Format& format, std::string_view data, std::size_t parts, Wave& wave) {
    const std::size_t frame = format.bytes * static_cast<std::size_t>(format.channels);
    const auto frames = static_cast<std::size_t>(wave.frames);
    parts = std::min(parts, frames);
    wave.peaks.resize(parts);
    for (std::size_t part = 0; part < parts; ++part) {
        Wave::Peak& peak = wave.peaks[part];
        peak = {1, -1};
        for (std::size_t i = part * frames / parts; i < (part + 1) * frames / parts; ++i) {
            for (std::size_t at = i * frame; at < (i + 1) * frame; at += format.bytes) {
                const float sample = sample_of(format, data.substr(at, format.bytes));
                peak.low = std::min(peak.low, sample);
                peak.high = std::max(peak.high, sample);
            }
        }
    }
}

}  // namespace

Result<Wave> read_wave(std::string_view bytes, std::size_t parts) {
    if (bytes.size() < 12 || bytes.substr(0, 4) != "RIFF" || bytes.substr(8, 4) != "WAVE")
        return fail("this is no WAV file");
    Format format;
    for (std::size_t at = 12; at + 8 <= bytes.size();) {
        const std::string_view kind = bytes.substr(at, 4);
        const std::size_t size = little_endian<std::uint32_t>(bytes.substr(at + 4));
        const std::string_view chunk = bytes.substr(at + 8, size);
        if (kind == "fmt ") format = format_of(chunk);
        if (kind == "data") {
            if (!format.is_known())
                return fail(fmt::format("its samples are of a kind that is not known ({})", format.kind));
            Wave wave{format.rate, format.channels, 0, {}};
            wave.frames =
                static_cast<std::int64_t>(chunk.size() / format.bytes / static_cast<std::size_t>(format.channels));
            find_peaks(format, chunk, parts, wave);
            return wave;
        }
        at += 8 + size + size % 2;  // chunks begin at even places
    }
    return fail("this WAV file has no samples");
}

}  // namespace lathe::store
