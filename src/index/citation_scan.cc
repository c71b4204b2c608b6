#include "index/citation_scan.h"

#include <algorithm>
#include <string_view>

#include "index/columns.h"
#include "index/key_condition.h"

namespace trichluc {
namespace {

constexpr std::int64_t kPageRows = 65'536;  // that a database server sends at a time

// Rows in the order of a key, which is their first columns: take(row). `sql` asks for those behind a key, the last `keys` of the values,
// and ends with `LIMIT ?`.
template <typename Take>
std::optional<Error> ForRows(Database& database, const std::string& sql, SqlRow values, std::size_t keys, const Take& take) {
  const std::size_t key = values.size() - keys;
  values.emplace_back(kPageRows);
  for (std::int64_t rows = kPageRows; rows == kPageRows;) {
    rows = 0;
    const SqlRow from = values;
    auto fault = database.Query(sql, from, [&](const SqlRow& row) {
      if (++rows == kPageRows) std::copy_n(row.begin(), keys, values.begin() + static_cast<std::ptrdiff_t>(key));
      take(row);
      return true;
    });
    if (fault) return fault;
  }
  return std::nullopt;
}

}  // namespace

std::optional<Error> CitationScan::FindPieces() {
  std::size_t mentions = 0;
  std::string last;
  const auto take = [&](const SqlRow& row) {
    const auto more = static_cast<std::size_t>(IntegerOf(row[1]));
    if (mentions > 0 && mentions + more > most_mentions_) {
      last_codes_.push_back(last);
      mentions = 0;
    }
    mentions += more;
    last = TextOf(row[0]);
    return true;
  };
  if (auto fault = database_.Query("SELECT base, count(*) FROM reference_row WHERE base IS NOT NULL GROUP BY base ORDER BY base", {}, take)) return fault;
  last_codes_.emplace_back(kBehindAll);
  return std::nullopt;
}

Result<bool> CitationScan::NextPiece() {
  if (!begun_) {
    if (auto fault = FindPieces()) return *fault;
    begun_ = true;
  }
  if (piece_ == last_codes_.size()) return false;
  const std::string first = piece_ == 0 ? std::string() : last_codes_[piece_ - 1];
  const std::string& last = last_codes_[piece_++];
  texts_ = std::make_shared<Texts>();
  documents_.clear();
  said_.clear();
  at_ = 0;
  if (auto fault = ReadDocuments(first, last)) return *fault;
  if (auto fault = ReadMentions(first, last)) return *fault;
  codes_.clear();
  for (const auto& [code, said] : said_) codes_.push_back(code);
  std::sort(codes_.begin(), codes_.end(), [&](Texts::Id a, Texts::Id b) { return texts_->Of(a) < texts_->Of(b); });
  return true;
}

std::optional<Error> CitationScan::ReadDocuments(const std::string& first, const std::string& last) {
  const auto take = [&](const SqlRow& row) {
    documents_.push_back({IntegerOf(row[0]), texts_->PutValue(row[5]), texts_->PutValue(row[6]), texts_->PutValue(row[7])});
    const std::string base = TextOf(row[8]);
    if (base <= first || base > last) return;
    Said& said = said_[texts_->Put(base)].emplace_back();
    said.own = true;
    said.document = static_cast<std::uint32_t>(documents_.size() - 1);
    said.epoch = texts_->Put(EpochOfKey(TextOf(row[1])));
    said.type = texts_->PutValue(row[2]);
    said.title = texts_->PutValue(row[3]);
    said.issuer = texts_->PutValue(row[4]);
    said.date = documents_.back().said_on;
  };
  return ForRows(database_, "SELECT id, key, type, title, issuer, date, issuer_key, place_id, base FROM document WHERE id > ? ORDER BY id LIMIT ?", {std::int64_t{-1}}, 1, take);
}

std::optional<Error> CitationScan::ReadMentions(const std::string& first, const std::string& last) {
  auto document = documents_.begin();
  const auto take = [&](const SqlRow& row) {
    while (document != documents_.end() && document->number < IntegerOf(row[0])) ++document;
    if (document == documents_.end() || document->number != IntegerOf(row[0])) return;
    Said& said = said_[texts_->PutValue(row[2])].emplace_back();
    said.document = static_cast<std::uint32_t>(document - documents_.begin());
    said.ordinal = static_cast<std::int32_t>(IntegerOf(row[1]));
    said.epoch = texts_->Put(EpochOfKey(TextOf(row[3])));
    said.type = texts_->PutValue(row[4]);
    said.title = texts_->PutValue(row[5]);
    said.issuer = texts_->PutValue(row[6]);
    said.date = texts_->PutValue(row[7]);
    said.title_is_apart = !std::holds_alternative<std::monostate>(row[8]);
  };
  // What is reckoned is not looked for by a lookup, which would give row after row from everywhere.
  const std::string sql = "SELECT document, ordinal, base, key, type, title, issuer, date, title_from FROM reference_row "
                          "WHERE (base || '') > ? AND (base || '') <= ? AND (document, ordinal) > (?, ?) ORDER BY document, ordinal LIMIT ?";
  return ForRows(database_, sql, {first, last, std::int64_t{-1}, std::int64_t{-1}}, 2, take);
}

Result<bool> CitationScan::Next(CitationGroup& group) {
  if (at_ == codes_.size()) return false;
  group = {};
  group.texts = texts_;
  const Texts::Id code = codes_[at_++];
  group.base = texts_->Of(code);
  for (const Said& said : said_.at(code)) {
    const Document& document = documents_[said.document];
    CitationFact& fact = group.facts.emplace_back();
    fact.own = said.own;
    fact.title_is_apart = said.title_is_apart;
    fact.document = document.number;
    fact.ordinal = said.ordinal;
    fact.epoch = said.epoch;
    fact.type = said.type;
    fact.title = said.title;
    fact.issuer = said.issuer;
    fact.date = said.date;
    fact.said_on = document.said_on;
    fact.said_by = document.said_by;
    fact.said_at = document.said_at;
  }
  if (auto fault = FindNodes(issuers_, group)) return *fault;
  return true;
}

}  // namespace trichluc
