// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/new_project.h"

#include <algorithm>
#include <iostream>
#include <utility>
#include <vector>

#include "app/ctl/command_output.h"
#include "app/ctl/templates.h"
#include "core/base/files.h"
#include "core/train/plugin/plugin_declaration.h"

namespace lathe::ctl {

namespace {

std::string filled(std::string_view text, std::string_view mark, const std::string& with) {
    std::string all(text);
    for (std::size_t at = all.find(mark); at != std::string::npos; at = all.find(mark, at + with.size()))
        all.replace(at, mark.size(), with);
    return all;
}

Result<void> write_files(const fs::path& folder, const std::vector<std::pair<fs::path, std::string>>& files) {
    Result<void> done = make_folders(folder);
    for (const auto& [path, text] : files) {
        if (!done) break;
        done = write_file_atomically(path, text);
    }
    return done;
}

}  // namespace

void new_project(Program& program, const NewProject& wanted) {
    const std::string& name = wanted.name;
    if (!train::is_part_name(name))
        return program.error(Error{"'" + name + "' is no name for a " + wanted.kind,
                                   "use letters, digits and _, beginning with a letter, e.g. my_" + wanted.kind});
    const fs::path folder = wanted.folder.empty() ? fs::path(name) : fs::path(wanted.folder);
    std::error_code code;
    if (fs::exists(folder, code) && !fs::is_empty(folder, code)) {
        Error error{"the folder is not empty", "choose another name, or give --folder"};
        error.file = folder.string();
        return program.error(error);
    }
    const auto& chosen = *std::ranges::find(project_templates, std::string_view(wanted.kind), &ProjectTemplate::kind);
    const std::vector<std::pair<fs::path, std::string>> files{
        {folder / "CMakeLists.txt", filled(filled(project_cmake_template, "@KIND@", wanted.kind), "@NAME@", name)},
        {folder / (name + ".cpp"), filled(chosen.source, "@NAME@", name)},
        {folder / (name + ".yaml"), filled(chosen.experiment, "@NAME@", name)}};
    if (const auto done = write_files(folder, files); !done) return say_unwritten(program, done.error());
    for (const auto& [path, text] : files) std::cout << path.string() << '\n';
    std::cerr << "its CMakeLists.txt says how to build, test and run it\n";
}

}  // namespace lathe::ctl
