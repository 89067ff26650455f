// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/use/safetensors.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <optional>

#include "core/base/json.h"

namespace lathe::train {

static_assert(std::endian::native == std::endian::little);

namespace {

constexpr std::uint64_t max_header = 100'000'000;  // as the format has it
constexpr std::size_t length_size = 8;

tl::unexpected<Error> fail_damaged(const std::string& what) {
    return fail("is no safetensors file, or damaged: " + what, "get the file again");
}

// nullopt: no list of sizes, or more numbers than 64 bits count.
std::optional<std::vector<std::int64_t>> shape_from(const Json& json) {
    if (!json.is_array()) return std::nullopt;
    std::vector<std::int64_t> shape;
    for (const Json& entry : json) {
        const auto size = integer_from_json(entry);
        if (!size || *size < 0) return std::nullopt;
        shape.push_back(*size);
    }
    return shape;
}

// nullopt: beyond 64 bits.
std::optional<std::uint64_t> byte_count_of(const std::vector<std::int64_t>& shape, std::int64_t number_size) {
    auto bytes = static_cast<std::uint64_t>(number_size);
    for (const std::int64_t size : shape) {
        if (__builtin_mul_overflow(bytes, static_cast<std::uint64_t>(size), &bytes)) return std::nullopt;
    }
    return bytes;
}

struct Extent {
    std::uint64_t begin = 0;
    std::uint64_t end = 0;
};

Result<SafeTensor> tensor_from(const std::string& name, const Json& json, std::string_view data, Extent& extent) {
    const auto member = [&json](const char* key) { return json.is_object() ? json.find(key) : json.end(); };
    const auto type = member("dtype");
    const auto shape_json = member("shape");
    const auto offsets = member("data_offsets");
    if (!json.is_object() || type == json.end() || !type->is_string() || shape_json == json.end() ||
        offsets == json.end() || !offsets->is_array() || offsets->size() != 2)
        return fail_damaged("its header does not say where tensor " + name + " is");
    SafeTensor tensor;
    tensor.name = name;
    tensor.type = type->get<std::string>();
    const std::int64_t number_size = safe_type_size(tensor.type);
    if (number_size == 0) {
        return fail("holds tensor " + name + " of type " + tensor.type + ", which is not known",
                    "convert it to F32, F16 or BF16");
    }
    auto shape = shape_from(*shape_json);
    const auto begin = integer_from_json((*offsets)[0]);
    const auto end = integer_from_json((*offsets)[1]);
    if (!shape || !begin || !end || *begin < 0 || *end < *begin || static_cast<std::uint64_t>(*end) > data.size())
        return fail_damaged("tensor " + name + " lies outside of the file");
    tensor.shape = std::move(*shape);
    extent = {static_cast<std::uint64_t>(*begin), static_cast<std::uint64_t>(*end)};
    if (byte_count_of(tensor.shape, number_size) != extent.end - extent.begin)
        return fail_damaged("tensor " + name + " is not as large as its shape says");
    tensor.bytes = data.substr(extent.begin, extent.end - extent.begin);
    return tensor;
}

}  // namespace

std::int64_t safe_type_size(std::string_view type) {
    static const std::map<std::string_view, std::int64_t> sizes{{"F64", 8}, {"F32", 4}, {"F16", 2}, {"BF16", 2},
                                                                {"I64", 8}, {"I32", 4}, {"I16", 2}, {"I8", 1},
                                                                {"U8", 1},  {"BOOL", 1}};
    const auto found = sizes.find(type);
    return found == sizes.end() ? 0 : found->second;
}

Result<SafeTensors> read_safetensors(std::string_view bytes) {
    std::uint64_t length = 0;
    if (bytes.size() < length_size) return fail_damaged("it is too short");
    std::memcpy(&length, bytes.data(), length_size);
    if (length > max_header || length > bytes.size() - length_size) return fail_damaged("its header does not fit");
    const auto header = parse_json(bytes.substr(length_size, length));
    if (!header) return fail_damaged("its header is no JSON (" + header.error().what + ")");
    if (!header->is_object()) return fail_damaged("its header is no JSON object");
    const std::string_view data = bytes.substr(length_size + length);
    SafeTensors read;
    std::vector<Extent> extents;
    for (const auto& [name, json] : header->items()) {
        if (name == "__metadata__") {
            if (!json.is_object()) return fail_damaged("its metadata is no JSON object");
            for (const auto& [key, value] : json.items())
                if (value.is_string()) read.metadata[key] = value.get<std::string>();
            continue;
        }
        auto tensor = tensor_from(name, json, data, extents.emplace_back());
        if (!tensor) return fail(tensor.error());
        read.tensors.push_back(std::move(*tensor));
    }
    std::sort(extents.begin(), extents.end(),
              [](const Extent& a, const Extent& b) { return a.begin != b.begin ? a.begin < b.begin : a.end < b.end; });
    std::uint64_t at = 0;
    for (const Extent& extent : extents) {
        if (extent.begin != at) return fail_damaged("its tensors overlap, or leave gaps");
        at = extent.end;
    }
    if (at != data.size()) return fail_damaged("bytes follow its last tensor");
    return read;
}

std::string write_safetensors(const SafeTensors& tensors) {
    Json header = Json::object();
    if (!tensors.metadata.empty()) header["__metadata__"] = tensors.metadata;
    // Wide numbers first, so that each tensor begins at a multiple of its number's size.
    std::vector<const SafeTensor*> order;
    for (const SafeTensor& tensor : tensors.tensors) order.push_back(&tensor);
    std::stable_sort(order.begin(), order.end(), [](const SafeTensor* a, const SafeTensor* b) {
        return safe_type_size(a->type) > safe_type_size(b->type);
    });
    std::uint64_t at = 0;
    for (const SafeTensor* tensor : order) {
        header[tensor->name] = {
            {"dtype", tensor->type}, {"shape", tensor->shape}, {"data_offsets", {at, at + tensor->bytes.size()}}};
        at += tensor->bytes.size();
    }
    std::string text = dump_json(header);
    text.append((length_size - text.size() % length_size) % length_size, ' ');
    const std::uint64_t length = text.size();
    std::string bytes(length_size, '\0');
    std::memcpy(bytes.data(), &length, length_size);
    bytes += text;
    bytes.reserve(bytes.size() + at);
    for (const SafeTensor* tensor : order) bytes += tensor->bytes;
    return bytes;
}

}  // namespace lathe::train
