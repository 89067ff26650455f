// SPDX-License-Identifier: GPL-3.0-or-later
// A figure as an SVG picture that needs nothing from outside.
#pragma once

#include <string>

#include "core/report/figure.h"

namespace lathe::report {

// Where a picture has its colours from.
enum class SvgColors : std::uint8_t {
    of_page,  // classes, whose colours the page sets, light or dark
    light     // as attributes, which every reader of SVG knows
};

// A figure as SVG: well-formed XML in which all text is escaped, titled and described for screen readers under ids that
// begin with `id`.
std::string to_svg(const Figure& figure, SvgColors colors, const std::string& id);
// The key of a legend as SVG: a short level line, drawn as the lines of that ink are.
std::string key_svg(const Ink& ink, SvgColors colors);

// The CSS rules for the classes of to_svg(), with the two sets of colours that they use.
std::string svg_style();

// Text as XML has it. What XML cannot hold (control characters, bad UTF-8) becomes U+FFFD.
std::string xml_text(std::string_view text);

}  // namespace lathe::report
