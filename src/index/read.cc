#include "index/read.h"

#include <algorithm>
#include <utility>

#include "index/char_cursor.h"
#include "index/columns.h"
#include "index/document_rows.h"
#include "index/packing.h"
#include "pages/format.h"
#include "text/utf8.h"

namespace trichluc {
namespace {

// Gives out the values of a row one after the other.
class RowReader {
 public:
  explicit RowReader(const SqlRow& row) : row_(row) {}

  const SqlValue& Next() { return row_[at_++]; }
  template <typename Member>
  void Into(Member& member) { Restore(Next(), member); }

 private:
  const SqlRow& row_;
  std::size_t at_ = 0;
};


// The columns that order the rows of a table.
std::string KeyOf(const Table& table) {
  std::string key = "r.";
  for (const char c : table.key) {
    key += c;
    if (c == ' ') key += "r.";
  }
  return key;
}

class DocumentReader {
 public:
  DocumentReader(Database& database, std::int64_t number) : database_(database), number_(number) {}

  Result<IndexedDocument> Run() {
    if (auto fault = ReadAll()) return *fault;
    return IndexedDocument{std::move(out_), std::move(reader_), {}};
  }

 private:
  std::optional<Error> ReadAll() {
    if (auto fault = ReadHead()) return fault;
    // Blocks and headings before what shares their words.
    if (auto fault = ReadRecords(Part::kBlock, out_.blocks)) return fault;
    if (auto fault = ReadRecords(Part::kSection, out_.sections)) return fault;
    if (auto fault = ReadRecords(Part::kReference, out_.references)) return fault;
    if (auto fault = ReadRecords(Part::kAssignment, out_.assignments)) return fault;
    if (auto fault = ReadRecords(Part::kTarget, out_.targets)) return fault;
    if (auto fault = ReadRecords(Part::kDeadline, out_.deadlines)) return fault;
    if (auto fault = ReadRecords(Part::kCustom, out_.custom)) return fault;
    return ReadLists();
  }

  // The rows of a part of the document, in the order of its key.
  std::optional<Error> Rows(const Table& table, const std::function<void(RowReader&)>& use) {
    const SqlRow values = {number_};
    const std::string sql = NamedRowsSql(table) + " WHERE r.document = ? ORDER BY " + KeyOf(table);
    return database_.Query(sql, values, [&](const SqlRow& row) {
      RowReader reader(row);
      reader.Next();  // the document
      use(reader);
      return true;
    });
  }

  std::optional<Error> ReadHead() {
    bool found = false;
    const SqlRow values = {number_};
    const std::string sql = NamedRowsSql(DocumentTable()) + " WHERE r.id = ?";
    const auto take = [&](const SqlRow& row) {
      found = true;
      RowReader reader(row);
      reader.Next();  // its number
      Source& source = out_.source;
      reader.Into(source.sha256);
      reader.Into(source.name);
      reader.Into(source.media_type);
      source.bytes = static_cast<std::uint64_t>(IntegerOf(reader.Next()));
      reader.Into(source.encoding);
      reader.Into(source.pages);
      reader.Into(source.repair);
      reader.Into(reader_);
      VisitFields(out_.document, [&](std::string_view, auto& member) { reader.Into(member); });
      for (int column = 0; column < 7; ++column) reader.Next();  // what is looked for by
      reader.Into(out_.document.signer.on_behalf);
      reader.Into(out_.document.signer.authority);
      reader.Into(out_.document.signer.position);
      reader.Into(out_.document.signer.name);
      return false;
    };
    if (auto fault = database_.Query(sql, values, take)) return fault;
    if (!found) return Error{Error::Code::kBadArgument, "document " + std::to_string(number_) + ": there is none of that number in the index"};
    return std::nullopt;
  }

