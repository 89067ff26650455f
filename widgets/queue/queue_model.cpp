// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/queue/queue_model.h"

#include <algorithm>

#include <QApplication>
#include <QHash>
#include <QMimeData>
#include <QPalette>

#include "core/base/printable.h"
#include "widgets/common/icons.h"
#include "widgets/common/theme.h"
#include "widgets/queue/trial_text.h"

namespace lathe::gui {
namespace {

const QString itemType = QStringLiteral("application/x-lathe-queue-item");

// Names are a person's, and messages a program's: neither may break a row.
QString lineOf(const std::string& text) {
    return QString::fromStdString(printable(text));
}

QIcon stateIcon(const queue::ItemStanding& one) {
    using queue::ItemState;
    if (one.item.is_stopping) return icon(QStringLiteral("stop"), IconTone::warning);
    switch (one.item.state) {
        case ItemState::running: return icon(QStringLiteral("running"), IconTone::accent);
        case ItemState::interrupted: return icon(QStringLiteral("warning"), IconTone::warning);
        case ItemState::held: return icon(QStringLiteral("pause"), IconTone::muted);
        case ItemState::done: return icon(QStringLiteral("succeeded"), IconTone::good);
        case ItemState::failed:
        case ItemState::damaged: return icon(QStringLiteral("failed"), IconTone::bad);
        default: return icon(QStringLiteral("waiting"), IconTone::muted);
    }
}

bool isNumber(int column) {
    return column == QueueModel::Place || column == QueueModel::Best;
}

}  // namespace

QString queueStateText(const queue::ItemStanding& one) {
    using queue::ItemState;
    if (one.item.is_stopping) return QueueModel::tr("Stopping");
    switch (one.item.state) {
        case ItemState::running: return QueueModel::tr("Running");
        case ItemState::interrupted: return QueueModel::tr("Interrupted");
        case ItemState::held: return QueueModel::tr("Held");
        case ItemState::done: return QueueModel::tr("Done");
        case ItemState::failed: return QueueModel::tr("Failed");
        case ItemState::damaged: return QueueModel::tr("Damaged");
        default: return QueueModel::tr("Waiting");
    }
}

QString queueNameText(const queue::ItemStanding& one) {
    return one.item.name.empty() ? QueueModel::tr("Item %1").arg(one.item.number) : lineOf(one.item.name);
}

namespace {

QString stoppingText(const queue::Item& item) {
    const QString who = item.process ? QueueModel::tr("process %1").arg(item.process->pid) : QueueModel::tr("starting");
    switch (queue::state_after_stop(item)) {
        case queue::ItemState::removed: return QueueModel::tr("%1 takes its time to end; then removed").arg(who);
        case queue::ItemState::held: return QueueModel::tr("%1 takes its time to end; then held").arg(who);
        default: return QueueModel::tr("%1 takes its time to end; keeps its place").arg(who);
    }
}

// Where several are of one name, the numbers tell them apart: they are those that lathectl knows them by.
QStringList namesOf(const std::vector<queue::ItemStanding>& items) {
    QStringList names;
    QHash<QString, int> carriers;
    for (const auto& one : items) {
        names << queueNameText(one);
        ++carriers[names.back()];
    }
    for (std::size_t i = 0; i < items.size(); ++i)
        if (QString& name = names[static_cast<qsizetype>(i)]; carriers.value(name) > 1)
            name = QueueModel::tr("%1 \u00b7 item %2").arg(name, QString::number(items[i].item.number));
    return names;
}

// Why it is not being run, or who runs it; null when it is over.
QString reasonText(const queue::ItemStanding& one) {
    using queue::Reason;
    switch (one.reason) {
        case Reason::held: return QueueModel::tr("until it is released");
        case Reason::no_runner: return QueueModel::tr("nobody runs the queue");
        case Reason::behind: return QueueModel::tr("behind %n other(s)", nullptr, one.before);
        case Reason::next: return QueueModel::tr("next");
        case Reason::interrupted: return QueueModel::tr("goes on when the queue is run");
        case Reason::study_in_use:
            return QueueModel::tr("its study is being run by %1").arg(QString::fromStdString(one.study_user));
        case Reason::none: break;
    }
    if (one.item.is_stopping) return stoppingText(one.item);
    if (one.item.state == queue::ItemState::running)
        return one.item.process ? QueueModel::tr("process %1").arg(one.item.process->pid) : QueueModel::tr("starting");
    return {};
}

}  // namespace

QString queueNoteText(const queue::ItemStanding& one) {
    const QString reason = reasonText(one);
    if (!queue::shows_message(one)) return reason;
    const QString message = lineOf(one.item.message);
    return reason.isEmpty() ? message : QStringLiteral("%1; %2").arg(reason, message);
}

void QueueModel::setItems(std::vector<queue::ItemStanding> items) {
    const auto same = [](const queue::ItemStanding& a, const queue::ItemStanding& b) {
        return a.item.number == b.item.number;
    };
    if (!std::equal(items.begin(), items.end(), items_.begin(), items_.end(), same)) {
        beginResetModel();
        names_ = namesOf(items);
        items_ = std::move(items);
        endResetModel();
        return;
    }
    names_ = namesOf(items);
    items_ = std::move(items);
    if (!items_.empty()) Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columns - 1));
}

