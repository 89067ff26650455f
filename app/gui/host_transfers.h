// SPDX-License-Identifier: GPL-3.0-or-later
// What goes to another machine from the window, and what comes from there: work for a TransferBar.
#pragma once

#include <QString>

#include "app/gui/transfer_job.h"
#include "core/config/schema.h"
#include "core/remote/address.h"
#include "core/search/experiment.h"

namespace lathe::gui {

struct HostExperiment {
    search::Experiment experiment;
    QString device;         // "" as the experiment says
    bool withData = false;  // the data that it reads is sent along
};

// Sends the experiment as a bundle, puts it into the queue there and has the queue run. `catalog` outlives it.
TransferJob::Work sendToHost(const remote::Address& address, HostExperiment wanted, const config::Catalog& catalog);

// `record`: a study there by its name, or one of its trials ("NAME/trials/0003"). `format`: as lathectl export --to has
// it.
TransferJob::Work exportFromHost(const remote::Address& address, const QString& record, const QString& format,
                                 const QString& file);

}  // namespace lathe::gui
