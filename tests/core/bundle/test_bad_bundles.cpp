// SPDX-License-Identifier: GPL-3.0-or-later
// Bundles that somebody spoilt, by accident or on purpose: each is refused with its name, and leaves nothing behind.
#include <sys/stat.h>
#include <unistd.h>

#include <QTemporaryDir>
#include <QTest>

#include <archive.h>
#include <archive_entry.h>

#include "archives.h"
#include "core/bundle/bundle.h"
#include "core/bundle/file_checksum.h"
#include "tests/test_program.h"

using namespace lathe;
using namespace lathe::bundle;
using namespace lathe::bundle::archives;
namespace fs = std::filesystem;

class TestBadBundles : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> dir_;
    fs::path at(const std::string& name) const { return fs::path(dir_->path().toStdString()) / name; }
    fs::path file() const { return at("bad.lathe.tar.zst"); }

    // Refused, naming the file, what is wrong and what to do; `part` is in the message.
    void refuse(const std::string& part) {
        const auto bundle = Bundle::open(file());
        QVERIFY2(!bundle, part.c_str());
        const Error& error = bundle.error();
        QVERIFY2(error.file.starts_with(file().string()), error.str().c_str());
        QVERIFY2(!error.what.empty() && !error.hint.empty(), error.str().c_str());
        QVERIFY2(error.what.find(part) != std::string::npos, error.str().c_str());
        QVERIFY2(error.str().find('\n') == std::string::npos, error.str().c_str());
    }

    // The same, in a bundle that was good when it was opened: what unpack() does with it.
    void refuse_to_unpack() {
        const std::string bad = bytes_of(file());
        write_bundle(file(), {{"experiment.yaml", "lathe: 1\n"}});
        const auto bundle = Bundle::open(file());
        QVERIFY(bundle);
        put_bytes(file(), bad);
        QVERIFY(!bundle->unpack(at("out")));
        QCOMPARE(std::distance(fs::directory_iterator(at("")), fs::directory_iterator()), std::ptrdiff_t{1});
    }

  private Q_SLOTS:
    void init() { dir_ = std::make_unique<QTemporaryDir>(); }

    void entries_that_do_harm_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<int>("type");
        QTest::addColumn<QString>("link");
        QTest::addColumn<bool>("hard");
        QTest::addColumn<QString>("message");
        const auto add = [](const char* row, const char* name, int type, const char* link, bool hard,
                            const char* message) { QTest::newRow(row) << name << type << link << hard << message; };
        add("climbs", "../evil", 0100000, "", false, "climbs out");
        add("climbs in the middle", "files/../../evil", 0100000, "", false, "climbs out");
        add("climbs at the end", "files/..", 0100000, "", false, "climbs out");
        add("absolute", "/tmp/lathe-evil", 0100000, "", false, "absolute");
        add("dots", "files/./x", 0100000, "", false, "plain path");
        add("empty part", "files//x", 0100000, "", false, "plain path");
        add("line break", "files/a\nb", 0100000, "", false, "control character");
        add("escape", "files/a\x1b[2J", 0100000, "", false, "control character");
        add("symbolic link", "files/x", 0120000, "/etc/passwd", false, "symbolic link");
        add("symbolic link within", "files/x", 0120000, "experiment.yaml", false, "symbolic link");
        add("hard link", "files/x", 0100000, "experiment.yaml", true, "hard link");
        add("hard link out", "files/x", 0100000, "/etc/passwd", true, "hard link");
        add("device", "files/x", 0020000, "", false, "device");
        add("block device", "files/x", 0060000, "", false, "device");
        add("pipe", "files/x", 0010000, "", false, "named pipe");
        add("folder", "files/x", 0040000, "", false, "folder");
        add("twice", "experiment.yaml", 0100000, "", false, "twice");
        add("bundle.json again", "bundle.json", 0100000, "", false, "twice");
    }

    void entries_that_do_harm() {
        QFETCH(QString, name);
        QFETCH(int, type);
        QFETCH(QString, link);
        QFETCH(bool, hard);
        QFETCH(QString, message);
        write_bundle(file(),
                     {{"experiment.yaml", "lathe: 1\n"},
                      {name.toStdString(), "", static_cast<unsigned>(type), link.toStdString(), hard}},
                     [](Manifest& manifest) { manifest.files.resize(1); });
        refuse(message.toStdString());
        refuse_to_unpack();
    }

    // The list may not say so either.
    void names_in_the_list() {
        for (const char* name : {"../evil", "/evil", "a/../../b", "a\nb", "", ".", "bundle.json", "experiment.yaml"}) {
            write_bundle(file(), {{"experiment.yaml", "lathe: 1\n"}}, [&](Manifest& manifest) {
                manifest.files.push_back({name, 0, checksum_of(""), false});
            });
            refuse("its bundle.json lists");
        }
    }

    void a_nul_in_a_name_hides_nothing() {
        // libarchive ends a name at its NUL; what is left is one that bundle.json does not list.
        write_bundle(file(), {{"experiment.yaml", "lathe: 1\n"}, {"files/x@y", "evil"}},
                     [](Manifest& manifest) { manifest.files.resize(1); });
        refuse("not listed");
        write_bundle(file(), {{"experiment.yaml", "lathe: 1\n"}}, [](Manifest& manifest) {
            manifest.files.push_back({std::string("a\0b", 3), 0, checksum_of(""), false});
        });
        refuse("control character");
    }

    void torn_anywhere() {
        BundlePlan plan;
        plan.name = "torn";
        plan.set_text("experiment.yaml", "lathe: 1\n");
        std::string noise;
        for (std::uint32_t i = 0, x = 1; i < 6000; ++i, x = x * 1664525 + 1013904223)
            noise += static_cast<char>(x >> 24);
        plan.set_text("files/noise", noise);
        QVERIFY(Bundle::write(plan, file()));
        const std::string whole = bytes_of(file());
        QVERIFY(whole.size() > 6000);
        for (std::size_t size = 0; size < whole.size(); size += 64) {
            put_bytes(file(), whole.substr(0, size));
            refuse("");
        }
        put_bytes(file(), whole.substr(0, whole.size() - 1));
        refuse("");
        refuse_to_unpack();
    }

    void flipped_bits() {
        BundlePlan plan;
        plan.name = "flipped";
        plan.set_text("experiment.yaml", "lathe: 1\nname: flipped\n");
        QVERIFY(Bundle::write(plan, file()));
        const std::string whole = bytes_of(file());
        for (std::size_t i = 0; i < whole.size(); ++i) {
            std::string flipped = whole;
            flipped[i] = static_cast<char>(flipped[i] ^ 0x10);
            put_bytes(file(), flipped);
            // A bit that no byte of a file depends on (an owner in a header) may pass, with all files as they were.
            if (const auto bundle = Bundle::open(file()); bundle && bundle->unpack(at("out"))) {
                QCOMPARE(bytes_of(at("out/experiment.yaml")), plan.find("experiment.yaml")->text);
                fs::remove_all(at("out"));
            }
        }
    }

    void no_archive_at_all() {
        for (const std::string& bytes : {std::string(), std::string("lathe: 1\n"), std::string(100'000, '\0'),
                                         std::string("\x28\xb5\x2f\xfd", 4), std::string(5000, '\xff')}) {
            put_bytes(file(), bytes);
            refuse("is not a bundle");
        }
        fs::remove(file());
        refuse("does not exist");
        fs::create_directory(file());
        refuse("is not a file");
        fs::remove(file());
        QCOMPARE(::mkfifo(file().c_str(), 0600), 0);
        refuse("is not a file");
    }

    void archives_of_others() {
        write_raw(file(), {});
        refuse("is not a bundle");
        write_raw(file(), {{"readme.txt", "hello"}});
        refuse("does not begin with bundle.json");
        write_raw(file(), {{"experiment.yaml", "lathe: 1\n"}, {"bundle.json", "{}"}});
        refuse("does not begin with bundle.json");
    }

    void wrong_contents() {
        const std::vector<RawEntry> entries{{"experiment.yaml", "lathe: 1\n"}, {"files/x", "abc"}};
        write_bundle(file(), entries, [](Manifest& m) { m.files[1].xxh3 = checksum_of("abd"); });
        refuse("its checksum");
        refuse_to_unpack();
        write_bundle(file(), entries, [](Manifest& m) { m.files[1].size = 2; });
        refuse("is 3 bytes, where bundle.json says 2");
        write_bundle(file(), entries, [](Manifest& m) { m.files.pop_back(); });
        refuse("is not listed");
        write_bundle(file(), entries, [](Manifest& m) { m.files.push_back({"files/y", 0, checksum_of(""), false}); });
        refuse("is cut off");
        write_bundle(file(), entries, [](Manifest& m) { m.code.push_back("files/none"); });
        refuse("code that is none of its files");
    }

    void formats() {
        const auto with = [&](const std::string& json) { write_raw(file(), {{"bundle.json", json}}); };
        with("{\"bundle\": 2, \"lathe\": \"9.9\", \"entries\": 3}");
        refuse("needs a newer Lathe");
        with("{\"bundle\": 9000000000}");
        refuse("needs a newer Lathe");
        for (const char* json :
             {"[]", "{}", "{\"bundle\": 0}", "{\"bundle\": \"1\"}", "{\"bundle\": 1}",
              "{\"bundle\": 1, \"lathe\": \"0\", \"kind\": \"cat\", \"name\": \"x\", \"files\": [], \"code\": [], "
              "\"data\": []}",
              "{\"bundle\": 1, \"kind\": \"trial\", \"name\": \"x\", \"files\": {}, \"code\": [], \"data\": []}",
              "{\"bundle\": 1, \"kind\": \"trial\", \"name\": \"x\", \"files\": [3], \"code\": [], \"data\": []}",
              "{\"bundle\": 1, \"kind\": \"trial\", \"name\": \"x\", \"files\": [{\"path\": \"a\"}], \"code\": [], "
              "\"data\": []}",
              "{\"bundle\": 1, \"kind\": \"trial\", \"name\": \"x\", \"files\": [], \"code\": [], \"data\": [1]}"}) {
            with(json);
            refuse("its bundle.json");
        }
        with("{\"bundle\": 1, \"bundle\": 1}");
        refuse("");
        with("");
        refuse("");
    }

    // Little that unpacks to much: what is not in the list is not unpacked, and what is has to fit on the disk.
    void bombs() {
        const std::string zeros(64u << 20, '\0');
        write_bundle(file(), {{"experiment.yaml", zeros}}, [](Manifest& m) { m.files[0].size = 100; });
        QVERIFY(fs::file_size(file()) < 100'000);
        refuse("bytes, where bundle.json says 100");
        write_raw(file(), {{"bundle.json", zeros + zeros}});
        refuse("is too large");
        write_bundle(file(), {{"experiment.yaml", "x"}}, [](Manifest& m) {
            m.files[0].size = 1ull << 49;
            m.files.push_back({"files/x", 1ull << 49, checksum_of(""), false});
            m.files.push_back({"files/y", 1ull << 49, checksum_of(""), false});
        });
        refuse("more than a disk can hold");
    }
};

LATHE_TEST(TestBadBundles)
#include "test_bad_bundles.moc"
