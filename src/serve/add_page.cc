// Documents that people add: read by the same engine, under the same limits, as on the command line.
#include <filesystem>
#include <fstream>
#include <utility>

#include "serve/pages.h"

namespace trichluc::serve {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kLongestName = 200;  // bytes

// The last part of a name, without what a file system or a terminal obeys. Empty where nothing is left.
std::string PlainName(std::string_view name) {
  name = name.substr(name.find_last_of("/\\") + 1);
  std::string out;
  for (const char c : name) {
    if (static_cast<unsigned char>(c) >= 0x20 && c != 0x7F) out += c;
  }
  while (!out.empty() && out.front() == '.') out.erase(out.begin());
  if (out.size() > kLongestName) out.erase(0, out.size() - kLongestName);
  while (!out.empty() && (static_cast<unsigned char>(out.front()) & 0xC0) == 0x80) out.erase(out.begin());
  return out;
}

// A file below the folder of uploads; it is gone again unless it is to stay.
class Kept {
 public:
  static Result<Kept> Write(const std::string& folder, const std::string& name, const std::string& bytes) {
    std::error_code fault;
    fs::create_directories(folder, fault);
    const fs::path path = fs::path(folder) / name;
    // Whoever looks finds it whole.
    const fs::path part = fs::path(folder) / (name + ".part");
    std::ofstream file(part, std::ios::binary | std::ios::trunc);
    file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    file.close();
    if (file) fs::rename(part, path, fault);
    if (file && !fault) return Kept(path);
    fs::remove(part, fault);
    return Error{Error::Code::kUnreadable, "the document cannot be kept (is there room, and may the server write to its --uploads?)"};
  }
  Kept(Kept&& other) noexcept : path_(std::exchange(other.path_, {})) {}
  Kept& operator=(Kept&&) = delete;
  ~Kept() {
    std::error_code fault;
    if (!path_.empty()) fs::remove(path_, fault);
  }
  void Stay() { path_.clear(); }

 private:
  explicit Kept(fs::path path) : path_(std::move(path)) {}
  fs::path path_;
};

// Puts the document there, and its bytes into the folder unless it was there before. Its number, and what became of it.
struct Added {
  std::int64_t number = 0;
  IndexChange change;
};
Result<Added> Put(const Visit& visit, Index& index, IndexedDocument document, const std::string& name) {
  const std::string digest = document.extraction.source.sha256;
  const Result<std::optional<Index::KnownDocument>> before = index.Find(digest);
  if (!before) return before.error();
  std::optional<Kept> kept;
  if (*before) {
    document.extraction.source.name = (*before)->name;
  } else {
    document.extraction.source.name = digest.substr(0, 12) + "-" + name;
    Result<Kept> written = Kept::Write(visit.site.options().uploads, document.extraction.source.name, visit.request.body);
    if (!written) return written.error();
    kept.emplace(std::move(*written));
  }
  const Result<IndexChange> change = index.Add({std::move(document)});
  if (!change) return change.error();
  if (kept) kept->Stay();
  const Result<std::optional<Index::KnownDocument>> now = index.Find(digest);
  if (!now) return now.error();
  return Added{*now ? (*now)->number : 0, *change};
}

// A line of the list of added documents; `what` is markup.
Response Line(const std::string& name, std::string_view what, std::string_view address, unsigned status = 200) {
  Html html;
  if (address.empty()) {
    html.Text(name);
  } else {
    html.Link(address, name);
  }
  html << ": " << what;
  Response response;
  response.status = status;
  response.body = std::move(html).Take();
  return response;
}

Response FaultLine(const Visit& visit, const std::string& name, const Error& error, unsigned status) {
  Html html;
  WriteMessage(visit, error, html);
  return Line(name, std::move(html).Take(), "", status);
}

}  // namespace

Response AddPage(const Visit& visit) {
  if (!visit.site.MayAdd()) return Problem(visit, 403, visit.Word("read_only"));
  Html html;
  html << "<h1>";
  html.Text(visit.Word("add")) << "</h1><div class=\"drop\"";
  html.Attribute("data-working", visit.Word("working"));
  html.Attribute("data-lost", visit.Word("lost"));
  html << "><p>";
  html.Text(visit.Word("add_help")) << "</p><label><span class=\"unseen\">";
  html.Text(visit.Word("add_choose")) << "</span><input type=\"file\" multiple></label></div><ul class=\"plain added\" aria-live=\"polite\"></ul>";
  return Page(visit, Part::kAdd, visit.Word("add"), std::move(html).Take());
}

Response AddDocument(const Visit& visit) {
  const std::string name = PlainName(visit.Query("name"));
  if (name.empty()) return Line("?", HtmlText(visit.Word("no_name")), "", 400);
  const std::string& bytes = visit.request.body;
  // What this engine has read already need not be read again.
  const Result<std::optional<Index::KnownDocument>> known = visit.index.Find(ContentDigest(bytes));
  if (known && *known && (*known)->reader == visit.site.reader()) return Line(name, HtmlText(visit.Word("known")), AddressOf((*known)->number));
  Result<Extraction> plan = visit.site.engine().Extract({.name = name, .bytes = bytes});
  if (!plan) return FaultLine(visit, name, plan.error(), 422);
  // What was decoded holds its text; that of a text is its own.
  Result<std::string> text = plan->text.empty() ? visit.site.engine().Text({.name = name, .bytes = bytes}) : plan->text;
  if (!text) return FaultLine(visit, name, text.error(), 422);
  // The same document may be added by two people at once.
  const auto turn = visit.site.Adding();
  Added added;
  auto fault = visit.site.Write([&](Index& index) -> std::optional<Error> {
    Result<Added> put = Put(visit, index, {std::move(*plan), visit.site.reader(), std::move(*text)}, name);
    if (!put) return put.error();
    added = *put;
    return std::nullopt;
  });
  if (fault) return FaultLine(visit, name, *fault, 503);
  return Line(name, HtmlText(visit.Word(added.change.known > 0 ? "known" : "added")), added.number > 0 ? AddressOf(added.number) : "");
}

}  // namespace trichluc::serve
