// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provenance/secrets.h"

#include <algorithm>
#include <initializer_list>
#include <vector>

#include "core/base/text.h"
#include "core/provenance/name_words.h"

namespace lathe::provenance {

namespace {

using config::Value;
using Names = std::initializer_list<std::string_view>;

bool is_any(std::string_view word, Names names) {
    return std::find(names.begin(), names.end(), word) != names.end();
}

bool contains_any(std::string_view word, Names parts) {
    return std::any_of(parts.begin(), parts.end(), [&](auto part) { return word.find(part) != word.npos; });
}

bool ends_in_any(std::string_view word, Names ends) {
    return std::any_of(ends.begin(), ends.end(), [&](auto end) { return word.ends_with(end); });
}

bool is_secret_word(std::string_view word) {
    return contains_any(word, {"password", "passwd", "passphrase", "credential", "apikey"}) ||
           ends_in_any(word, {"secret", "secrets", "privatekey", "accesskey", "authkey", "sshkey"}) ||
           is_any(word,
                  {"auth", "oauth", "oauth2", "authorization", "authentication", "jwt", "bearer", "cookie", "cookies"});
}

// The words beside "token" where it is a piece of text that a model reads.
constexpr std::string_view before_text_token[] = {
    "pad",    "eos",   "bos",     "unk",    "cls",    "sep",   "mask",  "num",   "n",       "max",
    "min",    "start", "end",     "stop",   "next",   "last",  "first", "begin", "special", "per",
    "image",  "class", "decoder", "forced", "sub",    "text",  "word",  "bpe",   "any",     "each",
    "prompt", "blank", "oov",     "patch",  "visual", "audio", "new",   "prev",  "distill"};
constexpr std::string_view after_text_token[] = {
    "id",       "ids",       "idx",        "index",    "type",    "types",    "dim",
    "dims",     "embedding", "embeddings", "embed",    "embs",    "emb",      "len",
    "length",   "count",     "counts",     "size",     "limit",   "budget",   "per",
    "level",    "mixing",    "mixer",      "merging",  "dropout", "drop",     "classification",
    "position", "positions", "mask",       "labels",   "shift",   "pool",     "pooling",
    "ratio",    "rate",      "loss",       "accuracy", "weights", "frequency"};

// "token" among its neighbours; they are "" at the ends.
bool is_secret_token(std::string_view before, std::string_view word, std::string_view after) {
    if (word == "tokens") return is_any(before, {"api", "access", "auth", "refresh", "bearer", "session", "user"});
    if (!word.ends_with("token")) return false;
    const auto joined = word.substr(0, word.size() - 5);  // "hftoken"
    return std::ranges::find(before_text_token, joined.empty() ? before : joined) == std::end(before_text_token) &&
           std::ranges::find(after_text_token, after) == std::end(after_text_token);
}

bool is_secret_key(std::string_view before, std::string_view word) {
    return is_any(word, {"key", "keys"}) &&
           is_any(before, {"api", "private", "access", "secret", "encryption", "signing", "ssh", "account", "master",
                           "service", "deploy", "storage"});
}

bool is_plain_interpolation(std::string_view text) {
    return text.starts_with("${") && text.ends_with("}") && text.find(',') == text.npos;
}

void mask_leaves(Value& value) {
    if (value.is_dict()) {
        for (auto& entry : value.as_dict()) mask_leaves(entry.second);
    } else if (value.is_list()) {
        for (auto& item : value.as_list()) mask_leaves(item);
    } else if (value.is_number()) {
        value = Value(masked);
    } else if (value.is_string()) {
        const auto& text = value.as_string();
        if (!text.empty() && !value.is_missing() && !is_plain_interpolation(text)) value = Value(masked);
    }
}

void mask_below(Value& value) {
    if (value.is_dict()) {
        for (auto& [key, item] : value.as_dict()) {
            if (is_secret_name(key)) mask_leaves(item);
            else mask_below(item);
        }
    } else if (value.is_list()) {
        for (auto& item : value.as_list()) mask_below(item);
    } else if (value.is_string()) {
        value = Value(without_secret_parts(value.as_string()));
    }
}

// From behind "//" of a URL on: a masked form of who logs in, up to and with '@'. Passwords hold anything but blanks
// and quotes, '/' too when somebody forgot to escape it; a colon with digits only up to '/' is a port.
std::size_t mask_login(std::string_view text, std::size_t start, std::string& out) {
    const auto end = std::min(text.find_first_of(" \t\r\n\"'<>", start), text.size());
    const auto rest = text.substr(start, end - start);
    const auto host_end = std::min(rest.find_first_of("/?#"), rest.size());
    const auto colon = rest.substr(0, host_end).find(':');
    auto at = rest.substr(0, host_end).rfind('@');
    if (at == rest.npos && colon != rest.npos) {
        const auto port = rest.substr(colon + 1, host_end - colon - 1);
        if (!std::all_of(port.begin(), port.end(), is_digit)) at = rest.rfind('@');
    }
    if (at == rest.npos) return start;
    constexpr std::size_t longest_user = 20;  // longer ones are tokens
    if (colon != rest.npos && colon < at) out.append(rest.substr(0, colon + 1)).append(masked);
    else out.append(at > longest_user ? masked : rest.substr(0, at));
    return start + at;
}

// Whether the next word is a secret: "--api-key", but not "--api-key=X", which says its own.
bool announces_secret(std::string_view word) {
    return word.starts_with('-') && word.find_first_of("= \t\r\n") == word.npos && is_secret_name(word);
}

// A line of words, quoted ones among them, with those behind such an option masked.
std::string without_announced_secrets(std::string_view line) {
    constexpr std::string_view blanks = " \t\r\n";
    std::string out;
    bool is_secret = false;
    for (std::size_t at = 0; at < line.size();) {
        if (blanks.find(line[at]) != blanks.npos) {
            out += line[at++];
            continue;
        }
        const bool is_quoted = line[at] == '"' || line[at] == '\'';
        auto end = is_quoted ? line.find(line[at], at + 1) : line.find_first_of(blanks, at);
        end = end == line.npos ? line.size() : end + (is_quoted ? 1 : 0);
        const auto word = line.substr(at, end - at);
        out += is_secret && !word.starts_with('-') ? std::string_view(masked) : word;
        is_secret = announces_secret(word);
        at = end;
    }
    return out;
}

}  // namespace

bool is_secret_name(std::string_view key) {
    const auto words = name_words(key);
    for (std::size_t i = 0; i < words.size(); ++i) {
        const std::string_view before = i > 0 ? std::string_view(words[i - 1]) : std::string_view();
        const std::string_view after = i + 1 < words.size() ? std::string_view(words[i + 1]) : std::string_view();
        if (is_secret_word(words[i]) || is_secret_token(before, words[i], after) || is_secret_key(before, words[i]))
            return true;
        // PWD alone is the shell's working folder.
        if (words[i] == "pwd" && words.size() > 1) return true;
    }
    return false;
}

bool is_secret_file(std::string_view path) {
    std::string name(path.substr(path.rfind('/') + 1));
    std::transform(name.begin(), name.end(), name.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    if (name == ".env" || name.starts_with(".env.") || name.ends_with(".env")) return true;
    if (is_any(name, {".netrc", "_netrc", ".pgpass", ".npmrc", ".pypirc", ".dockercfg", ".htpasswd"})) return true;
    if (ends_in_any(name, {".pem", ".p12", ".pfx", ".jks", ".kdbx", ".keytab", ".ppk", ".key", ".gpg", ".asc"}))
        return true;
    for (const std::string_view key : {"id_rsa", "id_dsa", "id_ecdsa", "id_ed25519"})
        if (name.starts_with(key)) return true;
    if (contains_any(name, {"secret", "password", "passwd", "credential", "apikey", "api_key", "api-key"})) return true;
    // Every "token", but not what has to do with tokenizing.
    for (std::size_t at = name.find("token"); at != name.npos; at = name.find("token", at + 1))
        if (name.compare(at + 5, 1, "i") != 0) return true;
    return false;
}

std::string without_secret_parts(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    std::size_t i = 0;
    while (i < text.size()) {
        if (text.substr(i).starts_with("://")) {
            out += "://";
            i = mask_login(text, i + 3, out);
            continue;
        }
        if (text[i] == '=' && i + 1 < text.size()) {
            auto start = i;
            while (start > 0 && is_name_character(text[start - 1])) --start;
            // Names stand at the beginning of the text, or behind what separates parameters.
            const bool is_name =
                start < i && (start == 0 || std::string_view(" ?&;,+~").find(text[start - 1]) != text.npos);
            const auto end = std::min(text.find_first_of(" \t\r\n&;,\"'", i + 1), text.size());
            if (is_name && end > i + 1 && is_secret_name(text.substr(start, i - start)) &&
                !is_plain_interpolation(text.substr(i + 1, end - i - 1))) {
                out.append("=").append(masked);
                i = end;
                continue;
            }
        }
        out += text[i++];
    }
    return out;
}

std::vector<std::string> without_secret_arguments(std::vector<std::string> arguments) {
    bool is_secret = false;
    for (std::string& one : arguments) {
        const bool is_next = announces_secret(one);
        if (is_secret && !one.empty() && !one.starts_with('-')) one = masked;
        else one = without_secret_parts(without_announced_secrets(one));
        is_secret = is_next;
    }
    return arguments;
}

Value without_secrets(Value value) {
    mask_below(value);
    return value;
}

}  // namespace lathe::provenance
