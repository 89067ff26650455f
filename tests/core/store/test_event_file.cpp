// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>
#include <cstring>
#include <filesystem>
#include <limits>
#include <map>

#include <rapidcheck.h>
#include <QTemporaryDir>
#include <QTest>

#include "core/store/event_file.h"
#include "tests/core/store/fixtures.h"
#include "tests/test_program.h"

using lathe::store::EventFileWriter;
using lathe::store::EventFolderReader;
using lathe::store::ScalarPoint;
using lathe::store::ScalarSeries;
using lathe::store::fixtures::bytes_of;
using lathe::store::fixtures::put_bytes;
namespace fs = std::filesystem;

namespace {

// A parser of event files of the test's own: nothing of core/ is used.
namespace plain {

std::uint32_t crc32c(const std::string& text) {
    std::uint32_t crc = 0xffffffffu;
    for (const char c : text) {
        crc ^= static_cast<unsigned char>(c);
        for (int bit = 0; bit < 8; ++bit) crc = (crc & 1) ? (crc >> 1) ^ 0x82f63b78u : crc >> 1;
    }
    return ~crc;
}

std::uint32_t masked(const std::string& text) {
    const std::uint32_t crc = crc32c(text);
    return ((crc >> 15) | (crc << 17)) + 0xa282ead8u;
}

std::uint64_t number(const std::string& bytes, int size) {
    std::uint64_t value = 0;
    for (int i = size; i-- > 0;) value = value << 8 | static_cast<unsigned char>(bytes[static_cast<std::size_t>(i)]);
    return value;
}

std::vector<std::string> records(const std::string& file) {
    std::vector<std::string> out;
    std::size_t at = 0;
    while (at < file.size()) {
        const auto length = static_cast<std::size_t>(number(file.substr(at, 8), 8));
        if (number(file.substr(at + 8, 4), 4) != masked(file.substr(at, 8))) throw std::runtime_error("length crc");
        out.push_back(file.substr(at + 12, length));
        if (number(file.substr(at + 12 + length, 4), 4) != masked(out.back())) throw std::runtime_error("data crc");
        at += 16 + length;
    }
    return out;
}

struct Field {
    int number = 0;
    std::uint64_t value = 0;
    std::string bytes;
};

std::vector<Field> fields(const std::string& message) {
    std::vector<Field> out;
    std::size_t at = 0;
    const auto varint = [&] {
        std::uint64_t value = 0;
        for (int shift = 0;; shift += 7) {
            const auto byte = static_cast<unsigned char>(message.at(at++));
            value |= static_cast<std::uint64_t>(byte & 0x7f) << shift;
            if (byte < 0x80) return value;
        }
    };
    while (at < message.size()) {
        const std::uint64_t key = varint();
        Field field{static_cast<int>(key >> 3), 0, {}};
        switch (key & 7) {
            case 0: field.value = varint(); break;
            case 1: field.value = number(message.substr(at, 8), 8), at += 8; break;
            case 5: field.value = number(message.substr(at, 4), 4), at += 4; break;
            case 2: {
                const auto size = static_cast<std::size_t>(varint());
                field.bytes = message.substr(at, size);
                at += size;
                break;
            }
            default: throw std::runtime_error("wire type");
        }
        out.push_back(field);
    }
    return out;
}

double as_double(std::uint64_t bits) {
    double value = 0;
    std::memcpy(&value, &bits, sizeof value);
    return value;
}

float as_float(std::uint64_t bits) {
    const auto low = static_cast<std::uint32_t>(bits);
    float value = 0;
    std::memcpy(&value, &low, sizeof value);
    return value;
}

// The other way: an event as newer TensorFlow writers frame it, with the scalar as a tensor.
std::string framed(const std::string& data) {
    const auto little = [](std::uint64_t value, int size) {
        std::string out;
        for (int i = 0; i < size; ++i) out += static_cast<char>(value >> (8 * i) & 0xff);
        return out;
    };
    const std::string length = little(data.size(), 8);
    return length + little(masked(length), 4) + data + little(masked(data), 4);
}

std::string nested(int field, const std::string& data) {
    return std::string{static_cast<char>(field << 3 | 2), static_cast<char>(data.size())} + data;
}

}  // namespace plain

bool same(const ScalarPoint& a, const ScalarPoint& b) {
    const auto value = static_cast<double>(static_cast<float>(a.value));
    return a.step == b.step && a.wall_time == b.wall_time &&
           (value == b.value || (std::isnan(value) && std::isnan(b.value)));
}

}  // namespace

