// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/svg_writer.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "core/base/printable.h"

namespace lathe::report {

namespace {

// The colours of the window's charts (widgets/charts/series_style.cpp): kept apart by the common forms of colour
// blindness, 3:1 or more against the background.
constexpr std::array series_light{"#0072b2", "#d55e00", "#00855f", "#b4508c",
                                  "#a87400", "#2a8fc7", "#6a3d9a", "#6b6b6b"};
constexpr std::array series_dark{"#5aa9f0", "#ff8a3d", "#2cc79a", "#e58cc0",
                                 "#e8b53a", "#7fd4ff", "#b79cf5", "#b5b5b5"};
constexpr std::array dashes{"", "6 3", "2 2", "8 3 2 3"};

constexpr double text_size = 12;
constexpr double character_width = 6.6;  // of an average character, in text of that size
constexpr double gap = 6;

std::size_t color_of(const Ink& ink) {
    return static_cast<std::size_t>(std::max(0, ink.number)) % series_light.size();
}

std::string_view dash_of(const Ink& ink) {
    if (ink.kind != Ink::series) return "";
    return dashes[static_cast<std::size_t>(std::max(0, ink.number)) / series_light.size() % dashes.size()];
}

std::string class_of(const Ink& ink) {
    switch (ink.kind) {
        case Ink::series: return fmt::format("s{}", color_of(ink));
        case Ink::accent: return "s0";
        case Ink::faint: return "faint";
        case Ink::text: return "ink";
    }
    return {};
}

std::string_view light_color(const Ink& ink) {
    switch (ink.kind) {
        case Ink::series: return series_light[color_of(ink)];
        case Ink::accent: return series_light[0];
        case Ink::faint: return "#b8bcc4";
        case Ink::text: return "#1c1f24";
    }
    return {};
}

double width_of(std::string_view text) {
    return character_width * display_width(text);
}

class Painter {
  public:
    explicit Painter(SvgColors colors) : colors_(colors) {}

    std::string take() { return std::move(out_); }
    void raw(const std::string& text) { out_ += text; }
    bool of_page() const { return colors_ == SvgColors::of_page; }

    // "class" or attributes for a stroke or a fill.
    std::string stroke(const Ink& ink, double width) const {
        const std::string_view dash = dash_of(ink);
        const std::string line = fmt::format(" fill=\"none\" stroke-width=\"{:g}\"{}", width,
                                             dash.empty() ? "" : fmt::format(" stroke-dasharray=\"{}\"", dash));
        if (colors_ == SvgColors::of_page) return fmt::format(" class=\"l {}\"{}", class_of(ink), line);
        return fmt::format(" stroke=\"{}\"{}", light_color(ink), line);
    }
    std::string fill(const Ink& ink) const {
        if (colors_ == SvgColors::of_page) return fmt::format(" class=\"f {}\"", class_of(ink));
        return fmt::format(" fill=\"{}\"", light_color(ink));
    }
    std::string rule() const {
        return colors_ == SvgColors::of_page ? " class=\"grid\"" : " stroke=\"#e3e5e9\" stroke-width=\"1\"";
    }
    std::string words(bool strong) const {
        if (colors_ == SvgColors::of_page) return strong ? " class=\"t strong\"" : " class=\"t\"";
        return fmt::format(" font-family=\"sans-serif\" font-size=\"{:g}\" fill=\"{}\"{}", text_size,
                           strong ? "#1c1f24" : "#4d535c", strong ? " font-weight=\"bold\"" : "");
    }

    void line(double x1, double y1, double x2, double y2) {
        out_ +=
            fmt::format("<line x1=\"{:.1f}\" y1=\"{:.1f}\" x2=\"{:.1f}\" y2=\"{:.1f}\"{}/>", x1, y1, x2, y2, rule());
    }
    void text(double x, double y, std::string_view anchor, const std::string& text, bool strong = false,
              double turned = 0) {
        out_ += fmt::format(
            "<text x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"{}\"{}{}>{}</text>", x, y, anchor, words(strong),
            turned == 0 ? "" : fmt::format(" transform=\"rotate({:g} {:.1f} {:.1f})\"", turned, x, y), xml_text(text));
    }

  private:
    SvgColors colors_;
    std::string out_;
};

// Places of one panel on the picture.
class PanelPainter {
  public:
    PanelPainter(const FigurePanel& panel, double x, double y, double width, double height, const std::string& clip,
                 Painter& painter)
        : panel_(panel), clip_(clip), painter_(painter) {
        double ticks_width = 0;
        if (!panel.y.hidden)
            for (const Tick& tick : ticks_of(panel.y, 5)) ticks_width = std::max(ticks_width, width_of(tick.text));
        ticks_width = std::min(ticks_width, width * 0.45);
        double sides = 0;
        for (const FigureText& text : panel.texts)
            if (text.side == FigureText::right) sides = std::max(sides, width_of(text.text));
        left_ = x + ticks_width + (panel.y.label.empty() ? 0 : text_size + gap) + 2 * gap;
        right_ = x + width - 3 * gap - (panel.x.hidden ? std::min(sides, width * 0.2) : 0);
        top_ = y + (panel.title.empty() ? gap : text_size + 2 * gap) + (panel.x.hidden ? 2 * text_size : 0);
        bottom_ = y + height - (panel.x.hidden ? 2 * text_size : text_size + 2 * gap) -
                  (panel.x.label.empty() ? 0 : text_size + gap);
        x_ = x;
    }

