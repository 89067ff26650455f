// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/queue/item_folders.h"

#include <algorithm>
#include <cerrno>
#include <string>

#include "core/base/files.h"
#include "core/base/numbers.h"
#include "core/base/system_error.h"
#include "core/queue/item.h"

namespace lathe::queue {

namespace {

constexpr const char* hidden_prefix = ".new-";

}  // namespace

Result<void> ItemFolders::check() const {
    for (const fs::path& folder : {queue_, parent()}) {
        std::error_code code;
        const auto status = fs::status(folder, code);
        if (fs::is_directory(status)) continue;
        if (code.value() == ENOENT) return {};
        Error error = code ? system_error("the queue's folder cannot be used", folder, code.value())
                           : Error{"is a file, and the queue needs a folder of this name", {}};
        error.file = folder.string();
        error.hint = "name another folder in LATHE_QUEUE, or move the file away";
        return fail(std::move(error));
    }
    return {};
}

fs::path ItemFolders::of(int number) const {
    return parent() / item_folder_name(number);
}

Result<std::vector<fs::path>> ItemFolders::list() const {
    if (auto usable = check(); !usable) return fail(usable.error());
    std::vector<fs::path> folders;
    std::error_code code;
    for (fs::directory_iterator it(parent(), code), end; !code && it != end; it.increment(code))
        if (item_number(it->path())) folders.push_back(it->path());
    if (code && code.value() != ENOENT) return fail(system_error("cannot be read", parent(), code.value()));
    return folders;
}

Result<int> ItemFolders::highest_number() const {
    const auto folders = list();
    if (!folders) return fail(folders.error());
    int highest = 0;
    if (const auto text = read_file(queue_ / "last")) highest = parse_number<int>(*text).value_or(0);
    for (const auto& item : *folders) highest = std::max(highest, item_number(item).value_or(0));
    return highest;
}

Result<void> ItemFolders::prepare_removal() const {
    remove_hidden();
    const auto highest = highest_number();
    if (!highest) return fail(highest.error());
    return write_file_atomically(queue_ / "last", std::to_string(*highest));
}

Result<TemporaryFolder> ItemFolders::make_hidden() const {
    return TemporaryFolder::make_in(parent(), hidden_prefix);
}

fs::path ItemFolders::hidden(int number) const {
    return parent() / (hidden_prefix + item_folder_name(number));
}

void ItemFolders::remove_hidden() const {
    std::vector<fs::path> abandoned;
    std::error_code code;
    for (fs::directory_iterator it(parent(), code), end; !code && it != end; it.increment(code))
        if (it->path().filename().string().starts_with(hidden_prefix)) abandoned.push_back(it->path());
    for (const auto& folder : abandoned) fs::remove_all(folder, code);
}

}  // namespace lathe::queue
