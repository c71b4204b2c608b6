// The rows of a table become a tree of bytes, and the longest way through it wins: VNI's "a" and "aù" begin alike. What has
// no row is ASCII, or is read by the encoding that the table names for the rest (the quotation marks of windows-1252).
#include "ingest/charset.h"

#include <algorithm>
#include <charconv>
#include <map>

#include "grammar/rows.h"
#include "text/unicode.h"
#include "text/utf8.h"

namespace trichluc {

void PieceWriter::Keep(std::string_view same) {
  text.append(same);
  builder.Keep(same.size());
}

void PieceWriter::Put(std::size_t source_bytes, std::string_view letters) {
  text.append(letters);
  builder.Replace(source_bytes, letters.size());
}

void PieceWriter::Fault(std::size_t source_bytes) {
  const std::size_t start = builder.source_offset();
  faults.push_back({start, start + source_bytes});
  Put(source_bytes, kReplacementCharacter);
}

void PieceWriter::GoBack(const Mark& mark) {
  text.resize(mark.text);
  faults.resize(mark.faults);
  builder.GoBack(mark.alignment);
}

namespace {

unsigned char ByteAt(std::string_view bytes, std::size_t at) { return static_cast<unsigned char>(bytes[at]); }

// Does the name fit the pattern, where * stands for anything?
bool Fits(std::string_view pattern, std::string_view name) {
  if (pattern.empty()) return name.empty();
  if (pattern.front() == '*') {
    for (std::size_t skip = 0; skip <= name.size(); ++skip) {
      if (Fits(pattern.substr(1), name.substr(skip))) return true;
    }
    return false;
  }
  return !name.empty() && LowerAscii(pattern.front()) == LowerAscii(name.front()) &&
         Fits(pattern.substr(1), name.substr(1));
}

// The name of a font's family: without the six capitals of a PDF's subset before it, and without its style behind it.
std::string_view FamilyOf(std::string_view font) {
  constexpr std::size_t kSubset = 6;
  const auto is_capital = [](char c) { return c >= 'A' && c <= 'Z'; };
  if (font.size() > kSubset && font[kSubset] == '+' && std::all_of(font.begin(), font.begin() + kSubset, is_capital))
    font.remove_prefix(kSubset + 1);
  for (bool cut = true; cut;) {
    cut = false;
    for (const std::string_view style : {"bold", "italic", "oblique", "regular", "normal"}) {
      if (font.size() <= style.size() || !SameAscii(font.substr(font.size() - style.size()), style)) continue;
      font.remove_suffix(style.size());
      while (!font.empty() && std::string_view(", -").find(font.back()) != std::string_view::npos) font.remove_suffix(1);
      cut = true;
    }
  }
  return font;
}

// Those of `texts` that are tables of encodings. The last of a name replaces those before.
std::map<std::string, const GrammarText*> TablesByName(const std::vector<GrammarText>& texts) {
  std::map<std::string, const GrammarText*> by_name;
  for (const GrammarText& text : texts) {
    const std::size_t folder = text.name.rfind("encodings/");
    if (folder != std::string::npos && text.name.ends_with(".tsv")) by_name[text.name.substr(folder)] = &text;
  }
  return by_name;
}

// A word of a line whose marked letters may be capitals.
struct CasedWord {
  enum class Case { kSmall, kCapital, kOpen, kOther };
  std::size_t start = 0;
  std::size_t end = 0;
  Case kind = Case::kOther;
};

void Raise(std::string& text, std::size_t start, std::size_t end) {
  for (std::size_t at = start; at < end;) {
    std::size_t next = at;
    const char32_t c = NextChar(text, next);
    const char32_t capital = ToUpper(c);
    if (capital != c) {
      std::string letter;
      AppendChar(letter, capital);
      // All Vietnamese letters have as many bytes as their capitals, so the alignment stays.
      if (letter.size() == next - at) text.replace(at, next - at, letter);
    }
    at = next;
  }
}

CasedWord::Case CaseOf(std::u32string_view word, bool in_code, const Syllables& syllables) {
  std::size_t capitals = 0;
  std::size_t small = 0;
  std::size_t open = 0;  // letters with a tone: small, or capitals in a font of capitals
  for (const char32_t c : word) {
    if (ClassOf(c) == CharClass::kUpper)
      ++capitals;
    else if (SplitTone(c).tone != 0)
      ++open;
    else
      ++small;
  }
  if (small > 0) return CasedWord::Case::kSmall;
  std::u32string raised;
  for (const char32_t c : word) raised += ToUpper(c);
  if (in_code || !syllables.IsSyllable(raised)) return CasedWord::Case::kOther;
  if (capitals >= 2) return CasedWord::Case::kCapital;
  return open > 0 ? CasedWord::Case::kOpen : CasedWord::Case::kOther;
}

}  // namespace

void Charset::Add(Row row) {
  std::size_t node = 0;
  for (const char byte : row.bytes) {
    const auto value = static_cast<unsigned char>(byte);
    nodes_[node].goes_on = true;
    if (nodes_[node].next[value] == 0) {
      nodes_[node].next[value] = static_cast<std::int16_t>(nodes_.size());
      nodes_.emplace_back();
    }
    node = static_cast<std::size_t>(nodes_[node].next[value]);
  }
  nodes_[node].row = static_cast<std::int32_t>(rows_.size());
  rows_.push_back(std::move(row));
}

void Charset::Decode(std::string_view bytes, PieceWriter& out, bool capitals) const {
  const std::size_t from = out.text.size();
  std::size_t kept = 0;  // where the bytes begin that stay as they are
  const auto keep_to = [&](std::size_t end) {
    if (end > kept) out.Keep(bytes.substr(kept, end - kept));
  };
  for (std::size_t at = 0; at < bytes.size();) {
    const std::int16_t first = nodes_[0].next[ByteAt(bytes, at)];
    if (first == 0 && ByteAt(bytes, at) < 0x80) {
      ++at;
      continue;
    }
    std::int32_t row = -1;
    std::size_t length = 1;
    std::int16_t node = first;
    for (std::size_t i = at; node != 0;) {
      const Node& here = nodes_[static_cast<std::size_t>(node)];
      ++i;
      if (here.row >= 0) {
        row = here.row;
        length = i - at;
      }
      if (!here.goes_on || i == bytes.size()) break;
      node = here.next[ByteAt(bytes, i)];
    }
    if (row < 0 && ByteAt(bytes, at) < 0x80) {
      ++at;
      continue;
    }
    keep_to(at);
    if (row >= 0)
      out.Put(length, rows_[static_cast<std::size_t>(row)].letters);
    else
      out.Fault(1);
    at += length;
    kept = at;
  }
  keep_to(bytes.size());
  if (capitals)
    Raise(out.text, from, out.text.size());
  else if (raises_)
    RaiseCapitals(out.text, from);
}

// A word with two capitals and no small letter is in capitals; one whose only letters without a doubt are too few ("K" ế) is
// what the nearest words on its line are that leave no doubt.
void Charset::RaiseCapitals(std::string& text, std::size_t from) const {
  using Case = CasedWord::Case;
  std::vector<CasedWord> words;
  std::u32string letters;
  const auto end_line = [&] {
    for (std::size_t i = 0; i < words.size(); ++i) {
      if (words[i].kind == Case::kCapital) Raise(text, words[i].start, words[i].end);
      if (words[i].kind != Case::kOpen) continue;
      Case before = Case::kOther;
      for (std::size_t k = i; k-- > 0 && before == Case::kOther;) {
        if (words[k].kind == Case::kSmall || words[k].kind == Case::kCapital) before = words[k].kind;
      }
      Case after = Case::kOther;
      for (std::size_t k = i + 1; k < words.size() && after == Case::kOther; ++k) {
        if (words[k].kind == Case::kSmall || words[k].kind == Case::kCapital) after = words[k].kind;
      }
      const bool raise =
          before != Case::kSmall && after != Case::kSmall && (before == Case::kCapital || after == Case::kCapital);
      if (raise) Raise(text, words[i].start, words[i].end);
    }
    words.clear();
  };
  char32_t before_word = ' ';
  for (std::size_t at = from; at < text.size();) {
    const std::size_t start = at;
    char32_t c = NextChar(text, at);
    if (!IsLetter(ClassOf(c))) {
      if (c == '\n') end_line();
      before_word = c;
      continue;
    }
    bool small = c >= 'a' && c <= 'z';  // as most words have, and no more is asked
    std::size_t end = at;
    while (at < text.size()) {
      c = NextChar(text, at);
      if (!IsLetter(ClassOf(c))) break;
      small = small || (c >= 'a' && c <= 'z');
      end = at;
    }
    at = end;
    const char32_t behind = end < text.size() ? CharAt(text, end) : ' ';
    const auto joins = [](char32_t sign) { return sign == '/' || sign == '-' || (sign >= '0' && sign <= '9'); };
    letters.clear();
    for (std::size_t i = start; i < end && !small;) letters += NextChar(text, i);
    const CasedWord::Case kind =
        small ? CasedWord::Case::kSmall : CaseOf(letters, joins(before_word) || joins(behind), *syllables_);
    words.push_back({start, end, kind});
  }
  end_line();
}

std::optional<unsigned char> Charset::ByteOf(char32_t c) const {
  if (bytes_of_.empty() || c < bytes_of_.front().first) return std::nullopt;  // ASCII, mostly
  const auto found = std::lower_bound(bytes_of_.begin(), bytes_of_.end(), c,
                                      [](const auto& pair, char32_t wanted) { return pair.first < wanted; });
  if (found == bytes_of_.end() || found->first != c) return std::nullopt;
  return found->second;
}

// Reads the tables.
class CharsetLoader {
 public:
  explicit CharsetLoader(std::vector<GrammarFault>& faults) : faults_(faults) {}

