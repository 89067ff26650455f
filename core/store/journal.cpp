// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/journal.h"

#include <utility>

#include <fmt/format.h>

#include "core/base/clock.h"
#include "core/base/crc32c.h"

namespace lathe::store {

namespace {

constexpr std::uint64_t max_journal_size = 8ull << 30;
constexpr std::string_view crc_key = ",\"crc\":\"";
constexpr std::size_t crc_size = crc_key.size() + 8 + 2;  // ,"crc":"0123abcd"}

std::string checksum(std::string_view text) {
    return fmt::format("{:08x}", crc32c(text));
}

}  // namespace

std::optional<Json> Journal::parse_line(std::string_view line) {
    if (line.size() <= crc_size) return std::nullopt;
    const std::string_view tail = line.substr(line.size() - crc_size);
    if (!tail.starts_with(crc_key) || !tail.ends_with("\"}")) return std::nullopt;
    std::string text(line.substr(0, line.size() - crc_size));
    text += '}';
    if (tail.substr(crc_key.size(), 8) != checksum(text)) return std::nullopt;
    auto json = parse_json(text);
    if (!json || !json->is_object()) return std::nullopt;
    return std::move(*json);
}

Result<Journal::Contents> Journal::read(const std::filesystem::path& file) {
    const auto bytes = read_file(file, max_journal_size);
    if (!bytes) return fail(bytes.error());
    Contents contents;
    std::string_view rest = *bytes;
    for (int number = 1; !rest.empty(); ++number) {
        const auto newline = rest.find('\n');
        const bool whole = newline != std::string_view::npos;
        const std::string_view line = rest.substr(0, newline);
        rest.remove_prefix(whole ? newline + 1 : rest.size());
        auto event = parse_line(line);
        if (!event && !whole) {
            contents.torn = true;
            break;
        }
        contents.good_bytes += line.size() + (whole ? 1 : 0);
        if (event) {
            contents.needs_newline = !whole;
            contents.events.push_back(std::move(*event));
        } else if (!line.empty()) {
            contents.warnings.push_back(fmt::format(
                "{}:{}: the line is damaged (its checksum does not hold) and was left out", file.string(), number));
        }
    }
    return contents;
}

Result<Journal> Journal::open(const std::filesystem::path& file) {
    Contents contents;
    std::error_code code;
    const bool exists = std::filesystem::exists(file, code);
    if (exists) {
        auto found = read(file);
        if (!found) return fail(found.error());
        contents = std::move(*found);
    }
    auto opened = AppendFile::open(file, exists ? contents.good_bytes : UINT64_MAX);
    if (!opened) return fail(opened.error());
    Journal journal;
    journal.file_ = std::move(*opened);
    if (contents.needs_newline)
        if (auto ended = journal.file_.append("\n"); !ended) return fail(ended.error());
    return journal;
}

Result<void> Journal::append(Json event) {
    if (!event.contains("time")) event["time"] = to_iso8601(now());
    event.erase("crc");
    std::string line = dump_json(event);
    const std::string crc = checksum(line);
    line.pop_back();
    line += fmt::format("{}{}\"}}\n", crc_key, crc);
    return file_.append(line);
}

}  // namespace lathe::store
