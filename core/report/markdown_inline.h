// SPDX-License-Identifier: GPL-3.0-or-later
// A line of Markdown as XHTML: emphasis, strong, struck out, code, links, breaks.
#pragma once

#include <string>
#include <string_view>

namespace lathe::report {

// Everything else is text, and escaped: no tag of the note's own is kept. Links are those of http, https and mailto; a
// picture is shown as its words, because nothing is loaded.
std::string markdown_inline(std::string_view text);

}  // namespace lathe::report
