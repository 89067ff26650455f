// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/find.h"

#include <fmt/format.h>

#include "core/base/numbers.h"
#include "core/device/leases.h"
#include "core/run/device_request.h"

namespace lathe {

tl::expected<FindPlace, Errors> find_place(const search::Experiment& experiment, const run::SessionServices& services) {
    if (const auto own = search::require_own_engine(experiment, "a finder"); !own)
        return tl::make_unexpected(Errors{own.error()});
    auto resolved = experiment.trial_config(*services.catalog, config::Value(config::Dict{}));
    if (!resolved.errors.empty()) return tl::make_unexpected(std::move(resolved.errors));
    const auto refuse = [](Error error) { return tl::make_unexpected(Errors{std::move(error)}); };
    const auto machine = services.inventory->list();
    const auto wanted =
        run::device_request(experiment.search.devices, resolved.value.string_or("hw.device", "auto"), machine);
    if (!wanted) return refuse(wanted.error());
    auto leases = device::Leases::shared_in(services.lease_folder, experiment.name);
    const auto lease = leases.acquire(*wanted, machine, "the finder");
    if (!lease) {
        Error error;
        error.what = lease.error().reason;
        return refuse(std::move(error));
    }
    train::FindRequest request;
    request.config = std::move(resolved.value);
    request.device = lease->devices.front();
    return FindPlace{std::move(request), std::move(leases)};
}

Result<const train::Engine*> engine_with_finders(const EngineSource& source) {
    auto engine = source();
    if (engine && ((*engine)->find_learning_rate == nullptr || (*engine)->find_batch_size == nullptr))
        return fail("this training engine has no finders", "check LATHE_ENGINE");
    return engine;
}

Result<void> check(const train::LearningRateFinderOptions& options) {
    if (options.min_lr < options.max_lr) return {};
    return fail("the first learning rate is not below the last", "give a smaller first one");
}

Result<config::Value> suggestion(const train::LearningRateCurve& curve) {
    if (!curve.suggestion) return fail("no learning rate can be suggested: " + curve.reason, "give more steps");
    const std::string four_digits = fmt::format("{:.4g}", *curve.suggestion);
    return config::Value(parse_number<double>(four_digits).value_or(*curve.suggestion));
}

Result<config::Value> suggestion(const train::BatchSizeSearch& search) {
    if (search.suggestion > 0) return config::Value(search.suggestion);
    return fail(search.reason, "choose a smaller network");
}

}  // namespace lathe
