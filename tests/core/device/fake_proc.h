// SPDX-License-Identifier: GPL-3.0-or-later
// A folder that looks like /proc, for what reads the use of processes from it.
#pragma once

#include <unistd.h>
#include <filesystem>
#include <fstream>
#include <string>

#include <fmt/format.h>

namespace lathe::device {

class FakeProc {
  public:
    explicit FakeProc(std::filesystem::path folder) : folder_(std::move(folder)) {}
    const std::filesystem::path& folder() const { return folder_; }

    struct Use {
        double seconds = 0;           // of its threads
        double children_seconds = 0;  // of children that it has waited for
        long pages = 0;
        long long read = 0;
        long long written = 0;
    };
    void put(int pid, int parent, const Use& use) const {
        const auto ticks = [](double seconds) {
            return static_cast<long>(seconds * static_cast<double>(::sysconf(_SC_CLK_TCK)));
        };
        const std::filesystem::path process = folder_ / std::to_string(pid);
        write(process / "stat",
              fmt::format("{} (a (bad) name) S {} 1 1 0 -1 4 1 2 3 4 {} {} {} 0 20 0 1 0 100 4096 {} 0\n", pid, parent,
                          ticks(use.seconds), 0, ticks(use.children_seconds), use.pages));
        write(process / "io",
              fmt::format("rchar: 1\nwchar: 2\nread_bytes: {}\nwrite_bytes: {}\n", use.read, use.written));
    }
    // As kernels with CONFIG_PROC_CHILDREN list them.
    void put_children(int pid, int thread, const std::string& children) const {
        write(folder_ / std::to_string(pid) / "task" / std::to_string(thread) / "children", children);
    }
    void put_machine(double busy, double idle, double stolen, long total_kb, long available_kb) const {
        const auto ticks = [](double seconds) {
            return static_cast<long>(seconds * static_cast<double>(::sysconf(_SC_CLK_TCK)));
        };
        write(folder_ / "stat",
              fmt::format("cpu  {} 0 0 {} 0 0 0 {} 5 0\ncpu0 1 2 3 4\n", ticks(busy), ticks(idle), ticks(stolen)));
        write(folder_ / "meminfo",
              fmt::format("MemTotal: {} kB\nMemFree: 1 kB\nMemAvailable: {} kB\n", total_kb, available_kb));
    }
    void remove(int pid) const { std::filesystem::remove_all(folder_ / std::to_string(pid)); }

    static void write(const std::filesystem::path& file, const std::string& text) {
        std::filesystem::create_directories(file.parent_path());
        std::ofstream(file) << text;
    }

  private:
    std::filesystem::path folder_;
};

}  // namespace lathe::device
