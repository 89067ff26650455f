// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/catalog.h"

#include "core/train/callbacks/callback_options.h"
#include "core/train/data/data_options.h"
#include "core/train/loss/loss_options.h"
#include "core/train/models/model_options.h"
#include "core/train/optim/optimizer_options.h"
#include "core/train/optim/parameter_options.h"
#include "core/train/optim/scheduler_options.h"
#include "core/train/plugin/plugin_catalog.h"
#include "core/train/table/csv_options.h"
#include "core/train/trainer_options.h"

namespace lathe::train {

namespace {

// The module that Lathe chooses has no options of its own.
struct NoModuleOptions {
    void fields(Fields&) {}
};

template <class T>
config::Variant variant(const char* name, const char* doc) {
    return {name, doc, declare<T>()};
}

config::Catalog build() {
    config::Catalog catalog;
    catalog.add_common(declare<TrainerOptions>());
    catalog.add_common(declare<HardwareOptions>());
    catalog.add_common(declare<ParameterOptions>());
    catalog.add_common(declare<CheckpointOptions>());
    catalog.add_common(declare<EarlyStoppingOptions>());
    catalog.add_common(declare<LearningRateMonitorOptions>());
    catalog.add_common(declare<SwaOptions>());
    catalog.add_common(declare<EmaOptions>());
    catalog.add_common(declare<MonitoringOptions>());
    catalog.add_common(declare<MetricOptions>());
    catalog.add_common(declare<NetworkOptions>());
    catalog.add_common(declare<PluginListOptions>());

    catalog.add_group("module.name", "What is computed and logged for each batch, and which optimizers step", "auto",
                      {variant<NoModuleOptions>(
                          "auto", "The network learns from right answers, as the data and the loss have them")});

    catalog.add_group("network.name", "Network that is trained", "lenet",
                      {
                          variant<MlpOptions>("mlp", "Fully connected layers"),
                          variant<LeNetOptions>("lenet", "LeNet-5, two convolutions and three dense layers"),
                          variant<SqueezeNetOptions>("squeezenet", "SqueezeNet, few parameters through 1x1 squeezes"),
                          variant<ResNetOptions>("resnet", "Residual network, 9 or 18 layers deep"),
                          variant<GruOptions>("gru", "Recurrent model of characters"),
                          variant<TransformerOptions>("transformer", "Causal transformer over characters"),
                          variant<PluginOptions>("plugin", "A network of your own, from a shared library"),
                          variant<TorchScriptOptions>("torchscript", "A network of your own, exported from Python"),
                      });
    catalog.add_group(
        "data.name", "Data that is trained, validated and tested on", "fashion_mnist",
        {
            variant<FashionMnistOptions>("fashion_mnist", "70,000 grey pictures of clothes, 28x28"),
            variant<MnistOptions>("mnist", "70,000 handwritten digits, 28x28"),
            variant<IdxOptions>("idx", "Images and labels in IDX files of your own"),
            variant<CifarOptions>("cifar10", "60,000 colour pictures in 10 classes, 32x32"),
            variant<Cifar100Options>("cifar100", "60,000 colour pictures in 100 classes, 32x32"),
            variant<ImageFolderOptions>("image_folder", "Pictures in files, a folder for each class"),
            variant<CsvOptions>("csv", "A table: numbers, categories, dates; for classification or regression"),
            variant<TextOptions>("text", "A text, predicted character by character"),
            variant<SyntheticTableOptions>("synthetic_table", "Random rows and a linear function of them"),
            variant<SyntheticOptions>("synthetic", "Noisy random pictures, made in memory"),
        });
    catalog.add_group("opt.name", "Optimizer: how gradients become steps", "Adam",
                      {
                          variant<SgdOptions>("SGD", "Stochastic gradient descent, with momentum"),
                          variant<AdamOptions>("Adam", "Adaptive moments (Kingma, Ba 2015)"),
                          variant<AdamWOptions>("AdamW", "Adam with decoupled weight decay (Loshchilov, Hutter 2019)"),
                          variant<RmsPropOptions>("RMSprop", "Gradient over its running root mean square"),
                          variant<AdagradOptions>("Adagrad", "Gradient over its accumulated square (Duchi 2011)"),
                          variant<LbfgsOptions>("LBFGS", "Quasi-Newton, several evaluations a step; for large batches"),
                      });
    catalog.add_group("sched.name", "Schedule of the learning rate", "none",
                      {
                          variant<NoScheduleOptions>("none", "The learning rate stays as it is"),
                          variant<StepOptions>("step", "Falls by a factor at even distances"),
                          variant<MultiStepOptions>("multi_step", "Falls by a factor at given places"),
                          variant<ExponentialOptions>("exponential", "Falls by a factor each time"),
                          variant<CosineOptions>("cosine", "Falls along a cosine, with warm-up and restarts"),
                          variant<OneCycleOptions>("one_cycle", "Rises, then falls far below its start"),
                          variant<PlateauOptions>("plateau", "Falls when a metric no longer improves"),
                      });
    catalog.add_group("loss.name", "Loss that is minimised", "auto",
                      {
                          variant<CrossEntropyOptions>(
                              "auto", "What fits the data: cross_entropy for classes and text, mse for numbers"),
                          variant<CrossEntropyOptions>("cross_entropy", "Softmax and negative log likelihood"),
                          variant<ClassLossOptions>(
                              "nll", "Negative log likelihood; scores become log-probabilities by a log-softmax"),
                          variant<ClassLossOptions>("bce", "Binary cross-entropy of each class by itself"),
                          variant<PlainLossOptions>("mse", "Mean squared error, for regression"),
                          variant<PlainLossOptions>("l1", "Mean absolute error, for regression"),
                          variant<HuberOptions>("huber", "Squared for small errors, absolute for large ones"),
                      });
    return catalog;
}

}  // namespace

const config::Catalog& catalog() {
    static const config::Catalog built = build();
    return built;
}

bool runs_foreign_code(const config::Value& config) {
    const std::string network = config.string_or("network.name", "");
    const config::Value* plugins = config.find("plugins");
    return network == "plugin" || network == "torchscript" ||
           (plugins != nullptr && plugins->is_list() && !plugins->as_list().empty());
}

}  // namespace lathe::train
