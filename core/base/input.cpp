// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/input.h"

#include <poll.h>
#include <unistd.h>
#include <array>
#include <cerrno>
#include <functional>
#include <utility>

#include "core/base/files.h"
#include "core/base/numbers.h"
#include "core/base/system_error.h"

namespace lathe {

namespace {

// Reads to the end and gives `take` one piece after another; its error ends the reading.
Result<void> read_to_the_end(int descriptor, const std::string& name, std::uint64_t max_size,
                             const std::function<Result<void>(std::string_view)>& take) {
    std::uint64_t size = 0;
    std::array<char, 1 << 16> piece{};
    while (true) {
        const ssize_t n = ::read(descriptor, piece.data(), piece.size());
        if (n == 0) return {};
        if (n < 0 && errno == EINTR) continue;
        if (n < 0 && errno == EAGAIN) {
            pollfd wait{descriptor, POLLIN, 0};
            ::poll(&wait, 1, -1);
            continue;
        }
        if (n < 0) return fail(system_error("cannot be read", name, errno));
        const std::string_view bytes(piece.data(), static_cast<std::size_t>(n));
        size += bytes.size();
        if (size <= max_size) {
            if (auto taken = take(bytes); !taken) return taken;
            continue;
        }
        Error error{"holds more than the " + std::to_string(max_size) + " bytes that are read here",
                    "is this the right input?"};
        error.file = name;
        return fail(std::move(error));
    }
}

// In messages, and as the name of a file.
std::string name_of_stream(int descriptor) {
    return descriptor == STDIN_FILENO ? std::string("stdin") : "stream-" + std::to_string(descriptor);
}

}  // namespace

std::optional<int> inherited_descriptor(std::string_view name) {
    if (name == "-" || name == "/dev/stdin") return STDIN_FILENO;
    for (const std::string_view folder : {"/dev/fd/", "/proc/self/fd/"}) {
        if (!name.starts_with(folder)) continue;
        const auto number = parse_number<int>(name.substr(folder.size()));
        if (number && *number >= 0) return *number;
    }
    return std::nullopt;
}

Result<Input> read_input(const std::string& name, std::uint64_t max_size) {
    const auto descriptor = inherited_descriptor(name);
    if (!descriptor)
        return read_file(name, max_size).map([&](std::string&& text) { return Input{std::move(text), name}; });
    Input input{{}, name_of_stream(*descriptor)};
    const auto done = read_to_the_end(*descriptor, input.name, max_size, [&](std::string_view piece) -> Result<void> {
        input.text += piece;
        return {};
    });
    if (!done) return fail(done.error());
    return input;
}

Result<StreamFile> copy_stream(const std::string& name, std::uint64_t max_size) {
    const auto descriptor = inherited_descriptor(name);
    if (!descriptor) {
        Error error{"is no stream", "name the file itself"};
        error.file = name;
        return fail(std::move(error));
    }
    auto folder = TemporaryFolder::make("lathe-input-");
    if (!folder) return fail(std::move(folder.error()));
    const std::string shown = name_of_stream(*descriptor);
    auto file = AppendFile::open(folder->path() / shown);
    if (!file) return fail(std::move(file.error()));
    const auto copied =
        read_to_the_end(*descriptor, shown, max_size, [&](std::string_view piece) { return file->append(piece); });
    if (!copied) return fail(copied.error());
    return StreamFile{std::move(*folder), file->path().string(), shown};
}

}  // namespace lathe