class TestEventFile : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> dir_;
    fs::path folder_;

    fs::path write(int points) {
        auto writer = EventFileWriter::create(folder_);
        for (int i = 0; i < points; ++i)
            writer->add_scalar(i % 2 == 0 ? "train_loss" : "val_loss", {i, 100.5 + i, 1.0 / i});
        if (!writer->flush()) qFatal("flush");
        return writer->path();
    }

    // The only value of the only summary in what the writer appended.
    std::map<int, plain::Field> value_of(const fs::path& path) {
        std::map<int, plain::Field> value;
        for (const auto& field : plain::fields(plain::records(bytes_of(path)).at(1)))
            if (field.number == 5)
                for (const auto& one : plain::fields(plain::fields(field.bytes).at(0).bytes)) value[one.number] = one;
        return value;
    }

  private Q_SLOTS:
    void init() {
        dir_ = std::make_unique<QTemporaryDir>();
        folder_ = dir_->path().toStdString();
    }

    void what_was_written_is_read_back() {
        const bool holds = rc::check([&] {
            init();
            const auto tags = std::vector<std::string>{"train_loss", "val/acc", "\xed\x95\x9c", ""};
            const auto rows = *rc::gen::container<std::vector<std::tuple<int, std::int64_t, double>>>(rc::gen::tuple(
                rc::gen::inRange(0, 4), rc::gen::arbitrary<std::int64_t>(), rc::gen::arbitrary<double>()));
            auto writer = EventFileWriter::create(folder_);
            RC_ASSERT(writer.has_value());
            ScalarSeries expected;
            for (const auto& [tag, step, value] : rows) {
                const ScalarPoint point{step, 1e9 + value, value};
                writer->add_scalar(tags[static_cast<std::size_t>(tag)], point);
                expected[tags[static_cast<std::size_t>(tag)]].push_back(point);
            }
            RC_ASSERT(writer->flush().has_value());
            const ScalarSeries read = EventFolderReader(folder_).poll();
            RC_ASSERT(read.size() == expected.size());
            for (const auto& [tag, points] : expected) {
                RC_ASSERT(read.at(tag).size() == points.size());
                for (std::size_t i = 0; i < points.size(); ++i) RC_ASSERT(same(points[i], read.at(tag)[i]));
            }
        });
        QVERIFY(holds);
    }

    void values_that_are_not_finite_come_back() {
        auto writer = EventFileWriter::create(folder_);
        const double infinity = std::numeric_limits<double>::infinity();
        for (const double value : {std::nan(""), infinity, -infinity, 0.0, 1e300})
            writer->add_scalar("x", {1, 2, value});
        QVERIFY(writer->flush());
        const auto points = EventFolderReader(folder_).poll().at("x");
        QVERIFY(std::isnan(points.at(0).value));
        QCOMPARE(points.at(1).value, infinity);
        QCOMPARE(points.at(2).value, -infinity);
        QCOMPARE(points.at(3).value, 0.0);
        QCOMPARE(points.at(4).value, infinity);  // beyond a 32-bit float
    }

    void another_parser_reads_it() {
        const fs::path file = write(3);
        QVERIFY(file.filename().string().starts_with("events.out.tfevents."));
        const auto records = plain::records(bytes_of(file));
        QCOMPARE(records.size(), 4u);
        const auto first = plain::fields(records[0]);
        QCOMPARE(first.at(0).number, 1);
        QCOMPARE(first.at(1).number, 3);
        QCOMPARE(first.at(1).bytes, std::string("brain.Event:2"));
        for (int i = 0; i < 3; ++i) {
            double wall_time = 0;
            std::uint64_t step = 0;
            std::string summary;
            for (const auto& field : plain::fields(records[static_cast<std::size_t>(i) + 1])) {
                if (field.number == 1) wall_time = plain::as_double(field.value);
                if (field.number == 2) step = field.value;
                if (field.number == 5) summary = field.bytes;
            }
            QCOMPARE(wall_time, 100.5 + i);
            QCOMPARE(step, static_cast<std::uint64_t>(i));
            const auto value = plain::fields(summary).at(0);
            QCOMPARE(value.number, 1);
            const auto members = plain::fields(value.bytes);
            QCOMPARE(members.size(), 2u);
            QCOMPARE(members[0].number, 1);
            QCOMPARE(members[0].bytes, std::string(i % 2 == 0 ? "train_loss" : "val_loss"));
            QCOMPARE(members[1].number, 2);
            QCOMPARE(plain::as_float(members[1].value), static_cast<float>(1.0 / i));
        }
    }

    void scalars_as_tensors_are_read() {
        float value = 0.25f;
        std::string raw(sizeof value, '\0');
        std::memcpy(raw.data(), &value, sizeof value);
        const std::string typed = plain::nested(8, std::string("\x08\x01", 2) + plain::nested(5, raw));
        const std::string content = plain::nested(8, std::string("\x08\x01", 2) + plain::nested(4, raw));
        const std::string text = plain::nested(8, std::string("\x08\x07", 2) + plain::nested(8, "words"));
        std::string file;
        for (const auto& tensor : {typed, content, text})
            file += plain::framed(std::string("\x10\x07", 2) +
                                  plain::nested(5, plain::nested(1, plain::nested(1, "t") + tensor)));
        put_bytes(folder_ / "events.out.tfevents.1.host", file);
        EventFolderReader reader(folder_);
        const auto series = reader.poll();
        QCOMPARE(series.at("t").size(), 2u);
        for (const auto& point : series.at("t")) {
            QCOMPARE(point.value, 0.25);
            QCOMPARE(point.step, 7);
        }
        QVERIFY(reader.warnings().empty());
    }

    // A reader that polls while the file grows a byte at a time sees every point once, as soon as it is whole.
    void a_file_cut_at_any_byte_gives_what_is_whole() {
        const fs::path source = write(4);
        const std::string whole = bytes_of(source);
        fs::remove(source);
        std::vector<std::size_t> ends;
        for (std::size_t at = 0; at < whole.size();) ends.push_back(at += 16 + plain::number(whole.substr(at, 8), 8));
        EventFolderReader follower(folder_);
        std::size_t followed = 0;
        for (std::size_t size = 0; size <= whole.size(); ++size) {
            put_bytes(source, whole.substr(0, size));
            std::size_t expected = 0;
            for (std::size_t i = 1; i < ends.size(); ++i) expected += ends[i] <= size;
            EventFolderReader fresh(folder_);
            std::size_t count = 0;
            for (const auto& [tag, points] : fresh.poll()) count += points.size();
            QCOMPARE(count, expected);
            QVERIFY(fresh.warnings().empty());
            for (const auto& [tag, points] : follower.poll()) followed += points.size();
            QCOMPARE(followed, expected);
        }
        QVERIFY(follower.warnings().empty());
    }

    void a_flipped_bit_ends_the_file_with_one_warning() {
        const fs::path file = write(4);
        const std::string whole = bytes_of(file);
        for (std::size_t i = 0; i < whole.size(); ++i) {
            std::string damaged = whole;
            damaged[i] ^= 0x10;
            put_bytes(file, damaged);
            EventFolderReader reader(folder_);
            std::size_t count = 0;
            for (const auto& [tag, points] : reader.poll()) {
                count += points.size();
                for (const auto& point : points) QVERIFY(same({point.step, point.wall_time, 1.0 / point.step}, point));
            }
            QVERIFY(count < 4);
            QCOMPARE(reader.warnings().size(), 1u);
            reader.poll();
            QCOMPARE(reader.warnings().size(), 1u);
        }
    }

    void a_restart_forgets_what_is_computed_again() {
        auto first = EventFileWriter::create(folder_);
        for (int step = 0; step < 10; ++step) first->add_scalar("loss", {step, 1.0 * step, 1});
        QVERIFY(first->flush());
        EventFolderReader follower(folder_);
        QCOMPARE(follower.poll().at("loss").size(), 10u);
        QVERIFY(!follower.restarted_at());

        auto second = EventFileWriter::create(folder_, 6);
        for (int step = 6; step < 8; ++step) second->add_scalar("loss", {step, 1.0 * step, 2});
        QVERIFY(second->flush());
        const auto all = EventFolderReader(folder_).poll().at("loss");
        QCOMPARE(all.size(), 8u);
        for (std::size_t i = 0; i < all.size(); ++i) {
            QCOMPARE(all[i].step, static_cast<std::int64_t>(i));
            QCOMPARE(all[i].value, i < 6 ? 1.0 : 2.0);
        }
        QCOMPARE(follower.poll().at("loss").size(), 2u);
        QCOMPARE(follower.restarted_at().value_or(-1), 6);
        QVERIFY(follower.poll().empty());
        QVERIFY(!follower.restarted_at());
    }

    void writers_in_one_folder_do_not_share_a_file() {
        auto a = EventFileWriter::create(folder_);
        auto b = EventFileWriter::create(folder_);
        QVERIFY(a->path() != b->path());
        a->add_scalar("a", {1, 1, 1});
        b->add_scalar("b", {1, 1, 1});
        QVERIFY(a->flush() && b->flush());
        QCOMPARE(EventFolderReader(folder_).poll().size(), 2u);
    }

    void odd_files_are_no_harm() {
        EventFolderReader missing(folder_ / "not-there");
        QVERIFY(missing.poll().empty());
        fs::create_directory(folder_ / "events.out.tfevents.folder");
        put_bytes(folder_ / "events.out.tfevents.empty", "");
        put_bytes(folder_ / "notes.txt", "not events");
        write(2);
        EventFolderReader reader(folder_);
        QCOMPARE(reader.poll().size(), 2u);
        QCOMPARE(reader.warnings().size(), 1u);
        // A good length that promises more than there is yet: it waits. One that no event can have: damaged.
        const auto head_of = [](int byte) {
            std::string length(8, '\0');
            length[static_cast<std::size_t>(byte)] = '\x01';
            return plain::framed(length).substr(12) + "data";
        };
        put_bytes(folder_ / "events.out.tfevents.waits", head_of(2));
        QVERIFY(reader.poll().empty());
        QCOMPARE(reader.warnings().size(), 1u);
        put_bytes(folder_ / "events.out.tfevents.huge", head_of(5));
        QVERIFY(reader.poll().empty());
        QCOMPARE(reader.warnings().size(), 2u);
    }

    void histograms_count_every_value() {
        auto writer = EventFileWriter::create(folder_);
        writer->add_histogram("weights", 7, 1.5, {-2, 0, 0.5, 0.5, 3, std::nan("")});
        QVERIFY(writer->flush());
        auto value = value_of(writer->path());
        QCOMPARE(value[1].bytes, std::string("weights"));
        std::map<int, double> numbers;
        std::vector<double> limits;
        std::vector<double> counts;
        for (const auto& field : plain::fields(value[5].bytes)) {
            if (field.number <= 5) numbers[field.number] = plain::as_double(field.value);
            auto& packed = field.number == 6 ? limits : counts;
            for (std::size_t i = 0; i < field.bytes.size(); i += 8)
                packed.push_back(plain::as_double(plain::number(field.bytes.substr(i, 8), 8)));
        }
        QCOMPARE(numbers, (std::map<int, double>{{1, -2}, {2, 3}, {3, 5}, {4, 2}, {5, 13.5}}));
        QCOMPARE(limits.size(), counts.size());
        double below = -std::numeric_limits<double>::infinity();
        double all = 0;
        for (std::size_t i = 0; i < limits.size(); ++i) {
            QVERIFY(limits[i] > below);
            double expected = 0;
            for (const double one : {-2.0, 0.0, 0.5, 0.5, 3.0}) expected += one > below && one <= limits[i];
            QCOMPARE(counts[i], expected);
            all += counts[i];
            below = limits[i];
        }
        QCOMPARE(all, 5.0);
        QVERIFY(EventFolderReader(folder_).poll().empty());  // not a scalar
    }

    void pictures_are_there_byte_for_byte() {
        const std::string png("\x89PNG\r\n\0data", 11);
        auto writer = EventFileWriter::create(folder_);
        writer->add_image("val_confusion", 7, 1.5, 4, 3, png);
        QVERIFY(writer->flush());
        auto value = value_of(writer->path());
        std::map<int, plain::Field> image;
        for (const auto& field : plain::fields(value[4].bytes)) image[field.number] = field;
        QCOMPARE(image[1].value, std::uint64_t{3});  // height
        QCOMPARE(image[2].value, std::uint64_t{4});
        QCOMPARE(image[3].value, std::uint64_t{3});  // RGB
        QCOMPARE(image[4].bytes, png);
    }

    void hyper_parameters_for_the_dashboard() {
        auto writer = EventFileWriter::create(folder_);
        lathe::config::Value settings{lathe::config::Dict{}};
        settings.as_dict().emplace_back("opt.lr", 0.25);
        settings.as_dict().emplace_back("network.name", "lenet");
        settings.as_dict().emplace_back("train.shuffle", true);
        writer->add_hparams(settings, 12.5);
        QVERIFY(writer->flush());
        auto value = value_of(writer->path());
        QCOMPARE(value[1].bytes, std::string("_hparams_/session_start_info"));
        std::map<int, std::string> plugin;
        for (const auto& field : plain::fields(plain::fields(value[9].bytes).at(0).bytes))
            plugin[field.number] = field.bytes;
        QCOMPARE(plugin[1], std::string("hparams"));
        const auto data = plain::fields(plugin[2]);
        QCOMPARE(data.at(0).number, 3);  // session_start_info
        std::map<std::string, plain::Field> found;
        for (const auto& field : plain::fields(data.at(0).bytes)) {
            if (field.number == 5) QCOMPARE(plain::as_double(field.value), 12.5);
            if (field.number != 1) continue;
            const auto entry = plain::fields(field.bytes);
            found[entry.at(0).bytes] = plain::fields(entry.at(1).bytes).at(0);
        }
        QCOMPARE(found.size(), 3u);
        QCOMPARE(plain::as_double(found["opt.lr"].value), 0.25);
        QCOMPARE(found["network.name"].number, 3);
        QCOMPARE(found["network.name"].bytes, std::string("lenet"));
        QCOMPARE(found["train.shuffle"].number, 4);
    }

    void a_writer_that_cannot_be_made_says_why() {
        const auto writer = EventFileWriter::create(folder_ / "not-there");
        QVERIFY(!writer);
        QVERIFY(writer.error().str().find("not-there") != std::string::npos);
    }
};

LATHE_TEST(TestEventFile)
#include "test_event_file.moc"
