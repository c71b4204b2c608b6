#include "postgres_server.h"

#include <fcntl.h>
#include <pwd.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <thread>

namespace trichluc::testing {
namespace {

namespace fs = std::filesystem;

constexpr const char* kUser = "trichluc";
constexpr auto kPatience = std::chrono::seconds(60);

// Debian keeps each version's programs in a folder of its own, out of the way of PATH.
std::string ProgramsFolder() {
  std::vector<std::string> found;
  std::error_code none;
  for (const auto& version : fs::directory_iterator("/usr/lib/postgresql", none)) {
    if (fs::exists(version.path() / "bin/initdb")) found.push_back((version.path() / "bin").string());
  }
  return found.empty() ? "" : *std::max_element(found.begin(), found.end());
}

// PostgreSQL refuses to run as root; then another user runs it.
const passwd* UserOfServer() { return geteuid() == 0 ? getpwnam("postgres") : getpwuid(geteuid()); }

// Starts a program as the user of the server. It ends with this one, however that ends.
int Spawn(const passwd& user, std::vector<std::string> words, const std::string& log) {
  std::vector<char*> argv;
  for (std::string& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);
  const pid_t parent = getpid();
  const pid_t child = fork();
  if (child != 0) return child;
  const int out = open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0644);
  if (geteuid() == 0 && (setgid(user.pw_gid) != 0 || setuid(user.pw_uid) != 0)) _exit(126);
  prctl(PR_SET_PDEATHSIG, SIGQUIT);
  if (getppid() != parent || out < 0 || dup2(out, 1) < 0 || dup2(out, 2) < 0) _exit(126);
  execv(argv[0], argv.data());
  _exit(127);
}

}  // namespace

PostgresServer& PostgresServer::Instance() {
  static PostgresServer server;
  return server;
}

PostgresServer::PostgresServer() : programs_(ProgramsFolder()) {
  if (programs_.empty()) missing_ = "no PostgreSQL server is installed (Debian: postgresql)";
  else if (UserOfServer() == nullptr) missing_ = "PostgreSQL does not run as root, and there is no user postgres";
  else Start();
}

void PostgresServer::Start() {
  const passwd& user = *UserOfServer();
  std::string folder = (fs::temp_directory_path() / "trichluc-pg-XXXXXX").string();
  if (mkdtemp(folder.data()) == nullptr) {
    missing_ = "no temporary folder can be made";
    return;
  }
  folder_ = folder;
  const std::string data = folder_ + "/data";
  const std::string log = folder_ + "/log";
  if (chown(folder_.c_str(), user.pw_uid, user.pw_gid) != 0) missing_ = "the temporary folder cannot be given to another user";
  int status = 0;
  const int made = Spawn(user, {programs_ + "/initdb", "--pgdata=" + data, "--auth=trust", "--username", kUser, "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"}, log);
  if (waitpid(made, &status, 0) != made || status != 0) {
    missing_ = "initdb failed: " + TempFolder().Read(log);
    return;
  }
  server_ = Spawn(user, {programs_ + "/postgres", "-D", data, "-k", folder_, "-c", "listen_addresses=", "-c", "fsync=off", "-c", "max_connections=80"}, log);
  const auto end = std::chrono::steady_clock::now() + kPatience;
  while (!Answers() && std::chrono::steady_clock::now() < end) std::this_thread::sleep_for(std::chrono::milliseconds(50));
  if (!Answers()) missing_ = "the server does not start: " + TempFolder().Read(log);
}

PostgresServer::~PostgresServer() {
  if (server_ > 0) {
    kill(server_, SIGINT);  // without waiting for connections
    const auto end = std::chrono::steady_clock::now() + kPatience;
    while (waitpid(server_, nullptr, WNOHANG) == 0) {
      if (std::chrono::steady_clock::now() > end) kill(server_, SIGKILL);
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
  }
  std::error_code none;
  if (!folder_.empty()) fs::remove_all(folder_, none);
}

bool PostgresServer::Answers() const { return Run(programs_ + "/pg_isready", {"-q", "-h", folder_}).exit_code == 0; }

std::string PostgresServer::NewDatabase() {
  const std::string name = "plans_" + std::to_string(getpid()) + "_" + std::to_string(++databases_);
  static_cast<void>(Run(programs_ + "/createdb", {"-h", folder_, "-U", kUser, name}));
  return std::string("postgresql://") + kUser + "@/" + name + "?host=" + folder_;
}

std::string PostgresServer::AddressAs(const std::string& user, std::string address) { return address.replace(address.find(kUser), std::string(kUser).size(), user); }

Outcome PostgresServer::Sql(const std::string& address, const std::string& sql) const {
  return Run(programs_ + "/psql", {"-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-c", sql, address});
}

}  // namespace trichluc::testing
