// trichluc serve: an index as a small web application.
#include <pwd.h>
#include <unistd.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <memory>
#include <random>
#include <sstream>

#include "cli/commands.h"
#include "cli/exit_code.h"
#include "cli/options.h"
#include "cli/report.h"
#include "serve/http.h"
#include "serve/site.h"

namespace trichluc::cli {
namespace {

constexpr const char* kExamples =
    "Examples:\n"
    "  trichluc serve plans.db                                 for yourself, at http://127.0.0.1:8420/\n"
    "  trichluc serve plans.db --files plans --uploads new     with the pages as pictures, and room for new documents\n"
    "  trichluc serve plans.db --address 0.0.0.0 --name plans.example.vn --tokens tokens.tsv\n";

constexpr std::uint16_t kPort = 8420;
constexpr std::size_t kSecretBytes = 24;
constexpr std::size_t kShortestSecret = 16;

struct Options {
  std::string index;
  std::string address = "127.0.0.1";
  std::uint16_t port = kPort;
  std::string language = "vi";
  std::string files = ".";
  std::string uploads;
  std::vector<std::string> names;
  std::string tokens;
  std::string who;
  bool read_only = false;
  GrammarOptions grammars;
  RepairOptions repair;
  unsigned threads = serve::HttpLimits{}.threads;
};

bool IsLoopback(const std::string& address) { return address == "::1" || address.starts_with("127."); }

std::string Trimmed(const std::string& text) {
  const std::size_t first = text.find_first_not_of(" \t\r");
  return first == std::string::npos ? std::string() : text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

// Lines of a name, a tab, and a token.
Result<std::vector<serve::Token>> ReadTokens(const std::string& path) {
  std::ifstream file(path);
  if (!file) return Error{Error::Code::kUnreadable, path + ": cannot be read (a file of tokens has lines of a name, a tab, and a token)"};
  std::vector<serve::Token> tokens;
  std::size_t number = 0;
  for (std::string line; std::getline(file, line);) {
    ++number;
    if (Trimmed(line).empty() || line.front() == '#') continue;
    const std::size_t tab = line.find('\t');
    serve::Token token{Trimmed(line.substr(0, tab)), tab == std::string::npos ? std::string() : Trimmed(line.substr(tab + 1))};
    if (token.who.empty() || token.secret.size() < kShortestSecret) {
      return Error{Error::Code::kBadArgument, path + ":" + std::to_string(number) + ": is no name, tab and token of at least " + std::to_string(kShortestSecret) + " letters"};
    }
    tokens.push_back(std::move(token));
  }
  if (tokens.empty()) return Error{Error::Code::kBadArgument, path + ": has no token (give a line of a name, a tab, and a token)"};
  return tokens;
}

std::string NewSecret() {
  constexpr std::string_view kLetters = "0123456789abcdefghijklmnopqrstuvwxyz";
  std::random_device source;  // of the system
  std::uniform_int_distribution<std::size_t> letter(0, kLetters.size() - 1);
  std::string secret;
  for (std::size_t i = 0; i < kSecretBytes; ++i) secret += kLetters[letter(source)];
  return secret;
}

std::string UserName() {
  const passwd* const user = getpwuid(geteuid());
  if (user == nullptr) return {};
  const std::string whole = user->pw_gecos == nullptr ? "" : user->pw_gecos;
  const std::string name = whole.substr(0, whole.find(','));
  return name.empty() ? user->pw_name : name;
}

Result<serve::SiteOptions> SiteOptionsOf(const Options& options) {
  serve::SiteOptions site;
  site.index = options.index;
  site.files = options.files;
  site.uploads = options.uploads;
  site.language = options.language;
  site.wording = {.language = options.language, .grammar_folder = options.grammars.folder, .extra_grammar_folders = options.grammars.extra_folders};
  site.engine = options.grammars.ForEngine();
  options.repair.Apply(site.engine);
  site.names = options.names;
  std::error_code fault;
  if (!std::filesystem::is_directory(options.files, fault)) return Error{Error::Code::kBadArgument, "--files " + options.files + ": is no folder (check the spelling)"};
  site.read_only = options.read_only;
  if (!options.tokens.empty()) {
    Result<std::vector<serve::Token>> tokens = ReadTokens(options.tokens);
    if (!tokens) return tokens.error();
    site.tokens = std::move(*tokens);
  } else if (!IsLoopback(options.address)) {
    // Whoever can reach it from elsewhere has to know something.
    site.tokens.push_back({"", NewSecret()});
  }
  // On a machine of one's own it is oneself who reviews.
  if (site.tokens.empty()) site.who = options.who.empty() ? UserName() : options.who;
  return site;
}

std::string WebAddress(const Options& options, std::uint16_t port, const serve::SiteOptions& site) {
  const bool any = options.address == "0.0.0.0" || options.address == "::";
  std::string host = !options.names.empty() ? options.names.front() : any ? "127.0.0.1" : options.address;
  if (host.find(':') != std::string::npos) host = "[" + host + "]";
  std::string out = "http://" + host + ":" + std::to_string(port) + "/";
  if (site.tokens.size() == 1 && site.tokens.front().who.empty()) out += "?token=" + site.tokens.front().secret;
  return out;
}

int Run(const Options& options) {
  const Result<serve::SiteOptions> site_options = SiteOptionsOf(options);
  if (!site_options) return Fail(site_options.error());
  const Result<std::unique_ptr<serve::Site>> site = serve::Site::Open(*site_options);
  if (!site) return Fail(site.error());
  Result<serve::HttpServer> server = serve::HttpServer::Listen(options.address, options.port, (*site)->Service(), {.threads = options.threads});
  if (!server) return Fail(server.error());
  // Whoever started it wants to know where it is before anything else.
  std::cout << "Serving " << options.index << " at " << WebAddress(options, server->port(), *site_options) << "\nEnd it with Ctrl-C." << std::endl;
  server->Run();
  return kOk;
}

}  // namespace

void AddServe(CLI::App& app, int& exit_code) {
  const auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("serve", "Show an index in a browser: search, look, and review");
  command->add_option("INDEX", options->index, "The database that trichluc index add made")->type_name("")->required();
  command->add_option("--address", options->address, "Listen at ADDRESS (127.0.0.1); any but loopback demands a token")->type_name("ADDRESS");
  command->add_option("--port", options->port, "Listen at port N (8420); 0 takes a free one")->type_name("N")->check(CLI::Range(0U, 65535U).description(""));
  command->add_option("--name", options->names, "A host that people call this server by; may be given several times")->type_name("HOST");
  command->add_option("--tokens", options->tokens, "Who may enter: FILE has lines of a name, a tab, and a token")->type_name("FILE");
  command->add_option("--files", options->files, "The FOLDER that names of documents count from, to show their pages (.)")->type_name("FOLDER");
  command->add_option("--uploads", options->uploads, "Let people add documents, and keep these in FOLDER")->type_name("FOLDER");
  command->add_flag("--read-only", options->read_only, "Nobody may review or add anything");
  command->add_option("--who", options->who, "Reviews are by NAME (the user's own); only without tokens")->type_name("NAME");
  command->add_option("--language", options->language, "Words of the pages in vi (the default) or en, until a reader chooses")->type_name("NAME");
  command->add_option("--threads", options->threads, "Answer N requests at a time (4)")->type_name("N")->check(CLI::Range(1U, 64U).description(""));
  options->grammars.AddTo(*command);
  options->repair.AddTo(*command);
  command->footer(kExamples);
  command->callback([options, &exit_code] { exit_code = Run(*options); });
}

}  // namespace trichluc::cli
