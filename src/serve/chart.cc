#include "serve/chart.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace trichluc::serve {
namespace {

constexpr std::size_t kWidth = 960;
constexpr std::size_t kBarsHeight = 120;
constexpr std::size_t kLabels = 18;      // height of the words below
constexpr std::size_t kLeastStep = 44;   // pixels between two labels
constexpr double kDot = 6;               // radius
constexpr std::size_t kMargin = 14;
constexpr std::size_t kMostStacked = 8;

void Open(std::size_t height, std::string_view name, std::string_view kind, Html& html) {
  html << "<svg class=\"chart " << kind << "\" viewBox=\"0 0 " << kWidth << " " << height << "\" role=\"group\"";
  html.Attribute("aria-label", name);
  html << ">";
}

// What stands between is drawn; a mouse and a screen reader are told the title.
template <typename Draw>
void Marked(const std::string& address, const std::string& title, Html& html, const Draw& draw) {
  if (!address.empty()) {
    html << "<a";
    html.Attribute("href", address);
    html.Attribute("aria-label", title);
    html << ">";
  }
  html << "<title>";
  html.Text(title) << "</title>";
  draw();
  if (!address.empty()) html << "</a>";
}

}  // namespace

void WriteBars(const std::vector<Bar>& bars, std::string_view name, Html& html) {
  if (bars.empty()) return;
  std::size_t most = 1;
  for (const Bar& bar : bars) most = std::max(most, bar.count);
  const double step = static_cast<double>(kWidth) / static_cast<double>(bars.size());
  const std::size_t each = std::max<std::size_t>(1, static_cast<std::size_t>(std::ceil(kLeastStep / step)));
  const auto number = [](double value) { return std::to_string(static_cast<long>(std::lround(value))); };
  Open(kBarsHeight + kLabels, name, "bars", html);
  for (std::size_t i = 0; i < bars.size(); ++i) {
    const Bar& bar = bars[i];
    const double left = static_cast<double>(i) * step;
    const double height = bar.count == 0 ? 0 : std::max(2.0, static_cast<double>(bar.count * (kBarsHeight - kLabels)) / static_cast<double>(most));
    Marked(bar.address, bar.title, html, [&] {
      // The whole height can be met with a mouse.
      html << "<rect class=\"room\" x=\"" << number(left) << "\" y=\"0\" width=\"" << number(step) << "\" height=\"" << kBarsHeight << "\"/>";
      html << "<rect class=\"bar" << (bar.chosen ? " chosen" : "") << "\" x=\"" << number(std::min(left + 1, kWidth - 2.0)) << "\" y=\"" << number(static_cast<double>(kBarsHeight) - height) << "\" width=\""
           << number(std::max(2.0, step - 3)) << "\" height=\"" << number(height) << "\"/>";
    });
    if (i % each == 0) {
      html << "<text x=\"" << number(left) << "\" y=\"" << kBarsHeight + kLabels - 4 << "\">";
      html.Text(bar.label) << "</text>";
    }
  }
  html << "</svg>";
}

void WriteDots(const std::vector<Dot>& dots, std::string_view lowest, std::string_view highest, std::string_view name, Html& html) {
  if (dots.empty()) return;
  double low = dots.front().value;
  double high = low;
  for (const Dot& dot : dots) {
    low = std::min(low, dot.value);
    high = std::max(high, dot.value_max);
  }
  const double width = kWidth - 2.0 * kMargin;
  // What is no number stands in the middle, and so do all where their range is none.
  const auto place = [&](double value) {
    const double share = (value / 2 - low / 2) / (high / 2 - low / 2);
    return kMargin + (share >= 0 && share <= 1 ? share : 0.5) * width;
  };
  const auto number = [](double value) { return std::to_string(static_cast<long>(std::lround(value))); };
  // How many stand on each place.
  std::map<long, std::size_t> stacked;
  std::size_t most = 1;
  for (const Dot& dot : dots) most = std::max(most, ++stacked[std::lround(place(dot.value) / (2 * kDot))]);
  const std::size_t levels = std::min(most, kMostStacked);
  const double floor = static_cast<double>(levels) * (2 * kDot + 1) + kDot;
  Open(static_cast<std::size_t>(floor) + 2 * kLabels, name, "dots", html);
  html << "<line x1=\"0\" x2=\"" << kWidth << "\" y1=\"" << number(floor) << "\" y2=\"" << number(floor) << "\"/>";
  stacked.clear();
  for (const Dot& dot : dots) {
    const std::size_t level = std::min(stacked[std::lround(place(dot.value) / (2 * kDot))]++, kMostStacked - 1);
    const double y = floor - (static_cast<double>(level) + 0.5) * (2 * kDot + 1);
    Marked(dot.address, dot.title, html, [&] {
      if (dot.value_max > dot.value)
        html << "<line class=\"range\" x1=\"" << number(place(dot.value)) << "\" x2=\"" << number(place(dot.value_max)) << "\" y1=\"" << number(y) << "\" y2=\"" << number(y) << "\"/>";
      html << "<circle cx=\"" << number(place(dot.value)) << "\" cy=\"" << number(y) << "\" r=\"" << number(kDot) << "\"/>";
    });
  }
  html << "<text x=\"0\" y=\"" << number(floor + kLabels) << "\">";
  html.Text(lowest) << "</text><text class=\"end\" x=\"" << kWidth << "\" y=\"" << number(floor + kLabels) << "\">";
  html.Text(highest) << "</text></svg>";
}

}  // namespace trichluc::serve
