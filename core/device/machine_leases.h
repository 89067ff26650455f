// SPDX-License-Identifier: GPL-3.0-or-later
// Who on this machine trains on which GPU, whatever process, study or user it is: two searches must never take one GPU
// beyond its share.
//
// A lease is a file in a folder that all users of the machine may write to, and that file is locked (flock(2)) by its
// holder for as long as the holder lives. The kernel gives the lock up when a process ends in whatever way, kill -9 and
// a power cut included; so a file that nobody has locked is left over, whatever is written in it.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/base/error.h"

namespace lathe::device {

// What one file says. For people and for counting shares.
struct MachineLease {
    std::string gpu;     // UUID, or "cuda:N" where the driver tells of none
    double share = 0;    // of that GPU, above 0 and at most 1
    int pid = 0;         // of the session that holds it
    std::string user;    // login name
    std::string study;   // its folder's name
    std::string holder;  // "trial 3"
    std::string since;   // ISO 8601, UTC

    std::string file;  // its name in the folder

    // Who holds it, for a person: "trial 3 of fashion-lenet (process 4711, user mina)".
    std::string who() const;
};

// A file that is locked, and removed at the end. Movable.
class HeldLease {
  public:
    HeldLease() = default;
    HeldLease(HeldLease&& other) noexcept;
    HeldLease& operator=(HeldLease&& other) noexcept;
    HeldLease(const HeldLease&) = delete;
    HeldLease& operator=(const HeldLease&) = delete;
    ~HeldLease();
    std::string name() const { return file_.filename().string(); }  // of the file, without its folder

  private:
    friend class MachineLeases;
    HeldLease(std::filesystem::path file, int fd) : file_(std::move(file)), fd_(fd) {}
    std::filesystem::path file_;
    int fd_ = -1;
};

// Any thread may use one, one thread at a time.
class MachineLeases {
  public:
    // $LATHE_LEASES, else a folder in /run/lock, which a restart empties, else in /tmp. The same for every user.
    static std::filesystem::path default_folder();

    // `folder` is made when it is first needed. `study` is told to those who wait.
    MachineLeases(std::filesystem::path folder, std::string study);

    // While one lives, no other process chooses a GPU: look, decide, hold. Released by its destructor.
    class Turn {
      public:
        Turn(Turn&& other) noexcept;
        Turn& operator=(Turn&&) = delete;
        ~Turn();

      private:
        friend class MachineLeases;
        explicit Turn(int fd) : fd_(fd) {}
        int fd_ = -1;
    };
    // Waits for the lock under which leases are taken. An error when the folder cannot be used, or when another process
    // does not give its turn back in a while.
    Result<Turn> take_turn() const;

    // The leases of everybody, this process included.
    std::vector<MachineLease> list() const;
    // Removes the files of leases that nobody holds any more, where that is allowed: another user's may stay, and count
    // nothing.
    void remove_leftovers(const Turn&) const;
    // Takes `share` (above 0, at most 1) of the GPU with this UUID or name "cuda:N": writes the file that says so, and
    // locks it. Does not look whether so much is free; the caller does, in the same turn. `holder`, e.g. "trial 3", is
    // told to those who wait. The share is free again when what this gives is destroyed.
    Result<HeldLease> hold(const Turn&, const std::string& gpu, double share, const std::string& holder) const;

  private:
    std::filesystem::path folder_;
    std::string study_;
};

}  // namespace lathe::device
