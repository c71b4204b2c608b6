// Answers what is asked of an index.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "index/database.h"
#include "index/kept_state.h"
#include "trichluc/index.h"

namespace trichluc {

enum class Snippets : std::uint8_t { kShown, kLeftOut };

// All documents in an order. It is read when it is first needed and whenever the index has changed since, and takes sixteen bytes for
// each document.
class DocumentOrder {
 public:
  // The latest first: the order of those that words and filters find alike.
  static constexpr std::string_view kLatestFirst = "COALESCE(last_day, '') DESC, sha256";
  // That of records which are alike, whoever added their documents when.
  static constexpr std::string_view kByDigest = "sha256";
  // `by`: columns of `document`.
  DocumentOrder() = default;
  explicit DocumentOrder(std::string_view by) : by_(by) {}

  // Sees to it that the order is that of this transaction.
  std::optional<Error> Load(Database& database);

  [[nodiscard]] std::size_t size() const { return numbers_.size(); }
  // The documents' numbers, rising; and for each of them its place in the order.
  [[nodiscard]] const std::vector<std::int64_t>& numbers() const { return numbers_; }
  [[nodiscard]] const std::vector<std::uint32_t>& places() const { return places_; }
  // The place of a document; nothing where it is not there.
  [[nodiscard]] std::optional<std::uint32_t> PlaceOf(std::int64_t document) const;
  // The document at a place.
  [[nodiscard]] std::int64_t At(std::size_t place) const { return numbers_[order_[place]]; }

 private:
  std::string_view by_ = kLatestFirst;
  KeptState state_;
  std::vector<std::int64_t> numbers_;
  std::vector<std::uint32_t> places_;
  std::vector<std::uint32_t> order_;   // which of the numbers
};

// Within a transaction of reading.
[[nodiscard]] Result<IndexAnswer> SearchIndex(Database& database, const IndexQuery& query, DocumentOrder& order, Snippets snippets = Snippets::kShown);

}  // namespace trichluc
