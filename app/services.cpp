// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services.h"

#include <dlfcn.h>
#include <cstdlib>
#include <string>
#include <system_error>

#include <fmt/format.h>

#include "core/base/clock.h"
#include "core/device/machine_leases.h"

#ifdef LATHE_HAS_CATALOG
#include "app/plugin_inspector.h"
#include "core/train/catalog.h"
#include "core/train/plugin/plugin_catalog.h"
#include "core/train/plugin/plugin_declarations.h"
#include "core/train/threading.h"
#endif

namespace lathe {

namespace {

// GPUs through NVML; the engine, which knows whether LibTorch can use them, is loaded only when there is one.
class LazyInventory final : public device::Inventory {
  public:
    explicit LazyInventory(Services& services) : services_(services) {}

    std::vector<device::Device> list() override {
        auto devices = usable_->list();
        if (devices.size() <= 1) return devices;
        const auto engine = services_.engine();
        return engine && !(*engine)->has_cuda ? greyed_->list() : devices;
    }

  private:
    Services& services_;
    std::unique_ptr<device::Inventory> usable_ = device::make_system_inventory(device::TorchCuda::built_in);
    std::unique_ptr<device::Inventory> greyed_ = device::make_system_inventory(device::TorchCuda::missing);
};

Result<const train::Engine*> load_engine() {
    const char* named = std::getenv("LATHE_ENGINE");
    const std::string file = named && *named ? named : "liblathe-train.so";
    void* library = ::dlopen(file.c_str(), RTLD_NOW | RTLD_LOCAL);
    if (!library)
        return fail(std::string("the training engine cannot be loaded: ") + ::dlerror(),
                    "install LibTorch and build Lathe with -DLATHE_TRAIN=ON");
    const auto face = reinterpret_cast<decltype(&lathe_train_engine)>(::dlsym(library, "lathe_train_engine"));
    if (!face) return fail(file + " is not a training engine of Lathe", "check LATHE_ENGINE");
    return face();
}

// Takes `value` from an environment variable that is set; one that is no duration leaves it, and a notice says so.
void take_duration(const char* name, std::chrono::milliseconds& value, const char* meaning,
                   std::vector<std::string>& notices) {
    const char* text = std::getenv(name);
    if (!text) return;
    if (const auto wanted = parse_duration(text)) value = *wanted;
    else
        notices.push_back(fmt::format("{}: {}; {}. {} {}", name, wanted.error().what, wanted.error().hint, meaning,
                                      format_duration(value)));
}

// A program in the same folder as this one, or this one itself.
std::string neighbour(const char* name) {
    std::error_code code;
    const fs::path self = fs::read_symlink("/proc/self/exe", code);
    if (code) return {};
    const fs::path found = self.parent_path() / name;
    return fs::exists(found, code) ? found.string() : std::string();
}

#ifdef LATHE_HAS_CATALOG
// Of this process.
train::PluginDeclarations& declarations() {
    static train::PluginDeclarations all([](const fs::path& file, const std::stop_token& stop) {
        return inspect_plugin(neighbour("lathectl"), file, stop);
    });
    return all;
}
#endif

}  // namespace

Services::Services() : inventory_(std::make_unique<LazyInventory>(*this)) {
    run_.catalog = &catalog();
    run_.inventory = inventory_.get();
    run_.lease_folder = device::MachineLeases::default_folder();
    run_.make_body = [this]() -> Result<std::unique_ptr<run::TrialBody>> {
        const auto loaded = engine();
        if (!loaded) return fail(loaded.error());
        return (*loaded)->make_body();
    };
    run_.runs_foreign_code = [](const config::Value& config) {
#ifdef LATHE_HAS_CATALOG
        return train::runs_foreign_code(config);
#else
        static_cast<void>(config);
        return false;
#endif
    };
    run_.check_trial = [this](const config::Value& config, run::CheckDepth depth) {
        run::TrialCheck check;
        const auto loaded = engine();
        if (!loaded) check.errors.push_back(loaded.error());
        else if ((*loaded)->check_trial) return (*loaded)->check_trial(config, depth, checks_.get_token());
        return check;
    };
    take_duration("LATHE_GOODBYE", run_.longest_goodbye, "A trial that does not stop is killed after", run_.notices);
    take_duration("LATHE_SLURM_LOOK", run_.slurm_look, "The files of Slurm's jobs are looked at every", run_.notices);
    run_.lathectl = run_.worker_program = neighbour("lathectl");
    run_.program_tools.supervisor = neighbour("lathe-supervise");
#ifdef LATHE_PYTHON_FOLDER
    // Of a build that is not installed: Python finds an installed package by itself.
    std::error_code code;
    if (fs::exists(fs::path(LATHE_PYTHON_FOLDER) / "lathe", code))
        run_.program_tools.python_folder = LATHE_PYTHON_FOLDER;
#endif
}

Services::~Services() = default;

run::SessionServices Services::run_with(const std::vector<std::string>& notices) const {
    run::SessionServices services = run_;
    services.notices.insert(services.notices.end(), notices.begin(), notices.end());
    return services;
}

void Services::prepare_environment() {
    // CUDA numbers GPUs by speed unless told to use the bus order, which is NVML's.
    ::setenv("CUDA_DEVICE_ORDER", "PCI_BUS_ID", 0);
#ifdef LATHE_HAS_CATALOG
    train::prepare_environment();
#endif
}

const config::Catalog& Services::catalog() {
#ifdef LATHE_HAS_CATALOG
    static const config::Catalog all = [] {
        config::Catalog catalog = train::catalog();
        catalog.set_extension([](config::Catalog& to, const config::Value& config, const fs::path& folder) {
            train::add_declared_by_plugins(to, config, folder,
                                           [](const fs::path& file) { return declarations().of(file); });
        });
        return catalog;
    }();
    return all;
#else
    static const config::Catalog none;
    return none;
#endif
}

void Services::look_at_plugins_in_background(std::function<void()> learned) {
#ifdef LATHE_HAS_CATALOG
    declarations().look_in_background(std::move(learned));
#else
    static_cast<void>(learned);
#endif
}

Result<const train::Engine*> Services::engine() {
    const std::lock_guard lock(mutex_);
    if (!engine_) engine_ = load_engine();
    return *engine_;
}

}  // namespace lathe
