#include "ingest/office.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <thread>
#include <vector>

#include "ingest/inherited.h"

namespace trichluc {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds kPause{10};     // between two looks at a process
constexpr std::chrono::milliseconds kProbe{5'000};  // that a look at what the system offers may take

// Macros are off, and files that a document links to are left alone.
constexpr std::string_view kProfile = R"(<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>2</value></prop></item>
</oor:items>
)";

// A folder that goes when its owner does.
class Folder {
 public:
  Folder() {
    std::error_code fault;
    std::string name = (std::filesystem::temp_directory_path(fault) / "trichluc-office-XXXXXX").string();
    if (!fault && mkdtemp(name.data()) != nullptr) path_ = name;
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() {
    std::error_code ignored;
    if (!path_.empty()) std::filesystem::remove_all(path_, ignored);
  }
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

// The program's path, by PATH; empty where there is none.
std::string FindProgram(std::string_view name) {
  const char* path = std::getenv("PATH");
  for (std::string_view rest = path == nullptr ? "/usr/bin:/bin" : path; !rest.empty();) {
    const std::string_view folder = rest.substr(0, rest.find(':'));
    rest.remove_prefix(std::min(folder.size() + 1, rest.size()));
    if (folder.empty()) continue;
    std::string candidate = std::string(folder) + "/" + std::string(name);
    if (access(candidate.c_str(), X_OK) == 0) return candidate;
  }
  return {};
}

// How a program ended.
struct Ending {
  bool started = false;
  bool in_time = false;
  int status = 0;
};

// Runs a program as a group of its own and ends whatever is left of it.
Ending Run(std::vector<std::string> words, const std::filesystem::path& folder, const OfficeLimits& limits) {
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  const char* path = std::getenv("PATH");
  std::array<std::string, 4> settings = {"HOME=" + folder.string(), "TMPDIR=" + folder.string(), "LANG=C.UTF-8",
                                         std::string("PATH=") + (path == nullptr ? "/usr/bin:/bin" : path)};
  std::array<char*, 5> environment{};
  for (std::size_t i = 0; i < settings.size(); ++i) environment[i] = settings[i].data();

  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  posix_spawn_file_actions_init(&actions);
  posix_spawnattr_init(&attributes);
  for (const int file : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
    posix_spawn_file_actions_addopen(&actions, file, "/dev/null", O_RDWR, 0);
  CloseFrom(actions, STDERR_FILENO + 1);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
  posix_spawnattr_setpgroup(&attributes, 0);
  pid_t id = -1;
  const int fault =
      posix_spawn(&id, words.front().c_str(), &actions, &attributes, arguments.data(), environment.data());
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&actions);
  Ending ending;
  if (fault != 0) return ending;
  ending.started = true;
  // What it starts takes these over. It has started nothing yet: its own program is still being loaded.
  const auto seconds = static_cast<rlim_t>(std::chrono::duration_cast<std::chrono::seconds>(limits.total).count() + 1);
  const std::array<std::pair<__rlimit_resource, rlim_t>, 4> bounds = {
      {{RLIMIT_AS, limits.memory}, {RLIMIT_FSIZE, limits.written}, {RLIMIT_CPU, seconds}, {RLIMIT_CORE, 0}}};
  for (const auto& [what, most] : bounds) {
    const rlimit bound{most, most};
    prlimit(id, what, &bound, nullptr);
  }
  const Clock::time_point end = Clock::now() + limits.total;
  pid_t ended = 0;
  while ((ended = waitpid(id, &ending.status, WNOHANG)) == 0 && Clock::now() < end) std::this_thread::sleep_for(kPause);
  ending.in_time = ended == id;
  kill(-id, SIGKILL);
  while (ended == 0 && waitpid(id, &ending.status, 0) < 0 && errno == EINTR) {
  }
  return ending;
}

// The words before a command that take the network away; none where the system forbids it.
const std::vector<std::string>& WithoutNetwork() {
  static const std::vector<std::string> words = [] {
    const std::string program = FindProgram("unshare");
    const std::string nothing = FindProgram("true");
    std::vector<std::string> prefix = {program, "--map-current-user", "--net", "--"};
    if (program.empty() || nothing.empty()) return std::vector<std::string>();
    std::vector<std::string> probe = prefix;
    probe.push_back(nothing);
    OfficeLimits limits;
    limits.total = kProbe;
    const Ending ending = Run(probe, "/", limits);
    const bool works = ending.in_time && WIFEXITED(ending.status) && WEXITSTATUS(ending.status) == 0;
    return works ? prefix : std::vector<std::string>();
  }();
  return words;
}

// file:///tmp/a%20b
std::string FileUrl(const std::filesystem::path& path) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  constexpr std::string_view kPlain = "/-_.~";
  std::string url = "file://";
  for (const char c : path.string()) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       kPlain.find(c) != std::string_view::npos;
    if (plain) {
      url += c;
    } else {
      url.append("%").append(1, kDigits[byte >> 4]).append(1, kDigits[byte & 15]);
    }
  }
  return url;
}

bool WriteFile(const std::filesystem::path& path, std::string_view bytes) {
  std::ofstream out(path, std::ios::binary);
  out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  return static_cast<bool>(out.flush());
}

// Documents that ask for a password hold nothing but this, in UTF-16.
bool AsksForPassword(std::string_view bytes) {
  using namespace std::string_view_literals;
  return bytes.find("E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0"sv) != std::string_view::npos;
}

}  // namespace