    void paint() {
        if (!panel_.title.empty())
            painter_.text(x_ + gap, top_ - gap - (panel_.x.hidden ? 2 * text_size : 0), "start", panel_.title, true);
        paint_axes();
        // Readers of plain SVG know no clipping; what is drawn lies within its axes anyway, but for the width of a
        // line.
        const bool clips = painter_.of_page();
        if (clips)
            painter_.raw(
                fmt::format("<clipPath id=\"{}\"><rect x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" "
                            "height=\"{:.1f}\"/></clipPath>",
                            clip_, left_ - 4, top_ - 4, right_ - left_ + 8, bottom_ - top_ + 8));
        painter_.raw(clips ? fmt::format("<g clip-path=\"url(#{})\">", clip_) : "<g>");
        for (const FigureBar& bar : panel_.bars) paint(bar);
        for (const FigureLine& line : panel_.lines) paint(line);
        for (const FigureDot& dot : panel_.dots) paint(dot);
        painter_.raw("</g>");
        for (const FigureText& text : panel_.texts) paint(text);
        painter_.raw("\n");
    }

  private:
    static double share(const FigureAxis& axis, double value) {
        if (!axis.log) return (value - axis.low) / (axis.high - axis.low);
        return value > 0 ? std::log(value / axis.low) / std::log(axis.high / axis.low) : std::nan("");
    }
    double at_x(double value) const { return left_ + share(panel_.x, value) * (right_ - left_); }
    double at_y(double value) const { return bottom_ - share(panel_.y, value) * (bottom_ - top_); }

    void paint_axes() {
        if (!panel_.x.hidden) {
            for (const Tick& tick : ticks_of(panel_.x, std::max(2, static_cast<int>((right_ - left_) / 90)))) {
                painter_.line(at_x(tick.at), top_, at_x(tick.at), bottom_);
                painter_.text(at_x(tick.at), bottom_ + text_size + gap / 2, "middle", tick.text);
            }
        }
        if (!panel_.y.hidden) {
            for (const Tick& tick : ticks_of(panel_.y, std::max(2, static_cast<int>((bottom_ - top_) / 45)))) {
                painter_.line(left_, at_y(tick.at), right_, at_y(tick.at));
                painter_.text(left_ - gap, at_y(tick.at) + text_size * 0.35, "end", tick.text);
            }
        }
        if (!panel_.x.label.empty())
            painter_.text((left_ + right_) / 2, bottom_ + 2 * text_size + gap * 1.5, "middle", panel_.x.label);
        if (!panel_.y.label.empty())
            painter_.text(x_ + text_size, (top_ + bottom_) / 2, "middle", panel_.y.label, false, -90);
    }

    void paint(const FigureLine& line) {
        std::string path;
        bool down = false;
        double last_y = 0;
        for (const FigurePoint& point : line.points) {
            const double x = at_x(point.x), y = at_y(point.y);
            if (!std::isfinite(x) || !std::isfinite(y)) {
                down = false;
                continue;
            }
            if (down && line.steps) path += fmt::format("L{:.1f} {:.1f}", x, last_y);
            path += fmt::format("{}{:.1f} {:.1f}", down ? 'L' : 'M', x, y);
            down = true;
            last_y = y;
        }
        if (!path.empty()) painter_.raw(fmt::format("<path d=\"{}\"{}/>", path, painter_.stroke(line.ink, line.width)));
    }

    void paint(const FigureDot& dot) {
        const double x = at_x(dot.at.x), y = at_y(dot.at.y);
        if (!std::isfinite(x) || !std::isfinite(y)) return;
        painter_.raw(fmt::format("<circle cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"{}\"{}/>", x, y, dot.ring ? "4.5" : "2.8",
                                 dot.ring ? painter_.stroke(dot.ink, 1.6) : painter_.fill(dot.ink)));
    }

    void paint(const FigureBar& bar) {
        const double y = at_y(bar.at + 0.35), height = at_y(bar.at - 0.35) - y, from = at_x(0), to = at_x(bar.to);
        if (!std::isfinite(to)) return;
        painter_.raw(fmt::format("<rect x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{:.1f}\"{}/>",
                                 std::min(from, to), y, std::max(0.5, std::abs(to - from)), height,
                                 painter_.fill(bar.ink)));
    }

