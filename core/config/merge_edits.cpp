// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/merge_edits.h"

namespace lathe::config {

namespace {

bool same(const Value* a, const Value* b) {
    return a && b ? *a == *b : a == b;
}

// What a merge has to do, found from the values alone.
class MergePlan {
  public:
    struct Step {
        std::string path;
        const Value* mine;  // null: deleted
        bool contradicts;   // theirs is another change of the same key
    };

    MergePlan(const Value& base, const Value& mine, const Value& theirs) { compare(&base, &mine, &theirs, ""); }

    const std::vector<Step>& steps() const { return steps_; }

  private:
    void compare(const Value* base, const Value* mine, const Value* theirs, const std::string& path) {
        if (same(base, mine) || same(mine, theirs)) return;
        const bool dicts = mine && theirs && mine->is_dict() && theirs->is_dict();
        if (dicts) return compare_keys(base && base->is_dict() ? base : nullptr, *mine, *theirs, path);
        steps_.push_back({path, mine, !same(base, theirs)});
    }

    void compare_keys(const Value* base, const Value& mine, const Value& theirs, const std::string& path) {
        for (const auto& [key, value] : mine.as_dict())
            compare(base ? base->get(key) : nullptr, &value, theirs.get(key), join_path(path, key));
        if (!base) return;
        for (const auto& [key, value] : base->as_dict())
            if (!mine.get(key)) compare(&value, nullptr, theirs.get(key), join_path(path, key));
    }

    std::vector<Step> steps_;
};

class EditMerger {
  public:
    EditMerger(const Document& mine, const Document& theirs) : mine_(mine), out_{theirs, {}, {}} {}

    Result<MergedEdits> run(const MergePlan& plan, Prefer prefer) {
        for (const auto& step : plan.steps()) {
            if (step.contradicts) out_.conflicts.push_back(step.path);
            if (step.contradicts && prefer == Prefer::theirs) continue;
            if (auto done = take(step.mine, step.path); !done) return fail(std::move(done.error()));
        }
        return std::move(out_);
    }

  private:
    Result<void> take(const Value* value, const std::string& path) {
        // Theirs deleted what mine deletes a part of, or what holds it.
        if (!value && !out_.document.root().find(path)) return {};
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
};

}  // namespace

Result<MergedEdits> merge_edits(const Document& base, const Document& mine, const Document& theirs, Prefer prefer) {
    return EditMerger(mine, theirs).run(MergePlan(base.root(), mine.root(), theirs.root()), prefer);
}

std::vector<std::string> edit_conflicts(const Value& base, const Value& mine, const Value& theirs) {
    std::vector<std::string> paths;
    const MergePlan plan(base, mine, theirs);
    for (const auto& step : plan.steps())
        if (step.contradicts) paths.push_back(step.path);
    return paths;
}

}  // namespace lathe::config
