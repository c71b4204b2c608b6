// Right UTF-8 is passed on after one look at its bytes. Anything else is taken apart into lines:
//
//   right     valid UTF-8 with letters that only Vietnamese has: stays
//   suspect   valid UTF-8, but its letters are all of Latin-1, or look like UTF-8 that was read as windows-1252
//   broken    no valid UTF-8, but most of its letters are: stays, with U+FFFD for what is none
//   faulty    no UTF-8 at all
//
// The suspect and the faulty lines of a file are judged together, each kind for itself: every reading is tried on a sample,
// and the likeliest wins. A line that does not fit the winner is judged alone.
#include "ingest/decode.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

#include "ingest/misread.h"
#include "ingest/wide.h"
#include "text/number_text.h"
#include "text/unicode.h"
#include "text/utf8.h"

namespace trichluc {
namespace {

constexpr std::size_t kMaxReportedFaults = 20;
constexpr std::size_t kSample = std::size_t{1} << 15;  // bytes that an encoding is judged by; a page has about 3,000
constexpr double kHolds = 0.5;                         // share of syllables from which a reading holds
constexpr double kRightShare = 0.75;                   // from which valid UTF-8 is right as it stands
constexpr double kSureShare = 0.8;                     // the same for readings of what is valid UTF-8 as it stands
constexpr std::size_t kEnoughWords = 4;                // to judge a line alone, against the rest of its file
constexpr double kSure = 0.9;                          // confidence below which a person should look
constexpr std::string_view kUtf8 = "UTF-8";

// Text holds no NUL and hardly any control characters (some encodings have capitals there); pictures, archives and programs
// hold both early on.
bool LooksBinary(std::string_view bytes) {
  const std::string_view head = bytes.substr(0, std::size_t{1} << 16);
  std::size_t controls = 0;
  for (const char byte : head) {
    const auto value = static_cast<unsigned char>(byte);
    if (value == 0) return true;
    if (value < 0x20 && value != '\t' && value != '\n' && value != '\r' && value != '\f' && value != '\v') ++controls;
  }
  return controls * 8 > head.size();
}

// Is the last fault a character whose end is missing? It begins with what begins a character of several bytes.
bool EndsInsideCharacter(const std::vector<Span>& faults, std::string_view bytes) {
  if (faults.empty() || faults.back().end != bytes.size()) return false;
  const auto lead = static_cast<unsigned char>(bytes[faults.back().start]);
  return lead >= 0xC2 && lead <= 0xF4;
}

// Are most bytes no part of a character? A character that the end cuts in two is no sign of another encoding.
bool IsMostlyFaults(const std::vector<Span>& faults, std::string_view bytes) {
  const std::size_t end = EndsInsideCharacter(faults, bytes) ? faults.back().start : bytes.size();
  std::size_t bad = 0;
  for (const Span fault : faults) bad += fault.start < end ? fault.size() : 0;
  return bad * 2 > end;
}

void ReportFaults(const std::vector<Span>& faults, std::string_view bytes, const std::string& encoding,
                  std::vector<Diagnostic>& diagnostics) {
  const bool utf8 = encoding == kUtf8;
  const std::string what = utf8 ? "bytes that are no UTF-8" : "bytes that are no character of " + encoding;
  for (std::size_t i = 0; i < std::min(faults.size(), kMaxReportedFaults); ++i) {
    const bool truncated = utf8 && i + 1 == faults.size() && EndsInsideCharacter(faults, bytes);
    diagnostics.push_back(
        {truncated ? DiagnosticCode::kTruncatedInput : DiagnosticCode::kUndecodableBytes, Severity::kWarning,
         truncated ? "the input ends inside a character"
                   : what + " were read as U+FFFD (name the encoding of the file with --encoding, if it is another)",
         faults[i]});
  }
  if (faults.size() > kMaxReportedFaults) {
    const std::size_t rest = faults.size() - kMaxReportedFaults;
    diagnostics.push_back({DiagnosticCode::kUndecodableBytes, Severity::kWarning,
                           std::to_string(rest) + " more places with " + what, faults[kMaxReportedFaults]});
  }
}

void KeepUtf8(std::string_view bytes, PieceWriter& out) {
  const std::size_t base = out.builder.source_offset();
  std::size_t at = 0;
  for (const Span fault : IllFormedUtf8(bytes)) {
    if (fault.start > at) out.Keep(bytes.substr(at, fault.start - at));
    out.Fault(fault.size());
    at = out.builder.source_offset() - base;
  }
  if (at < bytes.size()) out.Keep(bytes.substr(at));
}

// One way to read a line.
struct Reading {
  enum class Kind {
    kAsIs,     // as UTF-8
    kBytes,    // as bytes of `charset`
    kThrough,  // as bytes of `charset` that were seen through windows-1252
    kUndone,   // as UTF-8 that was taken for `charset`, once or twice
  };
  Kind kind = Kind::kAsIs;
  const Charset* charset = nullptr;
  int times = 1;

