// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/train/use/trained_fixture.h"

#include <algorithm>

#include <fmt/format.h>

#include "core/base/csv.h"
#include "core/base/files.h"
#include "core/base/random.h"

namespace lathe::test {

namespace {

const std::vector<std::string> picture_classes{"left", "none", "right"};

config::Value config_with(const std::vector<std::pair<std::string, config::Value>>& values) {
    config::Value config{config::Dict{}};
    for (const auto& [key, value] : values) config.set(key, value);
    return config;
}

}  // namespace

TrainedFixture::TrainedFixture() : root_(folder_.path().toStdString()) {}

void TrainedFixture::write(const std::string& name, const std::string& bytes) const {
    fs::create_directories(path(name).parent_path());
    if (auto written = write_file_atomically(path(name), bytes); !written) qFatal("%s", written.error().str().c_str());
}

void TrainedFixture::write_picture(const std::string& name, int label, std::uint64_t seed) const {
    std::string bytes = "P5\n12 12\n255\n";
    Random random(seed);
    for (int y = 0; y < 12; ++y) {
        for (int x = 0; x < 12; ++x) {
            const bool bright = label != 1 && y < 6 && (label == 0 ? x < 6 : x >= 6);
            bytes +=
                static_cast<char>(std::clamp(80 + (bright ? 25 : 0) + static_cast<int>(40 * random.normal()), 0, 255));
        }
    }
    write(name, bytes);
}

config::Value TrainedFixture::pictures_config(const std::vector<std::pair<std::string, config::Value>>& changes) {
    for (int label = 0; label < 3; ++label) {
        for (int i = 0; i < 40; ++i) {
            const std::string end = fmt::format("{}/{:02}.pgm", picture_classes[static_cast<std::size_t>(label)], i);
            const auto seed = static_cast<std::uint64_t>(100 * label + i);
            write_picture("pictures/train/" + end, label, seed);
            if (i < 20) write_picture("pictures/test/" + end, label, 1000 + seed);
        }
    }
    auto all = std::vector<std::pair<std::string, config::Value>>{{"data.name", "image_folder"},
                                                                  {"data.root", file("pictures")},
                                                                  {"data.height", 12},
                                                                  {"data.width", 12},
                                                                  {"data.channels", 1}};
    all.insert(all.end(), changes.begin(), changes.end());
    config::Value config = small_config(all);
    for (const char* synthetic : {"samples", "val_samples", "test_samples", "size"})
        config.erase(std::string("data.") + synthetic);
    return config;
}

config::Value TrainedFixture::table_config(const std::string& task) {
    std::string rows = "name,age,town,visited,back,spent\n";
    Random random(3);
    const std::vector<std::string> towns{"Ulm", "Köln", "\"Bonn, am Rhein\""};
    for (int i = 0; i < 200; ++i) {
        const auto town = random.below(3);
        const double age = 20 + 50 * random.uniform();
        const bool back = age + 20 * static_cast<double>(town) + 6 * random.normal() > 65;
        rows += fmt::format("p{},{:.1f},{},2024-0{}-1{},{},{:.2f}\n", i, age, towns[town], 1 + random.below(9),
                            random.below(10), back ? "yes" : "no",
                            1000 + 30 * age + 200 * static_cast<double>(town) + 20 * random.normal());
    }
    write("rows.csv", rows);
    return config_with({{"train.batch_size", 20},
                        {"train.epochs", 6},
                        {"train.enable_model_summary", false},
                        {"hw.threads", 1},
                        {"network.name", "mlp"},
                        {"network.hidden", config::List{8}},
                        {"data.name", "csv"},
                        {"data.file", file("rows.csv")},
                        {"data.target", task == "regression" ? "spent" : "back"},
                        {"data.exclude", config::List{task == "regression" ? "back" : "spent", "name"}},
                        {"data.task", task},
                        {"opt.name", "Adam"},
                        {"opt.lr", 1e-2},
                        {"seed", 3}});
}

config::Value TrainedFixture::text_config(const std::string& network) {
    std::string text;
    for (int i = 0; i < 150; ++i) text += fmt::format("the cat sat on the mat, {} times.\n", i % 7);
    write("text.txt", text);
    config::Value config = config_with({{"train.batch_size", 16},
                                        {"train.epochs", 4},
                                        {"train.enable_model_summary", false},
                                        {"hw.threads", 1},
                                        {"network.name", network},
                                        {"data.name", "text"},
                                        {"data.file", file("text.txt")},
                                        {"data.length", 24},
                                        {"opt.name", "Adam"},
                                        {"opt.lr", 1e-2},
                                        {"seed", 3}});
    if (network == "transformer") {
        config.set("network.width", 32);
        config.set("network.feed_forward", 32);
    }
    return config;
}

std::map<std::string, double> TrainedFixture::train(const std::string& trial, const config::Value& config) {
    Trial run;
    run.config = config;
    run.folder = path(trial);
    fs::create_directories(run.folder);
    auto outcome = run.run();
    if (!outcome) qFatal("%s", outcome.error().str().c_str());
    return outcome->metrics;
}

train::ModelChoice TrainedFixture::model(const std::string& trial) const {
    train::ModelChoice choice;
    choice.source = path(trial);
    return choice;
}

std::vector<std::vector<std::string>> read_rows(const std::filesystem::path& file) {
    const std::string text = read_file(file).value();
    CsvReader reader(text);
    std::vector<std::vector<std::string>> rows;
    while (!reader.at_end()) rows.push_back(reader.next().value());
    return rows;
}

}  // namespace lathe::test
