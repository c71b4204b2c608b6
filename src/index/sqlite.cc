#include "index/sqlite.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/file.h>
#include <unistd.h>

#include <filesystem>
#include <system_error>
#include <unordered_map>
#include <utility>

#include "index/schema.h"
#include "index/word_lists.h"

namespace trichluc {
namespace {

constexpr int kBusyMilliseconds = 60'000;  // to wait while another program writes
constexpr int kPageCache = -64 * 1024;     // KiB
// Who writes changes pages of lookups all over the file, the same ones again and again: the more it keeps and the longer the
// write-ahead log is before it is put into the file, the less often each of them is written.
constexpr int kWritersPageCache = -192 * 1024;  // KiB
constexpr int kLogPages = 64 * 1024;
constexpr Dialect kDialect = {.integer = "INTEGER", .real = "REAL", .text = "TEXT", .bytes = "BLOB", .identity = "INTEGER PRIMARY KEY AUTOINCREMENT", .table_end = " WITHOUT ROWID", .any_length_index = ""};
constexpr std::string_view kDocumentWords = "document_words";
constexpr std::string_view kMeasureWords = "measure_words";

struct Finalize {
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using Statement = std::unique_ptr<sqlite3_stmt, Finalize>;

struct Bind {
  sqlite3_stmt* statement;
  int place;

  int operator()(std::monostate) const { return sqlite3_bind_null(statement, place); }
  int operator()(std::int64_t value) const { return sqlite3_bind_int64(statement, place, value); }
  int operator()(double value) const { return sqlite3_bind_double(statement, place, value); }
  int operator()(const std::string& value) const { return sqlite3_bind_text64(statement, place, value.data(), value.size(), SQLITE_STATIC, SQLITE_UTF8); }
  int operator()(const Blob& value) const { return sqlite3_bind_blob64(statement, place, value.bytes.data(), value.bytes.size(), SQLITE_STATIC); }
};

SqlValue ColumnOf(sqlite3_stmt* statement, int column) {
  switch (sqlite3_column_type(statement, column)) {
    case SQLITE_INTEGER: return static_cast<std::int64_t>(sqlite3_column_int64(statement, column));
    case SQLITE_FLOAT: return sqlite3_column_double(statement, column);
    case SQLITE_NULL: return {};
    default: break;
  }
  const auto* const bytes = static_cast<const char*>(sqlite3_column_blob(statement, column));
  std::string value(bytes == nullptr ? "" : bytes, static_cast<std::size_t>(sqlite3_column_bytes(statement, column)));
  if (sqlite3_column_type(statement, column) == SQLITE_BLOB) return Blob{std::move(value)};
  return value;
}

class Sqlite final : public Database {
 public:
  explicit Sqlite(sqlite3* handle) : handle_(handle) {}
  Sqlite(const Sqlite&) = delete;
  Sqlite& operator=(const Sqlite&) = delete;
  ~Sqlite() override {
    statements_.clear();
    sqlite3_close_v2(handle_);
  }

  std::optional<Error> Run(std::string_view sql, std::span<const SqlValue> values) override {
    return Query(sql, values, [](const SqlRow&) { return true; });
  }

  std::optional<Error> Query(std::string_view sql, std::span<const SqlValue> values, const std::function<bool(const SqlRow&)>& take) override {
    Result<sqlite3_stmt*> statement = Prepared(sql);
    if (!statement) return statement.error();
    const Reset reset{*statement};
    for (std::size_t i = 0; i < values.size(); ++i) {
      if (std::visit(Bind{*statement, static_cast<int>(i) + 1}, values[i]) != SQLITE_OK) return Fault();
    }
    SqlRow row(static_cast<std::size_t>(sqlite3_column_count(*statement)));
    for (;;) {
      const int step = sqlite3_step(*statement);
      if (step == SQLITE_DONE) return std::nullopt;
      if (step != SQLITE_ROW) return Fault();
      for (std::size_t c = 0; c < row.size(); ++c) row[c] = ColumnOf(*statement, static_cast<int>(c));
      if (!take(row)) return std::nullopt;
    }
  }

  std::optional<Error> QueryNumbers(std::string_view sql, std::span<const SqlValue> values, Numbers& numbers) override {
    Result<sqlite3_stmt*> statement = Prepared(sql);
    if (!statement) return statement.error();
    const Reset reset{*statement};
    for (std::size_t i = 0; i < values.size(); ++i) {
      if (std::visit(Bind{*statement, static_cast<int>(i) + 1}, values[i]) != SQLITE_OK) return Fault();
    }
    int step = SQLITE_ROW;
    while ((step = sqlite3_step(*statement)) == SQLITE_ROW) numbers.push_back(sqlite3_column_int64(*statement, 0));
    return step == SQLITE_DONE ? std::nullopt : std::optional(Fault());
  }

