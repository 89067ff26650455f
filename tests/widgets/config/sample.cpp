// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/widgets/config/sample.h"

namespace lathe::gui {

using config::option;
using config::Type;
using config::Value;

const config::Catalog& sampleCatalog() {
    static const config::Catalog catalog = [] {
        auto batchSize = option("train.batch_size", Type::integer, 32, "Samples in one training batch").at_least(1);
        batchSize.unit = "samples";
        config::Catalog made;
        made.add_common({
            std::move(batchSize),
            option("train.epochs", Type::integer, 1, "Passes over the training data").at_least(1),
            option("train.shuffle", Type::boolean, true, "A new order of the samples each epoch"),
            option("limits", Type::any, Value(config::Dict{}), "Numbers that other options refer to"),
            option("layers", Type::list, Value(config::List{}), "Widths of the layers"),
            option("data.root", Type::path, "???", "Folder of the data set"),
            option("seed", Type::integer, 0, "Seed of everything random").at_least(0),
        });
        made.add_group("network.name", "The network to train", "lenet",
                       {{"lenet",
                         "LeNet of 1998",
                         {option("network.version", Type::string, "1_0", "Which LeNet").one_of({"1_0", "1_1"})}},
                        {"mlp",
                         "Layers that are all connected",
                         {option("network.hidden", Type::integer, 128, "Units of the hidden layer").at_least(1)}}});
        made.add_group("opt.name", "The optimizer", "Adam",
                       {{"Adam",
                         "Adaptive moments",
                         {option("opt.lr", Type::floating, 1e-3, "Learning rate").above(0),
                          option("opt.amsgrad", Type::boolean, false, "Keep the largest second moment")}},
                        {"SGD",
                         "Stochastic gradient descent",
                         {option("opt.lr", Type::floating, 0.1, "Learning rate").above(0),
                          option("opt.momentum", Type::floating, 0.0, "Momentum").at_least(0).below(1)}}});
        return made;
    }();
    return catalog;
}

}  // namespace lathe::gui
