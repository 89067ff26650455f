// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/queue_text.h"

#include <fmt/format.h>

#include "core/base/plural.h"
#include "core/base/printable.h"

namespace lathe::ctl {

namespace {

using queue::ItemState;
using queue::Reason;

std::string after_stop_text(const queue::Item& item) {
    switch (queue::state_after_stop(item)) {
        case ItemState::removed: return "is removed then";
        case ItemState::held: return "is held then";
        default: return "keeps its place";
    }
}

std::string reason_text(const queue::ItemStanding& one) {
    const queue::Item& item = one.item;
    switch (one.reason) {
        case Reason::held: return fmt::format("held; lathectl queue release {}", item.number);
        case Reason::no_runner: return "nobody runs the queue; lathectl queue run";
        case Reason::behind: return "behind " + counted(one.before, "other");
        case Reason::next: return "next";
        case Reason::interrupted: return "goes on when the queue is run";
        case Reason::study_in_use: return "its study is being run by " + one.study_user;
        case Reason::none: break;
    }
    if (!item.is_stopping && item.state != ItemState::running) return {};
    const std::string process = item.process ? fmt::format("process {}", item.process->pid) : "starting";
    return item.is_stopping ? fmt::format("{} takes its time to end; {}", process, after_stop_text(item)) : process;
}

}  // namespace

std::string state_text(const queue::Item& item) {
    return item.is_stopping ? "stopping" : std::string(queue::name_of(item.state));
}

std::string item_text(const queue::Item& item) {
    const std::string name = item.name.empty() ? "" : fmt::format(" ({})", item.name);  // not known when damaged
    return printable(fmt::format("item {}{}", item.number, name));
}

std::string note_text(const queue::ItemStanding& one) {
    const std::string reason = reason_text(one);
    if (!queue::shows_message(one)) return reason;
    std::string note = reason.empty() ? one.item.message : reason + "; " + one.item.message;
    // Its study has trials left: what stood in the way may be gone.
    const bool has_more = !one.progress.trials || one.progress.finished < *one.progress.trials;
    if (one.item.state == ItemState::failed && has_more)
        note += fmt::format("; then: lathectl queue release {}", one.item.number);
    return note;
}

std::string event_text(const queue::Item& item) {
    std::string state = state_text(item);
    if (item.is_stopping) state += "; " + after_stop_text(item);
    else if (item.state == ItemState::waiting) state = "stopped, and goes on later at its place";
    else if (item.state == ItemState::held || item.state == ItemState::removed) state = "stopped, and is " + state;
    return item_text(item) + ": " + state + (item.message.empty() ? "" : ": " + printable(item.message));
}

std::string moved_text(int number, const queue::Place& place, const queue::Moved& moved) {
    if (!moved.changed) return fmt::format("item {} stands there already", number);
    if (moved.priority != moved.old_priority)
        return fmt::format("item {}: priority {} -> {}, as those at its new place have it", number, moved.old_priority,
                           moved.priority);
    if (place.kind == queue::Place::Kind::number && place.value > moved.places)
        return fmt::format("item {} is the last of {} that wait", number, moved.places);
    return {};
}

std::string stopping_text(const queue::Item& item, const std::string& when) {
    return fmt::format("{} stops {}; it {}", item_text(item), when, after_stop_text(item));
}

}  // namespace lathe::ctl
