// A write-ahead log that is written in large pieces.
//
// SQLite writes a page to its log with two calls, one for the 24 bytes before it. Most of the time of both the system takes for the
// call, and not for what is written. So what a commit adds to the log is gathered first:
//
//   sqlite3_open_v2(name, &handle, flags, LogGatherer());
//   {
//     const GatheredCommit gathered(handle);
//     sqlite3_exec(handle, "COMMIT", …);
//   }
//
// The frame that commits is written at once, behind all that was gathered, and what fails of either is the commit's fault. So all of a
// commit is in the log when it is done; and one that failed leaves nothing that would be written later.
#pragma once

struct sqlite3;
struct sqlite3_file;

namespace trichluc {

// The name of a file system (`sqlite3_vfs`) for connections whose commits may be gathered: SQLite's own at the first call, but for the
// log. Null, which means that one, where there is none. Any thread may call.
[[nodiscard]] const char* LogGatherer();

// As long as it lives, frames of the log of a connection are gathered. Of one that was opened otherwise, or that has no log, they are
// written as ever. The connection's thread calls.
class GatheredCommit {
 public:
  explicit GatheredCommit(sqlite3* connection);
  GatheredCommit(const GatheredCommit&) = delete;
  GatheredCommit& operator=(const GatheredCommit&) = delete;
  ~GatheredCommit();

 private:
  sqlite3_file* log_ = nullptr;  // the connection's
};

}  // namespace trichluc
