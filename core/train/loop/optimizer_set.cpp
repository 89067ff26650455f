// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/loop/optimizer_set.h"

#include <algorithm>
#include <unordered_set>

#include <torch/optim/lbfgs.h>
#include <torch/serialize/input-archive.h>
#include <torch/serialize/output-archive.h>
#include <torch/types.h>

#include "core/base/plural.h"
#include "core/train/error.h"
#include "core/train/failure.h"
#include "core/train/optim/optimizer.h"
#include "core/train/state.h"

namespace lathe::train {

namespace {

torch::Tensor optimizer_bytes(torch::optim::Optimizer& optimizer) {
    make_writable(optimizer);
    torch::serialize::OutputArchive archive;
    optimizer.save(archive);
    std::string bytes;
    archive.save_to([&bytes](const void* data, std::size_t size) {
        bytes.append(static_cast<const char*>(data), size);
        return size;
    });
    return torch::from_blob(bytes.data(), {static_cast<std::int64_t>(bytes.size())}, torch::kUInt8).clone();
}

// Its first parameter; nullptr: it has none. A group may be empty.
const torch::Tensor* first_parameter(const torch::optim::Optimizer& optimizer) {
    for (const auto& group : optimizer.param_groups())
        if (!group.params().empty()) return &group.params().front();
    return nullptr;
}

void load_optimizer(torch::optim::Optimizer& optimizer, const torch::Tensor& bytes) {
    torch::serialize::InputArchive archive;
    // Where the weights are now: it may have been another device.
    archive.load_from(static_cast<const char*>(bytes.data_ptr()), static_cast<std::size_t>(bytes.numel()),
                      first_parameter(optimizer)->device());
    try {
        optimizer.load(archive);
    } catch (const c10::Error& error) {
        if (!telling_line(error).starts_with("loaded state dict")) throw;
        throw TrainError("the optimizer of the checkpoint has other groups of parameters than that of this training",
                         "use the config that it was made with; where it is the same, an older Lathe wrote the "
                         "checkpoint, for which "
                         "a layer with several names was several: begin anew with its weights (network.checkpoint)");
    }
}

std::string tensor_name(std::size_t index) {
    return "optimizer." + std::to_string(index);
}

double watched_metric(const std::string& name, const std::map<std::string, double>& metrics) {
    const auto found = metrics.find(name);
    if (found == metrics.end()) {
        throw TrainError("the schedule watches " + name + ", which is not among the metrics",
                         "set sched.monitor to a metric of the validation", "sched.monitor");
    }
    return found->second;
}

// A layer that a network has under two names has its parameters twice in parameters(): each is stepped once.
void leave_out_doubles(torch::optim::Optimizer& optimizer) {
    std::unordered_set<const c10::TensorImpl*> seen;
    for (auto& group : optimizer.param_groups()) {
        std::erase_if(group.params(), [&seen](const torch::Tensor& parameter) {
            return parameter.defined() && !seen.insert(parameter.unsafeGetTensorImpl()).second;
        });
    }
}

bool is_due(const Scheduler* schedule, Interval interval, std::int64_t done) {
    return schedule != nullptr && schedule->interval == interval && done % schedule->frequency == 0;
}

}  // namespace

OptimizerSet::Member::Member(Optimization made) : optimization(std::move(made)) {
    if (!optimization.optimizer)
        throw TrainError("configure_optimizers() returns an optimization without an optimizer",
                         "return Optimization{optimizer, schedule}, of which only the schedule may be empty");
    if (first_parameter(*optimization.optimizer) == nullptr)
        throw TrainError("configure_optimizers() returns an optimizer that has no parameters: it would learn nothing",
                         "register parameters and modules (register_module), and give it theirs");
    leave_out_doubles(*optimization.optimizer);
    for (const auto& group : optimization.optimizer->param_groups()) base_lrs.push_back(group.options().get_lr());
    if (dynamic_cast<torch::optim::LBFGS*>(optimization.optimizer.get()) != nullptr) optimization.needs_closure = true;
    apply_schedule();
}

void OptimizerSet::Member::advance(double metric) {
    optimization.scheduler->advance(metric);
    apply_schedule();
}

void OptimizerSet::Member::apply_schedule() {
    if (!optimization.scheduler) return;
    auto& groups = optimization.optimizer->param_groups();
    const auto momentum = optimization.scheduler->momentum();
    for (std::size_t i = 0; i < std::min(groups.size(), base_lrs.size()); ++i) {
        groups[i].options().set_lr(scheduled_lr(i));
        if (momentum) set_momentum(groups[i].options(), *momentum);
    }
}

double OptimizerSet::Member::scheduled_lr(std::size_t group) const {
    const Scheduler& schedule = *optimization.scheduler;
    const double factor = group < optimization.lr_factors.size() ? optimization.lr_factors[group] : 1;
    if (factor == 1 || !schedule.sets_rate()) return schedule.lr(base_lrs[group]);
    return factor == 0 ? 0 : factor * schedule.lr(base_lrs[group] / factor);
}

OptimizerSet::OptimizerSet(Optimization only) {
    all_.emplace_back(std::move(only));
}

OptimizerSet::OptimizerSet(std::vector<Optimization> all) {
    for (auto& one : all) all_.emplace_back(std::move(one));
}

bool OptimizerSet::needs_closure() const {
    return std::any_of(all_.begin(), all_.end(), [](const Member& m) { return m.optimization.needs_closure; });
}

bool OptimizerSet::takes_factors() const {
    return std::any_of(all_.begin(), all_.end(), [](const Member& m) { return !m.optimization.lr_factors.empty(); });
}

void OptimizerSet::zero_gradients() {
    for (Member& member : all_) {
        for (auto& group : member.optimization.optimizer->param_groups()) {
            for (auto& parameter : group.params()) parameter.mutable_grad().reset();
        }
    }
}

void OptimizerSet::step() {
    for (Member& member : all_) member.optimization.optimizer->step();
}

double OptimizerSet::lr() const {
    return all_.empty() ? 0 : optimizer().param_groups().front().options().get_lr();
}

double OptimizerSet::base_lr() const {
    return all_.empty() || all_.front().base_lrs.empty() ? 0 : all_.front().base_lrs.front();
}

double OptimizerSet::scheduled_part() const {
    if (all_.empty()) return 1;
    const Member& member = all_.front();
    const auto& groups = member.optimization.optimizer->param_groups();
    for (std::size_t i = 0; i < std::min(groups.size(), member.base_lrs.size()); ++i)
        if (member.base_lrs[i] > 0) return groups[i].options().get_lr() / member.base_lrs[i];
    return 1;
}

std::vector<std::string> OptimizerSet::watched_metrics() const {
    std::vector<std::string> names;
    for (const Member& member : all_) {
        const Scheduler* schedule = member.optimization.scheduler.get();
        if (schedule != nullptr && !schedule->monitor().empty()) names.push_back(schedule->monitor());
    }
    return names;
}

void OptimizerSet::replace_schedule(std::unique_ptr<Scheduler> scheduler, std::size_t index) {
    all_.at(index).optimization.scheduler = std::move(scheduler);
    all_.at(index).apply_schedule();
}

void OptimizerSet::step_is_over(std::int64_t steps) {
    for (Member& member : all_) {
        if (is_due(member.optimization.scheduler.get(), Interval::step, steps)) member.advance(0);
    }
}

void OptimizerSet::last_batch_is_over(std::int64_t epochs) {
    for (Member& member : all_) {
        const Scheduler* schedule = member.optimization.scheduler.get();
        if (is_due(schedule, Interval::epoch, epochs) && schedule->monitor().empty()) member.advance(0);
    }
}

void OptimizerSet::epoch_is_over(std::int64_t epochs, const std::map<std::string, double>& metrics) {
    for (Member& member : all_) {
        const Scheduler* schedule = member.optimization.scheduler.get();
        if (!is_due(schedule, Interval::epoch, epochs) || schedule->monitor().empty()) continue;
        member.advance(watched_metric(schedule->monitor(), metrics));
    }
}

void OptimizerSet::save_moments(State& state) const {
    for (std::size_t i = 0; i < size(); ++i) state.tensors[tensor_name(i)] = optimizer_bytes(optimizer(i));
    state.json["optimizers"] = size();
}

void OptimizerSet::load_moments(const State& state) {
    const auto saved = state.json.value("optimizers", std::size_t{1});
    if (saved != size()) {
        throw TrainError("the checkpoint was made with " + counted(saved, "optimizer") + ", this training has " +
                             std::to_string(size()),
                         "use the module that it was made with");
    }
    // Checkpoints of format 1 hold one, under the plain name.
    const bool plain = size() == 1 && !state.tensors.contains(tensor_name(0));
    for (std::size_t i = 0; i < size(); ++i) {
        load_optimizer(optimizer(i), state.tensor(plain ? "optimizer" : tensor_name(i)));
    }
}

void OptimizerSet::save_schedules(State& state) const {
    Json schedules = Json::array();
    for (const Member& member : all_) {
        const Scheduler* schedule = member.optimization.scheduler.get();
        schedules.push_back(schedule != nullptr ? schedule->state() : Json());
    }
    state.json["schedulers"] = std::move(schedules);
}

void OptimizerSet::load_schedules(const State& state) {
    Json saved = state.json.value("schedulers", Json::array());
    if (state.json.contains("scheduler")) saved.push_back(state.json.at("scheduler"));  // format 1
    for (std::size_t i = 0; i < std::min(size(), saved.size()); ++i) {
        Member& member = all_[i];
        if (!member.optimization.scheduler || saved[i].is_null()) continue;
        member.optimization.scheduler->set_state(saved[i]);
        member.apply_schedule();
    }
}

OptimizerSet::GroupOptions OptimizerSet::group_options() const {
    GroupOptions options;
    for (std::size_t i = 0; i < size(); ++i) {
        for (const auto& group : optimizer(i).param_groups()) options.push_back(group.options().clone());
    }
    return options;
}

void OptimizerSet::set_group_options(GroupOptions options) {
    auto next = options.begin();
    for (Member& member : all_) {
        for (auto& group : member.optimization.optimizer->param_groups()) {
            if (next != options.end()) group.set_options(std::move(*next++));
        }
        member.apply_schedule();
    }
}

}  // namespace lathe::train
