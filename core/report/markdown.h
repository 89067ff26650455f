// SPDX-License-Identifier: GPL-3.0-or-later
// Markdown as people write notes in (CommonMark with tables and ~~strikethrough~~) as XHTML; md4c reads it. Any thread.
#pragma once

#include <string>
#include <string_view>

namespace lathe::report {

// Markdown as HTML that is safe, whoever wrote the text: no tag of its own is kept, all text is escaped, links are
// those of http, https and mailto, and a picture is shown as its words, because nothing is loaded. `level`: of the
// heading "# ..", 1 to 6; deeper ones follow.
std::string markdown_html(std::string_view text, int level);

}  // namespace lathe::report
