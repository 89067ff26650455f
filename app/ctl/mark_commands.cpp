// SPDX-License-Identifier: GPL-3.0-or-later
// lathectl tag, note, name, color, star, archive: what people say of studies and trials. rm and trash: those that are
// no longer wanted.
#include <unistd.h>
#include <cstdio>
#include <functional>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include "app/ctl/commands.h"
#include "app/ctl/option_choice.h"
#include "app/ctl/text_table.h"
#include "app/ctl/workspace_option.h"
#include "core/base/files.h"
#include "core/base/plural.h"
#include "core/base/printable.h"
#include "core/store/marks.h"
#include "core/store/trash.h"
#include "core/store/workspace.h"

namespace lathe::ctl {

namespace {

using Change = std::function<void(store::Marks&)>;

store::Marks marks_of(const store::StudyMarks& marks, const store::RecordPlace& place) {
    return place.trial ? marks.of_trial(*place.trial) : marks.study;
}

Result<store::RecordPlace> place_named(const Program& program, const std::string& name) {
    const auto folder = store::Workspace(program.workspace).find(name);
    if (!folder) return fail(folder.error());
    store::RecordPlace place = store::place_of(*folder);
    std::error_code code;
    if (store::is_study_folder(place.study) &&
        (!place.trial || fs::exists(store::trial_folder(place.study, *place.trial), code)))
        return place;
    Error error{"is no study and no trial", "`lathectl runs` lists what is there"};
    error.file = *folder;
    return fail(std::move(error));
}

// The marks of each after the change; all that can be changed are, the others are told.
void change_all(Program& program, const std::vector<std::string>& names, const Change& change) {
    for (const auto& name : names) {
        const auto place = place_named(program, name);
        if (!place) {
            program.error(place.error());
            continue;
        }
        const auto edit = [&](store::StudyMarks& marks) {
            change(place->trial ? marks.trials[*place->trial] : marks.study);
        };
        if (const auto changed = store::change_marks(place->study, edit); !changed) program.error(changed.error());
    }
}

// One mark of each, as a line, or as text where there is one target. `how`: what sets it, for a person who wrote the
// mark behind the study.
void print_all(Program& program, const std::vector<std::string>& names, const char* how,
               const std::function<std::string(const store::Marks&)>& text) {
    for (const auto& name : names) {
        const auto place = place_named(program, name);
        if (!place) {
            Error error = place.error();
            if (&name != &names.front()) error.hint += fmt::format("; {}", how);
            program.error(error);
            continue;
        }
        const auto marks = store::read_marks(place->study);
        if (!marks) {
            program.error(marks.error());
            continue;
        }
        const std::string said = text(marks_of(*marks, *place));
        if (names.size() > 1) fmt::print("{}: {}\n", name, printable(said));
        else if (!said.empty()) fmt::print("{}{}", said, said.ends_with('\n') ? "" : "\n");
    }
}

CLI::App* add_command(CLI::App& app, Program& program, const char* name, const char* help,
                      std::vector<std::string>& targets) {
    auto* command = app.add_subcommand(name, help);
    command->add_option("studies", targets, "Folders, or names within the workspace (NAME or NAME/trials/0003)")
        ->required()
        ->type_name("DIR");
    add_workspace(*command, program.workspace);
    return command;
}

struct TagOptions {
    std::vector<std::string> targets;
    std::vector<std::string> add;
    std::vector<std::string> remove;
};

void add_tag_command(CLI::App& app, Program& program) {
    auto options = std::make_shared<TagOptions>();
    auto* command =
        add_command(app, program, "tag", "Show, add or remove tags of studies and trials", options->targets);
    command->add_option("--add", options->add, "A tag to add")->type_name("TAG")->expected(1)->take_all();
    command->add_option("--remove", options->remove, "A tag to remove")->type_name("TAG")->expected(1)->take_all();
    command->callback([&program, options] {
        if (options->add.empty() && options->remove.empty())
            return print_all(program, options->targets, "--add TAG adds a tag", [](const store::Marks& marks) {
                return printable(fmt::format("{}", fmt::join(marks.tags, ", ")));
            });
        change_all(program, options->targets, [&](store::Marks& marks) {
            for (const auto& tag : options->remove) marks.tags.erase(tag);
            marks.tags.insert(options->add.begin(), options->add.end());
        });
    });
}

std::string printable_lines(const std::string& text) {
    std::string out;
    std::istringstream lines(text);
    for (std::string one; std::getline(lines, one);) out += printable(one) + "\n";
    return out;
}

struct TextOptions {
    std::vector<std::string> targets;
    std::string text;
    std::string file;
    bool append = false;
};

// Text of a file, or of standard input for "-".
Result<std::string> text_of(const std::string& file) {
    if (file != "-") return read_file(file);
    std::string text;
    char buffer[4096];
    while (const auto got = std::fread(buffer, 1, sizeof buffer, stdin)) {
        text.append(buffer, got);
        if (text.size() > default_max_file_size) return fail("standard input is too large for a note");
    }
    // Where nobody is at the other end, an empty text must not take a note away.
    if (text.empty()) return fail("standard input is empty", "-m \"\" removes a note");
    return text;
}

void write_notes(Program& program, const TextOptions& options) {
    std::string text = options.text;
    if (!options.file.empty()) {
        auto read = text_of(options.file);
        if (!read) return program.error(read.error());
        text = std::move(*read);
    }
    change_all(program, options.targets, [&](store::Marks& marks) {
        if (!options.append || marks.note.empty()) marks.note = text;
        else marks.note += (marks.note.ends_with('\n') ? "" : "\n") + text;
    });
}

void add_note_command(CLI::App& app, Program& program) {
    auto options = std::make_shared<TextOptions>();
    auto* command =
        add_command(app, program, "note", "Show or write the note of a study or trial (Markdown)", options->targets);
    auto* text = command->add_option("-m,--message", options->text, "The note; \"\" removes it")->type_name("TEXT");
    auto* file = command->add_option("-F,--file", options->file, "Take the note from a file, - for standard input");
    file->type_name("FILE");
    exclude_each_other({text, file});
    command->add_flag("--append", options->append, "Add to the note that is there");
    command->callback([&program, options, text] {
        if (text->count() > 0 || !options->file.empty()) return write_notes(program, *options);
        if (options->append) return program.error({"--append has nothing to add", "give -m TEXT or -F FILE"});
        // As it was written into a file, harmless on a terminal.
        const bool on_terminal = ::isatty(STDOUT_FILENO) == 1;
        print_all(program, options->targets, "-m TEXT writes a note", [on_terminal](const store::Marks& marks) {
            return on_terminal ? printable_lines(marks.note) : marks.note;
        });
    });
}

// name and color: one line, which -m sets.
void add_line_command(CLI::App& app, Program& program, const char* name, const char* help,
                      std::string store::Marks::*line) {
    auto options = std::make_shared<TextOptions>();
    auto* command = add_command(app, program, name, help, options->targets);
    auto* text = command->add_option("-m,--message", options->text, "What it shall be; \"\" removes it");
    text->type_name("TEXT");
    command->callback([&program, options, text, line] {
        if (text->count() > 0)
            return change_all(program, options->targets, [&](store::Marks& marks) { marks.*line = options->text; });
        print_all(program, options->targets, "-m TEXT sets it",
                  [line](const store::Marks& marks) { return printable(marks.*line); });
    });
}

struct SwitchOptions {
    std::vector<std::string> targets;
    bool undo = false;
};

// star and archive: on, or off with --undo.
void add_switch(CLI::App& app, Program& program, const char* name, const char* help, bool store::Marks::*mark) {
    auto options = std::make_shared<SwitchOptions>();
    auto* command = add_command(app, program, name, help, options->targets);
    command->add_flag("--undo", options->undo, "Take it back");
    command->callback([&program, options, mark] {
        change_all(program, options->targets, [&](store::Marks& marks) { marks.*mark = !options->undo; });
    });
}

void remove_all(Program& program, const std::vector<std::string>& names) {
    for (const auto& name : names) {
        const auto folder = store::Workspace(program.workspace).find(name);
        if (!folder) {
            program.error(folder.error());
            continue;
        }
        const auto entry = store::Trash(program.workspace).remove(*folder);
        if (!entry) program.error(entry.error());
        else fmt::print("{}: `lathectl trash restore {}` brings it back\n", entry->where(), entry->id);
    }
}

void list_trash(const Program& program, bool as_json) {
    const auto entries = store::Trash(program.workspace).list();
    if (as_json) {
        Json all = Json::array();
        for (const auto& entry : entries)
            all.push_back({{"id", entry.id}, {"record", entry.where()}, {"deleted", to_iso8601(entry.time)}});
        fmt::print("{}\n", dump_json(all, 2));
        return;
    }
    if (entries.empty()) {
        fmt::print(stderr, "nothing in the trash of {}\n", program.workspace);
        return;
    }
    TextTable table;
    for (const char* column : {"ID", "RECORD", "DELETED"}) table.add_column(column);
    for (const auto& entry : entries) table.add_row({entry.id, entry.where(), to_iso8601(entry.time)});
    fmt::print("{}", table.str());
}

void add_trash_command(CLI::App& app, Program& program) {
    auto* trash = app.add_subcommand("trash", "What was deleted from a workspace: list, restore, empty");
    trash->require_subcommand(1);
    const auto add = [&](const char* name, const char* help) {
        auto* command = trash->add_subcommand(name, help);
        add_workspace(*command, program.workspace);
        return command;
    };
    auto* list = add("list", "List it, latest first");
    auto as_json = std::make_shared<bool>(false);
    list->add_flag("--json", *as_json, "One JSON array");
    list->callback([&program, as_json] { list_trash(program, *as_json); });

    auto* restore = add("restore", "Put studies or trials back where they were");
    auto ids = std::make_shared<std::vector<std::string>>();
    restore->add_option("ids", *ids, "As listed")->required()->type_name("ID");
    restore->callback([&program, ids] {
        for (const auto& id : *ids)
            if (auto done = store::Trash(program.workspace).restore(id); !done) program.error(done.error());
    });

    auto* empty = add("empty", "Delete all of it for good");
    auto yes = std::make_shared<bool>(false);
    empty->add_flag("--yes", *yes, "Without this it only says how much it would delete");
    empty->callback([&program, yes] {
        const store::Trash all(program.workspace);
        if (!*yes)
            return program.error(Error{counted(all.list().size(), "deleted record") + " would be lost for good",
                                       "add --yes to delete them"});
        if (const auto done = all.empty(); !done) program.error(done.error(), 1);
        else fmt::print("{} deleted for good\n", *done);
    });
}

}  // namespace

void add_mark_commands(CLI::App& app, Program& program) {
    add_tag_command(app, program);
    add_note_command(app, program);
    add_line_command(app, program, "name", "Show or give a name that lists show instead of the folder's",
                     &store::Marks::name);
    add_line_command(app, program, "color", "Show or give a colour, as #rrggbb, that Review shows beside the name",
                     &store::Marks::color);
    add_switch(app, program, "star", "Mark studies and trials with a star", &store::Marks::starred);
    add_switch(app, program, "archive", "Leave studies and trials out of lists", &store::Marks::archived);
    auto targets = std::make_shared<std::vector<std::string>>();
    add_command(app, program, "rm", "Move studies or trials to the trash of their workspace", *targets)
        ->callback([&program, targets] { remove_all(program, *targets); });
    add_trash_command(app, program);
}

}  // namespace lathe::ctl
