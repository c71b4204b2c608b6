#include "index/citation_scan.h"

#include <algorithm>
#include <string_view>

#include "index/columns.h"
#include "index/key_condition.h"

namespace trichluc {
namespace {

constexpr std::size_t kMostMentions = 1'000'000;  // in memory; some 50 MB

// Codes behind the first, up to the last. What is reckoned is not looked for by a lookup: that would give row after row from everywhere.
std::string Among(std::string_view base) { return "(" + std::string(base) + " || '') > ? AND (" + std::string(base) + " || '') <= ?"; }

}  // namespace

std::optional<Error> CitationScan::FindPieces() {
  std::size_t mentions = 0;
  std::string last;
  const auto take = [&](const SqlRow& row) {
    const auto more = static_cast<std::size_t>(IntegerOf(row[1]));
    if (mentions > 0 && mentions + more > kMostMentions) {
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
  RowPages pages(database_, "SELECT id, key, type, title, issuer, date, issuer_key, place_id, base FROM document WHERE id > ? ORDER BY id LIMIT ?", 1, {std::int64_t{-1}});
  for (;; pages.Drop()) {
    const Result<const SqlRow*> next = pages.Peek();
    if (!next) return next.error();
    if (*next == nullptr) return std::nullopt;
    const SqlRow& row = **next;
    documents_.push_back({IntegerOf(row[0]), texts_->PutValue(row[5]), texts_->PutValue(row[6]), texts_->PutValue(row[7])});
    const std::string base = TextOf(row[8]);
    if (base <= first || base > last) continue;
    Said& said = said_[texts_->Put(base)].emplace_back();
    said.own = true;
    said.document = static_cast<std::uint32_t>(documents_.size() - 1);
    said.epoch = texts_->Put(EpochOfKey(TextOf(row[1])));
    said.type = texts_->PutValue(row[2]);
    said.title = texts_->PutValue(row[3]);
    said.issuer = texts_->PutValue(row[4]);
    said.date = documents_.back().said_on;
  }
}

std::optional<Error> CitationScan::ReadMentions(const std::string& first, const std::string& last) {
  // The values of the condition stand before the key that goes on.
  RowPages pages(database_, "SELECT base, key, document, ordinal, type, title, issuer, date, title_from FROM reference_row WHERE " + Among("base") +
                                " AND (document, ordinal) > (?, ?) ORDER BY document, ordinal LIMIT ?",
                 2, {first, last, std::int64_t{-1}, std::int64_t{-1}});
  std::size_t document = 0;
  for (;; pages.Drop()) {
    const Result<const SqlRow*> next = pages.Peek();
    if (!next) return next.error();
    if (*next == nullptr) return std::nullopt;
    const SqlRow& row = **next;
    while (document < documents_.size() && documents_[document].number < IntegerOf(row[2])) ++document;
    if (document == documents_.size() || documents_[document].number != IntegerOf(row[2])) continue;
    Said& said = said_[texts_->PutValue(row[0])].emplace_back();
    said.document = static_cast<std::uint32_t>(document);
    said.ordinal = static_cast<std::int32_t>(IntegerOf(row[3]));
    said.epoch = texts_->Put(EpochOfKey(TextOf(row[1])));
    said.type = texts_->PutValue(row[4]);
    said.title = texts_->PutValue(row[5]);
    said.issuer = texts_->PutValue(row[6]);
    said.date = texts_->PutValue(row[7]);
    said.title_is_apart = !std::holds_alternative<std::monostate>(row[8]);
  }
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