  std::unique_ptr<const Charsets> Run(const std::vector<GrammarText>& texts) {
    for (const auto& [name, text] : TablesByName(texts)) Read(*text);
    syllables_->Finish();
    GiveRest();
    out_->syllables_ = syllables_;
    for (const auto& [font, place] : font_places_) {
      if (out_->Find(font) == nullptr) Fault(place.first, place.second, "no table has the name '" + font + "'");
    }
    return std::move(out_);
  }

 private:
  using Cells = std::span<const std::string_view>;

  void Fault(const std::string& file, int line, std::string message) {
    faults_.push_back({file, line, 1, std::move(message)});
  }

  void Read(const GrammarText& text) {
    Charset charset;
    charset.syllables_ = syllables_;
    ForEachRow(text.path, text.text, faults_, [&](int number, Cells cells) { ReadRow(text.path, number, cells, charset); });
    if (charset.name_.empty()) {
      if (!charset.rows_.empty()) Fault(text.path, 1, "this table of bytes has no row 'encoding', tab, name");
      return;
    }
    const auto known = std::find_if(out_->charsets_.begin(), out_->charsets_.end(),
                                    [&](const Charset& c) { return SameAscii(c.name_, charset.name_); });
    if (known != out_->charsets_.end())
      return Fault(text.path, 1, "another table has the name '" + charset.name_ + "' too");
    out_->charsets_.push_back(std::move(charset));
  }

