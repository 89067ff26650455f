// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs/decoded_picture.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QImageReader>

namespace lathe::gui {

namespace {

constexpr qint64 mostPixels = 64'000'000;
constexpr qint64 manyPixels = 1'000'000;

QString text(const char* source) {
    return QCoreApplication::translate("DecodedPicture", source);
}

// Reads without a copy; `bytes` outlives it.
class PictureFile {
  public:
    explicit PictureFile(const std::string& bytes)
        : array_(QByteArray::fromRawData(bytes.data(), static_cast<qsizetype>(bytes.size()))), buffer_(&array_) {
        buffer_.open(QIODevice::ReadOnly);
        reader_.setDevice(&buffer_);
        reader_.setDecideFormatFromContent(true);
        [[maybe_unused]] static const bool limited = [] {
            QImageReader::setAllocationLimit(4 * static_cast<int>(mostPixels / 1'000'000));  // MB
            return true;
        }();
    }
    QImageReader& reader() { return reader_; }
    qint64 pixels() const {
        const QSize size = reader_.size();
        return size.isValid() ? static_cast<qint64>(size.width()) * size.height() : -1;
    }

  private:
    QByteArray array_;
    QBuffer buffer_;
    QImageReader reader_;
};

}  // namespace

DecodedPicture decodePicture(const std::string& bytes) {
    PictureFile file(bytes);
    if (file.pixels() > mostPixels) {
        const QSize size = file.reader().size();
        return {{},
                text(QT_TRANSLATE_NOOP("DecodedPicture", "This picture is too large to be shown (%1 × %2)."))
                    .arg(size.width())
                    .arg(size.height())};
    }
    DecodedPicture decoded{file.reader().read(), {}};
    if (decoded.image.isNull())
        decoded.problem = text(QT_TRANSLATE_NOOP("DecodedPicture", "This picture cannot be read."));
    else if (const int frames = file.reader().imageCount(); frames > 1)
        decoded.problem = text(QT_TRANSLATE_NOOP("DecodedPicture", "the first of %1 pictures")).arg(frames);
    return decoded;
}

bool isLargePicture(const std::string& bytes) {
    const qint64 pixels = PictureFile(bytes).pixels();
    return pixels > manyPixels || (pixels < 0 && bytes.size() > 1'000'000);
}

QString pictureSuffix(const std::string& bytes) {
    const QByteArray format = PictureFile(bytes).reader().format();
    return format.isEmpty() ? QStringLiteral("png") : QString::fromLatin1(format);
}

}  // namespace lathe::gui
