#include "report/page_view.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>

#include "text/number_text.h"

namespace trichluc {
namespace {

// A record's part of a page.
struct Area {
  const Entry* entry = nullptr;
  Box box;
};

std::unordered_map<int, std::vector<Area>> AreasByPage(const DocumentView& view) {
  std::unordered_map<int, std::vector<Area>> pages;
  for (const Entry& entry : view.entries()) {
    std::visit(
        [&](const auto* of) {
          if constexpr (!std::is_same_v<decltype(of), const Diagnostic*>) {
            for (const PageArea& area : of->areas) {
              if (!area.box.empty()) pages[area.page].push_back({&entry, area.box});
            }
          }
        },
        entry.of);
  }
  // Small ones lie on top of large ones, so that each can be clicked.
  for (auto& [page, areas] : pages) {
    std::stable_sort(areas.begin(), areas.end(), [](const Area& a, const Area& b) { return a.box.width() * a.box.height() > b.box.width() * b.box.height(); });
  }
  return pages;
}

std::string Number(float points) { return NumberText(std::round(static_cast<double>(points) * 10) / 10); }

void WriteSize(std::string_view first, float width, std::string_view second, float height, HtmlOut& out) {
  out.Attribute(first, Number(width));
  out.Attribute(second, Number(height));
}

void WritePage(const DocumentView& view, const PagePicture& picture, const std::vector<Area>* areas, HtmlOut& out) {
  const std::string name = view.words().Fill("report.page", {{"page", std::to_string(picture.page)}});
  out << "<figure id=\"" << view.Id('p', static_cast<std::size_t>(picture.page)) << "\"><figcaption>";
  out.Text(name) << "</figcaption><svg role=\"img\"";
  out.Attribute("aria-label", name);
  out.Attribute("viewBox", "0 0 " + Number(picture.width) + " " + Number(picture.height));
  WriteSize("width", picture.width, "height", picture.height, out);
  out << "><image preserveAspectRatio=\"none\"";
  WriteSize("width", picture.width, "height", picture.height, out);
  out << " href=\"";
  out.DataAddress(picture.media_type, picture.bytes) << "\"/>";
  for (std::size_t i = 0; areas != nullptr && i < areas->size(); ++i) {
    const auto& [entry, box] = (*areas)[i];
    out << "<rect class=\"" << ClassOf(*entry) << "\" data-r=\"" << entry->number << "\"";
    WriteSize("x", box.x0, "y", box.y0, out);
    WriteSize("width", box.width(), "height", box.height(), out);
    out << "/>";
  }
  out << "</svg></figure>";
}

// Where a page will be shown once it was fetched.
void WriteRoom(const DocumentView& view, std::size_t page, HtmlOut& out) {
  out << "<figure class=\"later\" id=\"" << view.Id('p', page) << "\"><figcaption><a";
  out.Attribute("href", view.AddressOfPage(page));
  out << ">";
  out.Text(view.words().Fill("report.page", {{"page", std::to_string(page)}})) << "</a></figcaption></figure>";
}

}  // namespace

void WriteFigures(const DocumentView& view, HtmlOut& out) {
  const std::unordered_map<int, std::vector<Area>> pages = AreasByPage(view);
  for (const PagePicture& picture : view.pictures()) {
    const auto areas = pages.find(picture.page);
    WritePage(view, picture, areas == pages.end() ? nullptr : &areas->second, out);
  }
}

void WritePages(const DocumentView& view, HtmlOut& out) {
  const std::size_t all = static_cast<std::size_t>(std::max(view.all().source.pages.value_or(0), 0));
  if (view.HasPagesElsewhere()) {
    out << "<div class=\"pages\">";
    for (std::size_t page = 1; page <= all; ++page) WriteRoom(view, page, out);
    out << "</div>";
    return;
  }
  if (view.pictures().size() < all) {
    out << "<p class=\"note\">";
    out.Text(view.words().Fill("report.pages_missing", {{"shown", std::to_string(view.pictures().size())}, {"all", std::to_string(all)}})) << "</p>";
  }
  out << "<div class=\"pages\">";
  WriteFigures(view, out);
  out << "</div>";
}

}  // namespace trichluc
