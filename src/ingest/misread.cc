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

// The byte that was seen as `c`: itself in Latin-1, else what the encoding has.
std::optional<unsigned char> ByteSeenAs(char32_t c, const Charset& through) {
  if (const auto byte = through.ByteOf(c)) return byte;
  if (c < 0x100) return static_cast<unsigned char>(c);
  return std::nullopt;
}

}  // namespace

DecodedRun DecodeRun(std::string_view run, const Charset& charset, bool capitals, const Charsets& charsets) {
  const Charset* latin = charsets.Find("windows-1252");
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
    const auto byte = latin == nullptr ? std::nullopt : ByteSeenAs(c, *latin);
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
  return {std::move(letters.text),
          Alignment::Compose(std::move(letters.builder).Build(), std::move(bytes.builder).Build())};
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
