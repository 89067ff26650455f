// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/table/text_decoding.h"

#include <iconv.h>

#include <algorithm>
#include <cerrno>
#include <string_view>

namespace lathe::train {

namespace {

constexpr std::string_view utf8_mark = "\xEF\xBB\xBF";
constexpr std::string_view little_mark = "\xFF\xFE";
constexpr std::string_view big_mark = "\xFE\xFF";

// What begins like a file that is no text.
std::string binary_format(std::string_view bytes) {
    if (bytes.starts_with("PK\x03\x04")) return "a spreadsheet or zip archive";
    if (bytes.starts_with("\x1F\x8B")) return "compressed (gzip)";
    if (bytes.starts_with("PAR1")) return "a Parquet file";
    if (bytes.starts_with("\xD0\xCF\x11\xE0")) return "an old Excel file";
    return {};
}

// UTF-16 without a mark: of Latin text every other byte is 0.
std::string unmarked_utf16(std::string_view bytes) {
    const std::string_view head = bytes.substr(0, std::min<std::size_t>(bytes.size() & ~std::size_t{1}, 2000));
    std::size_t even = 0;
    std::size_t odd = 0;
    for (std::size_t i = 0; i < head.size(); ++i) {
        if (head[i] == 0) ++(i % 2 == 0 ? even : odd);
    }
    const std::size_t many = head.size() * 3 / 8;
    if (head.size() >= 4 && odd > many && even < head.size() / 20) return "utf-16le";
    if (head.size() >= 4 && even > many && odd < head.size() / 20) return "utf-16be";
    return {};
}

int line_at(std::string_view text, std::size_t at) {
    return 1 + static_cast<int>(std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n'));
}

tl::unexpected<Error> undecodable(int line, std::string what, std::string hint) {
    Error error{std::move(what), std::move(hint), {}, "data.encoding"};
    error.line = line;
    return fail(std::move(error));
}

// The names that iconv knows.
const char* iconv_name(const std::string& encoding) {
    if (encoding == "latin-1") return "ISO-8859-1";
    if (encoding == "windows-1252") return "CP1252";
    if (encoding == "cp949") return "CP949";
    if (encoding == "utf-16le") return "UTF-16LE";
    if (encoding == "utf-16be") return "UTF-16BE";
    return encoding.c_str();
}

Result<std::string> convert(std::string_view bytes, const std::string& encoding) {
    const iconv_t converter = ::iconv_open("UTF-8", iconv_name(encoding));
    if (converter == reinterpret_cast<iconv_t>(-1)) {  // NOLINT(performance-no-int-to-ptr)
        return fail(Error{"this system cannot read " + encoding, "convert the file to UTF-8", {}, "data.encoding"});
    }
    std::string text;
    std::string buffer(1 << 16, '\0');
    char* from = const_cast<char*>(bytes.data());
    std::size_t left = bytes.size();
    bool good = true;
    while (good && left > 0) {
        char* to = buffer.data();
        std::size_t room = buffer.size();
        good = ::iconv(converter, &from, &left, &to, &room) != static_cast<std::size_t>(-1) || errno == E2BIG;
        text.append(buffer.data(), buffer.size() - room);
    }
    ::iconv_close(converter);
    if (good) return text;
    return undecodable(line_at(text, text.size()), "holds bytes that are not " + encoding,
                       "set data.encoding to another");
}

}  // namespace

std::size_t invalid_utf8(std::string_view text) {
    const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U; };
    for (std::size_t i = 0; i < text.size();) {
        const unsigned first = byte(i);
        std::size_t length = 1;
        if (first >= 0x80) length = first >= 0xC2 && first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
        if (first >= 0x80 && (first < 0xC2 || first > 0xF4)) return i;
        // The ends of the ranges: no overlong forms, no surrogates, nothing beyond U+10FFFF.
        if (first == 0xE0 && byte(i + 1) < 0xA0) return i;
        if (first == 0xED && byte(i + 1) > 0x9F) return i;
        if (first == 0xF0 && byte(i + 1) < 0x90) return i;
        if (first == 0xF4 && byte(i + 1) > 0x8F) return i;
        for (std::size_t j = 1; j < length; ++j) {
            if ((byte(i + j) & 0xC0) != 0x80) return i;
        }
        i += length;
    }
    return std::string_view::npos;
}

Result<DecodedText> decode_text(std::string bytes, const std::string& encoding) {
    if (const std::string format = binary_format(bytes); !format.empty()) {
        return fail("is " + format + ", not text", "save the table as CSV");
    }
    std::string found = encoding;
    std::size_t mark = 0;
    if (bytes.starts_with(utf8_mark) && (encoding == "auto" || encoding == "utf-8")) {
        found = "utf-8";
        mark = utf8_mark.size();
    } else if ((encoding == "auto" || encoding == "utf-16") &&
               (bytes.starts_with(little_mark) || bytes.starts_with(big_mark))) {
        found = bytes.starts_with(little_mark) ? "utf-16le" : "utf-16be";
        mark = 2;
    } else if (encoding == "auto" || encoding == "utf-16") {
        found = unmarked_utf16(bytes);
        if (found.empty()) found = encoding == "auto" ? "utf-8" : "utf-16le";
    }
    if (found != "utf-8") {
        auto text = convert(std::string_view(bytes).substr(mark), found);
        if (!text) return fail(text.error());
        bytes = std::move(*text);
    } else {
        bytes.erase(0, mark);
        if (const std::size_t at = invalid_utf8(bytes); at != std::string_view::npos) {
            return undecodable(line_at(bytes, at), "holds bytes that are not UTF-8",
                               "set data.encoding (windows-1252 and latin-1 are usual in the West, cp949 in Korea), or "
                               "convert the file to UTF-8");
        }
    }
    if (const std::size_t at = bytes.find('\0'); at != std::string::npos) {
        return undecodable(line_at(bytes, at), "holds a byte 0, as no text does", "save the table as CSV");
    }
    return DecodedText{std::move(bytes), std::move(found)};
}

}  // namespace lathe::train
