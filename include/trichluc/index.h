// An index of documents: all records of many documents, where each stands, and the words of the documents, in one SQLite file or
// one PostgreSQL database. Both answer alike, in the same order.
//
//   auto index = trichluc::Index::Open("plans.db", trichluc::Index::Access::kWrite);
//   if (!index) return Fail(index.error());
//   auto reader = engine.Fingerprint();
//   auto plan = engine.Extract({.name = "plan.txt", .bytes = bytes});
//   if (!reader || !plan) return 1;
//   if (auto change = index->Add({{*plan, *reader, bytes}}); !change) return Fail(change.error());
//   std::vector<trichluc::PreparedDocument> more;                       // of very many documents: made ready on several threads
//   more.emplace_back(trichluc::IndexedDocument{*plan, *reader, bytes});
//   if (auto change = index->AddPrepared(more); !change) return Fail(change.error());
//   auto found = index->Search({.words = "dan van kheo", .unit = "Sở Nội vụ"});
//   for (const trichluc::IndexHit& hit : found->hits) Show(hit.code, hit.title);
//
// A document is known by the SHA-256 of its bytes: adding it again changes nothing, adding it as another engine read it replaces
// what was there. Each call of Add is done whole or not at all. Any number of programs may read while one writes; with PostgreSQL
// any number may write too. An Index is one connection, for one thread at a time; open another for each thread. The tables are
// described in docs/index.md, and anybody may ask them in SQL.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "trichluc/output.h"
#include "trichluc/record.h"
#include "trichluc/result.h"

namespace trichluc {

// A document that is to be in an index.
struct IndexedDocument {
  Extraction extraction;
  std::string reader;  // Engine::Fingerprint of the engine that read it
  std::string text;    // that spans count in (Engine::Text), to show the places of records; may be empty
};

// A document made ready to be put into an index: what takes no database is done when it is made, so that many threads can make some
// while one adds them. It keeps nothing of the extraction, and takes about a third of its memory. It can be added to any index, and
// more than once. One that was moved from holds no document. Who keeps very many for a while does well to copy each on one thread and let
// go of the first: the threads that make them use their memory again and again, and are slower where pieces of it stay taken.
class PreparedDocument {
 public:
  explicit PreparedDocument(const IndexedDocument& document);  // throws std::bad_alloc, and nothing else
  PreparedDocument(const PreparedDocument&);
  PreparedDocument& operator=(const PreparedDocument&);
  PreparedDocument(PreparedDocument&&) noexcept;
  PreparedDocument& operator=(PreparedDocument&&) noexcept;
  ~PreparedDocument();

  // That it takes in memory, about; none where it holds no document.
  [[nodiscard]] std::size_t bytes() const;