  template <typename Record>
  std::optional<Error> ReadRecords(Part part, std::vector<Record>& records) {
    return Rows(TableOf(part), [&](RowReader& reader) {
      reader.Next();  // its place in the list
      Record& record = records.emplace_back();
      VisitColumns(record, [&](std::string_view, auto& member) {
        if constexpr (!kIsList<decltype(member)>) reader.Into(member);
      });
      if constexpr (std::is_same_v<Record, Deadline>) {
        for (int column = 0; column < 3; ++column) reader.Next();  // first and last day
      }
      // What it is looked for by.
      if constexpr (std::is_same_v<Record, Reference> || std::is_same_v<Record, Target>) {
        reader.Next();
        reader.Next();
      }
      if constexpr (std::is_same_v<Record, Target>) {
        reader.Next();
        reader.Next();
      }
      ReadPlace(reader, record);
      ReadText(reader, record);
    });
  }

  static void ReadPlace(RowReader& reader, Provenance& record) {
    record.span.start = static_cast<std::size_t>(IntegerOf(reader.Next()));
    record.span.end = static_cast<std::size_t>(IntegerOf(reader.Next()));
    const SqlValue& page = reader.Next();
    const bool has_page = !std::holds_alternative<std::monostate>(page);
    const int number = static_cast<int>(IntegerOf(page));
    const Box box = ReadBox(reader);
    if (has_page) record.areas.push_back({number, box});
  }

  static Box ReadBox(RowReader& reader) {
    Box box;
    for (float* side : {&box.x0, &box.y0, &box.x1, &box.y1}) *side = static_cast<float>(NumberOf(reader.Next()));
    return box;
  }

  template <typename Record>
  void ReadText(RowReader& reader, Record& record) {
    const SqlValue& text = reader.Next();
    const bool stands_there = !std::holds_alternative<std::monostate>(text);
    if (stands_there) record.text = TextOf(text);
    if constexpr (kStandsInOthers<Record>) {
      const SqlValue& block = reader.Next();
      const SqlValue& heading = reader.Next();
      const std::string_view holder = HolderText(block, heading);
      ReadPart(reader, holder, record.text);
      VisitColumns(record, [&](std::string_view name, auto& member) {
        if constexpr (kIsText<decltype(member)>) {
          if (HeldFieldOf(name) != nullptr) ReadPart(reader, holder, member);
        }
      });
    } else if constexpr (std::is_same_v<Record, Section>) {
      if (!stands_there) record.text = PlainText(record);
    }
  }

  // Words that stand in the holder, where the row has their place.
  template <typename Member>
  void ReadPart(RowReader& reader, std::string_view holder, Member& member) {
    const auto from = static_cast<std::size_t>(IntegerOf(reader.Next()));
    const auto length = static_cast<std::size_t>(IntegerOf(reader.Next()));
    if (from > 0) member = PartOf(holder, from - 1, length);
  }

  [[nodiscard]] std::string_view HolderText(const SqlValue& block, const SqlValue& heading) const {
    const bool in_block = !std::holds_alternative<std::monostate>(block);
    const auto ordinal = static_cast<std::size_t>(IntegerOf(in_block ? block : heading));
    if (in_block) return ordinal < out_.blocks.size() ? std::string_view(out_.blocks[ordinal].text) : std::string_view();
    return ordinal < out_.sections.size() ? std::string_view(out_.sections[ordinal].heading) : std::string_view();
  }

  // `length` characters of a text, from that one on.
  std::string PartOf(std::string_view text, std::size_t from, std::size_t length) {
    const std::size_t start = cursor_.BytesBefore(text, from);
    return std::string(text.substr(start, cursor_.BytesBefore(text, from + std::min(length, text.size())) - start));
  }