  void ReadRow(const std::string& file, int number, Cells cells, Charset& charset) {
    const std::string_view key = cells[0];
    if (cells.size() < 2 || cells[1].empty())
      return Fault(file, number, "a line of a table of encodings is: bytes in hexadecimal, tab, what they mean");
    if (key == "encoding")
      charset.name_ = cells[1];
    else if (key == "rest")
      charset.rest_ = cells[1];
    else if (key == "capitals")
      charset.raises_ = cells[1] == "from neighbours";
    else if (key == "judged")
      charset.judged_ = cells[1] != "no";
    else if (key == "onset")
      syllables_->AddOnset(cells[1]);
    else if (key == "rhyme")
      syllables_->AddRhyme(cells[1], cells.size() > 2 && cells[2] == "stop");
    else if (key == "letter")
      ReadLetter(file, number, cells);
    else if (key == "font")
      ReadFont(file, number, cells);
    else
      ReadBytes(file, number, cells, charset);
  }

  void ReadLetter(const std::string& file, int number, Cells cells) {
    int count = 0;
    const std::string_view digits = cells.size() > 2 ? cells[2] : std::string_view();
    const auto [end, code] = std::from_chars(digits.data(), digits.data() + digits.size(), count);
    if (code != std::errc{} || end != digits.data() + digits.size() || count < 0)
      return Fault(file, number, "a line on a letter is: letter, tab, the letter, tab, how often it stands in 100,000");
    syllables_->AddLetter(cells[1], count);
  }

  void ReadFont(const std::string& file, int number, Cells cells) {
    if (cells.size() < 3) return Fault(file, number, "a line on a font is: font, tab, name, tab, encoding");
    out_->fonts_.push_back({std::string(cells[1]), std::string(cells[2]), cells.size() > 3 && cells[3] == "capitals"});
    font_places_.push_back({std::string(cells[2]), {file, number}});
  }

  void ReadBytes(const std::string& file, int number, Cells cells, Charset& charset) {
    std::string bytes;
    for (std::size_t at = 0; at < cells[0].size(); at += 3) {
      unsigned value = 0;
      const char* const digits = cells[0].data() + at;
      const std::size_t left = cells[0].size() - at;
      const auto [end, code] = std::from_chars(digits, digits + std::min<std::size_t>(2, left), value, 16);
      if (code != std::errc{} || end != digits + 2 || (left > 2 && digits[2] != ' '))
        return Fault(file, number, "'" + std::string(cells[0]) + "' is no row of bytes in hexadecimal (41 F9)");
      bytes += static_cast<char>(value);
    }
    if (bytes.find('\n') != std::string::npos) return Fault(file, number, "0A ends a line in every encoding");
    charset.Add({std::move(bytes), std::string(cells[1])});
  }

