// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/data/fitted_images.h"

namespace lathe::train {

namespace {

config::Value list_of(const std::vector<double>& numbers) {
    return config::Value(config::List(numbers.begin(), numbers.end()));
}

// Empty: there is no list of numbers.
std::vector<double> numbers_at(const config::Value& value, const char* key) {
    std::vector<double> numbers;
    const config::Value* list = value.get(key);
    if (list == nullptr || !list->is_list()) return {};
    for (const config::Value& number : list->as_list()) {
        if (!number.is_number()) return {};
        numbers.push_back(number.as_number());
    }
    return numbers;
}

}  // namespace

config::Value FittedImages::to_value() const {
    config::Dict images;
    images.emplace_back("channels", shape.channels);
    images.emplace_back("height", shape.height);
    images.emplace_back("width", shape.width);
    images.emplace_back("mean", list_of(statistics.mean));
    images.emplace_back("stddev", list_of(statistics.stddev));
    images.emplace_back("classes", classes);
    images.emplace_back("class_names", config::Value(config::List(class_names.begin(), class_names.end())));
    config::Dict fitted;
    fitted.emplace_back("images", config::Value(std::move(images)));
    return config::Value(std::move(fitted));
}

Result<FittedImages> FittedImages::from_value(const config::Value& value) {
    FittedImages fitted;
    const config::Value* images = value.get("images");
    if (images != nullptr) {
        fitted.shape = {images->int_or("channels", 0), images->int_or("height", 0), images->int_or("width", 0)};
        fitted.statistics = {numbers_at(*images, "mean"), numbers_at(*images, "stddev")};
        fitted.classes = images->int_or("classes", 0);
        if (const config::Value* names = images->get("class_names"); names != nullptr && names->is_list()) {
            for (const config::Value& name : names->as_list())
                if (name.is_string()) fitted.class_names.push_back(name.as_string());
        }
    }
    const auto channels = static_cast<std::size_t>(std::max<std::int64_t>(fitted.shape.channels, 0));
    const bool whole = channels > 0 && fitted.shape.height > 0 && fitted.shape.width > 0 && fitted.classes > 0 &&
                       fitted.statistics.mean.size() == channels && fitted.statistics.stddev.size() == channels;
    if (whole) return fitted;
    return fail("does not say how pictures become numbers", "give a checkpoint of a training on pictures");
}

}  // namespace lathe::train
