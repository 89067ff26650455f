// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/use/state_dict.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <fstream>
#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

#include <caffe2/serialize/inline_container.h>
#include <torch/types.h>

#include "core/base/files.h"
#include "core/train/error.h"
#include "core/train/failure.h"
#include "core/train/use/pickle_reader.h"

namespace lathe::train {

namespace {

using Kind = PickleValue::Kind;

struct StorageType {
    torch::ScalarType type;
    const char* name;  // of the class in Python's module torch
};
constexpr std::array<StorageType, 10> storage_types{{{torch::kFloat, "FloatStorage"},
                                                     {torch::kDouble, "DoubleStorage"},
                                                     {torch::kHalf, "HalfStorage"},
                                                     {torch::kBFloat16, "BFloat16Storage"},
                                                     {torch::kInt64, "LongStorage"},
                                                     {torch::kInt32, "IntStorage"},
                                                     {torch::kInt16, "ShortStorage"},
                                                     {torch::kInt8, "CharStorage"},
                                                     {torch::kUInt8, "ByteStorage"},
                                                     {torch::kBool, "BoolStorage"}}};

// A pickle, instruction by instruction.
class PickleWriter {
  public:
    PickleWriter() { bytes_ = "\x80\x02}("; }  // protocol 2, an empty dict, a mark

    void add(const std::string& name, const torch::Tensor& tensor, const std::string& storage) {
        text(name);
        global("torch._utils", "_rebuild_tensor_v2");
        bytes_ += "((";
        text("storage");
        global("torch", storage_name(tensor.scalar_type()));
        text(storage);
        text("cpu");
        number(tensor.numel());
        bytes_ += "tQ";  // the tuple is a persistent id
        number(0);       // where in the storage it begins
        numbers(tensor.sizes());
        numbers(tensor.strides());
        bytes_ += '\x89';  // requires_grad: False
        global("collections", "OrderedDict");
        bytes_ += ")RtR";  // no hooks; the tuple of arguments; the call
    }
    std::string take() { return bytes_ + "u."; }  // sets the items, and stops

  private:
    static const char* storage_name(torch::ScalarType type) {
        for (const StorageType& known : storage_types)
            if (known.type == type) return known.name;
        throw TrainError(std::string("a state_dict cannot hold numbers of type ") + torch::toString(type));
    }
    void raw(std::int64_t value, std::size_t size) {
        std::array<char, 8> bytes{};
        std::memcpy(bytes.data(), &value, size);
        bytes_.append(bytes.data(), size);
    }
    void text(const std::string& text) {
        bytes_ += 'X';
        raw(static_cast<std::int64_t>(text.size()), 4);
        bytes_ += text;
    }
    void global(const char* module, const char* name) { bytes_ += std::string("c") + module + "\n" + name + "\n"; }
    void number(std::int64_t value) {
        const bool fits = value >= INT32_MIN && value <= INT32_MAX;
        bytes_ += fits ? std::string("J") : std::string("\x8a\x08");
        raw(value, fits ? 4 : 8);
    }
    void numbers(c10::IntArrayRef values) {
        bytes_ += '(';
        for (const std::int64_t value : values) number(value);
        bytes_ += 't';
    }

