// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <string_view>
#include <utility>

#include "core/store/event_file.h"
#include "core/store/tensorboard.pb.h"

namespace lathe::store {

namespace {

template <class T>
T from_little_endian(std::string_view bytes) {
    std::array<char, sizeof(T)> copy{};
    std::copy_n(bytes.begin(), sizeof(T), copy.begin());
    if constexpr (std::endian::native == std::endian::big) std::reverse(copy.begin(), copy.end());
    return std::bit_cast<T>(copy);
}

// A scalar as a tensor: one float or double, in a typed field or as raw little-endian bytes.
std::optional<double> scalar_of(const tensorboard::Tensor& tensor) {
    constexpr int type_float = 1, type_double = 2;
    const std::string& raw = tensor.tensor_content();
    if (tensor.dtype() == type_float) {
        if (tensor.float_val_size() == 1) return tensor.float_val(0);
        if (raw.size() == sizeof(float)) return from_little_endian<float>(raw);
    }
    if (tensor.dtype() == type_double) {
        if (tensor.double_val_size() == 1) return tensor.double_val(0);
        if (raw.size() == sizeof(double)) return from_little_endian<double>(raw);
    }
    return std::nullopt;
}

std::optional<double> scalar_of(const tensorboard::Summary::Value& value) {
    if (value.has_simple_value()) return value.simple_value();
    if (value.has_tensor()) return scalar_of(value.tensor());
    return std::nullopt;
}

void drop_from(ScalarSeries& series, std::int64_t step) {
    for (auto& [tag, points] : series) std::erase_if(points, [&](const ScalarPoint& p) { return p.step >= step; });
    std::erase_if(series, [](const auto& entry) { return entry.second.empty(); });
}

}  // namespace

EventFolderReader::EventFolderReader(std::filesystem::path folder) : events_(std::move(folder)) {}

ScalarSeries EventFolderReader::poll() {
    restarted_at_.reset();
    ScalarSeries series;
    events_.poll([&](const tensorboard::Event& event) { take(event, series); });
    return series;
}

void EventFolderReader::take(const tensorboard::Event& event, ScalarSeries& series) {
    if (event.has_session_log() && event.session_log().status() == tensorboard::SessionLog::START) {
        drop_from(series, event.step());
        restarted_at_ = std::min(restarted_at_.value_or(event.step()), event.step());
        return;
    }
    if (!event.has_summary()) return;
    for (const auto& value : event.summary().value())
        if (const auto number = scalar_of(value))
            series[value.tag()].push_back({event.step(), event.wall_time(), *number});
}

}  // namespace lathe::store
