// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/data/data_report.h"

#include <algorithm>

#include "core/base/plural.h"

namespace lathe::train {

namespace {

constexpr std::size_t most_classes_listed = 50;

std::string class_name(const DataReport& report, std::size_t number) {
    return number < report.class_names.size() ? report.class_names[number] : std::to_string(number);
}

std::string class_counts(const DataReport& report, const DataPart& part) {
    if (part.of_class.empty()) return {};
    if (part.of_class.size() > most_classes_listed) {
        const auto [least, most] = std::minmax_element(part.of_class.begin(), part.of_class.end());
        return " of " + counted(part.of_class.size(), "class", "classes") + ", " + std::to_string(*least) + " to " +
               std::to_string(*most) + " of each";
    }
    std::string text = ":";
    for (std::size_t i = 0; i < part.of_class.size(); ++i) {
        text += (i == 0 ? " " : ", ") + class_name(report, i) + " " + std::to_string(part.of_class[i]);
    }
    return text;
}

}  // namespace

std::vector<std::string> DataReport::lines() const {
    std::vector<std::string> lines;
    for (const DataPart& part : parts) {
        lines.push_back("data: " + part.name + ", " + counted(part.samples, "sample") + class_counts(*this, part));
    }
    for (const std::string& note : notes) lines.push_back("data: " + note);
    return lines;
}

config::Value DataReport::to_value() const {
    config::Dict counted;
    for (const DataPart& part : parts) {
        config::Dict of_part;
        of_part.emplace_back("samples", part.samples);
        if (part.of_class.size() > most_classes_listed) {
            of_part.emplace_back("classes", static_cast<std::int64_t>(part.of_class.size()));
        } else if (!part.of_class.empty()) {
            config::Dict classes;
            for (std::size_t i = 0; i < part.of_class.size(); ++i) {
                classes.emplace_back(class_name(*this, i), part.of_class[i]);
            }
            of_part.emplace_back("classes", config::Value(std::move(classes)));
        }
        counted.emplace_back(part.name, config::Value(std::move(of_part)));
    }
    config::Dict all;
    all.emplace_back("parts", config::Value(std::move(counted)));
    if (!notes.empty()) all.emplace_back("notes", config::Value(config::List(notes.begin(), notes.end())));
    return config::Value(std::move(all));
}

}  // namespace lathe::train
