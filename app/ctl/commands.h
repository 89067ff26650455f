// SPDX-License-Identifier: GPL-3.0-or-later
// The commands of lathectl. Each function adds its subcommands to the parser; a command's callback does the work and
// sets `program.exit_code`. Results go to stdout, all else to stderr.
#pragma once

#include "app/ctl/program.h"

namespace CLI {
class App;
}

namespace lathe::ctl {

void add_config_commands(CLI::App& app, Program& program);    // config resolve|validate|set|help|diff
void add_space_commands(CLI::App& app, Program& program);     // space validate|sample, ask-tell, tuners, assessors
void add_record_commands(CLI::App& app, Program& program);    // runs, show, export
void add_report_command(CLI::App& app, Program& program);     // report
void add_mark_commands(CLI::App& app, Program& program);      // tag, note, name, color, star, archive, rm, trash
void add_run_commands(CLI::App& app, Program& program);       // run, tune, resume, worker, devices
void add_queue_commands(CLI::App& app, Program& program);     // queue add|list|move|remove|hold|run ...
void add_exchange_commands(CLI::App& app, Program& program);  // import
void add_follow_commands(CLI::App& app, Program& program);    // log, stop
void add_serve_commands(CLI::App& app, Program& program);     // serve, job, install-on
void add_reproduce_command(CLI::App& app, Program& program);
void add_importance_command(CLI::App& app, Program& program);
void add_find_commands(CLI::App& app, Program& program);    // find lr|batch-size
void add_data_commands(CLI::App& app, Program& program);    // data describe
void add_use_commands(CLI::App& app, Program& program);     // test, predict, sample, weights
void add_plugin_commands(CLI::App& app, Program& program);  // new, plugin, trust

}  // namespace lathe::ctl
