// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/input.h"

#include <poll.h>
#include <unistd.h>
#include <array>
#include <cerrno>

#include "core/base/files.h"
#include "core/base/numbers.h"
#include "core/base/system_error.h"

namespace lathe {

namespace {

Result<std::string> read_to_the_end(int descriptor, const std::string& name, std::uint64_t max_size) {
    std::string text;
    std::array<char, 1 << 16> piece{};
    while (true) {
        const ssize_t n = ::read(descriptor, piece.data(), piece.size());
        if (n == 0) return text;
        if (n < 0 && errno == EINTR) continue;
        if (n < 0 && errno == EAGAIN) {
            pollfd wait{descriptor, POLLIN, 0};
            ::poll(&wait, 1, -1);
            continue;
        }
        if (n < 0) return fail(system_error("cannot be read", name, errno));
        text.append(piece.data(), static_cast<std::size_t>(n));
        if (text.size() <= max_size) continue;
        Error error{"holds more than the " + std::to_string(max_size) + " bytes that are read here",
                    "is this the right input?"};
        error.file = name;
        return fail(std::move(error));
    }
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
    const std::string shown = !descriptor                   ? name
                              : *descriptor == STDIN_FILENO ? std::string("stdin")
                                                            : "stream-" + std::to_string(*descriptor);
    auto text = descriptor ? read_to_the_end(*descriptor, shown, max_size) : read_file(name, max_size);
    if (!text) return fail(std::move(text.error()));
    return Input{std::move(*text), shown};
}

Result<StreamFile> copy_stream(const std::string& name, std::uint64_t max_size) {
    auto input = read_input(name, max_size);
    if (!input) return fail(std::move(input.error()));
    auto folder = TemporaryFolder::make("lathe-input-");
    if (!folder) return fail(std::move(folder.error()));
    std::string path = (folder->path() / input->name).string();
    if (auto written = write_file_atomically(path, input->text); !written) return fail(std::move(written.error()));
    return StreamFile{std::move(*folder), std::move(path), std::move(input->name)};
}

}  // namespace lathe
