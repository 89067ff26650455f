// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/device/process_usage.h"

#include <fcntl.h>
#include <unistd.h>
#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/numbers.h"

namespace lathe::device {

namespace {

namespace fs = std::filesystem;

// More than any process tree of a training: what loops in a /proc that changes while it is read comes to an end.
constexpr std::size_t most_processes_of_a_tree = 10000;

// A file of /proc has no size; these are short.
std::string proc_text(const fs::path& path) {
    const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0) return {};
    std::string text;
    std::array<char, 4096> part{};
    for (ssize_t n = 0; text.size() < (1u << 20) && (n = ::read(fd, part.data(), part.size())) > 0;)
        text.append(part.data(), static_cast<std::size_t>(n));
    ::close(fd);
    return text;
}

std::vector<std::string_view> words_of(std::string_view text) {
    std::vector<std::string_view> words;
    constexpr std::string_view blanks = " \t\n";
    for (auto begin = text.find_first_not_of(blanks); begin != std::string_view::npos;) {
        const auto end = text.find_first_of(blanks, begin);
        words.push_back(text.substr(begin, end - begin));
        begin = text.find_first_not_of(blanks, end);
    }
    return words;
}

double number_at(const std::vector<std::string_view>& words, std::size_t i) {
    return i < words.size() ? parse_number<double>(words[i]).value_or(0) : 0;
}

double ticks_a_second() {
    static const double ticks = static_cast<double>(::sysconf(_SC_CLK_TCK));
    return ticks;
}

// The words of /proc/PID/stat from the third on, the state: the second may hold blanks and brackets.
std::vector<std::string_view> stat_words(std::string_view text) {
    const auto end = text.rfind(')');
    return end == std::string_view::npos ? std::vector<std::string_view>() : words_of(text.substr(end + 1));
}
constexpr std::size_t stat_parent = 1, stat_user = 11, stat_resident = 21;  // proc(5) has them as 4, 14 and 24

std::uint64_t field_of(std::string_view text, std::string_view name) {
    auto at = text.find(name);
    while (at != std::string_view::npos && at > 0 && text[at - 1] != '\n') at = text.find(name, at + 1);
    if (at == std::string_view::npos) return 0;
    const auto words = words_of(text.substr(at + name.size(), 64));
    return words.empty() ? 0 : parse_number<std::uint64_t>(words.front()).value_or(0);
}

// False: it has gone.
bool add_process(ProcessUsage& sum, int pid, Whose whose, const fs::path& proc) {
    const fs::path folder = proc / std::to_string(pid);
    const std::string stat = proc_text(folder / "stat");
    const auto words = stat_words(stat);
    if (words.size() <= stat_resident) return false;
    double ticks = number_at(words, stat_user) + number_at(words, stat_user + 1);
    if (whose == Whose::tree) ticks += number_at(words, stat_user + 2) + number_at(words, stat_user + 3);
    sum.cpu_seconds += ticks / ticks_a_second();
    static const auto page = static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
    sum.resident += page * parse_number<std::uint64_t>(words[stat_resident]).value_or(0);
    if (const std::string io = proc_text(folder / "io"); !io.empty()) {
        sum.knows_disk = true;
        sum.read += field_of(io, "read_bytes:");
        sum.written += field_of(io, "write_bytes:");
    }
    return true;
}

// nullopt: this kernel does not list the children of a thread (CONFIG_PROC_CHILDREN).
std::optional<std::vector<int>> children_of(int pid, const fs::path& proc) {
    std::vector<int> children;
    std::error_code code;
    bool is_known = false;
    for (fs::directory_iterator it(proc / std::to_string(pid) / "task", code), end; !code && it != end;
         it.increment(code)) {
        const fs::path list = it->path() / "children";
        std::error_code ignored;
        is_known = is_known || fs::exists(list, ignored);
        if (!is_known) return std::nullopt;
        for (const auto word : words_of(proc_text(list)))
            if (const auto child = parse_number<int>(word)) children.push_back(*child);
    }
    return is_known ? std::optional(std::move(children)) : std::nullopt;
}

std::multimap<int, int> all_children(const fs::path& proc) {
    std::multimap<int, int> children;
    std::error_code code;
    for (fs::directory_iterator it(proc, code), end; !code && it != end; it.increment(code)) {
        const auto pid = parse_number<int>(it->path().filename().string());
        if (!pid) continue;
        const std::string stat = proc_text(it->path() / "stat");
        children.emplace(static_cast<int>(number_at(stat_words(stat), stat_parent)), *pid);
    }
    return children;
}

std::vector<int> tree_of(int root, const fs::path& proc) {
    std::vector<int> tree{root};
    std::set<int> seen{root};
    std::optional<std::multimap<int, int>> all;
    for (std::size_t i = 0; i < tree.size() && tree.size() < most_processes_of_a_tree; ++i) {
        auto children = all ? std::nullopt : children_of(tree[i], proc);
        if (!children) {
            if (!all) all = all_children(proc);
            const auto [begin, end] = all->equal_range(tree[i]);
            children.emplace();
            for (auto it = begin; it != end; ++it) children->push_back(it->second);
        }
        for (const int child : *children)
            if (seen.insert(child).second) tree.push_back(child);
    }
    return tree;
}

}  // namespace

std::optional<ProcessUsage> usage_of(int pid, Whose whose, const fs::path& proc) {
    ProcessUsage sum;
    if (!add_process(sum, pid, whose, proc)) return std::nullopt;
    if (whose == Whose::one) return sum;
    const auto tree = tree_of(pid, proc);
    for (std::size_t i = 1; i < tree.size(); ++i) add_process(sum, tree[i], whose, proc);
    return sum;
}

std::optional<MachineUsage> usage_of_machine(const fs::path& proc) {
    const std::string stat = proc_text(proc / "stat");
    const auto words = words_of(std::string_view(stat).substr(0, stat.find('\n')));
    if (words.size() < 5 || words.front() != "cpu") return std::nullopt;
    // user nice system idle iowait irq softirq steal; guests are part of user and nice.
    constexpr std::size_t idle = 4, iowait = 5, last = 8;
    MachineUsage usage;
    for (std::size_t i = 1; i <= last; ++i) {
        const double seconds = number_at(words, i) / ticks_a_second();
        usage.all_seconds += seconds;
        if (i != idle && i != iowait && i != last) usage.busy_seconds += seconds;
    }
    const std::string memory = proc_text(proc / "meminfo");
    usage.memory_total = 1024 * field_of(memory, "MemTotal:");
    usage.memory_used = usage.memory_total - std::min(usage.memory_total, 1024 * field_of(memory, "MemAvailable:"));
    return usage;
}

}  // namespace lathe::device