  friend bool operator==(const Reading&, const Reading&) = default;
  friend bool operator<(const Reading& a, const Reading& b) {
    return std::tie(a.kind, a.charset, a.times) < std::tie(b.kind, b.charset, b.times);
  }
};

std::string NameOf(const Reading& reading) {
  switch (reading.kind) {
    case Reading::Kind::kAsIs: break;
    case Reading::Kind::kBytes: return reading.charset->name();
    case Reading::Kind::kThrough: return reading.charset->name() + " (read as windows-1252)";
    case Reading::Kind::kUndone:
      return std::string(kUtf8) + " (read as " + reading.charset->name() + (reading.times > 1 ? " twice)" : ")");
  }
  return std::string(kUtf8);
}

void Read(std::string_view line, const Reading& reading, const Charsets& charsets, PieceWriter& out) {
  switch (reading.kind) {
    case Reading::Kind::kAsIs: return KeepUtf8(line, out);
    case Reading::Kind::kBytes: return reading.charset->Decode(line, out);
    case Reading::Kind::kThrough: return AppendRun(DecodeRun(line, *reading.charset, false, charsets), line.size(), out);
    case Reading::Kind::kUndone: break;
  }
  DecodedRun run = UndoMisreading(line, *reading.charset);
  for (int i = 1; i < reading.times; ++i) {
    DecodedRun again = UndoMisreading(run.text, *reading.charset);
    run = {std::move(again.text), Alignment::Compose(again.alignment, run.alignment)};
  }
  AppendRun(std::move(run), line.size(), out);
}

// What was judged, and how surely.
struct Verdict {
  Reading reading;
  double confidence = 1;
};

struct Trial {
  Reading reading;
  std::string text;
  Evidence evidence;
};

// The readings of bytes that are no UTF-8, or of UTF-8 that is suspect.
std::vector<Reading> Readings(bool valid, const Charsets& charsets) {
  std::vector<Reading> out = {{}};
  if (valid) {
    for (const char* name : {"windows-1252", "windows-1258"}) {
      const Charset* through = charsets.Find(name);
      for (int times = 1; through != nullptr && times <= 2; ++times)
        out.push_back({Reading::Kind::kUndone, through, times});
    }
  }
  for (const Charset& charset : charsets.all()) {
    if (charset.is_judged()) out.push_back({valid ? Reading::Kind::kThrough : Reading::Kind::kBytes, &charset, 1});
  }
  return out;
}

// What is asked of a reading other than UTF-8. Bytes that are no UTF-8 are something else even where a word or two says so;
// what is valid UTF-8 needs better reasons, and so does a line with a stray byte in a file of UTF-8.
enum class Demand { kLow, kValid, kAmongUtf8 };

bool Holds(const Trial& trial, Demand demand) {
  if (demand == Demand::kAmongUtf8) return trial.evidence.valid >= kEnoughWords && trial.evidence.share() >= kSureShare;
  if (demand == Demand::kLow) return trial.evidence.valid > 0 && trial.evidence.share() > kHolds;
  const std::size_t fewest = trial.reading.kind == Reading::Kind::kThrough ? 2 : 1;
  return trial.evidence.valid >= fewest && trial.evidence.share() >= kSureShare;
}

Verdict Judge(std::string_view sample, Demand demand, const Charsets& charsets) {
  const bool valid = demand == Demand::kValid;
  std::vector<Trial> trials;
  for (const Reading& reading : Readings(valid, charsets)) {
    PieceWriter out;
    Read(sample, reading, charsets, out);
    Evidence evidence = charsets.syllables().Weigh(out.text);
    if (reading.kind == Reading::Kind::kAsIs && valid && (evidence.words == 0 || evidence.share() >= kRightShare))
      return {};
    trials.push_back({reading, std::move(out.text), evidence});
  }
  const Trial* best = &trials.front();
  for (const Trial& trial : trials) {
    if (trial.reading.kind != Reading::Kind::kAsIs && !Holds(trial, demand)) continue;
    if (trial.evidence.likelihood > best->evidence.likelihood) best = &trial;
  }
  double confidence = 1;
  for (const Trial& trial : trials) {
    if (trial.text == best->text) continue;
    confidence = std::min(confidence, 1 / (1 + std::exp(trial.evidence.likelihood - best->evidence.likelihood)));
  }
  if (best->reading.kind != Reading::Kind::kAsIs) confidence = std::min(confidence, best->evidence.share());
  return {best->reading, confidence};
}

// The second byte of a letter that Vietnamese has and Latin-1 has not: ă, đ, ĩ, ũ, ơ, ư, and ạ to ỹ, or marks by themselves.
bool IsBeyondLatin1(unsigned char lead, unsigned char next) {
  switch (lead) {
    case 0xC4: return next == 0x82 || next == 0x83 || next == 0x90 || next == 0x91 || next == 0xA8 || next == 0xA9;
    case 0xC5: return next == 0xA8 || next == 0xA9;
    case 0xC6: return next == 0xA0 || next == 0xA1 || next == 0xAF || next == 0xB0;
    case 0xCC:
    case 0xCD: return true;
    case 0xE1: return next == 0xBA || next == 0xBB;
    default: return false;
  }
}

// What ạ to ỹ begin with in UTF-8 (E1 BA, E1 BB), each byte as a character of its own.
constexpr std::string_view kMisreadLetters = "\xC3\xA1\xC2";

bool HasMisreadLetter(std::string_view text) {
  for (std::size_t at = 0; (at = text.find(kMisreadLetters, at)) != std::string_view::npos; ++at) {
    const std::string_view last = text.substr(at + kMisreadLetters.size(), 1);
    if (last == "\xBA" || last == "\xBB") return true;
  }
  return false;
}

// Are all letters of a line of valid UTF-8 of Latin-1? Lines of Vietnamese show soon that they are not.
bool IsLatinOnly(std::string_view line) {
  bool latin = false;
  for (std::size_t at = 0; at + 1 < line.size(); ++at) {
    const auto lead = static_cast<unsigned char>(line[at]);
    if (lead < 0xC2) continue;
    if (IsBeyondLatin1(lead, static_cast<unsigned char>(line[at + 1]))) return false;
    latin = latin || lead == 0xC2 || lead == 0xC3;
  }
  return latin;
}

// Could a line of valid UTF-8 be something else?
bool IsSuspect(std::string_view line) { return IsLatinOnly(line) || HasMisreadLetter(line); }

struct LineToRead {
  enum class Kind { kAscii, kRight, kSuspect, kBroken, kFaulty };  // kBroken and kFaulty are no valid UTF-8
  std::string_view bytes;
  Kind kind = Kind::kAscii;
};

// How many characters of a line are letters in UTF-8 that Vietnamese is written with. In other encodings two letters side by
// side may be a character of UTF-8 by chance, but of another script.
std::size_t Utf8Letters(std::string_view line) {
  std::size_t letters = 0;
  for (std::size_t at = 0; at + 1 < line.size(); ++at) {
    const auto lead = static_cast<unsigned char>(line[at]);
    const bool goes_on =
        IsContinuation(line[at + 1]) && (lead != 0xE1 || (at + 2 < line.size() && IsContinuation(line[at + 2])));
    if (goes_on && (lead == 0xC3 || IsBeyondLatin1(lead, static_cast<unsigned char>(line[at + 1])))) ++letters;
  }
  return letters;
}

// Is a line with faults UTF-8 all the same?
bool IsBroken(std::string_view line) {
  const std::size_t letters = Utf8Letters(line);
  return letters > 0 && letters >= IllFormedUtf8(line).size();
}

LineToRead::Kind KindOf(std::string_view line, bool all_valid) {
  if (std::none_of(line.begin(), line.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; }))
    return LineToRead::Kind::kAscii;
  if (!all_valid && !IsWellFormedUtf8(line))
    return IsBroken(line) ? LineToRead::Kind::kBroken : LineToRead::Kind::kFaulty;
  return IsSuspect(line) ? LineToRead::Kind::kSuspect : LineToRead::Kind::kRight;
}

// Calls use(line) for each line with its end.
template <typename Use>
void ForEachLine(std::string_view bytes, Use use) {
  while (!bytes.empty()) {
    const std::size_t end = std::min(bytes.find('\n'), bytes.size() - 1) + 1;
    if (!use(bytes.substr(0, end))) return;
    bytes.remove_prefix(end);
  }
}

// The same of all lines, with one look for the rare sign.
bool HasSuspectLine(std::string_view bytes) {
  bool found = HasMisreadLetter(bytes);
  ForEachLine(bytes, [&](std::string_view line) {
    found = found || IsLatinOnly(line);
    return !found;
  });
  return found;
}

// Lines from all over the text, so many that an encoding can be judged by them.
std::string Sample(const std::vector<LineToRead>& lines, LineToRead::Kind kind) {
  std::size_t bytes = 0;
  for (const LineToRead& line : lines) bytes += line.kind == kind ? line.bytes.size() : 0;
  const std::size_t every = bytes / kSample + 1;
  std::string out;
  std::size_t number = 0;
  for (const LineToRead& line : lines) {
    if (line.kind == kind && number++ % every == 0) out.append(line.bytes.substr(0, kSample));
  }
  return out;
}

class LineReader {
 public:
  LineReader(std::string_view bytes, bool valid, const Charsets& charsets) : charsets_(charsets) {
    ForEachLine(bytes, [&](std::string_view line) {
      lines_.push_back({line, KindOf(line, valid)});
      return true;
    });
    const bool utf8 = std::any_of(lines_.begin(), lines_.end(), [](const LineToRead& line) {
      return line.kind == LineToRead::Kind::kBroken ||
             (line.kind == LineToRead::Kind::kRight && Utf8Letters(line.bytes) > 0);
    });
    demand_ = utf8 ? Demand::kAmongUtf8 : Demand::kLow;
    faulty_ = Judge(Sample(lines_, LineToRead::Kind::kFaulty), demand_, charsets_);
    suspect_ = Judge(Sample(lines_, LineToRead::Kind::kSuspect), Demand::kValid, charsets_);
  }

