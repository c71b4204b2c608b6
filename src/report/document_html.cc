#include "report/document_html.h"

#include "exports/words.h"
#include "report/page_view.h"
#include "report/paper.h"
#include "report/repair_view.h"
#include "report/tables.h"
#include "report/view.h"

namespace trichluc {
namespace {

// One of the ways to look at a document.
struct Panel {
  const char* name;  // of its id, and of its title in the wording
  void (*write)(const DocumentView& view, HtmlOut& out);
};

std::vector<Panel> PanelsOf(const DocumentView& view) {
  std::vector<Panel> panels = {{"text", WritePaper}};
  if (!view.pictures().empty() || view.HasPagesElsewhere()) panels.push_back({"pages", WritePages});
  if (view.repairs() != nullptr && !view.repairs()->edits.empty()) panels.push_back({"repairs", WriteRepairs});
  panels.push_back({"remarks", WriteRemarks});
  return panels;
}

void WriteHead(const DocumentView& view, HtmlOut& out) {
  const Extraction& all = view.all();
  out << "<header class=\"masthead\"><h2 id=\"" << view.Id("name") << "\" lang=\"vi\">";
  out.Text(Called(all, view.words())) << "</h2>";
  if (all.document.title) {
    out << "<p class=\"about\" lang=\"vi\">";
    out.Text(*all.document.title) << "</p>";
  }
  out << "<p class=\"origin\"><code>";
  out.Text(all.source.name) << "</code></p></header>";
}

void WriteTabs(const DocumentView& view, const std::vector<Panel>& panels, HtmlOut& out) {
  out << "<div class=\"tabs\" role=\"group\"";
  out.Attribute("aria-label", view.Word("views"));
  out << ">";
  for (const Panel& panel : panels) {
    out << "<a id=\"" << view.Id("tab-" + std::string(panel.name)) << "\" href=\"#" << view.Id(panel.name) << "\">";
    out.Text(view.Word(panel.name));
    const std::string_view name = panel.name;
    const std::size_t count = name == "repairs" ? view.repairs()->edits.size() : name == "remarks" ? view.all().diagnostics.size() : 0;
    if (count > 0) out << " <span class=\"count\">" << count << "</span>";
    out << "</a>";
  }
  // Where there is no room beside the text, the records are a view too.
  out << "<a class=\"to-records\" id=\"" << view.Id("tab-records") << "\" href=\"#" << view.Id("records") << "\">";
  out.Text(view.Word("records")) << " <span class=\"count\">" << view.entries().size() - view.all().diagnostics.size() << "</span></a></div>";
}

void WriteRecords(const DocumentView& view, HtmlOut& out) {
  out << "<section class=\"side\" id=\"" << view.Id("records") << "\"";
  out.Attribute("aria-label", view.Word("records"));
  out << ">";
  WriteData(view, out);
  // Without the script there is nothing to filter with.
  out << "<div class=\"tools\" hidden><input type=\"search\" class=\"filter\"";
  out.Attribute("aria-label", view.Word("filter"));
  out.Attribute("placeholder", view.Word("filter"));
  out << "><p class=\"help\">";
  out.Text(view.Word("help")) << "</p><p class=\"empty none-left\" role=\"status\" hidden>";
  out.Text(view.Word("none_left")) << "</p></div>";
  WriteTables(view, out);
  out << "</section>";
}

}  // namespace

void WriteDocument(const ReportedDocument& document, const Wording& words, std::string_view prefix, HtmlOut& out) {
  const DocumentView view(document, words, prefix);
  const std::vector<Panel> panels = PanelsOf(view);
  out << "<article class=\"document\" id=\"" << view.prefix() << "\" tabindex=\"-1\" aria-labelledby=\"" << view.Id("name") << "\">";
  WriteHead(view, out);
  out << "<div class=\"columns\">";
  WriteOutline(view, out);
  out << "<div class=\"reading\">";
  WriteLegend(view, out);
  WriteTabs(view, panels, out);
  for (const Panel& panel : panels) {
    out << "<section class=\"panel " << panel.name << "\" id=\"" << view.Id(panel.name) << "\" aria-labelledby=\"" << view.Id("tab-" + std::string(panel.name)) << "\">";
    panel.write(view, out);
    out << "</section>";
  }
  out << "</div>";
  WriteRecords(view, out);
  out << "</div></article>";
}

}  // namespace trichluc
