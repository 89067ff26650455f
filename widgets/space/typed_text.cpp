// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/space/typed_text.h"

#include <QCoreApplication>

#include "core/config/document.h"
#include "widgets/space/describe.h"
#include "widgets/space/distribution_value.h"

namespace lathe::gui {

namespace {

struct TypedTextWords {
    Q_DECLARE_TR_FUNCTIONS(lathe::gui::TypedText)
};

Result<config::Value> readYaml(const QString& text) {
    auto document = config::Document::parse("[" + text.toStdString() + "\n]");
    if (!document) return tl::make_unexpected(document.error());
    const config::Value& root = document->root();
    if (!root.is_list() || root.as_list().size() != 1) return fail("expected one value");
    return root.as_list().front();
}

}  // namespace

bool isText(const config::Option* option) {
    return option && (option->type == config::Type::string || option->type == config::Type::path);
}

Result<config::Value> typedValue(const config::Option* option, const QString& text) {
    config::Value value;
    if (isText(option) || text.contains("${") || text.trimmed() == "???") {
        value = config::Value(text.trimmed().toStdString());
        if (isText(option) && option->optional && (text.trimmed() == "null" || text.trimmed().isEmpty())) value = {};
    } else {
        auto read = readYaml(text);
        if (!read) return read;
        value = std::move(*read);
    }
    if (!option) return value;
    config::Schema schema;
    schema.add(*option);
    return schema.convert(*option, value);
}

QString problemOf(const config::Option* option, const QString& text) {
    const auto value = typedValue(option, text);
    if (value) return {};
    QString reason = QString::fromStdString(value.error().what);
    if (!value.error().hint.empty()) reason += "; " + QString::fromStdString(value.error().hint);
    return reason;
}

QString textOf(const config::Option* option, const config::Value& value) {
    if (value.is_string() && isText(option)) return QString::fromStdString(value.as_string());
    return QString::fromStdString(scalarText(value));
}

QString rangeText(const config::Option& option) {
    const auto low = option.low ? shortNumberText(*option.low) : QString();
    const auto high = option.high ? shortNumberText(*option.high) : QString();
    if (option.low && option.high)
        return QString("%1%2 .. %3%4").arg(option.low_open ? "(" : "[", low, high, option.high_open ? ")" : "]");
    if (option.low)
        return option.low_open ? TypedTextWords::tr("above %1").arg(low) : TypedTextWords::tr("at least %1").arg(low);
    if (option.high)
        return option.high_open ? TypedTextWords::tr("below %1").arg(high) : TypedTextWords::tr("at most %1").arg(high);
    return {};
}

}  // namespace lathe::gui
