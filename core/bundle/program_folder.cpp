// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bundle/program_folder.h"

#include <algorithm>
#include <array>
#include <deque>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "core/base/files.h"
#include "core/base/plural.h"
#include "core/base/system_error.h"
#include "core/bundle/bundle.h"
#include "core/bundle/entry_name.h"
#include "core/provenance/secrets.h"
#include "core/provenance/working_files.h"

namespace lathe::bundle {

namespace {

constexpr std::int64_t most_entries_looked_at = 200'000;

bool lies_below(const fs::path& path, const fs::path& folder) {
    return std::mismatch(folder.begin(), folder.end(), path.begin(), path.end()).first == folder.end();
}

// What tools make anew, and what is no work of the person's.
bool is_cache(std::string_view name) {
    constexpr std::array<std::string_view, 14> known{
        ".git", ".hg",   ".svn",         "__pycache__", ".mypy_cache", ".pytest_cache",      ".ruff_cache",
        ".tox", ".venv", "node_modules", ".cache",      ".eggs",       ".ipynb_checkpoints", ".nox"};
    return std::ranges::find(known, name) != known.end();
}

bool is_source_name(const std::string& name) {
    constexpr std::array<std::string_view, 8> known{".py", ".sh", ".ipynb", ".r", ".R", ".jl", ".cpp", ".h"};
    return std::ranges::find(known, fs::path(name).extension().string()) != known.end();
}

class ProgramFolder {
  public:
    ProgramFolder(BundlePlan& plan, fs::path folder, const std::vector<fs::path>& data,
                  const ProgramFolderLimits& limits)
        : plan_(plan), folder_(std::move(folder)), limits_(limits) {
        for (const fs::path& one : data) {
            std::error_code code;
            const fs::path real = fs::canonical(one, code);
            // An option of the data may name code: the module that loads them.
            const bool is_code = is_source_name(real.string()) || fs::exists(real / "__init__.py", code);
            if (!real.empty() && real != folder_ && !is_code) data_.push_back(real);
        }
    }

    Result<void> take() {
        auto working = provenance::list_working_files(folder_);
        if (!working) return fail(working.error());
        if (*working) take_working_files(**working);
        else if (auto done = take_all(); !done) return done;
        say_what_is_left_out();
        return {};
    }

  private:
    void take_working_files(const provenance::WorkingFiles& working) {
        std::vector<provenance::WorkingFile> files;
        for (const auto& file : working.files)
            if (!is_below_left_out(file.path)) files.push_back(file);
        for (const auto& file : files)
            if (file.tracked) take_file(file.path, true);
        std::erase_if(files, [](const auto& file) { return file.tracked; });
        std::ranges::stable_sort(files, {}, [](const auto& file) { return std::ranges::count(file.path, '/'); });
        for (const auto& file : files) take_file(file.path, false);
        for (const std::string& one : working.repositories)
            if (!is_below_left_out(one + "/x")) leave_out(one, "a repository of its own");
        if (working.incomplete) warn("it has so many files that git does not track that not all were looked at");
    }

    // Folder by folder, those at the top first.
    Result<void> take_all() {
        std::int64_t looked_at = 0;
        for (std::deque<std::string> waiting{""}; !waiting.empty(); waiting.pop_front()) {
            const std::string& at = waiting.front();
            std::error_code code;
            std::vector<std::string> names;
            fs::directory_iterator it(folder_ / at, code);
            if (code && at.empty()) return fail(system_error("cannot be read", folder_, code.value()));
            for (; !code && it != fs::directory_iterator(); it.increment(code)) {
                names.push_back(it->path().filename().string());
                if (++looked_at <= most_entries_looked_at) continue;
                warn("it holds more than 200,000 files and folders, of which not all were looked at");
                return {};
            }
            if (code) leave_out(at, "not readable");
            std::ranges::sort(names);
            for (const std::string& name : names) {
                const std::string path = at.empty() ? name : at + "/" + name;
                const fs::file_status status = fs::symlink_status(folder_ / path, code);
                if (!fs::is_directory(status)) take_file(path, false);
                else if (!is_left_out(path)) waiting.push_back(path);
            }
        }
        return {};
    }

