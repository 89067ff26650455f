// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/yaml/raw_scanner.h"

#include <yaml.h>

#include <algorithm>
#include <new>

namespace lathe::config::yaml {

namespace {

std::string text_of(const yaml_char_t* text) {
    return text == nullptr ? "" : reinterpret_cast<const char*>(text);
}

Style style_of(yaml_scalar_style_t style) {
    switch (style) {
        case YAML_SINGLE_QUOTED_SCALAR_STYLE: return Style::single_quoted;
        case YAML_DOUBLE_QUOTED_SCALAR_STYLE: return Style::double_quoted;
        case YAML_LITERAL_SCALAR_STYLE: return Style::literal;
        case YAML_FOLDED_SCALAR_STYLE: return Style::folded;
        default: return Style::plain;
    }
}

TokenKind kind_of(yaml_token_type_t type) {
    switch (type) {
        case YAML_VERSION_DIRECTIVE_TOKEN:
        case YAML_TAG_DIRECTIVE_TOKEN: return TokenKind::directive;
        case YAML_DOCUMENT_START_TOKEN: return TokenKind::document_start;
        case YAML_DOCUMENT_END_TOKEN: return TokenKind::document_end;
        case YAML_BLOCK_SEQUENCE_START_TOKEN: return TokenKind::block_list_start;
        case YAML_BLOCK_MAPPING_START_TOKEN: return TokenKind::block_dict_start;
        case YAML_BLOCK_END_TOKEN: return TokenKind::block_end;
        case YAML_FLOW_SEQUENCE_START_TOKEN: return TokenKind::flow_list_start;
        case YAML_FLOW_SEQUENCE_END_TOKEN: return TokenKind::flow_list_end;
        case YAML_FLOW_MAPPING_START_TOKEN: return TokenKind::flow_dict_start;
        case YAML_FLOW_MAPPING_END_TOKEN: return TokenKind::flow_dict_end;
        case YAML_BLOCK_ENTRY_TOKEN: return TokenKind::block_entry;
        case YAML_FLOW_ENTRY_TOKEN: return TokenKind::flow_entry;
        case YAML_KEY_TOKEN: return TokenKind::key;
        case YAML_VALUE_TOKEN: return TokenKind::value;
        case YAML_ALIAS_TOKEN: return TokenKind::alias;
        case YAML_ANCHOR_TOKEN: return TokenKind::anchor;
        case YAML_TAG_TOKEN: return TokenKind::tag;
        case YAML_SCALAR_TOKEN: return TokenKind::scalar;
        default: return TokenKind::stream_end;
    }
}

void take_content(const yaml_token_t& raw, Token& out) {
    switch (raw.type) {
        case YAML_SCALAR_TOKEN:
            out.text.assign(reinterpret_cast<const char*>(raw.data.scalar.value), raw.data.scalar.length);
            out.style = style_of(raw.data.scalar.style);
            break;
        case YAML_ALIAS_TOKEN: out.text = text_of(raw.data.alias.value); break;
        case YAML_ANCHOR_TOKEN: out.text = text_of(raw.data.anchor.value); break;
        case YAML_TAG_TOKEN:
            out.handle = text_of(raw.data.tag.handle);
            out.text = text_of(raw.data.tag.suffix);
            break;
        case YAML_TAG_DIRECTIVE_TOKEN:
            out.handle = text_of(raw.data.tag_directive.handle);
            out.text = text_of(raw.data.tag_directive.prefix);
            break;
        case YAML_VERSION_DIRECTIVE_TOKEN: out.text = std::to_string(raw.data.version_directive.major); break;
        default: break;
    }
}

// libyaml's block scalars reach to the line that follows them; ours end with their last line that holds a text.
std::size_t end_of_block_scalar(std::string_view written) {
    const auto last = written.find_last_not_of(" \r\n");
    const auto end = std::min(written.find_first_of("\r\n", last), written.size());
    const auto header = std::min(written.find_first_of("\r\n"), written.size());
    if (end > header) return end;
    return std::min(written.find_first_not_of("|>+-0123456789"), written.size());
}

}  // namespace

void RawScanner::Delete::operator()(yaml_parser_s* parser) const {
    yaml_parser_delete(parser);
    delete parser;
}

RawScanner::RawScanner(std::string_view text) : text_(text) {
    auto parser = std::make_unique<yaml_parser_t>();
    if (!yaml_parser_initialize(parser.get())) throw std::bad_alloc();
    parser_.reset(parser.release());
    yaml_parser_set_encoding(parser_.get(), YAML_UTF8_ENCODING);
    const char* bytes = text.empty() ? "" : text.data();
    yaml_parser_set_input_string(parser_.get(), reinterpret_cast<const unsigned char*>(bytes), text.size());
}

std::optional<Token> RawScanner::next() {
    yaml_token_t raw;
    do {
        if (!yaml_parser_scan(parser_.get(), &raw)) return std::nullopt;
    } while (raw.type == YAML_STREAM_START_TOKEN);
    Token out;
    out.kind = kind_of(raw.type);
    out.begin = place(raw.start_mark.index, raw.start_mark.line, raw.start_mark.column);
    out.end = byte_of(raw.end_mark.index);
    out.end_line = static_cast<int>(raw.end_mark.line) + 1;
    take_content(raw, out);
    yaml_token_delete(&raw);
    if (out.style == Style::literal || out.style == Style::folded)
        out.end = out.begin.offset + end_of_block_scalar(text_.substr(out.begin.offset, out.end - out.begin.offset));
    return out;
}

RawScanner::Problem RawScanner::problem() {
    const auto words = [](const char* text) { return text == nullptr ? std::string_view() : std::string_view(text); };
    const auto at = [this](const yaml_mark_t& mark) { return place(mark.index, mark.line, mark.column); };
    return {words(parser_->context), words(parser_->problem), at(parser_->context_mark), at(parser_->problem_mark)};
}

std::size_t RawScanner::byte_of(std::size_t character) {
    const auto starts_character = [this](std::size_t byte) {
        return byte >= text_.size() || (static_cast<unsigned char>(text_[byte]) & 0xC0) != 0x80;
    };
    for (; character_ < character && byte_ < text_.size(); ++character_) do
            ++byte_;
        while (!starts_character(byte_));
    for (; character_ > character; --character_) do
            --byte_;
        while (!starts_character(byte_));
    return byte_;
}

Place RawScanner::place(std::size_t character, std::size_t line, std::size_t column) {
    return {byte_of(character), static_cast<int>(line) + 1, static_cast<int>(column) + 1};
}

}  // namespace lathe::config::yaml