const queue::ItemStanding* QueueModel::at(int row) const {
    return row >= 0 && row < rowCount() ? &items_[static_cast<std::size_t>(row)] : nullptr;
}

int QueueModel::rowOf(int item) const {
    for (int row = 0; row < rowCount(); ++row)
        if (at(row)->item.number == item) return row;
    return -1;
}

int QueueModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(items_.size());
}

int QueueModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : columns;
}

QString QueueModel::text(int row, int column) const {
    const queue::ItemStanding& one = *at(row);
    const auto& progress = one.progress;
    switch (column) {
        case Place: return one.place > 0 ? QString::number(one.place) : QString();
        case Name: return names_[row];
        case State: return queueStateText(one);
        case Progress:
            if (one.item.state == queue::ItemState::damaged) return {};
            if (!progress.trials)
                return progress.failed > 0 ? tr("%1, %2 failed").arg(progress.finished).arg(progress.failed)
                                           : QString::number(progress.finished);
            return progress.failed > 0
                       ? tr("%1 of %2, %3 failed").arg(progress.finished).arg(*progress.trials).arg(progress.failed)
                       : tr("%1 of %2").arg(progress.finished).arg(*progress.trials);
        case Best: return progress.best ? metricText(*progress.best) : QString();
        case Remaining: return progress.remaining ? remainingText(*progress.remaining) : QString();
        default: return queueNoteText(one);
    }
}

QVariant QueueModel::data(const QModelIndex& index, int role) const {
    const auto* one = index.isValid() ? at(index.row()) : nullptr;
    if (!one) return {};
    switch (role) {
        case Qt::DisplayRole: return text(index.row(), index.column());
        case Qt::ToolTipRole:
            if (index.column() == Name && !one->item.source.empty())
                return tr("Item %1, from %2").arg(QString::number(one->item.number), lineOf(one->item.source));
            return text(index.row(), index.column());
        case Qt::DecorationRole: return index.column() == State ? QVariant(stateIcon(*one)) : QVariant();
        case Qt::ForegroundRole:
            if (index.column() != Note) return {};
            return one->item.state == queue::ItemState::failed || one->item.state == queue::ItemState::damaged
                       ? themeColors(QApplication::palette()).bad
                       : themeColors(QApplication::palette()).mutedText;
        case Qt::TextAlignmentRole:
            return isNumber(index.column()) ? QVariant(Qt::AlignRight | Qt::AlignVCenter) : QVariant();
        case ProgressRole:
            if (index.column() != Progress || one->item.is_over() || one->item.study.empty()) return {};
            return one->progress.trials.value_or(0) > 0
                       ? QVariant(double(one->progress.finished) / *one->progress.trials)
                       : QVariant();
        default: return {};
    }
}

QVariant QueueModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole && isNumber(section)) return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole) return {};
    switch (section) {
        case Place: return tr("#");
        case Name: return tr("Experiment");
        case State: return tr("State");
        case Progress: return tr("Trials");
        case Best: return tr("Best");
        case Remaining: return tr("Time left");
        default: return tr("Why");
    }
}

Qt::ItemFlags QueueModel::flags(const QModelIndex& index) const {
    // Dropped between rows only, so that nothing is dropped onto one.
    if (!index.isValid()) return Qt::ItemIsDropEnabled;
    const auto* one = at(index.row());
    Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
    if (one && one->place > 0) flags |= Qt::ItemIsDragEnabled;
    return flags;
}

QStringList QueueModel::mimeTypes() const {
    return {itemType};
}

QMimeData* QueueModel::mimeData(const QModelIndexList& indexes) const {
    const auto* one = indexes.isEmpty() ? nullptr : at(indexes.front().row());
    if (!one) return nullptr;
    auto* data = new QMimeData;
    data->setData(itemType, QByteArray::number(one->item.number));
    return data;
}

std::optional<queue::Place> QueueModel::placeOf(int row) const {
    using enum queue::Place::Kind;
    if (row < 0) return queue::Place{last};
    const auto* here = at(row);
    if (here && here->place > 0) return queue::Place{before, here->item.number};
    const auto* above = at(row - 1);
    if (above && above->place > 0) return queue::Place{after, above->item.number};
    return std::nullopt;
}

bool QueueModel::canDropMimeData(const QMimeData* data, Qt::DropAction action, int row, int,
                                 const QModelIndex& parent) const {
    return action == Qt::MoveAction && data->hasFormat(itemType) && !parent.isValid() && placeOf(row);
}

bool QueueModel::dropMimeData(const QMimeData* data, Qt::DropAction action, int row, int column,
                              const QModelIndex& parent) {
    if (!canDropMimeData(data, action, row, column, parent)) return false;
    bool isNumber = false;
    const int item = data->data(itemType).toInt(&isNumber);
    const queue::Place place = *placeOf(row);
    using enum queue::Place::Kind;
    if (!isNumber || ((place.kind == before || place.kind == after) && place.value == item)) return false;
    Q_EMIT moveRequested(item, place);
    return true;
}

}  // namespace lathe::gui
