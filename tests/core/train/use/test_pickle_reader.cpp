// SPDX-License-Identifier: GPL-3.0-or-later
// Pickles are read as data; nothing in them is run.
#include <QtTest>

#include "core/base/random.h"
#include "core/train/use/pickle_reader.h"
#include "tests/test_program.h"

using namespace lathe;
using namespace lathe::train;
using Kind = PickleValue::Kind;

namespace {

// pickle.dumps({"epoch": 3, "loss": 0.25, "names": ["a", None], "big": -70000, "done": True}, 2)
const std::string plain(
    "\x80\x02}q\x00(X\x05\x00\x00\x00"
    "epochq\x01K\x03X\x04\x00\x00\x00lossq\x02G?\xd0\x00\x00\x00\x00\x00\x00X\x05\x00\x00\x00namesq\x03]q\x04("
    "X\x01\x00\x00\x00"
    "aq\x05NeX\x03\x00\x00\x00"
    "bigq\x06J\x90\xee\xfe\xffX\x04\x00\x00\x00"
    "doneq\x07\x88u.",
    95);

}  // namespace

class TestPickleReader : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void values_are_as_python_wrote_them() {
        const auto pickle = Pickle::read(plain);
        QVERIFY2(pickle, pickle ? "" : pickle.error().str().c_str());
        const PickleValue& root = pickle->root();
        QVERIFY(root.is(Kind::dict));
        QCOMPARE(root.find("epoch")->integer, std::int64_t{3});
        QCOMPARE(root.find("loss")->real, 0.25);
        QCOMPARE(root.find("big")->integer, std::int64_t{-70000});
        QVERIFY(root.find("done")->boolean);
        QCOMPARE(root.find("names")->items.size(), std::size_t{2});
        QCOMPARE(root.find("names")->items[0]->text, std::string("a"));
        QVERIFY(root.find("names")->items[1]->is(Kind::none));
        QVERIFY(root.find("nothing") == nullptr);
    }

    // os.system("true"), if it were called.
    void a_call_stays_a_note() {
        const std::string bytes(
            "\x80\x02"
            "cos\nsystem\nX\x04\x00\x00\x00"
            "true\x85R.",
            25);
        const auto pickle = Pickle::read(bytes);
        QVERIFY2(pickle, pickle ? "" : pickle.error().str().c_str());
        QVERIFY(pickle->root().is(Kind::call));
        QCOMPARE(pickle->root().items[0]->text, std::string("os.system"));
        QCOMPARE(pickle->root().items[1]->items[0]->text, std::string("true"));
    }

    // What stands beside weights in checkpoints of others: pickles of objects whose classes are dicts and lists, sets,
    // bytes and numbers of any length. Each is followed by a number, which must still be read.
    void what_is_of_no_use_is_passed_over_data() {
        QTest::addColumn<QByteArray>("bytes");
        const auto row = [](const char* name, QByteArray value) {
            QTest::newRow(name) << "\x80\x04" + value + QByteArray("K\x07\x86.", 4);
        };
        row("a class like a dict", QByteArray("cmine\nDict\n)\x81(X\x01\x00\x00\x00xK\x01u", 23));
        row("one item of it", QByteArray("cmine\nDict\n)\x81X\x01\x00\x00\x00xK\x01s", 22));
        row("a class like a list", QByteArray("cmine\nList\n)\x81(K\x01K\x02"
                                              "e",
                                              19));
        row("arguments by name", QByteArray("cmine\nKind\n)}\x92", 14));
        row("a frozen set", QByteArray("(K\x01K\x02\x91", 6));
        row("a number of 9 bytes", QByteArray("\x8a\x09\x01\x00\x00\x00\x00\x00\x00\x00\x01", 11));
        row("a number whose length has 4 bytes", QByteArray("\x8b\x02\x00\x00\x00\x01\x01", 7));
        row("bytes whose length has 8 bytes", QByteArray("\x8e\x01\x00\x00\x00\x00\x00\x00\x00x", 10));
        row("an array of bytes", QByteArray("\x96\x01\x00\x00\x00\x00\x00\x00\x00x", 10));
    }
    void what_is_of_no_use_is_passed_over() {
        QFETCH(QByteArray, bytes);
        const auto pickle = Pickle::read(bytes.toStdString());
        QVERIFY2(pickle, pickle ? "" : pickle.error().str().c_str());
        QCOMPARE(pickle->root().items.size(), std::size_t{2});
        QCOMPARE(pickle->root().items[1]->integer, std::int64_t{7});
        const PickleValue& first = *pickle->root().items[0];
        if (QByteArray(QTest::currentDataTag()).contains("dict")) QCOMPARE(first.find("x")->integer, std::int64_t{1});
    }

    void what_is_cut_short_is_refused() {
        for (std::size_t length = 0; length < plain.size(); ++length)
            QVERIFY(!Pickle::read(std::string_view(plain).substr(0, length)));
    }

    void broken_programs_are_refused_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("takes from nothing") << QByteArray("\x80\x02R.", 4);
        QTest::newRow("a mark is missing") << QByteArray("\x80\x02u.", 4);
        QTest::newRow("takes what lies below a mark") << QByteArray("\x80\x02K\x01(\x85.", 7);
        QTest::newRow("recalls what was not remembered") << QByteArray("\x80\x02h\x05.", 5);
        QTest::newRow("appends to a number") << QByteArray(
            "\x80\x02K\x01K\x02"
            "a.",
            8);
        QTest::newRow("sets half an item") << QByteArray("\x80\x02}(K\x01u.", 7);
        QTest::newRow("calls a number") << QByteArray("\x80\x02K\x01)R.", 7);
        QTest::newRow("an unknown instruction") << QByteArray("\x80\x02i.", 4);
        QTest::newRow("a class whose name is a number") << QByteArray("\x80\x04K\x01K\x02\x93.", 8);
        QTest::newRow("a class whose name has no end") << QByteArray(
                                                              "\x80\x02"
                                                              "c") +
                                                              QByteArray(2000, 'x') + "\nname\n.";
        QTest::newRow("a text longer than the file") << QByteArray("\x80\x02X\xff\xff\xff\x7fx.", 9);
    }
    void broken_programs_are_refused() {
        QFETCH(QByteArray, bytes);
        QVERIFY(!Pickle::read(bytes.toStdString()));
    }

    // Under the sanitizers: no bytes lead outside, and none of the values that come out do.
    void changed_bytes_are_read_or_refused() {
        Random random(9);
        int read = 0;
        for (int i = 0; i < 50000; ++i) {
            std::string bytes = plain;
            for (std::uint64_t change = 0; change <= random.below(4); ++change)
                bytes[random.below(bytes.size())] = static_cast<char>(random.below(256));
            const auto pickle = Pickle::read(bytes);
            if (!pickle) continue;
            ++read;
            for (const auto& [key, value] : pickle->root().entries) QVERIFY(key != nullptr && value != nullptr);
        }
        QVERIFY(read > 100);
    }
};

LATHE_CORE_TEST(TestPickleReader)
#include "test_pickle_reader.moc"
