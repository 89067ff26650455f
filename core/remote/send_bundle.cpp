// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/remote/send_bundle.h"

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <fstream>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "core/base/base64.h"
#include "core/base/checksum.h"
#include "core/base/files.h"
#include "core/base/json_members.h"
#include "core/base/system_error.h"
#include "core/bundle/file_bytes.h"
#include "core/remote/message.h"

namespace lathe::remote {

namespace {

constexpr std::size_t sent_at_once = std::size_t{256} << 10;
constexpr std::size_t most_warnings = 100;

std::vector<std::string> data_warnings(const Json& answer, const std::string& host) {
    std::vector<std::string> warnings;
    const auto about = answer.find("bundle");
    if (about == answer.end() || !about->is_object()) return warnings;
    const Json* data = JsonMembers(*about).find("data");
    if (data == nullptr || !data->is_array()) return warnings;
    for (const Json& one : *data) {
        if (!one.is_object() || warnings.size() == most_warnings) continue;
        JsonMembers members(one);
        const std::string path = harmless(members.text("path"));
        const std::string place = members.text("place");
        if (place == "missing")
            warnings.push_back(
                fmt::format("{} has no {}, which the experiment reads: put it there, name another place "
                            "(data.KEY=PATH), or send it along (--with-data)",
                            host, path));
        if (place == "differs")
            warnings.push_back(fmt::format("{} on {} has other files than here, by their names and sizes", path, host));
    }
    return warnings;
}

Result<std::uint64_t> have_of(const Result<Json>& answer, std::uint64_t size) {
    if (!answer) return fail(answer.error());
    JsonMembers members(*answer);
    const auto have = static_cast<std::uint64_t>(members.large_count("have"));
    if (members.bad() != nullptr || have > size)
        return fail("the other machine does not say how much it has of the file that is sent", "send it again");
    return have;
}

}  // namespace

Result<SentBundle> send_bundle(Host& host, const fs::path& file, const SendProgress& progress) {
    std::error_code code;
    const std::uint64_t size = fs::file_size(file, code);
    const auto tell = [&](std::uint64_t done) { return progress ? progress(done, size) : Result<void>(); };
    Checksum sum;
    const auto read = bundle::for_each_piece(file, [&](std::string_view piece) {
        sum.add(piece);
        return tell(0);
    });
    if (!read) return fail(read.error());
    const std::string checksum = sum.hex();
    std::ifstream in(file, std::ios::binary);
    auto answer = host.request({{"do", "send"}, {"checksum", checksum}, {"size", size}});
    auto have = have_of(answer, size);
    if (!have) return fail(have.error());
    // A file that is there whole is named once more, for what the host says of its data.
    std::uint64_t at = *have == size ? 0 : *have;
    std::string bytes;
    do {
        if (const auto told = tell(at); !told) return fail(told.error());
        bytes.resize(*have == size ? 0 : std::min<std::uint64_t>(sent_at_once, size - at));
        in.seekg(static_cast<std::streamoff>(at));
        in.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
        if (!in) return fail(system_error("cannot be read", file, EIO));
        answer = host.request(
            {{"do", "piece"}, {"checksum", checksum}, {"size", size}, {"from", at}, {"bytes", to_base64(bytes)}});
        have = have_of(answer, size);
        if (!have) return fail(have.error());
        if (*have < size && *have <= at) return fail("the other machine takes nothing more", "look at its disk");
        at = *have;
    } while (at < size);
    if (const auto told = tell(size); !told) return fail(told.error());
    return SentBundle{checksum, data_warnings(*answer, host.address().destination)};
}

}  // namespace lathe::remote