  // What most of the text is written in, and each line by its own reading.
  Reading Run(PieceWriter& out) {
    for (const LineToRead& line : lines_) {
      const std::size_t start = out.builder.source_offset();
      const std::size_t behind = start + line.bytes.size();
      const Verdict verdict = VerdictOn(line, out);
      const bool stays = verdict.reading.kind == Reading::Kind::kAsIs && line.kind < LineToRead::Kind::kBroken;
      if (stays)
        out.Keep(line.bytes);
      else if (out.builder.source_offset() < behind)
        Read(line.bytes, verdict.reading, charsets_, out);
      if (line.kind == LineToRead::Kind::kAscii) continue;
      Use& use = uses_[verdict.reading];
      use.bytes += line.bytes.size();
      use.lines += 1;
      use.confidence = std::min(use.confidence, verdict.confidence);
      if (use.lines == 1) use.first = {start, out.builder.source_offset()};
    }
    const auto most = std::max_element(uses_.begin(), uses_.end(),
                                       [](const auto& a, const auto& b) { return a.second.bytes < b.second.bytes; });
    return most == uses_.end() ? Reading{} : most->first;
  }

  void Report(const Reading& main, std::size_t size, std::vector<Diagnostic>& diagnostics) const {
    for (const auto& [reading, use] : uses_) {
      if (reading.kind == Reading::Kind::kAsIs && reading == main) continue;
      const std::string what = reading == main  ? "the text"
                               : use.lines == 1 ? "one line"
                                                : std::to_string(use.lines) + " lines";
      diagnostics.push_back({DiagnosticCode::kJudgedEncoding,
                             use.confidence < kSure ? Severity::kWarning : Severity::kInfo,
                             what + (use.lines > 1 && reading != main ? " were" : " was") + " read as " +
                                 NameOf(reading) + ", confidence " + FixedText(std::min(use.confidence, 0.99), 2) + " (--encoding names another)",
                             reading == main ? Span{0, size} : use.first});
    }
  }

