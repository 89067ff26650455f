// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/use/text_inputs.h"

#include <algorithm>

#include <torch/types.h>

#include "core/base/files.h"
#include "core/base/plural.h"
#include "core/train/data/alphabet.h"
#include "core/train/error.h"

namespace lathe::train {

namespace {

constexpr std::uint64_t most_text_bytes = std::uint64_t{1} << 30;

std::vector<std::int64_t> numbers_of_file(const TrainedModel& model, const InputFile& file) {
    const auto alphabet = value_or_throw(Alphabet::from_value(model.fitted));
    const std::string text =
        file.read([](const std::string& path) { return value_or_throw(read_file(path, most_text_bytes)); });
    auto numbers = alphabet.numbers(text);
    if (!numbers) {
        Error error = numbers.error();
        error.file = file.name();
        throw TrainError(std::move(error));
    }
    return std::move(*numbers);
}

// Pieces of a row of numbers; after its last number nothing is known to come.
class TextPieces : public Dataset {
  public:
    TextPieces(std::vector<std::int64_t> numbers, std::vector<std::int64_t> starts, std::int64_t length)
        : numbers_(std::move(numbers)), starts_(std::move(starts)), length_(length) {
        numbers_.push_back(-1);
    }

    std::int64_t size() const override { return static_cast<std::int64_t>(starts_.size()); }
    Batch get(std::span<const std::int64_t> indices, std::uint64_t) const override {
        const auto count = static_cast<std::int64_t>(indices.size());
        Batch batch{torch::empty({count, length_}, torch::kInt64), torch::empty({count, length_}, torch::kInt64),
                    count};
        auto* x = batch.x.data_ptr<std::int64_t>();
        auto* y = batch.y.data_ptr<std::int64_t>();
        for (const std::int64_t index : indices) {
            const auto* from = numbers_.data() + starts_[static_cast<std::size_t>(index)];
            x = std::copy_n(from, length_, x);
            y = std::copy_n(from + 1, length_, y);
        }
        return batch;
    }

  private:
    std::vector<std::int64_t> numbers_;
    std::vector<std::int64_t> starts_;
    std::int64_t length_;
};

}  // namespace

TextInputs::TextInputs(const TrainedModel& model, const InputFile& file) : file_(file.name()) {
    auto numbers = numbers_of_file(model, file);
    if (numbers.empty()) throw TrainError(Error{"is empty", "give a text", {}, {}, file_});
    const auto count = static_cast<std::int64_t>(numbers.size());
    length_ = std::min(count, model.input.height);
    for (std::int64_t start = 0; start < count; start += length_) starts_.push_back(std::min(start, count - length_));
    answered = true;
    samples_ = std::make_shared<TextPieces>(std::move(numbers), starts_, length_);
}

std::int64_t TextInputs::first_answer(std::int64_t sample) const {
    return sample * length_ - starts_[static_cast<std::size_t>(sample)];
}

std::string TextInputs::name(std::int64_t sample, std::int64_t answer) const {
    return file_ + ":" + std::to_string(starts_[static_cast<std::size_t>(sample)] + answer + 1);
}

TestData text_test_data(const TrainedModel& model, const InputFile& file) {
    auto numbers = numbers_of_file(model, file);
    const std::int64_t length = model.input.height;
    const auto count = static_cast<std::int64_t>(numbers.size());
    std::vector<std::int64_t> starts;
    for (std::int64_t start = 0; start + length < count; start += length) starts.push_back(start);
    if (starts.empty()) {
        throw TrainError(
            Error{"holds " + counted(count, "character") + ", too few for one sample of " + std::to_string(length),
                  "give a longer text",
                  {},
                  {},
                  file.name()});
    }
    return {std::make_shared<TextPieces>(std::move(numbers), std::move(starts), length), {}, {}};
}

}  // namespace lathe::train