  std::optional<Error> ReadLists() {
    const auto index_of = [](RowReader& reader) { return static_cast<std::size_t>(IntegerOf(reader.Next())); };
    auto fault = Rows(TableOf(Part::kRecipient), [&](RowReader& reader) {
      reader.Next();
      reader.Into(out_.document.recipients.emplace_back());
    });
    if (fault) return fault;
    fault = Rows(TableOf(Part::kAssignmentUnit), [&](RowReader& reader) {
      const std::size_t record = index_of(reader);
      if (record >= out_.assignments.size()) return;
      Assignment& assignment = out_.assignments[record];
      UnitList& units = TextOf(reader.Next()) == "lead" ? assignment.lead : assignment.with;
      reader.Next();
      reader.Next();
      reader.Into(units.emplace_back());
    });
    if (fault) return fault;
    fault = Rows(TableOf(Part::kDeadlineUnit), [&](RowReader& reader) {
      const std::size_t record = index_of(reader);
      if (record >= out_.deadlines.size()) return;
      for (int i = 0; i < 3; ++i) reader.Next();  // ordinal, days, unit
      reader.Into(out_.deadlines[record].units.emplace_back());
    });
    if (fault) return fault;
    fault = Rows(TableOf(Part::kCustomField), [&](RowReader& reader) {
      const std::size_t record = index_of(reader);
      if (record >= out_.custom.size()) return;
      reader.Next();
      auto& field = out_.custom[record].fields.emplace_back();
      reader.Into(field.first);
      reader.Into(field.second);
    });
    if (fault) return fault;
    fault = Rows(TableOf(Part::kDiagnostic), [&](RowReader& reader) {
      reader.Next();
      Diagnostic& diagnostic = out_.diagnostics.emplace_back();
      diagnostic.code = DiagnosticCodeOf(TextOf(reader.Next())).value_or(DiagnosticCode::kUnknownStructure);
      diagnostic.severity = SeverityOf(TextOf(reader.Next())).value_or(Severity::kInfo);
      reader.Into(diagnostic.message);
      diagnostic.span.start = index_of(reader);
      diagnostic.span.end = index_of(reader);
    });
    if (fault) return fault;
    return Rows(TableOf(Part::kFurtherArea), [&](RowReader& reader) {
      const std::string kind = TextOf(reader.Next());
      const std::size_t record = index_of(reader);
      reader.Next();
      const int page = static_cast<int>(IntegerOf(reader.Next()));
      if (Provenance* const owner = RecordOf(kind, record)) owner->areas.push_back({page, ReadBox(reader)});
    });
  }

  Provenance* RecordOf(std::string_view kind, std::size_t record) {
    const auto in = [&](auto& records) -> Provenance* { return record < records.size() ? &records[record] : nullptr; };
    if (kind == "section") return in(out_.sections);
    if (kind == "block") return in(out_.blocks);
    if (kind == "reference") return in(out_.references);
    if (kind == "assignment") return in(out_.assignments);
    if (kind == "target") return in(out_.targets);
    if (kind == "deadline") return in(out_.deadlines);
    return kind == "custom" ? in(out_.custom) : nullptr;
  }

  Database& database_;
  std::int64_t number_;
  Extraction out_;
  std::string reader_;
  CharCursor cursor_;
};

}  // namespace

Result<IndexedDocument> ReadDocument(Database& database, std::int64_t number) { return DocumentReader(database, number).Run(); }

Result<std::string> ReadSourceText(Database& database, std::int64_t number, const Extraction& extraction) {
  std::optional<std::string> text = std::string();
  const SqlRow values = {number};
  const auto take = [&](const SqlRow& row) {
    const auto* const packed = std::get_if<Blob>(&row[0]);
    text = packed == nullptr ? std::nullopt : Unpacked(packed->bytes, KnownText(extraction));
    return false;
  };
  if (auto fault = database.Query("SELECT packed FROM source_text WHERE document = ?", values, take)) return *fault;
  if (!text) return Error{Error::Code::kUnreadable, "document " + std::to_string(number) + ": its text is damaged (remove the document, and add it anew)"};
  return *text;
}

Result<IndexedDocument> ReadWholeDocument(Database& database, std::int64_t number) {
  Result<IndexedDocument> document = ReadDocument(database, number);
  if (!document) return document.error();
  Result<std::string> text = ReadSourceText(database, number, document->extraction);
  if (!text) return text.error();
  document->text = std::move(*text);
  if (document->extraction.source.media_type != MediaType(FileFormat::kText)) document->extraction.text = document->text;
  return document;
}

}  // namespace trichluc
