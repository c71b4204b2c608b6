#include "serve/site.h"

#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <iterator>
#include <limits>
#include <utility>

#include "serve/pages.h"

namespace trichluc::serve {
namespace {

constexpr std::size_t kMostForm = 256 << 10;      // bytes of a form
constexpr std::size_t kMostUploads = 2;           // at a time: each is in memory
constexpr std::size_t kMostIdleReaders = 8;
constexpr std::string_view kLanguageCookie = "trichluc_language";
constexpr std::string_view kWhoCookie = "trichluc_who";

// What every answer says to browsers.
Pairs Protection() {
  return {{"Content-Security-Policy", "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"},
          {"X-Content-Type-Options", "nosniff"},
          {"Referrer-Policy", "same-origin"},
          {"Cross-Origin-Opener-Policy", "same-origin"},
          {"Cross-Origin-Resource-Policy", "same-origin"},
          {"Cache-Control", "no-store"}};
}

// Of a document or a page.
std::optional<std::int64_t> NumberFromOne(std::string_view text) {
  const std::size_t number = NumberIn(text, std::numeric_limits<std::int64_t>::max());
  return number == 0 ? std::nullopt : std::optional(static_cast<std::int64_t>(number));
}

// The parts of a path between its strokes.
std::vector<std::string_view> PartsOf(std::string_view path) {
  std::vector<std::string_view> parts;
  for (std::size_t at = 1; at <= path.size();) {
    const std::size_t end = std::min(path.find('/', at), path.size());
    parts.push_back(path.substr(at, end - at));
    at = end + 1;
  }
  return parts;
}

// Pages below /documents/N.
std::optional<Response> DocumentRoute(const Visit& visit, const std::vector<std::string_view>& parts) {
  const std::optional<std::int64_t> document = parts.size() >= 2 ? NumberFromOne(parts[1]) : std::nullopt;
  if (!document) return std::nullopt;
  if (!visit.request.IsReading()) {
    if (parts.size() == 3 && parts[2] == "review") return JudgeRecord(visit, *document);
    return std::nullopt;
  }
  if (parts.size() == 2) return DocumentPage(visit, *document);
  if (parts.size() == 3 && parts[2] == "export") return ExportOfDocument(visit, *document);
  if (parts.size() == 5 && parts[2] == "records") return RecordPage(visit, *document, parts[3], parts[4]);
  if (parts.size() == 3 && parts[2] == "original") return OriginalFile(visit, *document);
  if (parts.size() == 4 && parts[2] == "at") return PlacePage(visit, *document, parts[3]);
  if (parts.size() == 4 && parts[2] == "pages") {
    if (const auto page = NumberFromOne(parts[3])) return PagesFragment(visit, *document, static_cast<std::size_t>(*page));
  }
  return std::nullopt;
}

std::optional<Response> Route(const Visit& visit) {
  using Show = Response (*)(const Visit&);
  static constexpr std::array<std::pair<std::string_view, Show>, 9> kPages = {{{"/", SearchPage},
                                                                              {"/units", UnitPage},
                                                                              {"/references", ReferencePage},
                                                                              {"/calendar", CalendarPage},
                                                                              {"/targets", TargetsPage},
                                                                              {"/conflicts", ConflictsPage},
                                                                              {"/reviews", ReviewsPage},
                                                                              {"/export", ExportOfQuery},
                                                                              {"/add", AddPage}}};
  for (const auto& [path, show] : kPages) {
    if (visit.request.path == path && visit.request.IsReading()) return show(visit);
  }
  if (visit.request.path == "/add") return AddDocument(visit);
  const std::vector<std::string_view> parts = PartsOf(visit.request.path);
  if (parts.front() == "documents") return DocumentRoute(visit, parts);
  return std::nullopt;
}

}  // namespace

IndexFile IndexFile::At(const std::string& path) {
  struct stat file{};
  if (stat(path.c_str(), &file) != 0) return {};
  return {static_cast<std::uint64_t>(file.st_dev), static_cast<std::uint64_t>(file.st_ino)};
}

Result<std::unique_ptr<Site>> Site::Open(const SiteOptions& options) {
  // Originals are looked for in folders that are there.
  if (!options.uploads.empty() && !options.read_only) {
    std::error_code fault;
    std::filesystem::create_directories(options.uploads, fault);
    if (fault) return Error{Error::Code::kUnreadable, "--uploads " + options.uploads + ": cannot be made: " + fault.message() + " (choose a folder that the server may write to)"};
  }
  std::unique_ptr<Site> site(new Site(options));
  WordingOptions wording = options.wording;
  for (const std::string& language : {options.language, std::string(options.language == "vi" ? "en" : "vi")}) {
    wording.language = language;
    Result<ExportWording> words = ExportWording::Load(wording);
    if (!words) return words.error();
    site->wordings_.push_back(std::move(*words));
  }
  Result<Engine> engine = Engine::Create(options.engine);
  if (!engine) return engine.error();
  site->engine_ = std::move(*engine);
  Result<std::string> reader = site->engine_->Fingerprint();
  if (!reader) return reader.error();
  site->reader_ = std::move(*reader);
  // Where documents can be added an index is made for them.
  Result<Index> index = Index::Open(options.index, site->MayAdd() ? Index::Access::kWrite : Index::Access::kRead);
  if (!index) return index.error();
  return site;
}

Site::~Site() = default;

HttpService Site::Service() {
  return {[this](const Request& request) { return Admit(request); },
          [this](const Request& request) { return Answer(request); },
          [this](const Request& request) { Leave(request); }, Protection()};
}

HttpService::Admission Site::Admit(const Request& request) {
  const auto refuse = [](Response response) { return HttpService::Admission{std::move(response), 0, {}}; };
  if (auto refusal = gate_.Refusal(request)) return refuse(std::move(*refusal));
  const Token* const token = gate_.asks() ? gate_.Shown(request) : nullptr;
  // Who has a token of his own is told apart by it, wherever he is.
  const std::string client = token != nullptr && !token->who.empty() ? "who " + token->who : ClientOf(request);
  if (request.IsReading()) return {std::nullopt, 0, client};
  if (gate_.asks() && token == nullptr && request.path != "/enter") return refuse(AskForToken(request, 401));
  if (request.path != "/add") return {std::nullopt, kMostForm, client};
  if (!MayAdd()) return refuse(Response::Text(403, "No documents can be added here (start the server with --uploads FOLDER).\n"));
  if (uploads_ >= kMostUploads) return refuse(Busy(Response::Text(503, "Other documents are being added; try again in a moment.\n")));
  ++uploads_;
  return {std::nullopt, options_.engine.limits.max_bytes, client};
}

void Site::Leave(const Request& request) {
  if (!request.IsReading() && request.path == "/add") --uploads_;
}

const ExportWording& Site::WordsFor(const Request& request) const {
  const std::string_view chosen = request.Cookie(kLanguageCookie);
  const auto found = std::find_if(wordings_.begin(), wordings_.end(), [&](const ExportWording& words) { return words.language() == chosen; });
  return found == wordings_.end() ? wordings_.front() : *found;
}

Response Site::AskForToken(const Request& request, unsigned status) const {
  return EntrancePage(WordsFor(request), request.IsReading() ? AddressOf(request) : "/", status);
}

// A token that was typed, or that stands in a link, becomes a cookie.
Response Site::Enter(const Request& request) const {
  const bool typed = !request.IsReading();
  std::optional<Pairs> form = typed ? ParseForm(request.body) : request.query;
  const std::string_view secret = form ? ValueOf(*form, "token") : std::string_view();
  if (gate_.Known(secret) == nullptr) return AskForToken(request, 401);
  Response response = Response::Redirect(typed ? OwnAddress(ValueOf(*form, "back")) : AddressOf(request));
  response.headers.emplace_back("Set-Cookie", CookieHeader(request, kTokenCookie, Escaped(secret)));
  return response;
}

Response Site::Answer(const Request& request) {
  if (request.path.starts_with("/assets/")) return Asset(std::string_view(request.path).substr(8));
  if (request.path == "/language" && request.IsReading()) {
    Response response = Response::Redirect(OwnAddress(request.Query("back")));
    const auto known = [&](const ExportWording& words) { return words.language() == request.Query("to"); };
    if (std::any_of(wordings_.begin(), wordings_.end(), known)) response.headers.emplace_back("Set-Cookie", CookieHeader(request, kLanguageCookie, request.Query("to")));
    return response;
  }
  if (!gate_.asks()) return AnswerVisit(request, nullptr);
  if (request.path == "/enter" || !request.Query("token").empty()) return Enter(request);
  const Token* const token = gate_.Shown(request);
  return token == nullptr ? AskForToken(request, 401) : AnswerVisit(request, token);
}

// One that is there already, unless another file stands in the place of its own.
Result<Site::Reader> Site::TakeReader() {
  // Looked at before it is opened: where the file is replaced in between, the next visit sees that.
  const IndexFile file = IndexFile::At(options_.index);
  std::vector<Reader> of_others;  // closed when nobody waits for it
  {
    const std::lock_guard lock(readers_mutex_);
    const auto others = std::partition(readers_.begin(), readers_.end(), [&](const Reader& reader) { return reader.file == file; });
    std::move(others, readers_.end(), std::back_inserter(of_others));
    readers_.erase(others, readers_.end());
    if (hard_reader_ && !(hard_reader_->file == file)) of_others.push_back(std::move(*std::exchange(hard_reader_, std::nullopt)));
    if (!readers_.empty()) {
      Reader reader = std::move(readers_.back());
      readers_.pop_back();
      return reader;
    }
  }
  Result<Index> opened = Index::Open(options_.index, Index::Access::kRead);
  if (!opened) return opened.error();
  return Reader{file, std::move(*opened)};
}

Result<Site::Reader> Site::TakeHardReader(const Visit& visit) {
  {
    const std::lock_guard lock(readers_mutex_);
    std::optional<Reader> known = std::exchange(hard_reader_, std::nullopt);
    if (known && known->file == visit.file) return std::move(*known);
  }
  Result<Index> opened = Index::Open(options_.index, Index::Access::kRead);
  if (!opened) return opened.error();
  return Reader{visit.file, std::move(*opened)};
}

void Site::PutBack(Reader reader) {
  const std::lock_guard lock(readers_mutex_);
  hard_reader_ = std::move(reader);
}

Response Site::AnswerVisit(const Request& request, const Token* token) {
  Result<Reader> reader = TakeReader();
  if (!reader) return Response::Text(503, MessageOf(*this, reader.error()) + "\n");
  Visit visit{request, *this, WordsFor(request), reader->index, reader->file, options_.who};
  if (token != nullptr && !token->who.empty()) {
    visit.who = token->who;
    visit.who_is_given = true;
  } else if (const auto said = ParseForm("who=" + std::string(request.Cookie(kWhoCookie))); said && !ValueOf(*said, "who").empty()) {
    visit.who = ValueOf(*said, "who");
  }
  std::optional<Response> response = Route(visit);
  if (!response) response = Problem(visit, 404, visit.Word("not_found"));
  // A connection that failed is not used again.
  if (response->status < 500) {
    const std::lock_guard lock(readers_mutex_);
    if (readers_.size() < kMostIdleReaders) readers_.push_back(std::move(*reader));
  }
  return std::move(*response);
}

std::optional<Error> Site::Write(const std::function<std::optional<Error>(Index&)>& use) {
  Result<Index> index = Index::Open(options_.index, Index::Access::kWrite);
  if (!index) return index.error();
  return use(*index);
}

}  // namespace trichluc::serve
