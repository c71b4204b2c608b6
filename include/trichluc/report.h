// Documents as a page to read in a browser: the text with every record marked on it, the records in tables that lead to their
// places, the pages as pictures, what was repaired, and the remarks.
//
//   auto words = trichluc::ExportWording::Load({.language = "vi"});
//   auto plan = engine.ReadFully({.name = "plan.pdf", .bytes = bytes});
//   auto pictures = engine.Draw({.name = "plan.pdf", .bytes = bytes});            // where trichluc::HasPagesToDraw(bytes)
//   if (!words || !plan || !pictures) return 1;
//   trichluc::Report report(*words, [&](std::string_view piece) { return Write(file, piece); });
//   report.Add({.extraction = plan->extraction, .text = bytes, .repairs = &plan->repairs, .pictures = *pictures});
//   report.Finish();
//
// A Report is one file that holds all it shows: no address in it leads to another file or to a network, and a policy in it
// (Content Security Policy) forbids browsers everything but its own style, its own script and pictures inside it. It is laid out
// by the library: without its script it can be read, followed and printed too. What comes from documents is text in it and never
// markup. It depends on its arguments alone, and grows with them linearly. What it looks like is told in docs/report.md.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "trichluc/engine.h"
#include "trichluc/exports.h"
#include "trichluc/pages.h"
#include "trichluc/record.h"

namespace trichluc {

// Gets HTML (UTF-8) in pieces, in order, and answers whether it took them; after a false it gets no more.
using HtmlSink = std::function<bool(std::string_view)>;

// What is shown of one document. The views must stay valid during the call only.
struct ReportedDocument {
  const Extraction& extraction;
  // The bytes of the input, where that is text: with it, words that stand twice in a paragraph are told apart, and the letterhead
  // shows what no record has. Where Extraction::text is not empty it is used in place of this one. May be empty.
  std::string_view text{};
  const Repairs* repairs = nullptr;             // null: not shown
  std::span<const PagePicture> pictures{};      // in the order of their pages

  // For pages that a server gives. Where there are no pictures yet: the address of each page's PagesHtml without its number
  // ("/documents/3/pages/"), for a script to fetch when the page is looked at. Without a script it is a link.
  std::string_view page_address{};
  // What the server adds to a record (its id, and the contract's list that it stands in): markup of its own.
  std::function<std::string(std::string_view list, std::string_view id)> tools{};
};

// The fragment of one document: an <article> whose id is `prefix`, as are the beginnings of all ids in it. For it to work, the page
// around it has ReportStyle and ReportScript; several fragments in one page have different prefixes (ASCII letters and digits).
[[nodiscard]] std::string DocumentHtml(const ReportedDocument& document, const ExportWording& wording, std::string_view prefix = "d1");

// The figures of `document.pictures` alone, with the boxes of all records on them; for a fragment of the same document and prefix. After
// a script has put them in, it sends the event `trichluc:pages` to the <article>.
[[nodiscard]] std::string PagesHtml(const ReportedDocument& document, const ExportWording& wording, std::string_view prefix = "d1");

// The id of what stands at a span of the document, in its fragment: of the row of a record that stands just there, else of the heading
// or block that the span begins in ("d1-r12", "d1-s3", "d1-b40"). Empty where nothing does.
[[nodiscard]] std::string IdAt(const Extraction& document, Span span, std::string_view prefix = "d1");

// The id of the row of a record, by the contract's list that it stands in and its own id. Empty where there is none.
[[nodiscard]] std::string IdOfRecord(const Extraction& document, std::string_view list, std::string_view record, std::string_view prefix = "d1");

// Text as it may stand between tags and in attributes of double quotation marks, whatever it holds.
[[nodiscard]] std::string HtmlText(std::string_view text);

// The style sheet (CSS) and the script (JavaScript) of fragments. They last as long as the program.
[[nodiscard]] std::string_view ReportStyle();
[[nodiscard]] std::string_view ReportScript();

// The policy of a page that has both of them inline: `default-src 'none'; …`, with their digests.
[[nodiscard]] std::string ReportPolicy();

// A whole page, written as its documents come: no more than one of them is in memory. Functions are false once the sink took no
// more. Not thread-safe.
class Report {
 public:
  // `documents`: how many will be added, those that failed among them; with more than one there is a list of them.
  Report(const ExportWording& wording, HtmlSink sink, std::size_t documents = 1);
  Report(Report&&) noexcept;
  Report& operator=(Report&&) noexcept;
  ~Report();

  bool Add(const ReportedDocument& document);
  // A document that could not be read is in the list, with the reason. Writes nothing yet.
  void AddFailure(std::string_view name, std::string_view message);
  // Once, at the end.
  bool Finish();

  // How many documents were added, those that failed left out.
  [[nodiscard]] std::size_t shown() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace trichluc
