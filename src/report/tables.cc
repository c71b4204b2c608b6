#include "report/tables.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include "exports/words.h"
#include "records/task_deadlines.h"
#include "text/number_text.h"
#include "text/utf8.h"

namespace trichluc {
namespace {

constexpr double kSure = 0.995;       // what is shown as 100 %
constexpr double kDoubtful = 0.8;
constexpr std::size_t kLongTitle = 300;  // bytes of a title in a table

const std::optional<std::string>& SectionOf(const Entry& entry) {
  static const std::optional<std::string> none;
  return std::visit(
      [](const auto* of) -> const std::optional<std::string>& {
        if constexpr (std::is_same_v<decltype(of), const Diagnostic*>) return none;
        else return of->section;
      },
      entry.of);
}

std::string Tenths(float points) { return NumberText(std::round(static_cast<double>(points) * 10) / 10); }

std::string BoxText(const Box& box) { return Tenths(box.x0) + ", " + Tenths(box.y0) + ", " + Tenths(box.x1) + ", " + Tenths(box.y1); }

// One kind's table.
class Table {
 public:
  Table(const DocumentView& view, HtmlOut& out) : view_(view), out_(out) {}

  void Write(const std::vector<const Entry*>& entries) {
    const Entry& first = *entries.front();
    const std::string kind = ClassOf(first);
    const std::string heading = view_.Id("t-" + kind) + (first.kind == EntryKind::kCustom ? std::to_string(first.custom_kind) : "");
    out_ << "<section class=\"kind k-" << kind << "\" aria-labelledby=\"" << heading << "\"><h3 id=\"" << heading << "\"><span class=\"swatch " << kind
         << "\" aria-hidden=\"true\">a</span> ";
    out_.Text(Title(first)) << " <span class=\"count\">" << entries.size() << "</span></h3><table class=\"records\"";
    out_.Attribute("aria-label", Title(first));
    out_ << "><thead><tr><th scope=\"col\">";
    out_.Text(view_.words().Text("common.number")) << "</th>";
    for (const std::string& head : HeadsOf(first)) {
      out_ << "<th scope=\"col\">";
      out_.Text(head) << "</th>";
    }
    out_ << "</tr></thead><tbody>";
    for (const Entry* entry : entries) WriteEntry(*entry);
    out_ << "</tbody></table></section>";
  }

  // All due dates of assignments, by their number.
  std::vector<std::vector<const Deadline*>> due;

 private:
  [[nodiscard]] std::string Title(const Entry& entry) const {
    switch (entry.kind) {
      case EntryKind::kAssignment: return view_.Word("assignments");
      case EntryKind::kTarget: return view_.Word("targets");
      case EntryKind::kDeadline: return view_.Word("deadlines");
      case EntryKind::kReference: return view_.Word("references");
      default: return view_.KindWord(entry);
    }
  }

  [[nodiscard]] std::vector<std::string> HeadsOf(const Entry& entry) const {
    switch (entry.kind) {
      case EntryKind::kAssignment: return {view_.Word("units"), view_.Word("task")};
      case EntryKind::kTarget: return {view_.Word("amount"), view_.Word("what")};
      case EntryKind::kDeadline: return {view_.Word("due"), view_.Word("task")};
      case EntryKind::kReference: return {view_.Word("cited"), view_.Word("issued")};
      default: return {view_.Word("fields")};
    }
  }

  void WriteEntry(const Entry& entry) {
    const Provenance& record = *ProvenanceOf(entry);
    const std::string number = std::to_string(entry.of_kind);
    out_ << "<tr id=\"" << view_.Id('r', entry.number) << "\" class=\"row\" data-row=\"" << entry.number << "\"";
    out_.Attribute("data-id", record.id);
    out_ << "><th scope=\"row\">";
    if (view_.HasPlace(entry)) {
      out_ << "<a class=\"go\" href=\"#" << view_.Id('m', entry.number) << "\"";
      out_.Attribute("aria-label", view_.words().Fill("report.go", {{"kind", view_.KindWord(entry)}, {"number", number}}));
      out_ << ">" << number << "</a>";
    } else {
      out_ << number;
    }
    out_ << "</th>";
    std::visit([&](const auto* of) { WriteCells(*of); }, entry.of);
    out_ << "</tr><tr class=\"more\"><td></td><td colspan=\"" << HeadsOf(entry).size() << "\"><dl>";
    WriteProvenance(entry, record);
    out_ << "</dl>";
    if (view_.tools()) out_ << view_.tools()(ListOf(entry), record.id);
    out_ << "</td></tr>";
  }

