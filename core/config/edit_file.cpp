// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/edit_file.h"

#include "core/base/files.h"

namespace lathe::config {

Result<void> edit_file(const std::string& file, const std::function<Result<void>(Document&)>& edit) {
    constexpr int most_tries = 20;
    for (int i = 0; i < most_tries; ++i) {
        auto document = Document::load(file, WideIntegers::as_text);
        if (!document) return fail(std::move(document.error()));
        const std::string read = document->text();
        if (auto done = edit(*document); !done) return done;
        const auto written = replace_file(file, read, document->text());
        if (!written) return fail(written.error());
        if (*written) return {};
    }
    Error error{"is changed by another program again and again", "nothing was written: try again when that has ended"};
    error.file = file;
    return fail(std::move(error));
}

}  // namespace lathe::config
