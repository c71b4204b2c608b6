#include "repair/repairer.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <mutex>
#include <optional>

#include "repair/addresses.h"
#include "repair/codes.h"
#include "repair/confidence.h"
#include "repair/decoder.h"
#include "repair/labels.h"
#include "repair/pages.h"
#include "repair/proofread.h"
#include "repair/word_list.h"
#include "text/unicode.h"
#include "text/utf8.h"

namespace trichluc {
namespace {

constexpr std::string_view kCodesFile = "confusions/code_parts.tsv";
constexpr std::string_view kShapesFile = "confusions/shapes.tsv";
constexpr std::string_view kLabelsFile = "confusions/labels.tsv";
constexpr std::string_view kDateWordsFile = "confusions/date_words.tsv";
constexpr std::string_view kEndingsFile = "confusions/address_endings.tsv";
// One for each Trouble but the first.
constexpr std::array<std::string_view, 4> kChannelFiles = {"confusions/vietnamese_reader_fair.tsv", "confusions/vietnamese_reader_poor.tsv",
                                                           "confusions/foreign_reader.tsv", "confusions/no_marks.tsv"};

// The kinds of damage, finer than users name them: light damage is that of a fair scan or of a poor one.
enum class Trouble : std::uint8_t { kNone, kFair, kPoor, kForeign, kNoMarks };

constexpr std::size_t ChannelOf(Trouble trouble) { return static_cast<std::size_t>(trouble) - 1; }

constexpr Damage DamageOf(Trouble trouble) {
  switch (trouble) {
    case Trouble::kNone: return Damage::kNone;
    case Trouble::kFair:
    case Trouble::kPoor: return Damage::kLight;
    case Trouble::kForeign: return Damage::kOcr;
    case Trouble::kNoMarks: return Damage::kMarks;
  }
  return Damage::kNone;
}

// The judge. Of plans that were right, none had two misread words in 3,000; of fair scans all had, of poor ones twenty times
// as many (docs/repair.md).
constexpr std::size_t kFewBareWords = 8;      // fewer without a mark may be chance
constexpr std::size_t kFewForeignWords = 40;  // and fewer may hold a name or two
constexpr double kBareMarks = 0.02;           // marked words, of a page without marks
constexpr double kBareWords = 0.75;           // that are Vietnamese without their marks
constexpr double kForeignMarks = 0.55;        // marked words, of a page read by a machine that knows no Vietnamese
constexpr double kForeignUnknown = 0.06;      // words that are none
constexpr std::size_t kFairSlips = 2;         // misread words and codes, of a text that was read from a fair scan
constexpr double kFair = 0.0003;              // and their share
constexpr double kPoor = 0.006;               // from a poor one
constexpr std::size_t kMostTried = 12;        // words of a right page
constexpr double kSureOfWord = 0.9;           // the probability that a word of right text is changed at

// A page by itself: nearly every word tells what became of it.
Trouble JudgePage(const Impression& page) {
  const auto share = [&](std::size_t count) { return static_cast<double>(count) / static_cast<double>(std::max<std::size_t>(page.words, 1)); };
  if (page.words >= kFewBareWords && share(page.marked) < kBareMarks && share(page.bare) > kBareWords) return Trouble::kNoMarks;
  if (page.words >= kFewForeignWords && share(page.marked) < kForeignMarks && share(page.unknown.size()) > kForeignUnknown && share(page.marked + page.bare) > kBareWords) return Trouble::kForeign;
  return Trouble::kNone;
}

// A whole text, whose slips are few: `slips` counts words and codes that were misread.
Trouble JudgeText(std::size_t slips, std::size_t words) {
  const double share = static_cast<double>(slips) / static_cast<double>(std::max<std::size_t>(words, 1));
  if (slips < kFairSlips || share < kFair) return Trouble::kNone;
  return share < kPoor ? Trouble::kFair : Trouble::kPoor;
}

// One that Vietnamese words are written with, f, j, w and z among them.
bool IsVietnameseLetter(char32_t c) {
  const ToneSplit split = SplitTone(ToLower(c));
  const bool vowel = std::u32string_view(U"aăâeêioôơuưy").find(split.base) != std::u32string_view::npos;
  return vowel || (split.tone == 0 && ((split.base >= U'a' && split.base <= U'z') || split.base == U'đ'));
}

// What `parse` makes of the table of that name; a later folder's file replaces that of an earlier one.
template <typename Parse>
auto ReadTable(const std::vector<GrammarText>& tables, std::string_view name, std::vector<GrammarFault>& faults, Parse parse) {
  const auto found = std::find_if(tables.rbegin(), tables.rend(), [&](const GrammarText& table) { return table.name == name; });
  if (found != tables.rend()) return parse(found->path, found->text, faults);
  faults.push_back({std::string(name), 1, 1, "no such file among the grammars, and repair needs it"});
  return decltype(parse(found->path, found->text, faults)){};
}

// What only damaged text needs.
struct Workshop {
  Workshop(const LanguageModel& model, const std::vector<GrammarText>& tables, std::vector<GrammarFault>& faults)
      : tree(model),
        codes(ReadTable(tables, kCodesFile, faults, ParseCodeParts),
              ReadTable(tables, kDateWordsFile, faults, ParseWordList), tree.letters()),
        labels(ReadTable(tables, kLabelsFile, faults, ParseConfusions)),
        addresses(ReadTable(tables, kEndingsFile, faults, ParseWordList)) {}
  WordTree tree;
  CodeReader codes;
  LabelReader labels;
  AddressReader addresses;
  std::vector<Channel> channels;
};

// Decoders that no text needs at the moment, by channel: what one has found out about a text serves the next.
class Decoders {
 public:
  [[nodiscard]] std::unique_ptr<Decoder> Take(std::size_t channel) {
    const std::lock_guard lock(mutex_);
    if (idle_[channel].empty()) return nullptr;
    std::unique_ptr<Decoder> out = std::move(idle_[channel].back());
    idle_[channel].pop_back();
    return out;
  }
  void Return(std::size_t channel, std::unique_ptr<Decoder> decoder) {
    const std::lock_guard lock(mutex_);
    idle_[channel].push_back(std::move(decoder));
  }

