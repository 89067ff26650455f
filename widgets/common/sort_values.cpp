// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/sort_values.h"

#include <cmath>

#include <QDateTime>
#include <QMetaType>

#include "widgets/common/natural_order.h"

namespace lathe::gui {

namespace {

bool isNumeric(const QVariant& value) {
    const int type = value.typeId();
    return type == QMetaType::Double || type == QMetaType::Int || type == QMetaType::LongLong;
}

// 0: comes in order, 1: NaN, 2: nothing
int sortRankOf(const QVariant& value) {
    if (!value.isValid() || (value.typeId() == QMetaType::QDateTime && !value.toDateTime().isValid())) return 2;
    if (value.typeId() == QMetaType::QString && value.toString().isEmpty()) return 2;
    return value.typeId() == QMetaType::Double && std::isnan(value.toDouble()) ? 1 : 0;
}

bool isBefore(const QVariant& a, const QVariant& b) {
    if (isNumeric(a) != isNumeric(b)) return isNumeric(a);
    if (isNumeric(a)) return a.toDouble() < b.toDouble();
    if (a.typeId() == QMetaType::QDateTime) return a.toDateTime() < b.toDateTime();
    return NaturalOrder()(a.toString(), b.toString());
}

}  // namespace

bool sortsBefore(const QVariant& a, int rowA, const QVariant& b, int rowB, Qt::SortOrder order) {
    const bool upwards = order == Qt::AscendingOrder;
    const int rankA = sortRankOf(a), rankB = sortRankOf(b);
    if (rankA != rankB) return (rankA < rankB) == upwards;
    if (rankA == 0) {
        if (isBefore(a, b)) return true;
        if (isBefore(b, a)) return false;
    }
    return rowA != rowB && (rowA < rowB) == upwards;
}

}  // namespace lathe::gui
