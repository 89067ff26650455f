// A config whose parts may be closed to changes: OmegaConf's flags `struct` and `readonly`, for programs that hand a
// config to code that is not theirs. Files and the command line ask a Schema instead.
// Value type; not synchronised.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "core/config/value.h"

namespace lathe::config {

class Guarded {
  public:
    enum class Flag : std::uint8_t {
        structure,  // no key can be read, added or deleted that is not there
        readonly,   // nothing can be changed
    };

    explicit Guarded(Value value) : value_(std::move(value)) {}
    const Value& value() const { return value_; }

    // Of the dict or list at `path` ("" is all) and everything in it that has none of its own; nullopt: as its parent.
    void set_flag(Flag flag, std::string_view path, std::optional<bool> on);
    bool flag(Flag flag, std::string_view path) const;

    // Interpolations followed. ConfigAttributeError, ConfigIndexError, MissingMandatoryValue.
    Result<Value> get(std::string_view path) const;
    // Replaces what is there, flags and all; dicts on the way must exist. ReadonlyConfigError, ConfigAttributeError,
    // ConfigIndexError, ConfigTypeError.
    Result<void> set(std::string_view path, Value value);
    Result<void> erase(std::string_view path);
    // As config::merge() into this config; changes nothing when a flag forbids a part of it.
    Result<void> merge_with(const Value& source);

  private:
    using Flags = std::map<std::string, bool, std::less<>>;  // by normal path

    Result<void> may_merge(const Value& here, const Value& source, const std::string& path) const;
    void forget_flags(const std::string& path);

    Value value_;
    std::array<Flags, 2> flags_;
};

}  // namespace lathe::config
