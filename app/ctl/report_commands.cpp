// SPDX-License-Identifier: GPL-3.0-or-later
// lathectl report: studies as one page to read and to hand on.
#include <cstdio>
#include <memory>
#include <stop_token>

#include <fmt/format.h>
#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include "app/ctl/command_output.h"
#include "app/ctl/commands.h"
#include "app/ctl/record_target.h"
#include "app/ctl/signals.h"
#include "app/ctl/workspace_option.h"
#include "core/base/files.h"
#include "core/report/report_html.h"
#include "core/report/study_report.h"

namespace lathe::ctl {

namespace {

struct ReportOptions {
    std::vector<std::string> targets;
    std::string output;
    std::string title;
    std::string note;  // a file
    std::vector<std::string> parts;
    std::vector<std::string> metrics;
};

std::vector<std::string> part_names() {
    std::vector<std::string> names;
    for (int i = 0; i < report::report_part_count; ++i)
        names.emplace_back(report::name_of(static_cast<report::ReportPart>(i)));
    return names;
}

Result<report::ReportRequest> report_request(const Program& program, const ReportOptions& options) {
    report::ReportRequest request;
    auto studies = exported_studies(program, options.targets);
    if (!studies) return fail(studies.error());
    request.studies = std::move(*studies);
    request.title = options.title;
    request.metrics = options.metrics;
    request.made = now();
    for (const auto& part : options.parts) request.parts.insert(*report::report_part_from_name(part));
    if (!options.metrics.empty() && !request.parts.empty() && !request.parts.contains(report::ReportPart::curves))
        return fail("--metric is of the part curves, which --part leaves out", "add curves to --part");
    if (options.note.empty()) return request;
    auto note = read_file(options.note);
    if (!note) return fail(note.error());
    request.note = std::move(*note);
    return request;
}

bool is_pdf(const std::string& output) {
    return std::filesystem::path(output).extension() == ".pdf";
}

void write_report(Program& program, const ReportOptions& options) {
    if (is_pdf(options.output))
        return program.error(
            {"lathectl writes reports as HTML",
             "name a .html file and print it from a browser, or use Report in the window's Review room"});
    const auto request = report_request(program, options);
    if (!request) return program.error(request.error());
    std::stop_source stop;
    const StopSignals signals([&] { stop.request_stop(); });
    const auto made = report::make_report(*request, [&](std::size_t, std::size_t) -> Result<void> {
        if (stop.stop_requested()) return fail("the report was stopped; nothing was written");
        return {};
    });
    if (!made) {
        program.error(made.error());
        if (signals.exit_code() != 0) program.exit_code = signals.exit_code();
        return;
    }
    for (const auto& warning : made->warnings) std::fprintf(stderr, "warning: %s\n", warning.c_str());
    write_result(program, options.output, report::to_html(*made));
}

}  // namespace

void add_report_command(CLI::App& app, Program& program) {
    auto options = std::make_shared<ReportOptions>();
    CLI::App* command = app.add_subcommand(
        "report", "Write notes, tables and charts of studies as one HTML file that needs nothing else");
    command->add_option("study", options->targets, "Folders, or names within the workspace, of studies and trials")
        ->required()
        ->type_name("DIR");
    command->add_option("-o,--output", options->output, "File to write instead of standard output")->type_name("FILE");
    command->add_option("--title", options->title, "Its title; the study's name unless given");
    command->add_option("--note", options->note, "Markdown that stands at its beginning")->type_name("FILE");
    command->add_option("--part", options->parts, "Only these parts; all that have something to say unless given")
        ->delimiter(',')
        ->check(CLI::IsMember(part_names()));
    command
        ->add_option("--metric", options->metrics,
                     "Metrics whose curves are drawn; the objectives and up to twelve in all unless given")
        ->delimiter(',')
        ->type_name("NAME,NAME");
    add_workspace(*command, program.workspace);
    command->callback([options, &program] { write_report(program, *options); });
}

}  // namespace lathe::ctl
