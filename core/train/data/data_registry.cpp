#include "core/train/data/data_registry.h"

#include <map>

#include "core/train/data/cifar.h"
#include "core/train/data/image_folder.h"
#include "core/train/data/mnist.h"
#include "core/train/data/synthetic.h"
#include "core/train/data/table.h"
#include "core/train/data/text.h"
#include "core/train/error.h"

namespace lathe::train {

namespace {

using Loader = DataSets (*)(const config::Value&, std::uint64_t);

template <class Options>
DataSets load_named_mnist(const config::Value& config, std::uint64_t seed) {
    const auto options = read<Options>(config);
    return load_mnist(options.root, options, seed);
}

const std::map<std::string, Loader>& loaders() {
    static const std::map<std::string, Loader> table{
        {"fashion_mnist", load_named_mnist<FashionMnistOptions>},
        {"mnist", load_named_mnist<MnistOptions>},
        {"idx", [](const config::Value& c, std::uint64_t seed) { return load_idx(read<IdxOptions>(c), seed); }},
        {"cifar10",
         [](const config::Value& c, std::uint64_t seed) { return load_cifar10(read<CifarOptions>(c), seed); }},
        {"cifar100",
         [](const config::Value& c, std::uint64_t seed) { return load_cifar100(read<Cifar100Options>(c), seed); }},
        {"image_folder", [](const config::Value& c,
                            std::uint64_t seed) { return load_image_folder(read<ImageFolderOptions>(c), seed); }},
        {"csv", [](const config::Value& c, std::uint64_t seed) { return load_csv(read<CsvOptions>(c), seed); }},
        {"text", [](const config::Value& c, std::uint64_t) { return load_text(read<TextOptions>(c)); }},
        {"synthetic_table",
         [](const config::Value& c, std::uint64_t) { return make_synthetic_table(read<SyntheticTableOptions>(c)); }},
        {"synthetic", [](const config::Value& c, std::uint64_t) { return make_synthetic(read<SyntheticOptions>(c)); }},
    };
    return table;
}

}  // namespace

DataSets load_data(const config::Value& config, std::uint64_t seed) {
    const std::string name = config.string_or("data.name", "fashion_mnist");
    const auto found = loaders().find(name);
    if (found == loaders().end()) throw TrainError("there is no data set \"" + name + "\"", {}, "data.name");
    DataSets sets = found->second(config, seed);
    for (const DataPart& part : sets.report.parts) {
        if (part.name == "train" && sets.input.class_counts.empty()) sets.input.class_counts = part.of_class;
    }
    return sets;
}

std::vector<std::string> data_names() {
    std::vector<std::string> names;
    for (const auto& [name, loader] : loaders()) names.push_back(name);
    return names;
}

}  // namespace lathe::train
