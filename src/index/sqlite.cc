#include "index/sqlite.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <filesystem>
#include <system_error>
#include <unordered_map>
#include <utility>

#include "index/gathered_log.h"
#include "index/schema.h"
#include "index/word_lists.h"

namespace trichluc {
namespace {

constexpr int kBusyMilliseconds = 60'000;  // to wait while another program writes
constexpr int kBusyWhenFull = 1'000;       // for readers, before the log of a full disk is given up
constexpr int kGrowsBy = 4'096;            // bytes: a page, where room is kept
constexpr std::uintmax_t kPlentyOfRoom = std::uintmax_t{4} << 30;  // bytes: more than the log of a transaction takes
constexpr int kPageCache = -64 * 1024;     // KiB
// Who writes changes pages of lookups all over the file, the same ones again and again: the more it keeps and the longer the
// write-ahead log is before it is put into the file, the less often each of them is written.
constexpr int kWritersPageCache = -512 * 1024;  // KiB
constexpr int kLogPages = 128 * 1024;
constexpr Dialect kDialect = {.integer = "INTEGER", .real = "REAL", .text = "TEXT", .bytes = "BLOB", .identity = "INTEGER PRIMARY KEY AUTOINCREMENT", .table_end = " WITHOUT ROWID", .any_length_index = ""};
constexpr std::array<std::size_t, 3> kRowsOfAnInsert = {16, 4, 1};  // that one statement adds: as many as there are, then fewer
constexpr std::string_view kDocumentWords = "document_words";
constexpr std::string_view kMeasureWords = "measure_words";

struct Close {
  void operator()(sqlite3* handle) const { sqlite3_close_v2(handle); }
};
using Handle = std::unique_ptr<sqlite3, Close>;

// ---- the file ---------------------------------------------------------------------------------------------------------------------

// SQLite takes some names for more than files (`:memory:`); with a folder before it none is.
std::string FileName(const std::string& path) { return path.starts_with('/') ? path : "./" + path; }

// For a file that nobody writes: what SQLite keeps beside it is not asked for.
std::string UnwrittenName(const std::string& path) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string name = "file:";
  for (const char c : FileName(path)) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80 && std::isalnum(byte) != 0) name += c;
    else (name += '%').append({kDigits[byte >> 4U], kDigits[byte & 0xFU]});
  }
  return name + "?immutable=1";
}

std::string LogOf(const std::string& path) { return path + "-wal"; }

// Is there anything in the log that is not in the file yet?
bool HasLog(const std::string& path) {
  struct stat log{};
  return stat(LogOf(path).c_str(), &log) == 0 && log.st_size > 0;
}

// What changes where a file is written.
struct FileState {
  std::uint64_t device = 0;
  std::uint64_t number = 0;
  std::int64_t size = 0;
  std::int64_t seconds = 0;
  std::int64_t nanoseconds = 0;

  bool operator==(const FileState&) const = default;
  [[nodiscard]] bool IsSameFile(const FileState& other) const { return device == other.device && number == other.number; }
  [[nodiscard]] static FileState Of(const std::string& path) {
    struct stat file{};
    if (stat(path.c_str(), &file) != 0) return {};
    return {static_cast<std::uint64_t>(file.st_dev), static_cast<std::uint64_t>(file.st_ino), file.st_size, file.st_mtim.tv_sec, file.st_mtim.tv_nsec};
  }
};

enum class Room : std::uint8_t { kNone, kSome, kPlenty };

// Is there room for so many bytes more on the disk of a file, and for much more?
Room RoomFor(const std::string& path, std::int64_t bytes) {
  std::error_code unknown;
  const std::filesystem::space_info disk = std::filesystem::space(path, unknown);
  if (unknown) return Room::kSome;
  const auto more = static_cast<std::uintmax_t>(std::max<std::int64_t>(bytes, 0));
  const std::uintmax_t left = geteuid() == 0 ? disk.free : disk.available;
  if (left < more) return Room::kNone;
  return left - more >= kPlentyOfRoom ? Room::kPlenty : Room::kSome;
}

// A connection that has looked into the file.
struct Connection {
  Handle handle;
  std::optional<FileState> unwritten;  // the file is read as one that nobody writes, and was so when it was opened
};

