// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs/origin_text.h"

#include <QCoreApplication>
#include <QStringList>

namespace lathe::gui {

namespace {

class OriginWords {
    Q_DECLARE_TR_FUNCTIONS(Descent)
};

QString oneOrigin(const search::Origin& origin) {
    return OriginWords::tr("%1 (%2)").arg(nameOf(origin), howText(origin.how));
}

}  // namespace

QString howText(search::Origin::How how) {
    using How = search::Origin::How;
    switch (how) {
        case How::derived: return OriginWords::tr("run again");
        case How::clone: return OriginWords::tr("clone");
        case How::rerun: return OriginWords::tr("failed, run again");
        case How::warm_start: return OriginWords::tr("warm start");
        case How::checkpoint: return OriginWords::tr("from its checkpoint");
    }
    return {};
}

QString nameOf(const search::Origin& origin) {
    const QString study = QString::fromStdString(origin.study.empty() ? origin.id : origin.study);
    if (!origin.trial) return study;
    if (study.isEmpty()) return OriginWords::tr("trial %1").arg(*origin.trial);
    return OriginWords::tr("%1, trial %2").arg(study).arg(*origin.trial);
}

QString originText(const SelectedTrial& trial) {
    QStringList all;
    if (trial.trial->start_from) all << oneOrigin({search::Origin::How::checkpoint, {}, {}, trial.trial->start_from});
    if (trial.trial->from) all << oneOrigin(*trial.trial->from);
    if (!trial.study->is_search && trial.study->from) all << oneOrigin(*trial.study->from);
    return all.join(QStringLiteral("; "));
}

}  // namespace lathe::gui
