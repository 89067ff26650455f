// SPDX-License-Identifier: GPL-3.0-or-later
// A chart of a report as plain values: panels side by side, each with two axes and what is drawn over them.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace lathe::report {

// A place in a panel, in units of its axes.
struct FigurePoint {
    double x = 0;
    double y = 0;
};

// What a mark stands for. The theme knows the colours: of a series there are eight, and then the dashes change.
struct Ink {
    // The kinds of marks.
    enum Kind : std::uint8_t { series, accent, faint, text };
    Kind kind = accent;
    int number = 0;  // of a series

    friend bool operator==(const Ink&, const Ink&) = default;
};

// One axis of a panel.
struct FigureAxis {
    std::string label;
    double low = 0;
    double high = 1;
    bool log = false;
    std::vector<std::string> categories;  // at 0, 1, 2, ...; empty: numbers
    bool hidden = false;                  // neither ticks nor grid
};

// A line through points.
struct FigureLine {
    std::vector<FigurePoint> points;  // one that is not finite splits it
    Ink ink;
    double width = 1.5;  // in units of the picture
    bool steps = false;  // level to the next x
};

// A dot or ring.
struct FigureDot {
    FigurePoint at;
    Ink ink;
    bool ring = false;
};

// A bar of a panel whose bars lie.
struct FigureBar {
    double at = 0;  // on the y axis, one unit high
    double to = 0;  // from 0 on the x axis
    Ink ink;
};

// Text beside a point, in its middle height.
struct FigureText {
    FigurePoint at;
    std::string text;
    // On which side of the point the text stands.
    enum Side : std::uint8_t { left, right, above, below };
    Side side = right;
};

// One plot.
struct FigurePanel {
    std::string title;
    FigureAxis x;
    FigureAxis y;
    std::vector<FigureLine> lines;
    std::vector<FigureDot> dots;
    std::vector<FigureBar> bars;
    std::vector<FigureText> texts;
};

// One entry of the legend.
struct FigureKey {
    Ink ink;
    std::string text;
};

// A chart.
struct Figure {
    std::string title;
    std::string description;  // what it shows, for who does not see it
    std::vector<FigurePanel> panels;
    std::vector<FigureKey> keys;  // the legend, written below the picture
    int columns = 1;
    double panel_width = 720;
    double panel_height = 300;
};

// An axis around the finite values, with some room at both ends; a logarithmic one around those above 0. From 0 to 1
// where there are none.
FigureAxis axis_around(std::string label, const std::vector<double>& values, bool log = false);

// A mark on an axis, and what is written there.
struct Tick {
    double at = 0;
    std::string text;
};
// The ticks of an axis: about `about` round numbers within it; all categories of an axis that has some. None where the
// axis has no finite extent.
std::vector<Tick> ticks_of(const FigureAxis& axis, int about);

// A number for reading: six significant digits.
std::string number_text(double value);

}  // namespace lathe::report