 private:
  friend class Index;
  std::unique_ptr<const struct DocumentRows> rows_;
};

// What became of documents that were added.
struct IndexChange {
  std::size_t added = 0;
  std::size_t replaced = 0;  // read by another engine before
  std::size_t known = 0;     // there already; at most their name is new
};

// A limit that is none.
inline constexpr std::size_t kAllDocuments = static_cast<std::size_t>(-1);

// What is asked. Fields that are empty ask nothing; the others must all hold.
struct IndexQuery {
  // Words in any order, `"phrases"`, `begin*`, `-without`. Who types marks means them; without marks a word stands for all its
  // forms. Case and the place of the tone mark never count. At most 64 words, here and in `target`.
  std::string words{};
  std::string type{};       // "Kế hoạch", "ke hoach": case does not count, and without marks it stands for all its forms
  std::string issuer{};     // begins so, without case and marks
  std::string place{};      // a province: the gazetteer's id ("vn:75"), or its name as documents of the index write it, with or without marks
  std::string unit{};       // charged with something, or with others; the whole name, or its beginning up to the end of a word
  std::string target{};     // words of one thing that it sets a target for, and of what is said of that; typed as `words` are
  std::string reference{};  // cited: a code as anybody writes it, or the beginning of a name
  std::string code{};       // the document's own
  std::string from{};       // of a day that the document's date may be: "2024-01-01"
  std::string to{};
  std::string due_from{};   // it has a deadline that may fall within
  std::string due_to{};
  enum class Order : std::uint8_t { kRank, kDate };
  Order order = Order::kRank;  // the best first, where there are words; else the latest
  std::size_t limit = 20;   // 0: only their count
  std::size_t offset = 0;
};

// A passage that shows why a document was found.
struct IndexSnippet {
  std::string section;           // path of the section it stands in; empty before the first
  std::string text;
  std::vector<Span> matches;     // bytes of `text`
  Span span;                     // of the document (span.h)
  std::optional<int> page;
};

struct IndexHit {
  std::int64_t document = 0;     // its number in this index
  std::string name;
  std::optional<std::string> code;
  std::optional<std::string> type;
  std::optional<std::string> title;
  std::optional<std::string> issuer;
  std::optional<std::string> date;
  std::vector<IndexSnippet> snippets;  // at most three; none where no words were asked for
};

struct IndexAnswer {
  std::size_t count = 0;         // of all documents that fit
  std::vector<IndexHit> hits;    // `limit` of them, from `offset` on
};

// An answer as JSON (`trichluc.search/1`), as CSV (a row for each document, with its first snippet), and for a terminal.
[[nodiscard]] std::string ToJson(const IndexAnswer& answer);
[[nodiscard]] std::string ToCsv(const IndexAnswer& answer);
[[nodiscard]] std::string ToText(const IndexAnswer& answer, const TextStyle& style = {});

// What is in an index.
struct IndexFacts {
  struct Count {
    std::string name;  // of a kind of records, as in the contract's lists; of a type of documents; of a reader
    std::size_t count = 0;
  };
  std::size_t documents = 0;
  std::vector<Count> records;    // in the contract's order
  std::vector<Count> types;      // the most frequent first; "" for documents of no known type
  std::vector<Count> readers;    // the same; more than one where some documents wait to be read anew
  struct Place {
    std::string id;    // of a province: "vn:75"
    std::string name;  // as one of its documents has it
    std::size_t count = 0;
  };
  std::vector<Place> places;     // that documents were issued in, the most frequent first
  std::optional<std::string> first_day;  // of the documents' dates
  std::optional<std::string> last_day;
};
[[nodiscard]] std::string ToJson(const IndexFacts& facts);
[[nodiscard]] std::string ToText(const IndexFacts& facts, const TextStyle& style = {});

// What documents are known by: the SHA-256 of their bytes, in lower-case hexadecimal digits (Source::sha256).
[[nodiscard]] std::string ContentDigest(std::string_view bytes);

class Index {
 public:
  enum class Access : std::uint8_t { kRead, kWrite };

  // Opens an index: a file by its path, a database by its address ("postgresql://user@host/plans"; messages name it without its
  // password). For kWrite one is made where there is none; a database must be there, but may be empty. Fails (kUnreadable) where
  // it cannot be opened, is none, or was made by another version of the program. A connection that is lost later is not made
  // anew: all calls fail, and what was begun is undone; open another.
  static Result<Index> Open(const std::string& address, Access access);
  Index(Index&&) noexcept;
  Index& operator=(Index&&) noexcept;
  ~Index();

  // All of them, or where it fails none. Where several have the same content they count as added one after the other: in their order
  // in a file, in PostgreSQL those of one content in theirs. Who adds very many prepares them on several threads.
  Result<IndexChange> Add(const std::vector<IndexedDocument>& documents);
  // Fails (kBadArgument) where one of them was moved from.
  Result<IndexChange> AddPrepared(const std::vector<PreparedDocument>& documents);

  // The digests (ContentDigest) of all documents as this reader read them: nobody has to read those again.
  [[nodiscard]] Result<std::vector<std::string>> ReadBy(std::string_view reader) const;
  // Says that a document that is there was met under this name too. False where there is none of that digest.
  Result<bool> AddName(std::string_view digest, const std::string& name);

  // The same of many at a time, all or where it fails none. The names whose documents are not there (any more).
  struct KnownName {
    std::string digest;
    std::string name;
  };
  Result<std::vector<std::string>> AddNames(const std::vector<KnownName>& names);

  // Takes a document away. False where there is none of that number.
  Result<bool> Remove(std::int64_t document);

  [[nodiscard]] Result<IndexAnswer> Search(const IndexQuery& query) const;

  // A document as it was added; the text with it. Fails (kBadArgument) where there is none of that number.
  [[nodiscard]] Result<IndexedDocument> Load(std::int64_t document) const;

  // The document that these bytes (ContentDigest) are, whoever read it. Nothing where there is none.
  struct KnownDocument {
    std::int64_t number = 0;
    std::string name;
    std::string reader;
  };
  [[nodiscard]] Result<std::optional<KnownDocument>> Find(std::string_view digest) const;

  // The numbers of all documents that were met under a name: one, where no other file ever stood there.
  [[nodiscard]] Result<std::vector<std::int64_t>> Named(const std::string& name) const;

  // How many documents there are.
  [[nodiscard]] Result<std::size_t> Count() const;
  // More of what there is. Both stand in the index, and are told at once.
  [[nodiscard]] Result<IndexFacts> Facts() const;

 private:
  friend struct IndexDoor;
  struct Impl;
  explicit Index(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace trichluc
