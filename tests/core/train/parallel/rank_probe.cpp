// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/train/parallel/rank_probe.h"

#include <chrono>
#include <condition_variable>
#include <functional>
#include <latch>
#include <mutex>
#include <thread>

#include <torch/types.h>

#include "core/base/temporary_folder.h"
#include "core/train/data/loader.h"
#include "core/train/data/preparation.h"
#include "core/train/data/tensor_set.h"
#include "core/train/error.h"
#include "core/train/loop/interruption.h"
#include "core/train/models/batch_norm.h"
#include "core/train/parallel/gradient_reducer.h"
#include "core/train/parallel/rank_group.h"
#include "core/train/parallel/together.h"

namespace lathe::test {

using namespace train;

namespace {

void on_each_rank(int ranks, const std::function<void(const RankGroup&)>& work) {
    const auto folder = TemporaryFolder::make("lathe-test-").value();
    std::vector<std::jthread> threads;
    for (int rank = 0; rank < ranks; ++rank) {
        threads.emplace_back([&, rank] {
            const auto group = RankGroup::meet({rank, ranks, folder.path() / "ranks"}, torch::kCPU);
            work(*group);
        });
    }
}

std::vector<double> numbers_of(const torch::Tensor& tensor) {
    if (!tensor.defined()) return {};
    const torch::Tensor flat = tensor.to(torch::kDouble).contiguous().flatten();
    return {flat.data_ptr<double>(), flat.data_ptr<double>() + flat.numel()};
}

}  // namespace

std::vector<Json> talk(int ranks) {
    std::vector<Json> heard(static_cast<std::size_t>(ranks));
    on_each_rank(ranks, [&](const RankGroup& group) {
        const int rank = group.rank();
        Json all = Json::object();
        all["shared"] = group.share("rank " + std::to_string(rank));
        all["empty"] = group.share(std::string());
        all["gathered"] = group.gather(std::string(static_cast<std::size_t>(3 * rank), 'x'));
        all["first"] = group.share(group.is_first());
        torch::Tensor sum = torch::full({2}, rank + 1, torch::kDouble);
        group.sum(sum);
        all["sum"] = numbers_of(sum);
        torch::Tensor flags = torch::full({3, 2}, rank == 0, torch::kBool).t();  // not contiguous, no type of Gloo's
        group.share(flags);
        all["flags"] = numbers_of(flags);
        heard[static_cast<std::size_t>(rank)] = std::move(all);
    });
    return heard;
}

std::string kind_of_error_when_a_rank_leaves() {
    std::string kind = "none";
    on_each_rank(2, [&](const RankGroup& group) {
        try {
            group.gather(0);  // both have come: who leaves at once may be missed by another who is still on the way
            if (group.rank() == 1) return;
            group.gather(1);
        } catch (const TrainError& error) {
            kind = error.error().kind;
        }
    });
    return kind;
}

std::string kind_of_error_at_a_bad_place() {
    const auto folder = TemporaryFolder::make("lathe-test-").value();
    try {
        RankGroup::meet({0, 2, folder.path()}, torch::kCPU);  // a folder, where a file should be
    } catch (const TrainError& error) {
        return error.error().kind;
    }
    return "no error";
}

std::string failure_that_nobody_hears() {
    std::string thrown = "none";
    std::latch met(2);
    on_each_rank(2, [&](const RankGroup& group) {
        try {
            group.gather(0);
            met.arrive_and_wait();  // who leaves at once may be missed by another who still reads what was gathered
            if (group.rank() == 1) return;
            together(group, [] { throw std::runtime_error("no data"); });
        } catch (const TrainError& error) {
            if (group.rank() == 0) thrown = error.error().kind;
        } catch (const std::runtime_error&) {
            thrown = "failed";
        }
    });
    return thrown;
}

std::vector<std::string> start_together(int ranks, int failing, int stopped) {
    std::vector<std::string> thrown(static_cast<std::size_t>(ranks));
    on_each_rank(ranks, [&](const RankGroup& group) {
        std::string& here = thrown[static_cast<std::size_t>(group.rank())];
        try {
            together(group, [&] {
                if (group.rank() == stopped) throw PreparationStopped();
                if (group.rank() == failing) throw std::runtime_error("no data");
            });
        } catch (const PreparationStopped&) {
            here = "stopped";
        } catch (const TrainError& error) {
            here = error.error().kind;
        } catch (const std::runtime_error&) {
            here = "failed";
        }
    });
    return thrown;
}

std::vector<std::vector<std::vector<double>>> reduce(const Reduction& reduction) {
    std::vector<std::vector<std::vector<double>>> gradients(reduction.used.size());
    on_each_rank(static_cast<int>(reduction.used.size()), [&](const RankGroup& group) {
        const auto rank = static_cast<std::size_t>(group.rank());
        std::vector<torch::Tensor> weights;
        for (const int size : reduction.sizes) weights.push_back(torch::ones({size}, torch::kDouble).requires_grad_());
        const auto backward = [&] {
            if (reduction.used[rank].empty()) return;
            torch::Tensor loss = torch::zeros({}, torch::kDouble);
            for (const int used : reduction.used[rank]) loss = loss + weights[static_cast<std::size_t>(used)].sum();
            (loss * static_cast<double>(rank + 1)).backward();
        };
        GradientReducer reducer(group, weights, reduction.bucket_bytes);
        for (int i = 0; i < reduction.backward_passes_before; ++i) backward();
        reducer.begin();
        backward();
        reducer.finish();
        for (const auto& weight : weights) gradients[rank].push_back(numbers_of(weight.grad()));
    });
    return gradients;
}

std::vector<double> mean_over_ranks_of_bfloat16(int ranks) {
    std::vector<double> means(static_cast<std::size_t>(ranks));
    on_each_rank(ranks, [&](const RankGroup& group) {
        BatchNorm2d norm(1);
        norm.synchronise(group);
        const torch::Tensor numbers = torch::arange(1024, torch::kInt64).remainder(7).add(100);
        norm.forward(numbers.to(torch::kBFloat16).view({4, 1, 16, 16}));
        means[static_cast<std::size_t>(group.rank())] = norm.running_mean.item<double>() / *norm.options.momentum();
    });
    return means;
}

std::vector<int> balanced_epoch(const std::vector<std::int64_t>& labels, int epoch) {
    const auto count = static_cast<std::int64_t>(labels.size());
    const auto set = std::make_shared<TensorSet>(torch::arange(count, torch::kFloat), torch::tensor(labels));
    LoaderOptions options;
    options.batch_size = 10;
    options.balance = true;
    options.seed = 3;
    Loader loader(set, options);
    loader.begin_epoch(epoch, 0);
    std::vector<int> drawn;
    for (std::int64_t i = 0; i < loader.batches(); ++i)
        for (const double number : numbers_of(loader.get(i).x)) drawn.push_back(static_cast<int>(number));
    return drawn;
}

PausedRanks pause_two_ranks() {
    PausedRanks found;
    run::PauseGate gate;
    gate.pause();
    std::mutex mutex;
    std::condition_variable changed;
    bool has_left = false;
    bool is_resumed = false;
    const auto resume_later = [&] {
        std::unique_lock lock(mutex);
        // Time for the other to leave too early; where all is well it is never enough.
        changed.wait_for(lock, std::chrono::milliseconds(50), [&] { return has_left; });
        is_resumed = true;
        gate.resume();
    };
    on_each_rank(2, [&](const RankGroup& group) {
        Interruption interruption(group, {}, &gate, std::chrono::milliseconds(1));
        interruption.start_clock({});
        LoopState state;
        if (group.is_first()) state.request_stop("enough");
        std::jthread person;
        if (group.is_first()) person = std::jthread(resume_later);
        interruption.is_stopped(state, [] {});
        if (group.is_first()) return;
        const std::lock_guard lock(mutex);
        found = {is_resumed, state.stop_requested};
        has_left = true;
        changed.notify_all();
    });
    return found;
}

std::vector<std::vector<std::vector<int>>> batches(int samples, int batch_size, int ranks, bool drop_last) {
    const torch::Tensor numbers = torch::arange(samples, torch::kFloat);
    const auto set = std::make_shared<TensorSet>(numbers, numbers);
    std::vector<std::vector<std::vector<int>>> all;
    for (int rank = 0; rank < ranks; ++rank) {
        LoaderOptions options;
        options.batch_size = batch_size;
        options.drop_last = drop_last;
        options.rank = rank;
        options.ranks = ranks;
        Loader loader(set, options);
        loader.begin_epoch(0, 0);
        auto& own = all.emplace_back();
        for (std::int64_t i = 0; i < loader.batches(); ++i) {
            const Batch batch = loader.get(i);
            auto& indices = own.emplace_back();
            if (batch.size == 0) continue;
            for (const double number : numbers_of(batch.x)) indices.push_back(static_cast<int>(number));
        }
    }
    return all;
}

}  // namespace lathe::test