// The code of SQLite.
int Connect(const std::string& name, bool write, int uri, Handle& handle) {
  sqlite3* made = nullptr;
  const int access = write ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY;
  const int code = sqlite3_open_v2(name.c_str(), &made, access | uri | SQLITE_OPEN_NOMUTEX, write ? LogGatherer() : nullptr);
  handle.reset(made);
  if (code != SQLITE_OK) return code;
  sqlite3_busy_timeout(made, kBusyMilliseconds);
  // Some builds of SQLite write zeros over each page that is given up, and lists of words give up many.
  const std::string settings = "PRAGMA synchronous = NORMAL; PRAGMA secure_delete = FAST; PRAGMA trusted_schema = OFF; PRAGMA cache_size = " + std::to_string(write ? kWritersPageCache : kPageCache);
  return sqlite3_exec(made, settings.c_str(), nullptr, nullptr, nullptr);
}

// Readers share memory beside the file, which is made by the first one: who may not write its folder cannot, where nobody else has.
// Then the file is read without: all is in it where its log is empty.
int ConnectToRead(const std::string& path, Connection& connection) {
  const int code = Connect(FileName(path), false, 0, connection.handle);
  const bool in_the_way = (code & 0xFF) == SQLITE_READONLY || (code & 0xFF) == SQLITE_CANTOPEN;
  if (!in_the_way || HasLog(path)) return code;
  connection.unwritten = FileState::Of(path);
  return Connect(UnwrittenName(path), false, SQLITE_OPEN_URI, connection.handle);
}

