// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bundle/container_file.h"

#include <utility>

#include <fmt/format.h>

#include "core/base/json.h"
#include "core/base/shell.h"
#include "core/bundle/entry_name.h"
#include "core/bundle/packages.h"
#include "core/bundle/packaging_files.h"

namespace lathe::bundle {

namespace {

std::string_view word_of(HeadlessVerb verb) {
    return verb == HeadlessVerb::tune ? "tune" : "run";
}

std::string version_of(const RecordedVersions& versions) {
    return versions.lathe.empty() ? LATHE_VERSION : versions.lathe;
}

// What follows "FROM" and "&&": a package a line, so that changes are seen.
std::string install(const std::vector<std::string>& packages) {
    std::string text = "RUN apt-get update && apt-get install -y --no-install-recommends";
    for (const std::string& package : packages) text += " \\\n    " + package;
    return text + " \\\n    && rm -rf /var/lib/apt/lists/*\n";
}

// A name as images and environments may have it: small letters, digits and dashes.
std::string tag_of(const std::string& name) {
    std::string tag;
    for (const char c : name) {
        const char small = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        const bool plain = (small >= 'a' && small <= 'z') || (small >= '0' && small <= '9');
        if (plain) tag += small;
        else if (!tag.empty() && tag.back() != '-') tag += '-';
    }
    while (!tag.empty() && tag.back() == '-') tag.pop_back();
    return tag.empty() ? "experiment" : tag.substr(0, 60);
}

void replace_all(std::string& text, std::string_view from, std::string_view to) {
    for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
        text.replace(at, from.size(), to);
}

// In a virtual environment, as Debian's own Python takes nothing from pip; Debian's packages are seen in it.
std::string install_program(const HeadlessJob& job) {
    if (!job.python) return {};
    std::string text;
    if (!job.python->version.empty()) text += fmt::format("# It ran with Python {}.\n", job.python->version);
    for (const std::string& note : job.python->notes) text += "# " + note + "\n";
    text += "RUN python3 -m venv --system-site-packages /opt/program\n";
    if (!job.requirements.empty())
        text += fmt::format(
            "COPY {} /opt/program/requirements.txt\n"
            "RUN /opt/program/bin/pip install --no-cache-dir -r /opt/program/requirements.txt\n",
            job.requirements);
    else if (!job.python->requirements.empty())
        text += fmt::format("RUN /opt/program/bin/pip install --no-cache-dir \\\n    {}\n",
                            fmt::join(job.python->requirements, " \\\n    "));
    return text + "ENV PATH=/opt/program/bin:$PATH\n";
}

// conda-forge has LibTorch as a package of its own since 2.1.
std::string conda_torch(const std::string& version) {
    if (version.empty()) return "  - libtorch\n";
    if (version.starts_with("1.") || version.starts_with("2.0"))
        return fmt::format("  # It ran with LibTorch {}, which conda-forge does not have.\n  - libtorch\n", version);
    return fmt::format("  - libtorch={}\n", version);
}

// What conda installs for the program, and what pip does in its place.
std::string conda_program(const RecordedPython& python) {
    std::string text;
    for (const std::string& one : python.conda_packages) text += fmt::format("  - {}\n", one);
    if (python.conda_packages.empty())
        text += python.version.empty() ? "  - python\n" : fmt::format("  - python={}\n", python.version);
    if (python.requirements.empty()) return text;
    text += "  - pip\n  - pip:\n";
    for (const std::string& one : python.requirements) text += fmt::format("      - {}\n", one);
    return text;
}

}  // namespace

Result<std::string> container_file(const RecordedVersions& versions, const HeadlessJob& job) {
    if (versions.debian != "bookworm" && versions.debian != "trixie")
        return fail("no container can be made for the Debian release '" + versions.debian + "'",
                    "choose bookworm or trixie");
    std::vector<std::string> running = headless_packages(PackageUse::runtime, versions.debian);
    running.insert(running.end(), job.packages.begin(), job.packages.end());
    if (job.python) {
        running.insert(running.end(), {"python3", "python3-pip", "python3-venv"});
        if (job.python->release == versions.debian)
            running.insert(running.end(), job.python->debian_packages.begin(), job.python->debian_packages.end());
    }
    const std::string torch = versions.torch.empty() ? "" : fmt::format(" with LibTorch {}", versions.torch);
    return fmt::format(
        R"(# '{name}' on any machine: Debian {debian} with Lathe {lathe}{torch}.
#
# Put the sources of Lathe {lathe} into the folder lathe/ beside this file. Then:
#   docker build -t lathe-{tag} .
#   docker run --rm -v "$PWD:/work" lathe-{tag}

FROM debian:{debian} AS build
{install_build}COPY lathe/ /source/
RUN cmake -S /source -B /build -G Ninja -DCMAKE_BUILD_TYPE=Release -DCMAKE_UNITY_BUILD=ON \
    -DCMAKE_INSTALL_PREFIX=/usr -DLATHE_GUI=OFF -DLATHE_TESTS=OFF
RUN cmake --build /build
RUN DESTDIR=/install cmake --install /build --strip

FROM debian:{debian}-slim
{install_running}COPY --from=build /install/usr/ /usr/
{install_program}WORKDIR /work
CMD ["lathectl", "{verb}", {experiment}{engine}]
)",
        fmt::arg("name", as_entry_name(job.name)), fmt::arg("tag", tag_of(job.name)),
        fmt::arg("debian", versions.debian), fmt::arg("lathe", version_of(versions)), fmt::arg("torch", torch),
        fmt::arg("install_build", install(headless_packages(PackageUse::build, versions.debian))),
        fmt::arg("install_running", install(running)), fmt::arg("install_program", install_program(job)),
        fmt::arg("verb", word_of(job.verb)), fmt::arg("experiment", dump_json(Json(job.experiment))),
        fmt::arg("engine", job.trials_are_jobs ? R"(, "--engine", "local")" : ""));
}