 private:
  struct Use {
    std::size_t bytes = 0;
    std::size_t lines = 0;
    double confidence = 1;
    Span first;
  };

  [[nodiscard]] Evidence Weigh(std::string_view line, const Reading& reading) const {
    PieceWriter out;
    Read(line, reading, charsets_, out);
    return charsets_.syllables().Weigh(out.text);
  }

  // Where a line has to be decoded to be judged, and is to be read so, it is in `out` already.
  [[nodiscard]] Verdict VerdictOn(const LineToRead& line, PieceWriter& out) const {
    const bool legacy = faulty_.reading.kind == Reading::Kind::kBytes;
    switch (line.kind) {
      case LineToRead::Kind::kAscii: return legacy ? faulty_ : Verdict{};  // capitals may stand on control codes
      case LineToRead::Kind::kBroken: return {};
      case LineToRead::Kind::kFaulty: {
        const PieceWriter::Mark before = out.Here();
        Read(line.bytes, faulty_.reading, charsets_, out);
        const Evidence evidence = charsets_.syllables().Weigh(std::string_view(out.text).substr(before.text));
        if (evidence.words < kEnoughWords || evidence.share() >= kHolds) return faulty_;
        out.GoBack(before);
        return Judge(line.bytes, demand_, charsets_);
      }
      case LineToRead::Kind::kSuspect: {
        const Evidence as_is = Weigh(line.bytes, {});
        if (suspect_.reading.kind != Reading::Kind::kAsIs) {
          const PieceWriter::Mark before = out.Here();
          Read(line.bytes, suspect_.reading, charsets_, out);
          const Evidence other = charsets_.syllables().Weigh(std::string_view(out.text).substr(before.text));
          if (other.share() >= as_is.share() && other.likelihood > as_is.likelihood) return suspect_;
          out.GoBack(before);
        }
        if (as_is.words == 0 || as_is.share() >= kRightShare) return {};
        return Judge(line.bytes, Demand::kValid, charsets_);
      }
      case LineToRead::Kind::kRight: {
        if (!legacy) return {};
        // By chance the bytes of a short line may be valid UTF-8.
        const Evidence as_is = Weigh(line.bytes, {});
        return as_is.share() < kHolds && Weigh(line.bytes, faulty_.reading).share() > as_is.share() ? faulty_
                                                                                                    : Verdict{};
      }
    }
    return {};
  }