  // Rows for the signs that a table leaves to another, and the way back from characters to bytes.
  void GiveRest() {
    for (Charset& charset : out_->charsets_) {
      const Charset* rest = charset.rest_.empty() ? nullptr : out_->Find(charset.rest_);
      if (!charset.rest_.empty() && rest == nullptr)
        faults_.push_back({charset.name_, 1, 1, "no table has the name '" + charset.rest_ + "'"});
      if (rest == nullptr || rest == &charset) continue;
      for (const Charset::Row& row : rest->rows_) {
        const std::int16_t node = charset.nodes_[0].next[ByteAt(row.bytes, 0)];
        const bool sign = !IsLetter(ClassOf(CharAt(row.letters, 0)));  // a letter would be taken for a Vietnamese one
        if (sign && row.bytes.size() == 1 && (node == 0 || charset.nodes_[static_cast<std::size_t>(node)].row < 0))
          charset.Add(row);
      }
    }
    for (Charset& charset : out_->charsets_) {
      for (const Charset::Row& row : charset.rows_) {
        if (row.bytes.size() == 1 && row.letters.size() == CharBytes(row.letters[0]))
          charset.bytes_of_.emplace_back(CharAt(row.letters, 0), ByteAt(row.bytes, 0));
      }
      std::sort(charset.bytes_of_.begin(), charset.bytes_of_.end());
    }
  }

  std::vector<GrammarFault>& faults_;
  std::unique_ptr<Charsets> out_ = std::make_unique<Charsets>();
  std::shared_ptr<Syllables> syllables_ = std::make_shared<Syllables>();
  std::vector<std::pair<std::string, std::pair<std::string, int>>> font_places_;
};

std::unique_ptr<const Charsets> Charsets::Load(const std::vector<GrammarText>& texts,
                                               std::vector<GrammarFault>& faults) {
  return CharsetLoader(faults).Run(texts);
}

std::string Charsets::TablesOf(const std::vector<GrammarText>& texts) {
  std::string tables;
  for (const auto& [name, text] : TablesByName(texts)) {
    for (const std::string_view part : {std::string_view(name), std::string_view(text->text)})
      tables.append(std::to_string(part.size())).append("\n").append(part);
  }
  return tables;
}

std::unique_ptr<const Charsets> Charsets::FromTables(std::string_view tables) {
  const auto take = [&]() -> std::optional<std::string> {  // a number, the end of its line, and so many bytes
    std::size_t size = 0;
    const auto [end, code] = std::from_chars(tables.data(), tables.data() + tables.size(), size);
    const auto digits = static_cast<std::size_t>(end - tables.data());
    if (code != std::errc{} || digits == tables.size() || size > tables.size() - digits - 1) return std::nullopt;
    std::string part(tables.substr(digits + 1, size));
    tables.remove_prefix(digits + 1 + size);
    return part;
  };
  std::vector<GrammarText> texts;
  while (!tables.empty()) {
    const auto name = take();
    const auto text = name ? take() : std::nullopt;
    if (!text) return nullptr;
    texts.push_back({*name, *name, *text});
  }
  std::vector<GrammarFault> faults;
  auto charsets = Load(texts, faults);
  if (!faults.empty()) return nullptr;
  return charsets;
}

void CheckCharsets(const std::vector<GrammarText>& texts, std::vector<GrammarFault>& faults) {
  Result<std::vector<GrammarText>> all = LoadGrammarTexts({});
  if (!all) return;
  all->insert(all->end(), texts.begin(), texts.end());
  static_cast<void>(Charsets::Load(*all, faults));
}

const Charset* Charsets::Find(std::string_view name) const {
  const auto found = std::find_if(charsets_.begin(), charsets_.end(),
                                  [&](const Charset& charset) { return SameAscii(charset.name(), name); });
  return found == charsets_.end() ? nullptr : &*found;
}

FontCharset Charsets::OfFont(std::string_view font) const {
  const std::string_view family = FamilyOf(font);
  for (const Font& known : fonts_) {
    if (Fits(known.pattern, family)) return {Find(known.charset), known.capitals};
  }
  return {};
}

std::string Charsets::Names() const {
  std::string names = "UTF-8, UTF-16LE, UTF-16BE, UTF-32LE, UTF-32BE";
  for (const Charset& charset : charsets_) names += ", " + charset.name();
  return names;
}

}  // namespace trichluc
