// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/icons.h"

#include <QApplication>
#include <QFile>
#include <QIconEngine>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

#include "widgets/common/resources.h"
#include "widgets/common/theme.h"

namespace lathe::gui {
namespace {

class StrokeIconEngine final : public QIconEngine {
  public:
    StrokeIconEngine(QString name, QByteArray svg, IconTone tone)
        : name_(std::move(name)), svg_(std::move(svg)), tone_(tone) {}

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State) override {
        const qreal ratio = painter->device() ? painter->device()->devicePixelRatio() : 1.0;
        QPixmap drawn = pixmap(rect.size() * ratio, mode, QIcon::Off);
        drawn.setDevicePixelRatio(ratio);
        painter->drawPixmap(rect.topLeft(), drawn);
    }

    // `size` in device pixels.
    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State) override {
        const QColor color = colorFor(mode);
        const QString key =
            QStringLiteral("lathe-icon-%1-%2x%3-%4")
                .arg(name_, QString::number(size.width()), QString::number(size.height()), color.name(QColor::HexArgb));
        QPixmap result;
        if (QPixmapCache::find(key, &result)) return result;
        QByteArray svg = svg_;
        svg.replace("currentColor", color.name().toUtf8());
        QSvgRenderer renderer(svg);
        result = QPixmap(size);
        result.fill(Qt::transparent);
        const int side = std::min(size.width(), size.height());
        QPainter painter(&result);
        painter.setRenderHint(QPainter::Antialiasing);
        renderer.render(&painter, QRectF((size.width() - side) / 2.0, (size.height() - side) / 2.0, side, side));
        painter.end();
        QPixmapCache::insert(key, result);
        return result;
    }

    QIconEngine* clone() const override { return new StrokeIconEngine(*this); }
    QString key() const override { return QStringLiteral("lathe-stroke"); }
    QString iconName() override { return name_; }
    bool isNull() override { return false; }

  private:
    QColor colorFor(QIcon::Mode mode) const {
        const QPalette palette = QApplication::palette();
        if (mode == QIcon::Disabled) return palette.color(QPalette::Disabled, QPalette::Text);
        const ThemeColors& colors = themeColors(palette);
        switch (tone_) {
            case IconTone::text: break;
            case IconTone::muted: return colors.mutedText;
            case IconTone::accent: return colors.accent;
            case IconTone::onAccent: return colors.onAccent;
            case IconTone::good: return colors.good;
            case IconTone::warning: return colors.warning;
            case IconTone::bad: return colors.bad;
        }
        return colors.text;
    }

    QString name_;
    QByteArray svg_;
    IconTone tone_;
};

}  // namespace

QIcon icon(const QString& name, IconTone tone) {
    initResources();
    QFile file(QStringLiteral(":/lathe/icons/%1.svg").arg(name));
    if (!file.open(QIODevice::ReadOnly)) {
        qWarning("icon \"%s\" is not in resources/icons", qPrintable(name));
        return {};
    }
    return QIcon(new StrokeIconEngine(name, file.readAll(), tone));
}

QIcon applicationIcon() {
    initResources();
    return QIcon(QStringLiteral(":/lathe/icons/lathe.svg"));
}

}  // namespace lathe::gui
