// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/document.h"

#include "core/base/files.h"
#include "core/base/input.h"
#include "core/config/yaml/build.h"
#include "core/config/yaml/node.h"

namespace lathe::config {

namespace {

tl::unexpected<Error> in_file(Error error, const std::string& file) {
    error.file = file;
    return fail(std::move(error));
}

// A bundle of lathectl's export, or something else that zstd has packed.
bool is_packed(std::string_view bytes) {
    return bytes.starts_with("\x28\xb5\x2f\xfd");
}

}  // namespace

Result<Document> Document::parse(std::string text, std::string file, WideIntegers wide) {
    if (text.size() > max_document_size)
        return in_file(Error{"the file is larger than " + std::to_string(max_document_size >> 20) + " MiB",
                             "split it into several files"},
                       file);
    if (is_packed(text))
        return in_file(Error{"is a bundle, or packed in another way, and no YAML",
                             "lathectl run, tune and queue add take a bundle as it is; tar -xf unpacks it, and its "
                             "experiment.yaml can be read"},
                       file);
    if (auto fine = yaml::check_characters(text); !fine) return in_file(std::move(fine.error()), file);
    auto syntax = yaml::parse(text);
    if (!syntax) return in_file(std::move(syntax.error()), file);
    auto root = yaml::build(*syntax, std::make_shared<const std::string>(file), wide);
    if (!root) return in_file(std::move(root.error()), file);

    Document document;
    document.text_ = std::move(text);
    document.file_ = std::move(file);
    document.wide_ = wide;
    document.root_ = std::move(*root);
    document.syntax_ = std::make_shared<yaml::Node>(std::move(*syntax));
    // As OmegaConf: the text of a quoted document is read again, an empty document is an empty dict, and the document
    // "hello" is {hello: null}.
    if (document.root_.is_string()) {
        const std::string inner = document.root_.as_string();
        if (auto again = parse_value(inner)) document.root_ = std::move(*again);
        if (document.root_.is_string()) document.root_ = Dict{{document.root_.as_string(), Value()}};
    }
    if (document.root_.is_null()) document.root_ = Dict{};
    if (!document.root_.is_dict() && !document.root_.is_list()) {
        Error error{"expected a dict or a list, found a single value", "write 'key: value' lines"};
        error.kind = "ConfigTypeError";
        error.line = document.syntax_->begin.line;
        error.column = document.syntax_->begin.column;
        return in_file(std::move(error), document.file_);
    }
    return document;
}

Result<Document> Document::load(const std::string& file, WideIntegers wide) {
    auto text = read_file(file, max_document_size);
    if (!text) return fail(std::move(text.error()));
    return parse(std::move(*text), file, wide);
}

Result<Document> Document::load_input(const std::string& file, WideIntegers wide) {
    auto input = read_input(file, max_document_size);
    if (!input) return fail(std::move(input.error()));
    return parse(std::move(input->text), std::move(input->name), wide);
}

Result<Value> parse_value(std::string_view yaml) {
    if (auto fine = yaml::check_characters(yaml); !fine) return fail(std::move(fine.error()));
    const auto syntax = yaml::parse(yaml);
    if (!syntax) return fail(syntax.error());
    auto value = yaml::build(*syntax, nullptr);
    if (value) value->mark = {};
    return value;
}

}  // namespace lathe::config