  const Charsets& charsets_;
  std::vector<LineToRead> lines_;
  Demand demand_ = Demand::kLow;
  Verdict faulty_;
  Verdict suspect_;
  std::map<Reading, Use> uses_;
};

DecodedText Finish(PieceWriter out, std::string encoding, std::string_view bytes, std::vector<Diagnostic> diagnostics) {
  DecodedText decoded;
  decoded.text = std::move(out.text);
  decoded.alignment = std::move(out.builder).Build();
  decoded.encoding = std::move(encoding);
  decoded.diagnostics = std::move(diagnostics);
  ReportFaults(out.faults, bytes, decoded.encoding, decoded.diagnostics);
  return decoded;
}

Error MostlyFaults(std::string_view name, const std::string& encoding) {
  return Error{Error::Code::kUnsupported, std::string(name) + ": not " + encoding +
                                              " (most of its bytes are no characters); name the encoding of the file "
                                              "(--encoding), or convert it to UTF-8 first"};
}

Diagnostic Judged(const std::string& encoding, std::size_t size) {
  return {DiagnosticCode::kJudgedEncoding,
          Severity::kInfo,
          "the text was read as " + encoding + ", confidence 0.99 (--encoding names another)",
          {0, size}};
}

Result<DecodedText> DecodeAs(std::string_view name, std::string_view bytes, const Charsets& charsets,
                             std::string_view encoding) {
  PieceWriter out;
  std::string used;
  if (const auto wide = WideByName(encoding)) {
    used = wide->name;
    DecodeWide(bytes, *wide, out);
  } else if (const Charset* charset = charsets.Find(encoding)) {
    used = charset->name();
    charset->Decode(bytes, out);
  } else {
    used = kUtf8;
    if (bytes.starts_with(kByteOrderMark)) out.builder.Delete(kByteOrderMark.size());
    KeepUtf8(bytes.substr(out.builder.source_offset()), out);
  }
  if (IsMostlyFaults(out.faults, bytes)) return MostlyFaults(name, used);
  return Finish(std::move(out), std::move(used), bytes, {});
}

}  // namespace