    std::string bytes_;
};

// The call that makes a tensor; nullptr: the value is none.
const PickleValue* tensor_call(const PickleValue& value) {
    const auto calls = [](const PickleValue& call, const char* name) {
        return call.is(Kind::call) && call.items[0]->text == name;
    };
    const PickleValue* tensor = &value;
    if (calls(value, "torch._utils._rebuild_parameter")) {
        const auto& arguments = value.items[1]->items;
        if (arguments.empty()) return nullptr;
        tensor = arguments[0];
    }
    return calls(*tensor, "torch._utils._rebuild_tensor_v2") ? tensor : nullptr;
}

// Values of a dict that are tensors.
std::size_t count_tensors(const PickleValue& dict) {
    std::size_t count = 0;
    for (const auto& [key, value] : dict.entries)
        count += key->is(Kind::text) && tensor_call(*value) != nullptr ? 1 : 0;
    return count;
}

// The dict with the weights: the whole, or one directly inside it.
const PickleValue* dict_of_weights(const PickleValue& root) {
    const PickleValue* best = &root;
    std::size_t most = count_tensors(root);
    std::set<const PickleValue*> seen;  // a dict may be there many times
    for (const auto& [key, value] : root.entries) {
        if (!seen.insert(value).second) continue;
        const std::size_t count = count_tensors(*value);
        if (count > most) std::tie(best, most) = std::pair(value, count);
    }
    return most > 0 ? best : nullptr;
}

// How many numbers there are; nullopt: more than 64 bits count.
std::optional<std::int64_t> count_of(const std::vector<std::int64_t>& sizes) {
    std::int64_t count = 1;
    if (std::find(sizes.begin(), sizes.end(), 0) != sizes.end()) return 0;
    for (const std::int64_t size : sizes)
        if (__builtin_mul_overflow(count, size, &count)) return std::nullopt;
    return count;
}

// nullopt: it is no sequence of sizes.
std::optional<std::vector<std::int64_t>> sizes_from(const PickleValue& value) {
    std::vector<std::int64_t> sizes;
    if (!value.is(Kind::sequence)) return std::nullopt;
    for (const PickleValue* item : value.items) {
        if (!item->is(Kind::integer) || item->integer < 0) return std::nullopt;
        sizes.push_back(item->integer);
    }
    return sizes;
}

// Whether a view of these sizes lies within `count` numbers.
bool lies_within(const std::vector<std::int64_t>& sizes, const std::vector<std::int64_t>& strides, std::int64_t offset,
                 std::int64_t count) {
    std::int64_t last = offset;
    if (offset < 0 || sizes.size() != strides.size()) return false;
    for (std::size_t i = 0; i < sizes.size(); ++i) {
        if (sizes[i] == 0) return offset <= count;
        std::int64_t reach = 0;
        if (__builtin_mul_overflow(sizes[i] - 1, strides[i], &reach) || __builtin_add_overflow(last, reach, &last))
            return false;
    }
    return last < count;
}

class StateDictReader {
  public:
    explicit StateDictReader(std::istream& in) : archive_(&in) {}

    Result<NamedTensors> read() {
        if (archive_.hasRecord("byteorder") && record("byteorder") == "big")
            return fail("was written on a big-endian machine", "save it anew on another one");
        if (!archive_.hasRecord("data.pkl")) return fail("is a zip file without a pickle", "give a state_dict");
        const std::string bytes = record("data.pkl");
        const auto pickle = Pickle::read(bytes);
        if (!pickle) return fail(pickle.error());
        const PickleValue* weights = dict_of_weights(pickle->root());
        if (weights == nullptr) return fail("holds no state_dict", "save it with torch.save(model.state_dict(), FILE)");
        NamedTensors tensors;
        for (const auto& [key, value] : weights->entries) {
            const PickleValue* call = tensor_call(*value);
            if (!key->is(Kind::text) || call == nullptr) continue;
            auto tensor = make(call->items[1]->items);
            if (!tensor) return fail("tensor " + key->text + ": " + tensor.error().what, "save the file again");
            tensors.emplace_back(key->text, std::move(*tensor));
        }
        return tensors;
    }

  private:
    std::string record(const std::string& name) {
        const auto [data, size] = archive_.getRecord(name);
        return {static_cast<const char*>(data.get()), size};
    }