 private:
  std::mutex mutex_;
  std::array<std::vector<std::unique_ptr<Decoder>>, kChannelFiles.size()> idle_;
};

}  // namespace

struct Repairer::Parts {
  Parts(LanguageModel opened, std::vector<GrammarText> files) : model(std::move(opened)), tables(std::move(files)) {}

  LanguageModel model;
  std::vector<GrammarText> tables;
  mutable std::once_flag made;
  mutable std::unique_ptr<Workshop> workshop;
  mutable Decoders decoders;  // after the workshop, which they lean on
  mutable std::optional<Error> fault;

  // Makes the workshop the first time.
  [[nodiscard]] Result<const Workshop*> Enter() const {
    std::call_once(made, [&] { fault = Make(); });
    if (fault) return *fault;
    return static_cast<const Workshop*>(workshop.get());
  }

 private:
  [[nodiscard]] std::optional<Error> Make() const {
    std::vector<GrammarFault> faults;
    auto made_now = std::make_unique<Workshop>(model, tables, faults);
    const std::vector<Confusion> shapes = ReadTable(tables, kShapesFile, faults, ParseShapes);
    for (const std::string_view file : kChannelFiles) {
      const bool marks = file == kChannelFiles[ChannelOf(Trouble::kNoMarks)];
      made_now->channels.emplace_back(ReadTable(tables, file, faults, ParseConfusions), marks ? std::vector<Confusion>{} : shapes, made_now->tree.letters());
    }
    if (!faults.empty()) return Error{Error::Code::kBadGrammar, faults.front().file + ":" + std::to_string(faults.front().line) + ": " + faults.front().message};
    workshop = std::move(made_now);
    return std::nullopt;
  }
};

namespace {

// One text.
class Session {
 public:
  Session(const LanguageModel& model, Decoders& idle, std::string_view text, RepairMode mode, bool read,
          std::vector<Evidence> evidence)
      : model_(model), idle_(idle), text_(text), mode_(mode), read_(read), evidence_(std::move(evidence)), proofreader_(model) {}
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;
  ~Session() {
    for (std::size_t channel = 0; channel < decoders_.size(); ++channel) {
      if (decoders_[channel]) idle_.Return(channel, std::move(decoders_[channel]));
    }
  }

