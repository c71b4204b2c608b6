// Mentions of documents across an index, code by code, and which of them are of one document (index_answers.h tells the rules).
//
// All mentions of a code, of whatever year, are read together: what a year leaves open the other years may tell. Nothing else of the
// index has to be in memory.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "index/database.h"
#include "index/supersession.h"
#include "trichluc/index_answers.h"

namespace trichluc {

// Each text once. The mentions of a law say much the same.
class Texts {
 public:
  using Id = std::uint32_t;
  static constexpr Id kNone = 0;  // an absent value

  Id PutValue(const SqlValue& value);
  Id Put(std::string_view text);
  // Empty for kNone.
  [[nodiscard]] const std::string& Of(Id id) const { return all_[id]; }
  [[nodiscard]] std::optional<std::string> Maybe(Id id) const { return id == kNone ? std::nullopt : std::optional(all_[id]); }

 private:
  std::deque<std::string> all_{std::string()};
  std::unordered_map<std::string_view, Id> ids_;
};

// What one document says of another, or of itself in its letterhead.
struct CitationFact {
  bool own = false;
  bool title_is_apart = false;  // it has one that was not read with the rest
  std::int64_t document = 0;
  std::int64_t ordinal = 0;
  Texts::Id epoch = 0, code = 0, name = 0, type = 0, title = 0, issuer = 0, date = 0, relation = 0, section = 0;
  std::optional<int> page;
  Span span;
  Texts::Id sha256 = 0, said_on = 0, said_by = 0, said_at = 0;  // the document that says so: its digest, date, issuer's key, place
};

// A document, as far as what is said of it can be told apart.
struct CitedNode {
  std::string id;
  std::string epoch;
  std::vector<std::uint32_t> facts;   // by the digest of the document that says so
  std::vector<std::uint32_t> may_be;  // nodes; then the facts are of one or another of these
};

struct CitationGroup {
  std::string base;
  std::shared_ptr<Texts> texts = std::make_shared<Texts>();  // other groups may share them
  std::vector<CitationFact> facts;
  std::vector<CitedNode> nodes;  // by year; that without a year first

  [[nodiscard]] const std::string& Text(Texts::Id id) const { return texts->Of(id); }
};

// The year in the key of a code; empty where it has none.
[[nodiscard]] std::string EpochOfKey(std::string_view key);

// The keys of names, each made once.
class NameKeys {
 public:
  explicit NameKeys(const Texts& texts) : texts_(texts) {}
  const std::string& Of(Texts::Id name);

 private:
  const Texts& texts_;
  std::unordered_map<Texts::Id, std::string> keys_;
};

// Which issuers only tell their rank, so that the place has to be known: those whose name documents of different places go on with.
class Issuers {
 public:
  explicit Issuers(Database& database) : database_(database) {}

  // Loads what is known of an issuer.
  Result<bool> IsRelative(const std::string& key);
  // The whole name: that of the document that says so, or of the one issuer in its place whose name goes on so. With the place
  // behind it where there is none, and empty where the place is not known.
  Result<std::string> Whole(const std::string& key, const std::string& said_by, const std::string& said_at);

 private:
  Database& database_;
  std::unordered_map<std::string, bool> relative_;
  std::unordered_map<std::string, std::string> whole_;  // by key and place
};

// Finds the nodes of a group.
std::optional<Error> FindNodes(Issuers& issuers, CitationGroup& group);

// Rows in the order of a key, read some thousands at a time.
class RowPages {
 public:
  // Puts into rows what is asked for otherwise.
  using Complete = std::optional<Error> (*)(Database& database, std::vector<SqlRow>& rows);

  // `sql` asks for rows behind a key, which `keys` first values of a row are, and ends with `LIMIT ?`.
  RowPages(Database& database, std::string sql, std::size_t keys, SqlRow start, Complete complete = nullptr)
      : database_(database), sql_(std::move(sql)), keys_(keys), last_(std::move(start)), complete_(complete) {}

  // Null at the end. The row stays until the next call of Drop.
  Result<const SqlRow*> Peek();
  void Drop() { ++at_; }

 private:
  Database& database_;
  std::string sql_;
  std::size_t keys_;
  SqlRow last_;
  Complete complete_;
  std::vector<SqlRow> rows_;
  std::size_t at_ = 0;
  bool ended_ = false;
};

// The groups of an index in the order of their codes.
class Citations {
 public:
  explicit Citations(Database& database);
  // Those of one code.
  Citations(Database& database, const std::string& base);

  // The next group with its nodes. False at the end.
  Result<bool> Next(CitationGroup& group);

 private:
  std::optional<Error> TakeMentions(CitationGroup& group);
  std::optional<Error> TakeOwn(CitationGroup& group);

  RowPages mentions_;
  RowPages own_;
  Issuers issuers_;
};

// What is known of a node. Places name the documents by their numbers only (see Names).
[[nodiscard]] CitedDocument Describe(const CitationGroup& group, const CitedNode& node, const Supersessions& supersessions);

// What most facts of a node say, the document itself before all others.
[[nodiscard]] std::optional<std::string> Chosen(const CitationGroup& group, const CitedNode& node, Texts::Id CitationFact::*field);

// Do values of a field with these keys disagree, so that Describe would say so? Parts of dates are parted by '-', words by spaces.
[[nodiscard]] bool Disagree(const std::vector<std::string>& keys, char parted_by);

struct MentionNumber {
  std::int64_t document = 0;
  std::int64_t ordinal = 0;
  auto operator<=>(const MentionNumber&) const = default;
};
// Reads the titles that these mentions, each once and in order, have in blocks and headings: take(which of them, its title).
std::optional<Error> ReadTitles(Database& database, std::span<const MentionNumber> mentions, const std::function<void(std::size_t, const SqlValue&)>& take);

// How the documents of an index are called.
class Names {
 public:
  explicit Names(Database& database) : database_(database) {}

  // Fills in what belongs to the number.
  std::optional<Error> Complete(IndexedName& name);
  std::optional<Error> Complete(CitedDocument& document);

 private:
  Database& database_;
  std::unordered_map<std::int64_t, IndexedName> known_;
};

}  // namespace trichluc
