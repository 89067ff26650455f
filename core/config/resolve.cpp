// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/resolve.h"

#include <algorithm>
#include <unordered_set>

#include "core/config/evaluate.h"
#include "core/config/interpolation.h"
#include "core/config/tree.h"
#include "core/config/value_error.h"

namespace lathe::config {

namespace {

Error at(const Value& value, std::string kind, const std::string& key, std::string what, std::string hint) {
    Error error = error_at(value, key, std::move(what), std::move(hint));
    error.kind = std::move(kind);
    return error;
}

// Checks what is written against the schema and converts it, in place. `path` is that of `value`.
class Checker {
  public:
    Checker(const Schema& schema, Errors& errors) : schema_(schema), errors_(errors) {}

    void group(Value& value, const std::string& path) {
        if (!value.is_dict()) {
            if (is_interpolation(value) || value.is_missing()) return;
            errors_.push_back(at(value, "ConfigTypeError", path,
                                 "expected a dict of options, found " + to_yaml_inline(value),
                                 "write its options below '" + path + "'"));
            return;
        }
        for (auto& [key, child] : value.as_dict()) entry(key, child, join_path(path, key));
    }

  private:
    void entry(const std::string& key, Value& child, const std::string& path) {
        if (const Option* option = schema_.find(path)) {
            auto converted = schema_.convert(*option, child);
            if (converted) child = std::move(*converted);
            else errors_.push_back(std::move(converted.error()));
            return;
        }
        if (schema_.is_group(path)) return group(child, path);
        if (schema_.is_open(path)) return;
        const auto near = schema_.nearest(path);
        errors_.push_back(at(child, "ConfigKeyError", path, "there is no option '" + key + "' here",
                             near.empty() ? "'lathectl config help' lists the options" : "did you mean " + near + "?"));
    }

    const Schema& schema_;
    Errors& errors_;
};

Value as_default(Value value) {
    value.origin = Origin::default_value;
    if (value.is_list())
        for (auto& item : value.as_list()) item = as_default(std::move(item));
    if (value.is_dict())
        for (auto& [key, item] : value.as_dict()) item = as_default(std::move(item));
    return value;
}

// Adds the defaults of absent options. MISSING in a file hides the default: who writes ??? wants a value to be given. A
// dict of many keys is searched once, not once for each option.
class Defaults {
  public:
    explicit Defaults(Value& root) : root_(root) {}

    void fill(const Schema& schema) {
        for (const auto& option : schema.options()) fill(option);
    }

  private:
    void fill(const Option& option) {
        const auto dot = option.key.rfind('.');
        const auto group = dot == std::string::npos ? std::string_view() : std::string_view(option.key).substr(0, dot);
        if (!group_ || *group_ != group) enter(group);
        // A group that is an interpolation or a wrong value is not to be overwritten.
        if (is_closed_) return;
        if (holder_ == nullptr) {
            root_.set(option.key, as_default(option.fallback));
            enter(group);
            return;
        }
        const auto key = std::string_view(option.key).substr(dot == std::string::npos ? 0 : dot + 1);
        if (keys_.emplace(key).second) holder_->as_dict().emplace_back(key, as_default(option.fallback));
    }

    void enter(std::string_view group) {
        group_ = group;
        holder_ = group.empty() ? &root_ : const_cast<Value*>(std::as_const(root_).find(group));
        is_closed_ = false;
        for (auto above = group; !above.empty();
             above = above.substr(0, std::max(above.rfind('.') + 1, std::size_t{1}) - 1)) {
            const Value* there = std::as_const(root_).find(above);
            is_closed_ = is_closed_ || (there != nullptr && !there->is_dict());
        }
        keys_.clear();
        if (holder_ == nullptr || is_closed_) return;
        for (const auto& [key, value] : std::as_const(*holder_).as_dict()) keys_.insert(key);
    }

