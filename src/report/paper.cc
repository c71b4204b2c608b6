// What stands above and below the body comes from the document's data, laid out after Decree 30/2020/NĐ-CP, Annex I: two columns at
// the head, the title in the middle, recipients at the left of the foot and the signature at its right. The state's title and the
// motto, which no record has, are shown where the source has them.
#include "report/paper.h"

#include <algorithm>

#include "records/edtf.h"
#include "report/marked_text.h"
#include "text/unicode.h"
#include "text/utf8.h"

namespace trichluc {
namespace {

constexpr std::string_view kCellEnd = " | ";
constexpr std::size_t kLongHeading = 160;    // bytes: what is longer is a labelled paragraph, and so is a sentence
constexpr std::size_t kDeepestHeading = 6;   // of HTML
constexpr std::size_t kFirstHeading = 3;     // below the page and the document
constexpr std::size_t kHead = 4096;          // bytes of a source that a letterhead stands in

// Letters and digits alone, without marks: "Độc lập - Tự do" → "doclaptudo".
std::string BareText(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = NextChar(text, at);
    const CharClass kind = ClassOf(c);
    if (IsLetter(kind) || kind == CharClass::kDigit) AppendChar(out, BareLetter(c));
  }
  return out;
}

class Paper {
 public:
  Paper(const DocumentView& view, HtmlOut& out) : view_(view), out_(out), data_(view.all().document) {}

  void Write() {
    out_ << "<div class=\"paper\" lang=\"vi\">";
    WriteLetterhead();
    WriteTitle();
    WriteBody();
    WriteFoot();
    out_ << "</div>";
  }

 private:
  [[nodiscard]] std::string Word(std::string_view key) const { return view_.words().Text("paper." + std::string(key)); }

  void Line(std::string_view name, std::string_view text) {
    out_ << "<p class=\"" << name << "\">";
    out_.Text(text) << "</p>";
  }

  // What the source has above its body.
  [[nodiscard]] std::string Head() const {
    const std::size_t end = view_.passages().empty() ? kHead : view_.passages().front().span.start;
    return BareText(ToNfc(WellFormed(view_.source().substr(0, std::min(end, kHead)))));
  }

  void WriteLetterhead() {
    const std::string head = Head();
    const auto has = [&](const std::string& line) { return head.find(BareText(line)) != std::string::npos; };
    const std::string code = data_.code ? *data_.code : data_.symbol ? Word("blank") + "/" + *data_.symbol : std::string();
    const std::string place = PlaceAndDate();
    const bool state = has(Word("state"));
    const bool party = !state && has(Word("party"));
    if (!data_.issuer && code.empty() && place.empty() && !state && !party) return;
    out_ << "<div class=\"letterhead\"><div>";
    if (data_.issuer) Line("issuer", *data_.issuer);
    if (!code.empty()) Line("code", view_.words().Fill("paper.number", {{"code", code}}));
    out_ << "</div><div>";
    if (state) {
      Line("state", Word("state"));
      Line("motto", Word("motto"));
    } else if (party) {
      Line("state party", Word("party"));
    }
    if (!place.empty()) Line("place", place);
    out_ << "</div></div>";
  }

  [[nodiscard]] std::string PlaceAndDate() const {
    std::string out = data_.place.value_or("");
    if (!data_.date) return out;
    const auto part = [&](std::size_t from, std::size_t size) {
      return data_.date->size() >= from + size ? data_.date->substr(from, size) : Word("blank");
    };
    return out + (out.empty() ? "" : ", ") + view_.words().Fill("paper.day", {{"day", part(8, 2)}, {"month", part(5, 2)}, {"year", part(0, 4)}});
  }

  void WriteTitle() {
    if (data_.type) Line("type", ToUpperCase(*data_.type));
    if (data_.title) Line("title", *data_.title);
  }

  void WriteBody() {
    const std::vector<Passage>& passages = view_.passages();
    for (std::size_t p = 0; p < passages.size(); ++p) {
      if (passages[p].section != nullptr) {
        WriteHeading(p);
      } else if (passages[p].block->kind == "row") {
        p = WriteTable(p);
      } else {
        out_ << "<p id=\"" << view_.Id('b', view_.NumberOf(*passages[p].block)) << "\" class=\"" << (passages[p].block->kind == "bullet" ? "bullet" : "paragraph") << "\">";
        MarkedText(view_, p).Write(0, passages[p].text.size(), out_);
        out_ << "</p>";
      }
    }
  }

