// Records in the forms that offices, calendars and archives use: workbooks, calendars, and the exchange formats of documents.
//
//   auto words = trichluc::ExportWording::Load({.language = "vi"});
//   if (!words) return Fail(words.error());
//   trichluc::Workbook workbook(*words);
//   for (const trichluc::Extraction& plan : plans) workbook.Add(plan);
//   auto xlsx = workbook.Finish();                                        // the bytes of an XLSX file
//   if (!xlsx) return Fail(xlsx.error());
//   for (const std::string& note : workbook.notes()) std::cerr << note << '\n';
//
// What each form holds, and why it is laid out so, is told in docs/exports.md. All of them depend on the records, the wording
// and the input alone: no clock and no locale is read, and the same Extractions in the same order give the same bytes. Nothing
// is added that the records do not state.
#pragma once

#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "trichluc/record.h"
#include "trichluc/result.h"

namespace trichluc {

class Wording;  // of the library itself

struct WordingOptions {
  // "vi", "en", or another that the folders have a file for: wording/LANGUAGE.toml.
  std::string language = "vi";
  // As in EngineOptions. A text in these folders replaces the built-in one of the same name; any other stays.
  std::string grammar_folder{};
  std::vector<std::string> extra_grammar_folders{};
};

// The titles, heads of columns and sentences of exports in one language: files of grammars/wording. A value that is cheap to
// copy; any number of threads may use it.
class ExportWording {
 public:
  // Fails where a folder cannot be read, a file of wording does not hold (kBadGrammar, with file, line and column), or no file
  // is there for the language (kBadArgument).
  static Result<ExportWording> Load(const WordingOptions& options = {});

  // "vi"
  [[nodiscard]] const std::string& language() const;
  // A text by its name ("report.print"), for pages of one's own around what the library writes. A name that no file has gives itself.
  [[nodiscard]] std::string Text(std::string_view key) const;
  // The same with values in the place of `{name}`.
  using Values = std::initializer_list<std::pair<std::string_view, std::string_view>>;
  [[nodiscard]] std::string Fill(std::string_view key, Values values) const;

  // For the library itself.
  [[nodiscard]] const Wording& words() const { return *words_; }

 private:
  friend class Workbook;
  friend class Calendar;
  friend std::string ToAnnexVi(const Extraction& extraction, const ExportWording& wording);
  explicit ExportWording(std::shared_ptr<const Wording> words) : words_(std::move(words)) {}
  std::shared_ptr<const Wording> words_;
};

// When something is due, as a table says it: "Trước 15/12/2031", "Quý I/2026". What is no date or range is told as the writer did.
[[nodiscard]] std::string DueWords(const Deadline& deadline, const ExportWording& wording);
// A date (EDTF) as people write it: "15/12/2031", "quý II/2026". What has no words stays.
[[nodiscard]] std::string DateWords(std::string_view edtf, const ExportWording& wording);

// What a target sets: "≥ 95%", "20–30 mô hình".
[[nodiscard]] std::string AmountWords(const Target& target, const ExportWording& wording);

// A workbook for spreadsheet programs (Office Open XML, ECMA-376) with a sheet each for assignments, targets, deadlines,
// references and documents, ready to be printed on A4. Rows go to temporary files as they come ($TMPDIR), so that thousands of
// documents need no more memory than one. Not thread-safe.
class Workbook {
 public:
  explicit Workbook(const ExportWording& wording);
  Workbook(Workbook&&) noexcept;
  Workbook& operator=(Workbook&&) noexcept;
  ~Workbook();

  // Adds the rows of one document. The first one is kept until a second one comes.
  void Add(const Extraction& extraction);

  // The bytes of the file. Once, at the end. Fails (kUnreadable) where temporary files cannot be written.
  [[nodiscard]] Result<std::string> Finish();

  // What was cut or left out because spreadsheets have limits: one line each, in English like all messages.
  [[nodiscard]] const std::vector<std::string>& notes() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// A calendar (iCalendar, RFC 5545) with an all-day event for each deadline that has a time: its day, the days from its first
// to its last, or the days on which it recurs. Reminders come seven days and one day before. Not thread-safe.
class Calendar {
 public:
  explicit Calendar(const ExportWording& wording);
  Calendar(Calendar&&) noexcept;
  Calendar& operator=(Calendar&&) noexcept;
  ~Calendar();

  // Adds the events of one document. A document whose bytes were added before adds none.
  void Add(const Extraction& extraction);

  // The file. Once, at the end.
  [[nodiscard]] std::string Finish();

  // What has no event: so many deadlines without a time, documents that came twice.
  [[nodiscard]] std::vector<std::string> notes() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// The document as Akoma Ntoso 3.0 (OASIS LegalDocML, 2018): XML with its outline, and a link where another document is named.
// Links and the document's own name are IRIs after the standard's naming convention: /akn/vn/doc/ke-hoach/2024-02-08/86-kh-hu.
[[nodiscard]] std::string ToAkomaNtoso(const Extraction& extraction);

// Every record as an annotation of the document (W3C Web Annotation Data Model, JSON-LD): an AnnotationCollection with one
// page. `original` is the input that the extraction was made from.
//
// Positions count code points, as the model demands (a letter of Vietnamese is one): of the input where it is UTF-8, of
// Extraction::text where it is no text. In other encodings they count bytes (DataPositionSelector).
[[nodiscard]] std::string ToAnnotations(const Extraction& extraction, std::string_view original);

// The data that a records system asks of an outgoing document, as XML under the names of Decree 30/2020/NĐ-CP, Annex VI, part
// II, table I (to which Article 4.2(g) binds such systems). A field that the document does not state is empty; a text longer
// than the table allows is cut at a word.
[[nodiscard]] std::string ToAnnexVi(const Extraction& extraction, const ExportWording& wording);

}  // namespace trichluc
