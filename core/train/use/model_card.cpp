// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/use/model_card.h"

#include "core/train/table/table_encoder.h"

namespace lathe::train {

Json model_card(const TrainedModel& model) {
    const InputSpec& input = model.input;
    Json card = {{"network", model.config.string_or("network.name", "")},
                 {"checkpoint", model.used.checkpoint.filename().string()}};
    switch (input.kind) {
        case SampleKind::image: card["input"] = {input.channels, input.height, input.width}; break;
        case SampleKind::table: card["input"] = {input.channels}; break;
        case SampleKind::text: card["input"] = {input.height}; break;
    }
    if (input.task == Task::classification) card["classes"] = model.class_names;
    if (input.task == Task::regression) {
        card["target_mean"] = json_number(input.target_mean);
        card["target_scale"] = json_number(input.target_scale);
    }
    if (const config::Value* images = model.fitted.get("images")) {
        card["mean"] = config::to_json(*images->get("mean"));
        card["stddev"] = config::to_json(*images->get("stddev"));
    }
    if (const auto encoder = TableEncoder::from_value(model.fitted)) card["columns"] = encoder->names();
    if (const config::Value* alphabet = model.fitted.find("text.alphabet")) card["alphabet"] = alphabet->as_string();
    return card;
}

}  // namespace lathe::train
