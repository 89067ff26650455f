// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/report_html.h"

#include <fmt/format.h>

#include "core/report/markdown.h"
#include "core/report/svg_writer.h"

namespace lathe::report {

namespace {

constexpr const char* page_style = R"css(
:root{color-scheme:light dark;--text:#1c1f24;--muted:#4d535c;--back:#fff;--soft:#f4f5f7;--rule:#d9dce1;--link:#0b57d0}
@media (prefers-color-scheme:dark){:root{--text:#e8eaed;--muted:#a9afb8;--back:#17191c;--soft:#202328;--rule:#3a3f47;--link:#8ab4f8}}
@media print{:root{--text:#1c1f24;--muted:#4d535c;--back:#fff;--soft:#f4f5f7;--rule:#d9dce1}details{display:none}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:1100px;padding:32px 24px 64px;background:var(--back);color:var(--text);font:15px/1.5 system-ui,sans-serif}
h1{font-size:28px;line-height:1.2;margin:0 0 4px}h2{font-size:21px;margin:40px 0 12px;border-bottom:1px solid var(--rule);padding-bottom:4px}
h3{font-size:16px;margin:24px 0 8px}h4,h5,h6{font-size:15px;margin:16px 0 4px}
p{margin:8px 0}a{color:var(--link)}.sub,.note,figcaption,caption{color:var(--muted)}.note{font-size:13px}
nav ul{display:flex;flex-wrap:wrap;gap:4px 20px;list-style:none;padding:0;margin:16px 0 0}
.wide{overflow-x:auto;margin:8px 0}
table{border-collapse:collapse;font-size:14px}caption{text-align:left;padding:4px 0;font-weight:600}
th,td{padding:4px 12px;text-align:left;vertical-align:top;border-bottom:1px solid var(--rule);white-space:pre-wrap}
thead th{background:var(--soft);white-space:nowrap;vertical-align:bottom}tbody th{font-weight:600;white-space:nowrap}
.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
figure{margin:16px 0}figcaption{font-weight:600;margin-bottom:4px}figure svg{max-width:100%;height:auto;display:block}
.keys{display:flex;flex-wrap:wrap;gap:2px 20px;list-style:none;padding:0;margin:8px 0 0;font-size:13px;color:var(--muted)}
.keys svg{display:inline-block;vertical-align:middle;margin-right:6px}
pre{background:var(--soft);padding:12px;overflow-x:auto;font-size:13px;line-height:1.4}code{font-size:13px}
blockquote{margin:8px 0;padding-left:12px;border-left:3px solid var(--rule);color:var(--muted)}
details{margin:8px 0}summary{cursor:pointer;color:var(--muted)}
)css";

class HtmlWriter {
  public:
    std::string write(const Report& report) {
        out_ =
            "<!DOCTYPE html>\n<html xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"en\">\n<head>\n<meta "
            "charset=\"utf-8\"/>\n"
            "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n"
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\"/>\n"
            "<meta name=\"generator\" content=\"Lathe " LATHE_VERSION "\"/>\n";
        out_ +=
            "<title>" + xml_text(report.title) + "</title>\n<style>" + page_style + svg_style() + "</style>\n</head>\n";
        out_ += "<body>\n<header>\n<h1>" + xml_text(report.title) + "</h1>\n<p class=\"sub\">" +
                xml_text(report.subtitle) + "</p>\n";
        contents(report);
        out_ += "</header>\n<main>\n";
        for (std::size_t i = 0; i < report.sections.size(); ++i) section(report.sections[i], i);
        warnings(report);
        out_ += "</main>\n</body>\n</html>\n";
        return std::move(out_);
    }

  private:
    void contents(const Report& report) {
        if (report.sections.size() < 2) return;
        out_ += "<nav aria-label=\"Contents\"><ul>";
        for (std::size_t i = 0; i < report.sections.size(); ++i)
            out_ += fmt::format("<li><a href=\"#part{}\">{}</a></li>", i, xml_text(report.sections[i].title));
        out_ += "</ul></nav>\n";
    }

    void section(const Section& section, std::size_t number) {
        out_ += fmt::format("<section aria-labelledby=\"part{0}\">\n<h2 id=\"part{0}\">{1}</h2>\n", number,
                            xml_text(section.title));
        for (const Block& block : section.blocks) std::visit([this](const auto& one) { add(one); }, block);
        out_ += "</section>\n";
    }

    void add(const Note& note) {
        if (!note.heading.empty()) out_ += "<h3>" + xml_text(note.heading) + "</h3>\n";
        out_ += markdown_html(note.markdown, note.heading.empty() ? 3 : 4);
    }

    void add(const Listing& listing) {
        out_ += "<h3>" + xml_text(listing.caption) + "</h3>\n<pre tabindex=\"0\"><code>" + xml_text(listing.text) +
                "</code></pre>\n";
    }

    // What is wider than the page scrolls by itself, by keyboard too.
    void add(const Table& table) {
        out_ += "<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"" + xml_text(table.caption) + "\">";
        cells(table);
        out_ += "</div>\n";
        if (!table.note.empty()) out_ += "<p class=\"note\">" + xml_text(table.note) + "</p>\n";
    }

    void cells(const Table& table) {
        const auto is_number = [&](std::size_t column) {
            return column < table.numeric.size() && table.numeric[column];
        };
        out_ += "<table><caption>" + xml_text(table.caption) + "</caption><thead><tr>";
        for (std::size_t i = 0; i < table.header.size(); ++i)
            out_ += fmt::format("<th scope=\"col\"{}>{}</th>", is_number(i) ? " class=\"n\"" : "",
                                xml_text(table.header[i]));
        out_ += "</tr></thead>\n<tbody>";
        for (const auto& row : table.rows) {
            out_ += "<tr>";
            for (std::size_t i = 0; i < row.size(); ++i) {
                const bool name = i == 0 && table.names_first;
                out_ += fmt::format("<{0}{1}{2}>{3}</{0}>", name ? "th" : "td", name ? " scope=\"row\"" : "",
                                    is_number(i) ? " class=\"n\"" : "", xml_text(row[i]));
            }
            out_ += "</tr>\n";
        }
        out_ += "</tbody></table>";
    }

    void add(const Chart& chart) {
        out_ += "<figure><figcaption>" + xml_text(chart.figure.title) + "</figcaption>\n" +
                to_svg(chart.figure, SvgColors::of_page, fmt::format("figure{}", ++figures_)) + "\n";
        if (!chart.figure.keys.empty()) {
            out_ += "<ul class=\"keys\">";
            for (const auto& key : chart.figure.keys)
                out_ += "<li>" + key_svg(key.ink, SvgColors::of_page) + xml_text(key.text) + "</li>";
            out_ += "</ul>";
        }
        if (!chart.note.empty()) out_ += "<p class=\"note\">" + xml_text(chart.note) + "</p>";
        if (!chart.numbers.rows.empty()) {
            out_ += "<details><summary>The numbers of this chart</summary><div class=\"wide\">";
            cells(chart.numbers);
            out_ += "</div></details>";
            if (!chart.numbers.note.empty()) out_ += "<p class=\"note\">" + xml_text(chart.numbers.note) + "</p>";
        }
        out_ += "</figure>\n";
    }

    void warnings(const Report& report) {
        if (report.warnings.empty()) return;
        out_ += "<section aria-labelledby=\"warnings\">\n<h2 id=\"warnings\">What could not be read</h2>\n<ul>";
        for (const auto& warning : report.warnings) out_ += "<li>" + xml_text(warning) + "</li>";
        out_ += "</ul>\n</section>\n";
    }

    std::string out_;
    int figures_ = 0;
};

}  // namespace

std::string to_html(const Report& report) {
    return HtmlWriter().write(report);
}

}  // namespace lathe::report