// ---- statements -------------------------------------------------------------------------------------------------------------------

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
  int operator()(std::string_view value) const { return sqlite3_bind_text64(statement, place, value.data(), value.size(), SQLITE_STATIC, SQLITE_UTF8); }
  int operator()(const BlobView& value) const { return sqlite3_bind_blob64(statement, place, value.bytes.data(), value.bytes.size(), SQLITE_STATIC); }
  int operator()(const Blob& value) const { return (*this)(BlobView{value.bytes}); }
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
  Sqlite(std::string path, Connection connection) : path_(std::move(path)), connection_(std::move(connection)) {}

  std::optional<Error> Run(std::string_view sql, std::span<const SqlValue> values) override {
    return Query(sql, values, [](const SqlRow&) { return true; });
  }

  std::optional<Error> Query(std::string_view sql, std::span<const SqlValue> values, const std::function<bool(const SqlRow&)>& take) override {
    SqlRow row;
    const auto take_row = [&](sqlite3_stmt* statement) {
      row.resize(static_cast<std::size_t>(sqlite3_column_count(statement)));
      for (std::size_t c = 0; c < row.size(); ++c) row[c] = ColumnOf(statement, static_cast<int>(c));
      return take(row);
    };
    return Looking([&] { return ForRows(sql, values, take_row); });
  }

  std::optional<Error> QueryNumbers(std::string_view sql, std::span<const SqlValue> values, Numbers& numbers) override {
    const auto take_number = [&](sqlite3_stmt* statement) {
      numbers.push_back(sqlite3_column_int64(statement, 0));
      return true;
    };
    return Looking([&] { return ForRows(sql, values, take_number); });
  }

  std::optional<Error> Insert(const Table& table, std::span<const SqlView> rows) override {
    const Inserts& inserts = InsertsInto(table);
    for (std::size_t i = 0; i < kRowsOfAnInsert.size(); ++i) {
      const std::size_t values = inserts.columns * kRowsOfAnInsert[i];
      if (rows.size() < values) continue;
      Result<sqlite3_stmt*> statement = Prepared(inserts.sql[i]);
      if (!statement) return statement.error();
      for (; rows.size() >= values; rows = rows.subspan(values)) {
        const Reset reset{*statement};
        for (std::size_t v = 0; v < values; ++v) {
          if (std::visit(Bind{*statement, static_cast<int>(v) + 1}, rows[v]) != SQLITE_OK) return Fault();
        }
        if (sqlite3_step(*statement) != SQLITE_DONE) return Fault();
      }
    }
    return std::nullopt;
  }

  Result<std::optional<std::int64_t>> InsertDocument(const SqlRow& row) override {
    if (auto fault = Insert(DocumentTable(), ViewsOf(row))) return *fault;
    return std::optional<std::int64_t>(sqlite3_last_insert_rowid(handle()));
  }

  // Several statements without values, parted by `;`.
  std::optional<Error> RunScript(std::string_view sql) {
    if (sqlite3_exec(handle(), std::string(sql).c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) return Fault();
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

  // No number is given twice: where the last one is the same, documents can only have become fewer.
  Result<std::string> State() override {
    std::string state;
    const auto take = [&](const SqlRow& row) {
      state = std::to_string(IntegerOf(row[0])) + " " + std::to_string(IntegerOf(row[1]));
      return false;
    };
    if (auto fault = Query("SELECT (SELECT seq FROM sqlite_sequence WHERE name = 'document'), (SELECT SUM(documents) FROM record_count)", {}, take)) return *fault;
    return state;
  }

  void Remember(Holds holds) { looked_ = holds; }

  std::optional<Error> BeginReading() override { return Run("BEGIN", {}); }
  // At once, and not at the first row: what was read before could have changed by then.
  std::optional<Error> BeginWriting() override { return Run("BEGIN IMMEDIATE", {}); }
  std::optional<Error> Commit() override {
    if (auto fault = SeeWhetherItMoved()) return fault;
    for (const Words of : {Words::kDocuments, Words::kMeasures}) {
      if (auto fault = ListsOf(of).Write()) return fault;
    }
    if (auto fault = KeepRoom()) return fault;
    const GatheredCommit gathered(handle());
    auto fault = Run("COMMIT", {});
    if (!fault) size_before_.reset();
    return fault;
  }
  void Rollback() override {
    for (const Words of : {Words::kDocuments, Words::kMeasures}) ListsOf(of).Forget();
    static_cast<void>(Run("ROLLBACK", {}));
    if (const auto size = std::exchange(size_before_, std::nullopt)) GiveRoomBack(*size);
    if (std::exchange(full_, false)) EmptyLog();
  }
  [[nodiscard]] bool WritersMeet() const override { return false; }

 private:
  [[nodiscard]] sqlite3* handle() const { return connection_.handle.get(); }

  // Calls take(statement) for each row of the answer until it says false.
  template <typename TakeRow>
  std::optional<Error> ForRows(std::string_view sql, std::span<const SqlValue> values, TakeRow&& take) {
    Result<sqlite3_stmt*> statement = Prepared(sql);
    if (!statement) return statement.error();
    const Reset reset{*statement};
    for (std::size_t i = 0; i < values.size(); ++i) {
      if (std::visit(Bind{*statement, static_cast<int>(i) + 1}, values[i]) != SQLITE_OK) return Fault();
    }
    for (;;) {
      const int step = sqlite3_step(*statement);
      if (step == SQLITE_DONE) return std::nullopt;
      if (step != SQLITE_ROW) return Fault();
      if (!take(*statement)) return std::nullopt;
    }
  }

  // Asks where the file may be written though it was opened as one that is not.
  template <typename Ask>
  std::optional<Error> Looking(Ask&& ask) {
    if (auto fault = connection_.unwritten ? OpenAnewIfWritten() : std::nullopt) return fault;
    if (!connection_.unwritten) return ask();
    ++asking_;
    auto fault = ask();
    --asking_;
    const FileState now = FileState::Of(path_);
    if (now == *connection_.unwritten || !now.IsSameFile(*connection_.unwritten)) return fault;
    return Error{Error::Code::kUnreadable, "was written while it was read (ask again)"};
  }

  // Between transactions: somebody may write now, or have written.
  std::optional<Error> OpenAnewIfWritten() {
    const FileState now = FileState::Of(path_);
    const bool as_it_was = now == *connection_.unwritten && !HasLog(path_);
    if (as_it_was || !now.IsSameFile(*connection_.unwritten) || asking_ > 0 || sqlite3_get_autocommit(handle()) == 0) return std::nullopt;
    Connection opened;
    if (const int code = ConnectToRead(path_, opened); code != SQLITE_OK) return SqliteFault(code, sqlite3_errmsg(opened.handle.get()));
    statements_.clear();
    connection_ = std::move(opened);
    return std::nullopt;
  }

  // Of a file that was removed, or that another took the place of, nobody finds what was written.
  [[nodiscard]] std::optional<Error> SeeWhetherItMoved() const {
    int moved = 0;
    if (sqlite3_file_control(handle(), nullptr, SQLITE_FCNTL_HAS_MOVED, &moved) != SQLITE_OK || moved == 0) return std::nullopt;
    return Error{Error::Code::kUnreadable, "was removed or replaced while it was written (do the same again, and leave the file alone until it is done)"};
  }

  // Room in the file for all its pages, before they are committed to the log: so they can be put into the file on a disk that is full
  // by then too. Where the disk has plenty of room it is not kept, now nor when the log is put into the file: SQLite keeps it by a
  // write into each page, and the system then writes all of these twice.
  std::optional<Error> KeepRoom() {
    Result<std::int64_t> bytes = BytesOfPages();
    if (!bytes) return bytes.error();
    const std::int64_t size = FileState::Of(path_).size;
    const Room room = RoomFor(path_, *bytes - size);
    int step = room == Room::kPlenty ? 0 : kGrowsBy;
    static_cast<void>(sqlite3_file_control(handle(), nullptr, SQLITE_FCNTL_CHUNK_SIZE, &step));
    if (room == Room::kPlenty || *bytes <= size) return std::nullopt;
    if (room == Room::kSome) {
      size_before_ = size;
      if (sqlite3_file_control(handle(), nullptr, SQLITE_FCNTL_SIZE_HINT, &*bytes) == SQLITE_OK) return std::nullopt;
    }
    full_ = true;
    return SqliteFault(SQLITE_FULL, sqlite3_errstr(SQLITE_FULL));
  }

  // What the file takes with all pages of this transaction.
  Result<std::int64_t> BytesOfPages() {
    std::int64_t bytes = 0;
    const auto take = [&](const SqlRow& row) {
      bytes = IntegerOf(row[0]) * IntegerOf(row[1]);
      return false;
    };
    if (auto fault = Query("SELECT page_count, page_size FROM pragma_page_count, pragma_page_size", {}, take)) return *fault;
    return bytes;
  }

  // As long as it is there, others are waited for for a moment only.
  class ShortWait {
   public:
    explicit ShortWait(sqlite3* handle) : handle_(handle) { sqlite3_busy_timeout(handle_, kBusyWhenFull); }
    ShortWait(const ShortWait&) = delete;
    ShortWait& operator=(const ShortWait&) = delete;
    ~ShortWait() { sqlite3_busy_timeout(handle_, kBusyMilliseconds); }

   private:
    sqlite3* handle_;
  };

  // The file gives back the room of pages that were not committed after all. Nobody commits meanwhile, and what is committed stays.
  void GiveRoomBack(std::int64_t size) {
    const ShortWait wait(handle());
    if (BeginWriting()) return;
    const Result<std::int64_t> committed = BytesOfPages();
    sqlite3_file* file = nullptr;
    const bool is_there = sqlite3_file_control(handle(), nullptr, SQLITE_FCNTL_FILE_POINTER, static_cast<void*>(&file)) == SQLITE_OK && file->pMethods != nullptr;
    if (committed && is_there) static_cast<void>(file->pMethods->xTruncate(file, std::max(size, *committed)));
    static_cast<void>(Run("ROLLBACK", {}));
  }

  // Puts what was committed into the file: to read it from the log takes room on the disk, and there is none.
  void EmptyLog() {
    const ShortWait wait(handle());
    static_cast<void>(sqlite3_wal_checkpoint_v2(handle(), nullptr, SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr));
  }

  // What is done for a statement, and not for each row, costs as much as a row. A fault ends the transaction: were statements to take
  // back what they did alone (as they do unless they are to fail), each would first write the pages it changes into a file aside.
  struct Inserts {
    std::size_t columns = 0;
    std::array<std::string, kRowsOfAnInsert.size()> sql;
  };
  const Inserts& InsertsInto(const Table& table) {
    Inserts& inserts = inserts_[table.name];
    if (inserts.columns > 0) return inserts;
    std::string into = "INSERT OR FAIL INTO " + table.storage() + " (";
    std::string row = "(";
    for (const Column& column : table.StoredColumns()) {
      into.append(inserts.columns == 0 ? "" : ", ").append(column.name);
      row.append(inserts.columns++ == 0 ? "?" : ", ?");
    }
    into += ") VALUES ";
    row += ")";
    for (std::size_t i = 0; i < kRowsOfAnInsert.size(); ++i) {
      std::string& sql = inserts.sql[i].append(into).append(row);
      for (std::size_t rows = 1; rows < kRowsOfAnInsert[i]; ++rows) sql.append(", ").append(row);
    }
    return inserts;
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
    if (sqlite3_prepare_v3(handle(), sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT, &made, nullptr) != SQLITE_OK) {
      Error error = Fault();
      statements_.erase(std::string(sql));
      return error;
    }
    statement.reset(made);
    return made;
  }

  [[nodiscard]] Error Fault() {
    const int code = sqlite3_errcode(handle());
    full_ = full_ || (code & 0xFF) == SQLITE_FULL || (code & 0xFF) == SQLITE_IOERR;
    return SqliteFault(code, sqlite3_errmsg(handle()));
  }

  std::string path_;
  Connection connection_;
  std::unordered_map<std::string, Statement> statements_;
  std::unordered_map<std::string_view, Inserts> inserts_;  // by tables
  WordLists document_words_{*this, kDocumentWords, "document"};
  WordLists measure_words_{*this, kMeasureWords, "measure"};
  std::size_t asking_ = 0;     // questions whose rows are being taken
  bool full_ = false;          // the disk, as far as this transaction met it
  std::optional<std::int64_t> size_before_;  // of the file, where room for this transaction is kept in it
  std::optional<Holds> looked_;
};

}  // namespace

