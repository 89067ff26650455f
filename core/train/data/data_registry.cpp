// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/data/data_registry.h"

#include <map>

#include "core/train/data/cifar.h"
#include "core/train/data/image_folder.h"
#include "core/train/data/mnist.h"
#include "core/train/data/synthetic.h"
#include "core/train/data/table.h"
#include "core/train/data/text.h"
#include "core/train/error.h"
#include "core/train/plugin/plugins.h"

namespace lathe::train {

namespace {

using Loader = DataSets (*)(const config::Value&, std::uint64_t seed, const Preparation&);

template <class Options>
DataSets load_named_mnist(const config::Value& config, std::uint64_t seed, const Preparation& preparation) {
    const auto options = read<Options>(config);
    return load_mnist(options.root, options, seed, preparation);
}

template <class Options, DataSets (*load)(const Options&, std::uint64_t, const Preparation&)>
DataSets load_as(const config::Value& config, std::uint64_t seed, const Preparation& preparation) {
    return load(read<Options>(config), seed, preparation);
}
template <class Options, DataSets (*load)(const Options&, const Preparation&)>
DataSets load_as(const config::Value& config, std::uint64_t, const Preparation& preparation) {
    return load(read<Options>(config), preparation);
}
// What is made within a moment: nothing stops it.
template <class Options, DataSets (*make)(const Options&)>
DataSets make_as(const config::Value& config, std::uint64_t, const Preparation&) {
    return make(read<Options>(config));
}

const std::map<std::string, Loader>& loaders() {
    static const std::map<std::string, Loader> table{
        {"fashion_mnist", load_named_mnist<FashionMnistOptions>},
        {"mnist", load_named_mnist<MnistOptions>},
        {"idx", load_as<IdxOptions, load_idx>},
        {"cifar10", load_as<CifarOptions, load_cifar10>},
        {"cifar100", load_as<Cifar100Options, load_cifar100>},
        {"image_folder", load_as<ImageFolderOptions, load_image_folder>},
        {"csv", load_as<CsvOptions, load_csv>},
        {"text", load_as<TextOptions, load_text>},
        {"synthetic_table", make_as<SyntheticTableOptions, make_synthetic_table>},
        {"synthetic", make_as<SyntheticOptions, make_synthetic>},
    };
    return table;
}

}  // namespace

DataSets load_data(const config::Value& config, std::uint64_t seed, const Preparation& preparation) {
    preparation.check();
    const std::string name = config.string_or("data.name", "fashion_mnist");
    const auto found = loaders().find(name);
    std::optional<DataSets> loaded;
    if (found != loaders().end()) loaded = found->second(config, seed, preparation);
    else loaded = load_plugged_data(config, {seed, preparation});
    if (!loaded)
        throw TrainError("there is no data set \"" + name + "\"", "name the plug-in that has it in `plugins`",
                         "data.name");
    DataSets sets = std::move(*loaded);
    if (!sets.train || sets.train->size() == 0)
        throw TrainError("data set " + name + " has no sample to train on", {}, "data.name");
    sets.train = transformed(std::move(sets.train), make_plugged_transforms(config));
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
