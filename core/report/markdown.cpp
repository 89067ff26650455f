// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/markdown.h"

#include <md4c.h>

#include <algorithm>
#include <vector>

#include <fmt/format.h>

#include "core/report/svg_writer.h"

namespace lathe::report {

namespace {

constexpr std::size_t deepest = 40;  // elements within elements; what is deeper goes without its tags

bool is_safe_link(std::string_view url) {
    const bool known = url.starts_with("https://") || url.starts_with("http://") || url.starts_with("mailto:");
    return known && std::ranges::none_of(url, [](char c) { return c >= 0 && c <= ' '; });
}

// Takes the events of md4c and writes XHTML. All its functions give 0: go on.
class XhtmlWriter {
  public:
    explicit XhtmlWriter(int level) : level_(level) {}

    std::string take() { return std::move(out_); }

    static int enter_block(MD_BLOCKTYPE type, void* detail, void* self) {
        static_cast<XhtmlWriter*>(self)->enter_block(type, detail);
        return 0;
    }
    static int leave_block(MD_BLOCKTYPE type, void*, void* self) {
        if (type != MD_BLOCK_DOC && type != MD_BLOCK_HR) static_cast<XhtmlWriter*>(self)->close(ends_line(type));
        return 0;
    }
    static int enter_span(MD_SPANTYPE type, void* detail, void* self) {
        static_cast<XhtmlWriter*>(self)->enter_span(type, detail);
        return 0;
    }
    static int leave_span(MD_SPANTYPE, void*, void* self) {
        static_cast<XhtmlWriter*>(self)->close(false);
        return 0;
    }
    static int text(MD_TEXTTYPE type, const MD_CHAR* text, MD_SIZE size, void* self) {
        static_cast<XhtmlWriter*>(self)->text(type, {text, size});
        return 0;
    }

  private:
    static bool ends_line(MD_BLOCKTYPE type) {
        return type != MD_BLOCK_LI && type != MD_BLOCK_TH && type != MD_BLOCK_TD && type != MD_BLOCK_TR &&
               type != MD_BLOCK_THEAD && type != MD_BLOCK_TBODY;
    }

    // `element`: empty for one that is left out, but whose content stays.
    void open(std::string_view element, std::string_view attributes = {}) {
        if (open_.size() >= deepest) element = {};
        open_.emplace_back(element);
        if (!element.empty()) out_ += fmt::format("<{}{}>", element, attributes);
    }
    void close(bool ends_line) {
        if (!open_.back().empty()) out_ += fmt::format("</{}>{}", open_.back(), ends_line ? "\n" : "");
        open_.pop_back();
    }

    void enter_block(MD_BLOCKTYPE type, void* detail) {
        switch (type) {
            case MD_BLOCK_DOC: break;
            case MD_BLOCK_HR: out_ += "<hr/>\n"; break;
            case MD_BLOCK_QUOTE: open("blockquote"); break;
            case MD_BLOCK_UL: open("ul"); break;
            case MD_BLOCK_OL: {
                const unsigned start = static_cast<MD_BLOCK_OL_DETAIL*>(detail)->start;
                open("ol", start == 1 ? "" : fmt::format(" start=\"{}\"", start));
                break;
            }
            case MD_BLOCK_LI: open("li"); break;
            case MD_BLOCK_H: {
                const auto below = static_cast<int>(static_cast<MD_BLOCK_H_DETAIL*>(detail)->level) - 1;
                open(fmt::format("h{}", std::min(level_ + below, 6)));
                break;
            }
            case MD_BLOCK_CODE: open("pre"); break;
            case MD_BLOCK_TABLE: open("table"); break;
            case MD_BLOCK_THEAD: open("thead"); break;
            case MD_BLOCK_TBODY: open("tbody"); break;
            case MD_BLOCK_TR: open("tr"); break;
            case MD_BLOCK_TH: open("th", " scope=\"col\""); break;
            case MD_BLOCK_TD: open("td"); break;
            default: open("p");
        }
    }

    void enter_span(MD_SPANTYPE type, void* detail) {
        switch (type) {
            case MD_SPAN_EM: open("em"); break;
            case MD_SPAN_STRONG: open("strong"); break;
            case MD_SPAN_DEL: open("s"); break;
            case MD_SPAN_CODE: open("code"); break;
            case MD_SPAN_A: {
                const MD_ATTRIBUTE& href = static_cast<MD_SPAN_A_DETAIL*>(detail)->href;
                const std::string_view url(href.text, href.size);
                open(is_safe_link(url) ? "a" : "", fmt::format(" href=\"{}\" rel=\"noreferrer\"", xml_text(url)));
                break;
            }
            default: open("");  // a picture: its words stay
        }
    }

    void text(MD_TEXTTYPE type, std::string_view text) {
        constexpr std::string_view known[] = {"&amp;", "&lt;", "&gt;", "&quot;"};
        if (type == MD_TEXT_BR) out_ += "<br/>\n";
        else if (type == MD_TEXT_SOFTBR) out_ += '\n';
        else if (type == MD_TEXT_ENTITY && std::ranges::find(known, text) != std::end(known)) out_ += text;
        else out_ += xml_text(text);
    }

    int level_;
    std::string out_;
    std::vector<std::string> open_;
};

}  // namespace

std::string markdown_html(std::string_view text, int level) {
    MD_PARSER parser{};
    parser.flags = MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH | MD_FLAG_NOHTML;
    parser.enter_block = XhtmlWriter::enter_block;
    parser.leave_block = XhtmlWriter::leave_block;
    parser.enter_span = XhtmlWriter::enter_span;
    parser.leave_span = XhtmlWriter::leave_span;
    parser.text = XhtmlWriter::text;
    XhtmlWriter writer(level);
    // It fails where memory runs out only: the text as it is, then.
    if (md_parse(text.data(), static_cast<MD_SIZE>(text.size()), &parser, &writer) != 0)
        return "<pre>" + xml_text(text) + "</pre>\n";
    return writer.take();
}

}  // namespace lathe::report