  void Units(const std::vector<std::string>& units) {
    if (units.empty()) return;
    out_ << "<span class=\"units\">";
    for (std::size_t i = 0; i < units.size(); ++i) {
      if (i > 0) out_ << "<br>";
      out_.Text(units[i]);
    }
    out_ << "</span>";
  }

  // Shown beside the words where it is no certainty.
  void Confidence(const Provenance& record) {
    if (record.confidence >= kSure) return;
    out_ << " <span class=\"chip" << (record.confidence < kDoubtful ? " low\"" : "\"");
    out_.Attribute("title", view_.Word("confidence"));
    out_ << ">";
    out_.Text(view_.Percent(record.confidence)) << "</span>";
  }

  void Small(std::string_view text) {
    if (text.empty()) return;
    out_ << "<span class=\"small\">";
    out_.Text(text) << "</span>";
  }

  void WriteCells(const Assignment& record) {
    const DocumentView& view = view_;
    out_ << "<td lang=\"vi\">";
    Units(record.lead);
    if (!record.with.empty()) Small(view.words().Fill("report.with", {{"units", view.words().List(record.with)}}));
    out_ << "</td><td lang=\"vi\">";
    out_.Text(record.task);
    Confidence(record);
    const auto index = static_cast<std::size_t>(&record - view.all().assignments.data());
    for (const Deadline* deadline : due[index]) {
      const auto at = static_cast<std::size_t>(deadline - view.all().deadlines.data());
      // Deadlines are numbered behind the assignments and the targets.
      const std::size_t number = view.all().assignments.size() + view.all().targets.size() + at + 1;
      out_ << "<a class=\"tag\" href=\"#" << view.Id('r', number) << "\">";
      out_.Text(DueWords(*deadline, view.words())) << "</a>";
    }
    out_ << "</td>";
  }

  void WriteCells(const Target& record) {
    out_ << "<td class=\"amount\" lang=\"vi\">";
    out_.Text(AmountWords(record, view_.words())) << "</td><td lang=\"vi\">";
    out_.Text(record.subject.value_or(""));
    Confidence(record);
    Small(record.predicate.value_or(""));
    out_ << "</td>";
  }

  void WriteCells(const Deadline& record) {
    out_ << "<td lang=\"vi\"><span class=\"when\">";
    out_.Text(DueWords(record, view_.words())) << "</span>";
    Small(view_.words().Text("kind." + record.kind));
    out_ << "</td><td lang=\"vi\">";
    out_.Text(record.task.value_or(""));
    Confidence(record);
    Small(view_.words().List(record.units));
    out_ << "</td>";
  }

  void WriteCells(const Reference& record) {
    out_ << "<td lang=\"vi\"><span class=\"when\">";
    out_.Text(record.name ? *record.name : record.type);
    const bool named_by_it = record.code && record.name && record.name->find(*record.code) != std::string::npos;
    if (record.code && !named_by_it) {
      out_ << " <span class=\"nowrap\">";
      out_.Text(*record.code) << "</span>";
    }
    out_ << "</span>";
    Confidence(record);
    const std::string title = record.title.value_or("");
    if (title.size() > kLongTitle) {
      Small(std::string(Beginning(title, kLongTitle)) + "…");
    } else {
      Small(title);
    }
    out_ << "</td><td lang=\"vi\">";
    if (record.date) out_.Text(Capitalized(DateWords(*record.date, view_.words())));
    Small(record.issuer.value_or(""));
    out_ << "<span class=\"tag plain\">";
    out_.Text(view_.words().Text("relation." + record.relation)) << "</span></td>";
  }

  void WriteCells(const CustomRecord& record) {
    out_ << "<td lang=\"vi\"><dl class=\"fields\">";
    for (const auto& [name, value] : record.fields) Pair(name, value);
    out_ << "</dl>";
    Confidence(record);
    out_ << "</td>";
  }

  void WriteCells(const Diagnostic&) {}  // remarks are told apart from the records

  void Pair(std::string_view name, std::string_view value) {
    out_ << "<div><dt>";
    out_.Text(name) << "</dt><dd>";
    out_.Text(value) << "</dd></div>";
  }

