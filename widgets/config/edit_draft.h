// SPDX-License-Identifier: GPL-3.0-or-later
// A change of an experiment's text in the making: steps are tried on a copy of the document, one after the other, so
// that a change of several steps is either made whole, as one undo step, or not at all.
#pragma once

#include <string_view>
#include <vector>

#include "core/config/document.h"

namespace lathe::gui {

class EditDraft {
  public:
    explicit EditDraft(config::Document document) : document_(std::move(document)) {}

    // As the functions of config::Document of the same meaning, applied at once.
    Result<void> setText(std::string_view path, std::string_view yaml);
    Result<void> setValue(std::string_view path, const config::Value& value);
    Result<void> erase(std::string_view path);
    Result<void> moveItem(std::string_view listPath, std::size_t from, std::size_t to);
    Result<void> replaceAll(const std::string& text);

    bool contains(std::string_view path) const { return document_.root().find(path) != nullptr; }
    const config::Document& document() const { return document_; }
    const std::vector<config::TextEdit>& edits() const { return edits_; }
    // Of all edits together.
    const config::EditEffect& effect() const { return effect_; }

  private:
    Result<void> apply(Result<config::TextEdit> edit);
    void add(config::TextEdit edit, config::EditEffect effect);

    config::Document document_;
    std::vector<config::TextEdit> edits_;
    config::EditEffect effect_;
};

}  // namespace lathe::gui
