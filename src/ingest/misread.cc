// Two steps, each with its alignment: characters to the bytes they were, bytes to the characters they are.
#include "ingest/misread.h"

#include <algorithm>

#include "text/unicode.h"
#include "text/utf8.h"

namespace trichluc {
namespace {

constexpr std::size_t kFewestSyllables = 2;  // that say what a run is written in
constexpr double kRight = 0.5;               // share of syllables from which a text is right as it stands
constexpr double kSureShare = 0.8;           // and of those that another reading must have

// Where Windows puts the bytes of a font that says to be one of symbols: U+F0B9 for B9.
constexpr char32_t kSymbolPage = 0xF000;

// The byte that was seen as `c`: itself in Latin-1, else what the encoding has.
std::optional<unsigned char> ByteSeenAs(char32_t c, const Charset& through) {
  if (const auto byte = through.ByteOf(c)) return byte;
  if (c < 0x100) return static_cast<unsigned char>(c);
  if (c >= kSymbolPage + 0x20 && c < kSymbolPage + 0x100) return static_cast<unsigned char>(c - kSymbolPage);
  return std::nullopt;
}

// Decodes a run, with the characters at `kept` (offsets, in order) left as they are. What has no meaning is added to `faults`.
DecodedRun DecodeExcept(std::string_view run, const Charset& charset, bool capitals, const Charset* latin,
                        const std::vector<std::size_t>& kept, std::vector<std::size_t>& faults) {
  PieceWriter bytes;  // of the run, seen as what they were; they are no UTF-8
  PieceWriter letters;
  std::size_t decoded = 0;
  const auto decode_to_here = [&] {
    charset.Decode(std::string_view(bytes.text).substr(decoded), letters, capitals);
    decoded = bytes.text.size();
  };
  for (std::size_t at = 0; at < run.size();) {
    const std::size_t start = at;
    const char32_t c = NextChar(run, at);
    const bool keep = latin == nullptr || std::binary_search(kept.begin(), kept.end(), start);
    const auto byte = keep ? std::nullopt : ByteSeenAs(c, *latin);
    if (byte && at - start == 1) {
      bytes.Keep(run.substr(start, 1));
    } else if (byte) {
      const char seen = static_cast<char>(*byte);
      bytes.Put(at - start, {&seen, 1});
    } else {
      decode_to_here();
      bytes.Keep(run.substr(start, at - start));
      letters.Keep(run.substr(start, at - start));
      decoded = bytes.text.size();
    }
  }
  decode_to_here();
  const Alignment seen = std::move(bytes.builder).Build();
  for (const Span fault : letters.faults) faults.push_back(seen.ToSource(fault).start);
  return {std::move(letters.text), Alignment::Compose(std::move(letters.builder).Build(), seen)};
}

// The byte AD is a hyphen to Windows, and drawn as one; PDF and many a copy hold `-` in its place: "ph-¬ng" for "phương". It is
// AD again where one syllable comes of it.
constexpr unsigned char kSoftHyphen = 0xAD;
constexpr std::string_view kSoftHyphenUtf8 = "\xC2\xAD";

bool ReadsSoftHyphen(const Charset& charset) {
  PieceWriter out;
  const char byte = static_cast<char>(kSoftHyphen);
  charset.Decode({&byte, 1}, out);
  return out.faults.empty() && IsLetter(ClassOf(CharAt(out.text, 0)));
}

bool IsOfWord(char c) {
  return static_cast<unsigned char>(c) >= 0x80 || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

DecodedRun WithSoftHyphens(std::string_view run, const Charset& charset, const Charset* latin, const Charsets& charsets) {
  PieceWriter out;
  std::size_t kept = 0;
  for (std::size_t at = run.find('-'); at != std::string_view::npos; at = run.find('-', at + 1)) {
    std::size_t start = at;
    std::size_t end = at + 1;
    while (start > 0 && IsOfWord(run[start - 1])) --start;
    while (end < run.size() && IsOfWord(run[end])) ++end;
    if (end - start == 1) continue;
    const std::string word = std::string(run.substr(start, at - start)).append(kSoftHyphenUtf8).append(run.substr(at + 1, end - at - 1));
    std::vector<std::size_t> faults;
    const Evidence meant = charsets.syllables().Weigh(DecodeExcept(word, charset, false, latin, {}, faults).text);
    if (!faults.empty() || meant.words != 1 || meant.valid != 1) continue;
    out.Keep(run.substr(kept, at - kept));
    out.Put(1, kSoftHyphenUtf8);
    kept = at + 1;
  }
  out.Keep(run.substr(kept));
  return {std::move(out.text), std::move(out.builder).Build()};
}

DecodedRun DecodeBytes(std::string_view run, const Charset& charset, bool capitals, const Charset* latin) {
  std::vector<std::size_t> faults;
  DecodedRun out = DecodeExcept(run, charset, capitals, latin, {}, faults);
  if (faults.empty()) return out;
  // Each was a byte by itself, so those beside it read as before.
  std::vector<std::size_t> none;
  return DecodeExcept(run, charset, capitals, latin, faults, none);
}

}  // namespace

DecodedRun DecodeRun(std::string_view run, const Charset& charset, bool capitals, const Charsets& charsets) {
  const Charset* latin = charsets.Find("windows-1252");
  if (run.find('-') == std::string_view::npos || !ReadsSoftHyphen(charset)) return DecodeBytes(run, charset, capitals, latin);
  const DecodedRun seen = WithSoftHyphens(run, charset, latin, charsets);
  DecodedRun out = DecodeBytes(seen.text, charset, capitals, latin);
  return {std::move(out.text), Alignment::Compose(out.alignment, seen.alignment)};
}

void AppendRun(DecodedRun run, std::size_t source_bytes, PieceWriter& out) {
  const std::size_t base = out.builder.source_offset();
  std::size_t at = 0;
  for (const Edit& edit : run.alignment.edits()) {
    out.builder.Keep(edit.source.start - at);
    out.builder.Replace(edit.source.size(), edit.target.size());
    at = edit.source.end;
  }
  out.builder.Keep(base + source_bytes - out.builder.source_offset());
  out.text += run.text;
}

DecodedRun UndoMisreading(std::string_view text, const Charset& through) {
  PieceWriter out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t start = at;
    std::string bytes;
    std::vector<std::size_t> sizes;
    std::size_t next = at;
    while (next < text.size() && static_cast<unsigned char>(text[next]) >= 0x80) {
      const std::size_t here = next;
      const auto byte = ByteSeenAs(NextChar(text, next), through);
      if (!byte || *byte < 0x80) {
        next = here;
        break;
      }
      bytes += static_cast<char>(*byte);
      sizes.push_back(next - here);
    }
    if (!bytes.empty() && IsWellFormedUtf8(bytes)) {
      for (std::size_t i = 0; i < bytes.size();) {
        const std::size_t length = CharBytes(bytes[i]);
        std::size_t source = 0;
        for (std::size_t k = i; k < i + length; ++k) source += sizes[k];
        out.Put(source, std::string_view(bytes).substr(i, length));
        i += length;
      }
      at = next;
    } else {
      at = std::max(next, start + CharBytes(text[start]));
      out.Keep(text.substr(start, at - start));
    }
  }
  return {std::move(out.text), std::move(out.builder).Build()};
}

const Charset* JudgeRun(std::string_view run, const Charsets& charsets) {
  const Evidence as_is = charsets.syllables().Weigh(run);
  if (as_is.words < kFewestSyllables || as_is.share() >= kRight) return nullptr;
  const Charset* best = nullptr;
  Evidence best_evidence = as_is;
  for (const Charset& charset : charsets.all()) {
    if (!charset.is_judged()) continue;
    const Evidence evidence = charsets.syllables().Weigh(DecodeRun(run, charset, false, charsets).text);
    if (evidence.valid < kFewestSyllables || evidence.share() < kSureShare) continue;
    if (evidence.likelihood <= best_evidence.likelihood) continue;
    best = &charset;
    best_evidence = evidence;
  }
  return best;
}

}  // namespace trichluc
