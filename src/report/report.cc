// The page around the documents. It is written from its beginning to its end as they come, so the list of them stands at its end;
// the script moves it to the top.
#include "trichluc/report.h"

#include <utility>
#include <vector>

#include "exports/words.h"
#include "records/identity.h"
#include "report/assets.h"
#include "report/document_html.h"
#include "report/entries.h"
#include "report/html.h"
#include "report/page_view.h"
#include "trichluc/version.h"

namespace trichluc {
namespace {

std::string_view Asset(std::string_view path) {
  for (const AssetFile& file : ReportAssets()) {
    if (file.path == path) return file.text;
  }
  return {};
}

// 'sha256-…' of an inline style or script, as policies name it.
std::string DigestSource(std::string_view text) {
  const std::string hex = Sha256Hex(text);
  const auto digit = [](char c) { return c <= '9' ? c - '0' : c - 'a' + 10; };
  std::string bytes;
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2) bytes += static_cast<char>(digit(hex[i]) << 4 | digit(hex[i + 1]));
  std::string out = "'sha256-";
  AppendBase64(out, bytes);
  return out + "'";
}

// All that is written, as one text.
template <typename Write>
std::string Written(const Write& write) {
  std::string html;
  const HtmlSink sink = [&](std::string_view piece) {
    html += piece;
    return true;
  };
  HtmlOut out(sink);
  write(out);
  out.Flush();
  return html;
}

}  // namespace

std::string_view ReportStyle() { return Asset("report.css"); }
std::string_view ReportScript() { return Asset("report.js"); }

std::string ReportPolicy() {
  return "default-src 'none'; img-src data:; style-src " + DigestSource(ReportStyle()) + "; script-src " + DigestSource(ReportScript()) +
         "; base-uri 'none'; form-action 'none'";
}

std::string DocumentHtml(const ReportedDocument& document, const ExportWording& wording, std::string_view prefix) {
  return Written([&](HtmlOut& out) { WriteDocument(document, wording.words(), prefix, out); });
}

std::string PagesHtml(const ReportedDocument& document, const ExportWording& wording, std::string_view prefix) {
  return Written([&](HtmlOut& out) { WriteFigures(DocumentView(document, wording.words(), prefix), out); });
}

std::string IdAt(const Extraction& document, Span span, std::string_view prefix) {
  const auto id = [&](char kind, std::size_t index) { return std::string(prefix) + "-" + kind + std::to_string(index + 1); };
  const auto begins_in = [&](const Provenance& passage) { return passage.span.start <= span.start && span.start < passage.span.end; };
  for (const Entry& entry : EntriesOf(document)) {
    if (entry.kind != EntryKind::kDiagnostic && entry.span == span) return id('r', entry.number - 1);
  }
  for (std::size_t i = 0; i < document.blocks.size(); ++i) {
    if (begins_in(document.blocks[i])) return id('b', i);
  }
  for (std::size_t i = 0; i < document.sections.size(); ++i) {
    if (begins_in(document.sections[i])) return id('s', i);
  }
  return {};
}

std::string IdOfRecord(const Extraction& document, std::string_view list, std::string_view record, std::string_view prefix) {
  for (const Entry& entry : EntriesOf(document)) {
    const Provenance* const provenance = ProvenanceOf(entry);
    if (provenance != nullptr && provenance->id == record && ListOf(entry) == list) return std::string(prefix) + "-r" + std::to_string(entry.number);
  }
  return {};
}

std::string HtmlText(std::string_view text) {
  std::string out;
  AppendHtmlText(out, text);
  return out;
}

struct Report::State {
  State(ExportWording words, HtmlSink sink_, std::size_t documents_) : wording(std::move(words)), sink(std::move(sink_)), out(sink), documents(documents_) {}

  // One line of the list.
  struct Line {
    std::string prefix;  // empty where it could not be read
    std::string name;
    std::string about;
  };

