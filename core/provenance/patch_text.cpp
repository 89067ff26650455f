// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provenance/patch_text.h"

#include <string_view>

namespace lathe::provenance {

namespace {

// libgit2 writes "---" and "+++" also where no lines differ (new empty files); git takes that for a broken patch.
std::string_view without_empty_header(std::string_view text, git_patch* patch) {
    const bool is_binary = (git_patch_get_delta(patch)->flags & GIT_DIFF_FLAG_BINARY) != 0;
    if (is_binary || git_patch_num_hunks(patch) > 0) return text;
    const auto header = text.find("\n--- ");
    return header == text.npos ? text : text.substr(0, header + 1);
}

}  // namespace

PatchText::Added PatchText::add(git_patch* patch) {
    // Asked first: the text of a huge change need not be made.
    const std::size_t about = git_patch_size(patch, 1, 1, 1);
    if (text_.size() + about > limit_) return refuse(about);
    git_buf text{};
    if (git_patch_to_buf(&text, patch) != 0) {
        truncated_ = true;
        return Added::failed;
    }
    const auto change = without_empty_header({text.ptr, text.size}, patch);
    const std::size_t size = change.size();
    const bool fits = text_.size() + size <= limit_;
    if (fits) text_.append(change);
    git_buf_dispose(&text);
    return fits ? Added::yes : refuse(size);
}

PatchText::Added PatchText::refuse(std::size_t bytes) {
    truncated_ = true;
    refused_ += bytes;
    return Added::no_room;
}

}  // namespace lathe::provenance