bool IsOfficeFormat(FileFormat format) { return format == FileFormat::kOle || format == FileFormat::kRtf; }

Result<std::string> ConvertOffice(std::string_view name, std::string_view bytes, FileFormat format,
                                  const OfficeLimits& limits) {
  const auto failed = [&](Error::Code code, const std::string& what) {
    return Error{code, std::string(name) + ": " + what};
  };
  if (AsksForPassword(bytes))
    return failed(Error::Code::kUnsupported, "the document asks for a password (save it without one)");
  std::string program = FindProgram("soffice");
  if (program.empty()) program = FindProgram("libreoffice");
  const std::string kind(MediaType(format));
  if (program.empty())
    return failed(Error::Code::kUnsupported,
                  kind + " is read through LibreOffice, which was not found (Debian: libreoffice-writer-nogui)");
  const Folder folder;
  const std::filesystem::path source = folder.path() / (format == FileFormat::kRtf ? "in.rtf" : "in.doc");
  std::error_code fault;
  const bool ready =
      !folder.path().empty() && std::filesystem::create_directories(folder.path() / "profile" / "user", fault) &&
      WriteFile(folder.path() / "profile" / "user" / "registrymodifications.xcu", kProfile) && WriteFile(source, bytes);
  if (!ready)
    return failed(Error::Code::kUnreadable, "no folder for LibreOffice could be made (set TMPDIR to one with room)");
  std::vector<std::string> words = WithoutNetwork();
  const std::string profile = "-env:UserInstallation=" + FileUrl(folder.path() / "profile");
  for (const std::string& word : {program, profile, std::string("--headless"), std::string("--norestore"),
                                  std::string("--nolockcheck"), std::string("--convert-to"), std::string("docx"),
                                  std::string("--outdir"), (folder.path() / "out").string(), source.string()}) {
    words.push_back(word);
  }
  const Ending ending = Run(words, folder.path(), limits);
  if (!ending.started) return failed(Error::Code::kUnsupported, program + " could not be started");
  if (!ending.in_time) {
    return failed(Error::Code::kTooLarge, "LibreOffice did not convert it within " +
                                              std::to_string(limits.total.count() / 1000) +
                                              " seconds (save it as DOCX)");
  }
  std::ifstream converted(folder.path() / "out" / "in.docx", std::ios::binary);
  std::string docx{std::istreambuf_iterator<char>(converted), std::istreambuf_iterator<char>()};
  if (docx.empty())
    return failed(Error::Code::kUnsupported,
                  kind + " that LibreOffice cannot read (is it damaged, or no text document?)");
  return docx;
}

}  // namespace trichluc