  template <typename Enter>
  std::optional<Error> Run(Enter enter) {
    for (const Span& span : CutPages(text_)) pages_.push_back({span, proofreader_.Read(text_.substr(span.start, span.size())), OddSigns(span), Trouble::kNone});
    Judge();
    for (const Page& page : pages_) {
      const bool doubt = page.trouble != Trouble::kNone || page.odd_signs > 0 || !page.impression.unknown.empty();
      if (!doubt) continue;
      const Result<const Workshop*> workshop = enter();
      if (!workshop) return workshop.error();
      if (page.trouble == Trouble::kNone) {
        Mend(**workshop, page);
      } else {
        Decode(**workshop, page);
      }
    }
    return std::nullopt;
  }

  [[nodiscard]] RepairedText Finish() && {
    RepairedText out;
    AlignmentBuilder builder;
    std::size_t at = 0;
    for (Repair& repair : repairs_) {
      if (repair.span.start < at) continue;  // touches the one before
      builder.Keep(repair.span.start - at);
      out.text.append(text_.substr(at, repair.span.start - at));
      builder.Replace(repair.span.size(), repair.meant.size());
      out.text.append(repair.meant);
      at = repair.span.end;
      out.repairs.push_back(std::move(repair));
    }
    out.text.append(text_.substr(at));
    out.alignment = std::move(builder).Build();
    for (const Page& page : pages_) out.pages.push_back({page.span, DamageOf(page.trouble)});
    return out;
  }

 private:
  struct Page {
    Span span;
    Impression impression;
    std::size_t odd_signs = 0;
    Trouble trouble = Trouble::kNone;
  };

  void Judge() {
    std::size_t slips = 0;
    std::size_t misread = 0;
    std::size_t words = 0;
    for (Page& page : pages_) {
      page.trouble = JudgePage(page.impression);
      if (page.trouble != Trouble::kNone) continue;
      slips += page.odd_signs + page.impression.misread;
      misread += page.impression.misread;
      words += page.impression.words;
    }
    const Trouble least = read_ ? Trouble::kFair : Trouble::kNone;
    const Trouble rest = std::max(least, misread == 0 ? Trouble::kNone : JudgeText(slips, words));
    for (std::size_t p = 0; p < pages_.size(); ++p) {
      Page& page = pages_[p];
      // A page of a few words is what the page before it is: both came through the same machine.
      const bool few = page.impression.words < kFewBareWords && p > 0;
      if (few) page.trouble = pages_[p - 1].trouble;
      if (page.trouble == Trouble::kNone) page.trouble = rest;
    }
    if (mode_ == RepairMode::kAuto) return;
    const bool poor = rest == Trouble::kPoor;
    for (Page& page : pages_) {
      page.trouble = mode_ == RepairMode::kLight ? (poor ? Trouble::kPoor : Trouble::kFair) : mode_ == RepairMode::kOcr ? Trouble::kForeign : Trouble::kNoMarks;
    }
  }

  // Signs beside a digit that stand in no code and no date that was read right.
  [[nodiscard]] std::size_t OddSigns(Span span) const {
    const std::string_view page = text_.substr(span.start, span.size());
    std::size_t count = 0;
    constexpr std::size_t kLongest = 60;  // bytes of a code
    for (std::size_t at = 0; at + 3 < page.size(); ++at) {
      if (page[at] < '0' || page[at] > '9') continue;
      const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(page[at + i]); };
      const char next = page[at + 1];
      const bool ascii = (next == '"' || next == '\'' || next == '|') && IsLetter(ClassOf(byte(2)));
      const bool quote = byte(1) == 0xE2 && byte(2) == 0x80 && byte(3) >= 0x98 && byte(3) <= 0x9F && at + 4 < page.size() && IsLetter(ClassOf(byte(4)));
      const bool fraction = byte(1) == 0xE2 && byte(2) == 0x81 && byte(3) == 0x84;
      // Only what goes on as a code does: 5"A is a class of a school.
      if (!ascii && !quote && !fraction) continue;
      const std::string_view near = page.substr(at, kLongest);
      const std::string_view stretch = near.substr(0, near.find_first_of(" \r\n\t"));
      if (fraction || stretch.find_first_of("-/", 2) != std::string_view::npos) ++count;
    }
    return count;
  }

  Decoder& DecoderFor(const Workshop& workshop, Trouble trouble) {
    const std::size_t channel = ChannelOf(trouble);
    std::unique_ptr<Decoder>& decoder = decoders_[channel];
    if (!decoder) decoder = idle_.Take(channel);
    if (!decoder) decoder = std::make_unique<Decoder>(model_, workshop.tree, workshop.channels[channel]);
    return *decoder;
  }

