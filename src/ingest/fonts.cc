// Runs side by side in fonts of one encoding are a group. A word with a letter that no byte stands for ("ế", "ư") is Unicode in
// any font. Of the others in a group some say what it is ("ho¹ch": no word as it stands), and the group follows most of them;
// where none does ("cã": a word in both), the font's text in the whole document decides, and at last the font.
#include "ingest/fonts.h"

#include <algorithm>

#include "ingest/misread.h"
#include "text/unicode.h"
#include "text/utf8.h"

namespace trichluc {
namespace {

constexpr std::size_t kMostNames = 3;     // of fonts that are told
constexpr std::size_t kLongestName = 64;  // bytes; names come from the file
constexpr std::string_view kBreaks = " \t\n\r\f";

bool IsAscii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

// Holds the word a letter or a mark that can be no byte?
bool IsBeyondBytes(std::string_view word, const Charset* latin) {
  for (std::size_t at = 0; at < word.size();) {
    const char32_t c = NextChar(word, at);
    if (c < 0x100 || (latin != nullptr && latin->ByteOf(c))) continue;
    const CharClass kind = ClassOf(c);
    if (IsLetter(kind) || kind == CharClass::kMark) return true;
  }
  return false;
}

// Calls use(word, start) for each stretch without white space.
template <typename Use>
void ForEachWord(std::string_view text, const Use& use) {
  for (std::size_t at = 0; (at = text.find_first_not_of(kBreaks, at)) != std::string_view::npos;) {
    const std::size_t end = std::min(text.find_first_of(kBreaks, at), text.size());
    use(text.substr(at, end - at), at);
    at = end;
  }
}

}  // namespace

struct FontReader::Group {
  FontCharset font;
  std::string text;
  std::vector<const FontRun*> runs;
};

FontCharset FontReader::OfFont(std::string_view font) {
  if (font.empty()) return {};
  auto known = fonts_.find(font);
  if (known == fonts_.end()) known = fonts_.emplace(font, charsets_.OfFont(font)).first;
  return known->second;
}

std::vector<FontReader::Group> FontReader::GroupsOf(const std::vector<FontRun>& runs) {
  std::vector<Group> groups;
  bool goes_on = false;
  for (const FontRun& run : runs) {
    const FontCharset font = OfFont(run.font);
    const bool same = goes_on && groups.back().font.charset == font.charset && groups.back().font.capitals == font.capitals;
    goes_on = font.charset != nullptr;
    if (!goes_on) continue;
    if (!same) groups.push_back({font, {}, {}});
    groups.back().text += *run.text;
    groups.back().runs.push_back(&run);
  }
  return groups;
}

FontReader::Votes FontReader::WeighWord(std::string_view word, FontCharset font) const {
  if (IsAscii(word)) return {};
  if (IsBeyondBytes(word, charsets_.Find("windows-1252"))) return {.unicode = 1};
  const Syllables& syllables = charsets_.syllables();
  const bool right = syllables.Weigh(word).share() == 1;
  const bool meant = syllables.Weigh(DecodeRun(word, *font.charset, font.capitals, charsets_).text).share() == 1;
  return {.unicode = right && !meant ? 1U : 0U, .legacy = meant && !right ? 1U : 0U};
}

FontReader::Votes FontReader::Weigh(const Group& group) const {
  Votes votes;
  if (IsAscii(group.text)) return votes;
  ForEachWord(group.text, [&](std::string_view word, std::size_t) {
    const Votes one = WeighWord(word, group.font);
    votes.unicode += one.unicode;
    votes.legacy += one.legacy;
  });
  return votes;
}

bool FontReader::IsLegacy(const Group& group) const {
  const Votes own = Weigh(group);
  if (own.legacy != own.unicode) return own.legacy > own.unicode;
  const auto all = votes_.find(group.font.charset);
  return all == votes_.end() || all->second.legacy >= all->second.unicode;
}

void FontReader::Look(const std::vector<FontRun>& runs) {
  for (const Group& group : GroupsOf(runs)) {
    const Votes votes = Weigh(group);
    votes_[group.font.charset].unicode += votes.unicode;
    votes_[group.font.charset].legacy += votes.legacy;
  }
}

void FontReader::Read(const std::vector<FontRun>& runs) {
  const Charset* latin = charsets_.Find("windows-1252");
  for (const Group& group : GroupsOf(runs)) {
    if ((IsAscii(group.text) && !group.font.capitals) || !IsLegacy(group)) continue;
    PieceWriter out;
    std::size_t done = 0;
    const auto decode_to = [&](std::size_t end) {
      AppendRun(DecodeRun(std::string_view(group.text).substr(done, end - done), *group.font.charset, group.font.capitals, charsets_),
             end - done, out);
      done = end;
    };
    bool unicode = false;  // the words before were, so those that may be either are
    ForEachWord(group.text, [&](std::string_view word, std::size_t start) {
      const bool beyond = IsBeyondBytes(word, latin);
      unicode = beyond || (unicode && WeighWord(word, group.font).legacy == 0);
      if (!unicode) return;
      decode_to(start);
      out.Keep(word);
      done += word.size();
    });
    decode_to(group.text.size());
    if (out.text == group.text) continue;
    Write(group, out.text, std::move(out.builder).Build());
    for (const FontRun* run : group.runs) {
      std::vector<std::string>& names = read_[group.font.charset];
      std::string name(Beginning(WellFormed(run->font), kLongestName));
      if (names.size() <= kMostNames && std::find(names.begin(), names.end(), name) == names.end())
        names.push_back(std::move(name));
    }
  }
}

// Each run gets what became of it; a letter that two runs share goes to the first.
void FontReader::Write(const Group& group, std::string_view text, const Alignment& alignment) {
  std::size_t source = 0;
  std::size_t written = 0;
  for (const FontRun* run : group.runs) {
    source += run->text->size();
    const bool last = run == group.runs.back();
    const std::size_t end = last ? text.size() : std::max(written, alignment.ToTarget({0, source}).end);
    *run->text = text.substr(written, end - written);
    written = end;
  }
}

std::optional<Diagnostic> FontReader::Report(std::size_t size) const {
  if (read_.empty()) return std::nullopt;
  std::string what;
  for (const auto& charset : charsets_.all()) {  // in an order that every run has
    const auto read = read_.find(&charset);
    if (read == read_.end()) continue;
    what += (what.empty() ? "" : "; ") + std::string("text in ");
    for (std::size_t i = 0; i < std::min(read->second.size(), kMostNames); ++i)
      what += (i == 0 ? "'" : ", '") + read->second[i] + "'";
    if (read->second.size() > kMostNames) what += " and other fonts";
    what += " was read as " + charset.name();
  }
  return Diagnostic{DiagnosticCode::kJudgedEncoding, Severity::kInfo, what, {0, size}};
}

}  // namespace trichluc
