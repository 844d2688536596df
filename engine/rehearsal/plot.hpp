#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace kiosk::rehearsal {

/// A rectangle of a picture with a scale on each axis. Coordinates are pixels from the top left.
struct Frame {
  double left = 0;
  double top = 0;
  double width = 0;
  double height = 0;

  double right() const { return left + width; }
  double bottom() const { return top + height; }
};

/// Maps values to pixels between `from` and `to`; values beyond the ends lie on them.
class Axis {
 public:
  static Axis linear(double least, double most, double from_px, double to_px) {
    return Axis{least, most, from_px, to_px, false};
  }
  /// `least` > 0.
  static Axis logarithmic(double least, double most, double from_px, double to_px) {
    return Axis{least, most, from_px, to_px, true};
  }

  double at(double value) const;
  /// Round values to write at the axis: decades, or about `wanted` steps of 1, 2 or 5.
  std::vector<double> ticks(int wanted) const;

 private:
  Axis(double least, double most, double from_px, double to_px, bool is_logarithmic)
      : least_(least), most_(most), from_px_(from_px), to_px_(to_px), logarithmic_(is_logarithmic) {}
  double share(double value) const;

  double least_;
  double most_;
  double from_px_;
  double to_px_;
  bool logarithmic_;
};

/// Writes SVG elements. `css` names classes of the picture's style sheet.
class Drawing {
 public:
  struct Point {
    double x = 0;
    double y = 0;
  };

  void text(Point at, std::string_view css, std::string_view words);
  void line(Point from, Point to, std::string_view css);
  void rectangle(const Frame& frame, std::string_view css);
  /// A dot with words that a viewer shows when it is pointed at.
  void dot(Point centre, double radius, std::string_view css, std::string_view title);
  void polyline(const std::vector<Point>& points, std::string_view css);
  /// The area between the points and the horizontal at `base_px`.
  void area(const std::vector<Point>& points, double base_px, std::string_view css);

  const std::string& elements() const { return elements_; }

 private:
  std::string elements_;
};

}  // namespace kiosk::rehearsal