  std::optional<Error> Insert(const Table& table, std::span<const SqlValue> rows) override {
    if (rows.empty()) return std::nullopt;
    Result<sqlite3_stmt*> statement = Prepared(InsertSql(table));
    if (!statement) return statement.error();
    const int columns = sqlite3_bind_parameter_count(*statement);
    for (; !rows.empty(); rows = rows.subspan(static_cast<std::size_t>(columns))) {
      const Reset reset{*statement};
      for (int i = 0; i < columns; ++i) {
        if (std::visit(Bind{*statement, i + 1}, rows[static_cast<std::size_t>(i)]) != SQLITE_OK) return Fault();
      }
      if (sqlite3_step(*statement) != SQLITE_DONE) return Fault();
    }
    return std::nullopt;
  }

  Result<std::optional<std::int64_t>> InsertDocument(const SqlRow& row) override {
    if (auto fault = Insert(DocumentTable(), row)) return *fault;
    return std::optional<std::int64_t>(sqlite3_last_insert_rowid(handle_));
  }

  // Several statements without values, parted by `;`.
  std::optional<Error> RunScript(std::string_view sql) {
    if (sqlite3_exec(handle_, std::string(sql).c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) return Fault();
    return std::nullopt;
  }

  // OpenSqlite has looked already; who asks next need not look again.
  Result<Holds> Look() override {
    if (looked_) return *std::exchange(looked_, std::nullopt);
    Holds holds = Holds::kNothing;
    const auto take = [&](const SqlRow& row) {
      if (IntegerOf(row[0]) > 0) holds = IntegerOf(row[1]) > 0 ? Holds::kIndex : Holds::kOther;
      return false;
    };
    if (auto fault = Query("SELECT count(*), COALESCE(sum(name IN ('setting', 'source_text')) = 2, 0) FROM sqlite_master", {}, take)) return *fault;
    return holds;
  }

  std::optional<Error> MakeTables() override {
    return RunScript(SchemaSql(kDialect) + WordLists::SchemaSql(kDocumentWords) + WordLists::SchemaSql(kMeasureWords));
  }

  std::optional<Error> AddWords(Words of, std::int64_t number, const SearchTexts& texts) override { return ListsOf(of).Add(number, texts); }
  Result<std::vector<Numbers>> FindWords(Words of, std::span<const Asked> asked) override { return ListsOf(of).Find(asked); }

  // SQLite counts what other connections changed.
  Result<std::string> State() override {
    std::string state = std::to_string(changes_) + " ";
    const auto take = [&](const SqlRow& row) {
      state += std::to_string(IntegerOf(row[0]));
      return false;
    };
    if (auto fault = Query("PRAGMA data_version", {}, take)) return *fault;
    return state;
  }

  void Remember(Holds holds) { looked_ = holds; }

  std::optional<Error> BeginReading() override { return Run("BEGIN", {}); }
  // At once, and not at the first row: what was read before could have changed by then.
  std::optional<Error> BeginWriting() override { return Run("BEGIN IMMEDIATE", {}); }
  std::optional<Error> Commit() override {
    ++changes_;
    for (const Words of : {Words::kDocuments, Words::kMeasures}) {
      if (auto fault = ListsOf(of).Write()) return fault;
    }
    return Run("COMMIT", {});
  }
  void Rollback() override {
    for (const Words of : {Words::kDocuments, Words::kMeasures}) ListsOf(of).Forget();
    static_cast<void>(Run("ROLLBACK", {}));
  }
  [[nodiscard]] bool WritersMeet() const override { return false; }

 private:
  const std::string& InsertSql(const Table& table) {
    std::string& sql = inserts_[table.name];
    if (!sql.empty()) return sql;
    std::string holes;
    sql = "INSERT INTO " + table.storage() + " (";
    for (const Column& column : table.StoredColumns()) {
      sql.append(holes.empty() ? "" : ", ").append(column.name);
      holes.append(holes.empty() ? "?" : ", ?");
    }
    return sql.append(") VALUES (").append(holes).append(")");
  }

  WordLists& ListsOf(Words of) { return of == Words::kDocuments ? document_words_ : measure_words_; }

  struct Reset {
    sqlite3_stmt* statement;
    ~Reset() {
      sqlite3_reset(statement);
      sqlite3_clear_bindings(statement);
    }
  };

  Result<sqlite3_stmt*> Prepared(std::string_view sql) {
    Statement& statement = statements_[std::string(sql)];
    if (statement) return statement.get();
    sqlite3_stmt* made = nullptr;
    if (sqlite3_prepare_v3(handle_, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT, &made, nullptr) != SQLITE_OK) {
      Error error = Fault();
      statements_.erase(std::string(sql));
      return error;
    }
    statement.reset(made);
    return made;
  }

  [[nodiscard]] Error Fault() const { return SqliteFault(sqlite3_errcode(handle_), sqlite3_errmsg(handle_)); }

  sqlite3* handle_;
  std::unordered_map<std::string, Statement> statements_;
  std::unordered_map<std::string_view, std::string> inserts_;  // statements, by tables
  WordLists document_words_{*this, kDocumentWords, "document"};
  WordLists measure_words_{*this, kMeasureWords, "measure"};
  std::uint64_t changes_ = 0;  // of this connection
  std::optional<Holds> looked_;
};

}  // namespace

Error SqliteFault(int code, std::string_view message) {
  std::string text(message);
  switch (code & 0xFF) {  // what stands above tells more of the same
    case SQLITE_BUSY: text = "another program has been writing for " + std::to_string(kBusyMilliseconds / 1000) + " seconds, and this one waited (do the same again when it is done)"; break;
    case SQLITE_FULL: text += " (make room on the disk, and do the same again: nothing half was written)"; break;
    case SQLITE_READONLY: text += " (who writes an index needs to be let write its file and its folder)"; break;
    case SQLITE_CORRUPT: text += " (the file is damaged: add the documents anew to a new index)"; break;
    default: break;
  }
  return {Error::Code::kUnreadable, std::move(text)};
}

namespace {

// What is in the way of a file that SQLite does not open, and what to do.
std::string WhyNotOpened(const std::string& path, bool write, const std::string& why) {
  namespace fs = std::filesystem;
  std::error_code ignored;
  const fs::path file(path);
  if (fs::is_directory(file, ignored)) return "is a folder (name a file for the index)";
  const fs::path folder = file.has_parent_path() ? file.parent_path() : fs::path(".");
  if (!fs::exists(folder, ignored)) return write ? "its folder is not there (make the folder first)" : "is not there (make an index with trichluc index add)";
  if (!write && !fs::exists(file, ignored)) return "is not there (make an index with trichluc index add)";
  return "cannot be opened: " + why + " (see that this user may " + (write ? "write the file and its folder)" : "read the file)");
}

// An index that is made anew where another was removed. What readers of that still hold open (its log and their common memory) would
// be taken for parts of the new one. They go before the file is there, so that nobody can have made others; who makes files in one
// folder waits for another that does.
void BeginAnew(const std::string& path) {
  if (path.starts_with(':') || access(path.c_str(), F_OK) == 0) return;
  const std::filesystem::path folder = std::filesystem::path(path).parent_path();
  const int lock = open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (lock < 0) return;
  if (flock(lock, LOCK_EX) == 0 && access(path.c_str(), F_OK) != 0) {
    for (const char* part : {"-wal", "-shm"}) static_cast<void>(unlink((path + part).c_str()));
    if (const int file = open(path.c_str(), O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0644); file >= 0) close(file);
  }
  close(lock);
}

}  // namespace

Result<std::unique_ptr<Database>> OpenSqlite(const std::string& path, bool write) {
  if (write) BeginAnew(path);
  sqlite3* handle = nullptr;
  const int flags = write ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY;
  if (sqlite3_open_v2(path.c_str(), &handle, flags | SQLITE_OPEN_NOMUTEX, nullptr) != SQLITE_OK) {
    const std::string why = handle != nullptr ? sqlite3_errmsg(handle) : "no memory is left";
    sqlite3_close_v2(handle);
    return Error{Error::Code::kUnreadable, path + ": " + WhyNotOpened(path, write, why)};
  }
  auto database = std::make_unique<Sqlite>(handle);
  sqlite3_busy_timeout(handle, kBusyMilliseconds);
  const std::string settings = "PRAGMA synchronous = NORMAL; PRAGMA trusted_schema = OFF; PRAGMA cache_size = " + std::to_string(write ? kWritersPageCache : kPageCache);
  if (auto fault = database->RunScript(settings)) return Error{fault->code, path + ": " + fault->message + " (is it an index of trichluc?)"};
  const Result<Database::Holds> holds = database->Look();
  if (!holds) return Error{holds.error().code, path + ": " + holds.error().message};
  // A database of another program stays as it is.
  if (write && *holds != Database::Holds::kOther) {
    if (auto fault = database->RunScript("PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = " + std::to_string(kLogPages))) return Error{fault->code, path + ": " + fault->message};
  }
  database->Remember(*holds);
  return std::unique_ptr<Database>(std::move(database));
}

}  // namespace trichluc
