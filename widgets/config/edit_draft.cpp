#include "widgets/config/edit_draft.h"

#include "widgets/config/edit_journal.h"

namespace lathe::gui {

Result<void> EditDraft::apply(Result<config::TextEdit> edit) {
    if (!edit) return tl::make_unexpected(std::move(edit.error()));
    if (edit->removed == edit->inserted) return {};
    if (auto done = document_.apply(*edit); !done) return done;
    edits_.push_back(std::move(*edit));
    return {};
}

Result<void> EditDraft::setText(std::string_view path, std::string_view yaml) {
    if (auto edit = document_.replace_scalar(path, yaml)) {
        edits_.push_back(std::move(*edit));
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
