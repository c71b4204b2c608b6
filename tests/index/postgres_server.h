// A PostgreSQL server of a test's own: on a socket in a temporary folder, gone when the test program is.
#pragma once

#include <string>
#include <vector>

#include "support/program.h"

namespace trichluc::testing {

class PostgresServer {
 public:
  // The one of this program; started when first asked for.
  static PostgresServer& Instance();

  // Why there is none; empty where there is one.
  [[nodiscard]] const std::string& missing() const { return missing_; }

  // Makes an empty database and gives its address.
  std::string NewDatabase();
  // The same database for another user.
  [[nodiscard]] static std::string AddressAs(const std::string& user, std::string address);

  // Runs SQL in a database, and gives what it prints: rows, `|` between columns.
  [[nodiscard]] Outcome Sql(const std::string& address, const std::string& sql) const;

  PostgresServer(const PostgresServer&) = delete;
  PostgresServer& operator=(const PostgresServer&) = delete;

 private:
  PostgresServer();
  ~PostgresServer();
  void Start();
  [[nodiscard]] bool Answers() const;

  std::string missing_;
  std::string programs_;  // the folder of PostgreSQL's programs
  std::string folder_;
  int server_ = -1;
  int databases_ = 0;
};

}  // namespace trichluc::testing
