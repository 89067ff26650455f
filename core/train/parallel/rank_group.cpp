// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/parallel/rank_group.h"

#include <ATen/ops/empty.h>
#include <ATen/ops/zeros.h>
#include <c10/core/GradMode.h>

#include <algorithm>
#include <chrono>
#include <utility>

#include "core/train/error.h"
#include "core/train/failure.h"
#include "core/train/module.h"
#include "core/train/parallel/communicators.h"

namespace lathe::train {

namespace {

// What `call` gives. Where c10d says that another rank has gone, its exception becomes a TrainError of that kind; any
// other is passed on, as it is about this rank: no memory, no socket.
template <class Call>
auto or_lost(const Call& call) {
    try {
        return call();
    } catch (const std::exception& problem) {
        if (!says_a_rank_is_gone(problem)) throw;
        Error error;
        error.what = "another rank of the training has gone: " + telling_line(std::string(problem.what()));
        error.kind = run::ranks_lost;
        throw TrainError(std::move(error));
    }
}

// The tensor as it lies in memory: the types that a back end knows do not matter then.
torch::Tensor bytes_of(const torch::Tensor& contiguous) {
    return contiguous.detach().reshape({-1}).view(torch::kUInt8);
}

torch::Tensor as_tensor(const std::string& text, std::size_t size) {
    torch::Tensor tensor = at::zeros({static_cast<std::int64_t>(size)}, torch::kUInt8);
    std::copy(text.begin(), text.end(), tensor.data_ptr<std::uint8_t>());
    return tensor;
}

std::string as_text(const torch::Tensor& tensor, std::size_t size) {
    const auto* first = tensor.data_ptr<std::uint8_t>();
    return {first, first + size};
}

}  // namespace

struct RankGroup::Links {
    Communicators communicators;

    Communicator& of(const torch::Tensor& tensor) {
        return tensor.is_cuda() && communicators.device ? *communicators.device : *communicators.host;
    }
};

RankGroup::RankGroup() = default;
RankGroup::RankGroup(RankGroup&&) noexcept = default;
RankGroup::~RankGroup() = default;

RankGroup::RankGroup(int rank, int size, std::unique_ptr<Links> links)
    : rank_(rank), size_(size), links_(std::move(links)) {}

RankGroup RankGroup::imagined(int size) {
    return {0, size, nullptr};
}

std::unique_ptr<RankGroup> RankGroup::meet(const run::RankPlace& place, torch::Device device) {
    if (place.ranks == 1) return std::make_unique<RankGroup>();
    auto links = or_lost([&] { return std::make_unique<Links>(Links{make_communicators(place, device)}); });
    return std::unique_ptr<RankGroup>(new RankGroup(place.rank, place.ranks, std::move(links)));
}

RankGroup::Wait RankGroup::begin_sum(torch::Tensor tensor) const {
    if (!links_) return [] {};
    std::vector<torch::Tensor> tensors{std::move(tensor)};
    auto work = or_lost([&] { return links_->of(tensors.front()).allreduce(tensors); });
    return [work = std::move(work), tensors] { or_lost([&] { return work->wait(); }); };
}

void RankGroup::sum(torch::Tensor tensor) const {
    begin_sum(std::move(tensor))();
}

void RankGroup::share(torch::Tensor tensor) const {
    if (!links_ || tensor.numel() == 0) return;
    const c10::NoGradGuard no_grad;
    const torch::Tensor whole = tensor.detach().contiguous();
    std::vector<torch::Tensor> bytes{bytes_of(whole)};
    or_lost([&] { return links_->of(whole).broadcast(bytes)->wait(); });
    if (!whole.is_alias_of(tensor)) tensor.detach().copy_(whole);
}

void RankGroup::share_weights(Module& module) const {
    if (!links_) return;
    for (const torch::Tensor& parameter : module.parameters()) share(parameter);
    share_buffers(module);
}

void RankGroup::share_buffers(Module& module) const {
    if (!links_) return;
    for (const torch::Tensor& buffer : module.buffers()) share(buffer);
}

std::string RankGroup::share(std::string bytes) const {
    if (!links_) return bytes;
    torch::Tensor size = at::zeros({1}, torch::kInt64);
    size.fill_(static_cast<std::int64_t>(bytes.size()));
    share(size);
    const auto count = static_cast<std::size_t>(size.item<std::int64_t>());
    const torch::Tensor text =
        is_first() ? as_tensor(bytes, count) : at::zeros({size.item<std::int64_t>()}, torch::kUInt8);
    share(text);
    return is_first() ? bytes : as_text(text, count);
}

bool RankGroup::share(bool decision) const {
    if (!links_) return decision;
    torch::Tensor flag = at::zeros({1}, torch::kUInt8);
    flag.fill_(decision ? 1 : 0);
    share(flag);
    return flag.item<std::uint8_t>() != 0;
}

std::vector<Json> RankGroup::gather(const Json& mine) const {
    if (!links_) return {mine};
    const auto all_of = [this](const torch::Tensor& own) {
        std::vector<std::vector<torch::Tensor>> all(1);
        for (int i = 0; i < size_; ++i) all.front().push_back(at::empty_like(own));
        std::vector<torch::Tensor> input{own};
        or_lost([&] { return links_->communicators.host->allgather(all, input)->wait(); });
        return all.front();
    };
    const std::string text = dump_json(mine);
    torch::Tensor size = at::zeros({1}, torch::kInt64);
    size.fill_(static_cast<std::int64_t>(text.size()));
    const auto sizes = all_of(size);
    std::size_t longest = 0;
    for (const auto& one : sizes) longest = std::max(longest, static_cast<std::size_t>(one.item<std::int64_t>()));
    const auto texts = all_of(as_tensor(text, longest));
    std::vector<Json> given;
    for (std::size_t i = 0; i < texts.size(); ++i) {
        const auto own = static_cast<std::size_t>(sizes[i].item<std::int64_t>());
        given.push_back(value_or_throw(parse_json(as_text(texts[i], own))));
    }
    return given;
}

}  // namespace lathe::train
