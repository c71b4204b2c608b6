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
  // Puts rows into a table: a value for each column, in its order.
  virtual std::optional<Error> Insert(const Table& table, std::span<const SqlRow> rows) = 0;
  // Puts a row into `document`, whose first value is left to the database, and gives that: the number of the document.
  virtual Result<std::int64_t> InsertDocument(const SqlRow& row) = 0;
  // Several statements without values, parted by `;`.
  virtual std::optional<Error> RunScript(std::string_view sql) = 0;

  // The statements that make the tables, where they are not there yet.
  [[nodiscard]] virtual std::string Schema() const = 0;

  // The words of a document, to be looked for. What is taken away must be what was put there.
  virtual std::optional<Error> AddWords(std::int64_t document, const DocumentWords& words) = 0;
  virtual std::optional<Error> RemoveWords(std::int64_t document, const DocumentWords& words) = 0;
  // How documents are asked for by their words: a table to join with `document`, a condition with one `?` for `value`, and an
  // expression that is the smaller the better a document fits.
  struct WordsCondition {
    std::string join;
    std::string condition;
    std::string rank;
    std::string value;
  };
  [[nodiscard]] virtual WordsCondition ConditionOf(const WordsQuestion& question) const = 0;
};

// A transaction: what was done in it is undone unless it is committed.
class Transaction {
 public:
  explicit Transaction(Database& database) : database_(database) {}
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  ~Transaction() {
    if (open_) static_cast<void>(database_.Run("ROLLBACK"));
  }
  // `how`: what follows BEGIN.
  std::optional<Error> Begin(std::string_view how = {}) {
    auto fault = database_.Run(std::string("BEGIN ").append(how));
    open_ = !fault;
    return fault;
  }
  std::optional<Error> Commit() {
    auto fault = database_.Run("COMMIT");
    open_ = open_ && fault;
    return fault;
  }

 private:
  Database& database_;
  bool open_ = false;
};

}  // namespace trichluc