Error SqliteFault(int code, std::string_view message) {
  std::string text(message);
  switch (code & 0xFF) {  // what stands above tells more of the same
    case SQLITE_BUSY: text = "another program has been writing for " + std::to_string(kBusyMilliseconds / 1000) + " seconds, and this one waited (do the same again when it is done)"; break;
    case SQLITE_FULL: text += " (make room on the disk, and do the same again: nothing half was written)"; break;
    case SQLITE_READONLY: text += " (who writes an index needs to be let write its file and its folder)"; break;
    case SQLITE_IOERR: text += " (make room on the disk, or see that it is sound; what was committed is there)"; break;
    case SQLITE_NOTADB: text += " (is it an index of trichluc?)"; break;
    case SQLITE_CORRUPT: text += " (the file is damaged: add the documents anew to a new index)"; break;
    default: break;
  }
  return {Error::Code::kUnreadable, std::move(text)};
}

namespace {

// What is in the way of a file that SQLite does not open, and what to do.
Error WhyNotOpened(const std::string& path, bool write, int code, const std::string& why) {
  namespace fs = std::filesystem;
  const auto error = [](std::string message) { return Error{Error::Code::kUnreadable, std::move(message)}; };
  std::error_code ignored;
  const fs::path file(path);
  if (fs::is_directory(file, ignored)) return error("is a folder (name a file for the index)");
  const fs::path folder = file.has_parent_path() ? file.parent_path() : fs::path(".");
  if (!fs::exists(folder, ignored)) return error(write ? "its folder is not there (make the folder first)" : "is not there (make an index with trichluc index add)");
  if (!write && !fs::exists(file, ignored)) return error("is not there (make an index with trichluc index add)");
  const bool is_rights = (code & 0xFF) == SQLITE_CANTOPEN || (code & 0xFF) == SQLITE_READONLY;
  if (!write && is_rights && access(path.c_str(), R_OK) == 0 && HasLog(path)) {
    return error("what was added last stands in " + LogOf(path) + ", which this user may not read with it (let somebody who may write the folder add something, or copy both files into a folder of your own)");
  }
  if ((code & 0xFF) != SQLITE_CANTOPEN) return SqliteFault(code, why);
  return error("cannot be opened: " + why + " (see that this user may " + (write ? "write the file and its folder)" : "read the file)"));
}

// An index that is made anew where another was removed. What readers of that still hold open (its log and their common memory) would
// be taken for parts of the new one. They go before the file is there, so that nobody can have made others; who makes files in one
// folder waits for another that does.
void BeginAnew(const std::string& path) {
  if (access(path.c_str(), F_OK) == 0) return;
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
  Connection connection;
  if (const int code = write ? Connect(FileName(path), true, 0, connection.handle) : ConnectToRead(path, connection); code != SQLITE_OK) {
    const Error why = WhyNotOpened(path, write, code, sqlite3_errmsg(connection.handle.get()));
    return Error{why.code, path + ": " + why.message};
  }
  auto database = std::make_unique<Sqlite>(path, std::move(connection));
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
