// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/config/edit_draft.h"

#include "core/config/document.h"
#include "widgets/config/edit_journal.h"

namespace lathe::gui {

Result<void> EditDraft::apply(Result<config::TextEdit> edit) {
    if (!edit) return tl::make_unexpected(std::move(edit.error()));
    if (edit->removed == edit->inserted) return {};
    auto done = document_.apply(*edit);
    if (!done) return tl::make_unexpected(std::move(done.error()));
    add(std::move(*edit), std::move(*done));
    return {};
}

void EditDraft::add(config::TextEdit edit, config::EditEffect effect) {
    effect_ = edits_.empty() ? std::move(effect) : config::EditEffect{};
    edits_.push_back(std::move(edit));
}

Result<void> EditDraft::setText(std::string_view path, std::string_view yaml) {
    if (auto done = document_.replace_scalar(path, yaml)) {
        add(std::move(done->edit), std::move(done->effect));
        return {};
    }
    return apply(document_.set_text(path, yaml));
}

Result<void> EditDraft::setValue(std::string_view path, const config::Value& value) {
    return apply(document_.set_value(path, value));
}

Result<void> EditDraft::erase(std::string_view path) {
    return apply(document_.erase(path));
}

Result<void> EditDraft::moveItem(std::string_view listPath, std::size_t from, std::size_t to) {
    return apply(document_.move_item(listPath, from, to));
}

Result<void> EditDraft::replaceAll(const std::string& text) {
    return apply(textChange(document_.text(), text));
}

}  // namespace lathe::gui
