#include "report/repair_view.h"

#include <algorithm>

namespace trichluc {
namespace {

constexpr double kUnsure = 0.6;  // as the engine's remark on such repairs

// Ends a line of the source: a line feed, or the form feed between pages.
bool EndsLine(char c) { return c == '\n' || c == '\f'; }

class RepairView {
 public:
  RepairView(const DocumentView& view, HtmlOut& out) : view_(view), out_(out), edits_(view.repairs()->edits), text_(view.source()) {}

  void Write() {
    out_ << "<p class=\"note\">";
    out_.Text(view_.words().Fill("report.repair_count", {{"number", std::to_string(edits_.size())}})) << " · ";
    out_.Text(view_.Word("damage")) << ": ";
    out_.Text(view_.Word("damage_" + std::string(Name(view_.repairs()->damage)))) << "</p>";
    if (edits_.empty()) return;
    out_ << "<table class=\"repairs\"><thead><tr><th scope=\"col\">";
    out_.Text(view_.Word("read_as")) << "</th><th scope=\"col\">";
    out_.Text(view_.Word("meant_as")) << "</th></tr></thead><tbody>";
    if (text_.empty()) {
      for (const RepairEdit& edit : edits_) WriteRow(&edit, &edit + 1, {});
    } else {
      WriteLines();
    }
    out_ << "</tbody></table>";
  }

 private:
  // Line by line; an edit that joins two lines makes one row of them.
  void WriteLines() {
    const RepairEdit* edit = edits_.data();
    const RepairEdit* const end = edit + edits_.size();
    std::size_t unchanged = 0;
    for (std::size_t from = 0; from < text_.size();) {
      const RepairEdit* const first = edit;
      const std::size_t to = EndOfRow(from, edit, end);
      if (edit == first) {
        if (to > from) ++unchanged;
      } else {
        WriteUnchanged(unchanged);
        unchanged = 0;
        WriteRow(first, edit, {from, to});
      }
      from = to + 1;
    }
    WriteUnchanged(unchanged);
  }

  // The end of the line, or of the last of those that edits join; moves `edit` behind all that begin before it.
  std::size_t EndOfRow(std::size_t from, const RepairEdit*& edit, const RepairEdit* end) const {
    for (std::size_t furthest = from;;) {
      std::size_t to = std::min(furthest, text_.size());
      while (to < text_.size() && !EndsLine(text_[to])) ++to;
      for (; edit != end && edit->span.start <= to; ++edit) furthest = std::max(furthest, edit->span.end);
      if (furthest <= to || to == text_.size()) return to;
    }
  }

  void WriteUnchanged(std::size_t lines) {
    if (lines == 0) return;
    out_ << "<tr class=\"unchanged\"><td colspan=\"2\">";
    out_.Text(lines == 1 ? view_.Word("unchanged_one") : view_.words().Fill("report.unchanged", {{"number", std::to_string(lines)}})) << "</td></tr>";
  }

  void WriteRow(const RepairEdit* first, const RepairEdit* last, Span line) {
    out_ << "<tr lang=\"vi\"><td>";
    WriteSide(first, last, line, true);
    out_ << "</td><td>";
    WriteSide(first, last, line, false);
    out_ << "</td></tr>";
  }

  void WriteSide(const RepairEdit* first, const RepairEdit* last, Span line, bool read) {
    std::size_t at = line.start;
    for (const RepairEdit* edit = first; edit != last; ++edit) {
      if (!line.empty() && edit->span.start > at) out_.Text(text_.substr(at, std::min(edit->span.start, line.end) - at));
      const std::string& text = read ? edit->read : edit->meant;
      if (!text.empty()) WriteEdit(*edit, text, read ? "del" : "ins");
      at = std::max(at, edit->span.end);
    }
    if (at < line.end) out_.Text(text_.substr(at, line.end - at));
  }

  void WriteEdit(const RepairEdit& edit, std::string_view text, std::string_view element) {
    out_ << "<" << element;
    if (edit.probability < kUnsure) out_ << " class=\"unsure\"";
    out_.Attribute("title", view_.words().Fill("report.repair_about", {{"reason", view_.Word("reason_" + std::string(Name(edit.reason)))}, {"percent", view_.Percent(edit.probability)}}));
    out_ << ">";
    out_.Text(text) << "</" << element << ">";
  }

  const DocumentView& view_;
  HtmlOut& out_;
  const std::vector<RepairEdit>& edits_;
  std::string_view text_;
};

}  // namespace

void WriteRepairs(const DocumentView& view, HtmlOut& out) { RepairView(view, out).Write(); }

}  // namespace trichluc
