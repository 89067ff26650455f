// A place where the processes of one trial find each other: a folder of this user's alone, on this machine.
#pragma once

#include <filesystem>
#include <utility>

#include "core/base/error.h"

namespace lathe::run {

// The folder goes with it.
class Rendezvous {
  public:
    static Result<Rendezvous> make();
    Rendezvous(Rendezvous&& other) noexcept : folder_(std::exchange(other.folder_, {})) {}
    Rendezvous& operator=(Rendezvous&&) = delete;
    ~Rendezvous();

    // Of RankPlace; absent.
    std::filesystem::path file() const { return folder_ / "ranks"; }

  private:
    explicit Rendezvous(std::filesystem::path folder) : folder_(std::move(folder)) {}

    std::filesystem::path folder_;
};

}  // namespace lathe::run