  void WriteHeading(std::size_t p) {
    const Section& section = *view_.passages()[p].section;
    const std::size_t depth = view_.DepthOf(section);
    const bool is_long = section.text.size() > kLongHeading || section.heading.ends_with('.') || section.heading.ends_with(';');
    const std::string level = std::to_string(std::min(kFirstHeading + depth - 1, kDeepestHeading));
    out_ << "<h" << level << " id=\"" << view_.Id('s', view_.NumberOf(section)) << "\" class=\"depth" << std::min<std::size_t>(depth, 4);
    if (section.kind == "part" || section.kind == "chapter" || section.kind == "annex") out_ << " middle";
    out_ << (is_long ? " long\">" : "\">");
    MarkedText(view_, p).Write(0, section.text.size(), out_);
    out_ << "</h" << level << ">";
  }

  // The rows of one table; the last of them.
  std::size_t WriteTable(std::size_t p) {
    const std::vector<Passage>& passages = view_.passages();
    const auto goes_on = [&](std::size_t next) {
      return next < passages.size() && passages[next].block != nullptr && passages[next].block->kind == "row" &&
             passages[next].block->section == passages[p].block->section;
    };
    out_ << "<div class=\"wide\" tabindex=\"0\" role=\"group\"";
    out_.Attribute("aria-label", view_.Word("text"));
    out_ << "><table>";
    WriteRow(p);
    while (goes_on(p + 1)) WriteRow(++p);
    out_ << "</table></div>";
    return p;
  }

  void WriteRow(std::size_t p) {
    const std::string_view text = view_.passages()[p].text;
    MarkedText marked(view_, p);
    out_ << "<tr id=\"" << view_.Id('b', view_.NumberOf(*view_.passages()[p].block)) << "\">";
    for (std::size_t from = 0;;) {
      const std::size_t end = std::min(text.find(kCellEnd, from), text.size());
      out_ << "<td>";
      marked.Write(from, end, out_);
      out_ << "</td>";
      if (end == text.size()) break;
      from = end + kCellEnd.size();
    }
    out_ << "</tr>";
  }

  void WriteFoot() {
    const Signer& signer = data_.signer;
    if (data_.recipients.empty() && !signer.on_behalf && !signer.authority && !signer.position && !signer.name) return;
    out_ << "<div class=\"foot\"><div class=\"recipients\">";
    if (!data_.recipients.empty()) {
      Line("head", Word("recipients"));
      out_ << "<ul>";
      for (const std::string& recipient : data_.recipients) {
        out_ << "<li>";
        out_.Text(recipient) << "</li>";
      }
      out_ << "</ul>";
    }
    out_ << "</div><div class=\"signature\">";
    for (const auto& line : {signer.on_behalf, signer.authority, signer.position}) {
      if (line) Line("line", *line);
    }
    if (signer.name) Line("name", *signer.name);
    out_ << "</div></div>";
  }

  const DocumentView& view_;
  HtmlOut& out_;
  const DocumentData& data_;
};

}  // namespace

void WritePaper(const DocumentView& view, HtmlOut& out) { Paper(view, out).Write(); }

void WriteOutline(const DocumentView& view, HtmlOut& out) {
  const std::vector<Section>& sections = view.all().sections;
  if (sections.empty()) return;
  out << "<nav class=\"outline\"";
  out.Attribute("aria-label", view.Word("outline"));
  out << "><details open><summary>";
  out.Text(view.Word("outline")) << "</summary>";
  std::size_t depth = 0;
  for (std::size_t i = 0; i < sections.size(); ++i) {
    const std::size_t here = std::min(view.DepthOf(sections[i]), depth + 1);
    if (here > depth) out << "<ol>";
    for (; depth > here; --depth) out << "</li></ol>";
    if (depth == here) out << "</li>";
    depth = here;
    out << "<li><a href=\"#" << view.Id('s', i + 1) << "\" lang=\"vi\"><span class=\"label\">";
    out.Text(sections[i].label) << "</span> ";
    out.Text(sections[i].heading) << "</a>";
  }
  for (; depth > 0; --depth) out << "</li></ol>";
  out << "</details></nav>";
}

}  // namespace trichluc
