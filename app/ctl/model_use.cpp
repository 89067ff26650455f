// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/model_use.h"

#include <unistd.h>
#include <cstdio>
#include <filesystem>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "app/ctl/record_target.h"
#include "app/ctl/signals.h"
#include "app/ctl/workspace_option.h"
#include "app/services.h"
#include "core/base/files.h"
#include "core/base/plural.h"
#include "core/run/device_request.h"
#include "core/store/study_record.h"
#include "core/train/failure_messages.h"

namespace lathe::ctl {

namespace {

// The folder of the trial that is meant: of a study its best, or its only one.
Result<fs::path> trial_of_target(const Program& program, const std::string& target) {
    const auto folder = find_record(program, target);
    if (!folder) return fail(folder.error());
    const auto place = store::place_of(*folder);
    if (place.trial) return *folder;
    const auto study = store::read_study(place.study);
    if (!study) return fail(study.error());
    const store::TrialRecord* best = study->best();
    if (best != nullptr) return store::trial_folder(place.study, best->number);
    if (study->trials.size() == 1) return store::trial_folder(place.study, study->trials.front().number);
    Error error{study->trials.empty() ? "no trial of this study has begun" : "none of its trials is the best",
                "name one: " + target + "/trials/0000"};
    error.file = place.study.string();
    return fail(std::move(error));
}

Result<fs::path> model_source(const Program& program, const std::string& target) {
    std::error_code ignored;
    if (target.ends_with(".pt")) {
        if (fs::is_regular_file(target, ignored)) return fs::path(target);
        return fail(Error{"there is no such checkpoint", "check the path, or name a trial", {}, {}, target});
    }
    return trial_of_target(program, target);
}

// A device, and what keeps it ours.
struct LeasedDevice {
    device::DeviceId id;
    device::Leases leases;
};
Result<LeasedDevice> lease_device(const run::SessionServices& services, const std::string& wanted) {
    const auto machine = services.inventory->list();
    const auto request = run::device_request(search::DeviceRequest{}, wanted, machine);
    if (!request) return fail(request.error());
    auto leases = device::Leases::shared_in(services.lease_folder, "lathectl");
    const auto lease = leases.acquire(*request, machine, "a trained model");
    if (!lease) return fail(lease.error().reason, "choose another --device");
    return LeasedDevice{lease->devices.front(), std::move(leases)};
}

// Nearly all that goes wrong is about what was given: a model that is not there, pictures of another size.
int exit_code_of(const Error& error) {
    return error.kind == disk_full || train::says_the_work_failed(error.what) ? 1 : 2;
}

}  // namespace

void add_model_options(CLI::App& command, ModelArguments& arguments, Program& program) {
    command
        .add_option(
            "model", arguments.target,
            "A trial (folder, or NAME/trials/0003 in the workspace), a study (its best trial), or the file of a "
            "checkpoint")
        ->required()
        ->type_name("TRIAL|CHECKPOINT");
    command
        .add_option("--checkpoint", arguments.checkpoint,
                    "Of a trial: best, last, or the name of a file; auto: the one that its test used")
        ->capture_default_str();
    command.add_option("--device", arguments.device, "auto, cpu or cuda:N")->capture_default_str();
    add_workspace(command, program.workspace);
}

void with_model(Program& program, const ModelArguments& arguments, const ModelUse& use) {
    train::ModelChoice model;
    const auto source = model_source(program, arguments.target);
    if (!source) return program.error(source.error());
    model.source = *source;
    model.checkpoint = arguments.checkpoint;
    std::error_code ignored;
    if (model.checkpoint != "auto" && fs::is_regular_file(model.source, ignored))
        return program.error({"--checkpoint is one of a trial's, and the file of a checkpoint is given",
                              "leave --checkpoint out, or name the trial"});
    std::stop_source stop;
    StopSignals signals([&stop] { stop.request_stop(); });
    Services services;
    const auto place = lease_device(services.run(), arguments.device);
    if (!place) return program.error(place.error());
    model.device = place->id;
    model.stop = stop.get_token();
    const bool bar = ::isatty(STDERR_FILENO) == 1;
    if (bar)
        model.tell = [](int done, int of) {
            std::fprintf(stderr, "\r%d of %s", done, counted(of, "batch", "batches").c_str());
        };
    const auto engine = services.engine();
    if (!engine) return program.error(engine.error(), 1);
    const auto used = use(**engine, model);
    if (bar) std::fputs("\r\x1b[K", stderr);
    if (signals.exit_code() != 0) program.exit_code = signals.exit_code();
    else if (!used) program.error(used.error(), exit_code_of(used.error()));
}

void tell(const train::UsedModel& model) {
    std::fprintf(stderr, "used %s (epoch %lld, step %lld)\n", model.checkpoint.c_str(),
                 static_cast<long long>(model.epoch), static_cast<long long>(model.step));
    for (const std::string& note : model.notes) std::fprintf(stderr, "note: %s\n", note.c_str());
}

tl::unexpected<Error> fail_old_engine() {
    return fail("this training engine cannot use trained models", "check LATHE_ENGINE");
}

}  // namespace lathe::ctl
