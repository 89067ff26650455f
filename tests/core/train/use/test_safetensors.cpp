// SPDX-License-Identifier: GPL-3.0-or-later
// The format safetensors: what is written is read again, and what is damaged is refused.
#include <QtTest>

#include <cstring>

#include "core/base/random.h"
#include "core/train/use/safetensors.h"
#include "tests/test_program.h"

using namespace lathe;
using namespace lathe::train;

namespace {

std::string file_of(const std::string& header, const std::string& data) {
    std::string bytes(8, '\0');
    const std::uint64_t length = header.size();
    std::memcpy(bytes.data(), &length, 8);
    return bytes + header + data;
}

}  // namespace

class TestSafetensors : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void what_is_written_is_read_again() {
        SafeTensors file;
        file.metadata["format"] = "pt";
        file.tensors.push_back({"mask", "BOOL", {3}, std::string_view("\1\0\1", 3)});
        file.tensors.push_back({"weight", "F32", {2, 1}, std::string_view("abcdefgh", 8)});
        file.tensors.push_back({"count", "I64", {}, std::string_view("\7\0\0\0\0\0\0\0", 8)});
        file.tensors.push_back({"nothing", "F32", {0, 4}, {}});
        const std::string bytes = write_safetensors(file);
        const auto read = read_safetensors(bytes);
        QVERIFY2(read, read ? "" : read.error().str().c_str());
        QCOMPARE(read->metadata, file.metadata);
        QCOMPARE(read->tensors.size(), std::size_t{4});
        for (const SafeTensor& wanted : file.tensors) {
            const auto found = std::find_if(read->tensors.begin(), read->tensors.end(),
                                            [&](const SafeTensor& one) { return one.name == wanted.name; });
            QVERIFY(found != read->tensors.end());
            QCOMPARE(found->type, wanted.type);
            QCOMPARE(found->shape, wanted.shape);
            QCOMPARE(found->bytes, wanted.bytes);
            // Readers map the file: numbers must lie where the machine can read them.
            if (!found->bytes.empty()) {
                const auto at = static_cast<std::int64_t>(found->bytes.data() - bytes.data());
                QCOMPARE(at % safe_type_size(found->type), std::int64_t{0});
            }
        }
    }

    void damage_is_refused_data() {
        QTest::addColumn<QByteArray>("header");
        QTest::addColumn<QByteArray>("data");
        QTest::addColumn<QByteArray>("says");
        const QByteArray good = R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}})";
        const auto with = [&](const char* what, const char* other) { return QByteArray(good).replace(what, other); };
        const QByteArray eight(8, 'x');
        QTest::newRow("no JSON") << QByteArray("{") << QByteArray() << QByteArray("no JSON");
        QTest::newRow("a list") << QByteArray("[]") << QByteArray() << QByteArray("no JSON object");
        QTest::newRow("cut short") << good << QByteArray(4, 'x') << QByteArray("outside of the file");
        QTest::newRow("too long") << good << QByteArray(9, 'x') << QByteArray("bytes follow");
        QTest::newRow("another size") << with("[2]", "[3]") << eight << QByteArray("not as large as its shape");
        QTest::newRow("a negative size") << with("[2]", "[-2]") << eight << QByteArray("outside of the file");
        QTest::newRow("a size beyond 64 bits")
            << with("[2]", "[4611686018427387904,4]") << eight << QByteArray("not as large as its shape");
        QTest::newRow("a gap") << with("[0,8]", "[1,9]") << QByteArray(9, 'x') << QByteArray("leave gaps");
        QTest::newRow("reversed") << with("[0,8]", "[8,0]") << eight << QByteArray("outside of the file");
        QTest::newRow("an unknown type") << with("F32", "F4") << eight << QByteArray("type F4");
        QTest::newRow("no offsets") << with("data_offsets", "offsets") << eight << QByteArray("does not say where");
    }
    void damage_is_refused() {
        QFETCH(QByteArray, header);
        QFETCH(QByteArray, data);
        QFETCH(QByteArray, says);
        const auto read = read_safetensors(file_of(header.toStdString(), data.toStdString()));
        QVERIFY(!read);
        QVERIFY2(read.error().str().find(says.toStdString()) != std::string::npos, read.error().str().c_str());
    }

    void a_header_that_does_not_fit_is_refused() {
        for (const std::uint64_t length : {std::uint64_t{100}, UINT64_MAX, std::uint64_t{1} << 40}) {
            std::string bytes(16, ' ');
            std::memcpy(bytes.data(), &length, 8);
            QVERIFY(!read_safetensors(bytes));
        }
        QVERIFY(!read_safetensors(""));
        QVERIFY(!read_safetensors("1234567"));
    }

    // Whatever the bytes are, a tensor that is accepted lies inside the file.
    void changed_bytes_never_lead_outside() {
        SafeTensors file;
        const std::string numbers(64, 'n');
        file.tensors.push_back({"a", "F32", {4, 2}, std::string_view(numbers).substr(0, 32)});
        file.tensors.push_back({"b", "F16", {4}, std::string_view(numbers).substr(0, 8)});
        const std::string good = write_safetensors(file);
        Random random(5);
        for (int i = 0; i < 20000; ++i) {
            std::string bytes = good;
            for (std::uint64_t change = 0; change <= random.below(3); ++change)
                bytes[random.below(bytes.size())] = static_cast<char>(random.below(256));
            if (random.below(4) == 0) bytes.resize(random.below(bytes.size()));
            const auto read = read_safetensors(bytes);
            if (!read) continue;
            for (const SafeTensor& tensor : read->tensors) {
                if (tensor.bytes.empty()) continue;
                QVERIFY(tensor.bytes.data() >= bytes.data());
                QVERIFY(tensor.bytes.data() + tensor.bytes.size() <= bytes.data() + bytes.size());
            }
        }
    }
};

LATHE_CORE_TEST(TestSafetensors)
#include "test_safetensors.moc"
