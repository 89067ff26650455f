// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/host_runs.h"

#include <algorithm>
#include <utility>

#include <QAction>
#include <QFileDialog>
#include <QFileInfo>

#include "app/gui/desktop_notifier.h"
#include "app/gui/host_commands.h"
#include "app/gui/host_opening.h"
#include "app/gui/host_queue.h"
#include "app/gui/host_transfers.h"
#include "app/gui/host_workspace.h"
#include "app/gui/session_controller.h"
#include "app/gui/study_queue.h"
#include "app/gui/study_start.h"
#include "app/gui/transfer_bar.h"
#include "core/remote/devices_there.h"
#include "core/remote/queue_there.h"
#include "core/store/study_record.h"
#include "widgets/charts/curves_view.h"
#include "widgets/common/icons.h"
#include "widgets/queue/train_page.h"
#include "widgets/runs/review_page.h"

namespace lathe::gui {

namespace {

constexpr std::size_t mostLookedAt = 500;  // trials of a study

remote::TrialPlace placeOf(const TrialKey& key) {
    return {QFileInfo(key.folder).fileName().toStdString(), key.number};
}

}  // namespace

HostRuns::HostRuns(const Parts& parts, QObject* parent)
    : QObject(parent),
      parts_(parts),
      workspace_(new HostWorkspace(this)),
      commands_(new HostCommands(this)),
      queue_(new HostQueue(*parts.train.queuePanel(), *commands_, *workspace_, this)),
      opening_(new HostOpening(this)),
      tryAgain_(new QAction(icon(QStringLiteral("refresh")), tr("Try again"), this)),
      sendData_(new QAction(icon(QStringLiteral("data")), tr("Send it with its data"), this)) {
    tryAgain_->setObjectName(QStringLiteral("hostTryAgain"));
    sendData_->setObjectName(QStringLiteral("hostSendData"));
    for (QAction* action : {tryAgain_, sendData_}) action->setProperty("notACommand", true);
    connect(sendData_, &QAction::triggered, this, [this] {
        if (const auto again = std::exchange(sendAgain_, {})) again();
    });
    connect(commands_, &HostCommands::failed, this, &HostRuns::failed);
    connectOpening();
    connectWorkspace();
    connectQueue();
    connectRooms();
}

HostRuns::~HostRuns() = default;

bool HostRuns::isOpen() const {
    return workspace_->isOpen();
}

QString HostRuns::name() const {
    return workspace_->name();
}

QString HostRuns::folder() const {
    return workspace_->folder();
}

QString HostRuns::lacks() const {
    if (!isOpen()) return {};
    return tr("Only the points that a screen shows have come from %1. “Export for a headless run” in Review "
              "writes all that is recorded there.")
        .arg(workspace_->host());
}

bool HostRuns::owns(const QString& folder) const {
    return workspace_->owns(folder);
}

QString HostRuns::nameOf(const QString& folder) const {
    return workspace_->recordOf(folder);
}

Result<void> HostRuns::open(const QString& address) {
    return open(address, nullptr);
}

Result<void> HostRuns::open(const QString& address, std::unique_ptr<remote::Connection> first) {
    if (const auto good = remote::parse_address(address.toStdString()); !good) return fail(good.error());
    close();
    refused_.clear();
    inReview_.clear();
    if (auto opened = workspace_->open(address, std::move(first)); !opened) return opened;
    parts_.review.setFilling(true);
    parts_.review.setLacks(lacks());
    commands_->open(workspace_->address());
    parts_.queue.setActive(false);
    queue_->open();
    Q_EMIT opened();
    return {};
}

Result<void> HostRuns::openWhenThere(const QString& address) {
    const auto parsed = remote::parse_address(address.toStdString());
    if (!parsed) return fail(parsed.error());
    const QString wanted = QString::fromStdString(parsed->str());
    if (isOpen() && wanted == name()) return open(wanted);  // there is nothing else to stay with
    if (auto begun = opening_->open(wanted); !begun) return begun;
    Q_EMIT said(Banner::Kind::info, tr("Connecting to %1\u2026").arg(wanted), {opening_->cancelAction()});
    return {};
}

void HostRuns::close() {
    opening_->cancel();
    if (!isOpen()) return;
    if (owns(QString::fromStdString(parts_.train.status().folder.string()))) parts_.train.setSession(nullptr);
    workspace_->close();
    parts_.review.setFilling(false);
    parts_.review.setLacks({});
    commands_->close();
    queue_->close();
    parts_.queue.setActive(true);
    Q_EMIT closed();
}

void HostRuns::connectOpening() {
    connect(opening_, &HostOpening::possible, this, [this](const QString& address, const QString& told) {
        // The machine is not connected to twice.
        if (const auto begun = open(address, opening_->takeConnection()); !begun) Q_EMIT failed({begun.error()});
        else if (!told.isEmpty()) Q_EMIT said(Banner::Kind::info, QStringLiteral("%1: %2").arg(address, told), {});
    });
    connect(opening_, &HostOpening::impossible, this, [this](const QString& address, const QString& why) {
        refused_ = address;
        Q_EMIT said(Banner::Kind::error, tr("%1 cannot be shown: %2").arg(address, why), {tryAgain_});
    });
    connect(tryAgain_, &QAction::triggered, this, [this] {
        const QString address = std::exchange(refused_, {});
        if (address.isEmpty()) {
            parts_.review.setFilling(true);
            return workspace_->reopen();
        }
        if (const auto begun = openWhenThere(address); !begun) Q_EMIT failed({begun.error()});
    });
}

void HostRuns::connectWorkspace() {
    connect(workspace_, &HostWorkspace::stateChanged, this, &HostRuns::stateChanged);
    connect(workspace_, &HostWorkspace::cannotConnect, this, [this](const QString& why) {
        refused_.clear();
        parts_.review.setFilling(false);
        Q_EMIT said(Banner::Kind::error, tr("%1 cannot be shown: %2").arg(name(), why), {tryAgain_});
    });
    connect(workspace_, &HostWorkspace::filled, this, [this] { parts_.review.setFilling(false); });
    connect(workspace_, &HostWorkspace::connected, this, [this](const QString& folderThere) {
        queue_->setFolderThere(folderThere);
        commands_->run({"devices", "--json"}, [this](const std::string& out) {
            if (const auto devices = remote::devices_from_json(out)) Q_EMIT devicesListed(*devices);
        });
    });
    connect(workspace_, &HostWorkspace::changed, this, [this] {
        parts_.review.refresh();
        queue_->look();
    });
    connect(workspace_, &HostWorkspace::pointsCame, this, [this](const QString& study, int trial) {
        parts_.train.lookAgain(study, trial);
        parts_.review.readPoints();
    });
    connect(workspace_, &HostWorkspace::queueChanged, queue_, &HostQueue::show);
}

void HostRuns::connectQueue() {
    connect(queue_, &HostQueue::failed, this, &HostRuns::failed);
    connect(queue_, &HostQueue::said, this, [this](const QString& text, const QList<QAction*>& actions) {
        Q_EMIT said(Banner::Kind::info, text, actions);
    });
    connect(queue_, &HostQueue::ended, &parts_.notifier, &DesktopNotifier::notifyEnd);
    connect(queue_, &HostQueue::studyRequested, this, &HostRuns::show);
    connect(queue_, &HostQueue::begun, this, [this](const QString& study) {
        // In the Train room, also when the person looks at another one by now.
        if (!parts_.controller.isBusy()) parts_.train.showStudy(study, TrainPage::MayStop::yes, lacks());
    });
}

void HostRuns::connectRooms() {
    connect(&parts_.train, &TrainPage::studyChanged, this, &HostRuns::lookAtTrials);
    connect(&parts_.train, &TrainPage::stopRequested, this, &HostRuns::stop);
    connect(&parts_.train, &TrainPage::partsShown, this, &HostRuns::enlarge);
    connect(&parts_.review, &ReviewPage::partsShown, this, &HostRuns::enlargeInReview);
    connect(&parts_.review, &ReviewPage::trialsShown, this, [this](const std::vector<ShownTrial>& trials) {
        inReview_ = trials;
        lookAtTrials();
    });
    connect(&parts_.review, &ReviewPage::resumeRequested, this, [this](const QString& folder) {
        if (owns(folder)) resume(folder);
    });
    connect(&parts_.review, &ReviewPage::runAgainRequested, this, [this](const QString& folder) {
        if (owns(folder)) runAgain(folder);
    });
}

// What the Train room shows, and what is drawn in Review.
void HostRuns::lookAtTrials() {
    if (!isOpen()) return;
    std::map<remote::TrialPlace, bool> trials;
    const auto& status = parts_.train.status();
    if (const QString study = QString::fromStdString(status.folder.string()); owns(study)) {
        const std::size_t count = status.trials.size();
        for (std::size_t i = count - std::min(count, mostLookedAt); i < count; ++i)
            // One that was interrupted waits, and has curves all the same.
            if (const auto& trial = status.trials[i]; trial.state != search::TrialState::waiting || trial.start)
                trials[placeOf({study, trial.number})] = search::is_final(trial.state);
    }
    for (const ShownTrial& trial : inReview_)
        if (owns(trial.key.folder)) trials[placeOf(trial.key)] = trial.isOver;
    std::vector<remote::LookedAt> all;
    for (const auto& [place, isOver] : trials) all.push_back({place, isOver});
    workspace_->lookAt(std::move(all));
}

void HostRuns::enlarge(const std::vector<ShownPart>& parts) {
    std::vector<ShownTrialPart> told;
    const QString study = QString::fromStdString(parts_.train.status().folder.string());
    for (const ShownPart& part : parts)
        told.push_back({{study, part.run}, part.metric, part.from, part.to, part.columns});
    enlargeInReview(told);
}

void HostRuns::enlargeInReview(const std::vector<ShownTrialPart>& parts) {
    std::map<remote::TrialPlace, std::vector<remote::CurvePart>> asked;
    for (const ShownTrialPart& part : parts)
        if (owns(part.key.folder))
            asked[placeOf(part.key)].push_back({part.metric.toStdString(), part.from, part.to, part.columns});
    if (!asked.empty()) workspace_->refine(std::move(asked));
}

bool HostRuns::start(search::Purpose kind, const QString& device) {
    send(kind, device, false);
    return parts_.transfers.isBusy();
}

void HostRuns::send(search::Purpose kind, const QString& device, bool withData) {
    auto experiment = parts_.start.experiment(
        kind, [this, kind, device, withData] { send(kind, device, withData); }, StudyStart::Where::elsewhere);
    if (!experiment) return;
    experiment->purpose = kind;
    const QString name = QString::fromStdString(experiment->name);
    HostExperiment wanted{std::move(*experiment), device, withData};
    parts_.transfers.start(
        name, workspace_->host(), sendToHost(workspace_->address(), std::move(wanted), parts_.catalog),
        [this, kind, device](const TransferBar::Outcome& outcome) {
            if (outcome) {
                Q_EMIT said(outcome->isWarning ? Banner::Kind::warning : Banner::Kind::info, outcome->message, {});
                return queue_->await(outcome->item);
            }
            if (outcome.error().front().kind != remote::data_missing) return Q_EMIT failed(outcome.error());
            sendAgain_ = [this, kind, device] { send(kind, device, true); };
            Q_EMIT said(Banner::Kind::error, QString::fromStdString(outcome.error().front().str()), {sendData_});
        });
}

void HostRuns::show(const QString& studyFolder) {
    if (parts_.controller.isBusy()) {
        parts_.review.showStudy(studyFolder);
        return;
    }
    parts_.train.showStudy(studyFolder, TrainPage::MayStop::yes, lacks());
    Q_EMIT shown();
}

void HostRuns::stop(const QString& studyFolder) {
    if (!owns(studyFolder)) return;
    const QString study = nameOf(studyFolder);
    commands_->run({"stop", study.toStdString()}, [this, study](const std::string&) {
        Q_EMIT said(Banner::Kind::info, tr("%1 stops at its next batch on %2.").arg(study, workspace_->host()), {});
    });
}

void HostRuns::resume(const QString& studyFolder) {
    const QString study = nameOf(studyFolder);
    commands_->start({"resume", study.toStdString()}, [this, study, studyFolder] {
        Q_EMIT said(Banner::Kind::info, tr("%2 goes on with %1.").arg(study, workspace_->host()), {});
        if (!parts_.controller.isBusy()) show(studyFolder);
    });
}

void HostRuns::runAgain(const QString& folder) {
    const std::string record = nameOf(folder).toStdString();
    commands_->work(
        [record](remote::Host& host) {
            return remote::queue_again(host, record).map([](const remote::QueuedThere& queued) { return queued.item; });
        },
        [this, folder](const std::string& item) {
            Q_EMIT said(Banner::Kind::info, tr("%1 is in the queue of %2.").arg(nameOf(folder), workspace_->host()),
                        {});
            queue_->await(QString::fromStdString(item).toInt());
        });
}

// What the copy lacks (all points, checkpoints) is there: it is put together there.
void HostRuns::exportRecord(const QString& folder) {
    struct Kind {
        const char* format;
        QString filter;
        const char* ending;
    };
    const std::vector<Kind> kinds{{"bundle", tr("Bundle (*.lathe.tar.zst)"), ".lathe.tar.zst"},
                                  {"csv", tr("Trials as a table (*.csv)"), ".csv"},
                                  {"json", tr("All that is recorded, as JSON (*.json)"), ".json"},
                                  {"docker", tr("Container file (Dockerfile)"), ""},
                                  {"conda", tr("conda environment (*.yaml)"), ".yaml"},
                                  {"slurm", tr("Slurm job (*.sbatch)"), ".sbatch"}};
    auto* dialog = new QFileDialog(&parts_.window, tr("Export %1 from %2").arg(nameOf(folder), workspace_->host()));
    dialog->setObjectName(QStringLiteral("hostExportDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    QStringList filters;
    for (const Kind& kind : kinds) filters << kind.filter;
    dialog->setNameFilters(filters);
    const auto place = store::place_of(folder.toStdString());
    QString proposed = QString::fromStdString(place.study.filename().string());
    if (place.trial) proposed += QStringLiteral("-%1").arg(*place.trial, 4, 10, QLatin1Char('0'));
    dialog->selectFile(proposed + QLatin1String(kinds.front().ending));
    connect(dialog, &QFileDialog::fileSelected, this, [this, dialog, kinds, folder](QString file) {
        const QString chosen = dialog->selectedNameFilter();
        const auto kind = std::ranges::find(kinds, chosen, &Kind::filter);
        if (kind == kinds.end()) return;
        if (QFileInfo(file).suffix().isEmpty()) file += QLatin1String(kind->ending);
        parts_.transfers.start(nameOf(folder), workspace_->host(),
                               exportFromHost(workspace_->address(), nameOf(folder), QLatin1String(kind->format), file),
                               [this](const TransferBar::Outcome& outcome) {
                                   if (outcome) Q_EMIT said(Banner::Kind::info, outcome->message, {});
                                   else Q_EMIT failed(outcome.error());
                               });
    });
    dialog->open();
}

}  // namespace lathe::gui
