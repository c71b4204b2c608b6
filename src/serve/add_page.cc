// Documents that people add: read by the same engine, under the same limits, as on the command line.
#include <atomic>
#include <filesystem>
#include <fstream>

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

// Keeps the file below the folder of uploads; the name under which it can be found again.
Result<std::string> Keep(const std::string& folder, const std::string& name, const std::string& bytes) {
  const std::string kept = ContentDigest(bytes).substr(0, 12) + "-" + name;
  std::error_code fault;
  fs::create_directories(folder, fault);
  const fs::path path = fs::path(folder) / kept;
  // The same document may be added by two people at once.
  static std::atomic<std::uint64_t> parts = 0;
  const fs::path part = fs::path(folder) / (kept + "." + std::to_string(++parts) + ".part");
  {
    std::ofstream file(part, std::ios::binary | std::ios::trunc);
    file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    file.close();
    if (!file) fs::remove(part, fault);
    if (!file) return Error{Error::Code::kUnreadable, "the document cannot be kept (is there room, and may the server write to its --uploads?)"};
  }
  fs::rename(part, path, fault);
  if (fault) return Error{Error::Code::kUnreadable, "the document cannot be kept: " + fault.message()};
  return kept;
}

Response Line(const std::string& name, std::string_view what, std::string_view address, unsigned status = 200) {
  Html html;
  if (address.empty()) {
    html.Text(name);
  } else {
    html.Link(address, name);
  }
  (html << ": ").Text(what);
  Response response;
  response.status = status;
  response.body = std::move(html).Take();
  return response;
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
  if (name.empty()) return Line("?", visit.Word("no_name"), "", 400);
  const std::string& bytes = visit.request.body;
  Result<Extraction> plan = visit.site.engine().Extract({.name = name, .bytes = bytes});
  if (!plan) return Line(name, plan.error().message, "", 422);
  // What was decoded holds its text; that of a text is its own.
  Result<std::string> text = plan->text.empty() ? visit.site.engine().Text({.name = name, .bytes = bytes}) : plan->text;
  if (!text) return Line(name, text.error().message, "", 422);
  const Result<std::string> kept = Keep(visit.site.options().uploads, name, bytes);
  if (!kept) return Line(name, kept.error().message, "", 503);
  plan->source.name = *kept;
  IndexChange change;
  std::int64_t number = 0;
  auto fault = visit.site.Write([&](Index& index) -> std::optional<Error> {
    Result<IndexChange> added = index.Add({{std::move(*plan), visit.site.reader(), std::move(*text)}});
    if (!added) return added.error();
    change = *added;
    const Result<std::vector<std::int64_t>> numbers = index.Named(*kept);
    if (!numbers) return numbers.error();
    if (!numbers->empty()) number = numbers->back();
    return std::nullopt;
  });
  if (fault) return Line(name, MessageOf(visit.site, *fault), "", 503);
  return Line(name, visit.Word(change.known > 0 ? "known" : "added"), number > 0 ? AddressOf(number) : "");
}

}  // namespace trichluc::serve
