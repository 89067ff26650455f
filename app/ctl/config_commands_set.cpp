// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/config_commands_set.h"

#include <iostream>
#include <span>

#include "app/ctl/command_output.h"
#include "core/config/choice.h"
#include "core/config/document.h"
#include "core/config/edit_file.h"
#include "core/config/override.h"
#include "core/search/experiment_config.h"

namespace lathe::ctl {

namespace {

using Operation = config::Override::Operation;

// A file whose text changes; of an experiment with its composed config and all the options that it may hold.
class Change {
  public:
    static tl::expected<Change, Errors> open(config::Document document, const config::Catalog& catalog) {
        Change out;
        out.experiment_ = is_experiment(document.root());
        if (out.experiment_) {
            auto extended = search::extended_catalog(document, catalog);
            if (!extended) return tl::make_unexpected(std::move(extended.error()));
            out.catalog_ = std::move(*extended);
        }
        out.document_ = std::move(document);
        if (auto read = out.read(); !read) return tl::make_unexpected(std::move(read.error()));
        return out;
    }

    Result<void> apply(const config::Override& change) {
        if (experiment_ && document_.root().get("config_file") != nullptr)
            return fail("the config of this experiment is in another file",
                        "set the value in the file that config_file names");
        const config::Schema schema = experiment_ ? catalog_.compose(config_) : config::Schema();
        if (auto fine = check(change, schema); !fine) return fine;
        auto done = change.operation == Operation::erase ? erase(change.key) : write(change, schema.find(change.key));
        if (!done) return done;
        if (auto again = read(); !again) return fail(std::move(again.error().front()));
        return catalog_.group(change.key) != nullptr ? drop_unfit(change.key) : Result<void>{};
    }

    const config::Document& document() const { return document_; }
    const std::vector<std::string>& dropped() const { return dropped_; }

  private:
    tl::expected<void, Errors> read() {
        if (!experiment_) {
            config_ = document_.root();
            return {};
        }
        auto composed = search::compose_config(document_);
        if (!composed) return tl::make_unexpected(std::move(composed.error()));
        config_ = std::move(composed->config);
        return {};
    }

    std::string path_of(const std::string& key) const {
        if (!experiment_) return key;
        return key.starts_with('[') ? "config" + key : "config." + key;
    }

    // What the schema says, before the text is touched.
    Result<void> check(const config::Override& change, const config::Schema& schema) const {
        config::Value copy = config_;
        const auto rule = experiment_ ? search::key_rule(document_, config_) : config::KeyRule{};
        if (auto done = apply_override(copy, change, schema, rule); !done) return done;
        if (change.operation == Operation::erase) return {};
        const config::Option* option = schema.find(change.key);
        if (option == nullptr) return {};
        auto converted = schema.convert(*option, value_for(change, option));
        if (!converted) return fail(std::move(converted.error()));
        return {};
    }

    Result<void> erase(const std::string& key) {
        const auto path = path_of(key);
        if (document_.root().find(path) == nullptr) {
            const config::Value* elsewhere = config_.find(key);
            if (elsewhere == nullptr) return {};
            return fail("its value comes from " + (elsewhere->mark.file ? *elsewhere->mark.file : "another file"),
                        "delete it there");
        }
        auto edit = document_.erase(path);
        if (!edit) return fail(std::move(edit.error()));
        if (auto done = document_.apply(*edit); !done) return fail(std::move(done.error()));
        return {};
    }

    Result<void> write(const config::Override& change, const config::Option* option) {
        const auto path = path_of(change.key);
        const config::Value meant = value_for(change, option);
        auto edit = meant == change.value ? document_.set_text(path, change.text) : document_.set_value(path, meant);
        // A text that cannot stand unquoted at this place ("1,2" inside braces) is written with quotes.
        if (!edit && edit.error().kind == "ValidationError" && change.value.is_string())
            edit = document_.set_value(path, change.value);
        if (!edit) return fail(std::move(edit.error()));
        if (auto done = document_.apply(*edit); !done) return fail(std::move(done.error()));
        return {};
    }

    // What the newly chosen variant does not have goes, as far as it is written in this file.
    Result<void> drop_unfit(const std::string& selector) {
        for (const auto& key : unfit_values(config_, selector, catalog_)) {
            if (document_.root().find(path_of(key)) == nullptr) continue;
            if (auto done = erase(key); !done) return done;
            dropped_.push_back(key);
        }
        auto again = read();
        return again ? Result<void>{} : fail(std::move(again.error().front()));
    }

    bool experiment_ = false;
    config::Document document_;
    config::Catalog catalog_;
    config::Value config_;
    std::vector<std::string> dropped_;
};

// The document with all that `words` asks for; `file` is where it came from.
tl::expected<Change, Errors> changed(config::Document document, const std::string& file,
                                     std::span<const std::string> words, const config::Catalog& catalog) {
    auto text = Change::open(std::move(document), catalog);
    if (!text) return text;
    for (const auto& word : words) {
        const auto change = config::parse_override(word);
        if (!change) return tl::make_unexpected(Errors{change.error()});
        if (auto fine = config::require_value(*change); !fine) {
            fine.error().file = file;
            return tl::make_unexpected(Errors{std::move(fine.error())});
        }
        if (auto done = text->apply(*change); !done) {
            auto error = std::move(done.error());
            if (error.file.empty()) {
                error.file = file;
                error.key = change->key;
            }
            return tl::make_unexpected(Errors{std::move(error)});
        }
    }
    return text;
}

}  // namespace

bool is_experiment(const config::Value& root) {
    return root.get("lathe") != nullptr;
}

void say_dropped(const std::vector<std::string>& paths) {
    if (paths.empty()) return;
    std::cerr << "note: dropped what the new choice does not have:";
    for (const auto& path : paths) std::cerr << (&path == &paths.front() ? " " : ", ") << path;
    std::cerr << '\n';
}

void set_values(const std::vector<std::string>& words, bool in_place, Program& program) {
    const std::string& file = words.front();
    const auto assignments = std::span(words).subspan(1);
    if (in_place && file == "-")
        return program.error(Error{"standard input is no file that can be written", "leave --in-place out"});
    if (!in_place) {
        auto document = config::Document::load_input(file, config::WideIntegers::as_text);
        if (!document) return program.error(document.error());
        const auto text = changed(std::move(*document), file, assignments, *program.catalog);
        if (!text) return program.errors(text.error());
        say_dropped(text->dropped());
        std::cout << text->document().text();
        return;
    }
    std::vector<std::string> dropped;
    Errors errors;
    const auto written = config::edit_file(file, [&](config::Document& document) -> Result<void> {
        auto text = changed(document, file, assignments, *program.catalog);
        if (!text) {
            errors = std::move(text.error());
            return fail(errors.front());
        }
        document = text->document();
        dropped = text->dropped();
        return {};
    });
    if (!errors.empty()) return program.errors(errors);
    if (!written) return say_unwritten(program, written.error());
    say_dropped(dropped);
}

}  // namespace lathe::ctl
