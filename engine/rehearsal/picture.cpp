#include "rehearsal/picture.hpp"

#include <algorithm>
#include <functional>

#include "rehearsal/plot.hpp"
#include "rehearsal/text.hpp"

namespace kiosk::rehearsal {

namespace {

using Point = Drawing::Point;

constexpr double page_width = 960;
constexpr double page_height = 976;
constexpr double plot_left = 86;
constexpr double plot_width = 834;
constexpr double row_height = 25;
constexpr double least_ms = 0.1;

// Contrast of text on the ground: at least 4.5 in both schemes; of lines and areas at least 3.
constexpr std::string_view style = R"(<style>
svg { --ground: #ffffff; --ink: #1d2129; --faint: #5b6472; --grid: #dfe3e8; --save: #1f6fb2; --other: #8a5a00;
  --good: #1f6fb2; --tail: #7a3fb5; --bad: #c62828; --wait: #b45f06; --cpu: #2e7d46; }
@media (prefers-color-scheme: dark) {
  svg { --ground: #16191f; --ink: #e8eaed; --faint: #a5adba; --grid: #343a44; --save: #6db3f2; --other: #e0b050;
    --good: #6db3f2; --tail: #c39bf0; --bad: #ff7b72; --wait: #f0a04b; --cpu: #6fcf8a; } }
text { font: 12px system-ui, "Segoe UI", "Noto Sans", sans-serif; fill: var(--ink); }
.ground { fill: var(--ground); }
.title { font-size: 20px; font-weight: 600; }
.head { font-size: 14px; font-weight: 600; }
.faint { fill: var(--faint); }
.right { text-anchor: end; }
.middle { text-anchor: middle; fill: var(--faint); }
.tick { text-anchor: end; fill: var(--faint); font-size: 11px; }
.grid { stroke: var(--grid); stroke-width: 1; }
.axis { stroke: var(--faint); stroke-width: 1; }
.span { stroke: var(--good); stroke-width: 2; opacity: .55; }
.p50 { fill: var(--good); }
.p99 { fill: var(--tail); }
.p999 { fill: var(--ground); stroke: var(--tail); stroke-width: 2; }
.max { fill: var(--bad); }
.save-area { fill: var(--save); }
.other-area { fill: var(--other); }
.cpu-area { fill: var(--cpu); opacity: .35; }
.line { fill: none; stroke-width: 1.8; stroke-linejoin: round; }
.p50-line { stroke: var(--good); }
.p99-line { stroke: var(--tail); }
.other-line { stroke: var(--other); stroke-dasharray: 4 3; }
.cpu-line { stroke: var(--cpu); }
.others-line { stroke: var(--faint); stroke-dasharray: 2 3; }
.io-line { stroke: var(--save); }
.writer-line { stroke: var(--other); }
.limit { stroke: var(--bad); stroke-width: 1.5; stroke-dasharray: 6 4; }
.busy { fill: var(--bad); }
.limited { fill: var(--wait); }
.key { font-size: 12px; }
</style>
)";

double ms_of(std::uint64_t us) { return static_cast<double>(us) / 1000; }

/// The next power of ten, in ms, above every latency of the run.
double greatest_ms(const Figures& figures) {
  double most = 10;
  for (const RequestKind kind : all_kinds) {
    while (most < ms_of(figures.of(kind).latency.max_us())) most *= 10;
  }
  return most;
}

std::string duration_text(double ms) {
  if (ms >= 1000) return decimal(ms / 1000, 0) + " s";
  return decimal(ms, ms < 1 ? 1 : 0) + " ms";
}

/// Marks and words in a row; each entry is {class of the mark, words}.
void draw_key(Drawing& drawing, Point at, const std::vector<std::pair<std::string, std::string>>& entries) {
  for (const auto& [css, words] : entries) {
    if (css.starts_with("line")) {
      drawing.line({at.x, at.y - 4}, {at.x + 18, at.y - 4}, css);
      at.x += 24;
    } else {
      drawing.dot({at.x + 5, at.y - 4}, 4.5, css, words);
      at.x += 15;
    }
    drawing.text(at, "key faint", words);
    at.x += 18 + 6.6 * static_cast<double>(words.size());
  }
}

void draw_latency_row(Drawing& drawing, const Axis& axis, double y, RequestKind kind, const KindFigures& figures) {
  const Histogram& latency = figures.latency;
  drawing.text({plot_left - 10, y + 4}, "right", kind_name(kind));
  if (latency.count() == 0) return;
  const auto mark = [&](std::uint64_t us, double radius, const char* css, const char* name) {
    drawing.dot({axis.at(ms_of(us)), y}, radius, css,
                std::string{kind_name(kind)} + " " + name + ": " + milliseconds_text(us) + " ms");
  };
  drawing.line({axis.at(ms_of(latency.quantile_us(0.5))), y}, {axis.at(ms_of(latency.max_us())), y}, "span");
  mark(latency.max_us(), 3, "max", "most");
  mark(latency.quantile_us(0.999), 4.5, "p999", "p99.9");
  mark(latency.quantile_us(0.99), 5, "p99", "p99");
  mark(latency.quantile_us(0.5), 5, "p50", "p50");
}

/// Latencies by request; answers where it ends.
double draw_latencies(Drawing& drawing, const Outcome& outcome, double top) {
  constexpr double figures_width = 250;
  const Frame frame{plot_left, top + 34, plot_width - figures_width, row_height * static_cast<double>(kind_count)};
  const Axis axis = Axis::logarithmic(least_ms, greatest_ms(outcome.figures), frame.left, frame.right());
  drawing.text({plot_left, top}, "head", "How long each request took (log scale)");
  draw_key(drawing, {plot_left + 300, top},
           {{"p50", "half within"}, {"p99", "99 %"}, {"p999", "99.9 %"}, {"max", "longest"}});
  for (const double tick : axis.ticks(0)) {
    drawing.line({axis.at(tick), frame.top - 8}, {axis.at(tick), frame.bottom()}, "grid");
    drawing.text({axis.at(tick), frame.bottom() + 14}, "middle", duration_text(tick));
  }
  drawing.text({frame.right() + 110, frame.top - 8}, "right faint", "requests");
  drawing.text({frame.right() + 182, frame.top - 8}, "right faint", "p50 ms");
  drawing.text({frame.right() + figures_width, frame.top - 8}, "right faint", "p99 ms");
  double y = frame.top + row_height / 2;
  for (const RequestKind kind : all_kinds) {
    const KindFigures& figures = outcome.figures.of(kind);
    draw_latency_row(drawing, axis, y, kind, figures);
    drawing.text({frame.right() + 110, y + 4}, "right", std::to_string(figures.latency.count()));
    drawing.text({frame.right() + 182, y + 4}, "right", milliseconds_text(figures.latency.quantile_us(0.5)));
    drawing.text({frame.right() + figures_width, y + 4}, "right", milliseconds_text(figures.latency.quantile_us(0.99)));
    y += row_height;
  }
  return frame.bottom() + 24;
}

/// A panel over the seconds of the run.
class TimePanel {
 public:
  using Figure = std::function<double(const SecondFigures&)>;

  TimePanel(Drawing& drawing, const Outcome& outcome, double top, const Axis& values)
      : drawing_(drawing),
        timeline_(outcome.figures.timeline()),
        frame_{plot_left, top, plot_width, height},
        seconds_(Axis::linear(0, static_cast<double>(std::max<std::size_t>(timeline_.size(), 2)), frame_.left,
                              frame_.right())),
        values_(values) {}

  static constexpr double height = 118;

  void grid(const std::function<std::string(double)>& words) {
    for (const double tick : values_.ticks(4)) {
      drawing_.line({frame_.left, values_.at(tick)}, {frame_.right(), values_.at(tick)}, "grid");
      drawing_.text({frame_.left - 8, values_.at(tick) + 4}, "tick", words(tick));
    }
    drawing_.line({frame_.left, frame_.bottom()}, {frame_.right(), frame_.bottom()}, "axis");
    for (const double tick : seconds_.ticks(10)) {
      drawing_.text({seconds_.at(tick), frame_.bottom() + 15}, "middle", decimal(tick, 0) + " s");
    }
  }

  void area(const char* css, const Figure& figure) { drawing_.area(points(figure), frame_.bottom(), css); }
  void curve(const std::string& css, const Figure& figure) { draw_piece(css, points(figure)); }

  /// Broken where the figure is 0: nothing was measured in that second.
  void broken_curve(const std::string& css, const Figure& figure) {
    std::vector<Point> piece;
    for (std::size_t i = 0; i < timeline_.size(); ++i) {
      const double value = figure(timeline_[i]);
      if (value > 0) piece.push_back({x(i), values_.at(value)});
      if (value > 0 && i + 1 < timeline_.size()) continue;
      draw_piece(css, piece);
      piece.clear();
    }
  }
  void level(double value) {
    drawing_.line({frame_.left, values_.at(value)}, {frame_.right(), values_.at(value)}, "limit");
  }

  /// A dot above the panel's ground line at each second in which the count is not zero.
  void marks(const char* css, double above_px, const char* what, const Figure& count) {
    for (std::size_t i = 0; i < timeline_.size(); ++i) {
      const double value = count(timeline_[i]);
      if (value <= 0) continue;
      drawing_.dot({x(i), frame_.top - above_px}, std::min(2.5 + value / 50, 6.0), css,
                   decimal(value, 0) + " " + what + " in second " + std::to_string(i + 1));
    }
  }

 private:
  void draw_piece(const std::string& css, const std::vector<Point>& piece) {
    if (piece.size() == 1) drawing_.line({piece[0].x - 2, piece[0].y}, {piece[0].x + 2, piece[0].y}, "line " + css);
    if (piece.size() > 1) drawing_.polyline(piece, "line " + css);
  }

  double x(std::size_t second) const { return seconds_.at(static_cast<double>(second) + 0.5); }

  std::vector<Point> points(const Figure& figure) const {
    std::vector<Point> points;
    for (std::size_t i = 0; i < timeline_.size(); ++i) points.push_back({x(i), values_.at(figure(timeline_[i]))});
    return points;
  }

  Drawing& drawing_;
  const std::vector<SecondFigures>& timeline_;
  Frame frame_;
  Axis seconds_;
  Axis values_;
};

double most_of(const Outcome& outcome, double least, const TimePanel::Figure& figure) {
  double most = least;
  for (const SecondFigures& second : outcome.figures.timeline()) most = std::max(most, figure(second));
  return most;
}

Axis upwards(double most, double top) { return Axis::linear(0, most, top + TimePanel::height, top); }

void draw_requests(Drawing& drawing, const Outcome& outcome, double top) {
  const auto answered = [](const SecondFigures& second) { return static_cast<double>(second.answered); };
  const auto others = [](const SecondFigures& second) { return static_cast<double>(second.answered - second.saved); };
  drawing.text({plot_left, top - 22}, "head", "Answered requests a second");
  draw_key(drawing, {plot_left + 230, top - 22},
           {{"save-area", "saves"}, {"other-area", "others"}, {"busy", "503 or error"}, {"limited", "429"}});
  TimePanel panel(drawing, outcome, top, upwards(1.05 * most_of(outcome, 10, answered), top));
  panel.grid([](double value) { return decimal(value, 0); });
  panel.area("save-area", answered);
  panel.area("other-area", others);
  panel.marks("busy", 4, "refused or lost",
              [](const SecondFigures& second) { return static_cast<double>(second.busy + second.errors); });
  panel.marks("limited", 12, "asked to wait",
              [](const SecondFigures& second) { return static_cast<double>(second.limited); });
}

void draw_saves(Drawing& drawing, const Outcome& outcome, double top) {
  drawing.text({plot_left, top - 22}, "head", "Until an answer was safe");
  draw_key(
      drawing, {plot_left + 230, top - 22},
      {{"line p50-line", "half within"}, {"line p99-line", "99 %"}, {"line other-line", "99 % of other requests"}});
  TimePanel panel(drawing, outcome, top,
                  Axis::logarithmic(least_ms, greatest_ms(outcome.figures), top + TimePanel::height, top));
  panel.grid(duration_text);
  panel.broken_curve("other-line", [](const SecondFigures& second) { return ms_of(second.other_p99_us); });
  panel.broken_curve("p99-line", [](const SecondFigures& second) { return ms_of(second.save_p99_us); });
  panel.broken_curve("p50-line", [](const SecondFigures& second) { return ms_of(second.save_p50_us); });
}

void draw_processor(Drawing& drawing, const Outcome& outcome, double top) {
  const auto thread = [](const char* name) {
    return [name](const SecondFigures& second) {
      const auto found = second.server.thread_cores.find(name);
      return found == second.server.thread_cores.end() ? 0 : found->second;
    };
  };
  drawing.text({plot_left, top - 22}, "head", "Processor of the server, in cores");
  draw_key(drawing, {plot_left + 260, top - 22},
           {{"line cpu-line", "all threads"},
            {"line io-line", "io"},
            {"line writer-line", "writer"},
            {"line others-line", "other programs"},
            {"line limit", "all cores"}});
  const double cores = outcome.host.cores;
  TimePanel panel(drawing, outcome, top, upwards(1.05 * cores, top));
  panel.grid([](double value) { return decimal(value, 1); });
  const auto all = [](const SecondFigures& second) { return second.server.cpu_cores; };
  panel.area("cpu-area", all);
  panel.curve("cpu-line", all);
  panel.curve("others-line", [](const SecondFigures& second) { return second.server.other_cores; });
  panel.curve("io-line", thread("io"));
  panel.curve("writer-line", thread("writer"));
  panel.level(cores);
}

std::string verdict(const Outcome& outcome) {
  const std::vector<Bound> bounds = find_bounds(outcome.figures, outcome.scale, outcome.host);
  if (bounds.empty()) return "Nothing was measured.";
  const Bound& first = bounds.front();
  const std::string use = " (" + first.used + " of " + first.limit + ")";
  if (first.reached) return "Reached: " + first.name + use;
  return "Breaks first: " + first.name + use + ", at about " + decimal(first.applicants, 0) + " applicants";
}

}  // namespace

std::string picture(const Outcome& outcome) {
  const Checks& checks = outcome.checks;
  Drawing drawing;
  drawing.rectangle({0, 0, page_width, page_height}, "ground");
  drawing.text({plot_left, 40}, "title",
               std::to_string(outcome.scale.applicants) + " applicants rehearse " + outcome.exam);
  drawing.text({plot_left, 62}, "faint",
               decimal(static_cast<double>(outcome.scale.opening.count()) / 1000, 0) + " s opening, " +
                   std::to_string(outcome.items) + " items in about " +
                   decimal(static_cast<double>(outcome.scale.sitting.count()) / 1000, 0) + " s; " +
                   std::to_string(outcome.figures.answered_in_all()) + " requests answered; other programs took " +
                   decimal(other_cores_in_the_mean(outcome), 2) + " cores");
  drawing.text({plot_left, 82}, "", verdict(outcome));
  drawing.text({plot_left, 102}, "",
               std::to_string(checks.acknowledged) + " answers acknowledged, " +
                   std::to_string(checks.acknowledged - checks.found - checks.superseded) + " of them missing; " +
                   std::to_string(checks.submitted) + " submitted, " + std::to_string(checks.results) +
                   " results read");
  double top = draw_latencies(drawing, outcome, 140) + 52;
  for (const auto& draw : {draw_requests, draw_saves, draw_processor}) {
    draw(drawing, outcome, top);
    top += TimePanel::height + 66;
  }
  const std::string size = decimal(page_width, 0) + " " + decimal(page_height, 0);
  return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + size + "\" role=\"img\" aria-label=\"" +
         escaped_for_xml(verdict(outcome)) + "\">\n" + std::string{style} + drawing.elements() + "</svg>\n";
}

}  // namespace kiosk::rehearsal
