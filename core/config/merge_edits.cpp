#include "core/config/merge_edits.h"

#include <algorithm>

namespace lathe::config {

namespace {

bool same(const Value* a, const Value* b) {
    return a && b ? *a == *b : a == b;
}

class EditMerger {
  public:
    EditMerger(const Document& base, const Document& mine, const Document& theirs)
        : mine_(mine), out_{theirs, {}, {}}, base_root_(base.root()), their_root_(theirs.root()) {}

    Result<MergedEdits> run() {
        if (auto done = merge(&base_root_, &mine_.root(), &their_root_, ""); !done)
            return fail(std::move(done.error()));
        return std::move(out_);
    }

  private:
    Result<void> merge(const Value* base, const Value* mine, const Value* theirs, const std::string& path) {
        if (same(base, mine) || same(mine, theirs)) return {};
        const bool dicts = mine && theirs && mine->is_dict() && theirs->is_dict();
        if (dicts) return merge_keys(base && base->is_dict() ? base : nullptr, *mine, *theirs, path);
        if (!same(base, theirs)) {
            out_.conflicts.push_back(path);
            return {};
        }
        return take(mine, path);
    }

    Result<void> merge_keys(const Value* base, const Value& mine, const Value& theirs, const std::string& path) {
        const auto child = [](const Value* dict, const std::string& key) { return dict ? dict->get(key) : nullptr; };
        for (const auto& [key, value] : mine.as_dict())
            if (auto done = merge(child(base, key), &value, theirs.get(key), join_path(path, key)); !done) return done;
        if (!base) return {};
        for (const auto& [key, value] : base->as_dict()) {
            if (mine.get(key)) continue;
            if (auto done = merge(&value, nullptr, theirs.get(key), join_path(path, key)); !done) return done;
        }
        return {};
    }

    Result<void> take(const Value* value, const std::string& path) {
        auto edit = edit_of(value, path);
        if (!edit) return fail(std::move(edit.error()));
        if (auto done = out_.document.apply(*edit); !done) return fail(std::move(done.error()));
        out_.taken.push_back(path);
        return {};
    }

    Result<TextEdit> edit_of(const Value* value, const std::string& path) {
        if (!value) return out_.document.erase(path);
        if (const auto text = mine_.text_of(path))
            if (auto edit = out_.document.set_text(path, *text)) return edit;
        return out_.document.set_value(path, *value);
    }

    const Document& mine_;
    MergedEdits out_;
    const Value& base_root_;
    const Value& their_root_;
};

}  // namespace

Result<MergedEdits> merge_edits(const Document& base, const Document& mine, const Document& theirs) {
    return EditMerger(base, mine, theirs).run();
}

}  // namespace lathe::config
