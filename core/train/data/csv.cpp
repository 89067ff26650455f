#include "core/train/data/csv.h"

#include "core/base/files.h"

namespace lathe::train {

namespace {

constexpr std::uint64_t max_csv_size = std::uint64_t{8} << 30;

tl::unexpected<Error> fail_at_line(int line, std::string what) {
    Error error{std::move(what), "correct the line"};
    error.line = line;
    return fail(std::move(error));
}

// One row at a time.
class Reader {
  public:
    Reader(std::string_view text, char delimiter) : text_(text), delimiter_(delimiter) {
        if (text_.starts_with("\xEF\xBB\xBF")) at_ = 3;
    }

    bool at_end() const { return at_ >= text_.size(); }
    int line() const { return line_; }

    Result<std::vector<std::string>> row() {
        std::vector<std::string> cells;
        while (true) {
            auto cell = quoted() ? quoted_cell() : plain_cell();
            if (!cell) return fail(cell.error());
            cells.push_back(std::move(*cell));
            if (at_end()) return cells;
            const char c = text_[at_++];
            if (c == delimiter_) continue;
            if (c == '\r' && !at_end() && text_[at_] == '\n') ++at_;
            if (c == '\r' || c == '\n') {
                ++line_;
                return cells;
            }
            return fail_at_line(line_, "text follows a closing quote");
        }
    }

  private:
    bool quoted() const { return !at_end() && text_[at_] == '"'; }

    Result<std::string> plain_cell() {
        const std::size_t start = at_;
        while (!at_end() && text_[at_] != delimiter_ && text_[at_] != '\n' && text_[at_] != '\r') ++at_;
        return std::string(text_.substr(start, at_ - start));
    }

    Result<std::string> quoted_cell() {
        const int start = line_;
        std::string cell;
        for (++at_; !at_end(); ++at_) {
            if (text_[at_] == '\n') ++line_;
            if (text_[at_] != '"') {
                cell += text_[at_];
            } else if (at_ + 1 < text_.size() && text_[at_ + 1] == '"') {
                cell += text_[at_++];
            } else {
                ++at_;
                return cell;
            }
        }
        return fail_at_line(start, "a quote that begins here is never closed");
    }

    std::string_view text_;
    char delimiter_;
    std::size_t at_ = 0;
    int line_ = 1;
};

}  // namespace

Result<CsvTable> parse_csv(std::string_view text, char delimiter) {
    Reader reader(text, delimiter);
    CsvTable table;
    while (!reader.at_end()) {
        const int line = reader.line();
        auto row = reader.row();
        if (!row) return fail(row.error());
        if (row->size() == 1 && row->front().empty()) continue;  // a blank line
        if (table.header.empty()) {
            table.header = std::move(*row);
            continue;
        }
        if (row->size() != table.header.size()) {
            return fail_at_line(line, "has " + std::to_string(row->size()) + " cells where the header has " +
                                     std::to_string(table.header.size()));
        }
        table.rows.push_back(std::move(*row));
        table.lines.push_back(line);
    }
    if (table.rows.empty()) return fail("holds no rows", "give a table whose first line names the columns");
    return table;
}

Result<CsvTable> read_csv(const std::filesystem::path& path, char delimiter) {
    const auto text = read_file(path, max_csv_size);
    if (!text) return fail(text.error());
    auto table = parse_csv(*text, delimiter);
    if (!table) {
        Error error = table.error();
        error.file = path.string();
        return fail(std::move(error));
    }
    return table;
}

}  // namespace lathe::train