  void Keep(std::vector<Repair> found, std::size_t offset) {
    for (Repair& repair : found) {
      repair.span.start += offset;
      repair.span.end += offset;
      repairs_.push_back(std::move(repair));
    }
  }

  // Both, in order; where two touch the same text the second kind stands.
  static std::vector<Repair> Merge(std::vector<Repair> weaker, std::vector<Repair> stronger) {
    const auto before = [](const Repair& a, const Repair& b) { return a.span.start < b.span.start; };
    std::sort(stronger.begin(), stronger.end(), before);
    std::erase_if(weaker, [&](const Repair& repair) {
      const auto next = std::partition_point(stronger.begin(), stronger.end(), [&](const Repair& s) { return s.span.end <= repair.span.start; });
      return next != stronger.end() && next->span.start < repair.span.end;
    });
    weaker.insert(weaker.end(), std::make_move_iterator(stronger.begin()), std::make_move_iterator(stronger.end()));
    std::stable_sort(weaker.begin(), weaker.end(), before);
    return weaker;
  }

  void Decode(const Workshop& workshop, const Page& page) {
    const std::string_view text = text_.substr(page.span.start, page.span.size());
    CodeReader::Found codes =
        workshop.codes.Read(text, workshop.channels[ChannelOf(page.trouble)], CodeReader::Page::kDamaged);
    LabelReader::Found labels;
    if (page.trouble != Trouble::kNoMarks) labels = workshop.labels.Read(text);
    std::vector<Span> settled = workshop.addresses.Read(text);
    settled.insert(settled.end(), codes.codes.begin(), codes.codes.end());
    settled.insert(settled.end(), labels.labels.begin(), labels.labels.end());
    std::sort(settled.begin(), settled.end(), [](const Span& a, const Span& b) { return a.start < b.start; });
    std::vector<Repair> words = DecoderFor(workshop, page.trouble).Decode(text, settled, EvidenceWithin(page.span));
    Keep(Merge(Merge(std::move(words), std::move(labels.repairs)), std::move(codes.repairs)), page.span.start);
  }

  // In places of that page.
  [[nodiscard]] std::vector<Evidence> EvidenceWithin(Span page) const {
    std::vector<Evidence> out;
    auto next = std::partition_point(evidence_.begin(), evidence_.end(), [&](const Evidence& e) { return e.span.start < page.start; });
    for (; next != evidence_.end() && next->span.end <= page.end; ++next)
      out.push_back({{next->span.start - page.start, next->span.end - page.start}, next->doubt});
    return out;
  }

  // A right page: codes and dates with signs that no writer sets, and words with letters that no Vietnamese word has. Another
  // word that the model does not know is a name or a slip of the writer's.
  void Mend(const Workshop& workshop, const Page& page) {
    const std::string_view text = text_.substr(page.span.start, page.span.size());
    CodeReader::Found codes;
    if (page.odd_signs > 0)
      codes = workshop.codes.Read(text, workshop.channels[ChannelOf(Trouble::kFair)], CodeReader::Page::kRight);
    std::vector<Span> doubtful = page.impression.unknown;
    std::erase_if(doubtful, [&](const Span& word) { return !IsMachineMade(text.substr(word.start, word.size())); });
    if (doubtful.size() > kMostTried) doubtful.clear();  // they are of another language
    std::vector<Repair> words;
    for (const Span& unknown : doubtful) {
      const bool last = text.find_first_not_of(" \n\r\f", unknown.end) == std::string_view::npos;
      if (last) continue;  // the end of a text may be the middle of a word
      const Span around = Around(text, unknown);
      const std::string_view part = text.substr(around.start, around.size());
      for (Repair& repair : DecoderFor(workshop, Trouble::kFair).Decode(part, workshop.addresses.Read(part))) {
        repair.span.start += around.start;
        repair.span.end += around.start;
        if (repair.reason == Repair::Reason::kWord && repair.span == unknown && repair.probability >= kSureOfWord) words.push_back(std::move(repair));
      }
    }
    Keep(Merge(std::move(words), std::move(codes.repairs)), page.span.start);
  }

  // In small letters, for names are written in any way, and with a letter that no Vietnamese word has.
  static bool IsMachineMade(std::string_view word) {
    if (ClassOf(CharAt(word, 0)) != CharClass::kLower) return false;
    for (std::size_t at = 0; at < word.size();) {
      if (!IsVietnameseLetter(NextChar(word, at))) return true;
    }
    return false;
  }

