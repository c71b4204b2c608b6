#include "trichluc/index_export.h"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "index/door.h"
#include "index/read.h"
#include "index/record_filter.h"
#include "index/review.h"
#include "index/search.h"

namespace trichluc {
namespace {

constexpr std::size_t kNumbersAtATime = 10'000;
constexpr std::size_t kAllRecords = 1'000'000'000;  // of an answer: a limit that none has

struct FormFacts {
  ExportForm form;
  std::string_view name;
  std::string_view ending;
  std::string_view media_type;
};
constexpr std::array<FormFacts, 5> kForms = {{{ExportForm::kWorkbook, "xlsx", ".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
                                              {ExportForm::kCalendar, "ics", ".ics", "text/calendar; charset=utf-8"},
                                              {ExportForm::kAkomaNtoso, "akn", ".akn.xml", "application/akn+xml"},
                                              {ExportForm::kAnnotations, "annotations", ".anno.jsonld", "application/ld+json"},
                                              {ExportForm::kAnnexVi, "annex-vi", ".annex-vi.xml", "application/xml"}}};

const FormFacts& FactsOf(ExportForm form) { return kForms[static_cast<std::size_t>(form)]; }

Result<IndexedDocument> Read(Database& database, std::int64_t number, bool as_read) {
  return as_read ? ReadWholeDocument(database, number) : ReadReviewedDocument(database, number);
}

// Gathers documents into one file.
class Gathering {
 public:
  Gathering(const IndexExport& how, const ExportWording& wording) : how_(how), wording_(wording) {
    if (how.form == ExportForm::kWorkbook) workbook_.emplace(wording);
    if (how.form == ExportForm::kCalendar) calendar_.emplace(wording);
  }

  // False where no more documents are wanted.
  bool Take(const IndexedDocument& document) {
    ++count_;
    if (workbook_) workbook_->Add(document.extraction);
    else if (calendar_) calendar_->Add(document.extraction);
    else if (count_ == 1) text_ = ExportText(document.extraction, document.text, how_.form, wording_);
    return workbook_ || calendar_ || count_ < 2;
  }

  Result<std::string> End(std::vector<std::string>& notes) {
    if (calendar_) {
      std::string bytes = calendar_->Finish();
      notes = calendar_->notes();
      return bytes;
    }
    if (workbook_) {
      Result<std::string> bytes = workbook_->Finish();
      notes = workbook_->notes();
      return bytes;
    }
    if (count_ == 1) return std::move(text_);
    const std::string name(Name(how_.form));
    return Error{Error::Code::kBadArgument, count_ == 0 ? name + ": no document of the index fits" : name + " makes one file for each document, and several fit (ask for one document)"};
  }

 private:
  const IndexExport& how_;
  const ExportWording& wording_;
  std::optional<Workbook> workbook_;
  std::optional<Calendar> calendar_;
  std::string text_;
  std::size_t count_ = 0;
};

}  // namespace

std::string_view Name(ExportForm form) { return FactsOf(form).name; }
std::string_view EndingOf(ExportForm form) { return FactsOf(form).ending; }
std::string_view MediaTypeOf(ExportForm form) { return FactsOf(form).media_type; }
bool IsOneForAll(ExportForm form) { return form == ExportForm::kWorkbook || form == ExportForm::kCalendar; }

std::optional<ExportForm> ExportFormOf(std::string_view name) {
  for (const FormFacts& facts : kForms) {
    if (facts.name == name) return facts.form;
  }
  return std::nullopt;
}

std::string ExportText(const Extraction& extraction, std::string_view original, ExportForm form, const ExportWording& wording) {
  switch (form) {
    case ExportForm::kAkomaNtoso: return ToAkomaNtoso(extraction);
    case ExportForm::kAnnotations: return ToAnnotations(extraction, original);
    case ExportForm::kAnnexVi: return ToAnnexVi(extraction, wording);
    case ExportForm::kWorkbook:
    case ExportForm::kCalendar: break;
  }
  return {};
}

std::optional<Error> ForEachDocument(const Index& index, const IndexQuery& query, bool as_read,
                                     const std::function<bool(std::int64_t number, const IndexedDocument& document)>& take) {
  Database& database = IndexDoor::DatabaseOf(index);
  Transaction transaction(database);
  if (auto fault = transaction.BeginReading()) return IndexDoor::Named(index, *fault);
  DocumentOrder order;
  IndexQuery page = query;
  for (std::size_t left = query.limit; left > 0;) {
    page.limit = std::min(left, kNumbersAtATime);
    const Result<IndexAnswer> answer = SearchIndex(database, page, order, Snippets::kLeftOut);
    if (!answer) return IndexDoor::Named(index, answer.error());
    for (const IndexHit& hit : answer->hits) {
      const Result<IndexedDocument> document = Read(database, hit.document, as_read);
      if (!document) return IndexDoor::Named(index, document.error());
      if (!take(hit.document, *document)) return std::nullopt;
    }
    if (answer->hits.size() < page.limit) return std::nullopt;
    page.offset += page.limit;
    left -= page.limit;
  }
  return std::nullopt;
}

Result<std::string> ExportFound(const Index& index, const IndexQuery& query, const IndexExport& how, const ExportWording& wording, std::vector<std::string>& notes) {
  Gathering gathering(how, wording);
  auto fault = ForEachDocument(index, query, how.as_read, [&](std::int64_t, const IndexedDocument& document) { return gathering.Take(document); });
  if (fault) return *fault;
  return gathering.End(notes);
}

namespace {

// The documents of an answer, each once.
template <typename Records>
std::vector<std::int64_t> DocumentsOf(const Records& records) {
  std::vector<std::int64_t> numbers;
  std::set<std::int64_t> met;
  for (const auto& record : records) {
    if (met.insert(record.place.in.document).second) numbers.push_back(record.place.in.document);
  }
  return numbers;
}

// Answers are of what the machine read: those that fit as people left them may be of more documents.
template <typename Query>
std::optional<Error> AddReviewed(Database& database, const Query& query, std::vector<std::int64_t>& numbers) {
  std::set<std::int64_t> met(numbers.begin(), numbers.end());
  return ForEachSaidTask(database, [&](std::int64_t document, const AnyRecord& record) {
    if (!met.contains(document) && MayKeep(query, record)) numbers.push_back(*met.insert(document).first);
  });
}

// What is asked for of these documents, and of those where people made it so.
template <typename Query>
Result<std::string> ExportKept(const Index& index, std::vector<std::int64_t> numbers, const Query& query, const IndexExport& how, const ExportWording& wording, std::vector<std::string>& notes,
                               std::size_t most) {
  if (!IsOneForAll(how.form)) return Error{Error::Code::kBadArgument, std::string(Name(how.form)) + ": has whole documents (use xlsx or ics)"};
  Database& database = IndexDoor::DatabaseOf(index);
  Transaction transaction(database);
  if (auto fault = transaction.BeginReading()) return IndexDoor::Named(index, *fault);
  if (auto fault = how.as_read ? std::nullopt : AddReviewed(database, query, numbers)) return IndexDoor::Named(index, *fault);
  if (numbers.size() > most) return Error{Error::Code::kTooLarge, "of more than " + std::to_string(most) + " documents (ask for less)"};
  Gathering gathering(how, wording);
  for (const std::int64_t number : numbers) {
    Result<IndexedDocument> document = Read(database, number, how.as_read);
    if (!document && document.error().code == Error::Code::kBadArgument) continue;  // taken away meanwhile
    if (!document) return IndexDoor::Named(index, document.error());
    if (Keep(query, document->extraction)) gathering.Take(*document);
  }
  return gathering.End(notes);
}

}  // namespace

Result<std::string> ExportUnit(const Index& index, const UnitQuery& query, const IndexExport& how, const ExportWording& wording, std::vector<std::string>& notes, std::size_t most) {
  UnitQuery whole = query;
  whole.limit = kAllRecords;
  whole.offset = 0;
  const Result<UnitAnswer> answer = AskUnit(index, whole);
  if (!answer) return answer.error();
  return ExportKept(index, DocumentsOf(answer->duties), query, how, wording, notes, most);
}

Result<std::string> ExportDue(const Index& index, const DueQuery& query, const IndexExport& how, const ExportWording& wording, std::vector<std::string>& notes, std::size_t most) {
  DueQuery whole = query;
  whole.limit = kAllRecords;
  whole.offset = 0;
  const Result<DueAnswer> answer = AskDue(index, whole);
  if (!answer) return answer.error();
  return ExportKept(index, DocumentsOf(answer->deadlines), query, how, wording, notes, most);
}

Result<std::string> ExportDocument(const Index& index, std::int64_t document, const IndexExport& how, const ExportWording& wording, std::vector<std::string>& notes) {
  const Result<IndexedDocument> read = how.as_read ? index.Load(document) : LoadReviewed(index, document);
  if (!read) return read.error();
  Gathering gathering(how, wording);
  gathering.Take(*read);
  return gathering.End(notes);
}

}  // namespace trichluc
