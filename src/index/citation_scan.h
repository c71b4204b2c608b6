// All mentions of an index, code by code, as Citations gives them, but read in the order of documents: a database that goes from
// mention to mention of a code looks for each of them elsewhere.
//
// As many codes as have a million mentions are read at a time, and each time all documents are gone through. What stands in blocks
// (titles) is not read; a fact tells that it has one.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "index/citations.h"
#include "index/database.h"

namespace trichluc {

class CitationScan {
 public:
  static constexpr std::size_t kMostMentions = 1'000'000;  // in memory at a time; some 50 MB
  explicit CitationScan(Database& database, std::size_t most_mentions = kMostMentions) : database_(database), most_mentions_(most_mentions), issuers_(database) {}

  // Reads the next codes. False at the end.
  Result<bool> NextPiece();
  // The next group of these codes with its nodes; their order tells no digest. False at the end of the piece.
  Result<bool> Next(CitationGroup& group);
  // Of all groups of the piece.
  [[nodiscard]] const std::shared_ptr<Texts>& texts() const { return texts_; }

 private:
  // The columns of a fact that count here.
  struct Said {
    bool own = false;
    bool title_is_apart = false;
    std::uint32_t document = 0;  // of documents_
    std::int32_t ordinal = 0;
    Texts::Id epoch = 0, type = 0, title = 0, issuer = 0, date = 0;
  };
  struct Document {
    std::int64_t number = 0;
    Texts::Id said_on = 0, said_by = 0, said_at = 0;
  };

  std::optional<Error> FindPieces();
  std::optional<Error> ReadDocuments(const std::string& first, const std::string& last);
  std::optional<Error> ReadMentions(const std::string& first, const std::string& last);

  Database& database_;
  std::size_t most_mentions_;
  Issuers issuers_;
  bool begun_ = false;
  std::vector<std::string> last_codes_;  // of the pieces
  std::size_t piece_ = 0;
  std::shared_ptr<Texts> texts_;
  std::vector<Document> documents_;      // by number
  std::unordered_map<Texts::Id, std::vector<Said>> said_;  // by code; the documents themselves before mentions, these by document and ordinal
  std::vector<Texts::Id> codes_;                           // in their order
  std::size_t at_ = 0;
};

}  // namespace trichluc
