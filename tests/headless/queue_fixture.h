// SPDX-License-Identifier: GPL-3.0-or-later
// lathectl with a queue of its own.
#pragma once

#include <memory>
#include <vector>

#include <QtTest>

#include "core/base/json.h"
#include "core/queue/queue.h"
#include "tests/headless/lathectl.h"

namespace lathe {

class QueueFixture {
  protected:
    void begin() {
        ctl_ = std::make_unique<Lathectl>(LATHECTL, LATHE_FAKE_ENGINE);
        ctl_->set("LATHE_QUEUE", ctl_->file("queue"));
    }
    queue::Queue queue() const { return queue::Queue(ctl_->file("queue").toStdString()); }
    std::vector<queue::Item> items() const { return queue().list().value(); }
    queue::ItemState state(int number) const { return queue().find(number).value().state; }
    Ran run(const QStringList& arguments) const { return ctl_->run(QStringList{"queue"} + arguments); }
    int add(const QStringList& more = {}) const {
        const Ran ran = run(QStringList{"add", ctl_->experiment()} + more);
        if (ran.code != 0) qFatal("%s", ran.err.constData());
        return ran.out.trimmed().toInt();
    }
    Json listing() const { return parse_json(run({"list", "--json"}).out.toStdString()).value(); }

    std::unique_ptr<Lathectl> ctl_;
};

}  // namespace lathe
