// SPDX-License-Identifier: GPL-3.0-or-later
// What a client gets of a workspace, and what it does not.
#include <sys/socket.h>
#include <filesystem>

#include "core/base/base64.h"
#include "core/remote/job.h"
#include "core/remote/message.h"
#include "core/remote/record_requests.h"
#include "core/store/event_file.h"
#include "tests/core/remote/served.h"
#include "tests/core/store/fixtures.h"
#include "tests/test_program.h"

using namespace lathe;
using namespace lathe::remote;
namespace fs = std::filesystem;

class TestServer : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void init() {
        served_ = std::make_unique<Served>();
        host_ = std::make_unique<Host>(Served::address(), served_->options());
    }
    void cleanup() {
        host_.reset();
        served_.reset();
    }

    void it_says_what_it_is() {
        QVERIFY(host_->connect());
        QCOMPARE(host_->hello()["workspace"].get<std::string>(), served_->workspace().string());
        QVERIFY(!host_->hello()["version"].get<std::string>().empty());
    }

    void a_workspace_that_is_not_there_yet_is_empty() {
        const auto answer = ask({{"do", "studies"}, {"since", 0}});
        QVERIFY(answer && (*answer)["changed"].empty());
    }

    void studies_come_once_until_they_change() {
        write("a");
        write("b");
        const auto all = ask({{"do", "studies"}, {"since", 0}}).value();
        QCOMPARE(all["changed"].size(), std::size_t(2));
        QCOMPARE(all["changed"][0]["name"].get<std::string>(), std::string("a"));
        const auto none = ask({{"do", "studies"}, {"since", all["upto"]}}).value();
        QVERIFY(none["changed"].empty() && none["gone"].empty());
        store::fixtures::put_bytes(served_->workspace() / "b" / "notes.json", "{}");
        fs::remove_all(served_->workspace() / "a");
        const auto some = ask({{"do", "studies"}, {"since", all["upto"]}}).value();
        QCOMPARE(some["gone"][0].get<std::string>(), std::string("a"));
        QCOMPARE(some["changed"].size(), std::size_t(1));
        QCOMPARE(some["changed"][0]["name"].get<std::string>(), std::string("b"));
    }

    void files_are_read_in_pieces() {
        write("a");
        const std::string text(RecordRequests::piece_bytes + 1000, 'x');
        fs::create_directories(served_->workspace() / "a" / "source");
        store::fixtures::put_bytes(served_->workspace() / "a" / "source" / "big.yaml", text);
        const auto files = ask({{"do", "files"}, {"study", "a"}, {"since", 0}}).value();
        QStringList names;
        for (const auto& one : files["changed"]) names << QString::fromStdString(one["name"].get<std::string>());
        QVERIFY(names.contains("source/big.yaml") && names.contains("study.jsonl"));
        QVERIFY(names.contains("trials/0002/trial.json"));
        std::string got;
        while (got.size() < text.size()) {
            const auto piece = read("a", "source/big.yaml", got.size()).value();
            QCOMPARE(piece["size"].get<std::size_t>(), text.size());
            got += from_base64(piece["bytes"].get<std::string>()).value();
        }
        QVERIFY(got == text);
        QCOMPARE(read("a", "source/none.yaml", 0).value()["size"].get<int>(), 0);
    }

    void no_name_leads_out_of_the_workspace() {
        write("a");
        store::fixtures::write_study(served_->at("outside"), {});
        store::fixtures::put_bytes(served_->at("secret"), "secret");
        const fs::path study = served_->workspace() / "a";
        fs::create_directory_symlink(served_->at("outside"), served_->workspace() / "linked");
        fs::create_directories(study / "source");
        fs::create_symlink(served_->at("secret"), study / "source" / "link");
        fs::create_directory_symlink(served_->at("outside"), study / "source" / "folder");
        fs::create_directory_symlink(served_->at("outside") / "trials" / "0000", study / "trials" / "0077");
        for (const char* name : {"../outside", "..", ".", "", "linked", "/", "a/../../outside", "a/trials"}) {
            QVERIFY2(!read(name, "experiment.yaml", 0), name);
            QVERIFY2(!ask({{"do", "files"}, {"study", name}}), name);
            QVERIFY2(!ask({{"do", "curves"}, {"study", name}, {"trial", 0}}), name);
        }
        for (const char* name : {"../outside/experiment.yaml", "source/link", "source/folder/experiment.yaml", "lock",
                                 "/etc/passwd", "trials/0077/trial.json"})
            QVERIFY2(!read("a", name, 0), name);
        QVERIFY(!ask({{"do", "curves"}, {"study", "a"}, {"trial", 77}}));
        QVERIFY(!ask({{"do", "curves"}, {"study", "a"}, {"trial", -1}}));
        QVERIFY(ask({{"do", "curves"}, {"study", "a"}, {"trial", 0}}));
        const auto studies = ask({{"do", "studies"}, {"since", 0}}).value();
        QCOMPARE(studies["changed"].size(), std::size_t(1));
        const auto files = ask({{"do", "files"}, {"study", "a"}, {"since", 0}}).value();
        for (const auto& one : files["changed"]) {
            QVERIFY(!one["name"].get<std::string>().starts_with("source"));
            QVERIFY(one["name"] != "trials/0077/trial.json");
        }
    }

    void curves_come_by_columns() {
        write("a");
        auto writer = store::EventFileWriter::create(served_->workspace() / "a" / "trials" / "0001").value();
        for (int i = 0; i < 50'000; ++i) writer.add_scalar("train_loss", {i, 5.5, 1.0 / (i + 1)});
        QVERIFY(writer.flush());
        const auto answer = curve("a", 1, 0, 100).value();
        QCOMPARE(answer["metrics"]["train_loss"]["points"].get<int>(), 50'000);
        QCOMPARE(answer["metrics"]["train_loss"]["last"].get<int>(), 49'999);
        const auto& curve_json = answer["curves"][0];
        QVERIFY(curve_json["steps"].size() >= 100 && curve_json["steps"].size() <= 400);
        QCOMPARE(curve_json["steps"].size(), curve_json["values"].size());
        QCOMPARE(curve_json["steps"].back().get<int>(), 49'999);
        QVERIFY(dump_json(answer).size() < 20'000);  // and not the megabytes of the file
        for (int i = 50'000; i < 50'010; ++i) writer.add_scalar("train_loss", {i, 5.5, 0.0});
        QVERIFY(writer.flush());
        QCOMPARE(curve("a", 1, 50'000, 100).value()["curves"][0]["steps"].size(), std::size_t(10));
        QVERIFY(!curve("a", 1, 0, RecordRequests::most_columns + 1));
    }

    // All that a screen shows, with one request.
    void trials_are_followed_together() {
        write("a");
        std::vector<store::EventFileWriter> writers;
        Json request = {{"do", "follow"}, {"trials", Json::array()}};
        for (int trial = 0; trial < 3; ++trial) {
            const fs::path folder = store::trial_folder(served_->workspace() / "a", trial);
            for (const auto& entry : fs::directory_iterator(folder))
                if (entry.path().filename().string().find("tfevents") != std::string::npos) fs::remove(entry.path());
            writers.push_back(store::EventFileWriter::create(folder).value());
            for (int i = 0; i < 1'000; ++i) writers.back().add_scalar("loss", {i, 1.0, 0.5});
            QVERIFY(writers.back().flush());
            store::fixtures::put_bytes(folder / "log.txt", std::string(100'000, 'x') + "\nlast\n");
            request["trials"].push_back({{"study", "a"}, {"trial", trial}, {"columns", 10}});
        }
        request["trials"].push_back({{"study", "a"}, {"trial", 99}, {"columns", 10}});
        const auto first = ask(request).value()["trials"];
        QCOMPARE(first.size(), std::size_t(4));
        QVERIFY(first[3].contains("error"));
        for (std::size_t trial = 0; trial < 3; ++trial) {
            QCOMPARE(first[trial]["curves"][0]["metric"].get<std::string>(), std::string("loss"));
            QCOMPARE(first[trial]["curves"][0]["steps"].back().get<int>(), 999);
            QVERIFY(first[trial]["curves"][0]["steps"].size() <= 42);
            const auto log = from_base64(first[trial]["log"]["bytes"].get<std::string>()).value();
            QVERIFY(log.ends_with("\nlast\n") && log.size() < 70'000);  // its end
            request["trials"][trial]["generation"] = first[trial]["generation"];
            request["trials"][trial]["known"] = {{"loss", 999}};
            request["trials"][trial]["log"] = {{"from", first[trial]["log"]["size"]}};
        }
        QVERIFY(ask(request).value()["trials"][0]["curves"].empty());
        writers[1].add_scalar("loss", {1'000, 1.0, 0.25});
        QVERIFY(writers[1].flush());
        request["wait"] = 60'000;  // it does not wait where there is something
        const auto news = ask(request).value()["trials"];
        QVERIFY(news[0]["curves"].empty());
        QCOMPARE(news[1]["curves"][0]["steps"].size(), std::size_t(1));
        QCOMPARE(news[1]["log"]["bytes"].get<std::string>(), std::string());
        // Other curves than the client has come whole.
        request["trials"][1]["generation"] = 77;
        QVERIFY(ask(request).value()["trials"][1]["curves"][0]["steps"].size() > 10);
    }

    void a_part_of_a_curve_says_whether_it_is_whole() {
        write("a");
        auto writer = store::EventFileWriter::create(served_->workspace() / "a" / "trials" / "0001").value();
        for (int i = 0; i < 5'000; ++i) writer.add_scalar("train_loss", {i, 5.5, 0.5});
        QVERIFY(writer.flush());
        const auto part = [&](int from, int to, int columns) {
            const Json range = {{"metric", "train_loss"}, {"from", from}, {"to", to}, {"columns", columns}};
            return ask({{"do", "curves"}, {"study", "a"}, {"trial", 1}, {"ranges", Json::array({range})}})
                .value()["curves"][0];
        };
        QCOMPARE(part(0, 4'999, 100)["whole"].get<bool>(), false);
        QCOMPARE(part(1'000, 1'050, 100)["whole"].get<bool>(), true);
        QCOMPARE(part(1'000, 1'050, 100)["steps"].size(), std::size_t(51));
    }

    void a_bundle_that_has_no_room_is_refused_before_it_is_sent() {
        const auto refused = ask({{"do", "send"}, {"checksum", std::string(32, '0')}, {"size", std::int64_t{1} << 60}});
        QVERIFY(!refused);
        QVERIFY2(refused.error().what.find("room for") != std::string::npos, refused.error().what.c_str());
    }

    void the_queue_is_told_when_it_changes() {
        qputenv("LATHE_QUEUE", QByteArray::fromStdString(served_->at("queue").string()));
        const auto first = ask({{"do", "queue"}, {"mark", ""}}).value();
        QVERIFY(first["standing"]["items"].empty());
        QVERIFY(!ask({{"do", "queue"}, {"mark", first["mark"]}}).value().contains("standing"));
        qunsetenv("LATHE_QUEUE");
    }

    void nonsense_is_answered_and_the_talk_goes_on() {
        write("a");
        for (const Json& request :
             {Json{{"do", "nothing"}},
              Json{{"do", 1}},
              Json::object(),
              Json{{"do", "read"}},
              Json{{"do", "read"}, {"study", 1}, {"file", "x"}},
              Json{{"do", "files"}, {"study", "a"}, {"since", -1}},
              Json{{"do", "curves"}, {"study", "a"}, {"trial", 0}, {"ranges", {1}}},
              Json{{"do", "curves"}, {"study", "a"}, {"trial", 0}, {"ranges", Json::array({Json{{"metric", "x"}}})}},
              Json{{"do", "follow"}},
              Json{{"do", "follow"}, {"trials", Json::array()}},
              Json{{"do", "follow"}, {"trials", {1}}},
              Json{{"do", "follow"}, {"trials", Json::array({Json{{"study", "a"}, {"trial", 0}, {"columns", 0}}})}},
              Json{{"do", "follow"}, {"trials", Json(std::vector<Json>(100, Json::object()))}},
              Json{{"do", "follow"},
                   {"trials", Json::array({Json{{"study", "a"}, {"trial", 0}, {"columns", 1}, {"known", 7}}})}},
              Json{{"do", "queue"}, {"mark", 1}},
              Json{{"do", "start"}, {"job", "x"}, {"arguments", {"runs"}}},
              Json{{"do", "start"},
                   {"job", std::string(32, 'a')},
                   {"arguments", {"export", "a", "--to", "csv"}},
                   {"output_name", "../../x"}},
              Json{{"do", "output"}, {"job", "../../x"}},
              Json{{"do", "piece"}, {"checksum", "../x"}, {"size", 1}, {"from", 0}, {"bytes", "eA=="}},
              Json{{"do", "fetch"}, {"job", std::string(32, 'a')}}}) {
            const auto answer = ask(request);
            QVERIFY2(!answer, dump_json(request).c_str());
            QVERIFY(answer.error().kind != connection_lost);
        }
        QCOMPARE(host_->connections(), std::uint64_t(1));
        QVERIFY(ask({{"do", "studies"}, {"since", 0}}));
    }

    void only_commands_of_the_list_are_started() {
        const std::string id(32, 'a');
        for (const std::vector<std::string>& arguments : {std::vector<std::string>{"serve"},
                                                          {"job"},
                                                          {"worker"},
                                                          {"queue", "item"},
                                                          {"--on", "x", "runs"},
                                                          {},
                                                          {"runs", "--workspace=/"},
                                                          {"runs", "--workspace", "/"}})
            QVERIFY(!ask({{"do", "start"}, {"job", id}, {"arguments", arguments}}));
        QVERIFY(!fs::exists(served_->workspace() / ".remote" / "jobs" / id));
    }

    void a_connection_that_breaks_is_made_anew() {
        write("a");
        for (int i = 0; i < 20; ++i) {
            QVERIFY(ask({{"do", "studies"}, {"since", 0}}));
            served_->cut();
        }
        QVERIFY(host_->connections() >= 20);
    }

    void another_protocol_is_refused_with_the_reason() {
        Host::Options options = served_->options();
        const auto open = options.open;
        int ends[2] = {-1, -1};
        QVERIFY(::socketpair(AF_UNIX, SOCK_STREAM, 0, ends) == 0);
        std::jthread other([end = ends[1]] {
            Wire wire(end, end);
            static_cast<void>(wire.send(greeting(), std::chrono::seconds(10)));
            static_cast<void>(wire.receive(std::chrono::seconds(10)));
            static_cast<void>(wire.send(answer(0, {{"protocol", 99}}), std::chrono::seconds(10)));
        });
        options.open = [end = ends[0]](const Address& address, std::chrono::milliseconds longest,
                                       const std::stop_token&) {
            return Connection::over(Wire(end, end), address, longest);
        };
        Host host(Served::address(), options);
        const auto connected = host.connect();
        QVERIFY(!connected);
        QCOMPARE(connected.error().kind, std::string(not_installed));
    }

  private:
    void write(const std::string& name) const {
        store::fixtures::Plan plan;
        plan.name = name;
        store::fixtures::write_study(served_->workspace() / name, plan);
    }
    Result<Json> ask(const Json& request) const { return host_->request(request); }
    Result<Json> read(const std::string& study, const std::string& file, std::uint64_t from) const {
        return ask({{"do", "read"}, {"study", study}, {"file", file}, {"from", from}});
    }
    Result<Json> curve(const std::string& study, int trial, std::int64_t from, int columns) const {
        const Json range = {{"metric", "train_loss"}, {"from", from}, {"columns", columns}};
        return ask({{"do", "curves"}, {"study", study}, {"trial", trial}, {"ranges", Json::array({range})}});
    }

    std::unique_ptr<Served> served_;
    std::unique_ptr<Host> host_;
};

LATHE_TEST(TestServer)
#include "test_server.moc"