  [[nodiscard]] const Wording& words() const { return wording.words(); }
  [[nodiscard]] std::string Word(std::string_view key) const { return words().Text("report." + std::string(key)); }

  void Begin(std::string_view title) {
    if (std::exchange(begun, true)) return;
    out << "<!DOCTYPE html>\n<html";
    out.Attribute("lang", words().language());
    out << ">\n<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\"";
    out.Attribute("content", ReportPolicy());
    out << ">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n"
           "<meta name=\"referrer\" content=\"no-referrer\">\n<meta name=\"generator\" content=\"trichluc " TRICHLUC_VERSION "\">\n<title>";
    out.Text(documents == 1 && !title.empty() ? title : words().Fill("report.summary", {{"documents", std::to_string(documents)}})) << " – ";
    out.Text(Word("name")) << "</title>\n<style>" << ReportStyle() << "</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#d1\">";
    out.Text(Word("skip")) << "</a>\n<header class=\"bar\"><h1>";
    out.Text(Word("name")) << "</h1><div class=\"tools\" hidden><label>";
    out.Text(Word("theme")) << " <select class=\"theme\">";
    for (const char* theme : {"auto", "light", "dark"}) {
      out << "<option value=\"" << theme << "\">";
      out.Text(Word(std::string("theme_") + theme)) << "</option>";
    }
    out << "</select></label><button type=\"button\" class=\"print\">";
    out.Text(Word("print")) << "</button></div></header>\n<main>\n";
  }

  void WriteList() {
    if (documents < 2 && !lines.empty() && !lines.front().prefix.empty()) return;
    out << "<nav class=\"documents\"";
    out.Attribute("aria-label", Word("documents"));
    out << "><ol>";
    for (const Line& line : lines) {
      out << "<li>";
      if (line.prefix.empty()) {
        out << "<span class=\"failed\"><strong>";
        out.Text(line.name) << "</strong> ";
        out.Text(Word("failed")) << ": <span lang=\"en\">";
        out.Text(line.about) << "</span></span></li>";
        continue;
      }
      out << "<a href=\"#" << line.prefix << "\" lang=\"vi\"><strong>";
      out.Text(line.name) << "</strong> ";
      out.Text(line.about) << "</a></li>";
    }
    out << "</ol><button type=\"button\" class=\"all\" hidden>";
    out.Text(Word("all_documents")) << "</button></nav>\n";
  }

  ExportWording wording;
  HtmlSink sink;
  HtmlOut out;
  std::size_t documents;
  bool begun = false;
  std::vector<Line> lines;
  std::size_t shown = 0;
};

Report::Report(const ExportWording& wording, HtmlSink sink, std::size_t documents)
    : state_(std::make_unique<State>(wording, std::move(sink), documents)) {}
Report::Report(Report&&) noexcept = default;
Report& Report::operator=(Report&&) noexcept = default;
Report::~Report() = default;

bool Report::Add(const ReportedDocument& document) {
  const Extraction& all = document.extraction;
  const std::string name = Called(all, state_->words());
  const std::string about = all.document.title.value_or("");
  state_->Begin(about.empty() ? name : name + ": " + about);
  const std::string prefix = "d" + std::to_string(++state_->shown);
  state_->lines.push_back({prefix, name, about});
  WriteDocument(document, state_->words(), prefix, state_->out);
  state_->out << "\n";
  return state_->out.Flush();
}

void Report::AddFailure(std::string_view name, std::string_view message) {
  state_->lines.push_back({{}, std::string(name), std::string(message)});
}

std::size_t Report::shown() const { return state_->shown; }

bool Report::Finish() {
  state_->Begin({});
  HtmlOut& out = state_->out;
  out << "</main>\n";
  state_->WriteList();
  out << "<footer class=\"made\">";
  out.Text(state_->words().Fill("report.made", {{"version", TRICHLUC_VERSION}})) << "</footer>\n<script>" << ReportScript() << "</script>\n</body>\n</html>\n";
  return out.Flush();
}

}  // namespace trichluc