  // Some words before and behind.
  static Span Around(std::string_view text, Span middle) {
    constexpr int kWords = 6;
    constexpr std::size_t kMost = 120;  // bytes on each side
    Span out = middle;
    const auto space = [&](std::size_t i) { return text[i] == ' ' || text[i] == '\n' || text[i] == '\t'; };
    for (int words = 0; out.start > 0 && middle.start - out.start < kMost; --out.start) {
      if (space(out.start - 1) && !space(out.start) && ++words > kWords) break;
    }
    while (out.start < middle.start && IsContinuation(text[out.start])) ++out.start;
    for (int words = 0; out.end < text.size() && out.end - middle.end < kMost; ++out.end) {
      if (space(out.end) && ++words > kWords) break;
    }
    while (out.end > middle.end && out.end < text.size() && IsContinuation(text[out.end])) --out.end;
    return out;
  }

  const LanguageModel& model_;
  Decoders& idle_;
  std::string_view text_;
  RepairMode mode_;
  bool read_;
  std::vector<Evidence> evidence_;
  Proofreader proofreader_;
  std::vector<Page> pages_;
  std::array<std::unique_ptr<Decoder>, kChannelFiles.size()> decoders_;
  std::vector<Repair> repairs_;
};

}  // namespace

Repairer::Repairer(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Repairer::Repairer(Repairer&&) noexcept = default;
Repairer& Repairer::operator=(Repairer&&) noexcept = default;
Repairer::~Repairer() = default;

Result<Repairer> Repairer::Open(const std::string& model, std::vector<GrammarText> tables) {
  Result<LanguageModel> opened = LanguageModel::Open(model);
  if (!opened) return opened.error();
  return Repairer(std::make_unique<Parts>(std::move(opened).value(), std::move(tables)));
}

std::vector<double> Repairer::Oddness(std::span<const std::string_view> texts) const {
  Proofreader proofreader(parts_->model);  // one for all: it remembers the words that it met
  std::vector<double> out;
  for (const std::string_view text : texts) {
    const Impression seen = proofreader.Read(ToNfc(text));
    const auto odd = static_cast<double>(seen.unknown.size() + seen.misread);
    out.push_back(seen.words < kFewForeignWords ? 0 : odd / static_cast<double>(seen.words));
  }
  return out;
}

Result<RepairedText> Repairer::Run(std::string_view text, RepairMode mode, bool read, std::span<const WordPlace> words) const {
  const NfcText nfc = ToNfcAligned(text);
  const bool composed = nfc.alignment.IsIdentity();
  std::vector<Evidence> evidence = EvidenceOf(words);
  for (Evidence& word : evidence) word.span = nfc.alignment.ToTarget(word.span);
  Session session(parts_->model, parts_->decoders, nfc.text, mode, read, std::move(evidence));
  if (const std::optional<Error> fault = session.Run([&] { return parts_->Enter(); })) return *fault;
  RepairedText out = std::move(session).Finish();
  if (composed) return out;
  for (Repair& repair : out.repairs) repair.span = nfc.alignment.ToSource(repair.span);
  for (RepairedPage& page : out.pages) page.span = nfc.alignment.ToSource(page.span);
  out.alignment = Alignment::Compose(out.alignment, nfc.alignment);
  return out;
}

void CheckConfusions(const std::vector<GrammarText>& tables, std::vector<GrammarFault>& faults) {
  for (const GrammarText& table : tables) {
    if (table.name == kCodesFile) {
      static_cast<void>(ParseCodeParts(table.path, table.text, faults));
    } else if (table.name == kDateWordsFile || table.name == kEndingsFile) {
      static_cast<void>(ParseWordList(table.path, table.text, faults));
    } else if (table.name == kShapesFile) {
      static_cast<void>(ParseShapes(table.path, table.text, faults));
    } else if (table.name == kLabelsFile ||
               std::find(kChannelFiles.begin(), kChannelFiles.end(), table.name) != kChannelFiles.end()) {
      static_cast<void>(ParseConfusions(table.path, table.text, faults));
    } else {
      std::string names(kCodesFile);
      for (const std::string_view name : {kShapesFile, kLabelsFile, kDateWordsFile, kEndingsFile})
        names.append(", ").append(name);
      for (const std::string_view name : kChannelFiles) names.append(", ").append(name);
      faults.push_back({table.path, 1, 1, "repair reads no table of that name; it reads " + names});
    }
  }
}

}  // namespace trichluc