  void PairIf(std::string_view key, const std::optional<std::string>& value) {
    if (value && !value->empty()) Pair(view_.Word(key), *value);
  }

  void WriteOwn(const Assignment& record) { Pair(view_.Word("via"), view_.Word("via_" + record.via)); }
  void WriteOwn(const Target&) {}
  void WriteOwn(const Deadline& record) {
    PairIf("every", record.every);
    PairIf("label", record.label);
  }
  void WriteOwn(const Reference& record) {
    PairIf("provision", record.provision);
    Pair(view_.Word("key"), record.key);
    const Entry* first = record.first ? view_.ReferenceOf(*record.first) : nullptr;
    if (first == nullptr) return;
    out_ << "<div><dt>";
    out_.Text(view_.Word("first")) << "</dt><dd><a href=\"#" << view_.Id('r', first->number) << "\">";
    out_.Text(view_.words().Fill("report.first_number", {{"number", std::to_string(first->of_kind)}})) << "</a></dd></div>";
  }
  void WriteOwn(const CustomRecord&) {}
  void WriteOwn(const Diagnostic&) {}

  void WriteProvenance(const Entry& entry, const Provenance& record) {
    std::visit([&](const auto* of) { WriteOwn(*of); }, entry.of);
    out_ << "<div><dt>";
    out_.Text(view_.Word("section")) << "</dt><dd>";
    const std::optional<std::string>& section = SectionOf(entry);
    if (const std::size_t number = section ? view_.SectionNumber(*section, record.span.start) : 0; number > 0) {
      out_ << "<a href=\"#" << view_.Id('s', number) << "\">";
      out_.Text(*section) << "</a>";
    } else {
      out_.Text(section ? *section : view_.Word("before_sections"));
    }
    out_ << "</dd></div>";
    for (const PageArea& area : record.areas) {
      Pair(view_.Word("place"), area.box.empty() ? std::to_string(area.page)
                                                 : view_.words().Fill("report.page_box", {{"page", std::to_string(area.page)}, {"box", BoxText(area.box)}}));
    }
    Pair(view_.Word("bytes"), view_.words().Fill("report.byte_range", {{"start", std::to_string(record.span.start)}, {"end", std::to_string(record.span.end)}}));
    Pair(view_.Word("confidence"), view_.Percent(record.confidence));
    if (!record.rule.empty()) Pair(view_.Word("rule"), record.rule);
    Pair(view_.Word("identifier"), record.id);
  }

