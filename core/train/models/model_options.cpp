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

}  // namespace lathe::train
