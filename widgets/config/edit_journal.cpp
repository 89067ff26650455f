// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/config/edit_journal.h"

#include <algorithm>
#include <map>

#include "core/base/json.h"
#include "core/config/document.h"

namespace lathe::gui {

config::TextEdit textChange(const std::string& before, const std::string& after) {
    const auto shorter = std::min(before.size(), after.size());
    std::size_t head = 0;
    while (head < shorter && before[head] == after[head]) ++head;
    std::size_t tail = 0;
    while (tail < shorter - head && before[before.size() - 1 - tail] == after[after.size() - 1 - tail]) ++tail;
    // Not in the middle of a character: both parts are text.
    const auto inside = [](const std::string& text, std::size_t at) {
        return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xc0) == 0x80;
    };
    while (head > 0 && (inside(before, head) || inside(after, head))) --head;
    while (tail > 0 && (inside(before, before.size() - tail) || inside(after, after.size() - tail))) --tail;
    return {head, before.substr(head, before.size() - tail - head), after.substr(head, after.size() - tail - head)};
}

Result<EditJournal> EditJournal::start(const fs::path& place, const std::string& base, int index) {
    if (auto done = make_folders(place.parent_path()); !done) return fail(std::move(done.error()));
    auto file = AppendFile::open(place, 0);
    if (!file) return fail(std::move(file.error()));
    EditJournal journal;
    journal.file_ = std::move(*file);
    journal.text_ = base;
    journal.index_ = index;
    if (auto done = journal.file_.append(dump_json(Json{{"base", base}, {"index", index}}) + "\n"); !done)
        return fail(std::move(done.error()));
    return journal;
}

Result<void> EditJournal::append(const QString& what, int index, const std::string& text) {
    if (index == index_ && text == text_) return {};
    const auto edit = textChange(text_, text);
    auto done = file_.append(dump_json(Json{{"index", index},
                                            {"what", what.toStdString()},
                                            {"offset", edit.offset},
                                            {"removed", edit.removed},
                                            {"inserted", edit.inserted}}) +
                             "\n");
    if (!done) return done;
    text_ = text;
    index_ = index;
    return {};
}

std::optional<UnsavedEdits> readEditJournal(const fs::path& place) {
    const auto bytes = read_file(place);
    if (!bytes) return std::nullopt;
    UnsavedEdits edits;
    std::map<int, UnsavedEdits::Step> steps;  // by the index that the undo stack had after them
    std::string text;
    int start = 0;
    bool first = true;
    for (std::size_t at = 0, end = 0; (end = bytes->find('\n', at)) != std::string::npos; at = end + 1) {
        const auto line = parse_json(bytes->substr(at, end - at));
        if (!line) break;
        try {
            const int index = line->at("index").get<int>();
            if (first) {
                edits.base = text = line->at("base").get<std::string>();
                start = index;
                first = false;
                continue;
            }
            const auto offset = line->at("offset").get<std::size_t>();
            const auto removed = line->at("removed").get<std::string>();
            if (offset > text.size() || text.compare(offset, removed.size(), removed) != 0) break;
            text.replace(offset, removed.size(), line->at("inserted").get<std::string>());
            steps.erase(steps.upper_bound(index), steps.end());
            // Back at the start, or before it: what is left is one step from the text that was saved.
            if (index <= start) steps.clear();
            if (index != start) steps[index] = {QString::fromStdString(line->at("what").get<std::string>()), text};
        } catch (const Json::exception&) {
            break;
        }
    }
    if (first) return std::nullopt;
    for (auto& [index, step] : steps) edits.steps.push_back(std::move(step));
    return edits;
}

}  // namespace lathe::gui
