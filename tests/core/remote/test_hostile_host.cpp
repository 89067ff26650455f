// SPDX-License-Identifier: GPL-3.0-or-later
// A host that answers anything: nothing of it crashes or holds this machine, or writes where it should not.
// LATHE_FUZZ_SECONDS runs longer.
#include <sys/socket.h>
#include <unistd.h>
#include <algorithm>
#include <filesystem>
#include <limits>
#include <set>
#include <string>
#include <thread>

#include <QTemporaryDir>

#include "core/base/files.h"
#include "core/base/random.h"
#include "core/remote/host_job.h"
#include "core/remote/leftovers.h"
#include "core/remote/live_trials.h"
#include "core/remote/message.h"
#include "core/remote/mirror.h"
#include "core/remote/queue_requests.h"
#include "core/remote/run_there.h"
#include "core/remote/send_bundle.h"
#include "tests/test_program.h"

using namespace lathe;
using namespace lathe::remote;
using namespace std::chrono_literals;
namespace fs = std::filesystem;

namespace {

// Answers that are right, each for some request.
const std::vector<std::string> good_answers = {
    R"({"changed": [{"name": "a", "mark": "1", "holder": {"pid": 7, "host": "h"}}], "gone": ["b"], "upto": 3, "more": false})",
    R"({"changed": [{"name": "study.jsonl", "mark": "1"}, {"name": "source/a.yaml", "mark": "2"}, {"name": "trials/0001/trial.json", "mark": "3"}], "gone": ["notes.json"], "upto": 9, "more": false})",
    R"({"from": 0, "size": 4, "mark": "m", "bytes": "eDEyMw=="})",
    R"({"generation": 1, "metrics": {"loss": {"points": 3, "first": 1, "last": 3, "value": 0.5}}, "curves": [{"metric": "loss", "steps": [1, 2, 3], "times": [1.5, 2.5, 3.5], "values": [1, 0.5, "NaN"]}]})",
    R"({"generation": 1, "metrics": {}, "curves": [{"metric": "loss", "steps": [1, 2], "times": [1.5, 2.5], "values": [1, 0.5], "whole": true}]})",
    R"({"trials": [{"generation": 1, "curves": [{"metric": "loss", "steps": [1, 2, 3], "times": [1.5, 2.5, 3.5], "values": [1, 0.5, 2]}], "log": {"from": 0, "size": 4, "mark": "m", "bytes": "eDEyMw=="}}]})",
    R"({"trials": [{"error": "no"}]})",
    R"({"mark": "7", "standing": {"items": [{"item": 1, "place": 1, "state": "waiting", "name": "n", "purpose": "trial", "workspace": "/w", "study": "/w/s", "added": "2026-01-01T00:00:00Z", "trials": 4, "finished": 1, "best": 0.5, "remaining": 12.5, "process": 5, "waits": "next", "before": 0, "study_user": "", "message": "", "exit_code": 1}], "runners": [{"process": 4, "at_once": 1, "stays": false}]}})",
    R"({"state": "ended", "exit_code": 0, "out": {"from": 0, "size": 2, "bytes": "eHg="}, "err": {"from": 0, "size": 0, "bytes": ""}})",
    R"({"have": 5, "bundle": {"name": "x", "data": [{"path": "/d", "place": "missing"}]}})",
    R"({"size": 3, "bytes": "eHh4", "checksum": "00000000000000000000000000000000"})",
    R"({})",
};

const std::vector<std::string> bad_names = {
    "..",      "../x",        "/etc/x",   "a/../../x", "",  "trials/0001/../../../x",
    ".hidden", "source/../x", "a\u0000b", "source/\n", "x", "trials/0001/log.txt"};

// Another value in the place of one somewhere in `json`.
void change_something(Json& json, Random& random) {
    if (random.below(4) != 0 && json.is_structured() && !json.empty()) {
        auto at = json.begin();
        std::advance(at, static_cast<std::ptrdiff_t>(random.below(json.size())));
        return change_something(*at, random);
    }
    switch (random.below(9)) {
        case 0: json = bad_names[random.below(bad_names.size())]; break;
        case 1: json = -1; break;
        case 2: json = std::numeric_limits<std::int64_t>::max(); break;
        case 3: json = 1e300; break;
        case 4: json = Json::array({1, "x", nullptr}); break;
        case 5: json = Json::object(); break;
        case 6: json = std::string(10'000, 'A'); break;
        case 7: json = "\x1b[31m\n"; break;
        default: json = nullptr; break;
    }
}

std::string bad_line(std::int64_t id, Random& random) {
    Json result = parse_json(good_answers[random.below(good_answers.size())]).value();
    for (auto changes = random.below(4); changes > 0; --changes) change_something(result, random);
    Json message = random.below(10) == 0 ? refusal(id, {"no\x1b[2J", "h"}) : answer(id, result);
    if (random.below(40) == 0) change_something(message, random);
    std::string line = dump_json(message) + "\n";
    if (random.below(40) == 0) line.resize(random.below(line.size()));
    if (random.below(40) == 0) line[random.below(line.size())] = static_cast<char>(random.below(256));
    return line;
}

void be_hostile(int fd, std::uint64_t seed) {
    Random random(seed);
    Wire wire(fd, ::dup(fd));
    static_cast<void>(wire.send(greeting(), 10s));
    const auto hello = wire.receive(10s);
    if (hello)
        static_cast<void>(wire.send(
            answer(0, {{"protocol", 2}, {"host", "\x1b[31mevil"}, {"cleared", {{"jobs", 3}, {"bytes", "\x1b[2J"}}}}),
            10s));
    for (std::int64_t id = 1; wire.receive(10s) && id < 2'000; ++id) {
        const std::string line = bad_line(id, random);
        if (::send(fd, line.data(), line.size(), MSG_NOSIGNAL) < 0) break;
    }
}

class HostileHost {
  public:
    explicit HostileHost(std::uint64_t seed) : seed_(seed) {}

    Host::Options options() {
        Host::Options options;
        options.longest_answer = 200ms;
        options.patience = 50ms;
        options.open = [this](const Address& address, std::chrono::milliseconds longest, const std::stop_token&) {
            int ends[2] = {-1, -1};
            if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) qFatal("no socket pair");
            threads_.emplace_back([end = ends[1], seed = ++seed_] { be_hostile(end, seed); });
            return Connection::over(Wire(ends[0], ends[0]), address, longest);
        };
        return options;
    }

  private:
    std::uint64_t seed_;
    std::vector<std::jthread> threads_;
};

std::set<std::string> names_in(const fs::path& folder) {
    std::set<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder)) names.insert(entry.path().filename().string());
    return names;
}