    Value& root_;
    std::optional<std::string_view> group_;  // of the last option
    Value* holder_ = nullptr;                // of that group
    bool is_closed_ = false;                 // it, or a group above it, is no dict
    std::unordered_set<std::string> keys_;   // in it
};

void collect_missing(const Value& value, const std::string& path, std::vector<std::string>& out) {
    if (value.is_missing()) out.push_back(path);
    if (value.is_list())
        for (std::size_t i = 0; i < value.as_list().size(); ++i)
            collect_missing(value.as_list()[i], join_path(path, i), out);
    if (value.is_dict())
        for (const auto& [key, item] : value.as_dict()) collect_missing(item, join_path(path, key), out);
}

}  // namespace

Resolved resolve(const Value& raw, const Schema& schema) {
    Resolved out;
    Value complete = raw;
    if (!schema.empty()) {
        Checker(schema, out.errors).group(complete, "");
        Defaults(complete).fill(schema);
    }
    const Tree tree(complete);
    Evaluator evaluator(tree, schema);
    out.value = evaluator.resolve(Tree::root, out.errors);
    collect_missing(out.value, "", out.missing);
    return out;
}

namespace {

void collect_references(const Value& value, const std::string& path, std::vector<std::string>& out) {
    if (is_interpolation(value)) out.push_back(path);
    if (value.is_list())
        for (std::size_t i = 0; i < value.as_list().size(); ++i)
            collect_references(value.as_list()[i], join_path(path, i), out);
    if (value.is_dict())
        for (const auto& [key, item] : value.as_dict())
            if (item.is_string() || item.is_list() || item.is_dict())
                collect_references(item, join_path(path, key), out);
}

bool is_plain(const Value* value) {
    return value && !value->is_list() && !value->is_dict() && !value->is_missing() && !is_interpolation(*value);
}

Tree::Id id_of(const Tree& tree, std::string_view path) {
    Tree::Id id = Tree::root;
    for (const auto& step : split_path(path)) {
        id = tree.child(id, step);
        if (id == Tree::none) break;
    }
    return id;
}

}  // namespace

Resolution::Resolution(const Value& raw, Schema schema) : schema_(std::move(schema)), complete_(raw) {
    if (!schema_.empty()) {
        Checker(schema_, refused_).group(complete_, "");
        Defaults(complete_).fill(schema_);
    }
    const Tree tree(complete_);
    Evaluator evaluator(tree, schema_);
    resolved_.errors = refused_;
    resolved_.value = evaluator.resolve(Tree::root, resolved_.errors);
    collect_missing(resolved_.value, "", resolved_.missing);
    collect_references(complete_, "", references_);
    reachable_ = std::all_of(references_.begin(), references_.end(), [&](const std::string& path) {
        return id_of(tree, path) != Tree::none && resolved_.value.find(path) != nullptr;
    });
}

bool Resolution::change(std::string_view path, const Value& raw) {
    const Option* option = schema_.find(path);
    Value* before = const_cast<Value*>(std::as_const(complete_).find(path));
    Value* shown = const_cast<Value*>(std::as_const(resolved_.value).find(path));
    // Behind keys that are no strings, references are not found by their paths.
    if (!reachable_) return false;
    if (option == nullptr || !is_plain(&raw) || !is_plain(before) || !is_plain(shown)) return false;
    // A value that was refused stands in the tree as it was written; what reads it may have failed with it.
    auto converted = schema_.convert(*option, raw);
    std::erase_if(refused_, [&](const Error& error) { return error.key == path; });
    if (!converted) {
        const auto comes_later = [&](const Error& error) {
            return std::pair(error.line, error.column) > std::pair(raw.mark.line, raw.mark.column);
        };
        refused_.insert(std::find_if(refused_.begin(), refused_.end(), comes_later), converted.error());
    }
    const auto kind = before->key_kind;
    *before = converted ? std::move(*converted) : raw;
    before->key_kind = kind;
    *shown = *before;
    follow_references();
    return true;
}

void Resolution::follow_references() {
    resolved_.errors = refused_;
    if (references_.empty()) return;
    const Tree tree(complete_);
    Evaluator evaluator(tree, schema_);
    for (const auto& path : references_) {
        const auto id = id_of(tree, path);
        auto* shown = const_cast<Value*>(std::as_const(resolved_.value).find(path));
        if (id == Tree::none || shown == nullptr) continue;
        *shown = evaluator.resolve(id, resolved_.errors);
    }
}

Resolved resolve(const Value& raw, const Catalog& catalog) {
    return resolve(raw, catalog.compose(raw));
}

Result<std::optional<Value>> select(const Value& raw, std::string_view path) {
    // Most configs hold no interpolation on the way: look there first.
    if (const Value* direct = raw.find(path);
        direct != nullptr && !direct->is_list() && !direct->is_dict() && !is_interpolation(*direct)) {
        if (direct->is_missing()) return std::nullopt;
        return *direct;
    }
    static const Schema no_schema;
    const Tree tree(raw);
    Evaluator evaluator(tree, no_schema);
    const auto found = evaluator.select(path);
    if (!found) return fail(found.error());
    if (!*found) return std::nullopt;
    auto value = evaluator.resolved(**found);
    if (!value) return fail(std::move(value.error()));
    return std::move(*value);
}

}  // namespace lathe::config
