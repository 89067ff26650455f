// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/report_pdf.h"

#include <QAbstractTextDocumentLayout>
#include <QBuffer>
#include <QPageLayout>
#include <QPageSize>
#include <QPainter>
#include <QPdfWriter>
#include <QSvgRenderer>
#include <QTextCursor>
#include <QTextDocument>
#include <QTextObjectInterface>
#include <QTextTable>

#include "core/base/files.h"
#include "core/report/svg_writer.h"

namespace lathe::gui {

namespace {

constexpr int drawingType = QTextFormat::UserObject + 1;
constexpr int drawingData = QTextFormat::UserProperty + 1;
constexpr double bodySize = 9;  // points

QString shownText(const std::string& text) {
    return QString::fromStdString(text);
}

// An SVG picture as a character of the text, as wide as the page at most.
class DrawingObject : public QObject, public QTextObjectInterface {
    Q_OBJECT
    Q_INTERFACES(QTextObjectInterface)

  public:
    using QObject::QObject;

    QSizeF intrinsicSize(QTextDocument* document, int, const QTextFormat& format) override {
        QSvgRenderer renderer(format.property(drawingData).toByteArray());
        QSizeF size = renderer.defaultSize();
        const double width = document->pageSize().width() - 2 * document->documentMargin();
        if (size.width() > width) size *= width / size.width();
        return size;
    }
    void drawObject(QPainter* painter, const QRectF& rect, QTextDocument*, int, const QTextFormat& format) override {
        QSvgRenderer renderer(format.property(drawingData).toByteArray());
        renderer.render(painter, rect);
    }
};

class PdfComposer {
  public:
    explicit PdfComposer(QTextDocument& document) : cursor_(&document) {}

    void compose(const report::Report& report) {
        heading(report.title, 20);
        text(report.subtitle, Qt::darkGray);
        for (const auto& section : report.sections) {
            heading(section.title, 14);
            for (const auto& block : section.blocks) std::visit([this](const auto& one) { add(one); }, block);
        }
        if (report.warnings.empty()) return;
        heading("What could not be read", 14);
        for (const auto& warning : report.warnings) text(warning, Qt::black);
    }

  private:
    void begin(double above) {
        QTextBlockFormat format;
        format.setTopMargin(above);
        if (first_) cursor_.setBlockFormat(format);
        else cursor_.insertBlock(format, QTextCharFormat());
        first_ = false;
    }
    void heading(const std::string& words, double size) {
        begin(size);
        QTextCharFormat format;
        format.setFontPointSize(size);
        format.setFontWeight(QFont::DemiBold);
        cursor_.insertText(shownText(words), format);
    }
    void text(const std::string& words, Qt::GlobalColor color) {
        if (words.empty()) return;
        begin(4);
        QTextCharFormat format;
        format.setFontPointSize(bodySize);
        format.setForeground(color);
        cursor_.insertText(shownText(words), format);
    }

    // Qt's own reader of Markdown; pictures that a note names are not loaded, as the document has no resources.
    void add(const report::Note& note) {
        if (!note.heading.empty()) heading(note.heading, 11);
        begin(4);
        cursor_.insertMarkdown(shownText(note.markdown));
    }
    void add(const report::Listing& listing) {
        heading(listing.caption, 11);
        begin(4);
        QTextCharFormat format;
        format.setFontFamilies({QStringLiteral("monospace")});
        format.setFontPointSize(bodySize - 1);
        cursor_.insertText(shownText(listing.text), format);
    }
    void add(const report::Table& table) {
        heading(table.caption, 11);
        cells(table);
        text(table.note, Qt::darkGray);
    }
    void cells(const report::Table& table) {
        begin(2);
        QTextTableFormat format;
        format.setBorderStyle(QTextFrameFormat::BorderStyle_None);
        format.setCellPadding(3);
        format.setHeaderRowCount(1);
        auto* made = cursor_.insertTable(static_cast<int>(table.rows.size()) + 1,
                                         std::max(1, static_cast<int>(table.header.size())), format);
        for (std::size_t i = 0; i < table.header.size(); ++i) cell(*made, 0, i, table, table.header[i]);
        for (std::size_t row = 0; row < table.rows.size(); ++row)
            for (std::size_t i = 0; i < table.rows[row].size() && i < table.header.size(); ++i)
                cell(*made, static_cast<int>(row) + 1, i, table, table.rows[row][i]);
        cursor_.movePosition(QTextCursor::End);
    }
    static void cell(QTextTable& table, int row, std::size_t column, const report::Table& model,
                     const std::string& words) {
        QTextCursor cursor = table.cellAt(row, static_cast<int>(column)).firstCursorPosition();
        QTextCharFormat format;
        // A table of many columns is set smaller, so that it fits the page.
        format.setFontPointSize(model.header.size() > 14 ? 4.5 : model.header.size() > 8 ? 6 : 8);
        if (row == 0 || (column == 0 && model.names_first)) format.setFontWeight(QFont::DemiBold);
        if (column < model.numeric.size() && model.numeric[column]) {
            QTextBlockFormat block;
            block.setAlignment(Qt::AlignRight);
            cursor.setBlockFormat(block);
        }
        cursor.insertText(shownText(words), format);
    }
    void add(const report::Chart& chart) {
        heading(chart.figure.title, 11);
        begin(4);
        drawing(report::to_svg(chart.figure, report::SvgColors::light, "figure"));
        if (!chart.figure.keys.empty()) begin(2);
        for (const auto& key : chart.figure.keys) {
            drawing(report::key_svg(key.ink, report::SvgColors::light));
            QTextCharFormat format;
            format.setFontPointSize(8);
            cursor_.insertText(QStringLiteral(" %1    ").arg(shownText(key.text)), format);
        }
        text(chart.note, Qt::darkGray);
    }
    void drawing(const std::string& svg) {
        QTextCharFormat format;
        format.setObjectType(drawingType);
        format.setProperty(drawingData, QByteArray::fromStdString(svg));
        cursor_.insertText(QString(QChar::ObjectReplacementCharacter), format);
    }

    QTextCursor cursor_;
    bool first_ = true;
};

}  // namespace

Result<void> writeReportPdf(const report::Report& report, const QString& file) {
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    {
        QPdfWriter writer(&buffer);
        writer.setTitle(QString::fromStdString(report.title));
        writer.setCreator(QStringLiteral("Lathe"));
        writer.setResolution(96);
        writer.setPageLayout(QPageLayout(QPageSize(QPageSize::A4), QPageLayout::Landscape, QMarginsF(12, 12, 12, 12),
                                         QPageLayout::Millimeter));
        QTextDocument document;
        DrawingObject drawings;
        document.documentLayout()->setPaintDevice(&writer);
        document.documentLayout()->registerHandler(drawingType, &drawings);
        document.setDocumentMargin(0);
        document.setPageSize(QSizeF(writer.width(), writer.height()));
        PdfComposer(document).compose(report);
        document.print(&writer);
    }
    return write_file_atomically(file.toStdString(), {bytes.constData(), static_cast<std::size_t>(bytes.size())});
}

}  // namespace lathe::gui

#include "report_pdf.moc"