    void paint(const FigureText& text) {
        const double x = at_x(text.at.x), y = at_y(text.at.y), middle = text_size * 0.35;
        switch (text.side) {
            case FigureText::left: return painter_.text(x - gap, y + middle, "end", text.text);
            case FigureText::right: return painter_.text(x + gap, y + middle, "start", text.text);
            case FigureText::above: return painter_.text(x, y - gap, "middle", text.text);
            case FigureText::below: return painter_.text(x, y + text_size + gap / 2, "middle", text.text);
        }
    }

    const FigurePanel& panel_;
    const std::string clip_;
    Painter& painter_;
    double x_ = 0;
    double left_ = 0;
    double right_ = 0;
    double top_ = 0;
    double bottom_ = 0;
};

// How many bytes the character at `at` has; 0: it is none that XML takes.
std::size_t good_character(std::string_view text, std::size_t at) {
    const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u; };
    const unsigned first = byte(at);
    if (first < 0x80) return first >= 0x20 || first == '\t' || first == '\n' ? 1 : 0;
    const std::size_t size = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
    if (first < 0xc2 || first > 0xf4) return 0;
    unsigned code = first & (0x7fu >> size);
    for (std::size_t i = 1; i < size; ++i) {
        if ((byte(at + i) & 0xc0u) != 0x80) return 0;
        code = code << 6 | (byte(at + i) & 0x3fu);
    }
    const unsigned least = size == 2 ? 0x80 : size == 3 ? 0x800 : 0x10000;
    const bool bad =
        code < least || code > 0x10ffff || (code >= 0xd800 && code < 0xe000) || code == 0xfffe || code == 0xffff;
    return bad ? 0 : size;
}

}  // namespace

std::string xml_text(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t size = good_character(text, at);
        if (size == 0) out += "\xef\xbf\xbd";
        else if (text[at] == '&') out += "&amp;";
        else if (text[at] == '<') out += "&lt;";
        else if (text[at] == '>') out += "&gt;";
        else if (text[at] == '"') out += "&quot;";
        else out += text.substr(at, size);
        at += std::max<std::size_t>(1, size);
    }
    return out;
}

std::string to_svg(const Figure& figure, SvgColors colors, const std::string& id) {
    const auto count = static_cast<int>(figure.panels.size());
    const int columns = std::max(1, std::min(figure.columns, count));
    const int rows = (count + columns - 1) / columns;
    const double width = figure.panel_width * columns, height = figure.panel_height * rows;
    Painter painter(colors);
    painter.raw(
        fmt::format("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {0:g} {1:g}\" width=\"{0:g}\" "
                    "height=\"{1:g}\" role=\"img\" aria-labelledby=\"{2}-title {2}-desc\"><title "
                    "id=\"{2}-title\">{3}</title><desc id=\"{2}-desc\">{4}</desc>\n",
                    width, height, id, xml_text(figure.title), xml_text(figure.description)));
    for (int i = 0; i < count; ++i)
        PanelPainter(figure.panels[static_cast<std::size_t>(i)], i % columns * figure.panel_width,
                     i / columns * figure.panel_height, figure.panel_width, figure.panel_height,
                     fmt::format("{}-clip{}", id, i), painter)
            .paint();
    painter.raw("</svg>");
    return painter.take();
}

std::string key_svg(const Ink& ink, SvgColors colors) {
    Painter painter(colors);
    painter.raw(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 24 10\" width=\"24\" height=\"10\" "
        "aria-hidden=\"true\"><path d=\"M0 5L24 5\"" +
        painter.stroke(ink, 2) + "/></svg>");
    return painter.take();
}

std::string svg_style() {
    const auto variables = [](const auto& series, std::string_view faint, std::string_view grid) {
        std::string text;
        for (std::size_t i = 0; i < series.size(); ++i) text += fmt::format("--s{}:{};", i, series[i]);
        return text + fmt::format("--faint:{};--grid:{};", faint, grid);
    };
    std::string style = ":root{" + variables(series_light, "#b8bcc4", "#e3e5e9") + "}\n";
    style += "@media (prefers-color-scheme:dark){:root{" + variables(series_dark, "#5a606b", "#33383f") + "}}\n";
    for (std::size_t i = 0; i < series_light.size(); ++i)
        style += fmt::format(".l.s{0}{{stroke:var(--s{0})}}.f.s{0}{{fill:var(--s{0})}}", i);
    style +=
        ".l.faint{stroke:var(--faint)}.f.faint{fill:var(--faint)}.l.ink{stroke:var(--text)}.f.ink{fill:var(--text)}\n"
        "svg .grid{stroke:var(--grid);stroke-width:1}\n"
        "svg .t{font:12px system-ui,sans-serif;fill:var(--muted)}svg .t.strong{font-weight:600;fill:var(--text)}\n";
    return style;
}

}  // namespace lathe::report
