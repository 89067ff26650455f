// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/models/model_options.h"

namespace lathe::train {

void MlpOptions::fields(Fields& f) {
    f("network.hidden", hidden, "Units of each hidden layer, from the input on; [] gives a linear model");
    f("network.activation", activation, "Function after each hidden layer").one_of({"relu", "gelu", "tanh", "silu"});
    f("network.dropout", dropout, "Chance that a hidden unit is dropped during training").at_least(0).below(1);
}

void LeNetOptions::fields(Fields& f) {
    f("network.version", version, "1_0: LeNet-5 with ReLU and max pooling; 1_1 adds batch normalisation")
        .one_of({"1_0", "1_1"});
}

void SqueezeNetOptions::fields(Fields& f) {
    f("network.version", version, "1_0: 96 filters of 7x7 first; 1_1: 64 of 3x3, the same accuracy for 2.4x less work")
        .one_of({"1_0", "1_1"});
    f("network.dropout", dropout, "Chance that a feature is dropped before the classifier").at_least(0).below(1);
}

void ResNetOptions::fields(Fields& f) {
    f("network.depth", depth, "9: small and fast to train on 28 to 32 pixels; 18: ResNet-18 of He et al. 2016")
        .one_of({"9", "18"});
    f("network.width", width, "Channels of the first stage; each stage doubles them").at_least(1).at_most(1024);
}

void GruOptions::fields(Fields& f) {
    f("network.embedding", embedding, "Numbers that stand for one character").at_least(1);
    f("network.hidden", hidden, "Numbers in the state").at_least(1);
    f("network.layers", layers, "Recurrent layers, one above the other").at_least(1).at_most(64);
    f("network.dropout", dropout, "Chance that a feature is dropped between layers").at_least(0).below(1);
}

void TransformerOptions::fields(Fields& f) {
    f("network.width", width, "Numbers that stand for one character; a multiple of heads").at_least(1);
    f("network.heads", heads, "Heads of attention").at_least(1);
    f("network.layers", layers, "Blocks of attention and feed-forward layers").at_least(1).at_most(128);
    f("network.feed_forward", feed_forward, "Units of the feed-forward layer in each block").at_least(1);
    f("network.dropout", dropout, "Chance that a feature is dropped").at_least(0).below(1);
    f("network.recompute", recompute,
      "Gradient checkpointing: compute each block again in the backward pass, for less memory and a third more time");
}

void PluginOptions::fields(Fields& f) {
    f("network.path", path, "Shared library that lathectl new network or find_package(Lathe) built; see lathectl trust")
        .as_path()
        .required();
    f("network.class", class_name, "Which of the library's networks; null: the only one");
    f("network.options", options, "Options of that network, by name").as_dict();
}

void TorchScriptOptions::fields(Fields& f) {
    f("network.path", path, "File that torch.jit.script(model).save() wrote; see lathectl trust").as_path().required();
    f("network.options", options, "Attributes of the module, as FILE.yaml beside it declares them").as_dict();
}

void NetworkOptions::fields(Fields& f) {
    f("network.checkpoint", checkpoint,
      "Weights that training starts from: a checkpoint of Lathe, safetensors, or a state_dict of Python; null: random "
      "ones")
        .as_path();
    f("network.checkpoint_fit", checkpoint_fit,
      "Which weights must be in network.checkpoint with the same name and shape. all; some: the others begin at "
      "random, "
      "and the log names them (lathectl weights FILE --for EXPERIMENT shows which)")
        .one_of({"all", "some"});
}

}  // namespace lathe::train
