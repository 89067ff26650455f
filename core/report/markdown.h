// SPDX-License-Identifier: GPL-3.0-or-later
// Markdown as people write notes in: headings, paragraphs, lists, quotes, code, tables, rules. As XHTML.
#pragma once

#include <string>
#include <string_view>

namespace lathe::report {

// Safe, whoever wrote the text: see markdown_inline(). `level`: of the note's first heading, 1 to 6; deeper ones
// follow.
std::string markdown_html(std::string_view text, int level);

}  // namespace lathe::report