std::string conda_environment(const RecordedVersions& versions, const HeadlessJob& job) {
    std::string text = fmt::format(
        "# What Lathe {} is built with, without its window:\n"
        "#   conda env create -f environment.yaml && conda activate {}\n"
        "#   cmake -S LATHE -B build -G Ninja -DLATHE_GUI=OFF -DLATHE_TESTS=OFF "
        "-DCMAKE_INSTALL_PREFIX=\"$CONDA_PREFIX\"\n"
        "#   cmake --build build && cmake --install build\n"
        "name: {}\n"
        "channels:\n  - conda-forge\n",
        version_of(versions), tag_of(job.name), tag_of(job.name));
    if (job.python)
        for (const std::string& channel : job.python->conda_channels)
            if (channel != "conda-forge") text += fmt::format("  - {}\n", channel);
    text += "dependencies:\n";
    for (const char* package :
         {"cxx-compiler",   "cmake",       "ninja",     "pkg-config", "yaml-cpp",    "yaml",  "cli11", "fmt",
          "nlohmann_json",  "tl-expected", "sqlitecpp", "sqlite",     "libprotobuf", "eigen", "nlopt", "zlib",
          "graphicsmagick", "libarchive",  "zstd",      "xxhash",     "libgit2",     "md4c"})
        text += fmt::format("  - {}\n", package);
    text += conda_torch(versions.torch);
    if (!job.python) return text;
    for (const std::string& note : job.python->notes) text += "  # " + note + "\n";
    return text + conda_program(*job.python);
}

std::string run_script(const HeadlessJob& job) {
    std::string text(run_script_file);
    replace_all(text, "\nverb=run\n", fmt::format("\nverb={}\n", word_of(job.verb)));
    replace_all(text, "\nexperiment=experiment.yaml\n", fmt::format("\nexperiment={}\n", shell_quoted(job.experiment)));
    if (job.trials_are_jobs) replace_all(text, "\nengine_there=\n", "\nengine_there='--engine local'\n");
    replace_all(text, "\nimage=lathe-experiment\n", fmt::format("\nimage=lathe-{}\n", tag_of(job.name)));
    return text;
}

std::string slurm_script(const HeadlessJob& job) {
    std::string text(slurm_batch_file);
    replace_all(text, "One search on", job.verb == HeadlessVerb::tune ? "One search on" : "One training on");
    replace_all(text, "sbatch lathe-tune.sbatch experiment.yaml [KEY=VALUE ...]", "sbatch THIS_FILE [KEY=VALUE ...]");
    replace_all(text, "--job-name=lathe\n", fmt::format("--job-name=lathe-{}\n", tag_of(job.name)));
    replace_all(text, "experiment=$1\nshift\n", fmt::format("experiment={}\n", shell_quoted(job.experiment)));
    // A search then needs a job for its session alone; one training runs in this job itself.
    const bool is_session = job.trials_are_jobs && job.verb == HeadlessVerb::tune;
    if (is_session) {
        replace_all(text, "One search on one node of a Slurm cluster.",
                    "The session of a search whose trials are jobs of their own of a Slurm cluster.");
        replace_all(text, "#SBATCH --cpus-per-task=4\n", "#SBATCH --cpus-per-task=1\n");
    }
    const char* engine = job.trials_are_jobs && !is_session ? "--engine local " : "";
    replace_all(text, "lathectl tune ", fmt::format("lathectl {} {}", word_of(job.verb), engine));
    return text;
}

}  // namespace lathe::bundle
