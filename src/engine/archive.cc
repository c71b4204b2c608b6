// What a decoder finds in an archive, under names for people; and its files, asked for by many threads and unpacked in order.
#include "trichluc/archive.h"

#include <algorithm>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <utility>

#include "grammar/lazy.h"
#include "ingest/archive_process.h"
#include "ingest/charset.h"
#include "ingest/decode.h"
#include "pages/format.h"
#include "text/charset.h"
#include "text/unicode.h"
#include "text/utf8.h"

namespace trichluc {
namespace {

constexpr std::size_t kLongestName = 4096;            // bytes
constexpr std::size_t kMostAhead = 512;               // files that are unpacked before they are asked for …
constexpr std::uint64_t kMostAheadBytes = 1U << 28;   // … and their bytes

// `C:`
bool IsDrive(std::string_view part) { return part.size() == 2 && part[1] == ':' && IsLetter(ClassOf(CharAt(part, 0))); }

// The names of files as people wrote them.
class Names {
 public:
  explicit Names(const EngineOptions& options)
      : charsets_([options] {
          std::vector<GrammarFault> faults;
          const Result<std::vector<GrammarText>> texts = LoadGrammarTexts(options.grammar_folder, options.extra_grammar_folders);
          return Charsets::Load(texts ? *texts : *LoadGrammarTexts({}), faults);
        }) {}

  // A path without what would lead out of the archive. Windows' programs part with `\`, and some keep the drive.
  [[nodiscard]] std::string Path(std::string_view bytes) const {
    std::string path;
    while (!bytes.empty()) {
      const std::size_t end = std::min(bytes.find_first_of("/\\"), bytes.size());
      const std::string_view part = bytes.substr(0, end);
      bytes.remove_prefix(std::min(end + 1, bytes.size()));
      if (part.empty() || part == "." || part == ".." || (path.empty() && IsDrive(part))) continue;
      path.append(path.empty() ? "" : "/").append(Part(part));
    }
    if (path.empty()) path = "unnamed";
    return std::string(Beginning(path, kLongestName));
  }

  // The name, or the next that is free: `plan (2).txt`.
  std::string Unique(std::string name) {
    if (known_.insert(name).second) return name;
    const std::size_t slash = name.rfind('/') + 1;  // npos + 1 is 0
    const std::size_t dot = std::min(name.size(), std::max(name.rfind('.'), slash));
    int& count = counts_.emplace(name, 1).first->second;
    for (;;) {
      std::string next = name.substr(0, dot) + " (" + std::to_string(++count) + ")" + name.substr(dot);
      if (known_.insert(next).second) return next;
    }
  }

 private:
  // UTF-8, or what Windows wrote in Vietnam, or what the standard says.
  [[nodiscard]] std::string Part(std::string_view bytes) const {
    std::string name(bytes);
    if (!IsWellFormedUtf8(bytes)) {
      std::optional<std::string> meant;
      Result<DecodedText> judged = Decode({}, bytes, charsets_);
      if (judged && judged->text.find(kReplacementCharacter) == std::string::npos) meant = std::move(judged->text);
      if (!meant) meant = FromCharset(bytes, "ibm437");
      name = meant ? std::move(*meant) : WellFormed(bytes);
    }
    return Printable(name);
  }

  // `_` for what moves the cursor or turns the writing around, so that a name would look like another.
  static std::string Printable(std::string_view name) {
    std::string out;
    for (std::size_t at = 0; at < name.size();) {
      const std::size_t start = at;
      const char32_t c = NextChar(name, at);
      const bool hidden = c == '/' || c < 0x20 || ClassOf(c) == CharClass::kControl || ChangesDirection(c);
      out.append(hidden ? "_" : name.substr(start, at - start));
    }
    return out;
  }

  Lazy<Charsets> charsets_;
  std::set<std::string> known_;
  std::map<std::string, int> counts_;
};

// A message of the decoder without the name of the archive, which stands before that of the file.
std::string About(const std::string& name, const std::string& path, const std::string& message) {
  const std::string known = path + ": ";
  return name + ": " + (message.starts_with(known) ? message.substr(known.size()) : message);
}

}  // namespace

bool LooksLikeArchive(std::string_view head) { return PackingOf(head) != Packing::kNone; }

struct Archive::State {
  State(std::string program, const DecoderLimits& limits, const std::string& archive)
      : path(archive), process(std::move(program), limits, archive) {}

