// SPDX-License-Identifier: GPL-3.0-or-later
// The back ends of c10d that carry what ranks say to each other.
#pragma once

#include <exception>

#include <c10/util/intrusive_ptr.h>

#include "core/run/trial_body.h"
#include "core/train/tensor.h"
#include "core/train/torch_compat.h"

namespace lathe::train {

using compat::Communicator;

struct Communicators {
    c10::intrusive_ptr<Communicator> host;    // of tensors on the CPU: Gloo
    c10::intrusive_ptr<Communicator> device;  // of tensors on a GPU: NCCL; null: the host's does it, too
};

// Waits until all ranks of the place have come to its rendezvous. Throws what c10d throws; TrainError when the
// rendezvous cannot be written, or this LibTorch has no Gloo.
Communicators make_communicators(const run::RankPlace& place, torch::Device device);

// Whether an exception of a back end says that another rank has gone or does not answer; all others are about this
// rank.
bool says_a_rank_is_gone(const std::exception& problem);

}  // namespace lathe::train
