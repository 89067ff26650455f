// SPDX-License-Identifier: GPL-3.0-or-later
// lathectl queue: experiments one after another on this machine.
#include <csignal>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "app/ctl/commands.h"
#include "app/ctl/experiment_arguments.h"
#include "app/ctl/on_end.h"
#include "app/ctl/preflight.h"
#include "app/ctl/progress.h"
#include "app/ctl/queue_item.h"
#include "app/ctl/queue_text.h"
#include "app/ctl/signals.h"
#include "app/ctl/stop_text.h"
#include "app/ctl/text_table.h"
#include "app/ctl/whole_number.h"
#include "core/base/numbers.h"
#include "core/base/plural.h"
#include "core/queue/queue.h"
#include "core/queue/runner.h"
#include "core/queue/standing.h"
#include "core/queue/stop_queue.h"
#include "core/search/experiment_file.h"

namespace lathe::ctl {

namespace {

struct QueueArguments {
    ExperimentArguments experiment;
    bool once = false;
    int priority = 0;
    int item = 0;
    std::vector<int> items;
    std::vector<std::string> place;
    bool stop = false;
    bool json = false;
    int at_once = 1;
    bool stay = false;
    int lock = -1;
};

queue::Queue the_queue() {
    return queue::Queue(queue::default_queue_folder());
}

bool is_usable(Program& program, const queue::Queue& queue) {
    const auto usable = queue.check();
    if (!usable) program.error(usable.error());
    return usable.has_value();
}

// Says what is being stopped, and what was so already; `already` ends "item 3 (name) ".
void say(Program& program, const Result<queue::Queue::Changes>& done, const char* already) {
    if (!done) return program.error(done.error());
    for (const auto& [item, changed] : *done) {
        if (!changed) std::cerr << item_text(item) << " " << already << '\n';
        else if (item.is_stopping) std::cerr << stopping_text(item, stop_text_of_item(item, *program.catalog)) << '\n';
    }
}

// A search where there is something to search over, unless the experiment says what it is.
std::optional<search::Purpose> purpose_of(const Program& program, const ExperimentArguments& arguments) {
    search::LoadOptions options{arguments.overrides};
    options.sweeps = config::Sweeps::collect;
    options.require_complete = false;
    const auto experiment = load_target(program, arguments.target, options);
    if (!experiment) return std::nullopt;  // the next to read it says why
    const auto document = config::Document::parse(experiment->text, experiment->source);
    if (document && document->root().get("purpose")) return std::nullopt;
    return experiment->space.empty() ? search::Purpose::trial : search::Purpose::search;
}

void add(Program& program, const QueueArguments& arguments) {
    queue::Queue queue = the_queue();
    if (!is_usable(program, queue)) return;
    const auto purpose = arguments.once ? search::Purpose::trial : purpose_of(program, arguments.experiment);
    const auto experiment = load_experiment_to_run(program, arguments.experiment, purpose);
    if (!experiment) return program.errors(experiment.error());
    if (experiment->purpose == search::Purpose::trial && has_limits(arguments.experiment))
        return program.error(
            {"--trials, --concurrency and --duration are limits of a search, and this experiment is trained once",
             "say what to search over, as in opt.lr=1e-3,1e-2 or `space:` in the file, or leave them out"});
    Services services;
    if (const auto mistakes = preflight_errors(*experiment, services); !mistakes.empty())
        return program.errors(mistakes);
    const auto number = queue.add(*experiment, program.workspace, arguments.priority);
    if (!number) return program.error(number.error());
    if (arguments.json) fmt::print("{}\n", dump_json({{"item", *number}}));
    else fmt::print("{}\n", *number);
}

void list(Program& program, const QueueArguments& arguments) {
    const auto standing = queue::read_standing(the_queue());
    if (!standing) return program.error(standing.error());
    if (arguments.json) return fmt::print("{}\n", dump_json(queue::to_json(*standing), 2));
    TextTable table;
    for (const char* title : {"place", "item"}) table.add_column(title, TextTable::Align::right);
    for (const char* title : {"state", "name", "trials", "best", "left", ""}) table.add_column(title);
    for (const auto& one : standing->items) {
        const auto& progress = one.progress;
        table.add_row({one.place > 0 ? std::to_string(one.place) : "", std::to_string(one.item.number),
                       state_text(one.item), one.item.name,
                       one.item.state == queue::ItemState::damaged ? ""
                       : progress.trials ? fmt::format("{} of {}", progress.finished, *progress.trials)
                                         : std::to_string(progress.finished),
                       progress.best ? short_number(*progress.best) : "",
                       progress.remaining ? format_duration(*progress.remaining) : "", note_text(one)});
    }
    if (table.empty()) std::cerr << "the queue is empty: lathectl queue add EXPERIMENT\n";
    else fmt::print("{}", table.str());
}

Result<queue::Place> read_place(const std::vector<std::string>& words) {
    using enum queue::Place::Kind;
    const auto count = [&](const std::string& word) { return parse_number<int>(word).value_or(0); };
    if (words.size() == 1 && words[0] == "first") return queue::Place{first};
    if (words.size() == 1 && words[0] == "last") return queue::Place{last};
    if (words.size() == 1 && count(words[0]) > 0) return queue::Place{queue::Place::Kind::number, count(words[0])};
    if (words.size() == 2 && words[0] == "before" && count(words[1]) > 0) return queue::Place{before, count(words[1])};
    if (words.size() == 2 && words[0] == "after" && count(words[1]) > 0) return queue::Place{after, count(words[1])};
    return fail(fmt::format("'{}' is no place in the queue", fmt::join(words, " ")),
                "write first, last, before ITEM, after ITEM, or a number from 1");
}

void move(Program& program, const QueueArguments& arguments) {
    const auto place = read_place(arguments.place);
    if (!place) return program.error(place.error());
    const auto moved = the_queue().move(arguments.item, *place);
    if (!moved) return program.error(moved.error());
    if (const auto text = moved_text(arguments.item, *place, *moved); !text.empty()) std::cerr << text << '\n';
}

// Those that the runner leaves out.
void warn_of_damaged_ones(const queue::Queue& queue) {
    const auto items = queue.list();
    if (!items) return;  // the runner says so
    for (const auto& item : *items)
        if (item.state == queue::ItemState::damaged) std::cerr << "warning: " << event_text(item) << '\n';
}

void run(Program& program, const QueueArguments& arguments) {
    if (const auto on_end = OnEnd::parse(arguments.experiment.on_end); !on_end) return program.error(on_end.error());
    const queue::Queue queue = the_queue();
    if (!is_usable(program, queue)) return;
    queue::RunnerOptions options;
    options.program = "/proc/self/exe";
    options.arguments = {"queue", "item"};
    if (!arguments.experiment.on_end.empty()) options.more_arguments = {"--on-end=" + arguments.experiment.on_end};
    options.at_once = arguments.at_once;
    options.stay = arguments.stay;
    warn_of_damaged_ones(queue);
    queue::Runner runner(queue, options, [&](const queue::Item& item) {
        std::cerr << event_text(item) << std::endl;
        using enum queue::ItemState;
        if (item.state == failed || item.state == damaged) program.exit_code = 1;
    });
    StopSignals signals([&] {
        std::cerr << "stopping what runs; again to leave it to itself" << std::endl;
        runner.stop();
    });
    const auto done = runner.run();
    if (!done) program.error(done.error(), 1);
    if (signals.exit_code() != 0) program.exit_code = signals.exit_code();
}

void stop(Program& program) {
    queue::Queue queue = the_queue();
    const auto stopped = queue::stop_queue(queue);
    if (!stopped) return program.error(stopped.error());
    for (const auto& runner : stopped->runners)
        std::cerr << fmt::format("process {} runs the queue no longer\n", runner.process.pid);
    for (const auto& [item, is_new] : stopped->items)
        std::cerr << (is_new ? stopping_text(item, stop_text_of_item(item, *program.catalog))
                             : item_text(item) + " is being stopped already")
                  << '\n';
    for (const auto& runner : stopped->others)
        program.error(Error{fmt::format("process {} cannot be stopped", runner.process.pid), "is it another person's?"},
                      1);
    if (stopped->runners.empty() && stopped->others.empty() && stopped->items.empty())
        std::cerr << "nobody runs the queue\n";
}

void clear(Program& program, const QueueArguments& arguments) {
    const auto cleared = the_queue().clear();
    if (!cleared) return program.error(cleared.error());
    if (arguments.json) return fmt::print("{}\n", dump_json(Json(*cleared)));
    std::cerr << fmt::format("{} cleared; their studies stay\n", counted(cleared->size(), "item"));
}

using Shared = std::shared_ptr<QueueArguments>;

CLI::App* add_items_command(CLI::App& queue, const char* name, const char* documentation, const Shared& arguments) {
    auto* command = queue.add_subcommand(name, documentation);
    command->add_option("ITEM", arguments->items, "Its number")->required()->transform(whole_number(1));
    return command;
}

void add_run_command(CLI::App& queue, Program& program, const Shared& arguments) {
    auto* command = queue.add_subcommand("run", "Run what waits, each in a process of its own");
    command->add_option("--at-once", arguments->at_once, "Experiments at once, of the whole queue")
        ->transform(whole_number(1))
        ->capture_default_str();
    command->add_flag("--stay", arguments->stay, "Stay when nothing waits, for what is added later");
    add_on_end(*command, arguments->experiment.on_end);
    command->callback([&program, arguments] { run(program, *arguments); });

    queue.add_subcommand("stop", "Stop all who run the queue; what they run goes on later")->callback([&program] {
        stop(program);
    });

    auto* item = queue.add_subcommand("item", "One item of a runner")->group("");
    item->add_option("ITEM", arguments->item)->required();
    item->add_option("--lock", arguments->lock)->required()->transform(whole_number(0));
    item->add_option("--on-end", arguments->experiment.on_end);
    item->callback([&program, arguments] {
        run_queue_item(program, arguments->item, arguments->lock, arguments->experiment.on_end);
    });
}

}  // namespace

void add_queue_commands(CLI::App& app, Program& program) {
    auto* queue = app.add_subcommand("queue", "Experiments one after another on this machine");
    queue->require_subcommand(1);
    const auto arguments = std::make_shared<QueueArguments>();

    auto* adding = queue->add_subcommand("add", "Put an experiment into the queue as it is now; prints its number");
    add_experiment(*adding, arguments->experiment,
                   "Changes to its config, and what to search over, as in `lathectl tune`");
    add_limits(*adding, arguments->experiment);
    adding->add_flag("--once", arguments->once, "Train once, also where there is something to search over");
    adding->add_option("--priority", arguments->priority, "Higher ones run first")
        ->transform(whole_number(-1000, 1000))
        ->capture_default_str();
    adding->callback([&program, arguments] {
        arguments->json = arguments->experiment.json;
        add(program, *arguments);
    });

    auto* listing = queue->add_subcommand("list", "What runs, what waits and why, and what is over");
    listing->add_flag("--json", arguments->json, "Print one JSON document");
    listing->callback([&program, arguments] { list(program, *arguments); });

    auto* moving = queue->add_subcommand("move", "Give a waiting item another place");
    moving->add_option("ITEM", arguments->item, "Its number")->required()->transform(whole_number(1));
    moving->add_option("PLACE", arguments->place, "first, last, before ITEM, after ITEM, or a number from 1")
        ->required()
        ->expected(1, 2);
    moving->callback([&program, arguments] { move(program, *arguments); });

    const auto if_running = [arguments] {
        return arguments->stop ? queue::Queue::IfRunning::stop : queue::Queue::IfRunning::refuse;
    };
    auto* removing = add_items_command(*queue, "remove", "Take items out of the queue; their studies stay", arguments);
    removing->add_flag("--stop", arguments->stop, "Stop those that are running");
    removing->callback([&program, arguments, if_running] {
        say(program, the_queue().remove(arguments->items, if_running()), "was removed already");
    });
    auto* holding = add_items_command(*queue, "hold", "Do not begin these until they are released", arguments);
    holding->add_flag("--stop", arguments->stop, "Stop those that are running");
    holding->callback([&program, arguments, if_running] {
        say(program, the_queue().hold(arguments->items, if_running()), "is held already");
    });
    add_items_command(*queue, "release", "Let held items run, and failed ones go on", arguments)
        ->callback([&program, arguments] {
            say(program, the_queue().release(arguments->items), "waits already, and needs no release");
        });
    add_items_command(*queue, "restore", "Take removed items back", arguments)->callback([&program, arguments] {
        say(program, the_queue().restore(arguments->items), "");
    });
    auto* clearing = queue->add_subcommand("clear", "Forget the items that are over; their studies stay");
    clearing->add_flag("--json", arguments->json, "Print their numbers");
    clearing->callback([&program, arguments] { clear(program, *arguments); });

    add_run_command(*queue, program, arguments);
}

}  // namespace lathe::ctl