bool is_plain(const std::string& text) {
    return std::ranges::none_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x20 && c != '\n'; });
}

}  // namespace

class TestHostileHost : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void whatever_it_answers() {
        const int seconds = qEnvironmentVariableIntValue("LATHE_FUZZ_SECONDS");
        QElapsedTimer timer;
        timer.start();
        for (std::uint64_t round = 0; round < 30 || timer.elapsed() < seconds * 1000; ++round) {
            const QTemporaryDir dir;
            const fs::path root = dir.path().toStdString();
            HostileHost hostile(round * 1000);
            Host host(parse_address("evil").value(), hostile.options());
            follow_as_a_mirror(host, root / "copy");
            start_a_command(host, root / "fetched");
            send_something(host, root / "sent");
            ask_for_more(host);
            std::set<std::string> left = names_in(root);
            left.erase("fetched");
            QCOMPARE(left, (std::set<std::string>{"copy", "sent"}));
        }
    }

  private:
    static void follow_as_a_mirror(Host& host, const fs::path& folder) {
        auto mirror = Mirror::open(host, folder);
        QVERIFY(mirror);
        fs::create_directories(folder / "a");
        LiveTrials live(host, folder);
        for (int i = 0; i < 10; ++i) {
            const auto changed = mirror->update();
            if (!changed) QVERIFY2(is_plain(changed.error().str()), changed.error().str().c_str());
            static_cast<void>(live.follow({{{"a", 1}, i > 5}}, 0ms));
            static_cast<void>(live.refine({"a", 1}, {{"loss", 0, 100, 50}}));
        }
        for (const auto& entry : fs::recursive_directory_iterator(folder)) QVERIFY(!entry.is_symlink());
    }

    static void ask_for_more(Host& host) {
        for (int i = 0; i < 10; ++i) {
            if (const auto queue = queue_of(host, "")) {
                if (queue->standing)
                    for (const auto& one : queue->standing->items)
                        QVERIFY(is_plain(one.item.name) && is_plain(one.item.message) &&
                                one.item.study.find('/') == std::string::npos);
            } else {
                QVERIFY(is_plain(queue.error().str()));
            }
            if (const auto ran = run_there(host, {{"devices"}, {}, {}}); !ran) QVERIFY(is_plain(ran.error().str()));
            if (const auto done = start_there(host, {"resume", "x"}, 0ms); !done) QVERIFY(is_plain(done.error().str()));
        }
        QVERIFY(is_plain(cleared_text(host.hello())));
    }

    static void start_a_command(Host& host, const fs::path& file) {
        HostJob job(host);
        static_cast<void>(job.start({{"runs"}, "fetched", {}}));
        for (int i = 0; i < 10; ++i)
            if (const auto news = job.follow(0ms); !news) QVERIFY(is_plain(news.error().str()));
        // What it gives is never what its checksum says.
        QVERIFY(!job.fetch(file));
        QVERIFY(!fs::exists(file));
    }

    static void send_something(Host& host, const fs::path& file) {
        QVERIFY(write_file_atomically(file, "bytes"));
        if (const auto sent = send_bundle(host, file))
            for (const auto& warning : sent->warnings) QVERIFY(is_plain(warning));
    }
};

LATHE_TEST(TestHostileHost)
#include "test_hostile_host.moc"
