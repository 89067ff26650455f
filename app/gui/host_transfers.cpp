// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/host_transfers.h"

#include <memory>
#include <utility>

#include <QCoreApplication>
#include <QFileInfo>

#include "core/base/files.h"
#include "core/base/temporary_folder.h"
#include "core/bundle/bundle.h"
#include "core/bundle/plan_experiment.h"
#include "core/remote/queue_there.h"
#include "core/remote/run_there.h"

namespace lathe::gui {

namespace {

using Outcome = TransferJob::Outcome;

tl::unexpected<Errors> oneError(const Error& error) {
    return tl::make_unexpected(Errors{error});
}

remote::Host::Options stoppedBy(const std::stop_token& stop) {
    remote::Host::Options options;
    options.stop = stop;
    return options;
}

Outcome send(const remote::Address& address, const HostExperiment& wanted, const config::Catalog& catalog,
             const TransferJob::Report& report, const std::stop_token& stop) {
    const auto& experiment = wanted.experiment;
    const auto folder = TemporaryFolder::make("lathe-send-");
    if (!folder) return oneError(folder.error());
    const fs::path base = QFileInfo(QString::fromStdString(experiment.source)).absolutePath().toStdString();
    bundle::PlanOptions options;
    options.with_data = wanted.withData;
    const auto plan = bundle::plan_experiment(experiment, catalog, base, options);
    if (!plan) return tl::make_unexpected(plan.error());
    const fs::path file = folder->path() / (std::string("experiment") + bundle::bundle_suffix);
    const auto written = bundle::Bundle::write(
        *plan, file, [&](std::uint64_t done, std::uint64_t of) { return report(TransferPhase::packing, done, of); });
    if (!written) return oneError(written.error());
    remote::Host host(address, stoppedBy(stop));
    remote::ToQueue item{file, remote::RunAs::as_it_says, {}};
    if (experiment.purpose == search::Purpose::trial) item.run_as = remote::RunAs::once;
    if (!wanted.device.isEmpty()) item.overrides.push_back("hw.device=" + wanted.device.toStdString());
    const auto queued = remote::queue_there(host, item, [&](std::uint64_t done, std::uint64_t of) {
        return done < of ? report(TransferPhase::sending, done, of) : report(TransferPhase::adding, 0, 0);
    });
    if (!queued) return oneError(queued.error());
    TransferJob::Done done;
    done.item = QString::fromStdString(queued->item).toInt();
    done.message = QCoreApplication::translate("HostTransfers", "%1 is in the queue of %2.")
                       .arg(QString::fromStdString(experiment.name), QString::fromStdString(address.destination));
    for (const auto& warning : queued->warnings) done.message += ' ' + QString::fromStdString(warning);
    done.isWarning = !queued->warnings.empty();
    return done;
}

}  // namespace

TransferJob::Work sendToHost(const remote::Address& address, HostExperiment wanted, const config::Catalog& catalog) {
    const auto shared = std::make_shared<const HostExperiment>(std::move(wanted));
    return [address, shared, &catalog](const TransferJob::Report& report, const std::stop_token& stop) {
        return send(address, *shared, catalog, report, stop);
    };
}

TransferJob::Work exportFromHost(const remote::Address& address, const QString& record, const QString& format,
                                 const QString& file) {
    const std::vector<std::string> arguments{"export", record.toStdString(), "--to", format.toStdString()};
    return [address, arguments, file](const TransferJob::Report& report, const std::stop_token& stop) -> Outcome {
        if (auto told = report(TransferPhase::running, 0, 0); !told) return oneError(told.error());
        remote::Host host(address, stoppedBy(stop));
        const auto fetched = remote::fetch_from_there(
            host, arguments, file.toStdString(),
            [&](std::uint64_t done, std::uint64_t of) { return report(TransferPhase::fetching, done, of); });
        if (!fetched) return oneError(fetched.error());
        TransferJob::Done done;
        done.message = QCoreApplication::translate("HostTransfers", "Written: %1").arg(file);
        return done;
    };
}

}  // namespace lathe::gui
