// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/table/cell_number.h"

#include <charconv>
#include <cmath>
#include <limits>
#include <string>

#include "core/base/text.h"

namespace lathe::train {

namespace {

std::optional<double> plain_number(std::string_view text) {
    if (text.starts_with('+') && !text.starts_with("+-")) text.remove_prefix(1);
    double value = 0;
    const char* const end = text.data() + text.size();
    const auto [stop, code] = std::from_chars(text.data(), end, value);
    if (stop != end || text.empty()) return std::nullopt;
    if (code == std::errc::result_out_of_range) {
        const bool tiny = text.find("e-") != std::string_view::npos || text.find("E-") != std::string_view::npos;
        const double huge = std::numeric_limits<double>::infinity();
        return tiny ? 0 : text.starts_with('-') ? -huge : huge;
    }
    if (code != std::errc() || std::isnan(value)) return std::nullopt;
    return value;
}

// "1,234,567" -> "1234567" where `group` divides groups of three before the `decimal` mark, which becomes a point.
// Empty: it is not written so.
std::string without_groups(std::string_view text, char group, char decimal) {
    std::string plain;
    std::size_t i = 0;
    if (!text.empty() && (text[0] == '-' || text[0] == '+')) plain += text[i++];
    std::size_t digits = 0;
    bool grouped = false;
    for (; i < text.size() && text[i] != decimal; ++i) {
        if (text[i] == group) {
            if (digits == 0 || digits > 3 || (grouped && digits != 3)) return {};
            grouped = true;
            digits = 0;
        } else if (is_digit(text[i])) {
            plain += text[i];
            ++digits;
        } else {
            return {};
        }
    }
    if (!grouped || digits != 3) return {};
    if (i == text.size()) return plain;
    plain += '.';
    for (++i; i < text.size(); ++i) {
        if (!is_digit(text[i])) return {};
        plain += text[i];
    }
    return plain;
}

bool is_digits(std::string_view text) {
    for (const char c : text) {
        if (!is_digit(c)) return false;
    }
    return true;
}

}  // namespace

std::optional<double> number_in(std::string_view cell, DecimalMark mark) {
    const bool has_comma = cell.find(',') != std::string_view::npos;
    if (mark == DecimalMark::point) {
        if (!has_comma) return plain_number(cell);
        const std::string plain = without_groups(cell, ',', '.');
        return plain.empty() ? std::nullopt : plain_number(plain);
    }
    const bool has_point = cell.find('.') != std::string_view::npos;
    if (has_point) {
        const std::string plain = without_groups(cell, '.', ',');
        return plain.empty() ? std::nullopt : plain_number(plain);
    }
    if (!has_comma) return plain_number(cell);
    std::string with_point(cell);
    with_point[with_point.find(',')] = '.';
    return plain_number(with_point);
}

bool is_code(std::string_view cell) {
    return cell.size() > 1 && cell.front() == '0' && is_digits(cell);
}

MarkEvidence mark_evidence(std::string_view cell) {
    if (!cell.empty() && (cell[0] == '-' || cell[0] == '+')) cell.remove_prefix(1);
    const auto at = cell.find_first_of(".,");
    if (at == std::string_view::npos || !is_digits(cell.substr(0, at))) return MarkEvidence::none;
    if (cell[at] == '.') {
        std::string_view part = cell.substr(at + 1);
        const auto exponent = part.find_first_of("eE");
        if (exponent != std::string_view::npos) part = part.substr(0, exponent);
        if (is_digits(part)) return at + 1 < cell.size() ? MarkEvidence::point : MarkEvidence::none;
        return without_groups(cell, '.', ',').empty() ? MarkEvidence::none : MarkEvidence::comma;
    }
    if (!without_groups(cell, ',', '.').empty()) {
        return cell.find('.') != std::string_view::npos ? MarkEvidence::point : MarkEvidence::either_comma;
    }
    std::string_view part = cell.substr(at + 1);
    const auto exponent = part.find_first_of("eE");
    if (exponent != std::string_view::npos) part = part.substr(0, exponent);
    return is_digits(part) && !part.empty() ? MarkEvidence::comma : MarkEvidence::none;
}

}  // namespace lathe::train
