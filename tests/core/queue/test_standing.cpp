// SPDX-License-Identifier: GPL-3.0-or-later
// How a queue stands, as JSON to another machine and back.
#include <QtTest>

#include "core/queue/standing.h"
#include "tests/core/queue/queue_bench.h"
#include "tests/test_program.h"

using namespace lathe;
using namespace lathe::queue;

class TestStanding : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void what_another_machine_is_told_is_what_it_shows() {
        QueueBench bench;
        for (const char* name : {"one", "two", "three"}) bench.add(0, name);
        const auto taken = bench.take();
        QVERIFY(bench.queue().hold({3}));
        const Standing here = read_standing(bench.queue()).value();
        const Standing there = standing_from_json(parse_json(dump_json(to_json(here))).value()).value();
        QCOMPARE(there.items.size(), here.items.size());
        for (std::size_t i = 0; i < here.items.size(); ++i) {
            const auto& a = here.items[i];
            const auto& b = there.items[i];
            QCOMPARE(b.item.number, a.item.number);
            QVERIFY(b.item.state == a.item.state);
            QCOMPARE(b.item.name, a.item.name);
            QCOMPARE(b.item.workspace.string(), a.item.workspace.string());
            QCOMPARE(b.item.study, a.item.study);
            QCOMPARE(b.place, a.place);
            QVERIFY(b.reason == a.reason);
            QCOMPARE(b.before, a.before);
            QCOMPARE(b.progress.trials, a.progress.trials);
            QVERIFY(b.item.added == a.item.added);
        }
        QVERIFY(there.runners.empty());
    }

    void what_is_being_stopped_is_said_with_what_it_will_be() {
        const auto json = parse_json(R"({"runners": [], "items": [
            {"item": 1, "state": "stopping", "then": "held", "waits": "", "workspace": "/w", "process": 5}]})");
        const auto standing = standing_from_json(json.value());
        QVERIFY(standing && standing->items[0].item.is_stopping);
        QVERIFY(standing->items[0].item.state == ItemState::held);
        QVERIFY(!standing_from_json(
            parse_json(R"({"runners": [], "items": [{"item": 1, "state": "stopping", "waits": ""}]})").value()));
    }

    void nonsense_is_refused() {
        const std::string good =
            R"({"item": 1, "place": 1, "state": "waiting", "name": "a", "workspace": "/w", "study": "/w/s", "waits": "next"})";
        QVERIFY(standing_from_json(parse_json(R"({"items": [)" + good + R"(], "runners": []})").value()));
        for (const char* bad : {"[]", "{}", R"({"items": [], "runners": 1})", R"({"items": [1], "runners": []})",
                                R"({"items": [{}], "runners": []})", R"({"items": [], "runners": [{"process": -1}]})",
                                R"({"items": [{"item": 1, "state": "flying", "waits": ""}], "runners": []})",
                                R"({"items": [{"item": 1, "state": "held", "waits": "forever"}], "runners": []})",
                                R"({"items": [{"item": "one", "state": "held", "waits": ""}], "runners": []})"})
            QVERIFY2(!standing_from_json(parse_json(bad).value()), bad);
    }

    void texts_steer_nothing_and_studies_stay_in_their_workspace() {
        const auto standing =
            standing_from_json(parse_json("{\"runners\": [], \"items\": [ "
                                          "{\"item\": 1, \"state\": \"done\", \"waits\": \"\", \"name\": "
                                          "\"a\\u001b[2J\\nb\", \"workspace\": \"/w\", \"study\": \"/w/../etc\"}, "
                                          "{\"item\": 2, \"state\": \"done\", \"waits\": \"\", \"message\": "
                                          "\"\\u0007\", \"workspace\": \"/w\", \"study\": \"/other/s\"}]}")
                                   .value())
                .value();
        for (const auto& one : standing.items)
            for (const std::string& text : {one.item.name, one.item.message, one.item.study})
                QVERIFY(std::ranges::none_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x20; }));
        QVERIFY(standing.items[0].item.study.empty() && standing.items[1].item.study.empty());
    }

    // Beside the reason; the same rule for terminal and window.
    void when_a_message_is_shown() {
        using enum ItemState;
        const auto shown = [](ItemState state, Reason reason, const char* message = "stopped") {
            ItemStanding one;
            one.item.state = state;
            one.item.message = message;
            one.reason = reason;
            return shows_message(one);
        };
        QVERIFY(shown(failed, Reason::none) && shown(done, Reason::none) && shown(damaged, Reason::none));
        QVERIFY(shown(waiting, Reason::behind) && shown(held, Reason::held));
        QVERIFY(!shown(interrupted, Reason::interrupted));  // it is that of an earlier time
        QVERIFY(!shown(running, Reason::none));
        QVERIFY(!shown(failed, Reason::none, ""));
    }
};

LATHE_TEST(TestStanding)
#include "test_standing.moc"
