// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/data/text.h"

#include <torch/types.h>

#include <algorithm>
#include <cstring>
#include <vector>

#include "core/base/checksum.h"
#include "core/base/files.h"
#include "core/base/plural.h"
#include "core/base/shared_blocks.h"
#include "core/train/data/alphabet.h"
#include "core/train/data/file_cache.h"
#include "core/train/error.h"

namespace lathe::train {

namespace {

constexpr std::uint64_t max_text_size = std::uint64_t{4} << 30;

[[noreturn]] void refuse_text(const std::string& file, std::string what, std::string hint) {
    throw TrainError(Error{std::move(what), std::move(hint), {}, "data.file", file});
}

std::vector<std::string_view> characters_in(const std::string& text, const std::string& file) {
    auto characters = characters_of(text);
    if (characters) return std::move(*characters);
    Error error = characters.error();
    error.key = "data.file";
    error.file = file;
    throw TrainError(std::move(error));
}

// The place of each character in the sorted alphabet.
struct NumberedText {
    std::span<const std::int32_t> numbers;
    std::shared_ptr<const void> memory;  // that they are in
    Alphabet alphabet;
};

// Overlapping views of one row of numbers.
class TextSet : public Dataset {
  public:
    TextSet(NumberedText text, std::int64_t begin, std::int64_t end, std::int64_t length, std::int64_t stride)
        : text_(std::move(text)), begin_(begin), length_(length), stride_(stride) {
        // A sample needs one character more, the last answer.
        size_ = end - begin > length ? (end - begin - length - 1) / stride + 1 : 0;
    }

    std::int64_t size() const override { return size_; }
    Batch get(std::span<const std::int64_t> indices, std::uint64_t) const override {
        const auto count = static_cast<std::int64_t>(indices.size());
        Batch batch{torch::empty({count, length_}, torch::kInt64), torch::empty({count, length_}, torch::kInt64),
                    count};
        auto* x = batch.x.data_ptr<std::int64_t>();
        auto* y = batch.y.data_ptr<std::int64_t>();
        for (const std::int64_t index : indices) {
            const std::int32_t* from = text_.numbers.data() + begin_ + index * stride_;
            x = std::copy(from, from + length_, x);
            y = std::copy(from + 1, from + length_ + 1, y);
        }
        return batch;
    }

  private:
    NumberedText text_;
    std::int64_t begin_;
    std::int64_t length_;
    std::int64_t stride_;
    std::int64_t size_ = 0;
};

SharedBlocks::Made read_text(const std::string& file) {
    const std::string text = value_or_throw(read_file(file, max_text_size));
    const auto characters = characters_in(text, file);
    if (characters.empty()) refuse_text(file, "is empty", "give a text");
    const Alphabet alphabet = Alphabet::of(characters);
    if (alphabet.size() == 1)
        refuse_text(file, "holds the same character everywhere", "give a text, of which something can be learned");
    SharedBlocks::Made made{alphabet.joined(), {}};
    made.bytes.resize(characters.size() * sizeof(std::int32_t));
    auto* to = made.bytes.data();
    for (const auto character : characters) {
        const std::int32_t number = alphabet.number(character);
        std::memcpy(to, &number, sizeof number);
        to += sizeof number;
    }
    return made;
}

// From the memory that the workers of a session share.
NumberedText numbered_text(const std::string& file, const Preparation& preparation) {
    const std::string name = checksum_of(state_of_files({file}, "text"));
    const auto block = shared_block(
        name, [&file] { return read_text(file); }, preparation.stop);
    if (!block) throw PreparationStopped();
    return {{reinterpret_cast<const std::int32_t*>(block->bytes.data()), block->bytes.size() / sizeof(std::int32_t)},
            block->memory,
            Alphabet::of(characters_of(block->head).value())};
}

}  // namespace

DataSets load_text(const TextOptions& options, const Preparation& preparation) {
    static FileCache<NumberedText> cache;
    const auto number = [&] { return numbered_text(options.file, preparation); };
    const auto text = cache.get({options.file}, "text", number, preparation.stop);
    if (!text) throw PreparationStopped();
    const auto count = static_cast<std::int64_t>(text->numbers.size());
    const auto part = [count](double share) { return static_cast<std::int64_t>(static_cast<double>(count) * share); };
    const std::int64_t test_begin = count - part(options.test_part);
    const std::int64_t val_begin = test_begin - part(options.val_part);
    const auto make = [&](std::int64_t begin, std::int64_t end, const char* key) -> std::shared_ptr<const Dataset> {
        if (end <= begin) return nullptr;
        auto set =
            std::make_shared<TextSet>(*text, begin, end, options.length, options.stride.value_or(options.length));
        if (set->size() > 0) return set;
        Error error{"a part of " + counted(end - begin, "character") + " is too short for samples of " +
                        std::to_string(options.length),
                    "lower data.length, or give a longer text",
                    {},
                    key,
                    options.file};
        throw TrainError(std::move(error));
    };
    DataSets sets;
    sets.input = {1, options.length, 1, text->alphabet.size(), SampleKind::text, Task::language_model};
    sets.fitted = text->alphabet.to_value();
    sets.train = make(0, std::max<std::int64_t>(val_begin, 1), "data.file");
    sets.val = make(val_begin, test_begin, "data.val_part");
    sets.test = make(test_begin, count, "data.test_part");
    const auto tell = [&sets](const char* name, const std::shared_ptr<const Dataset>& set, std::int64_t characters) {
        if (!set) return;
        sets.report.parts.push_back({name, set->size(), {}});
        sets.report.notes.push_back(std::string(name) + " has " + counted(characters, "character"));
    };
    tell("train", sets.train, std::max<std::int64_t>(val_begin, 1));
    tell("val", sets.val, test_begin - val_begin);
    tell("test", sets.test, count - test_begin);
    sets.report.notes.push_back("the alphabet has " + counted(text->alphabet.size(), "character"));
    return sets;
}

}  // namespace lathe::train
