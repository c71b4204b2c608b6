// A document with what people said of its records.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "serve/message.h"
#include "serve/site.h"
#include "trichluc/review.h"

namespace trichluc::serve {

class Judged {
 public:
  // Fails as Index::Load does.
  static Result<Judged> Load(const Visit& visit, std::int64_t number);
  // The document of that digest, if one is given: its number is another once it was read anew.
  static Result<Judged> Load(const Visit& visit, std::int64_t number, std::string_view digest);
  Judged(const Judged&) = delete;
  Judged& operator=(const Judged&) = delete;
  Judged(Judged&&) = default;
  Judged& operator=(Judged&&) = delete;
  ~Judged() = default;

  [[nodiscard]] std::int64_t number() const { return number_; }
  // As the machine read it, and as people left it.
  [[nodiscard]] const IndexedDocument& document() const { return document_; }
  [[nodiscard]] const ReviewedDocument& reviewed() const { return reviewed_; }

  // What was last said of a record, by its id in the reviewed document, or of one that is gone from there by the machine's. Null where
  // nothing is said of it, or no longer.
  [[nodiscard]] const Standing* StandingOf(std::string_view kind, std::string_view record) const;
  [[nodiscard]] const Review& ReviewOf(const Standing& standing) const;
  // The number of the last review of a record, one that was withdrawn too; 0 where there is none.
  [[nodiscard]] std::int64_t LastReviewOf(std::string_view kind, std::string_view record) const;
  // The review itself; null where there is none.
  [[nodiscard]] const Review* LastSaidOf(std::string_view kind, std::string_view record) const;
  // Where a record is corrected, or added (`new`): with the digest, by which the document is found when it was read anew.
  [[nodiscard]] std::string AddressOfForm(std::string_view kind, std::string_view record) const;
  // Where a record stands in the page of the document, by the machine's id.
  [[nodiscard]] std::string AddressOf(std::string_view kind, std::string_view machine) const;

  // Markup: what can be said of a record, and what was; how many records were looked at; and those that were rejected.
  [[nodiscard]] std::string Tools(std::string_view kind, std::string_view record) const;
  [[nodiscard]] std::string Progress() const;
  [[nodiscard]] std::string Rejected() const;

 private:
  Judged(const Visit& visit, std::int64_t number, IndexedDocument document, std::vector<Review> reviews);

  [[nodiscard]] const Review& ReviewNumbered(std::int64_t number) const;

  using ByRecord = std::map<std::pair<std::string_view, std::string_view>, const Standing*>;  // kind and id, which `reviewed_` holds

  const Visit& visit_;
  std::int64_t number_;
  IndexedDocument document_;
  std::vector<Review> reviews_;  // by number
  ReviewedDocument reviewed_;
  ByRecord shown_;               // by the ids that StandingOf takes
  ByRecord known_;               // by both ids
};

}  // namespace trichluc::serve
