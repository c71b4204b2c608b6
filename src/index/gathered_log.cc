#include "index/gathered_log.h"

#include <sqlite3.h>

#include <algorithm>
#include <cstddef>
#include <new>
#include <string>
#include <string_view>

namespace trichluc {
namespace {

constexpr const char* kName = "trichluc-log";
constexpr std::size_t kPiece = 64 << 10;  // bytes; SQLite writes no more than 2^17 - 1 at once, and a page has up to 2^16

// Before each page of the log (https://sqlite.org/walformat.html): its number, and, where the frame commits, of how many pages the
// file is then.
constexpr int kFrameHeader = 24;
constexpr std::size_t kPagesOfCommit = 4;

sqlite3_vfs* system = nullptr;  // which writes the files

// A log, before the file of the system: SQLite makes room for both.
struct Log {
  sqlite3_file file{};
  bool gathers = false;
  bool in_frame = false;     // the last thing gathered was the head of a frame
  sqlite3_int64 begin = 0;   // where what was gathered goes
  sqlite3_int64 end = 0;     // of what was written or gathered last, or was to be
  std::string gathered{};

  [[nodiscard]] sqlite3_file* Inner() { return reinterpret_cast<sqlite3_file*>(this + 1); }

  int Flush() {
    if (gathered.empty()) return SQLITE_OK;
    const int code = Inner()->pMethods->xWrite(Inner(), gathered.data(), static_cast<int>(gathered.size()), begin);
    gathered.clear();
    return code;
  }

  // Frames that follow each other are gathered up to the one that commits; that, and whatever else is written, goes its way.
  int Write(std::string_view bytes, sqlite3_int64 at) {
    if (bytes.size() == kFrameHeader && Commits(bytes)) gathers = false;  // behind it may come a page in pieces, to fill a sector
    const bool follows = gathers && at == end;
    const bool is_head = follows && bytes.size() == kFrameHeader;
    const bool is_page = follows && in_frame;
    end = at + static_cast<sqlite3_int64>(bytes.size());
    in_frame = is_head && !is_page;
    if (!is_head && !is_page) {
      const int code = Flush();
      return code != SQLITE_OK ? code : Inner()->pMethods->xWrite(Inner(), bytes.data(), static_cast<int>(bytes.size()), at);
    }
    if (gathered.empty()) begin = at;
    gathered.append(bytes);
    return gathered.size() < kPiece ? SQLITE_OK : Flush();
  }

  static bool Commits(std::string_view head) {
    const std::string_view pages = head.substr(kPagesOfCommit, 4);
    return std::any_of(pages.begin(), pages.end(), [](char byte) { return byte != 0; });
  }
};

static_assert(sizeof(Log) % alignof(sqlite3_int64) == 0 && alignof(Log) <= alignof(sqlite3_int64), "SQLite makes room at such places");

Log& LogOf(sqlite3_file* file) { return *reinterpret_cast<Log*>(file); }

// What is asked of a log the file of the system answers: at once, or after what was gathered is written.
template <auto kMethod, typename... Arguments>
int Passed(sqlite3_file* file, Arguments... arguments) {
  sqlite3_file* const inner = LogOf(file).Inner();
  return (inner->pMethods->*kMethod)(inner, arguments...);
}
template <auto kMethod, typename... Arguments>
int Flushed(sqlite3_file* file, Arguments... arguments) {
  const int code = LogOf(file).Flush();
  return code != SQLITE_OK ? code : Passed<kMethod>(file, arguments...);
}

void Drop(sqlite3_file* file) {
  LogOf(file).~Log();
  file->pMethods = nullptr;  // SQLite looks
}

int Close(sqlite3_file* file) {
  const int code = Passed<&sqlite3_io_methods::xClose>(file);
  Drop(file);
  return code;
}
int Write(sqlite3_file* file, const void* bytes, int size, sqlite3_int64 at) {
  try {
    return LogOf(file).Write({static_cast<const char*>(bytes), static_cast<std::size_t>(size)}, at);
  } catch (const std::bad_alloc&) {
    return SQLITE_IOERR_NOMEM;
  }
}

constexpr sqlite3_io_methods MethodsOfLog() {
  sqlite3_io_methods methods{};
  methods.iVersion = 1;
  methods.xClose = Close;
  methods.xRead = Flushed<&sqlite3_io_methods::xRead>;
  methods.xWrite = Write;
  methods.xTruncate = Flushed<&sqlite3_io_methods::xTruncate>;
  methods.xSync = Flushed<&sqlite3_io_methods::xSync>;
  methods.xFileSize = Flushed<&sqlite3_io_methods::xFileSize>;
  methods.xFileControl = Flushed<&sqlite3_io_methods::xFileControl>;
  methods.xLock = Passed<&sqlite3_io_methods::xLock>;  // nobody locks a log
  methods.xUnlock = Passed<&sqlite3_io_methods::xUnlock>;
  methods.xCheckReservedLock = Passed<&sqlite3_io_methods::xCheckReservedLock>;
  methods.xSectorSize = Passed<&sqlite3_io_methods::xSectorSize>;
  methods.xDeviceCharacteristics = Passed<&sqlite3_io_methods::xDeviceCharacteristics>;
  return methods;
}
constexpr sqlite3_io_methods kMethods = MethodsOfLog();

int Open(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* opened) {
  if ((flags & SQLITE_OPEN_WAL) == 0) return system->xOpen(system, name, file, flags, opened);
  Log& log = *new (file) Log;
  const int code = system->xOpen(system, name, log.Inner(), flags, opened);
  if (log.Inner()->pMethods != nullptr) log.file.pMethods = &kMethods;  // it is to be closed, however it was opened
  else Drop(file);
  return code;
}

// All but opening is the system's.
bool Register() {
  system = sqlite3_vfs_find(nullptr);
  if (system == nullptr) return false;
  static sqlite3_vfs gatherer = *system;
  gatherer.zName = kName;
  gatherer.pNext = nullptr;
  gatherer.szOsFile += static_cast<int>(sizeof(Log));
  gatherer.xOpen = Open;
  return sqlite3_vfs_register(&gatherer, 0) == SQLITE_OK;
}

}  // namespace

const char* LogGatherer() {
  static const bool registered = Register();
  return registered ? kName : nullptr;
}

GatheredCommit::GatheredCommit(sqlite3* connection) {
  sqlite3_file* log = nullptr;
  if (sqlite3_file_control(connection, "main", SQLITE_FCNTL_JOURNAL_POINTER, &log) != SQLITE_OK || log == nullptr || log->pMethods != &kMethods) return;
  LogOf(log_ = log).gathers = true;
}

GatheredCommit::~GatheredCommit() {
  if (log_ == nullptr) return;
  Log& log = LogOf(log_);
  log.gathers = log.in_frame = false;
  log.gathered.clear();  // of a commit that failed
}

}  // namespace trichluc