  const DocumentView& view_;
  HtmlOut& out_;
};

// The entries of each table, in order.
std::vector<std::vector<const Entry*>> TablesOf(const DocumentView& view) {
  std::vector<std::vector<const Entry*>> tables;
  for (const Entry& entry : view.entries()) {
    if (entry.kind == EntryKind::kDiagnostic) break;
    const bool same = !tables.empty() && tables.back().front()->kind == entry.kind && tables.back().front()->custom_kind == entry.custom_kind;
    if (!same) tables.emplace_back();
    tables.back().push_back(&entry);
  }
  return tables;
}

void WriteBox(const std::string& kind, std::string_view word, std::size_t count, HtmlOut& out) {
  if (count == 0) return;
  out << "<label class=\"switch\"><input type=\"checkbox\" checked value=\"" << kind << "\"><span class=\"swatch " << kind << "\" aria-hidden=\"true\">a</span> ";
  out.Text(word) << " <span class=\"count\">" << count << "</span></label>";
}

}  // namespace

void WriteLegend(const DocumentView& view, HtmlOut& out) {
  const Extraction& all = view.all();
  if (view.entries().empty()) return;
  out << "<fieldset class=\"legend\"><legend>";
  out.Text(view.Word("legend")) << "</legend>";
  WriteBox("as", view.Word("assignments"), all.assignments.size(), out);
  WriteBox("tg", view.Word("targets"), all.targets.size(), out);
  WriteBox("dl", view.Word("deadlines"), all.deadlines.size(), out);
  WriteBox("rf", view.Word("references"), all.references.size(), out);
  // Kinds of a user's own share colours where there are many, and one box for each colour.
  std::array<std::string, 4> names;
  std::array<std::size_t, 4> counts{};
  std::size_t last = static_cast<std::size_t>(-1);
  for (const Entry& entry : view.entries()) {
    if (entry.kind != EntryKind::kCustom) continue;
    const std::size_t colour = entry.custom_kind % names.size();
    if (entry.custom_kind != last) names[colour] += (names[colour].empty() ? "" : ", ") + view.KindWord(entry);
    last = entry.custom_kind;
    ++counts[colour];
  }
  for (std::size_t colour = 0; colour < names.size(); ++colour) WriteBox("c" + std::to_string(colour), names[colour], counts[colour], out);
  WriteBox("dx", view.Word("diagnostics"), all.diagnostics.size(), out);
  out << "</fieldset>";
}

void WriteTables(const DocumentView& view, HtmlOut& out) {
  Table table(view, out);
  table.due = DeadlinesOfAssignments(view.all());
  const std::vector<std::vector<const Entry*>> tables = TablesOf(view);
  for (const std::vector<const Entry*>& entries : tables) table.Write(entries);
  if (tables.empty()) {
    out << "<p class=\"empty\">";
    out.Text(view.Word("none")) << "</p>";
  }
}

void WriteRemarks(const DocumentView& view, HtmlOut& out) {
  if (view.all().diagnostics.empty()) {
    out << "<p class=\"empty\">";
    out.Text(view.Word("no_remarks")) << "</p>";
    return;
  }
  out << "<ol class=\"remarks\">";
  for (const Entry& entry : view.entries()) {
    if (entry.kind != EntryKind::kDiagnostic) continue;
    const Diagnostic& remark = *std::get<const Diagnostic*>(entry.of);
    const std::string severity(Name(remark.severity));
    const std::string code(Name(remark.code));
    out << "<li id=\"" << view.Id('r', entry.number) << "\" class=\"row " << severity << "\" data-row=\"" << entry.number << "\"><span class=\"severity\">";
    out.Text(view.Word("severity_" + severity)) << "</span> ";
    if (view.HasPlace(entry)) {
      out << "<a class=\"go\" href=\"#" << view.Id('m', entry.number) << "\">";
      out.Text(view.words().Text("remark." + code)) << "</a>";
    } else {
      out << "<strong>";
      out.Text(view.words().Text("remark." + code)) << "</strong>";
    }
    out << "<span class=\"small\" lang=\"en\">";
    out.Text(remark.message) << "</span><span class=\"small\"><code>";
    out.Text(code) << "</code> · ";
    out.Text(view.Word("bytes")) << " ";
    out.Text(view.words().Fill("report.byte_range", {{"start", std::to_string(remark.span.start)}, {"end", std::to_string(remark.span.end)}}))
        << "</span></li>";
  }
  out << "</ol>";
}

void WriteData(const DocumentView& view, HtmlOut& out) {
  const Extraction& all = view.all();
  const DocumentData& data = all.document;
  const auto pair = [&](std::string_view key, std::string_view value, bool code = false) {
    if (value.empty()) return;
    out << "<div><dt>";
    out.Text(view.Word(key)) << (code ? "</dt><dd><code>" : "</dt><dd lang=\"vi\">");
    out.Text(value) << (code ? "</code></dd></div>" : "</dd></div>");
  };
  std::vector<std::string> signer;
  for (const auto& line : {data.signer.on_behalf, data.signer.authority, data.signer.position, data.signer.name}) {
    if (line) signer.push_back(*line);
  }
  out << "<details class=\"data\"><summary>";
  out.Text(view.Word("data")) << "</summary><dl>";
  pair("type", data.type.value_or(""));
  pair("code", data.code ? *data.code : data.symbol.value_or(""));
  pair("date", data.date ? Capitalized(DateWords(*data.date, view.words())) : "");
  pair("issued_at", data.place.value_or(""));
  pair("issuer", data.issuer.value_or(""));
  pair("about", data.title.value_or(""));
  pair("period", data.period.value_or(""));
  pair("signer", view.words().List(signer));
  pair("recipients", view.words().List(data.recipients));
  pair("file", all.source.name, true);
  pair("format", all.source.media_type, true);
  pair("size", view.words().Fill("report.size_bytes", {{"number", std::to_string(all.source.bytes)}}));
  pair("encoding", all.source.encoding, true);
  if (all.source.pages) pair("page_count", std::to_string(*all.source.pages));
  pair("damage", view.Word("damage_" + all.source.repair));
  pair("digest", all.source.sha256, true);
  out << "</dl></details>";
}

}  // namespace trichluc
