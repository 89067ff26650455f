// SPDX-License-Identifier: GPL-3.0-or-later
// Records side by side: every leaf once, and nothing said of those that were not recorded.
#include <QtTest>

#include "core/provenance/record_table.h"
#include "tests/test_program.h"

using namespace lathe;
using namespace lathe::provenance;
using config::Dict;
using config::List;
using config::Value;

namespace {

Provenance some_record() {
    Provenance record;
    record.environment = Dict{{"lathe", Dict{{"version", "0.1.0"}}},
                              {"torch", Dict{{"version", "2.6"}}},
                              {"cpu", Dict{{"model", "A"}, {"instruction_sets", List{"avx2", "fma"}}}},
                              {"libraries", List{Dict{{"path", "/usr/lib/liba.so.1"}, {"version", "1"}},
                                                 Dict{{"path", "/usr/lib/libopenblas.so.0"}, {"version", "0.3"}}}}};
    RepositoryState state;
    state.root = "/home/somebody/paper";
    state.commit = "abc";
    state.branch = "main";
    record.repositories.push_back(state);
    record.inputs["data.root"] = Manifest{"/data", false, {{"a.png", 3, "11"}, {"b.png", 4, "22"}}, 0, {}};
    return record;
}

const RecordRow* find(const std::vector<RecordRow>& rows, const std::string& path) {
    const auto found = std::ranges::find(rows, path, &RecordRow::path);
    return found != rows.end() ? &*found : nullptr;
}

}  // namespace

class TestRecordTable : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void one_is_read() {
        const Value record = readable_record(some_record());
        const auto rows = record_rows({&record});
        QCOMPARE(rows.front().path, std::string("torch.version"));
        QCOMPARE(rows.back().path, std::string("libraries.liba.version"));
        QCOMPARE(find(rows, "cpu.instruction_sets")->values[0]->as_string(), std::string("avx2 fma"));
        QCOMPARE(find(rows, "code.paper.branch")->values[0]->as_string(), std::string("main"));
        QCOMPARE(find(rows, "code.paper.changed")->values[0]->as_bool(), false);
        QCOMPARE(find(rows, "inputs[data.root].files")->values[0]->as_int(), std::int64_t(2));
        QCOMPARE(find(rows, "inputs[data.root].bytes")->values[0]->as_int(), std::int64_t(7));
    }

    void files_without_their_changes_are_named() {
        Provenance changed = some_record();
        changed.repositories[0].left_out = {".env", "login.py"};
        const Value record = readable_record(changed);
        const auto rows = record_rows({&record});
        QCOMPARE(find(rows, "code.paper.left_out")->values[0]->as_string(), std::string(".env, login.py"));
    }

    void other_data_have_another_checksum() {
        Provenance other = some_record();
        other.inputs["data.root"].files[1].checksum = "33";
        const Value a = readable_record(some_record()), b = readable_record(other);
        const auto rows = record_rows({&a, &b});
        for (const auto& row : rows) QCOMPARE(row.values[0] == row.values[1], row.path != "inputs[data.root].checksum");
    }

    void sets_that_differ_are_told_one_by_one() {
        Provenance other = some_record();
        other.environment.set("cpu.instruction_sets", List{"avx2", "fma", "avx512f"});
        const Value a = readable_record(some_record()), b = readable_record(other);
        const auto rows = record_rows({&a, &b});
        QVERIFY(!find(rows, "cpu.instruction_sets"));
        QVERIFY(!find(rows, "cpu.instruction_sets.avx512f")->values[0]);
        QVERIFY(find(rows, "cpu.instruction_sets.avx512f")->values[1]);
    }

    void what_was_not_recorded_has_no_values() {
        const Value record = readable_record(some_record());
        const auto rows = record_rows({nullptr, &record});
        QVERIFY(!rows.empty());
        for (const auto& row : rows) QVERIFY(!row.values[0] && row.values[1]);
        QVERIFY(record_rows({nullptr}).empty());
        QVERIFY(record_rows({}).empty());
        const Value nothing = readable_record({});
        QVERIFY(record_rows({&nothing}).empty());
    }
};

LATHE_TEST(TestRecordTable)
#include "test_record_table.moc"
