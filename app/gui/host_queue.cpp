// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/host_queue.h"

#include <algorithm>
#include <utility>

#include <QAction>
#include <QDir>
#include <QFileInfo>

#include "app/gui/host_commands.h"
#include "app/gui/host_workspace.h"
#include "core/store/study_record.h"
#include "widgets/common/icons.h"
#include "widgets/queue/queue_model.h"
#include "widgets/queue/queue_panel.h"

namespace lathe::gui {

namespace {

std::vector<std::string> wordsOf(const queue::Place& place) {
    using enum queue::Place::Kind;
    switch (place.kind) {
        case first: return {"first"};
        case last: return {"last"};
        case before: return {"before", std::to_string(place.value)};
        case after: return {"after", std::to_string(place.value)};
        case number: break;
    }
    return {std::to_string(place.value)};
}

}  // namespace

HostQueue::HostQueue(QueuePanel& panel, HostCommands& commands, const HostWorkspace& workspace, QObject* parent)
    : QObject(parent),
      panel_(panel),
      commands_(commands),
      workspace_(workspace),
      undo_(new QAction(icon(QStringLiteral("undo")), tr("Take them back"), this)) {
    undo_->setObjectName(QStringLiteral("hostQueueUndoAction"));
    undo_->setProperty("notACommand", true);
    connect(undo_, &QAction::triggered, this, [this] { ask({"restore"}, std::exchange(removed_, {})); });
}

void HostQueue::open() {
    close();
    panel_.setTitle(tr("Queue of %1").arg(workspace_.host()));
    panel_.setProblem(tr("Asking %1\u2026").arg(workspace_.host()));
    connectPanel();
}

void HostQueue::close() {
    QObject::disconnect(&panel_, nullptr, this, nullptr);
    standing_.reset();
    states_.clear();
    awaited_ = 0;
    panel_.setTitle({});
}

void HostQueue::connectPanel() {
    connect(&panel_, &QueuePanel::moveRequested, this, [this](int item, const queue::Place& place) {
        std::vector<std::string> words{"move", std::to_string(item)};
        for (const auto& word : wordsOf(place)) words.push_back(word);
        ask(words);
    });
    connect(&panel_, &QueuePanel::holdRequested, this, [this](const auto& items) { ask({"hold"}, items); });
    connect(&panel_, &QueuePanel::releaseRequested, this, [this](const auto& items) { ask({"release"}, items); });
    connect(&panel_, &QueuePanel::removeRequested, this, &HostQueue::remove);
    connect(&panel_, &QueuePanel::clearRequested, this, [this] { ask({"clear"}); });
    connect(&panel_, &QueuePanel::stopRequested, this, [this] { ask({"stop"}); });
    connect(&panel_, &QueuePanel::runRequested, this, [this](int atOnce) {
        commands_.start({"queue", "run", "--at-once", std::to_string(atOnce)});
    });
    connect(&panel_, &QueuePanel::studyRequested, this, &HostQueue::openStudy);
}

void HostQueue::ask(const std::vector<std::string>& what, const std::vector<int>& items) {
    std::vector<std::string> arguments{"queue"};
    arguments.insert(arguments.end(), what.begin(), what.end());
    for (const int item : items) arguments.push_back(std::to_string(item));
    commands_.run(arguments);
}

void HostQueue::remove(const std::vector<int>& items) {
    QStringList names;
    if (standing_)
        for (const auto& one : standing_->items)
            if (std::find(items.begin(), items.end(), one.item.number) != items.end()) names << queueNameText(one);
    std::vector<std::string> arguments{"queue", "remove", "--stop"};
    for (const int item : items) arguments.push_back(std::to_string(item));
    commands_.run(arguments, [this, items, names](const std::string&) {
        removed_ = items;
        Q_EMIT said(tr("Removed from the queue: %1").arg(names.join(QStringLiteral(", "))), {undo_});
    });
}

void HostQueue::show(const std::shared_ptr<const queue::Standing>& standing) {
    standing_ = standing;
    std::map<int, queue::ItemState> states;
    for (const auto& one : standing->items) {
        states[one.item.number] = one.item.state;
        const auto before = states_.find(one.item.number);
        if (before != states_.end() && queue::is_unfinished(before->second) && one.item.is_over())
            Q_EMIT ended(queueNameText(one), one.item.state == queue::ItemState::done);
    }
    states_ = std::move(states);
    panel_.setStanding(*standing);
    look();
}

void HostQueue::await(int item) {
    awaited_ = item;
    look();
}

void HostQueue::look() {
    if (!standing_ || awaited_ == 0) return;
    for (const auto& one : standing_->items) {
        if (one.item.number != awaited_) continue;
        const QString study = studyInCopy(one.item);
        if (study.isEmpty()) {
            if (one.item.is_over()) awaited_ = 0;
            continue;
        }
        awaited_ = 0;
        Q_EMIT begun(study);
        return;
    }
}

QString HostQueue::studyInCopy(const queue::Item& item) const {
    const QString there = QDir::cleanPath(QString::fromStdString(item.workspace.string()));
    if (item.study.empty() || there != QDir::cleanPath(folderThere_)) return {};
    const QString folder = QDir(workspace_.folder()).filePath(QString::fromStdString(item.study));
    return store::is_study_folder(folder.toStdString()) ? folder : QString();
}

void HostQueue::openStudy(const QString& workspaceThere, const QString& studyThere) {
    queue::Item item;
    item.workspace = workspaceThere.toStdString();
    item.study = QFileInfo(studyThere).fileName().toStdString();
    const QString folder = studyInCopy(item);
    if (!folder.isEmpty()) return Q_EMIT studyRequested(folder);
    const bool isElsewhere = QDir::cleanPath(workspaceThere) != QDir::cleanPath(folderThere_);
    Q_EMIT failed({Error{(isElsewhere ? tr("Its study is in another workspace there: %1").arg(workspaceThere)
                                      : tr("Its study is not here yet."))
                             .toStdString()}});
}

}  // namespace lathe::gui
