#include "core/config/guarded.h"

#include "core/config/merge.h"
#include "core/config/resolve.h"
#include "core/config/scalar.h"

namespace lathe::config {

namespace {

tl::unexpected<Error> refuse_guarded(std::string kind, const std::string& key, std::string what, std::string hint) {
    Error error{std::move(what), std::move(hint)};
    error.kind = std::move(kind);
    error.key = key;
    return fail(std::move(error));
}

tl::unexpected<Error> refuse_readonly(const std::string& key) {
    return refuse_guarded("ReadonlyConfigError", key, "this part of the config is read-only", "change a copy of it");
}

struct Split {
    std::string parent;
    std::string last;
    std::string whole;
};

// A path in its normal form, "a.b[0]", and its last step apart; list items are told from keys by what is there.
Split split(const Value& root, std::string_view path) {
    Split out;
    if (path.empty()) return out;
    const Value* at = &root;
    for (const auto& step : split_path(path)) {
        out.parent = out.whole;
        out.last = step;
        const auto index = at && at->is_list() ? python_int(step) : std::nullopt;
        out.whole = index && *index >= 0 ? join_path(out.parent, static_cast<std::size_t>(*index))
                                         : join_path(out.parent, step);
        at = at ? at->find(join_path("", step)) : nullptr;
    }
    return out;
}

bool is_at_or_below(std::string_view path, std::string_view above) {
    return path.starts_with(above) &&
           (above.empty() || path.size() == above.size() || path[above.size()] == '.' || path[above.size()] == '[');
}

}  // namespace

void Guarded::set_flag(Flag flag, std::string_view path, std::optional<bool> on) {
    auto& flags = flags_[static_cast<std::size_t>(flag)];
    const auto whole = split(value_, path).whole;
    if (on) flags[whole] = *on;
    else flags.erase(whole);
}

bool Guarded::flag(Flag flag, std::string_view path) const {
    const auto& flags = flags_[static_cast<std::size_t>(flag)];
    for (auto at = split(value_, path);; at = split(value_, at.parent)) {
        if (const auto own = flags.find(at.whole); own != flags.end()) return own->second;
        if (at.whole.empty()) return false;
    }
}

Result<Value> Guarded::get(std::string_view path) const {
    const auto at = split(value_, path);
    const Value* holder = value_.find(at.parent);
    const Value* direct = value_.find(path);
    if (direct && direct->is_missing())
        return refuse_guarded("MissingMandatoryValue", at.whole, "Missing mandatory value: " + at.whole, "set it");
    if (!direct && holder && holder->is_list())
        return refuse_guarded("ConfigIndexError", at.whole,
                      "the list has " + std::to_string(holder->as_list().size()) + " items",
                      "give an existing position");
    if (!direct && holder && holder->is_dict())
        return refuse_guarded(
            "ConfigAttributeError", at.whole,
            flag(Flag::structure, at.parent) ? "Key '" + at.last + "' is not in struct" : "Missing key " + at.last,
            "check the key");
    auto found = select(value_, path);
    if (!found) return fail(std::move(found.error()));
    if (!*found) return refuse_guarded("ConfigAttributeError", at.whole, "Missing key " + at.last, "check the key");
    return std::move(**found);
}

Result<void> Guarded::set(std::string_view path, Value value) {
    const auto at = split(value_, path);
    if (at.whole.empty()) {
        if (flag(Flag::readonly, "")) return refuse_readonly("");
        value_ = std::move(value);
        forget_flags("");
        return {};
    }
    const Value* holder = value_.find(at.parent);
    if (flag(Flag::readonly, at.parent)) return refuse_readonly(at.whole);
    if (!holder || (!holder->is_dict() && !holder->is_list()))
        return refuse_guarded("ConfigTypeError", at.whole, "'" + at.parent + "' holds no keys", "set it to a dict first");
    if (!value_.find(path)) {
        if (holder->is_list())
            return refuse_guarded("ConfigIndexError", at.whole,
                          "the list has " + std::to_string(holder->as_list().size()) + " items",
                          "give an existing position");
        if (flag(Flag::structure, at.parent))
            return refuse_guarded("ConfigAttributeError", at.whole, "Key '" + at.last + "' is not in struct", "check the key");
    }
    value_.set(path, std::move(value));
    forget_flags(at.whole);
    return {};
}

Result<void> Guarded::erase(std::string_view path) {
    const auto at = split(value_, path);
    if (flag(Flag::readonly, at.parent)) return refuse_readonly(at.whole);
    const Value* holder = value_.find(at.parent);
    if (holder && holder->is_dict() && flag(Flag::structure, at.parent))
        return refuse_guarded("ConfigTypeError", at.whole, "a dict in struct mode does not support deletion",
                      "switch the flag off first");
    const bool of_list = holder && holder->is_list();
    if (!value_.erase(path)) return refuse_guarded("ConfigKeyError", at.whole, "there is nothing to delete", "check the key");
    // The items behind it move up: their flags would be those of others.
    for (auto& flags : flags_)
        std::erase_if(flags, [&](const auto& entry) {
            return is_at_or_below(entry.first, of_list ? at.parent : at.whole) && entry.first != at.parent;
        });
    return {};
}

Result<void> Guarded::may_merge(const Value& here, const Value& source, const std::string& path) const {
    if (!source.is_dict() || !here.is_dict()) return {};
    for (const auto& [key, item] : source.as_dict()) {
        const auto below = join_path(path, key);
        const Value* present = here.get(key);
        const bool deeper = present && present->is_dict() && item.is_dict();
        if (!deeper && !item.is_missing() && flag(Flag::readonly, path)) return refuse_readonly(below);
        if (!present && flag(Flag::structure, path))
            return refuse_guarded("ConfigKeyError", below, "Key '" + key + "' is not in struct", "check the key");
        if (deeper)
            if (auto fine = may_merge(*present, item, below); !fine) return fine;
    }
    return {};
}

Result<void> Guarded::merge_with(const Value& source) {
    if (auto fine = may_merge(value_, source, ""); !fine) return fine;
    if (!source.is_dict() && flag(Flag::readonly, "")) return refuse_readonly("");
    Value merged = value_;
    if (auto done = merge(merged, source); !done) return done;
    value_ = std::move(merged);
    return {};
}

void Guarded::forget_flags(const std::string& path) {
    for (auto& flags : flags_)
        std::erase_if(flags,
                      [&](const auto& entry) { return !entry.first.empty() && is_at_or_below(entry.first, path); });
}

}  // namespace lathe::config
