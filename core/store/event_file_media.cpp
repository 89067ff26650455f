// SPDX-License-Identifier: GPL-3.0-or-later
// Histograms, pictures and hyper-parameters in event files.
#include <algorithm>
#include <cmath>
#include <limits>

#include "core/store/event_file.h"
#include "core/store/tensorboard.pb.h"

namespace lathe::store {

namespace {

// TensorBoard's buckets: 1e-12, growing by a tenth up to 1e20, the same below zero, and the largest double.
const std::vector<double>& bucket_limits() {
    static const std::vector<double> limits = [] {
        std::vector<double> positive;
        for (double limit = 1e-12; limit < 1e20; limit *= 1.1) positive.push_back(limit);
        std::vector<double> all;
        for (auto it = positive.rbegin(); it != positive.rend(); ++it) all.push_back(-*it);
        all.push_back(0);
        all.insert(all.end(), positive.begin(), positive.end());
        all.push_back(std::numeric_limits<double>::max());
        return all;
    }();
    return limits;
}

// Runs of empty buckets become one, as TensorBoard writes them.
void fill_buckets(const std::vector<double>& counts, tensorboard::Histogram& histogram) {
    const auto& limits = bucket_limits();
    for (std::size_t i = 0; i < counts.size();) {
        std::size_t last = i;
        if (counts[i] == 0)
            while (last + 1 < counts.size() && counts[last + 1] == 0) ++last;
        histogram.add_bucket_limit(limits[last]);
        histogram.add_bucket(counts[i]);
        i = last + 1;
    }
}

tensorboard::HParams::Setting setting_of(const config::Value& value) {
    tensorboard::HParams::Setting setting;
    if (value.is_bool()) setting.set_bool_value(value.as_bool());
    else if (value.is_number()) setting.set_number_value(value.as_number());
    else if (value.is_string()) setting.set_string_value(value.as_string());
    else setting.set_string_value(config::to_yaml_inline(value));
    return setting;
}

}  // namespace

void EventFileWriter::add_histogram(const std::string& tag, std::int64_t step, double wall_time,
                                    const std::vector<double>& values) {
    const auto& limits = bucket_limits();
    std::vector<double> counts(limits.size());
    tensorboard::Event event;
    event.set_wall_time(wall_time);
    event.set_step(step);
    auto* value = event.mutable_summary()->add_value();
    value->set_tag(tag);
    auto& histogram = *value->mutable_histo();
    double low = std::numeric_limits<double>::infinity();
    double high = -low;
    double sum = 0;
    double squares = 0;
    double count = 0;
    for (const double one : values) {
        if (!std::isfinite(one)) continue;
        const auto bucket = std::lower_bound(limits.begin(), limits.end(), one);
        ++counts[static_cast<std::size_t>(std::min(bucket, limits.end() - 1) - limits.begin())];
        low = std::min(low, one);
        high = std::max(high, one);
        sum += one;
        squares += one * one;
        ++count;
    }
    if (count == 0) return;
    histogram.set_min(low);
    histogram.set_max(high);
    histogram.set_num(count);
    histogram.set_sum(sum);
    histogram.set_sum_squares(squares);
    fill_buckets(counts, histogram);
    add(event);
}

void EventFileWriter::add_image(const std::string& tag, std::int64_t step, double wall_time, int width, int height,
                                const std::string& png) {
    tensorboard::Event event;
    event.set_wall_time(wall_time);
    event.set_step(step);
    auto* value = event.mutable_summary()->add_value();
    value->set_tag(tag);
    auto& image = *value->mutable_image();
    image.set_width(width);
    image.set_height(height);
    image.set_colorspace(3);
    image.set_encoded_image_string(png);
    add(event);
}

void EventFileWriter::add_hparams_record(const char* tag, const tensorboard::HParams& record, double wall_time) {
    tensorboard::Event event;
    event.set_wall_time(wall_time);
    auto* value = event.mutable_summary()->add_value();
    value->set_tag(tag);
    auto& data = *value->mutable_metadata()->mutable_plugin_data();
    data.set_plugin_name("hparams");
    data.set_content(record.SerializeAsString());
    add(event);
}

void EventFileWriter::add_hparams(const config::Value& settings, double wall_time) {
    tensorboard::HParams record;
    auto& start = *record.mutable_session_start();
    start.set_start_time_secs(wall_time);
    if (settings.is_dict())
        for (const auto& [name, value] : settings.as_dict()) (*start.mutable_hparams())[name] = setting_of(value);
    add_hparams_record("_hparams_/session_start_info", record, wall_time);
}

void EventFileWriter::add_hparams_end(bool success, double wall_time) {
    tensorboard::HParams record;
    record.mutable_session_end()->set_status(success ? 1 : 2);
    record.mutable_session_end()->set_end_time_secs(wall_time);
    add_hparams_record("_hparams_/session_end_info", record, wall_time);
}

}  // namespace lathe::store