bool IsEncoding(std::string_view name, const Charsets& charsets) {
  if (WideByName(name) || charsets.Find(name) != nullptr) return true;
  return SameAscii(name, kUtf8);
}

Result<DecodedText> Decode(std::string_view name, std::string_view bytes, const Lazy<Charsets>& charsets,
                           std::string_view encoding) {
  if (!encoding.empty()) return DecodeAs(name, bytes, *charsets, encoding);
  PieceWriter out;
  if (const auto wide = JudgeWide(bytes)) {
    DecodeWide(bytes, *wide, out);
    std::vector<Diagnostic> said;
    if (wide->mark == 0) said.push_back(Judged(std::string(wide->name), bytes.size()));
    return Finish(std::move(out), std::string(wide->name), bytes, std::move(said));
  }
  if (LooksBinary(bytes)) {
    return Error{Error::Code::kUnsupported,
                 std::string(name) + ": holds binary data and is no file of a kind that is read (give text, HTML, PDF, PNG, JPEG, "
                                     "TIFF, DOCX, ODT, DOC, RTF, hOCR, ALTO or PAGE XML)"};
  }
  if (bytes.starts_with(kByteOrderMark)) out.builder.Delete(kByteOrderMark.size());
  const std::string_view body = bytes.substr(out.builder.source_offset());
  const bool valid = IsWellFormedUtf8(body);
  if (valid && !HasSuspectLine(body)) {
    out.text.reserve(body.size());
    out.Keep(body);
    return Finish(std::move(out), std::string(kUtf8), bytes, {});
  }
  LineReader lines(body, valid, *charsets);
  const Reading main = lines.Run(out);
  if (main.kind == Reading::Kind::kAsIs && IsMostlyFaults(out.faults, bytes))
    return MostlyFaults(name, std::string(kUtf8));
  std::vector<Diagnostic> said;
  lines.Report(main, bytes.size(), said);
  return Finish(std::move(out), NameOf(main), bytes, std::move(said));
}

}  // namespace trichluc