    void take_file(const std::string& path, bool tracked) {
        std::error_code code;
        const fs::path file = folder_ / path;
        if (file.string().ends_with(bundle_suffix)) return leave_out(path, "a bundle");
        if (fs::is_symlink(file, code)) {
            const fs::path target = fs::canonical(file, code);
            if (code) return leave_out(path, "a link that leads nowhere");
            if (!lies_below(target, folder_)) return leave_out(path, "a link that leads out of the folder");
            if (is_below_left_out(target.lexically_relative(folder_).generic_string()))
                return leave_out(path, "a link to what is left out");
        }
        if (!fs::is_regular_file(file, code)) return leave_out(path, "not a file");
        if (std::ranges::find(data_, file) != data_.end()) return leave_out(path, "data");
        if (refusal_of_name(path)) return leave_out(path, "of a name that no bundle can hold");
        if (!tracked && provenance::is_secret_file(path) && !is_source_name(path))
            return leave_out(path, "of a name that tells of secrets");
        const std::uint64_t size = fs::file_size(file, code);
        if (!tracked) {
            if (size > limits_.file_size)
                return leave_out(path, fmt::format("larger than {} bytes", limits_.file_size));
            if (files_ >= limits_.files || bytes_ + size > limits_.total) {
                ++beyond_;
                return;
            }
            ++files_;
            bytes_ += size;
        }
        const std::string inside = std::string(program_folder_name) + "/" + path;
        if (const auto added = plan_.add_file(inside, file); !added) return leave_out(path, added.error().what);
        plan_.add_code(inside);
    }

    // Whether one of the folders that hold `path` is left out.
    bool is_below_left_out(const std::string& path) {
        for (auto slash = path.find('/'); slash != std::string::npos; slash = path.find('/', slash + 1))
            if (is_left_out(path.substr(0, slash))) return true;
        return false;
    }

    bool is_left_out(const std::string& folder) {
        const auto [known, is_new] = known_.emplace(folder, false);
        if (!is_new) return known->second;
        const std::string why = why_left_out(folder_ / folder);
        known->second = !why.empty();
        if (known->second) leave_out(folder, why);
        return known->second;
    }

    // "": it is not.
    std::string why_left_out(const fs::path& folder) const {
        std::error_code code;
        if (is_cache(folder.filename().string()) || fs::exists(folder / "pyvenv.cfg", code)) return "made by tools";
        if (fs::exists(folder / "study.jsonl", code) || fs::exists(folder / "index.sqlite", code)) return "past runs";
        if (fs::exists(folder / manifest_name, code) && fs::exists(folder / experiment_name, code)) return "a bundle";
        if (std::ranges::find(data_, folder) != data_.end()) return "data";
        return {};
    }

    void leave_out(const std::string& path, const std::string& why) { left_out_[why].push_back(path); }
    void warn(const std::string& what) { plan_.warnings.push_back(folder_.string() + ": " + what); }

    void say_what_is_left_out() {
        constexpr std::size_t most_named = 5;
        for (const auto& [why, paths] : left_out_) {
            std::string names;
            for (std::size_t i = 0; i < std::min(paths.size(), most_named); ++i)
                names += (i > 0 ? ", " : "") + paths[i];
            if (paths.size() > most_named) names += fmt::format(" and {} more", paths.size() - most_named);
            warn(fmt::format("left out ({}): {}", why, names));
        }
        if (beyond_ > 0)
            warn(
                fmt::format("{} left out, because no more than {} files and {} MB are taken that git does not "
                            "track; put the program into a folder of its own, or under git",
                            counted(beyond_, "file is", "files are"), limits_.files, limits_.total >> 20));
    }

    BundlePlan& plan_;
    const fs::path folder_;
    const ProgramFolderLimits limits_;
    std::vector<fs::path> data_;
    std::map<std::string, bool> known_;                         // folder: whether it is left out
    std::map<std::string, std::vector<std::string>> left_out_;  // by the reason
    std::int64_t files_ = 0;                                    // taken, without those that are tracked
    std::uint64_t bytes_ = 0;
    std::int64_t beyond_ = 0;
};

}  // namespace

Result<void> add_program_folder(BundlePlan& plan, const fs::path& folder, const std::vector<fs::path>& data,
                                const ProgramFolderLimits& limits) {
    std::error_code code;
    fs::path real = fs::canonical(folder, code);
    if (code || !fs::is_directory(real, code)) {
        plan.warnings.push_back("trial.code_dir: there is no folder " + folder.string() +
                                " here; the bundle goes without it");
        return {};
    }
    return ProgramFolder(plan, std::move(real), data, limits).take();
}

}  // namespace lathe::bundle