  const std::string path;
  bool document = false;
  std::vector<ArchiveEntry> entries;
  std::vector<std::uint64_t> numbers;  // of the entries, as the decoder counts
  std::vector<std::string> others;
  std::string warning;

  std::mutex mutex;  // of all that follows
  ArchiveProcess process;
  std::optional<std::size_t> next;                // entry that the process has come to
  std::map<std::size_t, Result<std::string>> ahead;  // unpacked, and not yet asked for

  void Take(std::vector<ArchiveFile> files, Names names) {
    for (std::size_t i = 0; i < files.size(); ++i) {
      ArchiveFile& file = files[i];
      std::string name = file.name.empty() ? path : path + "/" + names.Path(file.name);
      if (file.kind == ArchiveFile::Kind::kOther) {
        others.push_back(std::move(name));
        continue;
      }
      if (!file.name.empty()) name = names.Unique(std::move(name));
      entries.push_back({std::move(name), file.bytes, std::move(file.fault)});
      numbers.push_back(i);
    }
  }

  Result<std::string> Unpack(std::size_t i) {
    Result<std::string> bytes = process.Unpack(numbers[i]);
    if (!bytes) return Error{bytes.error().code, About(entries[i].name, path, bytes.error().message)};
    return bytes;
  }

  // Threads come nearly in order. Who comes too early unpacks what lies between, so that nothing is unpacked twice.
  void UnpackTo(std::size_t entry) {
    if (!next || entry <= *next || entry - *next > kMostAhead) return;
    std::uint64_t bytes = 0;
    for (std::size_t i = *next; i < entry; ++i) bytes += entries[i].bytes;
    if (bytes > kMostAheadBytes) return;
    for (std::size_t i = *next; i < entry; ++i) {
      if (entries[i].fault.empty()) ahead.emplace(i, Unpack(i));
    }
  }
};

Result<Archive> Archive::Open(const std::string& path, const EngineOptions& options) {
  const std::string decoder = options.decoder.empty() ? DefaultDecoderPath() : options.decoder;
  if (decoder.empty())
    return Error{Error::Code::kUnsupported, path + ": archives are read by trichluc-decoder, which was not found (install it, or name it "
                                                   "in EngineOptions::decoder)"};
  auto state = std::make_shared<State>(decoder, DecoderLimits(options.limits), path);
  Result<std::vector<ArchiveFile>> files = state->process.List();
  state->process.End();  // of many archives that are looked through, few are unpacked at a time
  if (!files) return files.error();
  state->warning = state->process.warning();
  state->document = files->size() == 1 && files->front().name.empty() && files->front().kind == ArchiveFile::Kind::kDocument;
  if (!state->document) state->Take(std::move(*files), Names(options));
  return Archive(std::move(state));
}

std::string Archive::DecoderWarning() const { return state_->warning; }
bool Archive::is_document() const { return state_->document; }
const std::vector<ArchiveEntry>& Archive::entries() const { return state_->entries; }
const std::vector<std::string>& Archive::others() const { return state_->others; }

Result<std::string> Archive::Read(std::size_t entry) const {
  State& state = *state_;
  const ArchiveEntry& wanted = state.entries[entry];
  if (!wanted.fault.empty()) return Error{Error::Code::kUnsupported, wanted.name + ": " + wanted.fault};
  const std::lock_guard lock(state.mutex);
  Result<std::string> bytes = [&]() -> Result<std::string> {
    if (const auto known = state.ahead.find(entry); known != state.ahead.end()) {
      Result<std::string> taken = std::move(known->second);
      state.ahead.erase(known);
      return taken;
    }
    state.UnpackTo(entry);
    state.next = entry + 1;
    return state.Unpack(entry);
  }();
  if (state.next == state.entries.size()) state.process.End();
  return bytes;
}

}  // namespace trichluc
