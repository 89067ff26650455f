// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/state.h"

#include <torch/serialize/input-archive.h>
#include <torch/serialize/output-archive.h>

#include <fmt/format.h>

#include "core/base/crc32c.h"

namespace lathe::train {

namespace {

// The comment that ends the zip file: this tag and eight hexadecimal digits.
constexpr std::string_view tag = "lathe-checkpoint-1 crc32c ";
constexpr std::size_t comment_size = tag.size() + 8;

std::string hex(std::uint32_t value) {
    return fmt::format("{:08x}", value);
}

}  // namespace

std::string encode(const State& state) {
    torch::serialize::OutputArchive archive;
    c10::Dict<std::string, torch::Tensor> tensors;
    for (const auto& [name, tensor] : state.tensors) tensors.insert(name, tensor.detach());
    archive.write("meta", torch::IValue(dump_json(state.json)));
    archive.write("tensors", torch::IValue(tensors));
    std::string bytes;
    archive.save_to([&bytes](const void* data, std::size_t size) {
        bytes.append(static_cast<const char*>(data), size);
        return size;
    });
    // The archive ends in a zip end record without a comment: its last two bytes are the comment's length.
    bytes.resize(bytes.size() - 2);
    bytes.push_back(static_cast<char>(comment_size));
    bytes.push_back(0);
    const std::uint32_t crc = crc32c(bytes);
    bytes.append(tag);
    bytes.append(hex(crc));
    return bytes;
}

bool is_checkpoint(std::string_view bytes) {
    return bytes.size() >= comment_size + 22 && bytes.substr(bytes.size() - comment_size, tag.size()) == tag;
}

Result<State> decode(std::string_view bytes) {
    if (!is_checkpoint(bytes)) {
        return fail(bytes.starts_with("PK") ? "is truncated, or holds weights only and no training state"
                                            : "is not a checkpoint of Lathe",
                    "give a checkpoint that Lathe wrote");
    }
    const std::string_view archive_bytes = bytes.substr(0, bytes.size() - comment_size);
    if (hex(crc32c(archive_bytes)) != bytes.substr(bytes.size() - 8)) return fail("is damaged: its checksum differs");
    try {
        torch::serialize::InputArchive archive;
        archive.load_from(bytes.data(), bytes.size());
        State state;
        torch::IValue meta;
        torch::IValue tensors;
        archive.read("meta", meta);
        archive.read("tensors", tensors);
        auto json = parse_json(meta.toStringRef());
        if (!json) return fail(json.error());
        state.json = std::move(*json);
        if (const int format = state.json.value("format", 1); format > checkpoint_format) {
            return fail("is of format " + std::to_string(format) + ", and this Lathe reads up to " +
                            std::to_string(checkpoint_format),
                        "use the version of Lathe that wrote it, or a newer one");
        }
        for (const auto& entry : tensors.toGenericDict()) {
            state.tensors.emplace(entry.key().toStringRef(), entry.value().toTensor());
        }
        return state;
    } catch (const c10::Error& error) {
        return fail("cannot be read: " + std::string(error.what_without_backtrace()));
    }
}

}  // namespace lathe::train