    // The numbers of ("storage", class, key, location, count).
    Result<torch::Tensor> storage(const PickleValue& id) {
        const auto& parts = id.items;
        if (!id.is(Kind::sequence) || parts.size() < 5 || !parts[1]->is(Kind::global) || !parts[2]->is(Kind::text))
            return fail("its storage is not where one is looked for");
        const std::string& key = parts[2]->text;
        if (const auto known = storages_.find(key); known != storages_.end()) return known->second;
        for (const StorageType& type : storage_types) {
            if (parts[1]->text != std::string("torch.") + type.name) continue;
            if (!archive_.hasRecord("data/" + key)) return fail("its numbers are missing");
            const std::string bytes = record("data/" + key);
            const auto count = static_cast<std::int64_t>(bytes.size() / torch::elementSize(type.type));
            torch::Tensor numbers = torch::empty({count}, type.type);
            stored_ += numbers.nbytes();
            std::memcpy(numbers.data_ptr(), bytes.data(), static_cast<std::size_t>(numbers.nbytes()));
            return storages_.emplace(key, std::move(numbers)).first->second;
        }
        return fail("its numbers are of a type that is not known (" + parts[1]->text + ")");
    }

    // Tensors may be views of the same numbers, also repeat them; a few bytes must not fill the memory that way.
    bool may_make(std::int64_t count, std::size_t bytes_of_each) {
        constexpr std::size_t always = std::size_t{256} << 20;
        const std::size_t most = always + 8 * stored_;
        const auto numbers = static_cast<std::size_t>(count);
        if (numbers > most / bytes_of_each || made_ + numbers * bytes_of_each > most) return false;
        made_ += numbers * bytes_of_each;
        return true;
    }

    // (storage, offset, sizes, strides, ...)
    Result<torch::Tensor> make(const std::vector<const PickleValue*>& arguments) {
        if (arguments.size() < 4 || !arguments[0]->is(Kind::persistent) || !arguments[1]->is(Kind::integer))
            return fail("it is not described as tensors are");
        const auto sizes = sizes_from(*arguments[2]);
        const auto strides = sizes_from(*arguments[3]);
        auto numbers = storage(*arguments[0]->items[0]);
        if (!numbers) return numbers;
        if (!sizes || !strides || !lies_within(*sizes, *strides, arguments[1]->integer, numbers->numel()))
            return fail("it reaches beyond its numbers");
        const auto count = count_of(*sizes);
        if (!count || !may_make(*count, numbers->itemsize())) return fail("it is far larger than what the file holds");
        return numbers->as_strided(*sizes, *strides, arguments[1]->integer).contiguous().clone();
    }

    caffe2::serialize::PyTorchStreamReader archive_;
    std::map<std::string, torch::Tensor> storages_;
    std::size_t stored_ = 0;  // bytes of numbers that were read so far
    std::size_t made_ = 0;    // bytes of tensors that were made of them
};

Result<NamedTensors> read_tensors(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    std::array<char, 4> start{};
    in.read(start.data(), start.size());
    if (std::string_view(start.data(), start.size()) != "PK\x03\x04") {
        return fail("is neither a checkpoint of Lathe, nor safetensors, nor a state_dict that torch.save wrote",
                    "save it again with PyTorch 1.6 or later");
    }
    in.clear();
    in.seekg(0);
    try {
        return StateDictReader(in).read();
    } catch (const c10::Error& error) {
        return fail("cannot be read: " + telling_line(error), "get the file again");
    }
}

}  // namespace

std::string state_dict_bytes(const NamedTensors& tensors) {
    std::string bytes;
    caffe2::serialize::PyTorchStreamWriter archive([&bytes](const void* data, std::size_t size) {
        bytes.append(static_cast<const char*>(data), size);
        return size;
    });
    PickleWriter pickle;
    for (std::size_t i = 0; i < tensors.size(); ++i) pickle.add(tensors[i].first, tensors[i].second, std::to_string(i));
    const std::string program = pickle.take();
    archive.writeRecord("data.pkl", program.data(), program.size());
    for (std::size_t i = 0; i < tensors.size(); ++i) {
        const torch::Tensor& tensor = tensors[i].second;
        archive.writeRecord("data/" + std::to_string(i), tensor.data_ptr(), tensor.nbytes());
    }
    archive.writeEndOfFile();
    return bytes;
}

Result<NamedTensors> read_state_dict(const std::filesystem::path& file) {
    auto tensors = read_tensors(file);
    if (tensors) return tensors;
    Error error = tensors.error();
    error.file = file.string();
    return fail(std::move(error));
}

}  // namespace lathe::train
