#include "core/config/resolve.h"

#include "core/config/evaluate.h"
#include "core/config/interpolation.h"
#include "core/config/tree.h"

namespace lathe::config {

namespace {

Error at(const Value& value, std::string kind, const std::string& key, std::string what, std::string hint) {
    Error error{std::move(what), std::move(hint)};
    error.kind = std::move(kind);
    error.key = key;
    if (value.mark.file) error.file = *value.mark.file;
    error.line = value.mark.line;
    error.column = value.mark.column;
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

// Adds the defaults of absent options; MISSING in a file does not hide a default.
void fill_defaults(Value& value, const Schema& schema) {
    for (const auto& option : schema.options()) {
        const Value* present = value.find(option.key);
        if (present != nullptr && !present->is_missing()) continue;
        const auto dot = option.key.rfind('.');
        const Value* parent =
            dot == std::string::npos ? &value : value.find(std::string_view(option.key).substr(0, dot));
        // A group that is an interpolation or a wrong value is not to be overwritten.
        if (parent != nullptr && !parent->is_dict()) continue;
        value.set(option.key, option.fallback);
    }
}

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
        fill_defaults(complete, schema);
    }
    const Tree tree(complete);
    Evaluator evaluator(tree, schema);
    out.value = evaluator.resolve(Tree::root, out.errors);
    collect_missing(out.value, "", out.missing);
    return out;
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
