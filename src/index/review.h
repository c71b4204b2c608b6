// Reviews in the tables, and what they say.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>
#include <vector>

#include "index/database.h"
#include "records/set_fields.h"
#include "trichluc/review.h"

namespace trichluc {

// All of a document, by number.
[[nodiscard]] Result<std::vector<Review>> ReadReviews(Database& database, std::string_view digest);

// The document with its text, as people left it.
[[nodiscard]] Result<IndexedDocument> ReadReviewedDocument(Database& database, std::int64_t document);

// Calls take(document, record) for the tasks and deadlines that people added or made of the machine's, of documents that are in the
// index; for those too that were taken back or judged anew since.
std::optional<Error> ForEachSaidTask(Database& database, const std::function<void(std::int64_t document, const AnyRecord& record)>& take);

// The record that a review says: the one that was judged with what the person set. Nothing where the review is damaged.
[[nodiscard]] std::optional<AnyRecord> RecordSaidBy(const Review& review);

// A text cut out of the source as records have it: one space between words.
[[nodiscard]] std::string TextOfQuote(std::string_view quote);

// The record of a kind and an id; nothing where there is none.
[[nodiscard]] std::optional<AnyRecord> FindRecord(const Extraction& extraction, std::string_view kind, std::string_view id);

// What is wrong with a kind that is neither the contract's nor that of any record or review of the index; names those that are
// nearly the same.
[[nodiscard]] std::optional<Error> FaultOfKind(Database& database, const std::string& kind);

// The document of which a record was judged last. Whoever judges many one after the other need not wait for it each time.
struct JudgedDocument {
  std::int64_t number = 0;  // of the document as it was read: read anew it has another
  IndexedDocument document;
  std::vector<Review> reviews;
  // What these make of it. Of records of the machine that were judged since it was made, the standings are right, and `extraction`
  // has them as they were. Nothing where it has to be made anew.
  std::optional<ReviewedDocument> reviewed;
};

// Calls visit(kind, record) for each record that people may judge, list by list.
template <typename Source, typename Visit>
void VisitJudged(Source& extraction, Visit&& visit) {
  for (auto& record : extraction.references) visit(std::string_view("references"), record);
  for (auto& record : extraction.assignments) visit(std::string_view("assignments"), record);
  for (auto& record : extraction.targets) visit(std::string_view("targets"), record);
  for (auto& record : extraction.deadlines) visit(std::string_view("deadlines"), record);
  for (auto& record : extraction.custom) visit(std::string_view(record.kind), record);
}

}  // namespace trichluc
