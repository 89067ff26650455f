// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/merge.h"

#include "core/config/evaluate.h"
#include "core/config/interpolation.h"
#include "core/config/value_error.h"

namespace lathe::config {

namespace {

class Merger {
  public:
    explicit Merger(Value& root) : root_(root) {}

    Result<void> run(Value& dest, const Value& source, const std::string& path) {
        if (source.is_missing()) return {};
        if (is_interpolation(dest) && source.is_container()) expand(dest, path);
        if (dest.is_container() && source.is_container() && dest.kind() != source.kind()) return refuse(source, path);
        if (!dest.is_dict() || !source.is_dict()) {
            const auto kind = dest.key_kind;
            dest = source;
            dest.key_kind = kind;
            return {};
        }
        for (const auto& [key, item] : source.as_dict()) {
            Value* same = dest.get(key);
            if (same == nullptr) {
                dest.as_dict().emplace_back(key, item);
                continue;
            }
            if (auto done = run(*same, item, join_path(path, key)); !done) return done;
        }
        return {};
    }

  private:
    // "${b}" becomes a copy of b when that is a container.
    void expand(Value& dest, const std::string& path) {
        static const Schema no_schema;
        const Tree tree(root_);
        Evaluator evaluator(tree, no_schema);
        Tree::Id id = Tree::root;
        for (const auto& step : split_path(path)) {
            id = tree.child(id, step);
            if (id == Tree::none) return;
        }
        const auto target = evaluator.follow(id);
        if (!target) return;
        auto copy = evaluator.plain(*target);
        if (copy && copy->is_container()) {
            const auto kind = dest.key_kind;
            dest = std::move(*copy);
            dest.key_kind = kind;
        }
    }

    static Result<void> refuse(const Value& source, const std::string& path) {
        Error error = error_at(source, path,
                               source.is_dict() ? "cannot merge a dict into a list" : "cannot merge a list into a dict",
                               "give both the same type");
        error.kind = "ConfigTypeError";
        return fail(std::move(error));
    }

    Value& root_;
};

}  // namespace

Result<void> merge(Value& dest, const Value& source) {
    return Merger(dest).run(dest, source, "");
}

Result<void> merge_at(Value& root, const std::string& path, const Value& source) {
    if (auto fine = check_depth(path, source); !fine) return fine;
    auto* dest = const_cast<Value*>(std::as_const(root).find(path));
    if (dest == nullptr) {
        root.set(path, source);
        return {};
    }
    return Merger(root).run(*dest, source, path);
}

}  // namespace lathe::config
