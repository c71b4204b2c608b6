// A database as the index uses it: statements in the SQL that SQLite and PostgreSQL share, with `?` for values.
//
// What the two do not share (how words are looked for, how many rows are written at once) has functions of its own here. A
// database is one connection, for one thread at a time.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "index/schema.h"
#include "index/words.h"
#include "trichluc/result.h"

namespace trichluc {

struct Blob {
  std::string bytes;
};
using SqlValue = std::variant<std::monostate, std::int64_t, double, std::string, Blob>;
using SqlRow = std::vector<SqlValue>;

// The same, of bytes that somebody else has.
struct BlobView {
  std::string_view bytes;
};
using SqlView = std::variant<std::monostate, std::int64_t, double, std::string_view, BlobView>;
[[nodiscard]] std::vector<SqlView> ViewsOf(std::span<const SqlValue> values);

// The value of a column; null and values of another kind are empty, or 0.
[[nodiscard]] std::string TextOf(const SqlValue& value);
[[nodiscard]] std::optional<std::string> OptionalTextOf(const SqlValue& value);
[[nodiscard]] std::int64_t IntegerOf(const SqlValue& value);
[[nodiscard]] double NumberOf(const SqlValue& value);

class Database {
 public:
  virtual ~Database() = default;

  // One statement that gives nothing.
  virtual std::optional<Error> Run(std::string_view sql, std::span<const SqlValue> values = {}) = 0;
  // One statement whose rows are given to `take` until it answers false.
  virtual std::optional<Error> Query(std::string_view sql, std::span<const SqlValue> values, const std::function<bool(const SqlRow&)>& take) = 0;
  // Puts rows into a table: the values of one after the other, one for each of its columns that are stored, in their order.
  virtual std::optional<Error> Insert(const Table& table, std::span<const SqlView> rows) = 0;
  // Puts a row into `document`, whose first value is left to the database, and gives that: the number of the document. Nothing
  // where another connection has put one with this digest there.
  virtual Result<std::optional<std::int64_t>> InsertDocument(const SqlRow& row) = 0;
  // What is there: no table, those of an index, or those of another program under the same names (SQLite: any).
  enum class Holds : std::uint8_t { kNothing, kIndex, kOther };
  virtual Result<Holds> Look() = 0;
  // Makes the tables, where they are not there yet. Within a transaction of writing.
  virtual std::optional<Error> MakeTables() = 0;

  // The words of a document, or of what targets measure, to be looked for. Numbers rise. Within a transaction of writing.
  enum class Words : std::uint8_t { kDocuments, kMeasures };
  virtual std::optional<Error> AddWords(Words of, std::int64_t number, const SearchTexts& texts) = 0;
  // Where words may be asked to stand. Of titles and frequent words only single words can be asked, and nothing be excluded.
  enum class Zone : std::uint8_t { kText, kTitle, kFrequent };
  // The numbers of those that fit, in order, for each of several questions at a time; some of them may be there no more.
  struct Asked {
    WordsQuestion question;
    Zone zone = Zone::kText;
  };
  using Numbers = std::vector<std::int64_t>;
  virtual Result<std::vector<Numbers>> FindWords(Words of, std::span<const Asked> asked) = 0;

  // The first column of all rows, which holds numbers; behind those that are there already.
  virtual std::optional<Error> QueryNumbers(std::string_view sql, std::span<const SqlValue> values, Numbers& numbers);

  // A text that is another one as soon as documents were added, replaced or taken away. Within a transaction.
  virtual Result<std::string> State() = 0;

  // Transactions; class Transaction calls these. What is read within one of reading stands still; one of writing may wait for
  // others that write.
  virtual std::optional<Error> BeginReading() = 0;
  virtual std::optional<Error> BeginWriting() = 0;
  virtual std::optional<Error> Commit() = 0;
  virtual void Rollback() = 0;

  // May others write while this one does? Then whoever writes several documents takes them in the order of their digests, so that
  // no two wait for each other, and ends with `Keeping` what asks for a row of `document` that it means to change.
  [[nodiscard]] virtual bool WritersMeet() const = 0;
  [[nodiscard]] std::string_view Keeping() const { return WritersMeet() ? " FOR UPDATE" : ""; }
};

// A transaction: what was done in it is undone unless it is committed.
class Transaction {
 public:
  explicit Transaction(Database& database) : database_(database) {}
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  ~Transaction() {
    if (open_) database_.Rollback();
  }
  std::optional<Error> BeginReading() { return Opened(database_.BeginReading()); }
  std::optional<Error> BeginWriting() { return Opened(database_.BeginWriting()); }
  std::optional<Error> Commit() {
    auto fault = database_.Commit();
    open_ = open_ && fault;
    return fault;
  }

 private:
  std::optional<Error> Opened(std::optional<Error> fault) {
    open_ = !fault;
    return fault;
  }

  Database& database_;
  bool open_ = false;
};

}  // namespace trichluc
